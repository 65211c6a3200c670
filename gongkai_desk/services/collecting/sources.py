"""The files that came: out of folders, archives and mails, each read in the child process; no library is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from gongkai_desk.domain.cycle.returns import SheetTable
from gongkai_desk.errors import DeskError, EnvironmentFailure, InputError, Limit
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading import bundles, child
from gongkai_desk.store.tasks.evidence import hash_file
from gongkai_desk.words.normal import without_unseen

with lazy_imports():  # the child alone loads them
    from gongkai_desk.reading import read as files
    from gongkai_desk.services.collecting import tables

_DEEPEST: Final = 3  # bundles in bundles: a mail with an archive that holds a mail
_MOST: Final = 2000  # files at once
_LEFT_OUT: Final = ("~$", ".")  # how names of locks and hidden files begin
_PROSE: Final = 20_000  # characters of a free text that are kept beside its file
_READERS: Final = ("gongkai_desk.services.collecting.tables", "gongkai_desk.reading.read")


@dataclass(frozen=True, slots=True)
class Content:
    """What was read of a file."""

    tables: tuple[SheetTable, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came: its ``name`` with the bundle it was in, its bytes where it has no path.

    ``sender``: the address of its mail. ``error``: why it could not be read.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    sha256: str = ""
    sender: str = ""
    content: Content = Content()
    error: DeskError | None = None

    @property
    def short(self) -> str:
        """Return the name of the file alone."""
        return self.name.replace("\\", "/").rpartition("/")[2]


def received(paths: Sequence[Path], progress: Progress = silent) -> list[Received]:
    """Read files, all files below folders, and what archives and mails hold.

    Raises:
        Limit: more files than anybody sends at once.
        Cancelled: ``progress`` asked to stop.
    """
    child.prepare(*_READERS)
    found = list(_files_in(paths))
    if len(found) > _MOST:
        raise Limit(file=str(paths[0]), what="members", limit=_MOST)
    result: list[Received] = []
    for count, (path, name) in enumerate(found):
        progress(Stage.READING, count, len(found))
        result += _one(path, without_unseen(name), "", 0)
    return result


def _files_in(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield files with the names that they are shown by; no link out of a folder is followed."""
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
            yield from ((each, str(each.relative_to(path))) for each in inside if not each.name.startswith(_LEFT_OUT))
        else:
            yield path, path.name


def _one(path: Path, name: str, sender: str, depth: int, data: bytes | None = None) -> list[Received]:
    own = Received(name, None if data is not None else path, data, sender=sender)
    try:
        own = replace(own, sha256=hash_file(path))
        opened = child.run(_opened, path, depth < _DEEPEST)
        if isinstance(opened, Content):
            return [replace(own, content=opened)]
        return _members(opened, name, opened.sender or sender, depth + 1)
    except (InputError, EnvironmentFailure) as error:
        error.data["file"] = name
        return [replace(own, error=error)]


def _members(bundle: bundles.Bundle, name: str, sender: str, depth: int) -> list[Received]:
    found: list[Received] = []
    with TemporaryDirectory(prefix="gkdesk-") as folder:
        for number, member in enumerate(bundle.members):
            short = member.name.rpartition("/")[2]
            if short.startswith(_LEFT_OUT):
                continue
            beside = Path(folder) / f"{number}{_suffix(short)}"
            beside.write_bytes(member.data)
            found += _one(beside, f"{name}/{without_unseen(member.name)}", sender, depth, member.data)
    return found


def _suffix(name: str) -> str:
    suffix = Path(name).suffix
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) < 8 else ""


def _opened(path: Path, unpack: bool) -> bundles.Bundle | Content:
    """Read one file, or what it holds; runs in the child, which alone loads readers."""
    bundle = bundles.read_bundle(path) if unpack else None
    if bundle is not None:
        return bundle
    document = files.read_document(path)
    return Content(tables.tables_of(document), document.text[:_PROSE])
