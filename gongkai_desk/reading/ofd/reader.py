"""OFD → ``Document`` by the stages of the PDF reader, and pictures of its pages. Called in the child process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from gongkai_desk.errors import Damaged, Limit, NoText
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.document import Document, FileKind, Missed
from gongkai_desk.reading.guard import USUAL, Limits
from gongkai_desk.reading.ofd.content import Glyph, Stroke
from gongkai_desk.reading.ofd.source import Drawn, OfdSource, open_ofd
from gongkai_desk.reading.pdf import reader as paged

UNCHECKED = "电子签章没有验证，请用专用阅读器核对"


def read(path: Path, *, progress: Progress = silent, limits: Limits = USUAL) -> Document:
    """Read an OFD file. Raises ``Damaged``, ``NoText`` (pages that are pictures), ``Limit``."""
    progress(Stage.OPENING, 0, 0)
    source = open_ofd(path)
    try:
        if len(source) > limits.pages:
            raise Limit(file=path.name, what="pages", limit=limits.pages)
        apart = list(paged.taken_apart(source, path.name, progress, limits))
        missed = tuple(_missed(source))
    finally:
        source.close()
    if not any(page.items or page.side for page in apart):
        raise NoText(file=path.name, pages=apart[-1].number if apart else 0)
    found = paged.document(path.name, apart)
    return replace(found, kind=FileKind.OFD, missed=(*found.missed, *missed))


def _missed(source: OfdSource) -> Iterator[Missed]:
    if source.signed:
        yield Missed("全文", UNCHECKED)
    for number, texts in source.left_out.items():
        for text in texts:
            yield Missed(f"第{number}页", f"水印：{text}")


def page_sizes(path: Path) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page in points."""
    source = open_ofd(path)
    try:
        drawn = (source.drawn(number) for number in range(1, len(source) + 1))
        return tuple((page.width, page.height) if page else (595.0, 842.0) for page in drawn)
    finally:
        source.close()


def page_picture(path: Path, page: int, scale: float) -> bytes:
    """Return a page as SVG, ``scale`` pixels a point: texts and lines; pictures and seals as empty frames."""
    source = open_ofd(path)
    try:
        drawn = source.drawn(page) if 1 <= page <= len(source) else None
    finally:
        source.close()
    if drawn is None:
        raise Damaged(file=path.name, reason="no such page")
    return "".join(_svg(drawn, scale)).encode()


_FRAME = '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}" stroke="{}" stroke-width="1"/>'
_SEAL = ("none", "#cc0000")
_PICTURE = ("#f2f2f2", "#bbbbbb")


def _svg(page: Drawn, scale: float) -> Iterator[str]:
    """Yield the parts of a picture that any SVG renderer draws; one that knows only SVG Tiny, too."""
    size = f'width="{round(page.width * scale)}" height="{round(page.height * scale)}"'
    view = f'viewBox="0 0 {page.width:.2f} {page.height:.2f}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view}>'
    yield f'<rect width="{page.width:.2f}" height="{page.height:.2f}" fill="#ffffff"/>'
    for box in page.content.pictures:
        yield _framed(box, *_PICTURE)
    yield from map(_path, page.content.strokes)
    yield from map(_letter, page.content.glyphs)
    for box in page.seals:
        yield _framed(box, *_SEAL)
    yield "</svg>"


def _framed(box: tuple[float, float, float, float], fill: str, line: str) -> str:
    return _FRAME.format(box[0], box[1], box[2] - box[0], box[3] - box[1], fill, line)


def _path(stroke: Stroke) -> str:
    runs = (" L".join(f"{x:.2f} {y:.2f}" for x, y in run) for run in stroke.runs)
    data = " ".join(f"M{run}" for run in runs)
    line = f'stroke="{stroke.line}" stroke-width="{max(0.3, stroke.width):.2f}"' if stroke.line else ""
    return f'<path d="{data}" fill="{stroke.fill or "none"}" {line}/>'


def _letter(glyph: Glyph) -> str:
    char = glyph.char
    if char.text.isspace() or ord(char.text) < 0x20 or 0xD800 <= ord(char.text) < 0xE000:
        return ""
    turned = f' transform="rotate({90 * char.turn} {glyph.x:.2f} {char.base:.2f})"' if char.turn > 0 else ""
    if glyph.wide != 1.0 and char.turn == 0:
        turned = f' transform="matrix({glyph.wide:.3f} 0 0 1 {glyph.x * (1 - glyph.wide):.2f} 0)"'
    bold = ' font-weight="bold"' if char.face.bold else ""
    family = escape(char.face.name or "FangSong", quote=True)
    where = f'x="{glyph.x:.2f}" y="{char.base:.2f}" font-size="{char.size:.2f}" font-family="{family}"'
    return f'<text {where} fill="{glyph.colour}"{bold}{turned}>{escape(char.text)}</text>'
