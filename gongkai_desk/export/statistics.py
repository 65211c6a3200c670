"""统计表 as Word, with its charts (DOMAIN §7 for head and foot); ``statistics_sheet`` writes the workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.figures import FigurePaper, FigurePicture, FigureTable
from gongkai_desk.domain.papers import FontScheme, TextSize
from gongkai_desk.export.em_grid import line_count, text_width
from gongkai_desk.export.ledger import chinese_date, signature_xml
from gongkai_desk.export.page import (
    FIGURES,
    LANDSCAPE,
    MM_PER_INCH,
    PORTRAIT,
    TYPE,
    Leaf,
    Typeface,
    points,
    twips,
)
from gongkai_desk.export.paging import Placed, Row
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.titles import title_lines
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_pictures import picture_xml
from gongkai_desk.export.word_table import WordTable, placed_rows, table_xml
from gongkai_desk.export.word_text import paragraph_xml, run_xml, title_xml
from gongkai_desk.progress import Progress, silent

if TYPE_CHECKING:
    pass

_SIDE = 1.0  # mm free at each side of a cell
_LABELS_LEAST, _LABELS_MOST = 30.0, 62.0  # mm of the column of labels
_TOTAL_GAP = 1.0  # ems by which a figure's column is wider than its longest text
NOTE_SIZE = 9.0  # points: 小五
NOTE_LINE = 15.0
CAPTION = 30.0  # points that a chart takes beside its height: the line of its caption, room above
TREND_HEAD = 36.0  # points: the heading of the trend's table
TREND_TITLE = "各月末情况"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table of figures is set: the page, the type, widths in mm, alignments, heads with their line feeds."""

    page: Leaf
    face: Typeface
    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    heads: tuple[str, ...]


def setting_of(table: FigureTable, page: Leaf | None = None) -> Setting:
    """Return a standing page where all columns have room on it, else a lying one, in smaller type if need be."""
    tried = [(leaf, TYPE[size]) for leaf in (PORTRAIT, LANDSCAPE) for size in (TextSize.FIVE, TextSize.SMALL_FIVE)]
    fitting = [(leaf, face) for leaf, face in tried if page in (None, leaf)]
    for leaf, face in fitting:
        widths = [_figure_width(table, column, face) for column in range(len(table.heads))]
        left = leaf.area_width - sum(widths)
        if left >= _LABELS_LEAST or (leaf, face) == fitting[-1]:
            break
    labels = min(max(left, _LABELS_LEAST), _LABELS_MOST)
    over = max(0.0, sum(widths) + labels - leaf.area_width)
    narrowed = [width - over / len(widths) for width in widths]
    return Setting(
        leaf,
        face,
        (labels, *narrowed),
        (Align.LEFT, *(Align.RIGHT,) * len(widths)),
        (table.name, *(f"{head.group}\n{head.text}" if head.group else head.text for head in table.heads)),
    )


def _figure_width(table: FigureTable, column: int, face: Typeface) -> float:
    head = table.heads[column]
    texts = (head.group, head.text, *(row.figures[column].text for row in table.every_row))
    ems = max(map(text_width, texts)) + _TOTAL_GAP
    return ems * face.size / 72 * MM_PER_INCH + 2 * _SIDE


def figure_rows(table: FigureTable) -> list[Row]:
    """Return the rows as texts, the total last."""
    whole = (False,) * (len(table.heads) + 1)
    return [Row((plain_text(row.label), *(figure.text for figure in row.figures)), whole) for row in table.every_row]


def head_texts(paper: FigurePaper) -> tuple[str, str]:
    """Return what stands above the table at the left and at the right: who reports, up to when."""
    against = f"（与{chinese_date(paper.before)}比较）" if paper.before else ""
    return f"填报单位（盖章）：{paper.unit}", f"统计截至{chinese_date(paper.as_of)}{against}"


def note_text(paper: FigurePaper) -> str:
    """Return what stands under the table, empty where nothing need be said."""
    return "注：" + "".join(paper.notes) if paper.notes else ""


# ---- Word


