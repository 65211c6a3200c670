from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

import ui.commands
from gongkai_desk.domain.work import NewReport
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from ui.commands import library, table
from ui.commands.command import Command, Switch
from ui.dialogs.base import ask
from ui.dialogs.tasks.report_dialog import ReportDialog
from ui.window.window import MainWindow

CONTENT, UNITS, DEADLINE, STATE = 3, 4, 5, 6


def type_into_cell(window: MainWindow, row: int, column: int, text: str) -> None:
    view = window.tasks.view
    view.setCurrentIndex(window.tasks.model.index(row, column))
    window.menus["edit"].trigger()
    editor = view.viewport().findChild(QPlainTextEdit)
    editor.setPlainText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def search(window: MainWindow, words: str) -> None:
    window.search.setText(words)
    window.search.ask()


def test_a_library_opens_on_its_newest_plan(window: MainWindow) -> None:
    assert window.tasks.title.text() == "2022年云州市政务公开工作要点"
    assert window.tasks.model.rowCount() == 40
    assert "云州市台账" in window.windowTitle()


def test_the_chosen_task_stands_in_the_detail_pane(window: MainWindow) -> None:
    window.tasks.choose_task(12)
    assert window.detail.title.text() == "12 · 做好政策解读"


def test_a_group_of_the_tree_shows_only_its_tasks(window: MainWindow) -> None:
    window.tree.choose(1, ("办好政府网站",))
    assert window.tasks.model.rowCount() == 10
    assert window.tasks.sentence.text() == "只看“办好政府网站”：10 项，全部 40 项"


def test_clearing_shows_the_whole_plan_again(window: MainWindow) -> None:
    window.tree.choose(1, ("办好政府网站",))
    window.tasks.clear.click()
    assert window.tasks.model.rowCount() == 40
    assert not window.tasks.sentence.isVisible()


def test_a_section_shows_what_lies_below_it(window: MainWindow) -> None:
    window.tree.choose(2, ("二、夯实基础",))
    assert [window.tasks.model.text(row, CONTENT) for row in range(2)] == ["分章之4", "分章之5"]


def test_content_typed_into_the_table_is_stored(window: MainWindow) -> None:
    type_into_cell(window, 4, CONTENT, "改写后的任务内容")
    assert window.tasks.model.text(4, CONTENT) == "改写后的任务内容"
    assert plans.task(window.desk.library, 5).content == "改写后的任务内容"


def test_enter_goes_one_row_down(window: MainWindow) -> None:
    type_into_cell(window, 4, CONTENT, "改写后的任务内容")
    assert window.tasks.view.currentIndex().row() == 5


def test_a_typed_deadline_is_understood(window: MainWindow) -> None:
    type_into_cell(window, 1, DEADLINE, "9月底前")
    assert plans.task(window.desk.library, 2).deadline.due == date(2022, 9, 30)


def test_typed_units_are_split_by_role(window: MainWindow) -> None:
    type_into_cell(window, 1, UNITS, "市财政局牵头，市教育局配合")
    task = plans.task(window.desk.library, 2)
    assert (task.lead, task.support) == (("市财政局",), ("市教育局",))


def test_undo_and_redo_name_what_they_do(window: MainWindow) -> None:
    before = window.tasks.model.text(4, CONTENT)
    type_into_cell(window, 4, CONTENT, "改写后的任务内容")
    assert "修改任务" in window.menus["undo"].text()
    window.menus["undo"].trigger()
    assert window.tasks.model.text(4, CONTENT) == before
    assert "修改任务" in window.menus["redo"].text()
    window.menus["redo"].trigger()
    assert window.tasks.model.text(4, CONTENT) == "改写后的任务内容"


