"""Characters and rules through PDFium, the first source: fast, and it mends many damaged files.

The raw interface is used because one call per character and figure is all there is, and a wrapper object for each
would cost three times as much.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gongkai_desk.errors import Damaged, Encrypted
from gongkai_desk.reading.pdf.plain import (
    BLACK,
    EVERYWHERE,
    SMALLEST,
    Bounds,
    Face,
    Placing,
    PlainChar,
    PlainPage,
    Rule,
    Tint,
    bounds_of,
    displayed,
    em_box,
    face_of,
    hidden_text,
    rules_of_path,
    tinted,
    turn_of,
    with_white,
)

PATH, IMAGE, SHADING, FORM = 2, 3, 4, 5
LINE_TO = 0
INVISIBLE = 3
FILLED_TEXT = 0
STROKED_TEXT = (1, 2)
DEEPEST_FORM = 8
"""Forms within forms: drawing programs reach 3 or 4; a loop of references must end."""
MOST_SEGMENTS = 400_000
"""Pieces of drawing looked at on one page; a map may have more, a table never."""
CONTROL = {0x0D, 0x0A, 0x09, 0x20, 0xA0, 0x3000}


def open_pdfium(path: Path, password: str = "") -> PdfiumSource:
    """Open ``path``; ``Encrypted`` if the password does not fit, ``Damaged`` if PDFium cannot read it."""
    import pypdfium2

    try:
        return PdfiumSource(pypdfium2.PdfDocument(path, password=password or None))
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Encrypted(file=path.name, tried=bool(password)) from error
        raise Damaged(file=path.name, reason=str(error)) from error


class PdfiumSource:
    """An open document."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - pypdfium2 has no types
        self._document = document

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._document)

    def pages(self) -> Iterator[PlainPage]:
        """Yield the pages; a page that cannot be loaded is blank."""
        import pypdfium2

        for index in range(len(self)):
            try:
                page = self._document[index]
            except pypdfium2.PdfiumError:
                yield PlainPage(0.0, 0.0, (), (), unread=1)
                continue
            try:
                yield _plain(page.raw)
            finally:
                page.close()

    def close(self) -> None:
        """Let the file go."""
        self._document.close()


def _plain(page: Any) -> PlainPage:  # noqa: ANN401 - a C pointer
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    rotate = 90 * pdfium.FPDFPage_GetRotation(page)
    placing, width, height = displayed(box.left, box.bottom, box.right, box.top, rotate)
    chars = _chars(page, placing)
    drawing = _Drawing(page, grounds=bool(chars.white))
    drawing.read(placing)
    visible, hidden = with_white(chars.visible, chars.white, drawing.grounds)
    hidden += chars.hidden
    shown = visible or hidden
    inside = tuple(c for c in shown if c.x1 > -1 and c.x0 < width + 1 and c.bottom > -1 and c.top < height + 1)
    if len(inside) < len(shown):
        on_page = set(map(id, inside))
        hidden += [char for char in visible if id(char) not in on_page]
    told = hidden_text(hidden, inside) if visible and hidden else ""
    picture = drawing.picture / (width * height or 1)
    return PlainPage(width, height, inside, tuple(drawing.rules), chars.unread, picture, told)


def _chars(page: Any, placing: Placing) -> _Chars:  # noqa: ANN401 - a C pointer
    import pypdfium2.raw as pdfium

    text_page = pdfium.FPDFText_LoadPage(page)
    chars = _Chars(text_page, placing)
    if not text_page:
        chars.unread = 1
        return chars
    try:
        chars.read()
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return chars


