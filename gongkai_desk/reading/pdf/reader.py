"""PDF → ``Document``: pages of visual lines and grids, in reading order.

PDFium opens the file; pdfminer is the second opinion where PDFium gives up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai_desk.domain.plan import Box, PagePlace
from gongkai_desk.errors import Damaged, Limit, NoText
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.document import Document, FileKind, Grid, Line, Missed, Page
from gongkai_desk.reading.guard import USUAL, Limits
from gongkai_desk.reading.pdf.cells import settled
from gongkai_desk.reading.pdf.layout import Area, Layout, areas, layouts
from gongkai_desk.reading.pdf.pdfium import open_pdfium
from gongkai_desk.reading.pdf.plain import PageSource
from gongkai_desk.reading.pdf.text import VisualLine
from gongkai_desk.reading.scan.reader import ScanSource, available


def open_source(path: Path, password: str = "") -> PageSource:
    """Open ``path``. Raises ``Encrypted``, or ``Damaged`` if neither library can read it."""
    try:
        return open_pdfium(path, password)
    except Damaged:
        from gongkai_desk.reading.pdf.miner import open_miner

        return open_miner(path, password)


def read(path: Path, *, password: str = "", progress: Progress = silent, limits: Limits = USUAL) -> Document:
    """Read a PDF. Raises ``Encrypted``, ``Damaged``, ``NoText`` (a scan that was not recognised), ``Limit``."""
    progress(Stage.OPENING, 0, 0)
    source = ScanSource(open_source(path, password), path, password, progress)
    try:
        if len(source) > limits.pages:
            raise Limit(file=path.name, what="pages", limit=limits.pages)
        apart = list(taken_apart(source, path.name, progress, limits))
    finally:
        source.close()
    if not any(page.items or page.side for page in apart):
        raise NoText(file=path.name, pages=apart[-1].number if apart else 0, component=available())
    read_so = document(path.name, apart)
    return replace(read_so, recognised=tuple(source.recognised), unsure=tuple(source.unsure))


def document(name: str, apart: Sequence[Layout]) -> Document:
    """Return the document of pages taken apart."""
    pages = settled(tuple(_page(page, area) for page, area in zip(apart, areas(apart), strict=True)))
    text = "\n".join(_item_text(item) for page in pages for item in page.items)
    return Document(name, FileKind.PDF, pages, text, tuple(_missed(apart)))


def taken_apart(source: PageSource, file: str, progress: Progress, limits: Limits) -> Iterator[Layout]:
    """Yield the pages of a source, each taken apart as it is read. Raises ``Limit``."""
    total, characters = len(source), 0
    for number, page in enumerate(source.pages(), 1):
        characters += len(page.chars)
        if characters > limits.characters:
            raise Limit(file=file, what="characters", limit=limits.characters)
        yield from layouts(page, number)
        progress(Stage.READING, number, total)


def _page(page: Layout, area: Area) -> Page:
    items = [_placed(page, item, area) for item in page.items]
    items += [_plain_line(page, line) for line in page.side]
    sideways = page.turn % 2 == 1
    size = (page.page.height, page.page.width) if sideways else (page.page.width, page.page.height)
    return Page(page.number, tuple(items), width=size[0], height=size[1])


def _placed(page: Layout, item: VisualLine | Grid, area: Area) -> Line | Grid:
    if isinstance(item, Grid):
        return Grid(item.rows, page.back(item.box) if item.box else None, item.header_rows, item.ruled, item.name)
    line = _plain_line(page, item)
    return Line(
        line.text,
        line.places,
        whole=False,
        size=line.size,
        bold=line.bold,
        font=line.font,
        centred=area.centres(item),
        indent=round((item.x0 - area.left) / item.size, 2),
        room=round((area.right - item.x1) / item.size, 2),
    )


def _plain_line(page: Layout, line: VisualLine) -> Line:
    box = page.back(Box(line.x0, line.top, line.x1, line.bottom))
    size, face = round(line.size, 2), line.face
    return Line(line.text, (PagePlace(page.number, box),), whole=False, size=size, bold=face.bold, font=face.name)


def _item_text(item: Line | Grid) -> str:
    if isinstance(item, Line):
        return item.text
    return "\n".join("\t".join(cell.text for cell in row if cell) for row in item.rows)


def _missed(apart: Sequence[Layout]) -> Iterator[Missed]:
    for page in apart:
        where = f"第{page.number}页"
        if page.page.unread:
            yield Missed(where, f"{page.page.unread}个字符没有编码")
        if page.page.hidden:
            yield Missed(where, f"看不见的文字：{page.page.hidden[:40]}")
        for mark in page.marks:
            yield Missed(where, f"水印：{mark[:40]}")
        if page.aslant:
            yield Missed(where, f"斜排文字：{page.aslant[:40]}")
        if not page.items and page.page.picture > 0.3:
            yield Missed(where, "整页是图片，没有文字")
