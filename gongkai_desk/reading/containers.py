"""The containers in which office files come: zip packages of XML parts, and OLE compound files ([MS-CFB]).

The XML parser expands and fetches nothing; of a compound file only the names of its streams are read.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from gongkai_desk.errors import Damaged, Encrypted, Limit, Unsafe

_LARGEST_PART = 100 * 1024 * 1024  # bytes unpacked; a plan's largest part has some megabytes
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(?:(\w+)/main|(officeDocument/relationships))")

Element = Any  # an lxml element; lxml brings no types


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another; ``kind`` is the last word of its type, e.g. ``styles``."""

    kind: str
    target: str
    external: bool


class Package:
    """An opened office file.

    Raises:
        Damaged: no zip, one packed in a way that zipfile does not know (``RuntimeError``), a broken part or XML.
        Limit: a part unpacks to more than any plan has.
        Unsafe: a part declares a document type (entities), which office files never do.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError) as error:
            raise Damaged(file=self.file, reason=str(error)) from error
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._zip.namelist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def members(self) -> list[str]:
        """Return the names of all parts as they are written, in the order of the file; folders are none."""
        return [name for name in dict.fromkeys(self._zip.namelist()) if not name.endswith("/")]

    def parts(self, start: str) -> list[str]:
        """Return the names of the XML parts that begin so, in order."""
        return sorted(name for low, name in self._names.items() if low.startswith(start) and low.endswith(".xml"))

    def read(self, part: str) -> bytes:
        """Return a part's bytes."""
        try:
            info = self._zip.getinfo(self._names[part.lower()])
            if info.flag_bits & 1:
                raise Encrypted(file=self.file, tried=False, office=True)
            if info.file_size > _LARGEST_PART:
                raise Limit(file=self.file, what="part", limit=_LARGEST_PART)
            with self._zip.open(info) as stream:
                return stream.read(_LARGEST_PART)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise Damaged(file=self.file, reason=f"{part}: {error}") from error

    def xml(self, part: str) -> Element:
        """Return the root element of a part."""
        from lxml import etree

        try:
            return etree.fromstring(self.checked(part), _parser())
        except etree.XMLSyntaxError as error:
            raise Damaged(file=self.file, reason=f"{part}: {error.msg}") from error

    def pieces(self, part: str, tags: tuple[str, ...]) -> Iterator[Element]:
        """Yield the elements with these tags as they end, each emptied after use: memory stays flat in long parts."""
        from lxml import etree

        source = BytesIO(self.checked(part))
        safe = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}
        try:
            for _, element in etree.iterparse(source, events=("end",), tag=tags, **safe):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise Damaged(file=self.file, reason=f"{part}: {error.msg}") from error

    def checked(self, part: str) -> bytes:
        """Return the bytes of an XML part without entities, strict namespaces made transitional."""
        data = self.read(part)
        if any(doctype in data for doctype in _DOCTYPES):
            raise Unsafe(file=self.file, what=f"{part}: DOCTYPE")
        return _STRICT.sub(_transitional, data)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return a part's relations by id; "" asks for the package's own."""
        folder, name = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        if where not in self:
            return {}
        return {link.get("Id", ""): _relation(link, folder) for link in self.xml(where) if isinstance(link.tag, str)}


def _parser() -> Any:  # noqa: ANN401 - an lxml parser
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def _transitional(found: re.Match[bytes]) -> bytes:
    kind = found[1] + b"/2006/main" if found[1] else b"officeDocument/2006/relationships"
    return b"http://schemas.openxmlformats.org/" + kind


def _relation(link: Element, folder: str) -> Relation:
    target = link.get("Target", "")
    inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    external = link.get("TargetMode", "") == "External"
    return Relation(link.get("Type", "").rsplit("/", 1)[-1], target if external else inside, external)


LONGEST_CHAIN = 4096
"""Directory sectors followed: a loop of sector numbers must end."""
SMALLEST_OWN = 4096
"""Bytes: smaller streams lie in a common one."""
END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""


def stream_names(path: Path) -> frozenset[str]:
    """Return the names of all streams and storages, none if the directory cannot be read."""
    with path.open("rb") as file:
        data = file.read()
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        if not 128 <= size <= 1 << 16:
            return frozenset()
        return frozenset(name for sector in _chain(data, size) for name in _names(data, (sector + 1) * size, size))
    except (struct.error, IndexError):
        return frozenset()


def stream_start(path: Path, name: str, count: int) -> bytes:
    """Return the first bytes of a stream (``count`` ≤ 128), none if it is missing or too small for own sectors."""
    with path.open("rb") as file:
        data = file.read()
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        for sector in _chain(data, size) if 128 <= size <= 1 << 16 else ():
            for at in range((sector + 1) * size, (sector + 2) * size, 128):
                if _name(data, at) == name:
                    start, length = struct.unpack_from("<II", data, at + 116)
                    place = (start + 1) * size
                    return data[place : place + count] if length >= SMALLEST_OWN else b""
    except (struct.error, IndexError):
        pass
    return b""


def _chain(data: bytes, size: int) -> list[int]:
    """Return the sectors of the directory, as far as the first 109 sectors of the allocation table tell."""
    tables = [table for table in struct.unpack_from("<109I", data, 76) if table < END]
    sector = struct.unpack_from("<I", data, 48)[0]
    chain: list[int] = []
    per_table = size // 4
    while sector < END and len(chain) < LONGEST_CHAIN and sector not in chain[-1:]:
        chain.append(sector)
        if sector // per_table >= len(tables):
            break
        at = (tables[sector // per_table] + 1) * size + 4 * (sector % per_table)
        if at + 4 > len(data):
            break
        sector = struct.unpack_from("<I", data, at)[0]
    return chain


def _names(data: bytes, start: int, size: int) -> list[str]:
    found = (_name(data, at) for at in range(start, min(start + size, len(data) - 127), 128))
    return [name for name in found if name]


def _name(data: bytes, at: int) -> str:
    length = struct.unpack_from("<H", data, at + 64)[0]
    return data[at : at + length - 2].decode("utf-16-le", "replace") if 2 < length <= 64 else ""
