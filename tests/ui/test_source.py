from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Box, CellPlace, PagePlace, Plan, StoredTask, Task, TextPlace
from gongkai_desk.errors import Damaged
from gongkai_desk.paths import resource
from gongkai_desk.services.intake import reading
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.store.library import Library
from ui.desk import Desk
from ui.panes.source_tab import SourceTab, place_sentence
from ui.panes.task_tab import TaskTab
from ui.window.window import MainWindow

ON_PAGE_2 = PagePlace(2, Box(80, 100, 500, 140))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (ON_PAGE_2, "原件第 2 页"),
        (CellPlace("任务分解表", "B12"), "工作表“任务分解表” B12"),
        (TextPlace(1204, 1290), "原文第 1205–1290 字"),
    ],
    ids=["page", "cell", "text"],
)
def test_a_place_is_said_in_words(place: object, words: str) -> None:
    assert place_sentence(place) == words


@pytest.fixture
def imported(desk: Desk, tmp_path: Path) -> Desk:
    """A desk on a library whose one task stands on page 2 of the sample PDF."""
    folder = tmp_path / "样例.gkdesk"
    task = Task(content="按季度公开重点项目进展", source=(ON_PAGE_2,))
    draft = Draft("a.pdf", (Plan("要点", year=2026),), (Part(PartKind.TABLE, "", (task,)),))
    with Library.create(folder, "样例", day=date(2026, 1, 1)) as library:
        add_plan(library, By("", date(2026, 1, 1)), Intake(draft, 0, original=resource("samples", "yunzhou-2026.pdf")))
    desk.open(folder)
    return desk


def test_the_page_of_the_task_is_shown_with_its_place(qtbot: QtBot, imported: Desk) -> None:
    window = MainWindow(imported)
    qtbot.addWidget(window)
    window.show()
    window.menus["source"].trigger()
    tab: SourceTab = window.detail.source_tab
    qtbot.waitUntil(lambda: tab._pane is not None and tab._pane.sheet.first_marked() is not None, timeout=20_000)
    assert tab.where.text() == "原件第 2 页"
    assert tab.remark.text() == "yunzhou-2026.pdf"
    qtbot.waitUntil(lambda: not imported.jobs.busy, timeout=20_000)


def test_an_original_that_cannot_be_read_says_why(
    qtbot: QtBot, imported: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, progress: object) -> None:
        raise Damaged(file="a.pdf", reason="xref")

    monkeypatch.setattr(reading, "page_sizes", broken)
    tab = SourceTab(imported)
    qtbot.addWidget(tab)
    tab.show_task(imported.shelf.tasks(1)[0], may_write=False)
    qtbot.waitUntil(lambda: "已损坏" in tab.remark.text(), timeout=20_000)


def test_a_task_made_by_hand_has_no_source(qtbot: QtBot, desk: Desk) -> None:
    tab = SourceTab(desk)
    qtbot.addWidget(tab)
    tab.show_task(StoredTask(content="手工", id=1, plan_id=1), may_write=True)
    assert tab.where.text() == "手工录入，没有原文"


def test_the_task_tab_shows_other_columns_under_their_own_headers(qtbot: QtBot, window: MainWindow) -> None:
    tab = TaskTab(window.desk)
    qtbot.addWidget(tab)
    tab.show_task(
        StoredTask(content="建绿道", extra={"总投资": "900", "资金来源": "财政"}, id=1, plan_id=1), may_write=False
    )
    assert tab._values["其他栏目"][1].text() == "总投资：900\n资金来源：财政"
    tab.show_task(StoredTask(content="建公园", id=2, plan_id=1), may_write=False)
    assert not tab._values["其他栏目"][1].isVisibleTo(tab)
