"""任务分解表 as Word and Excel, in both official styles (DOMAIN §7)."""

from collections.abc import Iterator
from pathlib import Path

from gongkai_desk.domain.columns import FIVE_COLUMNS, ITEM_COLUMNS, Align, Column, ColumnKey, widths
from gongkai_desk.domain.papers import BreakdownPaper, BreakdownStyle
from gongkai_desk.export.em_grid import line_count
from gongkai_desk.export.page import FIGURES, FONTS, TYPE, Leaf, leaf, points
from gongkai_desk.export.paging import Row
from gongkai_desk.export.sheet_kit import Line, Piece, Sheet, write_sheet
from gongkai_desk.export.table_rows import Record, sequence, table_rows, task_text
from gongkai_desk.export.titles import title_lines
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_table import WordTable, after_table_xml, placed_rows, table_xml
from gongkai_desk.export.word_text import paragraph_xml, run_xml, title_xml
from gongkai_desk.progress import Progress, silent

_COLUMNS = {BreakdownStyle.FIVE: FIVE_COLUMNS, BreakdownStyle.ITEM: ITEM_COLUMNS}
DRAFT = "（征求意见稿）"
_ONE_IN = "\N{IDEOGRAPHIC SPACE}"  # page numbers stand one character in
_PAGE_NUMBER = "\N{EM DASH} &P \N{EM DASH}"


def columns_of(style: BreakdownStyle) -> tuple[Column, ...]:
    """Return the columns of a style."""
    return _COLUMNS[style]


def breakdown_rows(paper: BreakdownPaper) -> list[Row]:
    """Return the rows of the table, section rows among them."""
    columns = columns_of(paper.style)
    records = []
    for task, number in zip(paper.tasks, sequence(paper.tasks), strict=True):
        texts = (number if column.key is ColumnKey.SEQ else task_text(task, column.key) for column in columns)
        records.append(Record(task, tuple(texts)))
    return table_rows(records, columns)


def write_docx(path: Path, paper: BreakdownPaper, progress: Progress = silent) -> None:
    """Write the table as a Word paper.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    page = leaf(paper.orientation)
    word = WordPaper(paper.fonts, paper.heading)
    word.set_page(page, paper.first_page)
    word.number_pages(page)
    table = _word_table(paper, word)
    above, taken = _above(paper, word)
    rows = placed_rows(table, breakdown_rows(paper), page, above=taken, foot=FIGURES.last_line)
    word.add(above + table_xml(table, rows, progress) + after_table_xml())
    word.save(path)


def _word_table(paper: BreakdownPaper, word: WordPaper) -> WordTable:
    columns, page, face = columns_of(paper.style), leaf(paper.orientation), TYPE[paper.size]
    return WordTable(
        heads=tuple(column.title for column in columns),
        widths=widths(columns, landscape=page.landscape),
        aligns=tuple(column.align for column in columns),
        face=face,
        side=FIGURES.side,
        fonts=word.fonts,
    )


def _above(paper: BreakdownPaper, word: WordPaper) -> tuple[str, float]:
    """Return what stands above the table, and its height in points: annex mark, title, draft mark, note."""
    fonts, parts, height = word.fonts, [], 0.0
    if paper.annex:
        parts.append(paragraph_xml(run_xml(paper.annex, fonts.head, FIGURES.annex_size, fonts), "GKAnnex"))
        parts.append(paragraph_xml("", "GKBlank"))
        height += 2 * FIGURES.line
    lines = title_lines(paper.heading, points(leaf(paper.orientation).area_width) / FIGURES.title_size)
    parts.append(title_xml(lines, fonts))
    height += len(lines) * FIGURES.title_line
    if paper.draft:
        parts.append(paragraph_xml(run_xml(DRAFT, fonts.sub, FIGURES.annex_size, fonts), "GKDraft"))
        height += FIGURES.line
    parts.append(_note(paper, word))
    return "".join(parts), height + FIGURES.title_gap + note_height(paper)


def _note(paper: BreakdownPaper, word: WordPaper) -> str:
    if not paper.note:
        return ""
    return paragraph_xml(run_xml(paper.note, word.fonts.text, FIGURES.note_size, word.fonts), "GKNote")


def note_height(paper: BreakdownPaper, page: Leaf | None = None) -> float:
    """Return the height of the note in points on the paper's own page, or on another."""
    width = points((page or leaf(paper.orientation)).area_width) / FIGURES.note_size
    return line_count(paper.note, width) * FIGURES.note_line if paper.note else 0.0


def write_xlsx(path: Path, paper: BreakdownPaper, progress: Progress = silent) -> None:
    """Write the table as a workbook; errors as ``write_docx``."""
    write_sheet(path, _sheet(paper), breakdown_rows(paper), progress)


def _sheet(paper: BreakdownPaper) -> Sheet:
    page, columns, face, fonts = leaf(paper.orientation), columns_of(paper.style), TYPE[paper.size], FONTS[paper.fonts]
    return Sheet(
        name="任务分解表",
        title=paper.heading,
        leaf=page,
        fonts=fonts,
        face=face,
        heads=tuple(column.title for column in columns),
        widths=widths(columns, landscape=page.landscape),
        aligns=tuple(column.align for column in columns),
        above=tuple(_lines_above(paper, len(columns))),
        below=(),
        foot_odd=("", "", _PAGE_NUMBER + _ONE_IN),
        foot_even=(_ONE_IN + _PAGE_NUMBER, "", ""),
        first_page=paper.first_page,
    )


def _lines_above(paper: BreakdownPaper, columns: int) -> Iterator[Line]:
    fonts, width = FONTS[paper.fonts], points(leaf(paper.orientation).area_width)

    def line(text: str, font: str, size: float, height: float, align: Align) -> Line:
        return Line((Piece(text, columns, align),), font, size, height)

    if paper.annex:
        yield line(paper.annex, fonts.head, FIGURES.annex_size, FIGURES.line, Align.LEFT)
        yield line("", fonts.text, FIGURES.annex_size, FIGURES.line, Align.LEFT)
    lines = title_lines(paper.heading, width / FIGURES.title_size - FIGURES.sheet_slack)
    height = len(lines) * FIGURES.title_line + FIGURES.title_gap
    yield line("\n".join(lines), fonts.title, FIGURES.title_size, height, Align.CENTRE)
    if paper.draft:
        yield line(DRAFT, fonts.sub, FIGURES.annex_size, FIGURES.line, Align.CENTRE)
    if paper.note:
        yield line(paper.note, fonts.text, FIGURES.note_size, note_height(paper), Align.LEFT)
