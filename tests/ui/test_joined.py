"""新增单位 of closed tasks are asked about once, after the act that let them come."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.work import ALL, Said
from gongkai_desk.services import units
from gongkai_desk.services.progress import joining
from gongkai_desk.services.progress.closing import move
from gongkai_desk.services.progress.work import edit_task
from gongkai_desk.services.units import add_unit
from gongkai_desk.store import rosters
from ui import edits
from ui.dialogs.base import ask
from ui.window.window import MainWindow


@pytest.mark.parametrize(("answer", "left"), [(1, 0), (0, 0), (None, 1)], ids=["not concerned", "held", "later"])
def test_they_are_asked_about_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: int | None, left: int
) -> None:
    desk, asked = window.desk, []
    library = desk.library
    assert library is not None
    by = By("李明", desk.today)
    edit_task(library, by, 1, TaskEdit(unit_text="相关单位"))
    move(library, by, 1, ALL, Action.CLOSE, said=Said(override="已办结"))
    made = add_unit(library, by, Unit("市新设局")).made or 0
    (printed,) = rosters.printed_units(library, [1])
    units.name_units(library, by, {printed.id: (made,)})
    monkeypatch.setattr(ask, "choose_one", lambda parent, title, text, choices: asked.append(text) or answer)
    edits.ask_about_joined(window, desk)
    edits.ask_about_joined(window, desk)
    assert "新增 1 家单位，其所在任务中有 1 项已销号" in asked[0]
    assert len(joining.held(library)) == left
    assert len(asked) == 1 + left
