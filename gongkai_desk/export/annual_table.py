"""年报表三、表四 in the printed form of the State Council's office (国办公开办函〔2021〕30号), as Word and as Excel."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import FontScheme
from gongkai_desk.domain.registers import CLASSES, AnnualTable, Count, Line, Outcome, Result
from gongkai_desk.export.ledger import chinese_date
from gongkai_desk.export.merged_grid import Block, MergedGrid, grid_xml, put_grid, put_text
from gongkai_desk.export.page import FIGURES, FONTS, MM_PER_INCH, PORTRAIT, Fonts, Leaf, Typeface
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_text import paragraph_xml, run_xml
from gongkai_desk.paths import written_whole
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.wording.registers import (
    APPLICANTS,
    BODIES,
    BY_YEAR_OF_ANSWER,
    COUNTS,
    DONE_HEAD,
    OUTCOMES,
    RESULT_GROUPS,
    RESULTS,
    check_sentence,
    table_remarks,
)

TABLE_3, TABLE_4 = "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_FACE = Typeface(9, 12, 11.5, 4.0)
_HEADING, _NOTE = 16.0, 10.5  # 三号, 五号
_LABELS, _NUMBERS = (13.0, 19.0, 54.0), 10.0  # mm; with seven columns of numbers 156
_LABEL_COUNT, _HEAD_ROWS = len(_LABELS), 3
_PARTS_4 = ("未经复议直接起诉", "复议后起诉")


def annual_title(table: AnnualTable) -> str:
    """Return the name proposed for the paper."""
    return f"{table.year}年政府信息公开年报表三、表四"


def write_docx(path: Path, table: AnnualTable, progress: Progress = silent) -> None:
    """Write both tables, a page each.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    progress(Stage.WRITING, 0, 2)
    word = WordPaper(FontScheme.OFFICIAL, annual_title(table))
    word.set_page(PORTRAIT, grid=False)
    word.number_pages(PORTRAIT)
    for number, (heading, grid, notes) in enumerate(_papers(table, word.fonts)):
        progress(Stage.WRITING, number, 2)
        word.add(_line_xml(heading, word.fonts, _HEADING, head=True, new_page=number > 0))
        word.add(_line_xml(_as_of(table), word.fonts, _NOTE, align=Align.RIGHT))
        word.add(grid_xml(grid))
        for note in notes:
            word.add(_line_xml(note, word.fonts, _NOTE))
    word.save(path)


def write_xlsx(path: Path, table: AnnualTable, progress: Progress = silent) -> None:
    """Write both tables, a sheet each; errors as ``write_docx``."""
    book: Any = Workbook()
    book._fonts[0] = Font(name=FIGURES.standard_font, size=FIGURES.standard_size, charset=134)
    book.properties.creator, book.properties.title = None, annual_title(table)
    book.remove(book.active)
    for number, (heading, grid, notes) in enumerate(_papers(table, FONTS[FontScheme.SYSTEM])):
        progress(Stage.WRITING, number, 2)
        sheet = book.create_sheet(("表三", "表四")[number])
        _set_page(sheet, PORTRAIT)
        columns = len(grid.widths)
        _put_line(sheet, 1, columns, heading, grid.fonts.head, _HEADING)
        _put_line(sheet, 2, columns, _as_of(table), grid.fonts.text, _NOTE, Align.RIGHT)
        for row, note in enumerate(notes, put_grid(sheet, grid, 3)):
            _put_line(sheet, row, columns, note, grid.fonts.text, _NOTE)
    package = BytesIO()
    book.save(package)
    with written_whole(path) as beside:
        beside.write_bytes(package.getbuffer())


def _papers(table: AnnualTable, fonts: Fonts) -> Iterator[tuple[str, MergedGrid, Sequence[str]]]:
    """Yield heading, table and the lines below, of table 3 and of table 4."""
    wide = (*_LABELS, *(_NUMBERS,) * (len(CLASSES) + 1))
    grid = MergedGrid(wide, tuple(_blocks_3(table)), _FACE, fonts, least=16.0)
    yield TABLE_3, grid, (check_sentence(table), *table_remarks(table))
    narrow = (156 / 15,) * 15
    grid = MergedGrid(narrow, tuple(_blocks_4(table)), _FACE, fonts, least=26.0)
    yield TABLE_4, grid, (BY_YEAR_OF_ANSWER,)


def _as_of(table: AnnualTable) -> str:
    over = table.as_of.month == 12 and table.as_of.day == 31 and table.as_of.year == table.year
    return f"{table.year}年度" if over else f"{table.year}年度（截至{chinese_date(table.as_of)}）"


# ---- table 3


