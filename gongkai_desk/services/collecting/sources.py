"""The files that came: out of folders, archives and mails, each read in the child process; no library is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from gongkai_desk.domain.cycle.reviews import Content, Received, ScanPage
from gongkai_desk.errors import (
    Damaged,
    DeskError,
    EnvironmentFailure,
    InputError,
    Limit,
    NoText,
    TypeMismatch,
    UnsupportedType,
)
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.outside import without_unseen
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading import bundles, child
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.guard import identify
from gongkai_desk.rules.returns.sheets import is_book
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.evidence import KeptFile, hash_file, keep_bytes, keep_file

with lazy_imports():  # the child alone loads them
    from gongkai_desk.reading import read as files
    from gongkai_desk.reading.scan import codes
    from gongkai_desk.services.collecting import tables

_DEEPEST: Final = 3  # bundles in bundles: a mail with an archive that holds a mail
_MOST: Final = 2000  # files that are collected at once
_AT_ONCE: Final = 20  # files that one child reads
_LEFT_OUT: Final = ("~$", ".")  # how names of locks and hidden files begin
_PROSE: Final = 20_000  # characters of a free text that are kept beside its file
_READERS: Final = ("gongkai_desk.services.collecting.sources", "gongkai_desk.reading.office.xlsx")


Opened = bundles.Bundle | Content | DeskError
"""What came of opening a file: what it holds, what was read of it, why neither was possible."""


def received(paths: Sequence[Path], progress: Progress = silent) -> list[Received]:
    """Read files, all files below folders, and what archives and mails hold.

    Raises:
        Limit: more files than anybody sends at once.
        Cancelled: ``progress`` asked to stop.
    """
    child.prepare(*_READERS)
    found = [Received(without_unseen(name), path) for path, name in _files_in(paths)]
    if len(found) > _MOST:
        raise Limit(file=str(paths[0]), what="members", limit=_MOST)
    return _read_all(found, progress, 0)


def _files_in(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield files with the names that they are shown by; no link out of a folder is followed."""
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
            yield from ((each, str(each.relative_to(path))) for each in inside if not each.name.startswith(_LEFT_OUT))
        else:
            yield path, path.name


def _read_all(files_here: Sequence[Received], progress: Progress, depth: int) -> list[Received]:
    """Return files with what was read of them; bundles are replaced by what they hold."""
    result: list[Received] = []
    for start in range(0, len(files_here), _AT_ONCE):
        several = files_here[start : start + _AT_ONCE]
        step = partial(_counted_on, progress, start, len(files_here))
        paths = [each.path for each in several if each.path]
        for own, opened in zip(several, _opened_by_child(paths, step, depth < _DEEPEST), strict=True):
            result += _with_what_it_holds(own, opened, progress, depth)
    return result


def _counted_on(progress: Progress, start: int, total: int, stage: Stage, done: int, _: int) -> None:
    progress(stage, start + done, total)


def _opened_by_child(paths: Sequence[Path], progress: Progress, unpack: bool) -> list[Opened]:
    """Read several files in one child; one that ends it is told from the others by reading them one by one."""
    try:
        return child.run(_opened_all, paths, unpack, progress=progress)
    except (InputError, EnvironmentFailure) as error:
        if len(paths) == 1:
            return [error]
        return [each for path in paths for each in _opened_by_child([path], progress, unpack)]


def _with_what_it_holds(own: Received, opened: Opened, progress: Progress, depth: int) -> list[Received]:
    assert own.path is not None
    if isinstance(opened, DeskError):
        opened.data["file"] = own.name
        return [replace(own, sha256=_hash(own.path), error=opened)]
    if isinstance(opened, Content):
        return [replace(own, sha256=hash_file(own.path), content=opened)]
    return _members(own, opened, progress, depth + 1)


def _hash(path: Path) -> str:
    with suppress(DeskError):
        return hash_file(path)
    return ""


