"""Office packages (zip of XML parts): parts, their relations, and an XML parser that expands and fetches nothing."""

import posixpath
import re
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
        Damaged: no zip, a broken part, or XML that is not well-formed.
        Limit: a part unpacks to more than any plan has.
        Unsafe: a part declares a document type (entities), which office files never do.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError) as error:
            raise Damaged(file=self.file, reason=str(error)) from error
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._zip.namelist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

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
            NotImplementedError,
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
