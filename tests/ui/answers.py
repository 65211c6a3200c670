"""A clerk's answers to dialogs: what is filled in, how the dialog is left, and what becomes of one nobody answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel

ACCEPTED, REJECTED = QDialog.DialogCode.Accepted, QDialog.DialogCode.Rejected
PATIENCE = 5_000
"""Milliseconds that a dialog waits for an answer; a test's own comes within the first of them."""
CHOOSERS = ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName")


def answer(
    monkeypatch: pytest.MonkeyPatch,
    kind: type[QDialog],
    fill: Callable[[Any], object] | None = None,
    code: QDialog.DialogCode | None = None,
) -> None:
    """Let dialogs of a kind be filled by ``fill`` instead of shown, and left with ``code``.

    Without a code it is accepted where its main button can be pressed, as a clerk can only do then.
    """

    def exec_(shown: Any) -> QDialog.DialogCode:
        if fill is not None:
            fill(shown)
        return code if code is not None else ACCEPTED if shown.accept_button.isEnabled() else REJECTED

    monkeypatch.setattr(kind, "exec", exec_)


def leave_no_dialog_open(monkeypatch: pytest.MonkeyPatch, patience: int = PATIENCE) -> None:
    """Fail a test at a dialog that waits in a loop of its own and is not answered in time, with what it says.

    It would hang the whole run otherwise. Answers that a test gives, by ``answer`` or by a timer, come first.
    """
    for kind in (QDialog, QPrintDialog):
        monkeypatch.setattr(kind, "exec", _impatient(kind.exec, patience))
    for name in CHOOSERS:
        monkeypatch.setattr(QFileDialog, name, _no_file_chosen)


def _impatient(wait: Callable[[QDialog], int], patience: int) -> Callable[[QDialog], int]:
    def exec_(shown: QDialog) -> int:
        given_up: list[str] = []

        def give_up() -> None:
            given_up.append(words_of(shown))
            QDialog.done(shown, REJECTED)  # not its own way of leaving, which may ask or refuse

        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(give_up)
        timer.start(patience)
        code = wait(shown)
        timer.stop()
        if given_up:
            pytest.fail(f"nobody answered the dialog {given_up[0]}")
        return code

    return exec_


def words_of(dialog: QDialog) -> str:
    """Return a dialog's title and the words on it."""
    return ": ".join((dialog.windowTitle(), *filter(None, (each.text() for each in dialog.findChildren(QLabel)))))


def _no_file_chosen(*given: object) -> object:
    pytest.fail(f"nobody chose a file for {given[1:]}")
