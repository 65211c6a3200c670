"""An OFD package → its pages as plain data, for the same stages that read a PDF.

The package itself (names in any case and code page, absolute and relative locations, odd prefixes, encodings) is read
by ofdkit. Signatures are not checked, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gongkai_desk.errors import Damaged
from gongkai_desk.reading.ofd.content import (
    POINTS,
    WHITE,
    Content,
    Resources,
    Stroke,
    add_layers,
    add_objects,
    child,
    inside,
    name_of,
    numbers,
)
from gongkai_desk.reading.pdf.plain import (
    Face,
    Placing,
    PlainChar,
    PlainPage,
    bounds_of,
    face_of,
    hidden_text,
    with_white,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ofdkit.package import Package

A4 = (0.0, 0.0, 210.0, 297.0)
"""The page where the file names none, millimetres."""
SEALS = frozenset({"Stamp"})
MARKS = frozenset({"Watermark"})
"""Annotations whose text is no part of the document (§15.2)."""


class _Leaf(NamedTuple):
    """A page: where it lies, and what belongs to its document."""

    location: str | None
    box: tuple[float, ...]
    templates: dict[str, str]
    resources: Resources
    notes: tuple[Element, ...]


class Drawn(NamedTuple):
    """A page with all that is drawn on it; lengths in points. ``left_out`` names texts that were not read."""

    width: float
    height: float
    content: Content
    seals: tuple[tuple[float, float, float, float], ...]
    left_out: tuple[str, ...]


def open_ofd(path: Path) -> OfdSource:
    """Open an OFD file. Raises ``Damaged`` if it is none, or its document cannot be found."""
    from ofdkit.errors import OFDError
    from ofdkit.package import Package

    try:
        with ExitStack() as closing:
            package = closing.enter_context(Package(path))
            source = OfdSource(package, path.name)
            closing.pop_all()  # whoever has the source closes it
        return source
    except OFDError as error:
        raise Damaged(file=path.name, reason=str(error)) from error


class OfdSource:
    """An open document."""

    def __init__(self, package: Package, file: str) -> None:
        self._package, self._file = package, file
        entry = package.find("OFD.xml")
        if entry is None:
            raise Damaged(file=file, reason="OFD.xml is missing")
        self.signed = False
        self.left_out: dict[int, tuple[str, ...]] = {}
        """By page: texts of watermarks that were not read."""
        self._leaves: list[_Leaf] = []
        self._templates: dict[str, Element | None] = {}
        for body in _named(package.read_xml(entry), "DocBody"):
            self.signed |= child(body, "Signatures") is not None
            where = package.resolve(entry, _text(child(body, "DocRoot")))
            if where:
                self._leaves += self._document(where)
        if not self._leaves:
            raise Damaged(file=file, reason="no page was found")

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._leaves)

    def pages(self) -> Iterator[PlainPage]:
        """Yield the pages; one that cannot be read is blank and counts as unread."""
        for number in range(1, len(self) + 1):
            drawn = self.drawn(number)
            if drawn is None:
                yield PlainPage(0.0, 0.0, (), (), unread=1)
                continue
            if drawn.left_out:
                self.left_out[number] = drawn.left_out
            content, area = drawn.content, drawn.width * drawn.height or 1
            largest = max(((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in content.pictures), default=0.0)
            chars, hidden = _seen(drawn)
            rules = tuple(content.rules)
            yield PlainPage(drawn.width, drawn.height, chars, rules, content.unread, largest / area, hidden)

    def drawn(self, number: int) -> Drawn | None:
        """Return page ``number``, counted from 1, ``None`` if it cannot be read."""
        from ofdkit.errors import OFDError

        leaf = self._leaves[number - 1]
        try:
            root = self._package.read_xml(leaf.location) if leaf.location else None
        except OFDError:
            root = None
        if root is None:
            return None
        box = numbers(_text(child(child(root, "Area"), "PhysicalBox")), 4) or list(leaf.box)
        content = Content()
        resources = self._page_resources(leaf, root)
        for template in _named(root, "Template"):
            found = self._template(leaf.templates.get((template.get("TemplateID") or "").strip()))
            if found is not None:
                add_layers(content, found, resources)
        add_layers(content, root, resources)
        seals, left_out = _notes(leaf, content)
        return Drawn(box[2] * POINTS, box[3] * POINTS, content, tuple(seals), tuple(left_out))

    def pictures(self, number: int) -> Iterator[bytes]:
        """Yield the files of the pictures on a page, those of what it is made from and each once."""
        from ofdkit.errors import OFDError

        drawn = self.drawn(number)
        for part in dict.fromkeys(drawn.content.parts) if drawn is not None else ():
            with suppress(OFDError):
                yield self._package.read(part)

    def close(self) -> None:
        """Let the file go."""
        self._package.close()

    # ---- the structure (§7)

    def _document(self, where: str) -> Iterator[_Leaf]:
        package = self._package
        root = package.read_xml(where)
        common = child(root, "CommonData")
        box = numbers(_text(child(child(common, "PageArea"), "PhysicalBox")), 4)
        named = [item for item in inside(common) if name_of(item) in ("PublicRes", "DocumentRes")]
        resources = self._resources([package.resolve(where, item.text) for item in named])
        templates = {
            (item.get("ID") or "").strip(): found
            for item in inside(common)
            if name_of(item) == "TemplatePage" and (found := package.resolve(where, item.get("BaseLoc")))
        }
        notes = self._annotations(where, root)
        for page in inside(child(root, "Pages")):
            if name_of(page) == "Page":
                location = package.resolve(where, page.get("BaseLoc"))
                own = notes.get((page.get("ID") or "").strip(), ())
                yield _Leaf(location, tuple(box or A4), templates, resources, own)

    def _resources(self, places: list[str | None]) -> Resources:
        fonts: dict[str, Face] = {}
        units: dict[str, Element] = {}
        media: dict[str, str] = {}
        for place in filter(None, places):
            root = self._read(place)
            for font in inside(child(root, "Fonts")):
                name = font.get("FontName") or font.get("FamilyName") or ""
                face = face_of(name)
                fonts[(font.get("ID") or "").strip()] = Face(face.name, face.bold or font.get("Bold") == "true")
            for unit in inside(child(root, "CompositeGraphicUnits")):
                units[(unit.get("ID") or "").strip()] = unit
            media |= self._media(place, root)
        return Resources(fonts, units, media)

    def _media(self, place: str, root: Element | None) -> dict[str, str]:
        """Return the parts of pictures by number; a location may leave out the folder that the list names."""
        folder = (root.get("BaseLoc") or "").strip() if root is not None else ""
        found: dict[str, str] = {}
        for each in inside(child(root, "MultiMedias")):
            name = _text(child(each, "MediaFile"))
            part = self._package.resolve(place, f"{folder}/{name}" if folder else name)
            part = part or self._package.resolve(place, name)
            if part is not None:
                found[(each.get("ID") or "").strip()] = part
        return found

    def _page_resources(self, leaf: _Leaf, root: Element) -> Resources:
        own = [self._package.resolve(leaf.location, item.text) for item in _named(root, "PageRes")]
        if not own:
            return leaf.resources
        more = self._resources(own)
        old = leaf.resources
        return Resources({**old.fonts, **more.fonts}, {**old.units, **more.units}, {**old.media, **more.media})

    def _template(self, location: str | None) -> Element | None:
        if location is None:
            return None
        if location not in self._templates:
            self._templates[location] = self._read(location)
        return self._templates[location]

    def _annotations(self, where: str, root: Element) -> dict[str, tuple[Element, ...]]:
        """Return the annotations of each page by its id."""
        listed = self._package.resolve(where, _text(child(root, "Annotations")))
        index = self._read(listed) if listed else None
        found: dict[str, tuple[Element, ...]] = {}
        for page in index if index is not None else ():
            place = self._package.resolve(listed, _text(child(page, "FileLoc")))
            notes = self._read(place) if place else None
            if notes is not None:
                found[(page.get("PageID") or "").strip()] = tuple(_named(notes, "Annot"))
        return found

    def _read(self, place: str) -> Element | None:
        from ofdkit.errors import OFDError

        try:
            found: Element = self._package.read_xml(place)
        except OFDError:
            return None
        return found


def _named(element: Element, name: str) -> Iterator[Element]:
    return (item for item in element if name_of(item) == name)


def _text(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _is_on(char: PlainChar, page: Drawn) -> bool:
    return char.x1 > -1 and char.x0 < page.width + 1 and char.bottom > -1 and char.top < page.height + 1


def _seen(page: Drawn) -> tuple[tuple[PlainChar, ...], str]:
    """Return the characters that are seen on a page, and the text that is not."""
    content = page.content
    grounds = [
        bounds_of([point for run in stroke.runs for point in run]) for stroke in content.strokes if _is_ground(stroke)
    ]
    plain = [glyph.char for glyph in content.glyphs if not glyph.is_white]
    white = [glyph.char for glyph in content.glyphs if glyph.is_white]
    visible, hidden = with_white(plain, white, [*grounds, *content.pictures])
    hidden += [glyph.char for glyph in content.unseen]
    hidden += [char for char in visible if not _is_on(char, page)]
    shown = tuple(char for char in visible or hidden if _is_on(char, page))
    return shown, hidden_text(hidden, shown) if visible and hidden else ""


def _is_ground(stroke: Stroke) -> bool:
    return bool(stroke.fill) and stroke.fill != WHITE and any(stroke.runs)


def _notes(leaf: _Leaf, content: Content) -> tuple[list[tuple[float, float, float, float]], list[str]]:
    """Add what annotations draw; return the places of seals, and the texts that are no part of the document."""
    seals: list[tuple[float, float, float, float]] = []
    left_out: list[str] = []
    for note in leaf.notes:
        look = child(note, "Appearance")
        kind = note.get("Type", "")
        if look is None or note.get("Visible", "").lower() == "false":
            continue
        box = numbers(look.get("Boundary"), 4) or [0.0] * 4
        if kind in SEALS:
            seals.append((box[0] * POINTS, box[1] * POINTS, (box[0] + box[2]) * POINTS, (box[1] + box[3]) * POINTS))
            continue
        into = content if kind not in MARKS else Content()
        placing = Placing(POINTS, 0, 0, POINTS, box[0] * POINTS, box[1] * POINTS)
        add_objects(into, look, placing, leaf.resources)
        if kind in MARKS:
            left_out += filter(None, ["".join(glyph.char.text for glyph in into.glyphs).strip()[:40]])
    return seals, left_out
