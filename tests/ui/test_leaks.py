import gc
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog

from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.unit import StoredUnit, Unit, UnitGroup
from gongkai_desk.services import office
from gongkai_desk.services.slips import enter_answers
from ui.callees import callees
from ui.commands import chasing
from ui.commands.chasing import call_acts
from ui.commands.office import days_acts, unit_acts
from ui.desk import Desk
from ui.dialogs.base.ask import Waiting
from ui.dialogs.base.keys import Keys
from ui.dialogs.base.written import Written
from ui.dialogs.chasing.calls import CallDialog, CallLog
from ui.dialogs.chasing.slip_dialog import ChaseDialog, SlipDialog
from ui.dialogs.chasing.slip_register import SlipRegister
from ui.dialogs.office.days_dialog import DaysDialog, NoticeForm
from ui.dialogs.office.restore import Binned, RecycleBin
from ui.dialogs.office.settings_dialog import NAMES, Chosen, SettingsDialog
from ui.dialogs.office.units_dialog import GroupForm, UnitForm, UnitsDialog
from ui.dialogs.tasks.batch_reports import BatchReports
from ui.dialogs.tasks.bulk_edit import BulkEdit, Preview, ReplaceDialog
from ui.dialogs.tasks.by_hand import PlanDialog, PlanFacts, TaskDialog
from ui.dialogs.tasks.columns_dialog import ColumnsDialog
from ui.dialogs.tasks.report_dialog import ReportDialog
from ui.window.window import MainWindow


def silent(progress: object) -> None:
    return None


DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "keys": lambda window: Keys(window.menus.commands(), window),
    "plan facts": lambda window: PlanFacts(Plan("要点"), 3, window),
    "batch": lambda window: BatchReports([], ["2022Q3"], "2022Q3", date(2022, 9, 1), lambda name: None, window),
    "report": lambda window: ReportDialog(Task(content="事"), date(2022, 1, 1), window),
    "written": lambda window: Written(Path("/a/b.docx"), window),
    "units": lambda window: UnitsDialog(window.desk, unit_acts(window.desk), window),
    "unit": lambda window: UnitForm(Unit("市教育局"), window),
    "collective name": lambda window: GroupForm(UnitGroup("各区政府", True), [StoredUnit("东区政府", id=1)], window),
    "days": lambda window: DaysDialog(window.desk, days_acts(window.desk), window),
    "notice": lambda window: NoticeForm(2027, window),
    "settings": lambda window: SettingsDialog(
        Chosen("", 10, "system", Path.home(), office.settings(window.desk.library, NAMES)),
        may_write=True,
        parent=window,
    ),
    "columns": lambda window: ColumnsDialog([(0, "序号", True)], window),
    "task": lambda window: TaskDialog(Task(content="事"), [("一、总则",)], window),
    "plan": lambda window: PlanDialog(Plan("要点"), window),
    "recycle bin": lambda window: RecycleBin([Binned("任务", 1, "1", "事", "2022-11-22", "经办人")], window),
    "bulk edit": lambda window: BulkEdit(window.tasks.shown()[:3], [], window),
    "replace": lambda window: ReplaceDialog([], window.tasks.shown(), window),
    "preview": lambda window: Preview("粘贴", [("1", "责任单位", "甲", "乙")], parent=window),
    "slips": lambda window: SlipDialog(window.desk, chasing.scopes(window.here()), window),
    "chase list": lambda window: ChaseDialog(window.desk, chasing.scopes(window.here()), window),
    "call": lambda window: CallDialog(window.desk, callees(window.here()), call_acts(window.desk), window),
    "call log": lambda window: CallLog(window.desk, window.exports, call_acts(window.desk), window),
    "slip register": lambda window: SlipRegister(window.desk, window.exports, window.desk.doing(enter_answers), window),
    "waiting": lambda window: Waiting("写", window.desk.jobs.start(silent), window),
}


def cleared() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.mark.parametrize("make", DIALOGS.values(), ids=DIALOGS.keys())
def test_a_closed_dialog_is_freed(window: MainWindow, make: Callable[[MainWindow], QDialog]) -> None:
    dialog = make(window)
    seen = weakref.ref(dialog)
    dialog.show()
    dialog.close()
    dialog.deleteLater()
    del dialog
    cleared()
    assert seen() is None


def test_a_closed_window_is_freed(desk: Desk, library_folder: Path) -> None:
    window = MainWindow(desk)
    desk.open(library_folder)
    window.show()
    for name in ("进展", "原文出处", "变更记录"):
        window.detail.turn_to(name)
    seen = weakref.ref(window)
    window.close()
    window.deleteLater()
    del window
    cleared()
    assert seen() is None


def test_opening_and_closing_libraries_leaves_no_dialogs(window: MainWindow, library_folder: Path) -> None:
    before = len(window.findChildren(QDialog))
    for _ in range(3):
        window.desk.close()
        window.libraries.open(library_folder)
    cleared()
    assert len(window.findChildren(QDialog)) == before
