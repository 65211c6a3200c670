"""The text of a Word paragraph as it prints once all tracked changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai_desk.reading.containers import Element
from gongkai_desk.reading.office.word_numbers import W
from gongkai_desk.reading.office.word_styles import PLAIN, Look, Styles, look

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
