"""A paper as a workbook: page set-up at a fixed scale, heads and feet, tables with computed row heights.

openpyxl's write-only workbook is used for tables: cells are styled once per column, rows are written as text, merges
are set once at the end (``merge_cells`` is quadratic). Every text is a string by force: =, +, - and @ stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from gongkai_desk.domain.sheet import Orientation, detail_mark
from gongkai_desk.export import entry
from gongkai_desk.export.bands import laid_bands
from gongkai_desk.export.cell_styles import Styles
from gongkai_desk.export.excel_rows import Offer, RowWriter, TableWriter, draw_charts, head_row
from gongkai_desk.export.tables import IN_WORKBOOK, LaidTable, flowing, lay_table
from gongkai_desk.export.workbook import RowSheet, cleared_on_failure, new_book, save
from gongkai_desk.outside import seen_only
from gongkai_desk.page.layout import (
    CONTINUED,
    BandKind,
    Form,
    FormPage,
    FormPaper,
    PageNumbers,
    Paper,
    Row,
    RowKind,
    TableColumn,
    TablePaper,
    WorkbookPaper,
    band,
)
from gongkai_desk.page.measures import FIGURES, FONTS, MM_PER_INCH, EmGrid, Fonts, points
from gongkai_desk.progress import Progress, Stage, silent

_PAPER_NUMBERS = {297: 9, 420: 8}  # long side in mm → Excel's number of A4 and A3
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")  # what Excel allows in no sheet's name
_LONGEST = 31  # characters of such a name
_ONE_IN = "\N{IDEOGRAPHIC SPACE}"  # page numbers stand one character in
_STANDARD = "\N{EM DASH} &P \N{EM DASH}"
_COUNTED = f"第&P页{_ONE_IN}共&N页"


def write(paper: Paper | WorkbookPaper, path: Path, progress: Progress = silent, styles: Styles | None = None) -> None:
    """Write a paper as a workbook, or several as its sheets; ``styles``: those of the books that are written with it.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    paper = seen_only(paper)
    book, works = new_book(paper.heading, styles or Styles()), list[RowSheet]()
    with cleared_on_failure(works):
        if isinstance(paper, WorkbookPaper):
            _add_sheets(book, paper, works, progress)
        elif isinstance(paper, TablePaper):
            _add_tables(book, paper, works, progress)
        else:
            _add_forms(book, paper, works, progress)
        save(book, path)


def _new_sheet(book: Any, name: str, works: list[RowSheet]) -> RowSheet:  # noqa: ANN401
    work = RowSheet(book, name)
    works.append(work)
    book._add_sheet(work, None)
    return work


def _fonts(paper: Paper) -> Fonts:
    return FONTS[paper.book.fonts or paper.fonts]


def _set_page(work: RowSheet, paper: Paper) -> None:
    leaf, room = paper.leaf, FIGURES.sheet_room / 2
    setup, margins = work.page_setup, work.page_margins
    setup.paperSize = _PAPER_NUMBERS[round(max(leaf.width, leaf.height))]
    setup.orientation = "landscape" if leaf.landscape else "portrait"
    setup.scale = 100
    if isinstance(paper, FormPaper) or paper.book.form or not paper.fit:
        _keep_on_page(work)
    setup.firstPageNumber = paper.first_page if isinstance(paper, TablePaper) else 1
    setup.useFirstPageNumber = True
    margins.left, margins.right = (leaf.left - room) / MM_PER_INCH, (leaf.right - room) / MM_PER_INCH
    margins.top, margins.bottom = leaf.top / MM_PER_INCH, (leaf.bottom - 2 * room) / MM_PER_INCH
    margins.header, margins.footer = FIGURES.header / MM_PER_INCH, (leaf.bottom - FIGURES.sheet_footer) / MM_PER_INCH
    work.print_options.horizontalCentered = True
    _set_feet(work, paper)


def _keep_on_page(work: RowSheet) -> None:
    """Let no column leave the page: a sheet that is filled in is printed by programs with other fonts than ours.

    So is one whose columns are as wide as their figures: with other fonts the last ones would print on pages apart.
    """
    work.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    work.page_setup.fitToWidth, work.page_setup.fitToHeight = 1, 0


