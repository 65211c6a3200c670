from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.sheet import ColumnKey
from ui.models.task_table import COLUMNS, TaskTable
from ui.theme import font
from ui.widgets.merged_view import PAD_Y, MergedView
from ui.widgets.painting import Wrapper

KEYS = [column.key for column in COLUMNS]
TITLE, CONTENT = KEYS.index(ColumnKey.TITLE), KEYS.index(ColumnKey.CONTENT)


def a_view(qtbot: QtBot, contents: list[str], titles: list[str | None] | None = None) -> MergedView:
    view, model = MergedView(), TaskTable()
    qtbot.addWidget(view)
    model.setParent(view)
    names = titles or [None] * len(contents)
    model.show(
        [
            StoredTask(id=n, plan_id=1, content=c, title=t)
            for n, (c, t) in enumerate(zip(contents, names, strict=True), 1)
        ],
        {},
    )
    view.setFont(font(10))
    view.setModel(model)
    view.merged_columns = (TITLE,)
    view.setColumnWidth(CONTENT, 200)
    view.resize(800, 400)
    with qtbot.waitExposed(view):
        view.show()
    view.settle()
    return view


def test_rows_are_as_high_as_their_text(qtbot: QtBot) -> None:
    view = a_view(qtbot, ["短", "很长的任务内容" * 12])
    assert view.rowHeight(0) == view.wrapper.spacing + 2 * PAD_Y + 1
    assert view.rowHeight(1) > 4 * view.wrapper.spacing


def test_a_narrower_column_makes_higher_rows(qtbot: QtBot) -> None:
    view = a_view(qtbot, ["很长的任务内容" * 12])
    before = view.rowHeight(0)
    view.setColumnWidth(CONTENT, 100)
    view.settle()
    assert view.rowHeight(0) > before


def test_only_seen_rows_of_a_long_table_are_measured(qtbot: QtBot) -> None:
    view = a_view(qtbot, ["任务内容" * 20] * 5000)
    assert len(view._measured) < 60


def test_the_row_on_top_stays_while_others_are_measured(qtbot: QtBot) -> None:
    view = a_view(qtbot, ["短" if n % 2 else "很长的任务内容" * 12 for n in range(5000)])
    view.scrollTo(view.model().index(2500, CONTENT), MergedView.ScrollHint.PositionAtTop)
    top = view.rowAt(0)
    view._give_heights(list(range(2000, 2400)))
    assert view.rowAt(0) == top


def test_neighbours_of_one_name_are_painted_as_one_cell(qtbot: QtBot) -> None:
    view = a_view(qtbot, ["a", "b", "c", "d"], ["甲", "甲", "乙", None])
    assert [view.seen_group(row, TITLE) for row in range(4)] == [(0, 1), (0, 1), (2, 2), (3, 3)]
    assert [view.is_merged(row, TITLE) for row in range(4)] == [True, True, False, False]


def test_a_name_stays_on_the_screen_while_its_rows_scroll(qtbot: QtBot) -> None:
    view = a_view(qtbot, ["很长的任务内容" * 12] * 30, ["一个名称"] * 30)
    view.verticalScrollBar().setValue(900)
    first, last = view.seen_group(view.rowAt(0), TITLE)
    box = view._text_box(view._name_box(first, last, TITLE), "一个名称")
    assert view.viewport().rect().contains(box)


def test_a_long_name_makes_room_in_its_rows(qtbot: QtBot) -> None:
    view = a_view(qtbot, ["短", "短"], ["名称" * 40] * 2)
    lines = len(view.wrapper.lines("名称" * 40, view.columnWidth(TITLE) - 16))
    assert view.rowHeight(0) + view.rowHeight(1) >= min(lines, 12) * view.wrapper.spacing


def test_an_empty_table_has_nothing_to_measure(qtbot: QtBot) -> None:
    view = a_view(qtbot, [])
    assert list(view.seen_rows()) == []


def wrapper(most: int = 12) -> Wrapper:
    return Wrapper(QFont(font(10)), most)


def test_broken_lines_hold_the_whole_text(qapp: object) -> None:
    text = "全面推进政务公开工作，做到应公开尽公开。" * 3
    assert "".join(wrapper().lines(text, 120)) == text


def test_paragraphs_begin_on_a_line_of_their_own(qapp: object) -> None:
    assert wrapper().lines("一\n二\n\n三", 200) == ("一", "二", "", "三")


def test_past_the_most_lines_the_last_one_says_so(qapp: object) -> None:
    lines = wrapper(3).lines("全面推进政务公开工作，做到应公开尽公开。" * 9, 120)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_characters_beyond_the_first_plane_are_not_torn(qapp: object) -> None:
    text = "𠮷野家" * 20
    assert "".join(wrapper(40).lines(text, 90)) == text


def test_no_line_is_wider_than_the_cell(qapp: object) -> None:
    made = wrapper()
    assert all(
        made.metrics.horizontalAdvance(line) <= 121 for line in made.lines("政务公开 www.example.gov.cn " * 5, 120)
    )


def test_focus_goes_by_keys(qtbot: QtBot) -> None:
    view = a_view(qtbot, ["a", "b"])
    view.setCurrentIndex(view.model().index(0, CONTENT))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 1


def test_a_row_is_selected_whatever_keys_are_held_down(qtbot: QtBot) -> None:
    view = a_view(qtbot, ["一", "二"])
    QTest.keyPress(view, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    try:
        for _ in range(2):
            view.selectRow(1)
    finally:
        QTest.keyRelease(view, Qt.Key.Key_Control)
    assert [index.row() for index in view.selectionModel().selectedRows()] == [1]
