"""The parts of an office file by name, changed and written again; what was not touched stays byte for byte."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

Element = Any  # an lxml element; lxml brings no types
Parts = dict[str, bytes]
"""Every part of a package by its name, in the order of the file."""

_TYPES = "[Content_Types].xml"
_MACRO_PARTS = re.compile(r"(?:vbaProject\.bin|vbaData\.xml|vbaProjectSignature.*\.bin)$", re.IGNORECASE)
_MACRO_TYPES = {
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    ),
    "application/vnd.ms-word.document.macroEnabled.main+xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    ),
}
"""What the main part of a file with macros is called, and what it is without them."""


def parsed(data: bytes) -> Element:
    """Return the root of a part; nothing is expanded or fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def printed(root: Element) -> bytes:
    """Return a part's bytes."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def related(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """Return {id: (last word of its type, name of the part)} of what a part leads to inside the file."""
    where = rels_of(part)
    if where not in parts:
        return {}
    folder = posixpath.dirname(part)
    found = {}
    for link in parsed(parts[where]):
        if isinstance(link.tag, str) and link.get("TargetMode") != "External":
            found[link.get("Id", "")] = (link.get("Type", "").rsplit("/", 1)[-1], _inside(link, folder))
    return found


def _inside(link: Element, folder: str) -> str:
    """Return the name of the part that a link leads to."""
    target = link.get("Target", "")
    return str(target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target)))


def rels_of(part: str) -> str:
    """Return the name of the part that holds a part's relations; "" asks for the package's own."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def main_part(parts: Parts, usual: str) -> str:
    """Return the name of the main part."""
    return next((target for kind, target in related(parts, "").values() if kind == "officeDocument"), usual)


def has_macros(parts: Parts) -> bool:
    """Tell whether a file brings program code."""
    return any(_MACRO_PARTS.search(name) for name in parts)


def without_macros(parts: Parts) -> Parts:
    """Return the parts without program code; the main part is called what it is without any."""
    gone = {name for name in parts if _MACRO_PARTS.search(name)}
    kept = {name: data for name, data in parts.items() if name not in gone}
    if _TYPES in kept:
        kept[_TYPES] = _edited(kept[_TYPES], _plain_types(gone))
    for name in [each for each in kept if each.endswith(".rels")] if gone else ():
        kept[name] = _edited(kept[name], _without_targets(gone, name))
    return kept


def without_part(parts: Parts, gone: str) -> None:
    """Take a part away, and what leads to it."""
    parts.pop(gone, None)
    parts[_TYPES] = _edited(parts[_TYPES], _plain_types({gone}))
    for name in [each for each in parts if each.endswith(".rels")]:
        parts[name] = _edited(parts[name], _without_targets({gone}, name))


_Edit = Callable[[Element], bool]


def _edited(data: bytes, edit: _Edit) -> bytes:
    """Return a part as ``edit`` left it; untouched where that had nothing to do."""
    root = parsed(data)
    return printed(root) if edit(root) else data


def _plain_types(gone: set[str]) -> _Edit:
    def edit(root: Element) -> bool:
        done = False
        for entry in list(root):
            if (plain := _MACRO_TYPES.get(entry.get("ContentType", ""))) is not None:
                entry.set("ContentType", plain)
                done = True
            elif entry.get("PartName", "").lstrip("/") in gone:
                root.remove(entry)
                done = True
        return done

    return edit


def _without_targets(gone: set[str], rels: str) -> _Edit:
    folder = posixpath.dirname(posixpath.dirname(rels))

    def leads_there(link: Element) -> bool:
        return link.get("TargetMode") != "External" and _inside(link, folder) in gone

    def edit(root: Element) -> bool:
        found = [link for link in root if isinstance(link.tag, str) and leads_there(link)]
        for link in found:
            root.remove(link)
        return bool(found)

    return edit


def write_parts(parts: Parts, target: Path) -> None:
    """Write a package; a part stands where it stood."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in _in_order(parts):
            package.writestr(name, data)


def _in_order(parts: Parts) -> Iterator[tuple[str, bytes]]:
    """Yield the list of types first: some programs look for it there."""
    if _TYPES in parts:
        yield _TYPES, parts[_TYPES]
    yield from ((name, data) for name, data in parts.items() if name != _TYPES)
