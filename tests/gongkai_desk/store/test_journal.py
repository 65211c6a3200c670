"""The journal: what an act changed, its history, undo and redo."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.store import journal
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.journal import Step, insert, set_columns, set_removed
from gongkai_desk.store.library import Library

DAY = date(2026, 3, 10)


def put(library: Library, name: str, **values: object) -> Step:
    with library.step(f"登记{name}", By("李明", DAY)) as step:
        step.made = insert(step, "superior", {"name": name, **values})
    return step


def change(library: Library, number: int, **values: object) -> Step:
    with library.step("改", By("王芳", DAY)) as step:
        set_columns(step, "superior", number, values)
    return step


def undo(library: Library) -> None:
    last = journal.last_done(library)
    assert last is not None
    with library.step("撤销", By("李明", DAY), kind="undo", target=last.id) as step:
        journal.take_back(step, last.id)


def redo(library: Library) -> None:
    following = journal.next_undone(library)
    assert following is not None
    with library.step("重做", By("李明", DAY), kind="redo", target=following.id) as step:
        journal.do_again(step, following.id)


def test_a_step_tells_what_it_changed_once_it_has_ended(library: Library) -> None:
    with library.step("登记", By("李明", DAY)) as step:
        insert(step, "superior", {"name": "省政府办公厅"})
        with pytest.raises(RuntimeError):
            assert step.changes
    assert (step.changes.name, step.changes.ids) == ("登记", {"superior": frozenset({1})})


def test_undo_and_redo_go_step_by_step(library: Library) -> None:
    states = [list(dumped(library))]
    for act in (lambda: put(library, "省"), lambda: change(library, 1, mail="a@b.cn"), lambda: put(library, "国")):
        act()
        states.append(list(dumped(library)))
    for state in reversed(states[:-1]):
        undo(library)
        assert list(dumped(library)) == state
    for state in states[1:]:
        redo(library)
        assert list(dumped(library)) == state
    assert (journal.next_undone(library), journal.last_done(library).name) == (None, "登记国")  # type: ignore[union-attr]


def test_after_a_new_act_what_was_undone_stays_undone(library: Library) -> None:
    put(library, "省")
    undo(library)
    put(library, "国")
    assert journal.next_undone(library) is None
    assert [step.fate for step in journal.steps(library) if step.kind == "do"] == ["done", "buried"]


def test_a_number_that_was_taken_back_is_not_given_again(library: Library) -> None:
    put(library, "省")
    undo(library)
    assert put(library, "国").made == 2


def test_the_history_of_a_row_has_what_was_inserted(library: Library) -> None:
    put(library, "省", mail="a@b.cn")
    change(library, 1, mail="c@d.cn")
    with library.step("删除", By("李明", DAY)) as step:
        set_removed(step, "superior", (1,), DAY)
    found = journal.history(library, "superior", 1)
    assert [(each.step.who, each.before, each.after) for each in found[:2]] == [
        ("李明", {"removed": None}, {"removed": "2026-03-10"}),
        ("王芳", {"mail": "a@b.cn"}, {"mail": "c@d.cn"}),
    ]
    assert found[2].before is None
    assert (found[2].after or {})["mail"] == "a@b.cn"


def test_rows_that_refer_to_each_other_come_back_in_any_order(library: Library) -> None:
    with library.step("报送", By("李明", DAY)) as step:
        first = insert(step, "submission", {"kind": "report", "day": "2026-07-01"})
        insert(step, "submission", {"kind": "correction", "day": "2026-07-02", "corrects": first})
    with library.step("删去", By("李明", DAY)) as step:
        step.connection.execute("DELETE FROM submission WHERE id = 2")
        step.connection.execute("DELETE FROM submission WHERE id = 1")
    undo(library)
    assert library.rows("SELECT id, corrects FROM submission ORDER BY id") == [(1, None), (2, 1)]
    undo(library)
    assert library.rows("SELECT * FROM submission") == []


@pytest.mark.parametrize(("table", "known"), [("superior", frozenset()), ("setting", None)])
def test_what_no_light_depends_on_touches_no_task(library: Library, table: str, known: frozenset[int] | None) -> None:
    with library.step("改", By("李明", DAY)) as step:
        insert(step, table, {"name": "x"})
    assert journal.touched_tasks(library, step.changes) == known