class _Chars:
    """Reads one text page; what is alike for a run of characters is asked once per text object."""

    def __init__(self, text_page: Any, placing: Placing) -> None:  # noqa: ANN401 - a C pointer
        import pypdfium2.raw as pdfium

        self.pdfium = pdfium
        self.page = text_page
        self.placing = placing
        self.faces: dict[tuple[int, bool], Face] = {}
        self.visible: list[PlainChar] = []
        self.hidden: list[PlainChar] = []
        self.white: list[PlainChar] = []
        self.unread = 0
        self.tints = tuple(ctypes.c_uint() for _ in range(4))
        self.tint_refs = tuple(map(ctypes.byref, self.tints))
        self.matrix, self.box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
        self.box_ref = ctypes.byref(self.box)
        self.sides = tuple(ctypes.c_double() for _ in range(4))
        self.x, self.y = ctypes.c_double(), ctypes.c_double()

    def read(self) -> None:
        """Read all characters: those that can be seen, those that cannot, those in white, which a dark ground shows."""
        pdfium, page = self.pdfium, self.page
        get_object, address = pdfium.FPDFText_GetTextObject, ctypes.addressof
        last, run = 0, None
        for index in range(pdfium.FPDFText_CountChars(page)):
            owner = get_object(page, index)
            if not owner:  # blanks and line ends that PDFium itself puts in
                continue
            where = address(owner.contents)
            if where != last:
                last, run = where, _Run(self, owner, index)
            if run is not None:
                run.add(index)

    def tint(self, owner: Any) -> Tint:  # noqa: ANN401 - a C pointer
        """Return the colour that a text object is filled with; black where it has none."""
        if not self.pdfium.FPDFPageObj_GetFillColor(owner, *self.tint_refs):
            return BLACK
        red, green, blue, alpha = self.tints
        return Tint(red.value, green.value, blue.value, alpha.value)

    def face(self, owner: Any, *, stroked: bool) -> Face:  # noqa: ANN401 - a C pointer
        """Return the face of a text object, asking once per font."""
        font = self.pdfium.FPDFTextObj_GetFont(owner)
        if not font:
            return Face("")
        key = ctypes.addressof(font.contents), stroked
        if key not in self.faces:
            buffer = ctypes.create_string_buffer(256)
            self.pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = _font_name(buffer.value)
            self.faces[key] = face_of(name, self.pdfium.FPDFFont_GetWeight(font), stroked=stroked)
        return self.faces[key]