def _set_feet(work: RowSheet, paper: Paper) -> None:
    """Number the pages: as the standard says, odd right and even left, or counted in the middle."""
    odd, even, size = ("", _COUNTED, ""), ("", _COUNTED, ""), FIGURES.head_line_size
    if paper.numbers is PageNumbers.STANDARD:
        odd, even, size = ("", "", _STANDARD + _ONE_IN), (_ONE_IN + _STANDARD, "", ""), FIGURES.number_size
    work.HeaderFooter.differentOddEven = True
    for foot, texts in ((work.oddFooter, odd), (work.evenFooter, even)):
        for part, text in zip((foot.left, foot.center, foot.right), texts, strict=True):
            if text:
                part.text, part.font = text, f"{_fonts(paper).number},Regular"
                part.size = round(size)  # Excel knows whole points only


def _set_widths(work: RowSheet, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths, 1):
        pixels = width / MM_PER_INCH * 96
        work.column_dimensions[get_column_letter(column)].width = pixels / FIGURES.digit_pixels


# ---- tables


def _add_tables(book: Any, paper: TablePaper, works: list[RowSheet], progress: Progress) -> None:  # noqa: ANN401
    tables = [lay_table(each, IN_WORKBOOK) for each in _sheets(paper)]
    for table in tables:
        _fill(_new_sheet(book, _sheet_name(table.paper), works), table, progress)
    draw_charts(works, tables)


def _add_sheets(book: Any, paper: WorkbookPaper, works: list[RowSheet], progress: Progress) -> None:  # noqa: ANN401
    tables = {sheet.book.name: lay_table(sheet, IN_WORKBOOK) for sheet in paper.sheets if isinstance(sheet, TablePaper)}
    lists = {name: _first_column(table) for name, table in tables.items()}
    for sheet in paper.sheets:
        if isinstance(sheet, FormPaper):
            _add_forms(book, sheet, works, progress)
        else:
            work, table = _new_sheet(book, _sheet_name(sheet), works), tables[sheet.book.name]
            entry.offer(work, _fill(work, table, progress), lists)


def _first_column(table: LaidTable) -> str:
    """Return where the texts of a table's first column stand, for a list: ``'适用单位'!$A$3:$A$18``."""
    first = head_row(table) + 1
    return f"'{_sheet_name(table.paper)}'!$A${first}:$A${first + len(table.paper.rows) - 1}"


def _sheets(paper: TablePaper) -> Iterator[TablePaper]:
    """Yield the paper, its rows as a list, its second table with a head of its own: its heading, and who reports."""
    yield _counted(paper)
    if paper.book.detail:
        yield _detail(paper)
    if paper.then is not None:
        lines = (each for each in paper.above if each.kind is BandKind.LINE)
        yield _counted(replace(paper.then, above=(band(BandKind.TITLE, paper.then.heading), *lines)))


_SECTION = TableColumn("所属部分", 26.0)


def _detail(paper: TablePaper) -> TablePaper:
    """Return the rows as a list to filter and sort: each with its section and all of its texts, nothing merged."""
    rows, path = list[Row](), list[str]()
    for row in paper.rows:
        if row.kind is RowKind.SECTION:
            path = [*path[: row.level], row.texts[0].removesuffix(CONTINUED)]
        else:
            rows += (replace(part, texts=("\n".join(path), *part.texts), joined=()) for part in _short_parts(row))
    mark = band(BandKind.SMALL, detail_mark(_sheet_name(paper)))
    book = replace(paper.book, name=paper.book.detail, frozen=paper.book.frozen + 1, detail="", listed=True)
    columns = (_SECTION, *(replace(column, width=column.width_on(paper.leaf), lying=None) for column in paper.columns))
    return replace(
        paper,
        columns=columns,
        rows=rows,
        above=(band(BandKind.TITLE, paper.heading), mark),
        below=(),
        orientation=Orientation.LANDSCAPE,
        numbers=PageNumbers.COUNTED,
        first_page=1,
        book=book,
        then=None,
    )


