"""核对问题清单 as Word and Excel: what was found in a plan and what was decided about it."""

from collections.abc import Sequence
from pathlib import Path

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import FontScheme, Orientation, TextSize
from gongkai_desk.domain.review import Finding
from gongkai_desk.export.page import FIGURES, FONTS, TYPE, leaf, points
from gongkai_desk.export.paging import Row, RowKind
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.sheet_kit import Line, Piece, Sheet, write_sheet
from gongkai_desk.export.titles import title_lines
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_table import WordTable, after_table_xml, placed_rows, table_xml
from gongkai_desk.export.word_text import title_xml
from gongkai_desk.progress import Progress, silent

HEADS = ("序号", "任务", "问题", "原文", "位置", "处理")
_WIDTHS = (14.0, 46.0, 58.0, 48.0, 24.0, 35.0)  # mm; together the 225 of a lying page
_ALIGNS = (Align.CENTRE, Align.LEFT, Align.LEFT, Align.LEFT, Align.CENTRE, Align.LEFT)
_PAGE = leaf(Orientation.LANDSCAPE)
_FACE = TYPE[TextSize.FIVE]


def write_docx(path: Path, title: str, findings: Sequence[Finding], progress: Progress = silent) -> None:
    """Write the list as a Word paper.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    word = WordPaper(FontScheme.OFFICIAL, title)
    word.set_page(_PAGE)
    word.number_pages(_PAGE)
    table = WordTable(HEADS, _WIDTHS, _ALIGNS, _FACE, FIGURES.side, word.fonts)
    lines = title_lines(title, points(_PAGE.area_width) / FIGURES.title_size)
    above = len(lines) * FIGURES.title_line + FIGURES.title_gap
    rows = placed_rows(table, _rows(findings), _PAGE, above=above, foot=FIGURES.last_line)
    word.add(title_xml(lines, word.fonts) + table_xml(table, rows, progress) + after_table_xml())
    word.save(path)


def write_xlsx(path: Path, title: str, findings: Sequence[Finding], progress: Progress = silent) -> None:
    """Write the list as a workbook; errors as ``write_docx``."""
    fonts = FONTS[FontScheme.OFFICIAL]
    lines = title_lines(title, points(_PAGE.area_width) / FIGURES.title_size - FIGURES.sheet_slack)
    height = len(lines) * FIGURES.title_line + FIGURES.title_gap
    head = Line((Piece("\n".join(lines), len(HEADS), Align.CENTRE),), fonts.title, FIGURES.title_size, height)
    sheet = Sheet(
        name="问题清单",
        title=title,
        leaf=_PAGE,
        fonts=fonts,
        face=_FACE,
        heads=HEADS,
        widths=_WIDTHS,
        aligns=_ALIGNS,
        above=(head,),
        below=(),
        foot_odd=("", "第 &P 页 共 &N 页", ""),
        foot_even=("", "第 &P 页 共 &N 页", ""),
    )
    write_sheet(path, sheet, _rows(findings), progress)


def _rows(findings: Sequence[Finding]) -> list[Row]:
    return [Row(_texts(finding), (False,) * len(HEADS), RowKind.TASK) for finding in findings]


def _texts(finding: Finding) -> tuple[str, ...]:
    texts = (finding.seq, finding.task, finding.problem, finding.printed, finding.place, finding.answer)
    return tuple(map(plain_text, texts))
