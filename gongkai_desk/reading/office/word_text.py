"""The text of a Word paragraph as it prints once all changes are accepted, and what the styles say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace

from gongkai_desk.reading.containers import Element
from gongkai_desk.reading.office.word_numbers import W

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)  # "heading 1", "标题 2"
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)  # "toc 1"
_DEEPEST = 40  # styles based on styles; Word itself allows no more than ten


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a paragraph's or run's looks; ``None`` where this level says nothing.

    ``outline`` counts from 1, ``size`` is in points, ``indent`` in twips and ``indent_chars`` in characters.
    """

    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    align: str | None = None
    size: float | None = None
    bold: bool | None = None
    font: str | None = None
    hidden: bool | None = None
    struck: bool | None = None
    first_twips: float | None = None
    first_chars: float | None = None
    left_twips: float | None = None

    def over(self, below: Look) -> Look:
        """Return these looks, with what they leave open taken from ``below``."""
        if self is PLAIN or below is PLAIN:
            return below if self is PLAIN else self
        mine = {name: value for name in _FIELDS if (value := getattr(self, name)) is not None}
        return replace(below, **mine)


PLAIN = Look()
"""Looks that say nothing."""
_FIELDS = tuple(field.name for field in fields(Look))


class Styles:
    """The styles of a document, each with what it is based on."""

    def __init__(self, root: Element | None) -> None:
        """``root``: the part ``styles.xml``, or nothing."""
        self._elements: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self._paragraphs: dict[str, Look] = {}
        self._names: dict[str, str] = {}
        self._defaults = PLAIN
        self.normal = ""
        if root is not None:
            self._take(root)

    def _take(self, root: Element) -> None:
        for style in root.iterfind(W + "style"):
            key = style.get(W + "styleId", "")
            name = style.find(W + "name")
            self._elements[key] = style
            self._names[key] = name.get(W + "val", "") if name is not None else ""
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}:
                self.normal = key
        for defaults in root.iterfind(W + "docDefaults"):
            for properties in defaults.iter(W + "pPr", W + "rPr"):
                self._defaults = look(properties).over(self._defaults)

    def look(self, style: str) -> Look:
        """Return the looks of a style with all it is based on."""
        if style not in self._looks:
            self._looks[style] = self._resolve(style)
        return self._looks[style]

    def paragraph(self, style: str) -> Look:
        """Return the looks of a paragraph style over the document's defaults; "" is the default style."""
        if style not in self._paragraphs:
            self._paragraphs[style] = self.look(style or self.normal).over(self._defaults)
        return self._paragraphs[style]

    def is_contents(self, style: str) -> bool:
        """Return whether the style is a line of a table of contents."""
        return bool(_CONTENTS.match(self._names.get(style, "")))

    def list_of(self, style: str) -> str:
        """Return the list id that a style names, "" if none."""
        return self.look(style).list_id or ""

    def _resolve(self, style: str) -> Look:
        found, seen = PLAIN, 0
        while style in self._elements and seen < _DEEPEST:
            found = found.over(self._own(style))
            based = self._elements[style].find(W + "basedOn")
            style, seen = (based.get(W + "val", "") if based is not None else ""), seen + 1
        return found

    def _own(self, style: str) -> Look:
        element = self._elements[style]
        own = PLAIN
        for name in ("pPr", "rPr"):
            properties = element.find(W + name)
            if properties is not None:
                own = look(properties).over(own)
        heading = _HEADING.match(self._names[style])
        return replace(own, outline=int(heading[1])) if heading and own.outline is None else own


def look(properties: Element) -> Look:
    """Return what a ``w:pPr`` or ``w:rPr`` says itself."""
    said = {key: value for child in properties for key, value in _said(child).items()}
    return Look(**said) if said else PLAIN  # type: ignore[arg-type] # each reader below gives its field's own type


def _said(child: Element) -> dict[str, object]:
    name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
    value = child.get(W + "val", "")
    match name:
        case "outlineLvl":
            level = _float(value)
            return {"outline": int(level) + 1 if level is not None and level < 9 else 0}
        case "numPr":
            return _list(child)
        case "jc":
            return {"align": value}
        case "sz":
            size = _float(value.removesuffix("pt"))
            return {} if size is None else {"size": size if value.endswith("pt") else size / 2}
        case "b":
            return {"bold": is_on(child)}
        case "strike" | "dstrike":
            return {"struck": is_on(child)}
        case "vanish":
            return {"hidden": is_on(child)}
        case "rFonts":
            font = child.get(W + "eastAsia") or child.get(W + "ascii")
            return {"font": font} if font else {}
        case "ind":
            return _indent(child)
    return {}


def _list(child: Element) -> dict[str, object]:
    said: dict[str, object] = {}
    for part in child:
        if part.tag == W + "numId":
            said["list_id"] = part.get(W + "val", "")
        elif part.tag == W + "ilvl":
            said["list_level"] = int(_float(part.get(W + "val", "")) or 0)
    return said


def _indent(child: Element) -> dict[str, object]:
    said: dict[str, object] = {
        "first_twips": _float(child.get(W + "firstLine", "")),
        "first_chars": _hundredths(child.get(W + "firstLineChars", "")),
        "left_twips": _float(child.get(W + "left", child.get(W + "start", ""))),
    }
    return {key: value for key, value in said.items() if value is not None}


