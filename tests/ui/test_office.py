"""Units, working days, settings, columns, the table as it is seen."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QDate
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.domain.unit import StoredUnit, Unit, UnitClass, UnitGroup, UnitList
from gongkai_desk.services import office
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store import units
from gongkai_desk.workdays import Workdays
from ui.commands.office import days_acts, unit_acts
from ui.dialogs.base.written import Written
from ui.dialogs.office.count_days_dialog import CountDaysDialog
from ui.dialogs.office.days_dialog import DaysDialog, NoticeForm, NoticeReader
from ui.dialogs.office.settings_dialog import NAMES, Chosen, SettingsDialog
from ui.dialogs.office.units_dialog import GroupForm, UnitForm, UnitsDialog
from ui.dialogs.tasks.columns_dialog import ColumnsDialog
from ui.models.task_table import COLUMNS
from ui.task_filter import Picked, TaskFilter
from ui.window.window import MainWindow

KEYS = [column.key for column in COLUMNS]
SEQ, TITLE, CONTENT, UNITS, DEADLINE, STATE = (
    KEYS.index(key)
    for key in (
        ColumnKey.SEQ,
        ColumnKey.TITLE,
        ColumnKey.CONTENT,
        ColumnKey.UNITS,
        ColumnKey.DEADLINE,
        ColumnKey.STATE,
    )
)


def only(*columns: int) -> list[tuple[int, bool]]:
    """Return these columns as shown, then all others as hidden."""
    return [*((column, True) for column in columns), *((n, False) for n in range(len(COLUMNS)) if n not in columns)]


@pytest.fixture
def directory(qtbot: QtBot, window: MainWindow) -> UnitsDialog:
    made = UnitsDialog(window.desk, unit_acts(window.desk), window)
    qtbot.addWidget(made)
    return made


def add(directory: UnitsDialog, monkeypatch: pytest.MonkeyPatch, *listed: Unit) -> None:
    for unit in listed:
        monkeypatch.setattr(UnitForm, "ask", lambda *given, given_unit=unit, **named: given_unit)
        directory.add()


def test_a_unit_is_written_with_all_its_names(window: MainWindow) -> None:
    form = UnitForm(Unit("市生态环境局"), window)
    form.others.setText("市环境局；环境局")
    form.former.setText("市环保局 2009—2018")
    made = form.unit()
    form.deleteLater()
    assert [alias.name for alias in made.aliases] == ["市环境局", "环境局", "市环保局"]
    assert made.aliases[2].until == date(2018, 12, 31)
    again = UnitForm(made, window, new=False)
    assert (again.others.text(), again.former.text()) == ("市环境局；环境局", "市环保局 2009—2018")
    again.deleteLater()


def test_units_are_added_changed_and_searched(directory: UnitsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    add(directory, monkeypatch, Unit("市教育局", contact="李敏"), Unit("市民政局"))
    directory.search.setText("李敏")
    assert [unit.name for unit in directory._units] == ["市教育局"]
    directory.units.selectRow(0)
    monkeypatch.setattr(UnitForm, "ask", lambda parent, unit, *, new: StoredUnit("市教委", id=unit.id))
    directory.search.clear()
    directory.units.selectRow(0)
    directory.edit()
    assert {unit.name for unit in directory._units} == {"市教委", "市民政局"}


def test_a_name_that_is_another_units_is_refused(directory: UnitsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: said.append(text))
    add(directory, monkeypatch, Unit("市教育局"), Unit("市教委", short="市教育局"))
    assert "已经是另一个单位的名称" in said[0]
    assert len(directory._units) == 1


def test_doubles_are_merged(directory: UnitsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    add(directory, monkeypatch, Unit("市教育局"), Unit("市教委"))
    directory.units.selectAll()
    monkeypatch.setattr("ui.dialogs.base.ask.choose_one", lambda *given: 0)
    directory.merge()
    assert [unit.name for unit in directory._units] == ["市教育局"]
    assert [alias.name for alias in directory._units[0].aliases] == ["市教委"]


def test_proposed_units_are_named_and_confirmed(directory: UnitsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    add(directory, monkeypatch, Unit("市数据局", proposed=True))
    assert "1 个是导入时新出现的" in directory.note.text()
    directory.units.selectRow(0)
    directory.confirm()
    assert not directory._units[0].proposed


def test_listed_units_are_entered_once(directory: UnitsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.dialogs.base.ask.choose", lambda *given: True)
    add(directory, monkeypatch, Unit("市教育局"))
    directory.take(UnitList((Unit("市教育局", phone="6001"), Unit("市民政局"))))
    assert [(unit.name, unit.phone) for unit in directory._units] == [("市教育局", "6001"), ("市民政局", "")]


def test_a_collective_name_says_whom_it_stands_for(
    window: MainWindow, directory: UnitsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    districts = [Unit(name, cls=UnitClass.DISTRICT) for name in ("东区政府", "西区政府", "南区政府")]
    add(directory, monkeypatch, *districts)
    stored = units.units(window.desk.library)
    form = GroupForm(UnitGroup("各区政府", closed=True), stored, window)
    form.classes[UnitClass.DISTRICT].setChecked(True)
    form.exclusions.item(2).setCheckState(form.exclusions.item(2).checkState().Checked)
    group = form.group()
    form.deleteLater()
    monkeypatch.setattr(GroupForm, "ask", lambda *given, **named: group)
    directory.add_group()
    model = directory.groups.model()
    assert [model.text(0, column) for column in range(3)] == ["各区政府", "区县政府", "2 个：东区政府、西区政府"]


def test_a_day_is_set_and_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    dialog = DaysDialog(window.desk, days_acts(window.desk), window)
    qtbot.addWidget(dialog)
    dialog.calendar.setSelectedDate(QDate(2022, 11, 23))
    dialog.make_off()
    assert not office_workdays(window.desk.library).is_workday(date(2022, 11, 23))
    assert "放假" in dialog.told.text()
    dialog.clear_year()
    assert office_workdays(window.desk.library).is_workday(date(2022, 11, 23))


def test_a_notice_is_understood_before_it_is_entered(window: MainWindow) -> None:
    form = NoticeForm(2027, window)
    assert not form.accept_button.isEnabled()
    form.text.setPlainText("一、元旦：2027年1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。")
    assert "放假 3 天、调休上班 1 天" in form.told.text()
    assert form.accept_button.isEnabled()
    form.deleteLater()


def test_a_notice_of_another_year_is_read_by_its_own_year(window: MainWindow) -> None:
    form = NoticeForm(2022, window)
    form.text.setPlainText("关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。")
    assert set(form.days()) == {date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)}
    assert "按2027年读到放假 3 天" in form.told.text()
    assert "不算全年安排" in form.told.text()
    form.deleteLater()


def test_a_notice_is_read_from_its_file(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    form = NoticeForm(2022, window, reader=NoticeReader(window.desk.jobs, office.notice_text))
    (tmp_path / "通知.txt").write_text("一、元旦：2027年1月1日至3日放假，共3天。", encoding="utf-8")
    form.read_file(tmp_path / "通知.txt")
    qtbot.waitUntil(lambda: form.accept_button.isEnabled())
    assert len(form.days()) == 3
    form.deleteLater()


def test_a_file_that_is_refused_says_why(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: said.append(text))
    form = NoticeForm(2022, window, reader=NoticeReader(window.desk.jobs, office.notice_text))
    form.read_file(Path("没有这个文件.txt"))
    qtbot.waitUntil(lambda: bool(said))
    assert "没有这个文件.txt" in said[0]
    form.deleteLater()


def test_local_days_count_only_where_the_office_says_so(qtbot: QtBot, window: MainWindow) -> None:
    dialog = DaysDialog(window.desk, days_acts(window.desk), window)
    qtbot.addWidget(dialog)
    dialog.which.setCurrentIndex(1)
    dialog.calendar.setSelectedDate(QDate(2022, 11, 23))
    dialog.make_off()
    assert office_workdays(window.desk.library).is_workday(date(2022, 11, 23))
    assert "地方放假登记为放假，未计入推算" in dialog.told.text()
    dialog.local.click()
    assert not office_workdays(window.desk.library).is_workday(date(2022, 11, 23))
    dialog.clear_year()
    assert office_workdays(window.desk.library).is_workday(date(2022, 11, 23))


def test_working_days_are_counted_and_copied(qtbot: QtBot) -> None:
    dialog = CountDaysDialog(date(2026, 9, 16), Workdays.usual())
    qtbot.addWidget(dialog)
    assert dialog.headline.text() == "第20个工作日是2026年10月20日（周二）。"
    assert dialog.strip.weeks()[0] == date(2026, 9, 14)
    assert "第20个工作日" in dialog.strip.accessibleDescription()
    dialog.copy()
    assert QGuiApplication.clipboard().text() == dialog.text()
    dialog.by_end.setChecked(True)
    dialog.end.setDate(QDate(2026, 9, 26))
    assert "共7个工作日" in dialog.headline.text()
    dialog.end.setDate(QDate(2026, 9, 1))
    assert not dialog.copier.isEnabled()


def test_the_menu_counts_by_the_offices_own_days(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []
    monkeypatch.setattr(CountDaysDialog, "show_for", lambda *each: given.extend(each))
    window.menus["count_days"].trigger()
    assert given[1] == window.desk.today


def test_settings_of_the_office_stay_in_its_library(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(parent: object, own: Chosen, *, may_write: bool) -> Chosen:
        dialog = SettingsDialog(own, may_write=may_write, parent=window)
        dialog.who.setText("王敏")
        dialog.points.setValue(12)
        dialog.unit.setText("云州市人民政府办公室")
        dialog.limits["light.due_soon"].setValue(20)
        given = dialog.chosen(with_office=True)
        dialog.deleteLater()
        return given

    monkeypatch.setattr(SettingsDialog, "ask", fill)
    window.menus["settings"].trigger()
    stored = office.settings(window.desk.library, NAMES)
    assert (stored["office.unit"], stored["light.due_soon"]) == ("云州市人民政府办公室", "20")
    assert (window.desk.who, window.desk.settings.points) == ("王敏", 12)
    window.menus["usual_size"].trigger()


def test_without_a_library_only_ones_own_settings_are_asked(qtbot: QtBot, window: MainWindow) -> None:
    window.menus["close"].trigger()
    own = Chosen("", 10, "system", Path.home(), None)
    dialog = SettingsDialog(own, may_write=False, parent=window)
    assert dialog.tabs.count() == 1
    assert dialog.chosen(with_office=False).office is None
    dialog.deleteLater()


def test_columns_are_hidden_and_put_in_order(window: MainWindow) -> None:
    window.tasks.set_columns(only(UNITS, SEQ, CONTENT, DEADLINE, STATE))
    assert window.tasks.columns_shown() == [UNITS, SEQ, CONTENT, DEADLINE, STATE]
    state = window.tasks.layout_state()
    window.menus["usual_layout"].trigger()
    assert window.tasks.columns_shown() == list(range(len(COLUMNS)))
    window.tasks.restore_layout(state)
    assert window.tasks.columns_shown() == [UNITS, SEQ, CONTENT, DEADLINE, STATE]


def test_the_last_column_cannot_be_hidden(window: MainWindow) -> None:
    dialog = ColumnsDialog([(0, "序号", True), (1, "任务名称", False)], window)
    dialog.move_down()
    assert [column for column, _ in dialog.columns()] == [1, 0]
    dialog.list.item(1).setCheckState(dialog.list.item(1).checkState().Unchecked)
    assert not dialog.accept_button.isEnabled()
    dialog.deleteLater()


def test_the_table_is_written_as_it_is_seen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "表.xlsx"
    done: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: done.append(path))
    window.tasks.set_columns(only(SEQ, TITLE, CONTENT, UNITS))
    window.tasks.filter_wanted.emit(TaskFilter({ColumnKey.UNITS: Picked(frozenset({"市交通局"}))}))
    window.menus["export_seen"].trigger()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    sheet = load_workbook(target).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == "责任单位是 市交通局（20 项，共 40 项）"
    assert rows[2][:4] == ["序号", "任务名称", "任务内容", "责任单位"]
    assert {row[3] for row in rows[3:]} == {"市交通局"}
    assert len(rows) == 23
    assert sheet.freeze_panes == "C4"


def test_a_backup_is_a_zip_of_the_whole_folder(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zipfile import ZipFile

    target = tmp_path / "备份.zip"
    done: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: done.append(path))
    window.menus["backup"].trigger()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert "ledger.db" in ZipFile(target).namelist()


def test_the_layout_is_kept_for_each_size_of_screen(window: MainWindow) -> None:
    window.tasks.set_columns(only(SEQ, CONTENT))
    window.close()
    size = window.screen().size()
    assert not window.desk.settings.layout(f"columns-{size.width()}x{size.height()}").isEmpty()
    assert window.desk.settings.layout("columns-1x1").isEmpty()


def test_other_columns_are_shown_and_exported_where_a_clerk_chooses_them(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = [column.key for column in window.tasks.model.columns].index(ColumnKey.OTHER)
    assert other not in window.tasks.columns_shown()
    window.tasks.set_columns([*only(SEQ, CONTENT), (other, True)])
    state = window.tasks.layout_state()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (str(tmp_path / "表.xlsx"), ""))
    done: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: done.append(path))
    window.menus["export_seen"].trigger()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    sheet = load_workbook(tmp_path / "表.xlsx").active
    assert "其他栏目" in [cell.value for row in sheet.iter_rows(max_row=3) for cell in row]
    window.menus["usual_layout"].trigger()
    assert other not in window.tasks.columns_shown()
    window.tasks.restore_layout(state)
    assert window.tasks.columns_shown() == [SEQ, CONTENT, other]


def test_a_layout_from_before_there_were_other_columns_shows_none(window: MainWindow) -> None:
    window.tasks.set_columns(only(SEQ, CONTENT))
    window.tasks.restore_layout(window.tasks.head.saveState())
    assert window.tasks.columns_shown() == [SEQ, CONTENT]
