"""What falls on the days of a year."""

from datetime import date

from gongkai_desk.domain.calendar import Duty, DutyKind, Item, ItemKind, Mark
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, DeadlineKind, Every, Recurrence
from gongkai_desk.domain.work import TaskSettings, TimedCase
from gongkai_desk.rules.calendar import ALL, CalendarInput, Lit, Scope, by_day, year_items
from gongkai_desk.rules.light.lights import Frame, task_light
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.workdays import Workdays
from tests.builders import a_share

USUAL = Workdays.usual()
TODAY = date(2026, 10, 16)
FRAME = Frame(TODAY, USUAL, TaskSettings(entered=date(2026, 3, 9)))
SEPTEMBER = Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30), (date(2026, 9, 30),))
HALF = Deadline("6月底、12月底", DeadlineKind.MONTH_END, date(2026, 12, 31), (date(2026, 6, 30), date(2026, 12, 31)))
A, B = a_share(1, "市教育局"), a_share(2, "市民政局")


def lit(*shares: Share, deadline: Deadline = SEPTEMBER, number: int = 1, **fields: object) -> Lit:
    task = StoredTask("集中公开文件", deadline=deadline, id=number, plan_id=1, **fields)  # type: ignore[arg-type]
    return task, task_light(task.deadline, shares, FRAME), FRAME


def items(*tasks: Lit, scope: Scope = ALL, year: int = 2026, **facts: object) -> list[Item]:
    return list(year_items(CalendarInput(tasks, **facts), year, TODAY, USUAL, scope))  # type: ignore[arg-type]


def of(kind: ItemKind, found: list[Item]) -> list[Item]:
    return [item for item in found if item.kind is kind]


def test_a_deadline_names_its_units_and_says_how_it_stands() -> None:
    closed = a_share(2, "市民政局", State.CLOSED, date(2026, 9, 1), date(2026, 9, 1))
    (item,) = of(ItemKind.DEADLINE, items(lit(A, closed)))
    assert (item.day, item.units, item.mark) == (date(2026, 9, 30), ("市教育局", "市民政局"), Mark.LATE)
    (item,) = of(ItemKind.DEADLINE, items(lit(closed)))
    assert item.mark is Mark.DONE


def test_an_extension_moves_its_unit_alone() -> None:
    later = a_share(2, "市民政局", extended=date(2026, 10, 31))
    found = of(ItemKind.DEADLINE, items(lit(A, later)))
    assert [(item.day, item.units, item.mark) for item in found] == [
        (date(2026, 9, 30), ("市教育局",), Mark.LATE),
        (date(2026, 10, 31), ("市民政局",), Mark.SOON),
    ]
    assert found[1].remind == date(2026, 10, 30)


def test_what_is_set_aside_does_not_fall_due() -> None:
    assert items(lit(a_share(1, "市教育局", State.NOT_APPLICABLE), a_share(2, "市民政局", State.SUSPENDED))) == []


def test_every_named_date_is_reminded_of() -> None:
    found = items(lit(A, deadline=HALF, inner_deadlines=(date(2026, 8, 31),)))
    assert [item.day for item in of(ItemKind.NODE, found)] == [date(2026, 6, 30), date(2026, 8, 31)]
    assert [item.day for item in of(ItemKind.DEADLINE, found)] == [date(2026, 12, 31)]


def test_report_days_gather_all_tasks_that_report() -> None:
    closed = a_share(1, "市教育局", State.CLOSED, date(2026, 7, 1), date(2026, 7, 1))
    found = of(ItemKind.REPORT, items(lit(A), lit(A, B, number=2), lit(closed, number=3)))
    assert [(item.day, item.text, item.task_ids, item.units) for item in found] == [
        (date(2026, 3, 25), "2026Q1", (1, 2, 3), ("市教育局", "市民政局")),
        (date(2026, 6, 25), "2026Q2", (1, 2, 3), ("市教育局", "市民政局")),
        (date(2026, 9, 25), "2026Q3", (1, 2), ("市教育局", "市民政局")),
        (date(2026, 12, 10), "2026Q4", (1, 2), ("市教育局", "市民政局")),
    ]
    assert found[2].remind == date(2026, 9, 24)


def test_what_recurs_is_due_on_the_fifteenth_after_its_period() -> None:
    monthly = lit(A, recurrences=(Recurrence(Every.QUARTER, 1, "每季度"), Recurrence(Every.WEEK, 1, "每周")))
    found = of(ItemKind.PERIODIC, items(monthly))
    assert [item.day for item in found] == [date(2026, 4, 15), date(2026, 7, 15), date(2026, 10, 15)]


def test_tasks_of_the_whole_year_are_looked_over_at_its_end() -> None:
    all_year = Deadline("全年", DeadlineKind.YEAR_ROUND)
    (item,) = of(ItemKind.REVIEW, items(lit(A, deadline=all_year), years={1: 2026}))
    assert (item.day, item.task_ids) == (date(2026, 12, 31), (1,))


def test_duties_and_clocks_stand_on_their_last_day() -> None:
    duty = Duty("own:1", DutyKind.OWN, "报送总结", "通知", date(2026, 11, 2))
    case = TimedCase(1, 1, "某网民留言", "5个工作日", 5, True, date(2026, 10, 12))
    names = {1: "市教育局"}
    found = items(lit(A), duties=(duty,), cases=((case, date(2026, 10, 19)),), unit_names=names)
    assert [(item.text, item.key) for item in of(ItemKind.DUTY, found)] == [("报送总结", "own:1")]
    assert [(item.day, item.units) for item in of(ItemKind.CLOCK, found)] == [(date(2026, 10, 19), ("市教育局",))]


def test_a_unit_and_a_plan_are_picked() -> None:
    duty = Duty("own:1", DutyKind.OWN, "报送总结", "通知", date(2026, 11, 2))
    found = items(lit(A), lit(B, number=2), scope=Scope(unit="市民政局"), duties=(duty,))
    assert {item.units for item in found} == {("市民政局",)}
    assert items(lit(A), scope=Scope(plan_id=2)) == []


def test_another_year_has_its_own_days() -> None:
    assert items(lit(A), year=2025) == []
    next_year = by_day(items(lit(A), year=2027))
    assert {item.kind for of_day in next_year.values() for item in of_day} == {ItemKind.REPORT}
