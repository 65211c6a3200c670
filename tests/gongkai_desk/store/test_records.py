"""What the tables hold that the next papers and acts write: each class fits its table and comes back equal."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from gongkai_desk.domain.cycle import judging, rounds, upward
from gongkai_desk.domain.cycle.judging import Assessment, AssessmentItem, AssessmentRule
from gongkai_desk.domain.cycle.rounds import ClosingMove, Dispatch, DispatchKind, DispatchUnit
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.unit import Unit
from gongkai_desk.services import undo
from gongkai_desk.store import journal
from gongkai_desk.store.entries.papers import unreturned
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import insert_record, records, set_record, table_of
from gongkai_desk.store.tasks.plans import insert_plan
from gongkai_desk.store.units import insert_unit
from tests.builders import a_plan

DAY = date(2026, 6, 10)
MODULES = (rounds, upward, judging)


def classes(module: ModuleType) -> list[type]:
    own = (each for each in vars(module).values() if isinstance(each, type) and is_dataclass(each))
    return [each for each in own if each.__module__ == module.__name__]


KINDS = [kind for module in MODULES for kind in classes(module)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_class_has_the_columns_of_its_table(library: Library, kind: Any) -> None:
    columns = journal.columns_of(library.connection, table_of(kind))
    assert {field.name for field in fields(kind)} == set(columns) - {"removed"}
    assert records(library, kind) == []


def stored(library: Library, *made: object) -> list[int]:
    with library.step("存", By("李明", DAY)) as step:
        return [insert_record(step, each) for each in made]


def test_a_batch_comes_back_as_it_was_and_can_be_undone(library: Library) -> None:
    with library.step("准备", By("李明", DAY)) as step:
        plan, unit = insert_plan(step, a_plan()), insert_unit(step, Unit("市教育局"))
    batch = Dispatch(plan, DispatchKind.WORKBOOK, DAY, "2026-02", "2026Q2", closing=date(2026, 6, 25), shared=True)
    owed, moved = DispatchUnit(1, unit, "U01"), ClosingMove(1, DAY, date(2026, 6, 30), 1, date(2026, 6, 25), "王芳")
    stored(library, batch, owed, moved)
    assert records(library, Dispatch) == [replace(batch, id=1)]
    assert records(library, ClosingMove, "dispatch_unit_id = ?", (1,)) == [replace(moved, id=1)]
    with library.step("签收", By("李明", DAY)) as step:
        set_record(step, replace(owed, receipt=DAY, zero=True), 1)
    assert records(library, DispatchUnit) == [replace(owed, receipt=DAY, zero=True, id=1)]
    undo.undo(library, By("李明", DAY))
    undo.undo(library, By("李明", DAY))
    assert [*records(library, Dispatch), *records(library, DispatchUnit), *records(library, ClosingMove)] == []


def test_what_is_not_returned_is_due_on_the_day_that_was_moved_last(library: Library) -> None:
    with library.step("下发", By("李明", DAY)) as step:
        plan = insert_plan(step, a_plan())
        insert_record(step, Dispatch(plan, DispatchKind.WORKBOOK, DAY, "2026-02", closing=date(2026, 6, 25)))
        for name in ("市教育局", "市司法局", "市财政局"):
            insert_record(
                step, DispatchUnit(1, insert_unit(step, Unit(name)), returned=DAY if name == "市财政局" else None)
            )
        for until in (date(2026, 6, 20), date(2026, 6, 30)):
            insert_record(step, ClosingMove(1, DAY, until, 1))
    assert [(each.unit, each.closing) for each in unreturned(library)] == [
        ("市司法局", date(2026, 6, 25)),
        ("市教育局", date(2026, 6, 30)),
    ]


def test_points_stay_decimal_and_what_is_not_given_stays_open(library: Library) -> None:
    scheme = Assessment(2026, "政务公开考核", Decimal("100"))
    rule = AssessmentRule(1, "late", Decimal("-0.5"))
    stored(library, scheme, AssessmentItem(1, "任务落实", Decimal("40")), rule, replace(rule, cap=Decimal("3.0")))
    assert [str(each.points) for each in records(library, AssessmentRule)] == ["-0.5", "-0.5"]
    assert [each.cap for each in records(library, AssessmentRule)] == [None, Decimal("3.0")]
