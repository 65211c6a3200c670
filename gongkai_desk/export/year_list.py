"""全年日历 as a list by months: 日期, 事项, 单位, 依据; Word and Excel."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from gongkai_desk.domain.calendar import CalendarLine, CalendarPaper
from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import FontScheme, TextSize
from gongkai_desk.export.em_grid import line_count
from gongkai_desk.export.page import FIGURES, FONTS, PORTRAIT, TYPE, points
from gongkai_desk.export.paging import Row, RowKind
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.sheet_kit import Line, Piece, Sheet, write_sheet
from gongkai_desk.export.titles import title_lines
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_table import WordTable, after_table_xml, placed_rows, table_xml
from gongkai_desk.export.word_text import paragraph_xml, run_xml, title_xml
from gongkai_desk.progress import Progress, silent

_HEADS = ("日期", "事项", "单位", "依据")
_WIDTHS = (20.0, 64.0, 30.0, 42.0)  # mm; together 156
_ALIGNS = (Align.CENTRE, Align.LEFT, Align.LEFT, Align.LEFT)
_FACE = TYPE[TextSize.FIVE]
_MONTHS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]


def write_docx(path: Path, paper: CalendarPaper, progress: Progress = silent) -> None:
    """Write the list as Word.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    word = WordPaper(FontScheme.OFFICIAL, paper.title)
    word.set_page(PORTRAIT, grid=False)
    word.count_pages()
    lines = title_lines(paper.title, points(PORTRAIT.area_width) / FIGURES.title_size)
    table = WordTable(_HEADS, _WIDTHS, _ALIGNS, _FACE, FIGURES.ledger_side, word.fonts)
    note_lines = line_count(paper.note, points(PORTRAIT.area_width) / FIGURES.head_line_size)
    above = len(lines) * FIGURES.title_line + FIGURES.title_gap + note_lines * FIGURES.head_line
    rows = placed_rows(table, list(_rows(paper)), PORTRAIT, above=above, foot=FIGURES.last_line)
    note = paragraph_xml(run_xml(paper.note, word.fonts.text, FIGURES.head_line_size, word.fonts), "GKLine")
    word.add(title_xml(lines, word.fonts) + note + table_xml(table, rows, progress) + after_table_xml())
    word.save(path)


def write_xlsx(path: Path, paper: CalendarPaper, progress: Progress = silent) -> None:
    """Write the list as a workbook; errors as ``write_docx``."""
    write_sheet(path, _sheet(paper), list(_rows(paper)), progress)


def _rows(paper: CalendarPaper) -> Iterator[Row]:
    """Yield a row for the head of each month and one for each line; a day stands once for all its lines."""
    for month, lines in groupby(paper.lines, key=attrgetter("month")):
        of_month = list(lines)
        yield Row((f"{_MONTHS[month - 1]}月（{len(of_month)}项）",), kind=RowKind.SECTION)
        above = ""
        for line in of_month:
            yield Row(_texts(line), (line.day == above, False, False, False))
            above = line.day


def _texts(line: CalendarLine) -> tuple[str, ...]:
    return tuple(map(plain_text, (line.day, line.matter, line.units, line.basis)))


def _sheet(paper: CalendarPaper) -> Sheet:
    fonts, width, columns = FONTS[FontScheme.SYSTEM], points(PORTRAIT.area_width), len(_HEADS)
    lines = title_lines(paper.title, width / FIGURES.title_size - FIGURES.sheet_slack)
    title = Line(
        (Piece("\n".join(lines), columns, Align.CENTRE),),
        fonts.title,
        FIGURES.title_size,
        len(lines) * FIGURES.title_line + FIGURES.title_gap,
    )
    size = FIGURES.head_line_size
    height = line_count(paper.note, width / size - FIGURES.sheet_slack) * FIGURES.head_line
    foot = ("", "第 &P 页，共 &N 页", "")
    return Sheet(
        name="工作日历",
        title=paper.title,
        leaf=PORTRAIT,
        fonts=fonts,
        face=_FACE,
        heads=_HEADS,
        widths=_WIDTHS,
        aligns=_ALIGNS,
        above=(title, Line((Piece(paper.note, columns),), fonts.text, size, height)),
        below=(),
        foot_odd=foot,
        foot_even=foot,
        frozen=1,
    )
