"""回收汇总 in the window: files read, what waits decided field by field, taken over as one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.cycle.reviews import Answer
from gongkai_desk.services import undo
from gongkai_desk.services.collecting import settling
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work
from gongkai_desk.words.codes import SheetCode, SheetKind, sheet_code
from tests import sealed_scans
from tests.returned_books import DAY, UNITS, Fill, a_round, book_of, save, tasks_of, usual_fill, workbook_of
from tests.ui.answers import answer
from tests.ui.dialog_walk import mnemonics_twice, stops_expected, stops_reached
from ui.commands import plans
from ui.commands.cycle import collecting
from ui.dialogs.base import ask
from ui.dialogs.rounds.back_dialog import BackDialog
from ui.dialogs.rounds.returns_dialog import ReturnsDialog
from ui.window.window import MainWindow

UNIT = "市教育局"
Act = Callable[[ReturnsDialog], None]


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """Return a library from which a batch has gone out, in place of the plan of 40 tasks."""
    folder = tmp_path / "云州市.gkdesk"
    with Library.create(folder, "云州市台账", day=DAY) as library:
        a_round(library)
    return folder


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Callable[[int, Act], None]:
    """Let the dialog, once it has reviewed so many files, be used by a function and then accepted."""

    def use(files: int, act: Act) -> None:
        def stand_in(dialog: ReturnsDialog) -> int:
            dialog.show()
            qtbot.waitUntil(lambda: len(dialog.reviews) == files, timeout=30_000)
            act(dialog)
            dialog.hide()
            return QDialog.DialogCode.Accepted

        monkeypatch.setattr(ReturnsDialog, "exec", stand_in)

    return use


def a_book(window: MainWindow, path: Path, fill: Fill) -> Path:
    assert window.desk.library is not None
    return save(workbook_of(window.desk.library, UNIT, 1, fill), path)


def stored(window: MainWindow) -> list[str]:
    assert window.desk.library is not None
    return [report.text for report in work.reports(window.desk.library)]


def test_sure_rows_are_taken_over_as_one_step(window: MainWindow, tmp_path: Path, shown: Callable[..., None]) -> None:
    path = a_book(window, tmp_path / "表.xlsx", usual_fill())
    shown(1, lambda dialog: None)
    collecting.collect_from(window.here(), [path])
    assert len(stored(window)) == 6
    assert window.desk.library is not None
    undo.undo(window.desk.library, window.desk.by)
    assert stored(window) == []


def test_what_waits_is_chosen_field_by_field(window: MainWindow, tmp_path: Path, shown: Callable[..., None]) -> None:
    shown(1, lambda dialog: None)
    collecting.collect_from(window.here(), [a_book(window, tmp_path / "甲.xlsx", {0: {"progress": "已发文"}})])
    later = a_book(window, tmp_path / "乙.xlsx", {0: {"progress": "已发文并上网", "problems": "人手不足"}})

    def choose(dialog: ReturnsDialog) -> None:
        assert dialog.rows.topLevelItemCount() == 1
        assert {name: tick.isChecked() for name, tick in dialog.fields.ticks.items()} == {
            "progress": True, "problems": True,
        }  # fmt: skip
        dialog.fields.ticks["problems"].setChecked(False)
        dialog.row_buttons[0].click()
        assert dialog.rows.topLevelItem(0).text(0) == "采用"

    shown(1, choose)
    collecting.collect_from(window.here(), [later])
    assert window.desk.library is not None
    (report,) = work.reports(window.desk.library)
    assert (report.text, report.problems) == ("已发文并上网", "")


def test_all_that_waits_is_taken_at_once_and_a_book_goes_back(
    window: MainWindow, tmp_path: Path, shown: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "ask_line", lambda *args: "写得太简单")
    answer(monkeypatch, BackDialog, lambda dialog: dialog.folder.setText(str(tmp_path)))

    def all_of_it(dialog: ReturnsDialog) -> None:
        dialog.all_button.click()
        dialog.back_button.click()

    shown(1, all_of_it)
    path = a_book(window, tmp_path / "表.xlsx", {0: {"state": "已完成"}, 1: {"progress": "无", "state": "不涉及"}})
    collecting.collect_from(window.here(), [path])
    assert len(stored(window)) == 2
    assert window.desk.library is not None
    assert book_of(window.desk.library, UNIT, 1).sent_back_reason == "写得太简单"
    (back,) = tmp_path.glob("*（退回补报）.xlsx")
    opinions = [row[5].value for row in load_workbook(back)["填报表"].iter_rows(min_row=4, max_row=5)]
    assert opinions == ["写得太简单"] * 2


def test_a_text_is_laid_on_a_task_of_its_unit(
    window: MainWindow, tmp_path: Path, shown: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "choose_one", lambda *args: 1)
    path = tmp_path / f"{UNIT}.txt"
    path.write_text("我局修订了公开指南，建成了公开专区，群众反映良好。", encoding="utf-8")
    shown(1, lambda dialog: dialog.lay_button.click())
    collecting.collect_from(window.here(), [path])
    assert window.desk.library is not None
    (report,) = work.reports(window.desk.library)
    unit = units.find_unit(window.desk.library, UNIT).id
    assert report.task_id == tasks_of(window.desk.library, unit)[1].id


def test_a_paper_that_cannot_be_opened_is_given_to_its_unit(
    window: MainWindow, tmp_path: Path, shown: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "choose_one", lambda parent, title, question, names: names.index(UNIT))
    path = tmp_path / "交回.rar"
    path.write_bytes(b"Rar!\x1a\x07\x00" + bytes(64))

    def act(dialog: ReturnsDialog) -> None:
        assert "待定 1 项" in dialog.note.text()
        dialog.files.setCurrentItem(dialog.files.topLevelItem(0))
        assert dialog.why.text().endswith("认不出是哪个单位交回的；没能打开，请看原件")
        dialog.confirm_button.click()
        dialog.batch.setCurrentIndex(1)  # all is reviewed again: what was said stays said
        assert dialog.files.topLevelItem(0).text(1) == UNIT  # type: ignore[union-attr]

    shown(1, act)
    collecting.collect_from(window.here(), [path])
    library = window.desk.library
    assert library is not None
    assert book_of(library, UNIT, 1).returned is not None
    assert settling.waiting_files(library) == []


def test_what_waits_from_before_is_decided_later(
    window: MainWindow, tmp_path: Path, shown: Callable[..., None], qtbot: QtBot
) -> None:
    shown(1, lambda dialog: None)
    path = a_book(window, tmp_path / "表.xlsx", {0: {"progress": "已完成部署", "state": "不涉及"}})
    collecting.collect_from(window.here(), [path])
    assert stored(window) == []

    def later(dialog: ReturnsDialog) -> None:
        dialog.earlier.click()
        qtbot.waitUntil(lambda: len(dialog.reviews) == 1, timeout=30_000)
        dialog.decide(Answer.TAKEN)

    shown(0, later)
    collecting.collect_from(window.here(), [])
    assert stored(window) == ["已完成部署"]


def test_dropped_files_are_collected(window: MainWindow, tmp_path: Path, shown: Callable[..., None]) -> None:
    books = [a_book(window, tmp_path / name, {n: {"progress": name}}) for n, name in enumerate(("甲.xlsx", "乙.xlsx"))]
    shown(2, lambda dialog: None)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in books])
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none))
    assert stored(window) == ["甲.xlsx", "乙.xlsx"]


def test_a_book_given_as_a_plan_leads_here(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(ask, "choose", lambda *args: True)
    wanted: list[list[Path]] = []
    monkeypatch.setattr(collecting, "collect_from", lambda here, paths: wanted.append(list(paths)))
    path = a_book(window, tmp_path / "表.xlsx", usual_fill())
    plans.import_from(window.here(), path)
    qtbot.waitUntil(lambda: bool(wanted), timeout=30_000)
    assert wanted == [[path]]


def test_units_that_code_and_cell_name_are_offered_first_with_which_says_what(
    window: MainWindow, tmp_path: Path, shown: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cell says another unit than the codes; a person says that the codes are right."""
    offered: list[str] = []
    monkeypatch.setattr(ask, "choose_one", lambda parent, title, question, names: offered.extend(names) or 0)
    assert window.desk.library is not None
    made = workbook_of(window.desk.library, UNIT, 1, {0: {"progress": "已发文"}})
    line = made["填报表"]["A2"]
    line.value = str(line.value).replace(UNIT, "市司法局")

    def confirm(dialog: ReturnsDialog) -> None:
        dialog.files.setCurrentItem(dialog.files.topLevelItem(0))
        dialog.confirm_unit()

    shown(1, confirm)
    collecting.collect_from(window.here(), [save(made, tmp_path / "表.xlsx")])
    assert offered[:3] == [f"{UNIT}（任务码）", "市司法局（填报单位）", "市民政局"]
    assert stored(window) == ["已发文"]