def write_docx(path: Path, paper: FigurePaper, progress: Progress = silent) -> None:
    """Write the table, its charts and the trend as a Word paper.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    set_as = setting_of(paper.table)
    word = WordPaper(FontScheme.OFFICIAL, paper.title)
    word.set_page(set_as.page, grid=False)
    word.count_pages()
    above, taken = _above(paper, set_as.page, word)
    note = note_text(paper)
    lines = line_count(note, points(set_as.page.area_width) / NOTE_SIZE) if note else 0
    foot = lines * NOTE_LINE + FIGURES.foot_gap + FIGURES.head_line
    table = _word_table(set_as, word)
    rows = placed_rows(table, figure_rows(paper.table), set_as.page, above=taken, foot=foot)
    word.add(above + table_xml(table, rows, progress))
    word.add(_note(note, word) + signature_xml(set_as.page, word))
    used = _used(rows, table, taken) + foot
    pictures = sized_pictures(paper, set_as.page)
    for number, (picture, width, height) in enumerate(pictures, 1):
        word.add(picture_xml(word, picture.png, width, height, picture.caption, number=number))
        word.add(paragraph_xml(_run(picture.caption, word), "GKLine", '<w:jc w:val="center"/>'))
        used = _after(used, points(height) + CAPTION, points(set_as.page.area_height))
    if paper.trend:
        word.add(_trend(paper.trend, set_as.page, word, used, progress))
    word.save(path)


def _word_table(set_as: Setting, word: WordPaper) -> WordTable:
    return WordTable(set_as.heads, set_as.widths, set_as.aligns, set_as.face, _SIDE, word.fonts)


def _used(rows: Sequence[Placed], table: WordTable, above: float) -> float:
    """Return how far the last page of a table is used, in points."""
    last = rows[-1].page if rows else 0
    high = sum(row.height or 0.0 for row in rows if row.page == last)
    return high + table.head_height() + (above if last == 0 else 0.0)


def _after(used: float, more: float, page: float) -> float:
    """Return how far a page is used after something that stands on one page whole."""
    return more if used + more > page else used + more


def _trend(trend: FigureTable, page: Leaf, word: WordPaper, used: float, progress: Progress) -> str:
    """Return the table of the trend; on a page of its own where it would be cut."""
    set_as = setting_of(trend, page)
    table = _word_table(set_as, word)
    rows = placed_rows(table, figure_rows(trend), page, above=TREND_HEAD, foot=0.0)
    cut = used + TREND_HEAD + _used(rows, table, 0.0) + FIGURES.reserve > points(page.area_height)
    return _heading(TREND_TITLE, word, broken=cut) + table_xml(table, rows, progress) + paragraph_xml("", "GKEnd")


def _above(paper: FigurePaper, page: Leaf, word: WordPaper) -> tuple[str, float]:
    """Return title and head line, and their height in points."""
    lines = title_lines(paper.title, points(page.area_width) / FIGURES.title_size)
    room = points(page.area_width) / FIGURES.head_line_size
    left, right = head_texts(paper)
    height = len(lines) * FIGURES.title_line + FIGURES.title_gap
    if text_width(left) + text_width(right) < room:
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(page.area_width)}"/></w:tabs>'
        line = paragraph_xml(f"{_run(left, word)}<w:r><w:tab/></w:r>{_run(right, word)}", "GKLine", stop)
        return title_xml(lines, word.fonts) + line, height + FIGURES.head_line
    both = paragraph_xml(_run(left, word), "GKLine") + paragraph_xml(
        _run(right, word), "GKLine", '<w:jc w:val="right"/>'
    )
    return title_xml(lines, word.fonts) + both, height + 2 * FIGURES.head_line


def _run(text: str, word: WordPaper) -> str:
    return run_xml(text, word.fonts.text, FIGURES.head_line_size, word.fonts)


def _note(text: str, word: WordPaper) -> str:
    if not text:
        return ""
    spacing = f'<w:spacing w:line="{round(NOTE_LINE * 20)}" w:lineRule="exact"/>'
    return paragraph_xml(run_xml(text, word.fonts.text, NOTE_SIZE, word.fonts), "GKLine", spacing)


def picture_room(page: Leaf) -> tuple[float, float]:
    """Return the width and height in mm that a chart may have on a page with its caption."""
    return page.area_width - 4, page.area_height - CAPTION / 72 * MM_PER_INCH - 2


def sized_pictures(paper: FigurePaper, page: Leaf) -> list[tuple[FigurePicture, float, float]]:
    """Return the charts with width and height in mm; one that is larger than the page is made smaller."""
    width, height = picture_room(page)
    found = []
    for picture in paper.pictures:
        part = min(1.0, height / picture.height, width / picture.width)
        found.append((picture, picture.width * part, picture.height * part))
    return found


def _heading(text: str, word: WordPaper, *, broken: bool) -> str:
    run = run_xml(text, word.fonts.head, FIGURES.note_size, word.fonts)
    page = "<w:pageBreakBefore/>" if broken else ""
    spacing = '<w:spacing w:before="240" w:after="60"/><w:jc w:val="center"/>'
    return paragraph_xml(run, "GKLine", f"<w:keepNext/>{page}{spacing}")
