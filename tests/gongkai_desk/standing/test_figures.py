"""Tables of figures from lines of statistics."""

from datetime import date

import pytest

from gongkai_desk.domain.figures import Behind, FigureKind
from gongkai_desk.domain.light import Colour, Why
from gongkai_desk.domain.state import State
from gongkai_desk.rules.light.statistics import Fact, GroupBy, month_ends, past_ends, tabulate
from gongkai_desk.standing.statistics import compared_table, figure_table, trend_table
from gongkai_desk.wording.figures import figure_text

THEN, NOW = date(2026, 6, 30), date(2026, 9, 30)
OPEN, DONE, OUT = State.NOT_STARTED, State.CLOSED, State.NOT_APPLICABLE


def fact(task: int, unit: str, state: State = OPEN) -> Fact:
    colour = Colour.GREEN if state is DONE else Colour.RED
    return Fact((task, 1), unit, "一、公开", state, colour, Why.OVERDUE, "2026-06")


def texts(table: object) -> dict[str, dict[str, str]]:
    return {
        row.label: {head.whole: figure.text for head, figure in zip(table.heads, row.figures, strict=True)}
        for row in table.every_row
    }


def test_what_is_not_concerned_leaves_the_rate() -> None:
    lines = tabulate([fact(1, "市教育局", DONE), fact(2, "市教育局"), fact(3, "市教育局", OUT)], GroupBy.UNIT)
    line = texts(figure_table(GroupBy.UNIT, lines))["市教育局"]
    assert (line["任务数"], line["不涉及"], line["已销号"], line["办结率"]) == ("3", "1", "1", "50.0%")


def test_a_rate_of_nothing_is_no_figure() -> None:
    lines = tabulate([fact(1, "市教育局", OUT)], GroupBy.UNIT)
    assert texts(figure_table(GroupBy.UNIT, lines))["市教育局"]["办结率"] == "—"


def test_units_stand_as_in_the_directory_and_are_summed() -> None:
    lines = tabulate([fact(1, ""), fact(1, "市民政局"), fact(1, "市教育局")], GroupBy.UNIT)
    table = figure_table(GroupBy.UNIT, lines, ("市教育局", "市民政局"))
    assert [row.label for row in table.every_row] == ["市教育局", "市民政局", "（未明确单位）", "合计"]
    assert table.total is not None
    assert table.total.figures[0].value == 3


def test_scarce_columns_that_are_empty_are_left_out() -> None:
    heads = {head.text for head in figure_table(GroupBy.UNIT, tabulate([fact(1, "市教育局")], GroupBy.UNIT)).heads}
    assert "不涉及" not in heads
    assert {"已销号", "红灯"} <= heads


def test_two_days_stand_side_by_side_with_what_changed() -> None:
    before = tabulate([fact(1, "市教育局"), fact(2, "市教育局", DONE)], GroupBy.UNIT)
    after = tabulate([fact(1, "市教育局", DONE), fact(2, "市教育局", DONE), fact(3, "市民政局")], GroupBy.UNIT)
    table = compared_table(GroupBy.UNIT, (THEN, before), (NOW, after))
    lines = texts(table)
    education = lines["市教育局"]
    assert [education[f"已销号{each}"] for each in ("6月30日", "9月30日", "增减")] == ["1", "2", "增 +1"]
    assert education["办结率升降"] == "升 +50.0"
    assert lines["市民政局"]["任务数增减"] == "增 +1"
    change = table.rows[0].figures[[head.whole for head in table.heads].index("已销号增减")]
    assert change.behind.tasks == (1,)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        pytest.param(FigureKind.CHANGE, -2.0, "减 −2", id="fewer"),
        pytest.param(FigureKind.CHANGE, 0.0, "持平", id="the same"),
        pytest.param(FigureKind.POINTS, -0.04, "持平", id="less than is shown"),
        pytest.param(FigureKind.RATE, 0.4549, "45.5%", id="a rate"),
        pytest.param(FigureKind.RATE, 1 / 16, "6.3%", id="half up, as a workbook rounds"),
        pytest.param(FigureKind.COUNT, None, "—", id="none"),
    ],
)
def test_figures_in_words(kind: FigureKind, value: float | None, text: str) -> None:
    assert figure_text(kind, value) == text


def test_behind_a_change_stand_those_that_came_and_those_that_went() -> None:
    assert Behind(((1, None), (2, None)), ((2, None), (3, None))).tasks == (1, 3)
    assert not Behind(((1, None),), ((1, None),))


def test_the_trend_is_a_line_for_each_day() -> None:
    (line,) = tabulate([fact(1, "", DONE), fact(2, "")], GroupBy.ALL)
    table = trend_table([(THEN, line)])
    assert table.rows[0].label == "2026年6月30日"
    assert [figure.text for figure in table.rows[0].figures][:3] == ["2", "1", "50.0%"]


@pytest.mark.parametrize(
    ("day", "month", "quarter", "half"),
    [
        pytest.param(NOW, date(2026, 8, 31), THEN, THEN, id="the last day of a quarter"),
        pytest.param(date(2026, 1, 5), date(2025, 12, 31), date(2025, 12, 31), date(2025, 12, 31), id="new year"),
        pytest.param(date(2026, 8, 3), date(2026, 7, 31), THEN, THEN, id="inside"),
    ],
)
def test_past_ends_lie_before_the_day(day: date, month: date, quarter: date, half: date) -> None:
    assert past_ends(day) == {"month": month, "quarter": quarter, "half": half}


def test_a_trend_ends_with_the_day_itself() -> None:
    assert month_ends(date(2026, 3, 10)) == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 10))
    assert month_ends(date(2026, 1, 31)) == (date(2026, 1, 31),)