def is_on(element: Element) -> bool:
    """Return a switch element's value (``<w:b/>``, ``<w:b w:val="0"/>``)."""
    return element.get(W + "val", "1") not in {"0", "false", "off", "none"}


def _hundredths(text: str) -> float | None:
    value = _float(text)
    return None if value is None else value / 100


def _float(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < 1e6 else None


_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE = {W + name for name in ("del", "moveFrom", "pPr", "rPr", "rt", "instrText", "delText", "delInstrText", "sdtPr")}
_WINGDINGS = {
    0x6F: "□",
    0xA8: "□",
    0x71: "□",
    0xFE: "☑",
    0xFC: "√",
    0x52: "☑",
    0xFD: "☒",
    0x6C: "●",
    0x6E: "■",
    0xD8: "➢",
}
_PICTURE_EMU = 2_500_000  # a picture at least this wide and half as high (7 cm) may hold what should be read


@dataclass(slots=True)
class Inside:
    """What else was met inside paragraphs while their text was read."""

    boxes: list[Element] = field(default_factory=list)  # text boxes, to be read apart
    pictures: int = 0
    objects: int = 0
    fields: list[bool] = field(default_factory=list)  # open fields: True while the instruction is read


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with its own looks."""

    text: str
    look: Look


def runs(paragraph: Element, styles: Styles, base: Look, inside: Inside) -> Iterator[Run]:
    """Yield the visible runs of a paragraph in order."""
    for child in paragraph:
        tag = child.tag
        if not isinstance(tag, str) or tag in _GONE:
            continue
        if tag == W + "r":
            yield from _run(child, styles, base, inside)
        elif tag == _MATH + "t":
            yield Run(child.text or "", base)
        elif tag == _COMPATIBILITY + "AlternateContent":
            yield from runs(chosen(child), styles, base, inside)
        else:
            yield from runs(child, styles, base, inside)


def chosen(alternate: Element) -> Element:
    """Return the branch of an AlternateContent that is read: the first choice, else the fallback, else nothing."""
    for branch in alternate:
        if branch.tag in {_COMPATIBILITY + "Choice", _COMPATIBILITY + "Fallback"}:
            return branch
    return ()


def _run(run: Element, styles: Styles, base: Look, inside: Inside) -> Iterator[Run]:
    looks = _looks(run, styles, base)
    text = "".join(_pieces(run, inside))
    if text and not looks.hidden:
        yield Run(text, looks)


def _looks(run: Element, styles: Styles, base: Look) -> Look:
    properties = run.find(W + "rPr")
    if properties is None:
        return base
    style = properties.find(W + "rStyle")
    named = styles.look(style.get(W + "val", "")) if style is not None else PLAIN
    return look(properties).over(named).over(base)


def _pieces(run: Element, inside: Inside) -> Iterator[str]:
    for child in run:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "fldChar":
            _field(child.get(W + "fldCharType", ""), inside)
        elif name == "AlternateContent":
            yield from _pieces(chosen(child), inside)
        elif name == "ruby":
            yield from (text.text or "" for base in child.iter(W + "rubyBase") for text in base.iter(W + "t"))
        elif name in {"drawing", "pict", "object"}:
            _drawing(child, name, inside)
        elif not (inside.fields and any(inside.fields)):
            yield _text(child, name)


def _text(child: Element, name: str) -> str:
    match name:
        case "t":
            return child.text or ""
        case "tab" | "ptab":
            return "\t"
        case "br":
            return "" if child.get(W + "type") == "column" else "\n"
        case "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            return _symbol(child.get(W + "char", ""))
    return ""


def _symbol(code: str) -> str:
    """Return a symbol's character; those of picture fonts (F0xx) only where they have a plain likeness."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= value <= 0xF0FF:
        value -= 0xF000
        return _WINGDINGS.get(value, "")
    return chr(value) if 0x20 <= value < 0xD800 else ""


def _field(kind: str, inside: Inside) -> None:
    """Follow a field's begin, separate and end: its instruction is no text, its result is."""
    if kind == "begin":
        inside.fields.append(True)
    elif kind == "separate" and inside.fields:
        inside.fields[-1] = False
    elif kind == "end" and inside.fields:
        inside.fields.pop()


def _drawing(child: Element, name: str, inside: Inside) -> None:
    boxes = [box for box in child.iter(W + "txbxContent") if not _repeats(box, child)]
    inside.boxes.extend(boxes)
    if name == "object":
        inside.objects += 1
    elif not boxes:
        inside.pictures += any(_is_large(extent) for extent in child.iter("{*}extent"))


def _repeats(box: Element, top: Element) -> bool:
    """Return whether a text box lies in another one, or in the fallback of one that is read already."""
    above = box.getparent()
    while above is not None and above is not top:
        if above.tag in {W + "txbxContent", _COMPATIBILITY + "Fallback"}:
            return True
        above = above.getparent()
    return False


def _is_large(extent: Element) -> bool:
    sides = [extent.get("cx", ""), extent.get("cy", "")]
    return all(side.isdigit() and len(side) < 15 for side in sides) and (
        int(sides[0]) >= _PICTURE_EMU and int(sides[1]) >= _PICTURE_EMU / 2
    )
