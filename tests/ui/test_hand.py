"""Plans and tasks by hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gongkai_desk.domain.plan import Plan, Task, TaskEdit
from gongkai_desk.services.progress import work
from gongkai_desk.store import journal
from gongkai_desk.store.tasks import plans
from ui.commands import tasks as task_commands
from ui.dialogs.base import ask
from ui.dialogs.office.restore import Binned, RecycleBin
from ui.dialogs.tasks.by_hand import PlanDialog, TaskDialog
from ui.widgets.cell_edit import TASKS_DRAGGED
from ui.window.window import MainWindow


def order(window: MainWindow, plan_id: int = 1) -> list[int | None]:
    return [task.id for task in plans.tasks(window.desk.library, plan_id)]


def test_a_new_task_stands_behind_the_current_one(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = TaskEdit("", "规范公文公开", "新的一件事", "市财政局牵头，市教育局配合", "9月底前", ())
    monkeypatch.setattr(TaskDialog, "ask", lambda *given, **named: typed)
    window.tasks.choose_task(3)
    window.menus["new_task"].trigger()
    made = window.tasks.current()
    assert made is not None
    assert order(window)[2:5] == [3, made.id, 4]
    assert (made.content, made.lead, f"{made.deadline.due}") == ("新的一件事", ("市财政局",), "2022-09-30")


def test_a_copy_is_a_task_of_its_own(window: MainWindow) -> None:
    window.tasks.choose_task(3)
    window.menus["copy_task"].trigger()
    made = window.tasks.current()
    assert made is not None
    assert made.id not in (None, 3)
    assert made.content == plans.task(window.desk.library, 3).content


def test_the_dialog_changes_only_what_was_typed(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    old = plans.task(window.desk.library, 3)
    typed = TaskEdit("3", "另一名称", old.content, old.unit_text, old.deadline.text, ())
    monkeypatch.setattr(TaskDialog, "ask", lambda *given, **named: typed)
    window.tasks.choose_task(3)
    window.menus["edit_task"].trigger()
    new = plans.task(window.desk.library, 3)
    assert (new.title, new.content, new.responsible) == ("另一名称", old.content, old.responsible)


def test_a_task_without_content_cannot_be_stored(window: MainWindow) -> None:
    dialog = TaskDialog(Task(), [], window)
    assert not dialog.accept_button.isEnabled()
    dialog.content.setPlainText("事")
    assert dialog.accept_button.isEnabled()
    dialog.deleteLater()


def test_deleted_tasks_come_back_from_the_bin(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "choose", lambda *asked: True)
    window.tasks.choose_tasks([2, 3])
    window.menus["delete_tasks"].trigger()
    assert window.tasks.model.rowCount() == 38

    def take_all(parent: object, binned: list[Binned]) -> tuple[list[int], list[int]]:
        dialog = RecycleBin(binned, window)
        rows = [[dialog.model.text(row, column) for column in range(4)] for row in range(2)]
        assert rows == [["任务", "2", "2022-11-22", "经办人"], ["任务", "3", "2022-11-22", "经办人"]]
        dialog.show()
        dialog.view.selectAll()
        QTest.keyClick(dialog.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text().startswith("任务\t2\t2022-11-22\t经办人\t规范公文公开：第2件事")
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
        assert dialog.result() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen()
        dialog.deleteLater()
        return chosen

    monkeypatch.setattr(RecycleBin, "ask", take_all)
    window.menus["bin"].trigger()
    assert order(window)[:4] == [1, 2, 3, 4]
    library = window.desk.library
    assert [each.name for each in journal.steps(library, 2)] == [
        "还原 2 项任务（2、3）",
        "删除 2 项任务（2、3）",
    ]


def test_rows_are_moved_by_menu(window: MainWindow) -> None:
    window.tasks.choose_tasks([2, 3])
    window.menus["move_up"].trigger()
    assert order(window)[:4] == [2, 3, 1, 4]
    window.menus["move_down"].trigger()
    assert order(window)[:4] == [1, 2, 3, 4]
    assert len(window.tasks.selected()) == 2


def test_dragged_rows_land_where_they_are_let_go(window: MainWindow) -> None:
    view = window.tasks.view
    data = window.tasks.model.mimeData([window.tasks.model.index(3, 0)])
    assert data.data(TASKS_DRAGGED).data() == b"4"
    place = QPointF(300, view.rowViewportPosition(1) + 2)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view.dropEvent(QDropEvent(place, Qt.DropAction.MoveAction, data, buttons, keys))
    assert order(window)[:4] == [1, 4, 2, 3]


def test_a_place_under_the_last_row_is_the_end(window: MainWindow) -> None:
    view = window.tasks.view
    view.scrollToBottom()
    assert view.row_between(QPoint(10, view.room.height() - 1)) in (39, 40)
    assert view.row_between(QPoint(10, 100_000)) == 40


def test_rows_cannot_be_dragged_while_a_column_is_sorted(window: MainWindow) -> None:
    window.tasks.view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    before = order(window)
    window.tasks.view.rows_dropped.emit([4], 0)
    assert order(window) == before


def test_files_dragged_over_the_table_are_left_to_the_window(window: MainWindow) -> None:
    place, keys = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    data = QMimeData()
    event = QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    window.tasks.view.dropEvent(event)
    assert not event.isAccepted()


def test_a_new_plan_says_what_to_do_next(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlanDialog, "ask", lambda *given, **named: Plan("2023年要点", year=2023))
    window.menus["new_plan"].trigger()
    assert window.tasks.title.text() == "2023年要点"
    assert window.tasks.empty.heading.text() == "这份要点还没有任务"
    assert window.menus["new_task"].isEnabled()


def test_plan_data_are_corrected(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def correct(parent: object, plan: Plan, *, new: bool = True) -> Plan:
        dialog = PlanDialog(plan, window, new=new)
        dialog.doc_no.setText("云政办发〔2022〕9号")
        dialog.days["received"].setText("2022年3月5日")
        made = dialog.plan()
        dialog.deleteLater()
        return made

    monkeypatch.setattr(PlanDialog, "ask", correct)
    window.menus["edit_plan"].trigger()
    plan = plans.plan(window.desk.library, 1)
    assert (plan.doc_no, f"{plan.dates.received}") == ("云政办发〔2022〕9号", "2022-03-05")
    assert "9号" in window.tasks.facts.text()


@pytest.mark.parametrize(
    ("field", "text"), [("title", ""), ("year", "二〇"), ("issue", "昨天")], ids=["no title", "bad year", "bad day"]
)
def test_plan_data_that_cannot_be_read_are_not_taken(window: MainWindow, field: str, text: str) -> None:
    dialog = PlanDialog(Plan("要点", year=2022), window)
    (dialog.days["imprint"] if field == "issue" else getattr(dialog, field)).setText(text)
    assert not dialog.accept_button.isEnabled()
    dialog.deleteLater()


def test_a_deleted_plan_can_be_undone(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.choose", lambda parent, title, text, verb: asked.append(text) or True)
    window.menus["delete_plan"].trigger()
    assert "40 项任务" in asked[0]
    assert [plan.id for plan in plans.plans(window.desk.library)] == [2]
    window.menus["undo"].trigger()
    assert len(plans.plans(window.desk.library)) == 2


def drop_on_tree(window: MainWindow, row: int, plan_id: int, group: tuple[str, ...]) -> None:
    window.tree.view.expandAll()
    index = window.tree.model.find(plan_id, group)
    window.tree.view.scrollTo(index)
    data = window.tasks.model.mimeData([window.tasks.model.index(row, 0)])
    place = QPointF(window.tree.view.visualRect(index).center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.tree.view.dropEvent(QDropEvent(place, Qt.DropAction.MoveAction, data, buttons, keys))


def test_rows_dropped_on_a_section_go_to_its_end(window: MainWindow) -> None:
    window.tree.choose(2)
    section = ("二、夯实基础", "（一）主动公开")
    drop_on_tree(window, 0, 2, section)
    tasks = plans.tasks(window.desk.library, 2)
    assert [task.content for task in tasks] == ["分章之2", "分章之3", "分章之4", "分章之5", "分章之1"]
    assert tasks[-1].section == section


def test_rows_of_a_plan_without_sections_get_the_name(window: MainWindow) -> None:
    drop_on_tree(window, 0, 1, ("回应群众关切",))
    assert plans.task(window.desk.library, 1).title == "回应群众关切"


def test_rows_do_not_leave_their_plan(window: MainWindow) -> None:
    drop_on_tree(window, 0, 2, ("二、夯实基础",))
    assert plans.task(window.desk.library, 1).plan_id == 1
    assert "同一份要点" in window.status.currentMessage()


def test_a_task_dragged_into_a_section_joins_its_name_there(window: MainWindow) -> None:
    window.tree.choose(2)
    before = plans.tasks(window.desk.library, 2)
    names = [replace(task, title=name) for task, name in zip(before, "甲乙乙甲丙", strict=True)]
    window.desk.do(work.edit_tasks, edits={task.id: TaskEdit(title=task.title) for task in names})
    ids = [task.id for task in before]
    second = window.tree.model.find(2, before[3].section)
    window.tree._drop([ids[0]], second)
    assert order(window, 2) == [ids[1], ids[2], ids[3], ids[0], ids[4]]
    assert plans.task(window.desk.library, ids[0]).section == before[3].section
    told = window.status.currentMessage()
    assert "移到" in told
    assert "与同名“甲”的 1 项放在一起" in told
    window.menus["undo"].trigger()
    assert order(window, 2) == ids
    assert plans.task(window.desk.library, ids[0]).section == before[0].section


def test_a_task_dragged_onto_a_name_comes_to_stand_with_it(window: MainWindow) -> None:
    task_commands.move_to(window.here(), [1], 1, ("做好政策解读",))
    there = [task.id for task in plans.tasks(window.desk.library, 1) if task.title == "做好政策解读"]
    assert there[-1] == 1
    assert order(window)[19] == 1
    window.menus["undo"].trigger()
    assert order(window)[0] == 1


def test_rows_dropped_within_another_name_leave_it_whole(window: MainWindow) -> None:
    window.tasks.dropped.emit([1], 15, ())
    assert order(window)[:11] == [*range(2, 11), 1, 11]
    window.tasks.dropped.emit([1], 15, ())
    assert "位置没有变化" in window.status.currentMessage()
    window.tasks.dropped.emit(order(window)[:10], 18, ())
    assert order(window)[:20] == [*range(11, 21), *range(2, 11), 1]
