"""Thirty-odd ways in which people mangle a book before they send it back, each a function upon workbook and sheet.

``WAYS`` says of each how many of the six filled rows must be placed by themselves at least; of the ``TRAPS`` none may.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import copy

from openpyxl import Workbook
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

from tests.returned_books import COLUMN, FIRST, HEAD_ROW

ROWS = 6
Mangle = Callable[[Workbook, Worksheet], None]


def values(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def put(sheet: Worksheet, row: int, given: list[object]) -> None:
    for place, value in enumerate(given, 1):
        sheet.cell(row, place, value)


def untouched(book: Workbook, sheet: Worksheet) -> None:
    """Leave it as it is."""


def rows_deleted(book: Workbook, sheet: Worksheet) -> None:
    sheet.delete_rows(FIRST + 4)
    sheet.delete_rows(FIRST + 1)


def rows_reordered(book: Workbook, sheet: Worksheet) -> None:
    kept = [values(sheet, FIRST + n) for n in range(ROWS)]
    random.Random(7).shuffle(kept)
    for n, row in enumerate(kept):
        put(sheet, FIRST + n, row)


def rows_renumbered(book: Workbook, sheet: Worksheet) -> None:
    for n in range(ROWS):
        sheet.cell(FIRST + n, COLUMN["seq"], ROWS - n)


def columns_inserted(book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_cols(COLUMN["progress"])
    sheet.cell(HEAD_ROW, COLUMN["progress"], "本单位内部编号")
    for n in range(ROWS):
        sheet.cell(FIRST + n, COLUMN["progress"], f"内{n}")
    sheet.insert_cols(1)


def columns_reordered(book: Workbook, sheet: Worksheet) -> None:
    for row in range(HEAD_ROW, FIRST + ROWS):
        kept = values(sheet, row)
        put(sheet, row, kept[::-1])


def columns_deleted(book: Workbook, sheet: Worksheet) -> None:
    for name in ("evidence", "previous", "deadline"):
        sheet.delete_cols(COLUMN[name])


def words_deleted(book: Workbook, sheet: Worksheet) -> None:
    sheet.delete_cols(COLUMN["title"], 2)


def heads_changed(book: Workbook, sheet: Worksheet) -> None:
    for name, word in {"code": "编码", "content": "工作任务", "progress": "工作进展", "state": "是否完成"}.items():
        sheet.cell(HEAD_ROW, COLUMN[name], word)


def heads_deleted(book: Workbook, sheet: Worksheet) -> None:
    sheet.delete_rows(HEAD_ROW)


def heads_over_heads(book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_rows(HEAD_ROW)
    sheet.cell(HEAD_ROW, 1, "任务")
    sheet.cell(HEAD_ROW, 7, "进展")
    sheet.merge_cells(start_row=HEAD_ROW, start_column=1, end_row=HEAD_ROW, end_column=6)
    sheet.merge_cells(start_row=HEAD_ROW, start_column=7, end_row=HEAD_ROW, end_column=14)


def codes_deleted(book: Workbook, sheet: Worksheet) -> None:
    for row in (1, 2):  # merged over the table, so that Excel keeps them
        sheet.cell(row, 2, sheet.cell(row, 1).value)
    sheet.delete_cols(COLUMN["code"])


def codes_in_small_letters(book: Workbook, sheet: Worksheet) -> None:
    for n in range(ROWS):
        cell = sheet.cell(FIRST + n, COLUMN["code"])
        cell.value = f" {str(cell.value).lower().replace('-', '－')} "


def code_mistyped(book: Workbook, sheet: Worksheet) -> None:
    cell = sheet.cell(FIRST, COLUMN["code"])
    text = str(cell.value)
    cell.value = text[:-1] + ("A" if text[-1] != "A" else "B")


def line_deleted(book: Workbook, sheet: Worksheet) -> None:
    sheet.delete_rows(1, 2)


def split_over_rows(book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_rows(FIRST + 1, 2)
    sheet.cell(FIRST, COLUMN["progress"]).value = "教育第1项已按要求推进，"
    sheet.cell(FIRST + 1, COLUMN["progress"], "完成阶段工作1次")
    sheet.cell(FIRST + 2, COLUMN["problems"], "人手不足")


def split_with_merged_codes(book: Workbook, sheet: Worksheet) -> None:
    split_over_rows(book, sheet)
    for column in range(1, COLUMN["progress"]):
        sheet.merge_cells(start_row=FIRST, start_column=column, end_row=FIRST + 2, end_column=column)


def retyped(book: Workbook, sheet: Worksheet) -> None:
    for n in range(ROWS):
        cell = sheet.cell(FIRST + n, COLUMN["content"])
        cell.value = " " + str(cell.value).replace("，", ", ").replace("公开", "公 开") + "。"


def content_shortened(book: Workbook, sheet: Worksheet) -> None:
    for n in range(ROWS):
        cell = sheet.cell(FIRST + n, COLUMN["content"])
        cell.value = str(cell.value)[:14]


def copied_to_another_book(book: Workbook, sheet: Worksheet) -> None:
    target = book.create_sheet("汇总到一起", 0)
    for row in sheet.iter_rows():
        for cell in row:
            target.cell(cell.row + 2, cell.column + 1, cell.value)
    book.remove(sheet)


def values_as_one_sheet(book: Workbook, sheet: Worksheet) -> None:
    for name in [each for each in book.sheetnames if each != sheet.title]:
        book.remove(book[name])
    sheet.title = "Sheet1"


def protected(book: Workbook, sheet: Worksheet) -> None:
    sheet.protection = SheetProtection(sheet=True, password="abc")


def filtered(book: Workbook, sheet: Worksheet) -> None:
    sheet.auto_filter.ref = f"A{HEAD_ROW}:N{FIRST + ROWS}"
    for n in range(ROWS):
        sheet.cell(FIRST + n, 1).font = copy(sheet.cell(1, 1).font)


def notes_below(book: Workbook, sheet: Worksheet) -> None:
    end = FIRST + ROWS + 6
    sheet.cell(end, 1, "填表人：王芳　　联系电话：5551234　　单位（盖章）：")
    sheet.cell(end + 1, 1, "注：以上情况属实。")


def unit_by_other_name(book: Workbook, sheet: Worksheet) -> None:
    sheet["A2"] = str(sheet["A2"].value).replace("市教育局", "云州市教育局（盖章）")


def states_typed_freely(book: Workbook, sheet: Worksheet) -> None:
    for n, word in enumerate(("82%", "正在推进", "基本完成", "推进中", "进展顺利", "√")):
        sheet.cell(FIRST + n, COLUMN["state"], word)


def heads_of_progress_twice(book: Workbook, sheet: Worksheet) -> None:
    sheet.cell(HEAD_ROW, COLUMN["previous"], "工作进展")


def code_and_progress_alone(book: Workbook, sheet: Worksheet) -> None:
    kept = [(sheet.cell(FIRST + n, 1).value, sheet.cell(FIRST + n, COLUMN["progress"]).value) for n in range(ROWS)]
    made = book.create_sheet("进展", 0)
    for row in (("任务码", "进展"), *kept):
        made.append(row)
    book.remove(sheet)


def words_under_one_head(book: Workbook, sheet: Worksheet) -> None:
    kept = [values(sheet, FIRST + n) for n in range(ROWS)]
    made = book.create_sheet("落实情况", 0)
    made.append([sheet["A2"].value])
    made.append(["序号", "工作任务", "落实情况"])
    for n, row in enumerate(kept, 1):
        made.append([n, row[COLUMN["content"] - 1], row[COLUMN["progress"] - 1]])
    book.remove(sheet)


def heads_of_their_own(book: Workbook, sheet: Worksheet) -> None:
    words = {
        "code": "码",
        "seq": "编号",
        "title": "项目",
        "content": "具体内容",
        "progress": "目前进度",
        "state": "状态",
    }
    for name, word in words.items():
        sheet.cell(HEAD_ROW, COLUMN[name], word)


def moved_below_the_heading_of_own_rows(book: Workbook, sheet: Worksheet) -> None:
    moved = values(sheet, FIRST)
    sheet.delete_rows(FIRST)
    put(sheet, FIRST + ROWS, moved)


def heads_on_each_page(book: Workbook, sheet: Worksheet) -> None:
    for row in (FIRST + 4, FIRST + 2):
        sheet.insert_rows(row)
        put(sheet, row, values(sheet, HEAD_ROW))


def blank_and_section_rows_between(book: Workbook, sheet: Worksheet) -> None:
    for row in range(FIRST + ROWS - 1, FIRST, -1):
        sheet.insert_rows(row, 2)
        sheet.cell(row + 1, 2, f"第{row}部分")


def texts_with_unseen_characters(book: Workbook, sheet: Worksheet) -> None:
    for row in range(HEAD_ROW, FIRST + ROWS):
        for cell in sheet[row]:
            if cell.value:
                cell.value = f"\u3000{cell.value}\u200b\u202e "


WAYS: dict[Mangle, int] = {
    untouched: 6,
    rows_deleted: 4,
    rows_reordered: 6,
    rows_renumbered: 6,
    columns_inserted: 6,
    columns_reordered: 6,
    columns_deleted: 6,
    words_deleted: 6,
    heads_changed: 6,
    heads_deleted: 6,
    heads_over_heads: 6,
    codes_deleted: 6,
    codes_in_small_letters: 6,
    code_mistyped: 5,
    line_deleted: 6,
    split_over_rows: 6,
    split_with_merged_codes: 6,
    retyped: 6,
    content_shortened: 6,
    copied_to_another_book: 6,
    values_as_one_sheet: 6,
    protected: 6,
    filtered: 6,
    notes_below: 6,
    unit_by_other_name: 6,
    states_typed_freely: 6,
    heads_of_progress_twice: 6,
    code_and_progress_alone: 6,
    words_under_one_head: 6,
    heads_of_their_own: 6,
    moved_below_the_heading_of_own_rows: 6,
    heads_on_each_page: 6,
    blank_and_section_rows_between: 6,
    texts_with_unseen_characters: 6,
}


def codes_sorted_alone(book: Workbook, sheet: Worksheet) -> None:
    kept = [sheet.cell(FIRST + n, COLUMN["code"]).value for n in range(ROWS)]
    for n, value in enumerate(reversed(kept)):
        sheet.cell(FIRST + n, COLUMN["code"], value)


def visible_columns_sorted_alone(book: Workbook, sheet: Worksheet) -> None:
    kept = [values(sheet, FIRST + n)[1:] for n in range(ROWS)]
    for n, row in enumerate(reversed(kept)):
        put(sheet, FIRST + n, [sheet.cell(FIRST + n, 1).value, *row])


def codes_shuffled_without_words(book: Workbook, sheet: Worksheet) -> None:
    codes_sorted_alone(book, sheet)
    sheet.delete_cols(COLUMN["seq"], 3)


def unit_in_cell_changed(book: Workbook, sheet: Worksheet) -> None:
    sheet["A2"] = str(sheet["A2"].value).replace("市教育局", "市司法局")


def body_below(book: Workbook, sheet: Worksheet) -> None:
    sheet["A2"] = str(sheet["A2"].value).replace("市教育局", "市教育局考试院")


def batch_changed(book: Workbook, sheet: Worksheet) -> None:
    sheet["A2"] = str(sheet["A2"].value).replace("2026Q2-01", "2026Q1-01")


def period_in_title_changed(book: Workbook, sheet: Worksheet) -> None:
    sheet["A1"] = str(sheet["A1"].value).replace("二季度", "一季度")


def progress_merged_over_rows(book: Workbook, sheet: Worksheet) -> None:
    column = COLUMN["progress"]
    for first in range(FIRST, FIRST + ROWS, 2):
        sheet.merge_cells(start_row=first, start_column=column, end_row=first + 1, end_column=column)


def words_cleared_of_every_second_row(book: Workbook, sheet: Worksheet) -> None:
    for n in range(1, ROWS, 2):
        for column in range(1, COLUMN["progress"]):
            sheet.cell(FIRST + n, column).value = None


def progress_column_renamed_past_knowing(book: Workbook, sheet: Worksheet) -> None:
    sheet.cell(HEAD_ROW, COLUMN["progress"], "甲")


def last_periods_column_renamed(book: Workbook, sheet: Worksheet) -> None:
    sheet.cell(HEAD_ROW, COLUMN["previous"], "工作进展")
    sheet.cell(HEAD_ROW, COLUMN["progress"], "进展情况")


def code_filled_down(book: Workbook, sheet: Worksheet) -> None:
    for n in range(1, ROWS):
        sheet.cell(FIRST + n, COLUMN["code"], sheet.cell(FIRST, COLUMN["code"]).value)


def codes_one_row_up(book: Workbook, sheet: Worksheet) -> None:
    for n in range(ROWS - 1):
        sheet.cell(FIRST + n, COLUMN["code"], sheet.cell(FIRST + n + 1, COLUMN["code"]).value)


def sheet_twice_with_other_texts(book: Workbook, sheet: Worksheet) -> None:
    older = book.copy_worksheet(sheet)
    for n in range(ROWS):
        older.cell(FIRST + n, COLUMN["progress"], f"教育第{n + 1}项正在准备")


TRAPS: tuple[Mangle, ...] = (
    codes_sorted_alone,
    visible_columns_sorted_alone,
    codes_shuffled_without_words,
    unit_in_cell_changed,
    body_below,
    batch_changed,
    period_in_title_changed,
    progress_merged_over_rows,
    words_cleared_of_every_second_row,
    progress_column_renamed_past_knowing,
    last_periods_column_renamed,
    code_filled_down,
    codes_one_row_up,
    sheet_twice_with_other_texts,
)
