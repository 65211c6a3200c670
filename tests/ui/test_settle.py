"""确认时限 from the menu: doubtful deadlines are settled, many as one step, and leave the reminders."""

from functools import partial

import pytest

from gongkai_desk.domain.light import Topic
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, TimeRemark
from gongkai_desk.domain.work import Settled
from gongkai_desk.services import undo
from gongkai_desk.services.progress import work
from gongkai_desk.standing import lights
from tests.ui.answers import answer
from ui.dialogs.tasks.count_dialog import SettleDialog
from ui.window.window import MainWindow


@pytest.fixture
def doubtful(window: MainWindow) -> list[int]:
    """Two tasks with deadlines that nobody can date, chosen in the window."""
    window.settle()
    task = Task(content="尽快办", deadline=Deadline("尽快", remarks=(TimeRemark.VAGUE,)))
    act = partial(work.add_task, plan_id=1, task=task, by=window.desk.by)
    ids = [window.desk.write(act).made for _ in range(2)]
    window.tasks.choose_tasks(ids)
    return ids


def settle(window: MainWindow, monkeypatch: pytest.MonkeyPatch, how: Settled, text: str = "") -> None:
    def fill(shown: SettleDialog) -> None:
        shown.choices[how].setChecked(True)
        shown.text.setText(text)

    answer(monkeypatch, SettleDialog, fill)
    window.menus["settle"].trigger()


def waiting(window: MainWindow) -> set[int]:
    return {entry.task_id for entry in window.desk.board.agenda().get(Topic.TO_CONFIRM, [])}


@pytest.mark.parametrize("how", [Settled.KEPT, Settled.LAST_YEAR, Settled.DONE], ids=str)
def test_settled_deadlines_leave_the_reminders(
    window: MainWindow, doubtful: list[int], monkeypatch: pytest.MonkeyPatch, how: Settled
) -> None:
    assert waiting(window) >= set(doubtful)
    settle(window, monkeypatch, how)
    assert not waiting(window) & set(doubtful)
    window.desk.do(undo.undo)
    assert waiting(window) >= set(doubtful)


def test_another_deadline_is_read(window: MainWindow, doubtful: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    settle(window, monkeypatch, Settled.OTHER, "12月20日前")
    dues = {str(window.desk.shelf.some([each])[0].deadline.due) for each in doubtful}
    assert dues == {"2022-12-20"}
    assert not waiting(window) & set(doubtful)


def test_without_words_another_deadline_is_not_set(
    window: MainWindow, doubtful: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(window, monkeypatch, Settled.OTHER)
    assert waiting(window) >= set(doubtful)


def test_what_was_done_before_is_closed(
    window: MainWindow, doubtful: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(window, monkeypatch, Settled.DONE)
    works = lights.works(window.desk.library, doubtful)
    assert {share.state for each in works.values() for share in each.shares} == {State.CLOSED}