def _blocks_3(table: AnnualTable) -> Iterator[Block]:
    yield from _heads_3()
    yield Block(_HEAD_ROWS, 0, COUNTS[Count.NEW], columns=_LABEL_COUNT, align=Align.LEFT)
    yield Block(_HEAD_ROWS + 1, 0, COUNTS[Count.CARRIED_IN], columns=_LABEL_COUNT, align=Align.LEFT)
    yield from _results(_HEAD_ROWS + 2)
    last = _HEAD_ROWS + len(_printed_lines()) - 1
    yield Block(last, 0, COUNTS[Count.CARRIED_OUT], columns=_LABEL_COUNT, align=Align.LEFT)
    for row, line in enumerate(_printed_lines(), _HEAD_ROWS):
        for column, number in enumerate(table.row(line), _LABEL_COUNT):
            yield Block(row, column, number)


def _heads_3() -> Iterator[Block]:
    bodies = CLASSES[1:]
    yield Block(0, 0, CORNER, rows=_HEAD_ROWS, columns=_LABEL_COUNT)
    yield Block(0, _LABEL_COUNT, "申请人情况", columns=len(CLASSES) + 1, head=True)
    yield Block(1, _LABEL_COUNT, APPLICANTS[CLASSES[0]], rows=2, head=True)
    yield Block(1, _LABEL_COUNT + 1, BODIES, columns=len(bodies), head=True)
    for column, each in enumerate(bodies, _LABEL_COUNT + 1):
        yield Block(2, column, _by_twos(APPLICANTS[each]), head=True)
    yield Block(1, _LABEL_COUNT + len(CLASSES), "总计", rows=2, head=True)


def _printed_lines() -> tuple[Line, ...]:
    return (Count.NEW, Count.CARRIED_IN, *Result, Count.TOTAL, Count.CARRIED_OUT)


def _results(row: int) -> Iterator[Block]:
    """Yield the labels of 三、本年度办理结果, from a row on."""
    yield Block(row, 0, DONE_HEAD, rows=len(Result) + 1)
    for result in (Result.GRANTED, Result.PARTLY):
        yield Block(row, 1, RESULTS[result], columns=2, align=Align.LEFT)
        row += 1
    for group, members in RESULT_GROUPS:
        yield Block(row, 1, group.replace("）", "）\n"), rows=len(members))
        for member in members:
            yield Block(row, 2, RESULTS[member], align=Align.LEFT)
            row += 1
    yield Block(row, 1, COUNTS[Count.TOTAL], columns=2, align=Align.LEFT)


# ---- table 4


def _blocks_4(table: AnnualTable) -> Iterator[Block]:
    ends = (*(_by_twos(OUTCOMES[outcome]) for outcome in Outcome), "总计")
    yield Block(0, 0, "行政复议", columns=5, head=True)
    yield Block(0, 5, "行政诉讼", columns=10, head=True)
    for column, text in enumerate(ends):
        yield Block(1, column, text, rows=2, head=True)
    for part, text in enumerate(_PARTS_4, 1):
        yield Block(1, part * 5, text, columns=5, head=True)
        for column, end in enumerate(ends, part * 5):
            yield Block(2, column, end, head=True)
    for column, number in enumerate(table.disputes.columns()):
        yield Block(3, column, number)


def _by_twos(text: str) -> str:
    """Return a head for a narrow column, two characters a line: 结果/维持."""
    return "\n".join(text[start : start + 2] for start in range(0, len(text), 2))


# ---- lines


def _line_xml(
    text: str, fonts: Fonts, size: float, *, head: bool = False, new_page: bool = False, align: Align = Align.LEFT
) -> str:
    page = "<w:pageBreakBefore/>" if new_page else ""
    spacing = f'<w:spacing w:before="0" w:after="60" w:line="{round(size * 1.5 * 20)}" w:lineRule="exact"/>'
    run = run_xml(text, fonts.head if head else fonts.text, size, fonts)
    return paragraph_xml(run, "GKLine", f'{page}{spacing}<w:ind w:firstLine="0"/><w:jc w:val="{align.value}"/>')


def _put_line(
    sheet: Any,  # noqa: ANN401 - openpyxl has no types
    row: int,
    columns: int,
    text: str,
    font: str,
    size: float,
    align: Align = Align.LEFT,
) -> None:
    put_text(sheet.cell(row, 1), text, font, size, align)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    wide = 156 * 72 / MM_PER_INCH / size - 1
    sheet.row_dimensions[row].height = size * 1.6 * (1 + int(len(text) / wide))


def _set_page(sheet: Any, leaf: Leaf) -> None:  # noqa: ANN401
    room = FIGURES.sheet_room / 2
    sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.scale = 9, "portrait", 100
    margins = sheet.page_margins
    margins.left, margins.right = (leaf.left - room) / MM_PER_INCH, (leaf.right - room) / MM_PER_INCH
    margins.top, margins.bottom = leaf.top / MM_PER_INCH, (leaf.bottom - 2 * room) / MM_PER_INCH
    sheet.print_options.horizontalCentered = True