def _members(own: Received, bundle: bundles.Bundle, progress: Progress, depth: int) -> list[Received]:
    with TemporaryDirectory(prefix="gkdesk-") as folder:
        inside: list[Received] = []
        for number, member in enumerate(bundle.members):
            short = member.name.rpartition("/")[2]
            if not short.startswith(_LEFT_OUT):
                beside = Path(folder) / f"{number}{_suffix(short)}"
                beside.write_bytes(member.data)
                name = f"{own.name}/{without_unseen(member.name)}"
                inside.append(Received(name, beside, member.data, sender=bundle.sender or own.sender))
        return [replace(each, path=None) for each in _read_all(inside, progress, depth)]


def _suffix(name: str) -> str:
    suffix = Path(name).suffix
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) < 8 else ""


def page_picture(source: Received, page: int, progress: Progress = silent) -> bytes:
    """Return a page of a scan, from 1, as a picture (PNG, of an OFD file SVG).

    Raises:
        InputError: it cannot be read.
        Cancelled: ``progress`` asked to stop.
    """
    if source.path is not None:
        drawn = child.run(files.preview, source.path, page=page, progress=progress)
    else:
        with TemporaryDirectory(prefix="gkdesk-") as folder:
            beside = Path(folder) / f"0{_suffix(source.short)}"
            beside.write_bytes(source.data or b"")
            drawn = child.run(files.preview, beside, page=page, progress=progress)
    return drawn if isinstance(drawn, bytes) else b""


def _opened_all(paths: Sequence[Path], unpack: bool, progress: Progress = silent) -> list[Opened]:
    """Read files, or what they hold; runs in the child, which alone loads readers."""
    found: list[Opened] = []
    for count, path in enumerate(paths):
        progress(Stage.READING, count, len(paths))
        try:
            one = partial(_within, progress, count, len(paths))
            found.append((_bundle(path) if unpack else None) or _content(path, one))
        except (InputError, EnvironmentFailure) as error:
            found.append(error)
    return found


def _bundle(path: Path) -> bundles.Bundle | None:
    """Return what an archive or a mail holds; of other types it is found out later whether they are read."""
    with suppress(UnsupportedType, TypeMismatch):
        return bundles.read_bundle(path)
    return None


def _within(progress: Progress, count: int, total: int, stage: Stage, _: int, __: int) -> None:
    """Pass on that a file's pages go on: what is counted are the files."""
    progress(stage, count, total)


def _content(path: Path, progress: Progress) -> Content:
    try:
        document = files.read_document(path)
    except (NoText, UnsupportedType, TypeMismatch) as error:
        pages = _scanned(path, error, progress)
        if pages is None:
            raise
        return Content(pages=pages)
    missed = tuple(f"{each.where} {each.what}".strip() for each in document.missed)
    found = Content(tables.tables_of(document), document.text[:_PROSE], missed)
    if document.kind in _PAGED and not is_book(found.tables):
        return replace(found, pages=_pages(path, document.kind, progress, scanned=False) or ())
    return found


_PAGED: Final = (FileKind.PDF, FileKind.OFD)


def _scanned(path: Path, error: DeskError, progress: Progress) -> tuple[ScanPage, ...] | None:
    """Return the pages of a file that is a picture or consists of them; ``None``: it is something else."""
    if isinstance(error, NoText):
        return _pages(path, identify(path), progress)
    found = error.data.get("type") or error.data.get("found")
    return _pages(path, None, progress) if found in codes.PICTURES else None


def _pages(
    path: Path, kind: FileKind | None, progress: Progress, *, scanned: bool = True
) -> tuple[ScanPage, ...] | None:
    """Return the pages with their codes; without ``kind`` it is a picture. ``None``: nobody can draw them here."""
    with suppress(Damaged, Limit):  # it is kept all the same, and a person looks at it
        if kind is None:
            found = codes.codes_of_picture(path, progress)
        else:
            found = codes.codes_of_pages(path, kind, progress, scanned=scanned)
        return tuple(ScanPage(*each) for each in found)
    return None


def keep_contents(library: Library, sources: Iterable[Received]) -> list[KeptFile]:
    """Keep what came by its content, a file for each in their order.

    Raises:
        DiskFull, NoPermission: it cannot be kept.
    """
    folder = library.folder / "evidence"
    return [keep_file(folder, of.path) if of.path else keep_bytes(folder, of.data or b"", of.short) for of in sources]
