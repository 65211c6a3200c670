"""Doubts stay with their tasks until a person has looked at them."""

from __future__ import annotations

from datetime import date

from gongkai_desk.domain.draft import Doubt, DoubtKind, Rank
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import CellPlace
from gongkai_desk.services import undo
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.doubts import doubts, insert_doubts, settle_doubt
from gongkai_desk.store.tasks.plans import insert_plan, insert_tasks
from tests.builders import a_plan, a_task

DAY = date(2026, 3, 10)
OPEN = Doubt(DoubtKind.NO_UNIT, 1, "unit_text", "相关单位", (CellPlace("表", "D3"),))


def test_a_doubt_is_open_until_a_person_has_settled_it(library: Library) -> None:
    with library.step("导入", By("李明", DAY)) as step:
        insert_tasks(step, insert_plan(step, a_plan()), [a_task(), a_task()], {})
        insert_doubts(step, (OPEN, Doubt(DoubtKind.NUMBER_GAP), Doubt(DoubtKind.NUMBER_GAP, 2)))
    assert [(each.doubt, each.rank) for each in doubts(library, [1])] == [(OPEN, Rank.GRAVE)]
    with library.step("核对", By("王芳", DAY)) as step:
        settle_doubt(step, 1, DAY, "王芳", "由办公室负责")
    assert [each.doubt.task for each in doubts(library)] == [2]
    assert [(each.settled_by, each.answer) for each in doubts(library, settled=True)] == [("王芳", "由办公室负责")]
    undo.undo(library, By("王芳", DAY))
    assert [each.id for each in doubts(library)] == [1, 2]
