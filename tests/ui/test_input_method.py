"""fcitx without its plug-in is met through ibus, and said."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.input_method import prepare
from ui.window.window import MainWindow


@pytest.mark.parametrize(
    ("environment", "becomes"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, "xim"),
        ({"QT_IM_MODULE": "ibus"}, "ibus"),
        ({}, None),
    ],
    ids=["fcitx", "fcitx5", "by modifiers", "another one was chosen", "ibus", "none"],
)
def test_fcitx_is_met_through_ibus(environment: dict[str, str], becomes: str | None, tmp_path: Path) -> None:
    before = dict(environment)
    assert prepare(environment, tmp_path) is (environment != before)
    assert environment.get("QT_IM_MODULE") == becomes


def test_a_plug_in_that_is_there_is_used(tmp_path: Path) -> None:
    (tmp_path / "platforminputcontexts").mkdir()
    (tmp_path / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so").touch()
    environment = {"QT_IM_MODULE": "fcitx"}
    assert not prepare(environment, tmp_path)
    assert environment["QT_IM_MODULE"] == "fcitx"


def test_it_is_said_once(qtbot: QtBot, desk: Desk) -> None:
    desk.settings.through_ibus = True
    for is_said in (True, False):
        window = MainWindow(desk)
        qtbot.addWidget(window)
        assert window.banners.typing.isHidden() is not is_said
        window.banners.typing.pressed.emit()
