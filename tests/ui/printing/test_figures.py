"""Figures in the preview: clicked, or gone to by keys, they open the rows that they count."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.sheet import Align
from gongkai_desk.export.pages import pages, setup_of
from gongkai_desk.page.layout import Band, BandKind, FormPage, FormPaper, Link, Piece, Row, TableColumn, TablePaper
from gongkai_desk.page.measures import points
from ui.printing.page_view import PageView
from ui.printing.painter import advance, link_boxes
from ui.printing.preview import Preview

ROWS = 80


def counted(number: int) -> Counted:
    return Counted(CountedKind.ENTRY, (number,))


def a_table(align: Align = Align.LEFT) -> TablePaper:
    """Return a table of several pages with a figure in each row."""
    columns = TableColumn("单位", 60), TableColumn("扣分", 40, align)
    rows = [
        Row((f"单位{n}", "−0.5"), (False, False), links=((), (Link(0, 4, counted(n)),))) for n in range(1, ROWS + 1)
    ]
    return TablePaper("扣分台账", columns, rows)


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    made = PageView()
    qtbot.addWidget(made)
    made.resize(800, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.show_paper(pages(a_table()))
    return made


def middle(view: PageView, page: int, number: int) -> QPoint:
    return view._figure_box(page, number).center().toPoint()


def test_the_box_is_as_wide_as_the_figure_and_stands_where_it_is_printed(qapp: QApplication):
    words = "部署任务121项，已完成87项。"
    piece = Piece(words, links=(Link(4, 7, counted(1)), Link(12, 14, counted(2))))
    paper = pages(FormPaper("报告", (FormPage((Band(BandKind.BODY, (piece,)),)),)))
    ink = paper.pages[0].inks[0]
    (first, _), (second, _) = link_boxes(paper, paper.pages[0])

    def wide(text: str) -> float:
        names = ((paper.fonts.latin if char.isascii() else ink.font) for char in text)
        return sum(advance(name, ink.size, char) for name, char in zip(names, text, strict=True)) / 20

    assert first.left() == pytest.approx(ink.box.left + wide("　　部署任务"), abs=0.1)
    assert first.width() == pytest.approx(wide("121"), abs=0.1)
    assert second.left() == pytest.approx(ink.box.left + wide("　　部署任务121项，已完成"), abs=0.1)


@pytest.mark.parametrize("align", list(Align))
def test_a_box_lies_within_its_cell(qapp: QApplication, align: Align):
    paper = pages(a_table(align))
    page = paper.pages[0]
    inks = [ink for ink in page.inks if ink.links]
    for ink, (box, _) in zip(inks, link_boxes(paper, page), strict=True):
        assert ink.box.left - 0.1 <= box.left()
        assert box.right() <= ink.box.left + ink.box.width + 0.1


def test_a_click_on_a_figure_tells_what_it_counts_and_beside_it_nothing(qtbot: QtBot, view: PageView):
    at = middle(view, 0, 2)
    qtbot.mouseMove(view.viewport(), at)
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    with qtbot.waitSignal(view.figure_chosen) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [counted(3)]
    beside = at - QPoint(round(points(60) * view.zoom), 0)
    qtbot.mouseMove(view.viewport(), beside)
    assert view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
    with qtbot.assertNotEmitted(view.figure_chosen):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=beside)


def test_keys_lead_from_figure_to_figure_over_the_pages(qtbot: QtBot, view: PageView):
    told: list[Counted] = []
    view.figure_chosen.connect(told.append)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told == []
    for _ in range(ROWS + 3):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told == [counted(ROWS), counted(ROWS - 1)]
    assert view.page > 0
    page = len(pages(a_table()).pages) - 1
    box = view._figure_box(page, len(view._figures_of(page)) - 2)
    assert view.viewport().rect().contains(box.center().toPoint())


def test_keys_begin_at_the_page_that_is_looked_at(qtbot: QtBot, view: PageView):
    view.go_to(1)
    told: list[Counted] = []
    view.figure_chosen.connect(told.append)
    before = len(view._figures_of(0))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told == [counted(before + 1)]


@pytest.mark.parametrize("wanted", [True, False])
def test_the_preview_makes_room_for_the_tasks_that_are_wanted(qtbot: QtBot, wanted: bool):
    asked: list[Counted] = []

    def open_rows(over: QWidget, found: Counted) -> bool:
        asked.append(found)
        return wanted

    paper = a_table()
    preview = Preview(paper, setup_of(paper), lambda paper: None, open_rows=open_rows)
    qtbot.addWidget(preview)
    with qtbot.waitExposed(preview):
        preview.show()
    assert preview.hint.isVisible()
    qtbot.keyClick(preview.view, Qt.Key.Key_Right)
    qtbot.keyClick(preview.view, Qt.Key.Key_Return)
    assert asked == [counted(1)]
    assert preview.isVisible() is not wanted


def test_a_paper_without_figures_has_no_word_of_them(qtbot: QtBot):
    paper = TablePaper("表", (TableColumn("栏", 40),), [Row(("甲",), (False,))])
    preview = Preview(paper, setup_of(paper), lambda paper: None)
    qtbot.addWidget(preview)
    with qtbot.waitExposed(preview):
        preview.show()
    assert not preview.hint.isVisible()
    assert preview.view._figure_at(QPointF(50, 50)) is None
