"""At 100, 125, 150 and 200 % the window, the wizard and 登记进展 fit the screen, no button outside or cut."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout
from pytestqt.qtbot import QtBot

from gongkai_desk.services.intake.sample import make_sample
from tests.ui import scaled
from ui.dialogs.base.dialog import Dialog
from ui.widgets import notices

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "云州市样例.gkdesk"
    make_sample(folder, scaled.TODAY)
    return folder


@pytest.mark.parametrize(
    ("scale", "width", "height"),
    [("1", 1366, 768), ("1.25", 1366, 768), ("1.5", 1366, 768), ("2", 2732, 1536)],
    ids=["100", "125", "150", "200"],
)
def test_windows_fit_the_screen(tmp_path: Path, sample: Path, scale: str, width: int, height: int) -> None:
    screen = {"name": "PC", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96}
    described = tmp_path / "screen.json"
    described.write_text(json.dumps({"screens": [screen | {"dpr": 1}]}))
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_SCALE_FACTOR": scale,
        "QT_QPA_PLATFORM": f"offscreen:configfile={described}",
    }
    done = subprocess.run(
        [sys.executable, scaled.__file__, str(sample)], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout == "seen\n"


def test_a_dialog_too_tall_for_its_screen_scrolls_above_its_buttons(qtbot: QtBot) -> None:
    dialog, leave = Dialog(), QPushButton("取消")
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    column.addWidget(QLabel("很长\n" * 300))
    column.addWidget(leave)
    dialog.show()
    assert dialog.height() <= notices.room_of(dialog).height()
    assert dialog.rect().contains(leave.geometry())
    assert len(dialog.findChildren(QScrollArea)) == 1


def test_what_is_to_be_written_in_keeps_the_keyboard_in_a_dialog_that_scrolls(qtbot: QtBot) -> None:
    dialog, first, second = Dialog(), QLineEdit(), QLineEdit()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    for part in (first, QLabel("很长\n" * 300), second, QPushButton("取消")):
        column.addWidget(part)
    second.setFocus()
    dialog.show()
    assert dialog.focusWidget() is second


def test_a_dialog_that_fits_stays_as_it_is(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(QPushButton("关闭", dialog))
    dialog.resize(QSize(300, 200))
    dialog.show()
    assert dialog.size() == QSize(300, 200)
    assert not dialog.findChildren(QScrollArea)
