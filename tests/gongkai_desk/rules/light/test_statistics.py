"""Statistics of plain facts."""

from gongkai_desk.domain.light import Colour, Why
from gongkai_desk.domain.state import State
from gongkai_desk.rules.light.statistics import Fact, GroupBy, compare, tabulate

OPEN, DONE, OUT = State.NOT_STARTED, State.CLOSED, State.NOT_APPLICABLE


def fact(task: int, *, unit: str = "市教育局", state: State = OPEN, month: str = "2026-09") -> Fact:
    return Fact((task, 1), unit, "一、公开", state, Colour.GREEN, Why.RUNNING, month)


def test_every_number_knows_what_it_counts() -> None:
    (line,) = tabulate([fact(1), fact(2, state=DONE), fact(3, state=OUT)], GroupBy.UNIT)
    assert (line.total.tasks, line.concerned.tasks, line.closed.tasks) == ((1, 2, 3), (1, 2), (2,))
    assert line.rate == 0.5


def test_months_are_in_order_and_no_month_is_last() -> None:
    facts = [fact(1, month=""), fact(2, month="2026-12"), fact(3, month="2026-03")]
    assert [line.label for line in tabulate(facts, GroupBy.MONTH)] == ["2026-03", "2026-12", ""]


def test_a_line_that_came_or_went_has_no_counterpart() -> None:
    before, now = tabulate([fact(1, unit="甲")], GroupBy.UNIT), tabulate([fact(2, unit="乙")], GroupBy.UNIT)
    assert [(each.label, each.before is None, each.now is None) for each in compare(before, now)] == [
        ("乙", True, False),
        ("甲", False, True),
    ]


def test_what_was_reopened_went() -> None:
    before, now = tabulate([fact(1, state=DONE)], GroupBy.ALL), tabulate([fact(1)], GroupBy.ALL)
    (line,) = compare(before, now)
    assert (line.came.count, line.went.tasks) == (0, (1,))
