"""分工 and 承接 in the window: naming units, small sources of tasks, gaps and suggestions."""

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtTest import QAbstractItemModelTester

from gongkai_desk.domain.plan import Plan, PlanKind, Task, TaskEdit
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.services import units
from gongkai_desk.services.intake import plans
from gongkai_desk.services.progress import work
from gongkai_desk.store import rosters
from ui.dialogs.tasks.assign_dialog import AssignDialog, LinkDialog
from ui.dialogs.tasks.by_hand import PlanDialog, TaskDialog
from ui.models.check_table import Cover
from ui.pages.coverage import CoveragePage
from ui.window.window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> CoveragePage:
    """承接情况 of the plan of 40 tasks and an own one that takes up its third."""
    plan = window.desk.do(plans.new_plan, plan=Plan("云溪区任务分解", year=2022)).made
    for text in ("第3件事：按月更新专栏，及时公布办理结果。", "维修机关食堂"):
        window.desk.do(work.add_task, plan_id=plan, task=Task(text), before=None)
    window.settle()
    window.tree.choose(plan)
    window.menus["coverage"].trigger()
    made = window.middle.currentWidget()
    assert isinstance(made, CoveragePage)
    made.superior.setCurrentIndex(made.superior.findText("2022年云州市政务公开工作要点"))
    return made


def choose(page: CoveragePage, row: int) -> None:
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.view.selectionModel().select(page.model.index(row, 0), flags)


def covers(page: CoveragePage) -> dict[Cover, int]:
    rows = [page.model.row(number).cover for number in range(page.model.rowCount())]
    return {cover: rows.count(cover) for cover in Cover if cover in rows}


def test_suggested_links_are_taken_by_a_person(window: MainWindow, page: CoveragePage) -> None:
    QAbstractItemModelTester(page.model)
    assert covers(page) == {Cover.GAP: 40, Cover.NO_BASIS: 2}
    row = next(row for row in range(40) if page.model.row(row).likely)
    choose(page, row)
    page.accept.click()
    assert covers(page) == {Cover.GAP: 39, Cover.TAKEN: 1, Cover.NO_BASIS: 1}
    window.menus["undo"].trigger()
    assert covers(page) == {Cover.GAP: 40, Cover.NO_BASIS: 2}


def test_links_are_made_by_hand_and_taken_away(page: CoveragePage, monkeypatch: pytest.MonkeyPatch) -> None:
    own = [task.id for task in page.desk.shelf.tasks(page.own.currentData())]
    monkeypatch.setattr(LinkDialog, "ask", classmethod(lambda cls, *given: tuple(own)))
    choose(page, 0)
    page.link.click()
    assert covers(page) == {Cover.GAP: 39, Cover.TAKEN: 1}
    choose(page, 0)
    page.unlink.click()
    assert covers(page) == {Cover.GAP: 40, Cover.NO_BASIS: 2}


def test_the_task_tells_which_of_the_superiors_it_takes_up(window: MainWindow, page: CoveragePage) -> None:
    own = page.desk.shelf.tasks(page.own.currentData())[0]
    page.desk.do(plans.link, pairs=[(own.id, 3)])
    page.go_to_task(own.id)
    assert window.detail.task_tab._values["承接上级"][1].text().startswith("3　第3件事")
    page.go_to_task(3)
    assert "第3件事" in window.detail.task_tab._values["由其承接"][1].text()


def test_a_row_leads_to_its_task(window: MainWindow, page: CoveragePage) -> None:
    choose(page, 4)
    page.open.click()
    assert window.tasks.current().content.startswith("第5件事")


def test_an_assigned_matter_becomes_a_source_of_tasks(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlanDialog, "asked", lambda self: True)
    monkeypatch.setattr(TaskDialog, "ask", classmethod(lambda cls, *given, **more: None))
    window.menus["assigned"].trigger()
    made = next(plan for plan in window.desk.shelf.plans() if plan.kind is PlanKind.ASSIGNED)
    assert made.title == f"{window.desk.today.year}年领导批示和会议交办事项"


def test_units_are_named_in_the_dialog(window: MainWindow, qtbot: object) -> None:
    for name in ("东江区政府", "西江区政府"):
        window.desk.do(units.add_unit, unit=Unit(name, cls=UnitClass.DISTRICT))
    edit = TaskEdit(responsible=("各区政府", "相关单位"), unit_text="各区政府、相关单位")
    window.desk.do(work.edit_task, task_id=1, edit=edit)
    library = window.desk.library
    from gongkai_desk.store.units import units as all_units
    from ui.dialogs.tasks.assign_dialog import Named

    named = [Named(each) for each in rosters.printed_units(library, [1])]
    dialog = AssignDialog(window.desk.shelf.some([1])[0], named, all_units(library), window)
    qtbot.addWidget(dialog)
    assert dialog.names.item(dialog.names.currentRow()).text() == "相关单位　△ 未明确单位"
    dialog.ticks.search.setText("西江")
    dialog.ticks.tick_shown()
    assert dialog.names.item(1).text() == "相关单位　1 个单位"
    (ids,) = dialog.wanted().values()
    assert [unit.name for unit in all_units(library) if unit.id in ids] == ["西江区政府"]