def test_all_of_it_is_reached_by_keys(window: MainWindow, tmp_path: Path, shown: Callable[..., None]) -> None:
    def walk(dialog: ReturnsDialog) -> None:
        assert stops_reached(dialog) == stops_expected(dialog)
        assert mnemonics_twice(dialog) == []
        room = dialog.screen().availableGeometry()
        assert dialog.height() <= room.height()

    shown(1, walk)
    collecting.collect_from(window.here(), [a_book(window, tmp_path / "表.xlsx", {0: {"state": "√"}})])


def a_code(window: MainWindow, unit: str) -> str:
    assert window.desk.library is not None
    library = window.desk.library
    of = SheetCode(SheetKind.BOOK, "2026Q2-01", book_of(library, unit, 1).code)
    return sheet_code(of, library.origin.library, units.find_unit(library, unit).id)


def test_a_scan_is_filed_and_a_page_without_a_code_is_shown_and_asked_about(
    window: MainWindow, tmp_path: Path, shown: Callable[..., None], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = sealed_scans.save([sealed_scans.page([a_code(window, UNIT)]), sealed_scans.page()], tmp_path / "扫描.pdf")
    monkeypatch.setattr(ask, "choose_one", lambda parent, title, question, names: names.index("市司法局"))

    def act(dialog: ReturnsDialog) -> None:
        qtbot.waitUntil(lambda: dialog.fields.findChild(QLabel, "扫描页") is not None, timeout=30_000)
        assert [dialog.rows.topLevelItem(0).text(n) for n in (2, 4)] == [  # type: ignore[union-attr]
            "第2页",
            "这几页没有读到识别码，请认定单位",
        ]
        dialog.confirm_unit()

    shown(1, act)
    collecting.collect_from(window.here(), [path])
    library = window.desk.library
    assert library is not None
    assert [book_of(library, unit, 1).returned is None for unit in UNITS] == [False, False, True]
    undo.undo(library, window.desk.by)
    assert book_of(library, UNIT, 1).returned is None


def test_a_proposed_unit_is_taken_by_one_press(window: MainWindow, tmp_path: Path, shown: Callable[..., None]) -> None:
    pages = [sealed_scans.page([a_code(window, UNIT)]), sealed_scans.page()]
    shown(1, lambda dialog: dialog.row_buttons[0].click())
    collecting.collect_from(window.here(), [sealed_scans.save(pages, tmp_path / "扫描.tif")])
    assert window.desk.library is not None
    assert settling.waiting_files(window.desk.library) == []
