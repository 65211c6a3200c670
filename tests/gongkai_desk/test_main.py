"""The door: the window's side is loaded only when it is wanted, and its absence is told."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from gongkai_desk import __main__ as door
from gongkai_desk.errors import NoWindow


def test_without_qt_the_window_is_told_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ui.screen", None)  # as Python marks what cannot be imported
    with pytest.raises(NoWindow) as caught:
        door.load_screen()
    assert "ui.screen" in caught.value.data["reason"]


def test_the_windows_side_is_what_stands_in_its_module(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = ModuleType("ui.screen")
    monkeypatch.setitem(sys.modules, "ui.screen", screen)
    assert door.load_screen() is screen


def test_a_command_runs_without_the_window(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["gongkai-desk", "--version"])
    monkeypatch.setattr(door, "load_screen", lambda: pytest.fail("the window was loaded"))
    try:
        code = door.main()
    except SystemExit as end:  # the parser ends for --version itself
        code = int(end.code or 0)
    assert code == 0
    assert any(part.isdecimal() for part in capsys.readouterr().out.strip().split("."))
