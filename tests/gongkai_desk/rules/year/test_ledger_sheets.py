"""Old ledgers with a sheet a month: the last one is the ledger, the others tell what was done before."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.plan import CellPlace, Plan, Task
from gongkai_desk.domain.year.ledger_in import AskedKind, LedgerRead
from gongkai_desk.rules.year.ledger_rows import Then, understood
from gongkai_desk.rules.year.ledger_sheets import joined_sheets


def sheet(name: str, *told: tuple[str, str], title: str = "台账") -> Part:
    """Return the part of a sheet: contents of tasks with their progress."""
    tasks = (Task(content, extra={"进展情况": text}, source=(CellPlace(name, "A3"),)) for content, text in told)
    return Part(PartKind.TABLE, title, tuple(tasks))


def draft(*parts: Part) -> Draft:
    return Draft("台账.xlsx", (Plan(year=2026),), parts)


def test_progress_of_earlier_sheets_stands_under_their_months():
    told = sheet("5月", ("甲", "5月办"), ("丙", "已停")), sheet("6月", ("甲", "6月办"), ("乙", "新增"))
    found = joined_sheets(draft(*told))
    assert (found.part, found.taken, found.left) == (1, (0,), ("丙",))
    assert [task.extra for task in found.draft.parts[1].tasks] == [
        {"5月进展": "5月办", "6月进展": "6月办"},
        {"6月进展": "新增"},
    ]
    read = LedgerRead(found.draft, found.part, joined=found.taken, left=found.left)
    ledger = understood(read, Then(2026, date(2026, 7, 20)))
    assert [[each.period for each in task.told] for task in ledger.tasks] == [["2026M05", "2026M06"], ["2026M06"]]
    assert [(each.kind, each.text) for each in ledger.asked] == [(AskedKind.PART, "只在以前月份的表里有：丙")]


def test_a_table_that_does_not_come_in_is_said_to_be_left_out():
    found = joined_sheets(
        draft(sheet("政策公开", ("甲", "办"), ("乙", "办")), sheet("附件", ("丙", "办"), title="附表"))
    )
    ledger = understood(LedgerRead(found.draft, found.part), Then(2026, date(2026, 7, 20)))
    assert ([(each.kind, each.text) for each in ledger.asked], ledger.kept) == ([(AskedKind.PART, "附表（1项）")], ())


def test_sheets_of_units_are_one_ledger_each_task_of_its_sheets_unit():
    parts = sheet("市司法局", ("甲", "办"), title="市司法局台账"), sheet("市财政局", ("乙", "办"), title="市财政局台账")
    found = joined_sheets(draft(*parts))
    (part, _), (plan,) = found.draft.parts, found.draft.plans
    assert [(task.content, task.responsible) for task in part.tasks] == [("甲", ("市司法局",)), ("乙", ("市财政局",))]
    assert [task.unit_text for task in part.tasks] == ["市司法局", "市财政局"]
    assert (found.part, found.taken, part.title, plan.title) == (0, (1,), "台账", "台账")


def test_months_are_told_by_titles_too_and_put_in_order():
    parts = (
        sheet("Sheet2", ("甲", "10月办"), title="台账（10月）"),
        sheet("Sheet1", ("甲", "9月办"), title="台账（9月）"),
    )
    found = joined_sheets(draft(*parts))
    assert found.draft.parts[found.part].tasks[0].extra == {"9月进展": "9月办", "10月进展": "10月办"}


@pytest.mark.parametrize(
    "parts",
    [
        (sheet("政策公开", ("甲", "办"), ("乙", "办")), sheet("服务公开", ("丙", "办"))),
        (sheet("5月", ("甲", "办"), ("乙", "办")), sheet("6月", ("丙", "办"))),
        (sheet("6月", ("甲", "办"), ("乙", "办")), sheet("说明", ("甲", "办"))),
    ],
)
def test_other_sheets_stay_apart_and_the_longest_is_the_ledger(parts):
    found = joined_sheets(draft(*parts))
    assert (found.part, found.taken, found.draft) == (0, (), draft(*parts))
