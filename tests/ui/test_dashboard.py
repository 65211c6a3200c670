"""工作台: what waits, each line opening its rows; what to do where nothing is yet."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from gongkai_desk.domain.calendar import DutyEntry
from gongkai_desk.domain.ids import Changes
from gongkai_desk.domain.light import Topic
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.work import Said
from gongkai_desk.services.progress import closing
from gongkai_desk.store import journal, units
from ui.commands.command import Listing
from ui.desk import Desk
from ui.dialogs.office.duty_dialog import DutyAct, DutyDialog, DutyTold
from ui.pages.dashboard import Dashboard
from ui.window.window import MainWindow


@pytest.fixture
def board(window: MainWindow) -> MainWindow:
    window.settle()
    window.desk.do(closing.move, task_id=5, unit=None, action=Action.APPLY)
    window.menus["dashboard"].trigger()
    return window


def page(window: MainWindow) -> Dashboard:
    return window.middle.page("dashboard")


def test_it_counts_what_waits(board: MainWindow) -> None:
    heads = {topic: head.text() for topic, head in page(board).heads.items()}
    assert heads[Topic.TO_VERIFY] == "待核查 1"
    assert {topic: len(entries) for topic, entries in board.desk.board.agenda().items()} == {
        topic: int(text.rsplit(" ", 1)[1]) for topic, text in heads.items()
    }


def test_a_head_opens_its_rows(board: MainWindow) -> None:
    page(board).heads[Topic.TO_VERIFY].click()
    assert board.middle.currentWidget() is board.tasks
    assert [task.id for task in board.tasks.shown()] == [5]
    assert board.detail.isVisible()


def test_a_line_opens_its_task_in_its_plan(board: MainWindow) -> None:
    line = next(line for line in page(board).lines if "第5件事" in line.text())
    line.click()
    assert board.tasks.current().id == 5
    assert board.tasks.model.rowCount() == 40


def test_no_row_is_current_while_none_is_seen(board: MainWindow) -> None:
    assert not board.menus["apply"].isEnabled()
    assert not board.detail.isVisible()


def test_an_act_brings_it_up_to_date(board: MainWindow) -> None:
    board.desk.do(closing.move, task_id=5, unit=None, action=Action.RETURN, said=Said("材料不全"))
    assert board.middle.currentWidget() is page(board)
    assert Topic.TO_VERIFY not in page(board).heads
    assert page(board).heads[Topic.RETURNED].text() == "退回整改 1"


def test_legal_duties_stand_there_with_their_day(board: MainWindow) -> None:
    assert any(duty.startswith("1月31日") for duty in page(board).duties)


def test_all_of_it_stands_on_one_screen(board: MainWindow) -> None:
    shown = page(board)
    assert not shown._area.verticalScrollBar().isVisible()
    assert all(any(line.isVisible() for line in block.lines) for block in shown._blocks)
    for block in shown._blocks:
        told = sum(line.isVisible() for line in block.lines)
        assert block.more.isVisible() == (told < block.count)
        assert not block.more.isVisible() or block.more.text() == f"还有 {block.count - told} 项"


def test_today_and_this_week_are_numbers_that_open_their_tasks(board: MainWindow) -> None:
    assert page(board).figures["今天到期"].text() == "今天到期 0 项"
    assert not page(board).figures["今天到期"].isEnabled()
    said = Said("另定", board.desk.today + timedelta(days=4))
    board.desk.do(closing.move, task_id=2, unit=None, action=Action.EXTEND, said=said)
    assert page(board).figures["本周到期"].text() == "本周到期 1 项"
    page(board).figures["本周到期"].click()
    assert [task.id for task in board.tasks.shown()] == [2]


def test_a_duty_is_opened_done_and_goes_to_the_end(board: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    first = page(board).duty_lines[0]
    assert first.accessibleName() == "3月31日 已过236天未办 本级政府信息公开工作年度报告"
    done = DutyTold(DutyAct.SAVE, DutyEntry(date(2022, 3, 28), "云政办〔2022〕2号"))
    monkeypatch.setattr(DutyDialog, "ask", lambda *given: done)
    name = first.duty.name
    first.click()
    last = page(board).duty_lines[-1]
    assert (last.duty.name, last.duty.done) == (name, date(2022, 3, 28))
    assert last.accessibleName() == f"3月31日 3月28日已办 {name}"


def test_what_is_still_out_is_told(board: MainWindow) -> None:
    library = board.desk.library
    with library.step("下发", board.desk.by) as step:
        unit = units.insert_unit(step, Unit("市教育局"))
        sent = {"plan_id": 1, "kind": "workbook", "day": "2022-11-01", "closing": "2022-11-20"}
        batch = journal.insert(step, "dispatch", sent)
        journal.insert(step, "dispatch_unit", {"dispatch_id": batch, "unit_id": unit})
    board.desk.tell(step.changes)
    assert page(board).figures["未回收"].text() == "未回收 1 家"
    assert page(board).figures["未回收"].toolTip() == "市教育局"


@pytest.fixture
def next_year(desk: Desk, request: pytest.FixtureRequest) -> MainWindow:
    """The window on a day of the following year: no plan of that year is in the library yet."""
    desk.today = date(2023, 5, 8)
    made: MainWindow = request.getfixturevalue("window")
    made.settle()
    made.menus["dashboard"].trigger()
    return made


def test_red_of_a_former_year_is_told_and_opens_its_tasks(next_year: MainWindow) -> None:
    shown, red = page(next_year), next_year.tree.model
    year = red.node(red.years()[0])
    assert (year.text, year.red) == ("2022年", 10)
    assert shown.former_heads[2022].text() == "2022年仍亮红灯 10"
    assert "往年要点还有 10 项红灯" in shown.day.text()
    told = " ".join(each.text() for each in shown._area.widget().findChildren(QLabel))
    assert "台账库里没有2023年的要点" in told
    shown.former_heads[2022].click()
    assert len(next_year.tasks.shown()) == 10


def test_this_year_alone_says_nothing_of_former_ones(board: MainWindow) -> None:
    assert page(board).former_heads == {}
    assert "往年" not in page(board).day.text()


def test_a_search_leaves_it_and_comes_back(board: MainWindow) -> None:
    board.search.setText("第5件事")
    board.search.ask()
    assert board.middle.currentWidget() is board.tasks
    board.stage.clear_search()
    assert board.middle.currentWidget() is page(board)


def test_an_empty_library_says_what_to_do(window: MainWindow, desk: Desk, tmp_path: object) -> None:
    desk.create(tmp_path / "空.gkdesk", "空")
    window.settle()
    window.menus["dashboard"].trigger()
    assert page(window).empty.isVisible()
    assert "导入" in page(window).empty.text.text()


def test_the_look_changes_while_it_is_shown(board: MainWindow) -> None:
    heads = dict(page(board).heads)
    for look in ("dark", "light"):
        board.menus[f"look_{look}"].trigger()
    assert page(board).heads == heads


def test_tasks_behind_a_number_are_a_click_away_from_their_page(board: MainWindow) -> None:
    board.stage.show_listing(Listing("统计", [3, 5], "待办"))
    assert [task.id for task in board.tasks.shown()] == [3, 5]
    board.desk.tell(Changes(1, "", {}))
    assert [task.id for task in board.tasks.shown()] == [3, 5]
    board.tasks.clear.click()
    assert board.middle.currentWidget() is page(board)


def test_the_menu_leads_back_from_the_tasks_behind_a_number(board: MainWindow) -> None:
    board.stage.show_listing(Listing("统计", [3], "待办"))
    board.menus["dashboard"].trigger()
    assert board.middle.currentWidget() is page(board)