def _font_name(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


class _Run:
    """The characters of one text object."""

    def __init__(self, chars: _Chars, owner: Any, index: int) -> None:  # noqa: ANN401 - a C pointer
        pdfium = chars.pdfium
        self.chars, self.pdfium, self.page, self.placing = chars, pdfium, chars.page, chars.placing
        matrix = chars.matrix
        pdfium.FPDFText_GetMatrix(chars.page, index, ctypes.byref(matrix))
        mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
        nominal = pdfium.FPDFText_GetFontSize(chars.page, index)
        along = (matrix.a**2 + matrix.b**2) ** 0.5 or 1.0
        size = abs(nominal * (matrix.a * matrix.d - matrix.b * matrix.c)) / along
        self.size = size or 1.0
        self.high = 0
        tint = chars.tint(owner)
        self.face = chars.face(owner, stroked=mode in STROKED_TEXT)
        if tint != BLACK:
            self.face = tinted(self.face, tint, size)
        self.into = chars.visible
        if mode == INVISIBLE or size < SMALLEST:
            self.into = chars.hidden
        elif mode == FILLED_TEXT and tint.is_white:
            self.into = chars.white
        sign = -1 if nominal < 0 else 1
        place = chars.placing
        self.turn = turn_of(
            sign * (place.a * matrix.a + place.c * matrix.b), sign * (place.b * matrix.a + place.d * matrix.b)
        )
        level = matrix.b == 0 and matrix.c == 0 and matrix.a > 0 and nominal > 0
        self.plain = level and (place.a, place.b, place.c) == (1, 0, 0)
        self.base = self._origin(index)[1]

    def _origin(self, index: int) -> tuple[float, float]:
        """Return the point of the baseline where a character begins."""
        x, y = self.chars.x, self.chars.y
        self.pdfium.FPDFText_GetCharOrigin(self.page, index, ctypes.byref(x), ctypes.byref(y))
        return self.placing.point(x.value, y.value)

    def add(self, index: int) -> None:
        """Read one character; line ends are left out, tabs and hard blanks become blanks."""
        code = self._code(index)
        if code is None:
            return
        text = " " if code in CONTROL else chr(code) if code >= 0x20 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if text == "\ufffd" or 0xE000 <= code <= 0xF8FF:
            self.chars.unread += 1
        if self.plain:  # by far the commonest: one call, for all its characters stand on one baseline
            box, size, base = self.chars.box, self.size, self.base
            self.pdfium.FPDFText_GetLooseCharBox(self.page, index, self.chars.box_ref)
            x0, x1 = box.left + self.placing.e, box.right + self.placing.e
            top, bottom = base - 0.88 * size, base + 0.12 * size
            self.into.append(PlainChar(text, min(x0, x1), top, max(x0, x1), bottom, base, size, self.face))
        else:
            self.into.append(self._turned(text, index, *self._origin(index)))

    def _code(self, index: int) -> int | None:
        """Return the code point; none for the first half of a rare character that is coded in two."""
        code: int = self.pdfium.FPDFText_GetUnicode(self.page, index)
        if code in (0x02, 0xFFFE):  # PDFium's mark for a hyphen at a line's end
            return 0x2D
        if 0xD800 <= code < 0xDC00:
            self.high = code
            return None
        if 0xDC00 <= code < 0xE000 and self.high:
            return 0x10000 + ((self.high - 0xD800) << 10) + (code - 0xDC00)
        return code

    def _turned(self, text: str, index: int, x: float, y: float) -> PlainChar:
        """Return a character that does not run to the right in page space: its glyph's own box, widened to the em.

        The library's advance box is wrong for turned text.
        """
        left, right, bottom, top = self.chars.sides
        self.pdfium.FPDFText_GetCharBox(self.page, index, *(ctypes.byref(side) for side in self.chars.sides))
        x0, y0 = self.placing.point(left.value, bottom.value)
        x1, y1 = self.placing.point(right.value, top.value)
        box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        em = self.size if ord(text) >= 0x2000 else 0.0
        box = em_box(box, x, y, self.size, em, self.turn)
        return PlainChar(text, *box, y, self.size, self.face, self.turn)


class _Drawing:
    """Collects the rules of a page and how much of it its largest picture covers; ``grounds`` if they are asked for."""

    def __init__(self, page: Any, *, grounds: bool = False) -> None:  # noqa: ANN401 - a C pointer
        import pypdfium2.raw as pdfium

        self.pdfium = pdfium
        self.page = page
        self.rules: list[Rule] = []
        self.picture = 0.0
        self.wants_grounds = grounds
        self.grounds: list[Bounds] = []
        self.segments_left = MOST_SEGMENTS
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.own = pdfium.FS_MATRIX()

    def read(self, placing: Placing) -> None:
        """Look at every object of the page."""
        for index in range(self.pdfium.FPDFPage_CountObjects(self.page)):
            self._object(self.pdfium.FPDFPage_GetObject(self.page, index), placing, 0)

    def _object(self, item: Any, placing: Placing, depth: int) -> None:  # noqa: ANN401 - a C pointer
        pdfium, kind = self.pdfium, self.pdfium.FPDFPageObj_GetType(item)
        if kind == PATH:
            self._path(item, self._matrix(item, placing))
        elif kind == FORM and depth < DEEPEST_FORM:
            inner = self._matrix(item, placing)
            for index in range(pdfium.FPDFFormObj_CountObjects(item)):
                self._object(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        elif kind == IMAGE:
            matrix = self._matrix(item, placing)
            self.picture = max(self.picture, abs(matrix.a * matrix.d - matrix.b * matrix.c))
            corners = [matrix.point(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
            self.rules += rules_of_path(corners, stroked=False, filled=True)
            self.grounds.append(bounds_of(corners))
        elif kind == SHADING and self.wants_grounds:
            self.grounds.append(EVERYWHERE)

    def _matrix(self, item: Any, placing: Placing) -> Placing:  # noqa: ANN401 - a C pointer
        own = self.own
        self.pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(own))
        return placing.after(Placing(own.a, own.b, own.c, own.d, own.e, own.f))

    def _path(self, path: Any, placing: Placing) -> None:  # noqa: ANN401 - a C pointer
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self.pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        count = self.pdfium.FPDFPath_CountSegments(path)
        self.segments_left -= count
        if self.segments_left > 0 and (fill.value or stroke.value):
            coloured = self.wants_grounds and bool(fill.value) and not self._is_white(path)
            for points in self._subpaths(path, count, placing):
                if coloured:
                    self.grounds.append(bounds_of(points))
                self.rules += rules_of_path(points, stroked=bool(stroke.value), filled=bool(fill.value))

    def _is_white(self, path: Any) -> bool:  # noqa: ANN401 - a C pointer
        parts = [ctypes.c_uint() for _ in range(4)]
        found = self.pdfium.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, parts))
        return bool(found) and Tint(*(part.value for part in parts)).is_white

    def _subpaths(self, path: Any, count: int, placing: Placing) -> Iterator[list[tuple[float, float]]]:  # noqa: ANN401
        """Yield the straight runs of a path; a curve ends a run."""
        pdfium, x, y = self.pdfium, self.x, self.y
        points: list[tuple[float, float]] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            if kind != LINE_TO and points:
                yield points
                points = []
            points.append(placing.point(x.value, y.value))
            if kind == LINE_TO and pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
                points.append(points[0])
        if points:
            yield points
