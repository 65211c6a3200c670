"""分工录入包 in the window: sent out, opened as a library, packed and taken back, with a choice where both changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QThread, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.cycle.packets import PacketOrder, Side
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.services import packets
from gongkai_desk.services.progress import work
from gongkai_desk.store.care.restore import restore_folder
from gongkai_desk.store.entries import packets as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from ui.commands.cycle import packets as commands
from ui.dialogs.base import ask
from ui.dialogs.rounds.packet_dialogs import Difference, MergePacketDialog, SendPacketDialog
from ui.window.window import MainWindow

Choose = Callable[[Path], None]


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Let every question for a file be answered with a path."""

    def answered(path: Path) -> None:
        for name in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, name, Mock(return_value=(str(path), "")))

    return answered


@pytest.fixture
def back(window: MainWindow, tmp_path: Path) -> Path:
    """A packet that a colleague sent back: task 1 was changed on both sides, task 2 only there."""
    home, file = window.desk.library, tmp_path / "交回.gkpack"
    assert home is not None
    of = packets.drafted(home, window.desk.by, PacketOrder(1, (), "王芳"))
    packets.make(home, window.desk.by, of, lambda: packets.write(of, window.desk.by, home.folder, file))
    restore_folder(file, tmp_path / "王芳.gkdesk")
    with Library.open(tmp_path / "王芳.gkdesk", who="王芳") as away:
        by = By("王芳", window.desk.today)
        work.edit_task(away, by, 1, TaskEdit(content="对方改的内容。"))
        work.edit_task(away, by, 2, TaskEdit(content="只有对方改过。"))
        packets.write_back(away, file)
    work.edit_task(home, window.desk.by, 1, TaskEdit(content="本库改的内容。"))
    return file


def contents(window: MainWindow) -> list[str]:
    assert window.desk.library is not None
    return [plans.task(window.desk.library, number).content for number in (1, 2)]


def test_a_packet_is_written_and_registered(
    window: MainWindow, tmp_path: Path, choose: Choose, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SendPacketDialog, "ask", Mock(return_value=("王芳", ())))
    choose(tmp_path / "给王芳")
    commands.send(window.here())
    qtbot.waitUntil(lambda: (tmp_path / "给王芳.gkpack").is_file())
    assert window.desk.library is not None
    assert [each.peer for each in stored.packets(window.desk.library, stored.MADE)] == ["王芳"]
    assert [path.name for path in tmp_path.glob("*.gkpack")] == ["给王芳.gkpack"]


def test_what_came_back_is_merged_as_was_chosen(
    window: MainWindow, back: Path, choose: Choose, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Difference] = []

    def theirs(heading: str, notes: object, differences: list[Difference], parent: object) -> dict[str, Side]:
        shown.extend(differences)
        return {each.key: Side.THERE for each in differences}

    monkeypatch.setattr(MergePacketDialog, "ask", theirs)
    choose(back)
    commands.merge(window.here())
    qtbot.waitUntil(lambda: contents(window)[1] == "只有对方改过。", timeout=20_000)
    assert contents(window)[0] == "对方改的内容。"
    assert [(each.here, each.there) for each in shown] == [("本库改的内容。", "对方改的内容。")]
    window.menus["undo"].trigger()
    assert contents(window)[0] == "本库改的内容。"


def test_what_takes_long_goes_on_beside_the_window(
    window: MainWindow, back: Path, choose: Choose, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MergePacketDialog, "ask", Mock(return_value={}))
    here: list[bool] = []
    for name in ("read", "reviewed", "ready"):
        work = getattr(packets, name)

        def noted(*given: object, work: Callable[..., object] = work, **more: object) -> object:
            here.append(QThread.currentThread() == window.thread())
            return work(*given, **more)

        monkeypatch.setattr(packets, name, noted)
    choose(back)
    commands.merge(window.here())
    qtbot.waitUntil(lambda: contents(window)[1] == "只有对方改过。", timeout=20_000)
    assert here
    assert not any(here)


def test_a_merge_that_was_worked_out_for_another_state_is_not_stored(
    window: MainWindow, back: Path, choose: Choose, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Mock()

    def meanwhile(*given: object) -> dict[str, Side]:
        window.desk.do(work.edit_task, task_id=2, edit=TaskEdit(content="刚刚改的。"))
        return {}

    monkeypatch.setattr(ask, "tell", told)
    monkeypatch.setattr(MergePacketDialog, "ask", meanwhile)
    choose(back)
    commands.merge(window.here())
    qtbot.waitUntil(lambda: told.called, timeout=20_000)
    assert "再收回一次" in told.call_args.args[2]
    assert contents(window) == ["本库改的内容。", "刚刚改的。"]


@pytest.mark.parametrize("way", [0, 1], ids=["taken back", "opened"])
def test_a_packet_is_dragged_onto_the_window(
    way: int, window: MainWindow, back: Path, tmp_path: Path, choose: Choose, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(ask, "choose_one", Mock(return_value=way))
    monkeypatch.setattr(MergePacketDialog, "ask", Mock(return_value={}))
    choose(tmp_path / "新")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(back))])
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none))
    qtbot.waitUntil(lambda: window.desk.library is not None and contents(window)[1] == "只有对方改过。", timeout=20_000)
    assert contents(window)[0] == ("本库改的内容。", "对方改的内容。")[way]


def test_a_packet_that_was_left_changes_nothing(
    window: MainWindow, back: Path, choose: Choose, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Mock(return_value=None)
    monkeypatch.setattr(MergePacketDialog, "ask", asked)
    before = contents(window)
    choose(back)
    commands.merge(window.here())
    qtbot.waitUntil(lambda: asked.called, timeout=20_000)
    assert contents(window) == before


@pytest.mark.parametrize("by_menu", [True, False], ids=["by the menu", "double-clicked"])
def test_a_packet_that_was_received_becomes_a_library(
    by_menu: bool,
    window: MainWindow,
    back: Path,
    tmp_path: Path,
    choose: Choose,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", Mock(return_value=(str(back), "")))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Mock(return_value=(str(tmp_path / "新"), "")))
    if by_menu:
        commands.unpack(window.here())
    else:
        window.here().libraries.open(back)  # double-clicked
    folder = tmp_path / "新.gkdesk"
    qtbot.waitUntil(lambda: window.desk.library is not None and window.desk.library.folder == folder, timeout=20_000)
    assert contents(window) == ["对方改的内容。", "只有对方改过。"]


def test_a_library_of_its_own_has_nothing_to_send_back(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Mock()
    monkeypatch.setattr(ask, "tell", told)
    commands.send_back(window.here())
    assert "不是从分工录入包打开的" in told.call_args.args[2]


def test_choices_are_made_one_by_one_or_all_at_once(qtbot: QtBot) -> None:
    rows = [Difference("a", "任务1 内容", "甲", "乙"), Difference("b", "任务2 进展", "甲", "乙", open=False),
            Difference("c", "任务3 内容", "甲", "乙")]  # fmt: skip
    dialog = MergePacketDialog("修改 2 条", (), rows)
    qtbot.addWidget(dialog)
    assert dialog.taken() == {}
    dialog.choose_there()
    dialog.choices["a"].setCurrentIndex(1)
    assert dialog.taken() == {"a": Side.HERE, "c": Side.THERE}


def test_a_packet_goes_to_somebody(qtbot: QtBot) -> None:
    dialog = SendPacketDialog("工作要点", [(1, "市教育局　3项", "")])
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    dialog.peer.setText("王芳")
    assert dialog.accept_button.isEnabled()
