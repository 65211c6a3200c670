"""Parts of pages that know the domain, each alone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.calendar import Duty, DutyKind, Item, ItemKind, Mark
from gongkai_desk.domain.figures import Behind, Figure, FigureHead, FigureKind, FigureRow, FigureTable
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.state import State
from gongkai_desk.rules.day_count import count_on
from gongkai_desk.store.tasks.draft_notes import DraftNote
from gongkai_desk.workdays import Workdays
from ui.models.figure_table import FigureModel
from ui.models.item_table import RecordTable
from ui.models.report_entry import NEXT, PROBLEMS, TEXT, ZERO, EntryRow, ReportEntryTable
from ui.parts.agenda_line import DutyLine, TaskLine
from ui.parts.draft_rows import DraftRows
from ui.parts.entry_view import EntryView
from ui.parts.figure_view import FigureView, record_view
from ui.parts.legend import Legend
from ui.parts.light_bar import LightBar, StateBar
from ui.parts.why_popup import DayStrip

TODAY = date(2026, 9, 1)


def test_a_task_line_says_all_of_it_to_a_screen_reader(qtbot: QtBot) -> None:
    line = TaskLine("10月31日", "培训&宣传", "市教育局")
    qtbot.addWidget(line)
    assert line.accessibleName() == "10月31日　培训&宣传　市教育局"
    assert line.text().count("&") == 2  # else one would underline a letter


def test_a_duty_line_is_two_lines_high_and_says_how_it_stands(qtbot: QtBot) -> None:
    duty = Duty("own:1", DutyKind.OWN, "年度报告", "条例", due=date(2026, 8, 31))
    line, task = DutyLine(duty, TODAY), TaskLine("", "任务", "")
    qtbot.addWidget(line)
    qtbot.addWidget(task)
    assert line.sizeHint().height() > task.sizeHint().height()
    assert line.accessibleName().startswith("8月31日")
    assert not line.grab().isNull()


def test_a_count_over_a_weekend_shows_two_weeks(qtbot: QtBot) -> None:
    strip = DayStrip()
    qtbot.addWidget(strip)
    assert strip.weeks() == []
    strip.show_count(count_on(date(2026, 9, 3), 3, Workdays.usual()))
    assert strip.weeks() == [date(2026, 8, 31), date(2026, 9, 7)]
    assert "2026年9月8日" in strip.accessibleDescription()


def note(key: str, *, damaged: bool = False) -> DraftNote:
    return DraftNote(key, "工作要点", "", 12, 3, TODAY, "小王", step=2, doubts=4, damaged=damaged)


def test_a_draft_is_gone_on_with_by_its_key(qtbot: QtBot) -> None:
    rows = DraftRows()
    qtbot.addWidget(rows)
    rows.show_notes([note("a"), note("b")])
    go_on = next(made for made in rows.findChildren(QPushButton) if made.property("draft") == "b")
    with qtbot.waitSignal(rows.chosen, check_params_cb=lambda key: key == "b"):
        go_on.click()


def test_a_damaged_draft_can_only_be_dropped(qtbot: QtBot) -> None:
    rows = DraftRows()
    qtbot.addWidget(rows)
    rows.show_notes([note("a", damaged=True)])
    shown = [made.text() for made in rows.findChildren(QPushButton) if not made.isHidden()]
    assert shown == ["丢弃…"]
    rows.show_notes([])
    assert rows.isHidden()


def test_the_legend_counts_the_items_of_each_shape(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    late = Item(TODAY, ItemKind.DEADLINE, "任务", mark=Mark.LATE)
    legend.show_items([late, late, Item(TODAY, ItemKind.REPORT, "8月")])
    assert legend.words()[:3] == ["任务逾期2", "任务到期", "进展报送1"]
    assert not legend.grab().isNull()


def test_a_light_without_a_task_has_no_chip(qtbot: QtBot) -> None:
    bar = LightBar()
    qtbot.addWidget(bar)
    bar.show_counts({Colour.RED: 3, Colour.GREEN: 0})
    assert [colour for colour, chip in bar.chips.items() if not chip.isHidden()] == [Colour.RED]
    with qtbot.waitSignal(bar.picked, check_params_cb=lambda word: word == "红"):
        bar.chips[Colour.RED].click()
    assert not bar.grab().isNull()


def test_a_state_bar_tells_closed_first(qtbot: QtBot) -> None:
    bar = StateBar()
    qtbot.addWidget(bar)
    bar.show_counts({State.IN_PROGRESS: 2, State.CLOSED: 1, State.PENDING: 0})
    assert bar.accessibleName() == "已销号 1 项，推进中 2 项"
    assert bar.minimumSizeHint().width() == 0 < bar.sizeHint().width()


def test_the_last_column_of_records_takes_what_is_left(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    view = record_view(RecordTable(("日期", "改动"), parent), parent)
    view.resize(500, 200)
    with qtbot.waitExposed(parent):
        parent.show()
    assert view.columnWidth(0) + view.columnWidth(1) == view.viewport().width()


@pytest.fixture
def sheet(qtbot: QtBot) -> EntryView:
    made = EntryView()
    qtbot.addWidget(made)
    made.setModel(ReportEntryTable([EntryRow(n, str(n), "任务", n, "单位", "") for n in range(3)], made))
    made.setCurrentIndex(made.model().index(0, TEXT))
    return made


def texts(sheet: EntryView, column: int = TEXT) -> list[str]:
    return [str(sheet.model().index(row, column).data() or "") for row in range(3)]


def test_enter_goes_down_and_tab_to_the_next_cell_that_is_written_in(sheet: EntryView) -> None:
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert (sheet.currentIndex().row(), sheet.currentIndex().column()) == (1, TEXT)
    QTest.keyClick(sheet, Qt.Key.Key_Tab)
    assert sheet.currentIndex().column() == PROBLEMS
    QTest.keyClick(sheet, Qt.Key.Key_Backtab)
    assert sheet.currentIndex().column() == TEXT


def test_tab_behind_the_last_cell_goes_to_the_next_row(sheet: EntryView) -> None:
    sheet.setCurrentIndex(sheet.model().index(0, ZERO))
    QTest.keyClick(sheet, Qt.Key.Key_Tab)
    assert (sheet.currentIndex().row(), sheet.currentIndex().column()) == (1, TEXT)


def test_control_d_takes_the_cell_above(sheet: EntryView) -> None:
    sheet.write([sheet.model().index(0, TEXT)], "已办")
    sheet.setCurrentIndex(sheet.model().index(1, TEXT))
    QTest.keyClick(sheet, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert texts(sheet) == ["已办", "已办", ""]


def test_control_enter_fills_all_selected_cells_of_a_column(sheet: EntryView) -> None:
    sheet.selectAll()
    sheet.fill(NEXT, "下月完成")
    assert (texts(sheet, NEXT), texts(sheet)) == (["下月完成"] * 3, [""] * 3)


@pytest.fixture
def figures(qtbot: QtBot) -> FigureView:
    def row(text: str, count: int) -> FigureRow:
        return FigureRow(text, (Figure(count, str(count), Behind(tuple((n, None) for n in range(count)))),))

    model = FigureModel()
    made = FigureView(model)
    model.setParent(made)
    qtbot.addWidget(made)
    heads = (FigureHead("任务", FigureKind.COUNT),)
    model.show(FigureTable("单位", heads, (row("教育局", 2), row("交通局", 0)), row("合计", 2)), {})
    return made


def test_enter_on_a_figure_chooses_the_tasks_behind_it(qtbot: QtBot, figures: FigureView) -> None:
    figures.setCurrentIndex(figures.figures.index(1, 1))
    with qtbot.waitSignal(figures.chosen) as chosen:
        QTest.keyClick(figures, Qt.Key.Key_Return)
    assert chosen.args == [1, 1]


def test_a_figure_of_nothing_leads_nowhere(qtbot: QtBot, figures: FigureView) -> None:
    figures.setCurrentIndex(figures.figures.index(2, 1))
    with qtbot.assertNotEmitted(figures.chosen):
        QTest.keyClick(figures, Qt.Key.Key_Return)
