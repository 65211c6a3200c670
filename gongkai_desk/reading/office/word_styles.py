"""What Word's styles say of a paragraph or run: outline level, list, alignment, size, bold, font, hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

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
