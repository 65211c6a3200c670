"""Small papers built by hand, painted three ways: the painters know no paper by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from gongkai_desk.domain.sheet import Align, FontScheme, Orientation, PaperFormat, TextSize
from gongkai_desk.errors import UnsupportedType
from gongkai_desk.export import excel, word
from gongkai_desk.export.pages import pages, set_up, setup_of
from gongkai_desk.export.printed import PrintedPaper, PrintSetup
from gongkai_desk.export.tables import IN_WORKBOOK, ON_PAPER, Medium, chosen_face, laid_widths, lay_table
from gongkai_desk.export.write import write_paper
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Cell,
    Form,
    FormPage,
    FormPaper,
    FormRow,
    PageNumbers,
    Piece,
    Row,
    RowKind,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    whole_row,
)
from gongkai_desk.page.measures import TYPE, Typeface, line_count

COLUMNS = (TableColumn("序号", 16.0, Align.CENTRE), TableColumn("任务名称", 100.0), TableColumn("完成情况", 40.0))
ABOVE = band(BandKind.TITLE, "三栏清单"), both_sides("填报单位：市教育局", "截至2026年6月30日")
SIGNED = Band(BandKind.LINE, (Piece("审核人："), Piece("填报人：", place=0.6)), before=8.0)


def table(count: int = 3, **changes: Any) -> TablePaper:
    rows = [Row(("一、重点工作",), kind=RowKind.SECTION)]
    rows += [whole_row(str(number), f"第{number}项任务", "推进中") for number in range(1, count + 1)]
    return replace(TablePaper("三栏清单", COLUMNS, rows, ABOVE, (SIGNED,), book=Book("清单", frozen=1)), **changes)


def form(*rows: FormRow, **changes: Any) -> FormPaper:
    made = Form((36.0, 60.0, 60.0), rows, Typeface(10.5, 16, 14, 10.0))
    return replace(FormPaper("登记表", (FormPage((band(BandKind.TITLE, "登记表"), made), "表一"),)), **changes)


def in_word(tmp_path: Path, paper: TablePaper | FormPaper) -> Any:
    word.write(paper, tmp_path / "件.docx")
    return docx.Document(str(tmp_path / "件.docx"))


def in_excel(tmp_path: Path, paper: TablePaper | FormPaper) -> Any:
    excel.write(paper, tmp_path / "件.xlsx")
    return openpyxl.load_workbook(tmp_path / "件.xlsx").worksheets[0]


def on_pages(paper: PrintedPaper) -> list[str]:
    return [ink.text for page in paper.pages for ink in page.inks]


def word_texts(document: Any) -> list[str]:
    paragraphs = [part for each in document.paragraphs for part in each.text.split("\t")]
    cells = [cell.text for each in document.tables for row in each.rows for cell in row.cells]
    return [*paragraphs, *cells]


def squeezed(texts: list[Any]) -> set[str]:
    shown = (f"{text:g}" if isinstance(text, float) else str(text) for text in texts if text not in (None, ""))
    return {text.replace("\n", "") for text in shown}


def test_the_same_paper_says_the_same_words_in_three_formats(tmp_path: Path) -> None:
    paper = table()
    said = squeezed(word_texts(in_word(tmp_path, paper)))
    assert said == squeezed([cell.value for row in in_excel(tmp_path, paper).iter_rows() for cell in row])
    assert said == squeezed(on_pages(pages(paper))[:-1])  # the last is the page's number


def test_a_form_says_the_same_words_in_three_formats(tmp_path: Path) -> None:
    first = FormRow((Cell("名称", label=True), Cell("绿道管理办法", 2)), 28.0)
    paper = form(first, FormRow((Cell(7), Cell("二", 2)), 28.0))
    said = squeezed(word_texts(in_word(tmp_path, paper)))
    assert said == squeezed([cell.value for row in in_excel(tmp_path, paper).iter_rows() for cell in row])
    assert said == squeezed(on_pages(pages(paper))[:-1])


# ---- bands


def test_texts_at_both_sides_get_a_line_each_where_they_would_meet(tmp_path: Path) -> None:
    long = both_sides("填报单位：" + "云州市政务公开办公室" * 3, "截至2026年6月30日　　共120项")
    paper = table(above=(long,))
    shown = [each.text for each in in_word(tmp_path, paper).paragraphs]
    assert shown[:2] == [piece.text for piece in long.pieces]
    left, right = (ink for ink in pages(paper).pages[0].inks[:2])
    assert right.box.top == pytest.approx(left.box.top + left.box.height)
    work = in_excel(tmp_path, paper)
    assert (work["A1"].value, work["A2"].value) == tuple(piece.text for piece in long.pieces)


def test_signatures_begin_in_a_workbook_at_the_column_nearest_to_their_place(tmp_path: Path) -> None:
    work = in_excel(tmp_path, table())
    last = work[work.max_row]
    assert [cell.value for cell in last] == ["审核人：", None, "填报人："]


def test_more_signatures_than_columns_share_one_cell(tmp_path: Path) -> None:
    signed = Band(BandKind.LINE, tuple(Piece(f"{name}：", place=at / 4) for at, name in enumerate("甲乙丙丁")))
    work = in_excel(tmp_path, table(below=(signed,)))
    assert work.cell(work.max_row, 1).value == "甲：　乙：　丙：　丁："


def test_the_annex_mark_leaves_a_blank_line_in_every_format(tmp_path: Path) -> None:
    paper = table(above=(band(BandKind.ANNEX, "附件1"), *ABOVE))
    assert [each.text for each in in_word(tmp_path, paper).paragraphs][:3] == ["附件1", "", "三栏清单"]
    work = in_excel(tmp_path, paper)
    assert [work.cell(row, 1).value for row in (1, 2, 3)] == ["附件1", None, "三栏清单"]
    assert work.print_title_rows == "$5:$5"
    mark, title = pages(paper).pages[0].inks[:2]
    assert title.box.top == pytest.approx(mark.box.top + 2 * mark.box.height)


def test_lines_after_a_table_do_not_hold_its_last_row(tmp_path: Path) -> None:
    after = (band(BandKind.LINE, "尚无材料：" + "第一项任务；" * 120),)
    paper = table(28, below=(), after=after)
    bare = pages(table(28, below=()))
    made = pages(paper)
    assert [len(page.frames) for page in made.pages[: len(bare.pages)]] == [len(page.frames) for page in bare.pages]
    assert after[0].pieces[0].text in on_pages(made)
    assert [each.text for each in in_word(tmp_path, paper).paragraphs][-1] == after[0].pieces[0].text


# ---- tables


def test_columns_fill_the_page_only_where_they_are_to() -> None:
    narrow = table(columns=COLUMNS[:2])
    assert sum(laid_widths(narrow)) == pytest.approx(156)
    assert laid_widths(replace(narrow, fit=False)) == (16.0, 100.0)
    assert sum(laid_widths(replace(narrow, orientation=Orientation.LANDSCAPE))) == pytest.approx(225)


@pytest.mark.parametrize("medium", [ON_PAPER, IN_WORKBOOK], ids=["on paper", "in a workbook"])
@pytest.mark.parametrize("number", ["2022-07-06", "0571-87654321", "催办〔2022〕12号", "13812345678", "甲乙"])
def test_a_column_has_room_for_its_widest_number_in_one_line(medium: Medium, number: str) -> None:
    columns = TableColumn("日期", 5.0), TableColumn("内容", 140.0), TableColumn("备注", 11.0)
    paper = table(columns=columns, rows=[whole_row(number, "内容", "")])
    laid = lay_table(paper, medium)
    assert sum(laid.widths) == pytest.approx(156)
    assert line_count(number.removeprefix("催办"), laid.grid.columns[0] + 1e-6) == 1


def test_columns_stay_as_they_are_where_every_number_has_room() -> None:
    assert laid_widths(table(columns=COLUMNS[:2], fit=False)) == (16.0, 100.0)


def test_a_column_of_one_sign_may_be_as_narrow_as_that() -> None:
    columns = TableColumn("序号", 8.0), TableColumn("内容", 142.0), TableColumn("话", 6.0)
    paper = table(columns=columns, rows=[whole_row("63", "内容", "☑")])
    assert lay_table(paper, IN_WORKBOOK).widths == (8.0, 142.0, 6.0)


@pytest.mark.parametrize(("padding", "rule"), [(5.0, "atLeast"), (0.2, "exact")], ids=["usual", "packed"])
def test_rows_grow_with_what_is_typed_but_where_they_are_packed(tmp_path: Path, padding: float, rule: str) -> None:
    made = in_word(tmp_path, table(faces=(Typeface(9, 12, 12, padding),))).tables[0]
    assert {each.get(qn("w:hRule")) for each in made._tbl.iter(qn("w:trHeight"))} == {rule}


def test_a_column_may_be_wider_on_a_lying_page() -> None:
    wider = TableColumn("内容", 60.0, lying=129.0)
    lying = table(columns=(*COLUMNS[:1], wider, TableColumn("结果", 80.0)), orientation=Orientation.LANDSCAPE)
    assert laid_widths(lying) == pytest.approx((16.0, 129.0, 80.0))


@pytest.mark.parametrize(("count", "size"), [(10, 10.5), (40, 9), (400, 9)], ids=["few", "more", "too many"])
def test_the_largest_type_is_taken_in_which_a_table_stands_on_one_page(tmp_path: Path, count: int, size: float) -> None:
    paper = table(count, faces=(TYPE[TextSize.FIVE], Typeface(9, 12, 11, 2.0)))
    assert chosen_face(paper).size == size
    assert pages(paper).pages[0].inks[-3].size in (size, 14)
    cell = in_word(tmp_path, paper).tables[0].rows[2].cells[1]
    assert cell.paragraphs[0].runs[0].font.size.pt == size
    assert in_excel(tmp_path, paper)["B5"].font.size == size


def test_figures_are_numbers_in_a_workbook_and_words_elsewhere(tmp_path: Path) -> None:
    rate = TableColumn("办结率", 40.0, Align.RIGHT, number="0.0%")
    rows = [Row(("1", "甲", "45.5%"), (False,) * 3, numbers=("1", "甲", "0.4550"))]
    paper = table(columns=(*COLUMNS[:2], rate), rows=rows)
    cell = in_excel(tmp_path, paper)["C4"]
    assert (cell.value, cell.number_format) == (0.455, "0.0%")
    assert in_word(tmp_path, paper).tables[0].rows[1].cells[2].text == "45.5%"
    assert "45.5%" in on_pages(pages(paper))


@pytest.mark.parametrize(("numbers", "shown"), [(PageNumbers.STANDARD, "— 5 —"), (PageNumbers.COUNTED, "第5页　共1页")])
def test_pages_are_numbered_as_the_paper_says(tmp_path: Path, numbers: PageNumbers, shown: str) -> None:
    paper = table(numbers=numbers, first_page=5)
    assert on_pages(pages(paper))[-1] == shown
    foot = in_excel(tmp_path, paper).oddFooter
    assert ("&P" in (foot.right.text or "")) == (numbers is PageNumbers.STANDARD)
    assert bool(foot.center.text) == (numbers is PageNumbers.COUNTED)
    assert (foot.right.size or foot.center.size) == (14 if numbers is PageNumbers.STANDARD else 10)  # 四号, 五号
    grids = list(in_word(tmp_path, paper).element.body.iter(qn("w:docGrid")))
    assert bool(grids) == (numbers is PageNumbers.STANDARD)  # a page of table text alone goes without


def test_a_workbook_may_have_other_fonts(tmp_path: Path) -> None:
    paper = table(book=Book("清单", fonts=FontScheme.SYSTEM))
    assert in_excel(tmp_path, paper)["B5"].font.name == "仿宋"
    assert "仿宋_GB2312" in in_word(tmp_path, paper).tables[0]._tbl.xml


def test_a_sheet_without_a_name_is_called_as_the_paper(tmp_path: Path) -> None:
    assert in_excel(tmp_path, table(book=Book(), heading="2026年[重点]/工作：清单")).title == "2026年重点工作：清单"


def test_a_second_table_stands_on_a_sheet_of_its_own_under_who_reports(tmp_path: Path) -> None:
    heading = band(BandKind.HEADING, "各月末情况")
    then = table(2, heading="各月末情况", above=(heading,), below=(), book=Book("走势"))
    excel.write(table(then=then), tmp_path / "件.xlsx")
    first, second = openpyxl.load_workbook(tmp_path / "件.xlsx").worksheets
    assert (second.title, second["A1"].value, second["A2"].value) == ("走势", "各月末情况", "填报单位：市教育局")
    assert first["A1"].value == "三栏清单"
    assert len(in_word(tmp_path, table(then=then)).tables) == 2


# ---- print


def test_a_set_up_chooses_columns_by_name_and_turns_the_page() -> None:
    turned = set_up(table(), PrintSetup(Orientation.LANDSCAPE, TextSize.SMALL_FOUR, columns=("任务名称",)))
    assert [column.title for column in turned.columns] == ["任务名称"]
    assert turned.rows[0].texts == ("一、重点工作",)  # a section row has no columns
    assert turned.rows[1].texts == ("第1项任务",)
    assert (turned.leaf.landscape, turned.faces) == (True, (TYPE[TextSize.SMALL_FOUR],))


def test_a_paper_asks_for_its_own_set_up() -> None:
    paper = table(faces=(Typeface(7, 8, 8),), orientation=Orientation.LANDSCAPE, fit=False)
    assert set_up(paper, setup_of(paper)) == paper


# ---- forms


def test_cells_of_a_form_may_span_rows_and_columns(tmp_path: Path) -> None:
    rows = (
        FormRow((Cell("办理结果", rows=2, label=True), Cell("予以公开", 2)), 20.0),
        FormRow((Cell("部分公开"), Cell(3)), 20.0),
    )
    paper = form(*rows)
    grid = in_word(tmp_path, paper).tables[0]
    assert grid.cell(0, 0)._tc is grid.cell(1, 0)._tc
    assert [grid.cell(1, column).text for column in (1, 2)] == ["部分公开", "3"]
    work = in_excel(tmp_path, paper)
    assert {"A2:A3", "B2:C2"} <= {str(each) for each in work.merged_cells.ranges}
    assert (work["C3"].value, work["C3"].data_type) == (3, "n")
    tall = pages(paper).pages[0].frames[0]
    assert tall.height == pytest.approx(sum(frame.height for frame in pages(paper).pages[0].frames[1:3]))


def test_a_tall_cell_makes_its_last_row_taller() -> None:
    tall = Cell("一\n二\n三\n四\n五", rows=2)
    paper = form(FormRow((tall, Cell("甲", 2)), 30.0), FormRow((Cell("乙", 2),), 30.0))
    assert [box.height for box in pages(paper).pages[0].frames] == [90.0, 30.0, 5 * 16 + 10 - 30.0]


def test_rows_held_together_by_a_cell_stand_on_one_page() -> None:
    filler = FormRow((Cell("占位", 3),), 560.0)
    pair = FormRow((Cell("结果", rows=2), Cell("甲", 2)), 40.0), FormRow((Cell("乙", 2),), 40.0)
    made = pages(form(filler, *pair)).pages
    assert [len(page.frames) for page in made] == [1, 3]


def test_a_label_comes_again_where_its_text_goes_on() -> None:
    text = "".join(f"第{number}句话。" for number in range(900))
    texts = on_pages(pages(form(FormRow((Cell("进展", label=True), Cell(text, 2)), 28.0))))
    assert texts.count("进展") > 2
    parts = (part for part in texts if part != "进展" and not part.endswith("页"))
    assert text in "".join(part.replace("\n", "") for part in parts)


def test_each_page_of_a_form_begins_one_and_may_restart_the_numbers(tmp_path: Path) -> None:
    one = form(FormRow((Cell("甲", 3),), 28.0)).pages[0]
    paper = FormPaper("登记表", (one, one, replace(one, restarts=True)))
    assert [page.inks[-1].text for page in pages(paper).pages] == ["第1页　共2页", "第2页　共2页", "第1页　共1页"]
    document = in_word(tmp_path, paper)
    titles = [each.paragraph_format.page_break_before for each in document.paragraphs if each.text == "登记表"]
    assert titles == [None, True, None]
    assert len(document.sections) == 2


def test_a_part_is_never_printed_on_the_back_of_another(tmp_path: Path) -> None:
    one = form(FormRow((Cell("甲", 3),), 28.0)).pages[0]
    paper = FormPaper("登记表", (one, replace(one, restarts=True)))
    assert [bool(page.inks) for page in pages(paper).pages] == [True, False, True]
    kinds = [each.get(qn("w:val")) for each in in_word(tmp_path, paper).element.body.iter(qn("w:type"))]
    assert kinds == ["oddPage", "oddPage"]


def test_an_issuer_and_a_date_stand_away_from_the_edge(tmp_path: Path) -> None:
    near, away = (form(FormRow((Cell("2026年3月5日", 3, align=Align.RIGHT, inset=ems),), 28.0)) for ems in (0, 4))
    widths = [next(ink for ink in pages(each).pages[0].inks if "3月" in ink.text).box.width for each in (near, away)]
    face = next(block.face for block in away.pages[0].blocks if isinstance(block, Form))
    assert widths[0] - widths[1] == pytest.approx(4 * face.size)
    cell = in_word(tmp_path, away).tables[0].cell(0, 0)
    assert cell.paragraphs[0].paragraph_format.right_indent.pt == 4 * face.size


def test_typed_cells_keep_their_air(tmp_path: Path) -> None:
    paper = form(FormRow((Cell("办理情况", 3, top=True),), 104.0))
    blocks = tuple(replace(each, typed=True) if isinstance(each, Form) else each for each in paper.pages[0].blocks)
    cell = in_word(tmp_path, replace(paper, pages=(FormPage(blocks),))).tables[0].cell(0, 0)
    spacing = cell.paragraphs[0].paragraph_format
    assert (spacing.space_before.pt, spacing.space_after.pt) == (5, 5)
    assert cell._tc.tcPr.find(qn("w:vAlign")).get(qn("w:val")) == "top"


# ---- formats


def test_a_pdf_file_needs_a_pen(tmp_path: Path) -> None:
    painted: list[tuple[str, Path]] = []
    target = tmp_path / "件.pdf"
    write_paper(table(), target, PaperFormat.PDF, pen=lambda made, path, progress: painted.append((made.title, path)))
    assert painted == [("三栏清单", target)]
    with pytest.raises(UnsupportedType):
        write_paper(table(), target, PaperFormat.PDF)


@pytest.mark.parametrize("format", [PaperFormat.DOCX, PaperFormat.XLSX])
def test_an_empty_table_is_a_paper_too(tmp_path: Path, format: PaperFormat) -> None:
    write_paper(table(rows=[]), tmp_path / f"空.{format}", format)
    assert (tmp_path / f"空.{format}").stat().st_size > 1000
    assert pages(table(rows=[])).pages
