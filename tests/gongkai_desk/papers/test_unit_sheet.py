"""填报表 opened again: sheets, heads, what may be typed into, texts that stay texts."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.cycle.books import OWN_HEADING, UNITS_SHEET, BookNote, BookRow, Filled, Sender, UnitBook
from gongkai_desk.export import excel
from gongkai_desk.export.cell_styles import Styles
from gongkai_desk.page.layout import TablePaper, plain_text
from gongkai_desk.page.measures import FIGURES, MM_PER_INCH
from gongkai_desk.papers import unit_sheet
from gongkai_desk.papers.unit_sheet import (
    FILL_SHEET,
    FILLED,
    GUIDE_SHEET,
    OTHER_SHEET,
    OWN_ROWS,
    unit_book,
)
from gongkai_desk.rules.returns.heads import head_of
from gongkai_desk.words.codes import row_code
from gongkai_desk.words.terms import is_known_header

ROWS = (
    BookRow(1, row_code(7, 0, "a"), "1", "规范政策发布", "集中公开现行有效行政规范性文件。", "9月底前", "已过半。"),
    BookRow(2, row_code(7, 1, "a"), "2", "公开规划", "公开规划。" * 60, "长期坚持"),
)
BOOK = UnitBook(
    "云州市2026年政务公开工作要点",
    "2026年二季度",
    "2026Q2-01",
    "市教育局",
    "22K-7F",
    closing=date(2026, 6, 25),
    rows=ROWS,
    others=(BookNote(3, "3", "已完成的", "内容", "3月底前", "已销号"),),
    sender=Sender("云州市政务公开办公室", "李明", "0000-1234567", "zwgk@example.cn"),
)


def opened(tmp_path: Path, book: UnitBook = BOOK) -> Any:
    path = tmp_path / "填报表.xlsx"
    excel.write(unit_book(book), path)
    return openpyxl.load_workbook(path)


def heads(sheet: Any) -> list[str]:
    return [str(cell.value).replace("\n", "") for cell in sheet[3]]


def cell(sheet: Any, row: int, head: str) -> Any:
    return sheet.cell(row, heads(sheet).index(head) + 1)


def test_the_sheets_in_their_order_and_none_hidden(tmp_path: Path) -> None:
    book = opened(tmp_path)
    assert book.sheetnames == [GUIDE_SHEET, FILL_SHEET, OTHER_SHEET]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    hidden = [each for sheet in book for dims in (sheet.row_dimensions, sheet.column_dimensions)
              for each in dims.values() if each.hidden]  # fmt: skip
    assert hidden == []
    assert not book.defined_names


def test_line_and_heads_say_what_collecting_reads(tmp_path: Path) -> None:
    sheet = opened(tmp_path)[FILL_SHEET]
    line = [each.value for each in sheet[2] if each.value]
    assert line == ["填报单位：市教育局", "批号：2026Q2-01", "单位码：22K-7F", "报送截止：2026年6月25日"]
    wanted = [head for head in unit_sheet.PRINTED if head != unit_sheet.OPINION] + list(FILLED.values())
    assert heads(sheet) == wanted


@pytest.mark.parametrize("head", [*FILLED.values(), *unit_sheet.PRINTED])
def test_what_a_parser_meets_is_known_or_ours(head: str) -> None:
    ours = {unit_sheet.CODE, unit_sheet.DAY, unit_sheet.OPINION}
    assert is_known_header(head) or head in ours


def test_tasks_for_information_are_no_rows_to_collect(tmp_path: Path) -> None:
    sheet = opened(tmp_path)[OTHER_SHEET]
    assert [head_of(str(each.value)) for each in sheet[3]] == ["seq", "title", "content", "deadline", None]


def test_only_what_is_filled_in_is_free_and_there_is_no_password(tmp_path: Path) -> None:
    sheet = opened(tmp_path)[FILL_SHEET]
    protection = sheet.protection
    assert protection.sheet
    assert protection.password is None
    assert [protection.formatRows, protection.formatColumns, protection.formatCells] == [False] * 3  # not forbidden
    free = {head for head in heads(sheet) if not cell(sheet, 4, head).protection.locked}
    assert free == set(FILLED.values())
    own = 4 + len(ROWS) + 1
    assert cell(sheet, own - 1, unit_sheet.CODE).value.startswith(OWN_HEADING)
    rows = range(own, own + OWN_ROWS)
    assert [cell(sheet, row, unit_sheet.SEQ).value for row in rows] == [
        unit_sheet.own_number(place) for place in range(1, OWN_ROWS + 1)
    ]
    assert not any(cell(sheet, row, unit_sheet.TITLE).protection.locked for row in rows)


def test_rows_to_fill_are_not_merged_and_grow(tmp_path: Path) -> None:
    path = tmp_path / "填报表.xlsx"
    sheet = opened(tmp_path)[FILL_SHEET]
    last = 4 + len(ROWS) + OWN_ROWS
    section = 4 + len(ROWS)
    merged = [each for each in sheet.merged_cells.ranges if 4 <= each.min_row <= last and each.min_row != section]
    assert merged == []
    assert all(sheet.row_dimensions[row].height >= 36 for row in range(4, last + 1) if row != section)
    with ZipFile(path) as package:
        xml = package.read("xl/worksheets/sheet2.xml").decode()
    row = xml[xml.index('<row r="4"') :].partition(">")[0]
    assert "customHeight" not in row


def test_the_head_comes_again_with_unit_and_batch(tmp_path: Path) -> None:
    sheet = opened(tmp_path)[FILL_SHEET]
    assert sheet.print_title_rows == "$2:$3"
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref is None
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)


def test_the_list_of_states_only_warns(tmp_path: Path) -> None:
    sheet = opened(tmp_path)[FILL_SHEET]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"已完成,推进中,未启动,零报告,不涉及"'
    assert rule.errorStyle == "warning"
    assert cell(sheet, 4, unit_sheet.STATE).coordinate in rule.sqref


def test_last_periods_text_is_grey_and_may_be_left_out(tmp_path: Path) -> None:
    sheet = opened(tmp_path)[FILL_SHEET]
    assert cell(sheet, 4, unit_sheet.PREVIOUS).font.color.rgb.endswith("595959")
    without = opened(tmp_path, replace(BOOK, previous=False))[FILL_SHEET]
    assert unit_sheet.PREVIOUS not in heads(without)
    assert without.page_setup.paperSize == 9


def test_a_shared_book_lets_the_unit_be_chosen_from_a_visible_list(tmp_path: Path) -> None:
    units = tuple(f"云州市第{number}区人民政府办公室" for number in range(30))
    book = opened(tmp_path, replace(BOOK, unit="", units=units, others=()))
    sheet = book[FILL_SHEET]
    rule = next(each for each in sheet.data_validations.dataValidation if UNITS_SHEET in each.formula1)
    (place,) = rule.sqref.ranges
    chosen = sheet.cell(place.min_row, place.min_col)
    assert chosen.value is None
    assert not chosen.protection.locked
    first, last = rule.formula1.partition("!")[2].replace("$", "").split(":")
    assert [each.value for (each,) in book[UNITS_SHEET][f"{first}:{last}"]] == list(units)


def test_a_book_that_comes_back_bears_words_and_opinion(tmp_path: Path) -> None:
    row = replace(ROWS[0], opinion="请补充网址。", written=Filled("已办。", "推进中"))
    sheet = opened(tmp_path, replace(BOOK, rows=(row,)))[FILL_SHEET]
    assert "退回补报" in sheet["A1"].value
    texts = [cell(sheet, 4, head).value for head in (unit_sheet.OPINION, unit_sheet.PROGRESS, unit_sheet.STATE)]
    assert texts == ["请补充网址。", "已办。", "推进中"]


HOSTILE = ('=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", "\n=1", "_x000D_", "a\x00\x1bb")


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_texts(tmp_path: Path, text: str) -> None:
    row = replace(ROWS[0], title=text, previous=text, written=Filled(text))
    sheet = opened(tmp_path, replace(BOOK, unit=text, rows=(row,), others=()))[FILL_SHEET]
    for head in (unit_sheet.TITLE, unit_sheet.PREVIOUS, unit_sheet.PROGRESS):
        found = cell(sheet, 4, head)
        assert found.data_type == "s"
        assert found.value.replace("_x005F_", "_") == plain_text(text)  # openpyxl leaves the escape as it is


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=5))
def test_every_text_stands_in_its_cell(texts: list[tuple[str, str]]) -> None:
    rows = tuple(BookRow(place, title=title, content=text) for place, (title, text) in enumerate(texts))
    table = next(each for each in unit_book(replace(BOOK, rows=rows)).sheets if isinstance(each, TablePaper))
    names = [column.title for column in table.columns]
    found = [
        (row.texts[names.index("任务名称")], row.texts[names.index("任务内容")]) for row in table.rows[: len(texts)]
    ]
    assert found == [(plain_text(title), plain_text(text)) for title, text in texts]
    assert {len(row.texts) for row in table.rows if row.kind.value == "task"} == {len(names)}


def test_a_text_that_is_too_long_for_a_row_says_that_it_goes_on(tmp_path: Path) -> None:
    sheet = opened(tmp_path, replace(BOOK, rows=(replace(ROWS[0], content="长" * 3000),)))[FILL_SHEET]
    assert "全文见任务分解表" in cell(sheet, 4, unit_sheet.CONTENT).value


@pytest.mark.parametrize("previous", [False, True])
def test_no_column_leaves_the_page_in_any_program(tmp_path: Path, previous: bool) -> None:
    sheet = opened(tmp_path, replace(BOOK, previous=previous))[FILL_SHEET]
    setup = sheet.page_setup
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
    wide = sum(look.width for look in sheet.column_dimensions.values()) * FIGURES.digit_pixels / 96 * MM_PER_INCH
    assert wide == pytest.approx((420 if previous else 297) - 30, abs=2)


def looks_of(sheet: Any) -> list[tuple[Any, ...]]:
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return [
        (cell.coordinate, cell.value, cell.font.name, cell.font.sz, cell.alignment.horizontal,
         cell.border.left, cell.protection.locked, cell.number_format)
        for cell in cells
    ]  # fmt: skip


def test_books_that_share_their_styles_look_as_they_do_alone(tmp_path: Path) -> None:
    others = (replace(BOOK, previous=False, others=()), replace(BOOK, unit="", units=("甲", "乙")), BOOK)
    styles = Styles()
    for place, book in enumerate(others):
        excel.write(unit_book(book), tmp_path / f"{place}.xlsx", styles=styles)
    for place, book in enumerate(others):
        together = openpyxl.load_workbook(tmp_path / f"{place}.xlsx")
        alone = opened(tmp_path, book)
        assert [looks_of(sheet) for sheet in together] == [looks_of(sheet) for sheet in alone]


def test_what_is_offered_in_a_column_is_one_rule_for_all_of_its_rows(tmp_path: Path) -> None:
    sheet = opened(tmp_path)[FILL_SHEET]
    (rule,) = sheet.data_validations.dataValidation
    letter = cell(sheet, 4, unit_sheet.STATE).column_letter
    free = 4 + len(ROWS) + 1
    assert str(rule.sqref) == f"{letter}4:{letter}{free - 2} {letter}{free}:{letter}{free + OWN_ROWS - 1}"
