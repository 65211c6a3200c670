"""新增单位: what becomes of units that came to tasks closed before, asked in bulk after an act that let them come."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gongkai_desk.services.progress.joining import Joined, answer_held, held
from ui.desk import Desk
from ui.dialogs.base import ask

_CHOICES = {
    Joined.HELD: "留待核查（列在“待核查”里，逐家再定）",
    Joined.NOT_CONCERNED: "不涉及（任务保持已销号）",
    Joined.CATCH_UP: "补办（照常填报、申请销号）",
}
_TOLD = "新增 {units} 家单位，其所在任务中有 {tasks} 项已销号。这些单位在已销号的任务里怎么办？"


def ask_about_joined(parent: QWidget, desk: Desk) -> None:
    """Ask what units have to do that came to closed tasks; without an answer they stay to be verified."""
    if desk.library is None or not desk.may_write or not (keys := held(desk.library)):
        return
    told = _TOLD.format(units=len({unit for _, unit in keys}), tasks=len({task for task, _ in keys}))
    chosen = ask.choose_one(parent, "已销号任务的新增单位", told, list(_CHOICES.values()))
    if chosen is not None:
        desk.do(answer_held, keys=keys, how=list(_CHOICES)[chosen])
