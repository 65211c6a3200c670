"""Codes of papers that come back sealed, painted and read again: Word by part, pages, chosen places of a workbook."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from PIL import Image

from gongkai_desk.domain.cycle.books import BookRow, UnitBook
from gongkai_desk.domain.cycle.opinions import AskedUnit
from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.slips import Slip, SlipKind, SlipTask
from gongkai_desk.export import excel, word
from gongkai_desk.export.pages import pages
from gongkai_desk.page.layout import FormPaper
from gongkai_desk.page.measures import FIGURES, points
from gongkai_desk.papers.opinions import opinion_form
from gongkai_desk.papers.slips import slips
from gongkai_desk.papers.unit_sheet import FILL_SHEET, GUIDE_SHEET, unit_book
from gongkai_desk.reading.scan.codes import codes_of_page
from tests.builders import a_plan, a_task

CODE, ANSWER = "GK1.S.2026-5.RED.H3KM7P", "GK1.R.2026-5.RED.QW2ER4"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def read(png: bytes) -> str:
    return "".join(codes_of_page([Image.open(io.BytesIO(png))]).texts)


def a_slip(number: int = 5, items: int = 1) -> Slip:
    tasks = tuple(SlipTask(n, None, f"公开规划第{n}项", "", "9月底前", "", "") for n in range(1, items + 1))
    day = date(2026, 10, 9)
    coded = {"code": CODE.replace("-5", f"-{number}"), "answer_code": ANSWER.replace("-5", f"-{number}")}
    return Slip(
        SlipKind.RED, "三色督办单", 1, "市教育局", tasks, day, day, "请办理", number=number,
        number_text=f"督办〔2026〕{number}号", **coded,
    )  # fmt: skip


def word_heads(path: Path) -> list[tuple[str, str]]:
    """Return of each section what its head says: the line of text, the code."""
    found = []
    for section in docx.Document(str(path)).sections:
        head = section.header
        (picture,) = (each.get(RELATION) for each in head._element.iter() if each.get(RELATION))
        found.append((head.paragraphs[0].text, read(head.part.related_parts[picture].blob)))
    return found


def test_a_slip_and_its_answer_sheet_bear_their_codes_in_word(tmp_path: Path) -> None:
    word.write(slips([a_slip(5), a_slip(6)]), tmp_path / "slips.docx")
    assert word_heads(tmp_path / "slips.docx") == [
        ("督办〔2026〕5号　市教育局", CODE),
        ("督办〔2026〕5号回执　市教育局", ANSWER),
        ("督办〔2026〕6号　市教育局", CODE.replace("-5", "-6")),
        ("督办〔2026〕6号回执　市教育局", ANSWER.replace("-5", "-6")),
    ]


def test_numbers_of_pages_begin_anew_with_a_slip_and_not_with_its_answer_sheet(tmp_path: Path) -> None:
    word.write(slips([a_slip(5), a_slip(6)]), tmp_path / "slips.docx")
    starts = [
        [each.get(each.tag.replace("pgNumType", "start")) for each in section._sectPr.iter() if "pgNumType" in each.tag]
        for section in docx.Document(str(tmp_path / "slips.docx")).sections
    ]
    assert starts == [["1"], [None], ["1"], [None]]


def test_even_pages_bear_the_code_too(tmp_path: Path) -> None:
    word.write(slips([a_slip()]), tmp_path / "slips.docx")
    section = docx.Document(str(tmp_path / "slips.docx")).sections[0]
    assert "r:embed" in section.even_page_header._element.xml


def test_every_printed_page_says_which_it_is(tmp_path: Path) -> None:
    printed = pages(slips([a_slip(items=90)])).pages
    codes = [read(page.pictures[-1].png) for page in printed]
    whole = len(printed) - 1
    assert whole > 1
    assert codes == [*(f"{CODE}.{number}.{whole}" for number in range(1, whole + 1)), f"{ANSWER}.1.1"]


def test_the_code_stands_over_the_type_area_at_its_right_edge() -> None:
    paper = slips([a_slip()])
    box = pages(paper).pages[0].pictures[-1].box
    assert box.top + box.height < points(paper.leaf.top)
    assert box.left + box.width == pytest.approx(points(paper.leaf.width - paper.leaf.right))
    assert box.top > points(8)  # what a printer leaves free


def test_a_slip_without_a_number_bears_none() -> None:
    paper = slips([Slip(SlipKind.RED, "三色督办单", 1, "市教育局", (), date(2026, 1, 1), date(2026, 1, 2), "")])
    assert isinstance(paper, FormPaper)
    assert all(page.code is None for page in paper.pages)


def a_book() -> UnitBook:
    return UnitBook(
        "2026年云州市政务公开工作要点", "2026年二季度", "2026Q2-01", "市教育局", "222-7F", closing=date(2026, 6, 25),
        rows=[BookRow(1, "222-22A", "1", "公开规划", "内容")], sheet_code="GK1.B.2026Q2-01.222-7F.H3KM7P",
    )  # fmt: skip


def test_a_book_bears_its_code_on_the_instructions_and_beside_the_signature(tmp_path: Path) -> None:
    excel.write(unit_book(a_book()), tmp_path / "book.xlsx")
    book = load_workbook(tmp_path / "book.xlsx")
    for name in (GUIDE_SHEET, FILL_SHEET):
        (picture,) = book[name]._images
        assert read(picture._data()) == "GK1.B.2026Q2-01.222-7F.H3KM7P"
        assert (picture.anchor.ext.cx, picture.anchor.ext.cy) == (round(FIGURES.code * 36000),) * 2
    signed = next(cell.row for row in book[FILL_SHEET].iter_rows() for cell in row if "签字" in str(cell.value))
    (picture,) = book[FILL_SHEET]._images
    assert picture.anchor._from.row == signed - 1
    assert book[FILL_SHEET].row_dimensions[signed].height >= points(FIGURES.code)


def test_unit_and_batch_stand_in_the_head_that_comes_again_on_every_page(tmp_path: Path) -> None:
    excel.write(unit_book(a_book()), tmp_path / "book.xlsx")
    sheet = load_workbook(tmp_path / "book.xlsx")[FILL_SHEET]
    first, last = (int(part.strip("$")) for part in str(sheet.print_title_rows).split(":"))
    text = "".join(str(cell.value or "") for row in sheet.iter_rows(first, last) for cell in row)
    assert "填报单位：市教育局" in text
    assert "批号：2026Q2-01" in text


def test_a_form_to_answer_on_bears_its_code(tmp_path: Path) -> None:
    content = "GK1.O..222-7F.H3KM7P"
    asked = AskedUnit("市教育局", "征求2026-01", "222-7F", sheet_code=content)
    paper = opinion_form(BreakdownPaper(a_plan(), (a_task(),)), asked)
    word.write(paper, tmp_path / "form.docx")
    assert word_heads(tmp_path / "form.docx") == [("反馈单位：市教育局　批号：征求2026-01　单位码：222-7F", content)]
    excel.write(paper, tmp_path / "form.xlsx")
    (picture,) = load_workbook(tmp_path / "form.xlsx").worksheets[0]._images
    assert read(picture._data()) == content
    printed = pages(paper).pages
    assert read(printed[0].pictures[-1].png) == f"{content}.1.{len(printed)}"
