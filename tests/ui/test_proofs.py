"""缺佐证清单 and 佐证材料打包: what is missing leads to its task and into a workbook; what is there into a folder."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Evidence, NewReport, Said
from gongkai_desk.services.progress import closing, work
from tests.ui.answers import ACCEPTED, REJECTED, answer
from ui.commands.evidence import new_folder
from ui.dialogs.base.written import Written
from ui.dialogs.tasks.evidence_dialog import LackingDialog, PacketDialog
from ui.window.window import MainWindow


@pytest.fixture
def applied(window: MainWindow, tmp_path: Path) -> MainWindow:
    """市教育局 has applied with evidence, 市民政局 without; task 2."""
    for unit in ("市教育局", "市民政局"):
        window.desk.do(work.report, task_id=2, new=NewReport(unit, window.desk.today, "已办"))
    file = tmp_path / "纪要.txt"
    file.write_text("一", encoding="utf-8")
    window.desk.do(work.attach, task_id=2, what=Evidence("", effective=window.desk.today), file=file, unit="市教育局")
    wanted = [(2, "市教育局"), (2, "市民政局")]
    window.desk.do(closing.move_many, wanted=wanted, action=Action.APPLY)
    window.settle()
    return window


def test_the_list_names_units_and_leads_to_the_task(applied: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(shown: LackingDialog) -> None:
        rows = [shown.model.text(row, 1) for row in range(shown.model.rowCount())]
        reasons = [shown.model.text(row, 2) for row in range(shown.model.rowCount())]
        assert dict(zip(rows, reasons, strict=True))["市民政局"] == "已申请销号"
        assert "市教育局" not in rows
        assert f"{len(rows)} 家次缺佐证" in shown.counts.text()
        shown.view.selectRow(rows.index("市民政局"))

    answer(monkeypatch, LackingDialog, fill, ACCEPTED)
    applied.tasks.choose_task(9)
    applied.menus["lacking"].trigger()
    assert applied.tasks.current().id == 2


def test_the_list_goes_into_a_workbook(
    qtbot: QtBot, applied: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "缺佐证.xlsx"
    written: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: written.append(path))
    answer(monkeypatch, LackingDialog, lambda shown: shown.writer.click(), REJECTED)
    applied.menus["lacking"].trigger()
    qtbot.waitUntil(lambda: bool(written), timeout=20_000)
    sheet = openpyxl.load_workbook(target).active
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"市民政局", "已申请销号"} <= texts


def test_a_close_by_override_is_listed_when_it_is_asked_for(
    applied: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Said(override="年底统一销号")
    applied.desk.do(closing.move, task_id=2, unit="市民政局", action=Action.CLOSE, said=said)
    seen: list[str] = []

    def fill(shown: LackingDialog) -> None:
        seen.extend(shown.model.text(row, 1) for row in range(shown.model.rowCount()))
        assert "市民政局" not in seen
        shown.why.setCurrentText("只看已销号（破例）")
        assert [shown.model.text(row, 1) for row in range(shown.model.rowCount())] == ["市民政局"]

    answer(monkeypatch, LackingDialog, fill, REJECTED)
    applied.menus["lacking"].trigger()


def test_a_packet_is_written_as_a_job(
    qtbot: QtBot, applied: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: str(tmp_path))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: written.append(path))

    def fill(shown: PacketDialog) -> None:
        assert shown.note.text().startswith("1 份佐证材料，其中文件 1 个")
        shown.unit.setCurrentText("市教育局")
        shown.period.setCurrentText("2022年四季度")

    answer(monkeypatch, PacketDialog, fill, ACCEPTED)
    applied.menus["pack"].trigger()
    qtbot.waitUntil(lambda: bool(written), timeout=20_000)
    assert written[0].name == "佐证材料（市教育局 2022年四季度）"
    assert sorted(path.name for path in written[0].iterdir()) == ["2-1 纪要.txt", "佐证材料清单.docx"]


def test_an_empty_packet_is_not_written(applied: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(shown: PacketDialog) -> None:
        shown.unit.setCurrentText("市民政局")
        assert not shown.accept_button.isEnabled()
        assert shown.note.text() == "这个范围内没有佐证材料。"

    answer(monkeypatch, PacketDialog, fill, REJECTED)
    applied.menus["pack"].trigger()


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "佐证材料").mkdir()
    assert new_folder(tmp_path, "佐证材料").name == "佐证材料 2"


def test_the_tab_tells_provider_and_both_days(applied: MainWindow) -> None:
    applied.tasks.choose_task(2)
    applied.detail.turn_to("佐证")
    model = applied.detail.evidence_tab.model
    assert model.text(0, 0) == "2022-11-22\n生效并收到"
    assert model.text(0, 1) == "1. 纪要.txt\n提供单位：市教育局"
