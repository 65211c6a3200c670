"""导出当前表格: the table as it is seen, on a lying A4 page."""

from collections.abc import Iterator
from pathlib import Path

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import FontScheme, TextSize
from gongkai_desk.domain.tables import SeenTable
from gongkai_desk.export.em_grid import line_count
from gongkai_desk.export.page import FIGURES, FONTS, LANDSCAPE, TYPE, points
from gongkai_desk.export.paging import Row
from gongkai_desk.export.sheet_kit import Line, Piece, Sheet, write_sheet
from gongkai_desk.export.titles import title_lines
from gongkai_desk.progress import Progress, silent

_NARROWEST = 11.0  # mm: two characters of a head beside each other


def write_seen(path: Path, table: SeenTable, progress: Progress = silent) -> None:
    """Write the table as a workbook.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    write_sheet(path, _sheet(table), list(_rows(table)), progress)


def _rows(table: SeenTable) -> Iterator[Row]:
    before: tuple[object, ...] = (None,) * len(table.heads)
    for number, texts in enumerate(table.rows):
        groups = table.groups[number] if table.groups else (None,) * len(texts)
        joined = tuple(one is not None and one == other for one, other in zip(groups, before, strict=True))
        yield Row(texts, joined if number else (False,) * len(texts))
        before = groups


def _sheet(table: SeenTable) -> Sheet:
    return Sheet(
        name="当前表格",
        title=table.title,
        leaf=LANDSCAPE,
        fonts=FONTS[FontScheme.SYSTEM],
        face=TYPE[TextSize.FIVE],
        heads=table.heads,
        widths=_widths(table.shares, LANDSCAPE.area_width),
        aligns=table.aligns,
        above=tuple(_above(table)),
        below=(),
        foot_odd=("", "第 &P 页，共 &N 页", ""),
        foot_even=("", "第 &P 页，共 &N 页", ""),
        frozen=table.frozen,
    )


def _widths(shares: tuple[float, ...], area: float) -> tuple[float, ...]:
    """Return millimetres that fill the page; none narrower than a head needs, the widest gives for it."""
    plain = [max(_NARROWEST, share * area / sum(shares)) for share in shares]
    over = sum(plain) - area
    widest = max(range(len(plain)), key=plain.__getitem__)
    plain[widest] = max(_NARROWEST, plain[widest] - over)
    return tuple(plain)


def _above(table: SeenTable) -> Iterator[Line]:
    fonts, width, columns = FONTS[FontScheme.SYSTEM], points(LANDSCAPE.area_width), len(table.heads)
    lines = title_lines(table.title, width / FIGURES.title_size - FIGURES.sheet_slack)
    height = len(lines) * FIGURES.title_line + FIGURES.title_gap
    yield Line((Piece("\n".join(lines), columns, Align.CENTRE),), fonts.title, FIGURES.title_size, height)
    if table.note:
        height = line_count(table.note, width / FIGURES.note_size) * FIGURES.note_line
        yield Line((Piece(table.note, columns),), fonts.text, FIGURES.note_size, height)
