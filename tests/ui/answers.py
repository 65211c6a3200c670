"""A clerk's answers to dialogs: what is filled in, and how the dialog is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

ACCEPTED, REJECTED = QDialog.DialogCode.Accepted, QDialog.DialogCode.Rejected


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
