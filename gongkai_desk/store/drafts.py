"""Imports left half-way (接着核对): reviews as JSON in the library's ``drafts/``, each with a copy of its file."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any
from uuid import uuid4

from gongkai_desk.domain.review import Review
from gongkai_desk.domain.revision import Choice, Spot
from gongkai_desk.errors import Damaged
from gongkai_desk.paths import stored_whole, told_kindly
from gongkai_desk.store.coded import plain, typed

_FORMAT = 1
_FOLDER = "drafts"


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A review with where it was left: ``step`` of the import (from 0), ``sizes`` of the pages in points.

    ``original`` is the name that the file came with, empty for pasted text. ``revises`` is the plan that the file is a
    revision of, with the choices made so far and the pairs set by hand.
    """

    review: Review
    step: int
    day: date
    who: str = ""
    original: str = ""
    sizes: tuple[tuple[float, float], ...] = ()
    revises: int | None = None
    choices: tuple[tuple[Spot, Choice], ...] = ()
    pairs: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class DraftNote:
    """What a list says of a kept review: ``key`` finds it, ``tasks`` and ``decided`` are counts."""

    key: str
    title: str
    file: str
    tasks: int
    decided: int
    day: date
    who: str


def keep(library: Path, kept: KeptReview, original: Path | None, key: str = "") -> str:
    """Write a review into the library's drafts, in place of the one with ``key``, and return its key.

    Raises:
        DiskFull, NoPermission: it could not be written; what was kept before stays.
    """
    key = key or uuid4().hex
    folder = _folder(library)
    with told_kindly(folder):
        folder.mkdir(exist_ok=True)
    copy = _copy_of(library, key, kept.original)
    if original is not None and copy is not None and not copy.exists():
        with stored_whole(copy) as beside:
            copyfile(original, beside)
    note = DraftNote(
        key,
        kept.review.plan.title,
        kept.review.draft.file,
        len(kept.review.shown.tasks),
        len(kept.review.decided),
        kept.day,
        kept.who,
    )
    whole = {"format": _FORMAT, "note": plain(note), "kept": plain(kept)}
    with stored_whole(folder / f"{key}.json") as beside:
        beside.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return key


def notes(library: Path) -> list[DraftNote]:
    """Return what is kept, the latest first; files that are no drafts of ours are left alone."""
    found = []
    for path in _folder(library).glob("[!.]*.json"):
        try:
            note: Any = _loaded(path)["note"]
            found.append((path.stat().st_mtime, typed(DraftNote, {**note, "key": path.stem})))
        except (Damaged, OSError, TypeError, ValueError, KeyError):
            continue
    return [note for _, note in sorted(found, key=lambda each: -each[0])]


def load(library: Path, key: str) -> tuple[KeptReview, Path | None]:
    """Return a kept review and its file (``None``: pasted text, or the copy is gone).

    Raises:
        Damaged: it cannot be read.
    """
    path = _folder(library) / f"{key}.json"
    whole = _loaded(path)
    try:
        kept: KeptReview = typed(KeptReview, whole["kept"])
    except (TypeError, ValueError, KeyError) as error:
        raise Damaged(file=str(path)) from error
    copy = _copy_of(library, key, kept.original)
    return kept, copy if copy is not None and copy.is_file() else None


def discard(library: Path, key: str) -> None:
    """Delete a kept review and its file; one that is gone already is no error."""
    folder = _folder(library)
    with told_kindly(folder):
        (folder / f"{key}.json").unlink(missing_ok=True)
        for path in (folder / key).glob("*"):
            path.unlink(missing_ok=True)
        if (folder / key).is_dir():
            (folder / key).rmdir()


def _folder(library: Path) -> Path:
    return library / _FOLDER


def _copy_of(library: Path, key: str, original: str) -> Path | None:
    """Return where the copy of a file lies: under its own name, so that it is read and shown as before."""
    if not original:
        return None
    folder = _folder(library) / key
    with told_kindly(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder / Path(original).name


def _loaded(path: Path) -> dict[str, object]:
    """Return the file's content if it is of our format."""
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Damaged(file=str(path)) from error
    if not isinstance(whole, dict) or whole.get("format") != _FORMAT:
        raise Damaged(file=str(path))
    return whole
