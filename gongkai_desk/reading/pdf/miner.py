"""Characters and rules through pdfminer: the second opinion, for files that PDFium refuses.

Slower by a factor of five; some crafted files make it loop for ever, so it runs in the child process only.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gongkai_desk.errors import Damaged, Encrypted
from gongkai_desk.reading.pdf.plain import (
    Placing,
    PlainChar,
    PlainPage,
    Rule,
    displayed,
    em_box,
    face_of,
    rules_of_path,
    turn_of,
)


def open_miner(path: Path, password: str = "") -> MinerSource:
    """Open ``path``; ``Encrypted`` if the password does not fit, ``Damaged`` if pdfminer cannot read it either."""
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells every fault of a file on stderr
    file = path.open("rb")
    try:
        document = PDFDocument(PDFParser(file), password=password)
        pages = list(PDFPage.create_pages(document))
    except PDFPasswordIncorrect as error:
        file.close()
        raise Encrypted(file=path.name, tried=bool(password)) from error
    except _faults() as error:
        file.close()
        raise Damaged(file=path.name, reason=repr(error)[:200]) from error
    if not pages:
        file.close()
        raise Damaged(file=path.name, reason="no pages")
    return MinerSource(file, pages)


def _faults() -> tuple[type[Exception], ...]:
    """Return what pdfminer raises on broken files: its own errors, and what broken values do to its code."""
    from pdfminer.psexceptions import PSException

    return PSException, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, RecursionError


class MinerSource:
    """An open document."""

    def __init__(self, file: Any, pages: list[Any]) -> None:  # noqa: ANN401 - pdfminer's classes
        self._file = file
        self._pages = pages

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._pages)

    def pages(self) -> Iterator[PlainPage]:
        """Yield the pages; a page that cannot be read is blank."""
        from pdfminer.converter import PDFPageAggregator
        from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

        manager = PDFResourceManager(caching=True)
        device = PDFPageAggregator(manager, laparams=None)
        interpreter = PDFPageInterpreter(manager, device)
        for page in self._pages:
            try:
                page.rotate, rotate = 0, page.rotate
                interpreter.process_page(page)
                yield _plain(page, device.get_result(), rotate)
            except _faults():
                yield PlainPage(0.0, 0.0, (), (), unread=1)

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


def _plain(page: Any, layout: Any, rotate: int) -> PlainPage:  # noqa: ANN401 - pdfminer's classes
    left, bottom, right, top = _visible_box(page)
    placing, width, height = displayed(left, bottom, right, top, rotate)
    # pdfminer moves the MediaBox's corner to the origin
    placing = placing.after(Placing(1, 0, 0, 1, page.mediabox[0], page.mediabox[1]))
    visible: list[PlainChar] = []
    rules: list[Rule] = []
    unread = 0
    for item in _leaves(layout):
        kind = type(item).__name__
        if kind == "LTChar":
            char = _char(item, placing)
            unread += char.text == "\ufffd"
            visible.append(char)
        elif kind in ("LTLine", "LTRect", "LTCurve"):
            points = [placing.point(x, y) for x, y in item.pts]
            if kind == "LTRect" and points:
                points.append(points[0])
            rules += rules_of_path(points, stroked=bool(item.stroke), filled=bool(item.fill))
    return PlainPage(width, height, tuple(visible), tuple(rules), unread)


def _visible_box(page: Any) -> tuple[float, float, float, float]:  # noqa: ANN401 - pdfminer's class
    media, crop = page.mediabox, page.cropbox or page.mediabox
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else tuple(media)


def _leaves(item: Any) -> Iterator[Any]:  # noqa: ANN401 - pdfminer's classes
    for part in item:
        if type(part).__name__ == "LTFigure":
            yield from _leaves(part)
        else:
            yield part


def _char(item: Any, placing: Placing) -> PlainChar:  # noqa: ANN401 - pdfminer's class
    a, b, _, _, e, f = item.matrix
    text = item.get_text()
    if text.startswith("(cid:") or not text or ord(text[0]) < 0x20:
        text = "\ufffd"
    text = " " if text.isspace() else text
    (x0, y0), (x1, y1) = placing.point(item.x0, item.y0), placing.point(item.x1, item.y1)
    turn = turn_of(placing.a * a + placing.c * b, placing.b * a + placing.d * b)
    size = item.height if abs(b) <= abs(a) else item.width
    x, base = placing.point(e, f)
    box = em_box((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), x, base, size, 0.0, turn)
    return PlainChar(text, *box, base, size, face_of(item.fontname), turn)
