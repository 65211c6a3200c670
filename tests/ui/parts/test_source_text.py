"""A flowing source shows its tables as tables; places lead to what is shown and back."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextTable
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.plan import TextPlace
from ui import theme
from ui.parts.source_text import SourceText, rows_of

TEXT = "分解表\n序号\t任务\t完成\n时限\n1\t公开𠀀件\t全年\n2\t\t9月底前\n附注\n"


def shown(qtbot: QtBot, text: str, *cells: TextPlace) -> SourceText:
    made = SourceText()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show_text(text, cells)
    return made


def tables(view: SourceText) -> list[QTextTable]:
    return [each for each in view.document().rootFrame().childFrames() if isinstance(each, QTextTable)]


def place(words: str) -> TextPlace:
    start = TEXT.index(words)
    return TextPlace(start, start + len(words))


def test_a_table_has_its_rows_and_columns(qtbot: QtBot) -> None:
    view = shown(qtbot, TEXT)
    (table,) = tables(view)
    assert (table.rows(), table.columns()) == (3, 3)
    assert table.cellAt(2, 2).firstCursorPosition().block().text() == "9月底前"


@pytest.mark.parametrize("words", ["分解表", "公开𠀀件", "全年", "9月底前", "附注"])
def test_a_place_is_marked_where_it_is_shown(qtbot: QtBot, words: str) -> None:
    view = shown(qtbot, TEXT)
    view.mark([place(words)])
    assert view.marked() == [words]


def test_a_click_leads_back_to_the_text(qtbot: QtBot) -> None:
    view = shown(qtbot, TEXT)
    view.show()
    view.mark([place("全年")])
    assert view.offset_at(view.cursorRect().center()) == TEXT.index("全年")


def test_a_break_inside_a_cell_begins_no_row() -> None:
    text = "1\t市政府办公室\n市营商局\t全年\n2\t市司法局\t全年\n"
    rows = rows_of(text, [TextPlace(2, 13)])
    assert [[text[start:end] for start, end in row] for row in rows] == [
        ["1", "市政府办公室\n市营商局", "全年"],
        ["2", "市司法局", "全年"],
    ]


def test_a_table_of_thousands_of_cells_stays_text(qtbot: QtBot) -> None:
    view = shown(qtbot, "1\t全年\n" * 4000)
    assert tables(view) == []
    assert view.toPlainText().startswith("1\t全年\n1\t")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_focus_is_seen(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark=dark, points=10)
    view = shown(qtbot, "第一件事。")
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    seen = []
    for focus in (view.clearFocus, view.setFocus):
        focus()
        seen.append(view.grab().toImage().pixelColor(view.width() // 2, 0).name())
    assert seen[1] == (theme.DARK if dark else theme.LIGHT).blue != seen[0]
