"""A paper as a Word file.

Tables are written as text from a template of one cell per column and parsed once: 5,000 rows take a second, where
``table.cell(i, j)`` takes minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from gongkai_desk.domain.figures import FigurePicture
from gongkai_desk.domain.sheet import Align
from gongkai_desk.export.bands import LaidBand, bands_height, laid_bands
from gongkai_desk.export.paging import Placed
from gongkai_desk.export.tables import (
    LaidTable,
    PlacedCell,
    flowing,
    in_row,
    lay_table,
    placed_cells,
    row_heights,
    sized_pictures,
    taken_by,
)
from gongkai_desk.export.word_kit import WordPaper, band_xml, end_xml, paragraph_xml, picture_xml, run_xml, text_xml
from gongkai_desk.outside import seen_only
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Form,
    FormPage,
    FormPaper,
    PageNumbers,
    Paper,
    RowKind,
    TablePaper,
    band,
    plain_text,
)
from gongkai_desk.page.measures import FIGURES, FONTS, Fonts, Typeface, points, twips
from gongkai_desk.progress import Progress, Stage, silent


def write(paper: Paper, path: Path, progress: Progress = silent) -> None:
    """Write a paper as a Word file.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    paper = seen_only(paper)
    word = WordPaper(paper.fonts, paper.heading)
    if isinstance(paper, TablePaper):
        _TableWriter(word, paper, progress).write()
    else:
        _write_forms(word, paper, progress)
    word.save(path)


def _number(word: WordPaper, paper: Paper) -> None:
    if paper.numbers is PageNumbers.STANDARD:
        word.number_pages(paper.leaf)
    else:
        word.count_pages()


# ---- tables


class _TableWriter:
    """Writes a table, its charts and its second table; knows how far the last page is filled, in points."""

    def __init__(self, word: WordPaper, paper: TablePaper, progress: Progress) -> None:
        self._word, self._paper, self._progress = word, paper, progress
        self._high = points(paper.leaf.area_height)
        self._used = 0.0

    def write(self) -> None:
        """Write all of it."""
        paper = self._paper
        # The grid of lines is for papers in the standard's own form.
        self._word.set_page(paper.leaf, paper.first_page, grid=paper.numbers is PageNumbers.STANDARD)
        _number(self._word, paper)
        if paper.code is not None:
            self._word.mark(paper.code, paper.leaf)
        self._table(paper)
        for number, picture in enumerate(sized_pictures(paper), 1):
            self._picture(picture, number)
        if paper.then is not None:
            self._second(paper.then)

    def _table(self, paper: TablePaper) -> None:
        table = lay_table(paper)
        rows = table.placed(flowing)
        self._add_bands(table.above)
        self._word.add(table_xml(table, rows, self._progress))
        self._add_bands(table.below)
        if not table.below:
            self._word.add(end_xml())
        self._add_bands(table.after)
        self._used = _filled(table, rows) + bands_height(table.below)

    def _picture(self, picture: FigurePicture, number: int) -> None:
        self._word.add(picture_xml(self._word.document, picture, number))
        (caption,) = laid_bands([band(BandKind.CAPTION, picture.caption)], points(self._paper.leaf.area_width))
        self._add_bands([caption])
        more = taken_by(picture)
        self._used = more if self._used + more > self._high else self._used + more

    def _second(self, paper: TablePaper) -> None:
        """Write the second table; on a page of its own where it would be cut."""
        table = lay_table(paper)
        cut = self._used + _filled(table, table.placed(flowing)) + FIGURES.reserve > self._high
        first, *others = table.above
        self._add_bands([first], opens=cut)
        self._add_bands(others)
        self._word.add(table_xml(table, table.placed(flowing), self._progress) + end_xml())

    def _add_bands(self, bands: Sequence[LaidBand], *, opens: bool = False) -> None:
        for each in bands:
            self._word.add(band_xml(each, self._word.fonts, self._paper.leaf.area_width, opens=opens))


def _filled(table: LaidTable, rows: Sequence[Placed]) -> float:
    """Return how far the last page of a table is used, in points."""
    last = rows[-1].page if rows else 0
    high = sum(row.height or 0.0 for row in rows if row.page == last)
    return high + table.head_height + (bands_height(table.above) if last == 0 else 0.0)


# ---- forms


