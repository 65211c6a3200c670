"""佐证材料: kept by content, with the name it came with."""

from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import Evidence
from gongkai_desk.errors import NotAllowed, Unreadable
from gongkai_desk.services import undo
from gongkai_desk.services.intake import plans
from gongkai_desk.services.progress import work
from gongkai_desk.store.care.check import findings
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence as stored
from gongkai_desk.store.tasks.states import states

DAY = date(2022, 11, 22)
BY = By("李明", DAY)


@pytest.fixture
def task(library: Library) -> int:
    plan = plans.new_plan(library, BY, Plan("要点")).made
    assert plan is not None
    made = work.add_task(library, BY, plan, Task(content="一")).made
    assert made is not None
    return made


def test_a_file_is_copied_and_keeps_its_name(library: Library, task: int, tmp_path: Path) -> None:
    file = tmp_path / "公开截图.PNG"
    file.write_bytes(b"png")
    made = work.attach(library, BY, task, Evidence(""), file=file).made
    assert made is not None
    kept = stored.evidence_file(library, made)
    assert kept is not None
    assert (kept.read_bytes(), kept.suffix) == (b"png", ".png")
    (found,) = stored.evidence(library)[task]
    assert (found.name, found.received) == ("公开截图.PNG", DAY)
    assert states(library) == {(task, None): State.IN_PROGRESS}


def test_the_file_stays_when_the_act_is_undone(library: Library, task: int, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x", encoding="utf-8")
    made = work.attach(library, BY, task, Evidence("甲"), file=file).made
    assert made is not None
    kept = stored.evidence_file(library, made)
    undo.undo(library, BY)
    assert kept is not None
    assert kept.exists()
    undo.redo(library, BY)
    assert findings(library.folder) == []


@pytest.mark.parametrize(
    "what", [Evidence("空"), Evidence("坏", url="file:///etc/passwd")], ids=["nothing", "file link"]
)
def test_what_is_no_evidence_is_refused(library: Library, task: int, what: Evidence) -> None:
    with pytest.raises(NotAllowed):
        work.attach(library, BY, task, what)


def test_a_file_that_is_not_there_is_told(library: Library, task: int, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        work.attach(library, BY, task, Evidence(""), file=tmp_path / "无")
    assert stored.evidence(library) == {}


def test_removed_evidence_is_no_longer_listed(library: Library, task: int) -> None:
    made = work.attach(library, BY, task, Evidence("网址", url="https://example.gov.cn/a")).made
    assert made is not None
    work.remove_evidence(library, BY, [made])
    assert stored.evidence(library) == {}
