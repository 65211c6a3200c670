"""Nothing that belongs to a library outlives it in the window; what is being typed is stored where it belongs."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, Task, TaskEdit
from gongkai_desk.domain.registers import Interpretation, Request
from gongkai_desk.domain.work import NewReport
from gongkai_desk.errors import DiskFull, Foreign
from gongkai_desk.services import interpretations, requests
from gongkai_desk.services.progress import work
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from ui.commands.command import Listing
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.dialogs.office.restore import RestoreBackup
from ui.models.plan_tree import NodeKind
from ui.pages.page import BOOK
from ui.panes.detail_pane import TABS
from ui.task_filter import TaskFilter
from ui.window.window import MainWindow

DAY = date(2022, 3, 2)
TODAY = date(2022, 11, 22)
OLD, OTHER = "旧库", "新库"
TYPED = "half a sentence"


def made(folder: Path, mark: str) -> Path:
    """Make a library all of whose texts bear a mark; ids are the same in each."""
    with Library.create(folder, f"{mark}台账", who=mark, day=DAY) as library:
        with library.step(f"{mark}导入", By(mark, DAY)) as step:
            plan = plans.insert_plan(step, Plan(f"2022年{mark}要点", year=2022, doc_no=f"{mark}〔2022〕1号"))
            plans.insert_tasks(step, plan, [a_task(mark, number) for number in range(5)], {})
        act = partial(requests.add_request, new=Request(applicant=mark, subject=f"{mark}批文", received=DAY))
        act(library, By(mark, TODAY))
        new = Interpretation(file_title=f"{mark}文件", file_day=DAY)
        interpretations.add_interpretation(library, By(mark, TODAY), new)
        work.report(library, By(mark, TODAY), 3, NewReport(f"{mark}教育局", DAY, f"{mark}进展"))
    return folder


def a_task(mark: str, number: int) -> Task:
    unit = f"{mark}教育局"
    return Task(
        content=f"{mark}第{number + 1}件事", seq=str(number + 1), title=mark, responsible=(unit,), unit_text=unit
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("both")
    made(folder / "old.gkdesk", OLD)
    made(folder / "other.gkdesk", OTHER)
    return folder


@pytest.fixture
def old(tmp_path: Path, both: Path) -> Path:
    return Path(copytree(both / "old.gkdesk", tmp_path / "old.gkdesk"))


@pytest.fixture
def other(tmp_path: Path, both: Path) -> Path:
    return Path(copytree(both / "other.gkdesk", tmp_path / "other.gkdesk"))


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, old: Path) -> MainWindow:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    desk.open(old)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.settle()
    return window


# ---- what is on the screen


def texts(window: QWidget) -> Iterator[str]:
    """Yield every text that the window holds, seen or not."""
    for each in window.findChildren(QWidget):
        yield each.toolTip()
        if isinstance(each, (QLabel, QAbstractButton, QLineEdit)):
            yield each.text()
        elif isinstance(each, QPlainTextEdit):
            yield each.toPlainText()
        elif isinstance(each, QComboBox):
            yield from (each.itemText(row) for row in range(each.count()))
        elif isinstance(each, QAbstractItemView) and each.model() is not None:
            yield from cells(each)
    yield from (action.text() for action in window.findChildren(QAction))
    yield window.windowTitle()


def cells(view: QAbstractItemView) -> Iterator[str]:
    model, left = view.model(), [view.rootIndex()]
    while left:
        parent = left.pop()
        for row in range(model.rowCount(parent)):
            left.append(model.index(row, 0, parent))
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
            yield from (str(model.index(row, column, parent).data()) for column in range(columns))


def shows(window: QWidget, mark: str) -> list[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [text for text in texts(window) if mark in text]


def page(name: str) -> Callable[[MainWindow], None]:
    return lambda window: window.tree.go_to_page(name)


def tab(name: str) -> Callable[[MainWindow], None]:
    def turn(window: MainWindow) -> None:
        window.tasks.choose_task(3)
        window.detail.turn_to(name)

    return turn


def search(window: MainWindow) -> None:
    window.search.setText(OLD)
    window.search.ask()


def unit(window: MainWindow) -> None:
    window.tree.choose_special(NodeKind.UNIT, "1")


def listing(window: MainWindow) -> None:
    window.tree.go_to_page("dashboard")
    window.stage.show_listing(Listing(f"{OLD}清单", [1, 3], f"{OLD}的任务"))


def filtered(window: MainWindow) -> None:
    window.tasks.choose_task(3)
    window.tasks.filter_by_cell()


def why(window: MainWindow) -> None:
    window.show_why(3, window.mapToGlobal(window.rect().center()))


def column_filter(window: MainWindow) -> None:
    window.tasks.ask_filter(4)


def editor(window: MainWindow) -> None:
    window.tasks.choose_task(3)
    window.tasks.edit_current()


PLACES = {
    "plan": tab(TABS[0]),
    "search": search,
    "unit": unit,
    "listing": listing,
    "filter": filtered,
    "why": why,
    "column filter": column_filter,
    "editor": editor,
    **{entry.name: page(entry.name) for entry in BOOK},
    **{name: tab(name) for name in TABS[1:]},
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_another_library_shows_nothing_of_the_former(
    opened: MainWindow, other: Path, place: Callable[[MainWindow], None]
) -> None:
    place(opened)
    assert shows(opened, OLD)
    opened.libraries.open(other)
    opened.settle()
    assert shows(opened, OLD) == []
    assert shows(opened, OTHER)
    assert opened.tasks.filter == TaskFilter()


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_a_closed_library_leaves_nothing(opened: MainWindow, place: Callable[[MainWindow], None]) -> None:
    place(opened)
    opened.menus["close"].trigger()
    recent = [action.text() for action in opened.libraries.recent_actions(opened)]
    assert [text for text in shows(opened, OLD) if text not in recent] == []
    assert opened.tasks.current() is None
    assert not opened.menus["report"].isEnabled()


@pytest.mark.parametrize("name", [entry.name for entry in BOOK])
def test_every_page_shows_the_library_that_is_open(opened: MainWindow, other: Path, name: str) -> None:
    opened.tree.go_to_page(name)
    opened.libraries.open(other)
    opened.settle()
    opened.tree.go_to_page(name)
    assert shows(opened, OLD) == []
    assert opened.middle.page(name).origin == opened.desk.origin


@pytest.mark.parametrize("name", [entry.name for entry in BOOK])
def test_a_page_of_a_library_that_has_gone_stores_nothing(opened: MainWindow, other: Path, name: str) -> None:
    stale = opened.middle.page(name)
    opened.libraries.open(other)
    with pytest.raises(Foreign):
        stale.do(work.edit_task, task_id=3, edit=TaskEdit(content="改错了库"))
    assert contents(opened)[2] == f"{OTHER}第3件事"


def contents(window: MainWindow) -> list[str]:
    assert window.desk.library is not None
    return [task.content for task in plans.tasks(window.desk.library)]


def test_a_reopening_for_reading_lets_nothing_be_written(opened: MainWindow, old: Path) -> None:
    opened.tree.go_to_page("requests")
    opened.desk.open(old, read_only=True)
    opened.tree.go_to_page("requests")
    page = opened.middle.page("requests")
    assert not page.adder.isEnabled()
    assert not opened.tasks.model.editable
    assert not opened.menus["report"].isEnabled()


def test_a_restored_library_shows_what_the_backup_has(
    opened: MainWindow, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RestoreBackup, "ask", lambda *_: other / "ledger.db")
    opened.tasks.choose_task(3)
    opened.menus["restore"].trigger()
    opened.settle()
    assert [text for text in shows(opened, OLD) if "old.gkdesk" not in text] == []
    assert contents(opened)[2] == f"{OTHER}第3件事"


def test_an_act_begun_in_one_library_is_not_stored_in_another(opened: MainWindow, other: Path) -> None:
    origin = opened.desk.origin
    opened.libraries.open(other)
    with pytest.raises(Foreign):
        opened.desk.write(partial(work.edit_task, task_id=3, edit=TaskEdit(content="改"), by=By("", TODAY)), origin)
    opened.pane_acts.store_text(3, "content", "就是这个库")
    assert contents(opened)[2] == "就是这个库"


def test_the_same_folder_opened_again_is_another_opening(opened: MainWindow, old: Path) -> None:
    origin = opened.desk.origin
    opened.desk.close()
    opened.libraries.open(old)
    assert origin is not None
    assert opened.desk.origin is not None
    assert opened.desk.origin.library == origin.library
    with pytest.raises(Foreign):
        opened.desk.write(partial(work.edit_task, task_id=3, edit=TaskEdit(content="改"), by=By("", TODAY)), origin)


def test_a_made_library_waits_for_the_dialog_that_is_open(opened: MainWindow, other: Path, qtbot: QtBot) -> None:
    def finish() -> None:
        opened.libraries._open_made(other)
        seen.append(opened.desk.library.name if opened.desk.library else "")
        dialog.reject()

    seen: list[str] = []
    dialog = QDialog(opened)
    QTimer.singleShot(0, opened, finish)
    with qtbot.waitSignal(opened.desk.library_changed):
        dialog.exec()
    assert seen == [f"{OLD}台账"]
    assert contents(opened)[2] == f"{OTHER}第3件事"


# ---- what is being typed


def typed(window: MainWindow, qtbot: QtBot, text: str = TYPED) -> QPlainTextEdit:
    window.tasks.choose_task(3)
    window.tasks.edit_current()
    found = window.tasks.view.findChild(QPlainTextEdit, "cell")
    qtbot.keyClicks(found, text)
    return found


def in_details(window: MainWindow, qtbot: QtBot, text: str = TYPED) -> QPlainTextEdit:
    window.tasks.choose_task(3)
    window.detail.turn_to("任务")
    window.detail.task_tab.content.open()
    qtbot.keyClicks(window.detail.task_tab.content.editor, text)
    return window.detail.task_tab.content.editor


WAYS = {
    "Ctrl+S": lambda window: window.menus["save"].trigger(),
    "page": lambda window: window.menus["calendar"].trigger(),
    "other row of the tree": lambda window: window.tree.go_to_page("dashboard"),
    "search": search,
    "refresh": lambda window: window.menus["refresh"].trigger(),
}
TYPING = {"cell": typed, "details": in_details}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("begin", TYPING.values(), ids=TYPING.keys())
def test_what_is_being_typed_is_stored(
    opened: MainWindow, qtbot: QtBot, begin: Callable[..., None], way: Callable[[MainWindow], None]
) -> None:
    begin(opened, qtbot)
    steps = len(opened.desk.library.rows("SELECT id FROM step"))
    way(opened)
    assert contents(opened)[2] == TYPED
    assert len(opened.desk.library.rows("SELECT id FROM step")) == steps + 1


@pytest.mark.parametrize("begin", TYPING.values(), ids=TYPING.keys())
def test_it_is_stored_in_the_library_it_was_typed_in(
    opened: MainWindow, qtbot: QtBot, old: Path, other: Path, begin: Callable[..., None]
) -> None:
    begin(opened, qtbot)
    opened.libraries.open(other)
    assert contents(opened)[2] == f"{OTHER}第3件事"
    with Library.open(old) as library:
        assert plans.tasks(library)[2].content == TYPED


@pytest.mark.parametrize("begin", TYPING.values(), ids=TYPING.keys())
def test_it_is_stored_when_the_window_closes(
    opened: MainWindow, qtbot: QtBot, old: Path, begin: Callable[..., None]
) -> None:
    begin(opened, qtbot)
    opened.close()
    with Library.open(old) as library:
        assert plans.tasks(library)[2].content == TYPED


def test_an_open_field_of_the_details_goes_to_its_own_task(opened: MainWindow, qtbot: QtBot) -> None:
    in_details(opened, qtbot)
    opened.tasks.choose_task(4)
    assert contents(opened)[2:4] == [TYPED, f"{OLD}第4件事"]
    assert opened.detail.task_tab.content.shown.text() == f"{OLD}第4件事"


def test_an_act_elsewhere_leaves_a_field_open(opened: MainWindow, qtbot: QtBot) -> None:
    field = in_details(opened, qtbot)
    opened.detail.show_light()
    assert field.toPlainText() == TYPED
    assert opened.detail.task_tab.content.is_open


def test_what_cannot_be_stored_is_asked_about(
    opened: MainWindow, qtbot: QtBot, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull(file="ledger.db")

    asked: list[str] = []
    monkeypatch.setattr(work, "edit_task", full)
    monkeypatch.setattr(ask, "choose", lambda parent, title, text, verb: asked.append(text))
    typed(opened, qtbot)
    with qtbot.captureExceptions() as errors:
        opened.libraries.open(other)
        assert not opened.close()
        assert opened.tasks.view.findChild(QPlainTextEdit, "cell").toPlainText() == TYPED
        assert opened.desk.library.name == f"{OLD}台账"
        monkeypatch.undo()
        assert opened.close()
    assert len(asked) == 2
    assert "磁盘已满" in asked[0]
    assert [kind for kind, *_ in errors] == [DiskFull, DiskFull]
