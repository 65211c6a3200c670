"""Undo, redo, history: any acts, then undo all, is the state before; redo all, the state after."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, Task, TaskEdit
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.work import NewReport
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules.work.task_order import Landing
from gongkai_desk.services import undo, units
from gongkai_desk.services.intake import plans
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.progress import work
from gongkai_desk.store import journal
from gongkai_desk.store import units as stored_units
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.care.check import examine
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans as stored

DAY = date(2022, 11, 22)
BY = By("李明", DAY)
NAMES = ("市教育局", "市财政局", "各区政府", "相关单位", "市发改委", "商务局")


def draft(title: str, *tasks: Task) -> Draft:
    return Draft(title, (Plan(title, year=2022),), (Part(PartKind.TABLE, title, tasks),), text=title)


def test_undo_survives_a_restart(library: Library) -> None:
    add_plan(library, BY, Intake(draft("要点", Task(content="一")), 0))
    library.close()
    with Library.open(library.folder) as again:
        undo.undo(again, BY)
        assert stored.plans(again) == []
        undo.redo(again, BY)
        assert len(stored.tasks(again)) == 1


def test_a_new_act_ends_redo(library: Library) -> None:
    add_plan(library, BY, Intake(draft("甲", Task(content="一")), 0))
    undo.undo(library, BY)
    add_plan(library, BY, Intake(draft("乙", Task(content="二")), 0))
    assert undo.redo_name(library) is None
    assert undo.redo(library, BY) is None


def test_nothing_to_undo_in_a_new_library(library: Library) -> None:
    assert (undo.undo_name(library), undo.undo(library, BY)) == (None, None)


def test_another_clerks_act_asks_first(library: Library) -> None:
    plans.new_plan(library, By("王芳", DAY), Plan("要点"))
    with pytest.raises(NotAllowed) as caught:
        undo.undo(library, BY)
    assert caught.value.data["who"] == "王芳"
    undo.undo(library, BY, others=True)
    assert stored.plans(library) == []


def test_history_only_grows(library: Library) -> None:
    plans.new_plan(library, BY, Plan("要点"))
    undo.undo(library, BY)
    undo.redo(library, BY)
    assert [step.kind for step in reversed(journal.steps(library))] == ["base", "do", "undo", "redo"]


def test_history_tells_who_when_before_and_after(library: Library) -> None:
    add_plan(library, BY, Intake(draft("要点", Task(content="一", title="旧")), 0))
    work.edit_task(library, By("王芳", date(2022, 12, 1)), 1, TaskEdit(title="新"))
    newest, *_, oldest = [change for change in undo.history(library, "task", 1) if change.table == "task"]
    assert (newest.step.who, newest.step.day, newest.before, newest.after) == (
        "王芳",
        "2022-12-01",
        {"title": "旧"},
        {"title": "新"},
    )
    assert oldest.before is None
    assert oldest.after is not None
    assert (oldest.after["title"], oldest.after["content"]) == ("旧", "一")


def test_the_history_of_a_task_that_is_gone_is_still_told(library: Library) -> None:
    add_plan(library, BY, Intake(draft("要点", Task(content="一", title="旧")), 0))
    undo.undo(library, BY)
    inserted = undo.history(library, "task", 1)[-1]
    assert inserted.after is not None
    assert inserted.after["title"] == "旧"


class Acts(RuleBasedStateMachine):
    """Random acts; after all of them, undo and redo must pass through the very states that were seen."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.library = Library.create(self.folder / "a.gkdesk", "试", who="李明", day=DAY)
        self.seen = [self.state()]

    @initialize()
    def begin(self) -> None:
        self.act(lambda: add_plan(self.library, BY, Intake(draft("始", Task(content="一", lead=("市教育局",))), 0)))

    def state(self) -> list[object]:
        """Return the facts, and the search texts that every step keeps in line with them."""
        return [*dumped(self.library), *self.library.rows("SELECT * FROM task_search ORDER BY id")]

    def act(self, do) -> None:
        if do().ids:
            self.seen.append(self.state())

    def some_task(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from([task.id for task in stored.tasks(self.library)]))

    @rule(title=st.sampled_from("甲乙丙"), names=st.lists(st.sampled_from(NAMES), max_size=3))
    def imports(self, title: str, names: list[str]) -> None:
        tasks = (Task(content=title, lead=tuple(names[:1]), responsible=tuple(names[1:])), Task(content="二"))
        self.act(lambda: add_plan(self.library, BY, Intake(draft(title, *tasks), 0, again=True)))

    @precondition(lambda self: stored.tasks(self.library))
    @rule(data=st.data(), title=st.sampled_from("新旧"), names=st.lists(st.sampled_from(NAMES), max_size=2))
    def edits(self, data: st.DataObject, title: str, names: list[str]) -> None:
        task = self.some_task(data)
        self.act(lambda: work.edit_task(self.library, BY, task, TaskEdit(title=title, support=tuple(names))))

    @precondition(lambda self: stored.tasks(self.library))
    @rule(data=st.data())
    def reports(self, data: st.DataObject) -> None:
        task = self.some_task(data)
        self.act(lambda: work.report(self.library, By("李明", DAY), task, NewReport(None, DAY, "好")))

    @precondition(lambda self: stored.tasks(self.library))
    @rule(data=st.data())
    def removes(self, data: st.DataObject) -> None:
        task = self.some_task(data)
        self.act(lambda: work.remove_tasks(self.library, BY, [task]))

    @precondition(lambda self: stored.tasks(self.library))
    @rule(data=st.data())
    def moves(self, data: st.DataObject) -> None:
        task = self.some_task(data)
        self.act(lambda: work.place_tasks(self.library, BY, [task], Landing(None)))

    @precondition(lambda self: len(stored_units.units(self.library)) > 1)
    @rule()
    def merges(self) -> None:
        first, second, *_ = (unit.id for unit in stored_units.units(self.library))
        self.act(lambda: units.merge_units(self.library, BY, first, [second]))

    @rule(name=st.text("甲乙丙", min_size=1, max_size=8))
    def adds_a_unit(self, name: str) -> None:
        if stored_units.directory(self.library).find(name) is None:
            self.act(lambda: units.add_unit(self.library, BY, Unit(name)))

    @precondition(lambda self: len(self.seen) > 1)
    @rule()
    def undoes(self) -> None:
        undo.undo(self.library, BY)
        self.seen.pop()
        assert self.state() == self.seen[-1]

    def teardown(self) -> None:
        for expected in reversed(self.seen[:-1]):
            undo.undo(self.library, BY)
            assert self.state() == expected
        assert undo.undo_name(self.library) is None
        for expected in self.seen[1:]:
            undo.redo(self.library, BY)
            assert self.state() == expected
        self.library.close()
        assert examine(self.library.folder) == []
        shutil.rmtree(self.folder)


Acts.TestCase.settings = settings(
    max_examples=5, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
TestActs = Acts.TestCase