def _counted(paper: TablePaper) -> TablePaper:
    """Return the paper with figures that stay numbers."""
    if not any(column.number for column in paper.columns):
        return paper
    return replace(paper, rows=[replace(row, texts=row.numbers or row.texts) for row in paper.rows])


def _sheet_name(paper: TablePaper) -> str:
    return (paper.book.name or _NOT_IN_NAMES.sub("", paper.heading))[:_LONGEST]


def _fill(work: RowSheet, table: LaidTable, progress: Progress) -> Sequence[Offer]:
    """Write a table and return the words that its cells offer."""
    form, free = table.paper.book.form, table.paper.book.form or table.paper.book.listed
    placed = entry.growing_rows(table) if free else table.placed(_low_pieces, FIGURES.sheet_row_limit)
    writer, widths = TableWriter(work, table, _fonts(table.paper)), tuple(map(points, table.widths))
    _set_page(work, table.paper)
    _set_widths(work, table.widths)
    _set_table(work, table, head_row(table), len(placed))
    for line in table.above:
        writer.band(line, widths)
    writer.head()
    for index, row in enumerate(placed):
        if index % 100 == 0:
            progress(Stage.WRITING, index, len(placed))
        writer.row(row)
    for line in (*table.below, *table.after):
        writer.band(line, widths)
    writer.finish()
    if form:
        entry.protect(work)
    return writer.offers


def _set_table(work: RowSheet, table: LaidTable, head_row: int, rows: int) -> None:
    """Let the head come again on each page and stay in view, of a form also the line over it.

    Filters stand on lists: not on a form, nor on an official sheet that has its list beside it.
    """
    last = get_column_letter(len(table.widths))
    form = table.paper.book.form
    work.print_title_rows = f"{head_row - form}:{head_row}"
    if not form and not table.paper.book.detail:
        work.auto_filter.ref = f"A{head_row}:{last}{head_row + rows}"
    work.freeze_panes = f"{get_column_letter(table.paper.book.frozen + 1)}{head_row + 1}"


def _low_pieces(row: Row, grid: EmGrid, limit: float) -> Iterator[Row]:
    """Yield the row in pieces that a cell holds and Excel's rows are high enough for."""
    for part in _short_parts(row):
        yield from flowing(part, grid, limit)


def _short_parts(row: Row) -> Iterator[Row]:
    """Yield the row, or several where a text is longer than a cell holds; the other cells then go over all of them."""
    limit = FIGURES.sheet_text_limit
    if all(len(text) <= limit for text in row.texts):
        yield row
        return
    pieces = [list(_chunks(text, limit)) for text in row.texts]
    for number in range(max(map(len, pieces))):
        texts = tuple(piece[min(number, len(piece) - 1)] for piece in pieces)
        joined = row.joined if number == 0 else tuple(number >= len(piece) for piece in pieces)
        yield Row(texts, joined, row.kind, row.level)


def _chunks(text: str, limit: int) -> Iterator[str]:
    """Yield ``text`` in parts that a cell holds, cut behind a full stop or a line end where there is one."""
    while len(text) > limit:
        cut = max(text.rfind(mark, limit // 2, limit) for mark in "。；\n") + 1 or limit
        yield text[:cut]
        text = text[cut:]
    yield text


# ---- forms


def _add_forms(book: Any, paper: FormPaper, works: list[RowSheet], progress: Progress) -> None:  # noqa: ANN401
    for number, page in enumerate(paper.pages):
        progress(Stage.WRITING, number, len(paper.pages))
        work = _new_sheet(book, page.name or f"第{number + 1}页", works)
        _set_page(work, paper)
        _fill_page(work, page, _fonts(paper))


def _fill_page(work: RowSheet, page: FormPage, fonts: Fonts) -> None:
    """Write lines and forms under each other, in the columns of the first form."""
    grid = next(block.widths for block in page.blocks if isinstance(block, Form))
    widths = tuple(map(points, grid))
    writer = RowWriter(work, fonts)
    _set_widths(work, grid)
    for block in page.blocks:
        if isinstance(block, Form):
            writer.form(block)
        else:
            for line in laid_bands([block], sum(widths), FIGURES.sheet_slack):
                writer.band(line, widths)
    writer.finish()