@pytest.mark.parametrize(("answer", "rows"), [(True, 0), (False, 40)], ids=["yes", "no"])
def test_another_clerks_act_is_undone_only_after_a_question(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: bool, rows: int
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.choose", lambda parent, title, text, verb: asked.append(text) or answer)
    window.desk.who = "同事"
    window.menus["undo"].trigger()
    if answer:
        window.menus["undo"].trigger()
    assert "经办人" in asked[0]
    assert window.tasks.model.rowCount() == rows


def test_undo_of_the_imports_empties_the_window(window: MainWindow) -> None:
    for _ in range(2):
        window.menus["undo"].trigger()
    assert window.tasks.model.rowCount() == 0
    assert window.tasks.empty.heading.text() == "台账库还是空的"


def test_editing_in_the_detail_pane_is_stored(window: MainWindow) -> None:
    window.tasks.choose_task(3)
    field = window.detail.task_tab.content
    field.change.click()
    field.editor.setPlainText("在详情里改写")
    QTest.keyClick(field.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert plans.task(window.desk.library, 3).content == "在详情里改写"


def test_escape_leaves_a_field_as_it_was(window: MainWindow) -> None:
    window.tasks.choose_task(3)
    field = window.detail.task_tab.content
    field.open()
    field.editor.setPlainText("不要的改动")
    QTest.keyClick(field.editor, Qt.Key.Key_Escape)
    assert not field.is_open
    assert plans.task(window.desk.library, 3).content != "不要的改动"


def test_search_looks_into_all_plans_and_says_what_it_found(window: MainWindow) -> None:
    search(window, "分章之")
    assert window.tasks.model.rowCount() == 5
    assert window.tasks.sentence.text() == "“分章之”：在 1 份要点中找到 5 项"


def test_escape_ends_a_search(window: MainWindow) -> None:
    search(window, "分章之")
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.tasks.model.rowCount() == 40


def test_a_search_without_a_hit_says_what_to_try(window: MainWindow) -> None:
    search(window, "没有这句话")
    assert window.tasks.empty.isVisible()
    assert "没有这句话" in window.tasks.empty.heading.text()
    window.menus["clear"].trigger()
    assert window.tasks.model.rowCount() == 40


def test_choosing_a_plan_ends_a_search(window: MainWindow) -> None:
    search(window, "分章之")
    window.tree.choose(2)
    assert window.search.text() == ""
    assert window.tasks.title.text() == "2021年云州市政务公开工作要点"


def test_a_search_that_is_over_leaves_no_cross_behind(window: MainWindow, qtbot: QtBot) -> None:
    cross = window.search.findChild(QAbstractButton)
    window.search.setText("专栏")
    window.search.ask()
    window.menus["dashboard"].trigger()
    assert window.search.text() == ""
    qtbot.waitUntil(lambda: not cross.isVisible())


def test_a_change_keeps_the_search(window: MainWindow) -> None:
    search(window, "分章之")
    type_into_cell(window, 0, CONTENT, "分章之首")
    assert window.tasks.model.rowCount() == 5


def test_progress_is_entered_and_shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told = NewReport("市交通局", date(2022, 6, 1), "已办理")
    monkeypatch.setattr(ReportDialog, "ask", lambda *given: told)
    window.tasks.choose_task(1)
    window.menus["report"].trigger()
    assert window.tasks.model.text(0, STATE) == "推进中"
    window.detail.turn_to("进展")
    assert window.detail.progress_tab.model.text(0, 1) == "已办理"


def test_history_tells_before_and_after(window: MainWindow) -> None:
    type_into_cell(window, 0, DEADLINE, "10月底前")
    window.tasks.choose_task(1)
    window.menus["history"].trigger()
    assert "时限：11月底前 → 10月底前" in window.detail.history_tab.model.text(0, 1)


def test_copied_rows_are_tsv_and_html(window: MainWindow) -> None:
    window.tasks.choose_task(1)
    window.menus["copy"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert "\t1\t规范公文公开\t第1件事" in data.text()
    assert "<td>规范公文公开</td>" in data.html()


def test_checking_says_that_the_library_is_whole(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: said.append(text))
    window.menus["check"].trigger()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["台账库完好。"]


def test_closing_the_library_says_how_to_open_one(window: MainWindow) -> None:
    window.menus["close"].trigger()
    assert window.welcome.isVisible()
    assert not window.menus["import"].isEnabled()


def test_a_library_is_made_where_the_clerk_says(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "新库"), ""))
    window.menus["new"].trigger()
    assert window.desk.library.folder == tmp_path / "新库.gkdesk"
    assert window.tasks.empty.heading.text() == "台账库还是空的"


def test_the_opened_library_is_the_first_recent_one(window: MainWindow, library_folder: Path) -> None:
    assert window.desk.settings.recent[0] == library_folder.resolve()


def test_a_folder_that_is_no_library_leaves_the_open_one(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: said.append(text))
    assert not window.libraries.open(tmp_path)
    assert said == [f"“{tmp_path}”不是台账库，请选择扩展名为 .gkdesk 的文件夹。"]
    assert window.tasks.model.rowCount() == 40


def test_a_library_in_use_is_offered_for_reading(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.dialogs.base.ask.choose", lambda *given: True)
    folder = tmp_path / "他人.gkdesk"
    with Library.create(folder, "他人", day=date(2022, 1, 1), who="同事"):
        assert window.libraries.open(folder)
        assert window.banners.reading_only.isVisible()
        assert not window.menus["import"].isEnabled()


def test_the_window_closes_with_its_library(qtbot: QtBot, window: MainWindow, library_folder: Path) -> None:
    window.close()
    assert window.desk.library is None
    Library.open(library_folder).close()


def test_every_menu_has_entries_and_every_key_is_given_once(window: MainWindow) -> None:
    keys = [action.shortcut().toString() for action in window.menus.all() if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))
    filled_when_opened = (window.menus.menu(library.RECENT), window.menus.menu(table.SAVED))
    assert all(menu.actions() or menu in filled_when_opened for menu in window.findChildren(QMenu) if menu.title())


def test_every_command_stands_in_a_menu(window: MainWindow) -> None:
    modules = [import_module(f"ui.commands.{each.name}") for each in iter_modules(ui.commands.__path__)]
    made = [each for module in modules for each in vars(module).values() if isinstance(each, Command | Switch)]
    listed = window.menus.commands()
    assert len(made) > 60
    assert all(any(each is command for command in listed) for each in made)
    assert len({command.name for command in listed}) == len(listed)


def test_larger_text_makes_higher_rows(window: MainWindow) -> None:
    before = window.tasks.view.row_height_for(0)
    for _ in range(4):
        window.menus["larger"].trigger()
    assert window.tasks.view.row_height_for(0) > before
    window.menus["usual_size"].trigger()


def test_the_search_field_outlives_a_change_of_looks(window: MainWindow) -> None:
    for name in ("look_dark", "look_light", "look_system"):
        window.menus[name].trigger()
        assert window.search.isVisible()


def test_icons_follow_the_look(window: MainWindow) -> None:
    def ink() -> int:
        image = window.menus["report"].icon().pixmap(40, 40).toImage()
        return max(
            image.pixelColor(x, y).lightness()
            for x in range(40)
            for y in range(40)
            if image.pixelColor(x, y).alpha() == 255
        )

    window.menus["look_light"].trigger()
    light = ink()
    window.menus["look_dark"].trigger()
    assert ink() > 200 > light
    window.menus["look_system"].trigger()


def test_messages_show_outside_text_as_it_is(window: MainWindow) -> None:
    box = ask._box(window, "题", "<b>粗</b>")
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.deleteLater()