def _write_forms(word: WordPaper, paper: FormPaper, progress: Progress) -> None:
    word.set_page(paper.leaf, grid=False)
    _number(word, paper)
    parts = [_begins_part(paper, number) for number in range(len(paper.pages))]
    for number, page in enumerate(paper.pages):
        progress(Stage.WRITING, number, len(paper.pages))
        if number and parts[number]:
            word.end_section()
        if parts[number]:
            word.count_from_one(not number or page.restarts)
            _mark(word, paper, number)
        _write_page(word, paper, page, opens=not parts[number])
        last = number + 1 == len(paper.pages)
        if isinstance(page.blocks[-1], Form) and (last or parts[number + 1]):
            word.add(end_xml())


def _begins_part(paper: FormPaper, number: int) -> bool:
    """Tell whether a page begins numbers anew, or bears another code than the one before it."""
    page = paper.pages[number]
    return not number or page.restarts or page.code != paper.pages[number - 1].code


def _mark(word: WordPaper, paper: FormPaper, number: int) -> None:
    code, former = paper.pages[number].code, paper.pages[number - 1].code if number else None
    if code != former:
        word.mark(code, paper.leaf)


def _write_page(word: WordPaper, paper: FormPaper, page: FormPage, *, opens: bool) -> None:
    for index, block in enumerate(page.blocks):
        if isinstance(block, Form):
            word.add(form_xml(block, word.fonts, paper.leaf.area_height))
        else:
            word.add(_line(block, word, paper, opens=opens and index == 0))


def _line(block: Band, word: WordPaper, paper: FormPaper, *, opens: bool) -> str:
    width = paper.leaf.area_width
    lines = laid_bands([block], points(width))
    return "".join(band_xml(each, word.fonts, width, opens=opens and not index) for index, each in enumerate(lines))


_MARK = "\ue000"  # stands for the text while a template is made
_LOOK = (
    '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
    'w:noHBand="1" w:noVBand="1"/>'
)


def edges(widths: Sequence[float]) -> tuple[int, ...]:
    """Return column widths (mm) in twips; they sum to the rounded width of the whole."""
    ends, gone = [0], 0.0
    for width in widths:
        gone += width
        ends.append(twips(gone))
    return tuple(end - start for start, end in pairwise(ends))


def table_xml(table: LaidTable, rows: Sequence[Placed], progress: Progress) -> str:
    """Return the whole table: a repeated head and the rows, each with its height and none of them split."""
    made = _TableXml(table)
    parts = [made.head()]
    for index, placed in enumerate(rows):
        if index % 100 == 0:
            progress(Stage.WRITING, index, len(rows))
        parts.append(made.section(placed) if placed.row.kind is RowKind.SECTION else made.task(placed))
    parts.append("</w:tbl>")
    return "".join(parts)


def _table_head(widths: Sequence[int], margins: str, look: str = "") -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{side} w:val="single" w:sz="{FIGURES.rule}" w:space="0" w:color="auto"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _margin(side: str, width: int) -> str:
    return f'<w:{side} w:w="{width}" w:type="dxa"/>'


def _wrapped(width: int, properties: str, content: str, place: str = "center") -> str:
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{size}{properties}<w:vAlign w:val="{place}"/></w:tcPr>{content}</w:tc>'


def _cell_paragraph(face: Typeface, align: Align, before: float = 0.0, after: float = 0.0, inset: int = 0) -> str:
    indent = f'<w:ind w:right="{round(inset * face.size * 20)}"/>' if inset else ""
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" '
        f'w:line="{round(face.pitch * 20)}" w:lineRule="exact"/>{indent}<w:jc w:val="{align.value}"/>'
    )


