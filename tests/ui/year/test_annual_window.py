"""报表 → 政府信息公开年报: texts and cells are stored as they are typed; units' tables; the papers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.year.annual import AnnualCell, AnnualScope, Heading
from gongkai_desk.services import units
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.progress import work
from gongkai_desk.services.year import annual_sheets as sheets
from gongkai_desk.standing.year.annual import annual_facts, own_data
from gongkai_desk.store.tasks import plans
from ui.dialogs.year.annual_dialog import _ORDER, AnnualDialog
from ui.printing.preview import Preview

EDIT = Qt.ItemDataRole.EditRole


@pytest.fixture
def opened(window, monkeypatch):
    """Let what is given to it happen in the dialog when it is shown."""

    def at(act):
        shown = []

        def run(dialog: QDialog) -> int:
            if isinstance(dialog, AnnualDialog):
                shown.append(dialog)
                dialog.show()
                act(dialog)
                dialog.reject()
            return 0

        monkeypatch.setattr(QDialog, "exec", run)
        window.menus["annual_report"].trigger()
        assert shown

    window.settle()
    return at


def facts(window, scope: AnnualScope = AnnualScope.OWN):
    today = window.desk.today
    year = today.year - 1 if today.month <= 3 else today.year
    return annual_facts(window.desk.library, year, scope, today)


def go(dialog: AnnualDialog, place: object) -> None:
    dialog.parts.setCurrentRow(_ORDER.index(place))


def test_a_text_is_stored_when_one_goes_on_and_can_be_taken_back(window, opened):
    def act(dialog: AnnualDialog) -> None:
        go(dialog, Heading.PLATFORM)
        assert "待填" in dialog.text.toPlainText()
        dialog.text.setPlainText("改版了网站。")
        go(dialog, Heading.SUPERVISION)
        assert facts(window).text(Heading.PLATFORM) == "改版了网站。"
        assert "政府信息公开平台建设" not in dialog.note.text()

    opened(act)
    window.menus["undo"].trigger()
    assert "待填" in facts(window).text(Heading.PLATFORM)


def test_the_prefilled_text_comes_back(window, opened):
    def act(dialog: AnnualDialog) -> None:
        go(dialog, Heading.OTHER)
        dialog.text.setPlainText("无。")
        go(dialog, Heading.OPENING)
        go(dialog, Heading.OTHER)
        assert dialog.text.toPlainText() == "无。"
        dialog.again.click()
        assert "待填" in dialog.text.toPlainText()

    opened(act)
    assert "待填" in facts(window).text(Heading.OTHER)


def test_what_is_left_open_is_stored_when_the_dialog_is_left(window, opened):
    def act(dialog: AnnualDialog) -> None:
        go(dialog, Heading.MANAGEMENT)
        dialog.text.setPlainText("修订了目录。")

    opened(act)
    assert facts(window).text(Heading.MANAGEMENT) == "修订了目录。"


def test_cells_are_typed_as_in_a_sheet_and_checked_at_once(window, opened):
    def act(dialog: AnnualDialog) -> None:
        go(dialog, 2)
        table = dialog.tables[2]
        assert table.setData(table.index(3, 1), "6", EDIT)
        assert table.data(table.index(3, 1)) == "6"
        assert not table.setData(table.index(3, 1), "很多", EDIT)
        third = dialog.tables[3]
        for line, text in ((0, "5"), (1, "0"), (len(third.lines) - 2, "3"), (len(third.lines) - 1, "1")):
            third.setData(third.index(line, 1), text, EDIT)
        assert "5≠4" in dialog.note.text()
        assert third.data(third.index(0, 7)) == ""

    opened(act)
    assert facts(window).data.figures[AnnualCell(2, "normative", "made")] == Decimal(6)


def test_of_the_sum_nothing_is_typed_but_its_own_texts(window, opened):
    def act(dialog: AnnualDialog) -> None:
        dialog.scope.setCurrentIndex(1)
        table = dialog.tables[2]
        assert not table.flags(table.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
        go(dialog, Heading.PLATFORM)
        dialog.text.setPlainText("全市一网。")
        go(dialog, Heading.OPENING)

    opened(act)
    assert facts(window, AnnualScope.ALL).text(Heading.PLATFORM) == "全市一网。"
    assert "待填" in facts(window).text(Heading.PLATFORM)


def test_the_paper_is_shown_with_what_was_typed(window, opened, monkeypatch):
    seen = []
    monkeypatch.setattr(Preview, "show_for", lambda parent, paper, setup, *more: (seen.append(paper), setup)[1])

    def act(dialog: AnnualDialog) -> None:
        go(dialog, Heading.PLATFORM)
        dialog.text.setPlainText("改版了网站。")
        dialog.send()

    opened(act)
    texts = [piece.text for band in seen[0].pages[0].blocks if hasattr(band, "pieces") for piece in band.pieces]
    assert "改版了网站。" in texts


def test_the_units_tables_go_out_in_a_job_and_come_back(window, opened, qtbot, tmp_path, monkeypatch):
    desk = window.desk
    desk.do(units.add_unit, Unit("市教育局"))
    desk.do(work.edit_task, plans.tasks(desk.library)[0].id, TaskEdit(unit_text="市教育局"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    said = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: said.append(text))
    monkeypatch.setattr("ui.dialogs.base.ask.choose_one", lambda *_: 1)

    def act(dialog: AnnualDialog) -> None:
        dialog.send_button.click()
        qtbot.waitUntil(lambda: bool(said))
        count = len(list(tmp_path.glob("*.xlsx")))
        assert f"{count} 份" in said[0]
        path = min(tmp_path.glob("*.xlsx"))
        found = sheets.apart(received([path]))[0]
        desk.do(lambda library, by: sheets.take_over(library, by, sheets.reviewed(library, found, by.today)))
        dialog.waiter.click()
        assert any(dialog.bodies.text(row, 1) == "已报" for row in range(dialog.bodies.rowCount()))

    opened(act)
    assert sheets.waiting(window.desk.library, window.desk.today) == []


def test_the_fee_is_asked_for(window, opened, monkeypatch):
    monkeypatch.setattr("ui.dialogs.base.ask.ask_line", lambda *_: "0")
    opened(lambda dialog: dialog.fee_button.click())
    year = facts(window).year
    assert own_data(window.desk.library, year, window.desk.today).fee == 0


def test_another_year_shows_its_own_texts_and_stores_nothing(window, opened):
    before = window.desk.library.rows("SELECT count(*) FROM step")

    def act(dialog: AnnualDialog) -> None:
        year = dialog.year.value()
        dialog.year.setValue(year - 1)
        assert f"{year - 1}年1月1日" in dialog.text.toPlainText()
        dialog.scope.setCurrentIndex(1)
        dialog.year.setValue(year)

    opened(act)
    assert window.desk.library.rows("SELECT count(*) FROM step") == before