class _TableXml:
    """Writes the rows of one table."""

    def __init__(self, table: LaidTable) -> None:
        self._table = table
        self._fonts: Fonts = FONTS[table.paper.fonts]
        self._widths = edges(table.widths)
        aligns = [column.align for column in table.paper.columns]
        self._cells = [self._template(width, align) for width, align in zip(self._widths, aligns, strict=True)]

    def head(self) -> str:
        """Return the table's beginning with its head row."""
        room, table = twips(self._table.paper.side), self._table
        margins = "".join(map(_margin, ("top", "left", "bottom", "right"), (0, room, 0, room)))
        cells = "".join(
            _wrapped(width, "", self._texts(head, "GKHead", self._fonts.head, Align.CENTRE))
            for width, head in zip(self._widths, table.heads, strict=True)
        )
        row = f"<w:tr>{_row_properties(table.head_height, table.face, head=True)}{cells}</w:tr>"
        return _table_head(self._widths, margins, _LOOK) + row

    def section(self, placed: Placed) -> str:
        """Return a section row."""
        font = self._fonts.sub if placed.row.level else self._fonts.head
        text = self._texts(placed.row.texts[0], "GKSection", font, Align.LEFT, keep=True)
        cell = _wrapped(sum(self._widths), f'<w:gridSpan w:val="{len(self._widths)}"/>', text)
        return f"<w:tr>{_row_properties(placed.height, self._table.face)}{cell}</w:tr>"

    def task(self, placed: Placed) -> str:
        """Return a row of cells."""
        cells = zip(self._cells, placed.row.texts, placed.spans, strict=True)
        made = "".join(cell(text, span) for cell, text, span in cells)
        return f"<w:tr>{_row_properties(placed.height, self._table.face)}{made}</w:tr>"

    def _texts(self, text: str, style: str, font: str, align: Align, *, keep: bool = False) -> str:
        face = self._table.face
        properties = ("<w:keepNext/>" if keep else "") + _cell_paragraph(face, align)
        lines = plain_text(text).split("\n")
        return "".join(paragraph_xml(run_xml(line, font, face.size, self._fonts), style, properties) for line in lines)

    def _template(self, width: int, align: Align) -> Callable[[str, int], str]:
        """Return a function (text, span) → the cell's XML, with all that does not change made once."""
        start, end = self._texts(_MARK, "GKCell", self._fonts.text, align).split(_MARK)
        covered = _wrapped(width, "<w:vMerge/>", start + end)
        single, restart = (_wrapped(width, merge, _MARK).split(_MARK) for merge in ("", '<w:vMerge w:val="restart"/>'))

        def cell(text: str, span: int) -> str:
            if not span:
                return covered
            head, tail = single if span == 1 else restart
            paragraphs = (end + start).join(map(text_xml, plain_text(text).split("\n")))
            return f"{head}{start}{paragraphs}{end}{tail}"

        return cell


_TIGHT = 2.0  # points over and under a text; with less a program takes the rules for a reason to make rows higher


def _row_properties(height: float | None, face: Typeface, *, head: bool = False) -> str:
    """Return the row's properties: it grows with what people add, but in a table packed onto one page.

    One taller than a page has no height and may be split.
    """
    if height is None:
        return ""
    repeated = "<w:tblHeader/>" if head else ""
    rule = "atLeast" if face.padding >= _TIGHT else "exact"
    return f'<w:trPr><w:cantSplit/><w:trHeight w:val="{round(height * 20)}" w:hRule="{rule}"/>{repeated}</w:trPr>'


# ---- forms


def form_xml(form: Form, fonts: Fonts, page_height: float) -> str:
    """Return a form; a row higher than half of ``page_height`` (mm) may be split by a page end."""
    widths, cells = edges(form.widths), placed_cells(form)
    heights = row_heights(form, form.face.pitch)
    room = twips(form.side)
    parts = [_table_head(widths, _margin("left", room) + _margin("right", room))]
    for number, (row, height) in enumerate(zip(form.rows, heights, strict=True)):
        whole = "" if height > points(page_height) / 2 else "<w:cantSplit/>"
        # Where people type, Word makes the row as high as what they typed.
        least = round((row.least if form.typed else height) * 20)
        made = "".join(_form_cell(form, each, number, widths, fonts) for each in in_row(cells, number))
        parts.append(f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{least}" w:hRule="atLeast"/></w:trPr>{made}</w:tr>')
    return "".join((*parts, "</w:tbl>"))


def _form_cell(form: Form, placed: PlacedCell, row: int, widths: Sequence[int], fonts: Fonts) -> str:
    cell = placed.cell
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    begins = row == placed.row
    merge = "" if cell.rows == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    width = sum(widths[placed.column : placed.column + cell.columns])
    keep = form.rows[row].keep
    content = _form_text(form, placed, fonts, keep=keep) if begins else _empty(form, placed)
    return _wrapped(width, span + merge, content, "top" if cell.top else "center")


def _empty(form: Form, placed: PlacedCell) -> str:
    return paragraph_xml("", "GKCell", _cell_paragraph(form.face, placed.cell.align))


def _form_text(form: Form, placed: PlacedCell, fonts: Fonts, *, keep: bool) -> str:
    cell, lines = placed.cell, placed.cell.text.split("\n")
    air = form.face.padding / 2 if form.typed else 0.0
    made = []
    for index, line in enumerate(lines):
        over, under = air if index == 0 else 0.0, air if index == len(lines) - 1 else 0.0
        spacing = _cell_paragraph(form.face, cell.align, over, under, cell.inset)
        run = run_xml(line, fonts.head if cell.label else fonts.text, form.face.size, fonts)
        made.append(paragraph_xml(run, "GKCell", ("<w:keepNext/>" if keep else "") + spacing))
    return "".join(made)
