"""What a list says of imports left half-way; light, since a window that starts shows it. ``drafts`` reads all."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from shutil import copyfile
from typing import Any
from uuid import uuid4

from gongkai_desk.domain.plan import Doubt, Part, Plan, Task
from gongkai_desk.domain.review import Decision, Dropped, Review
from gongkai_desk.domain.revision import Choice, Spot
from gongkai_desk.errors import Damaged
from gongkai_desk.paths import stored_whole, told_kindly
from gongkai_desk.progress import Progress, silent
from gongkai_desk.store.tasks.coded import Pool, plain, typed

FORMAT = 2
_READABLE = (1, FORMAT)  # the first had no pool and no former states
_FOLDER = "drafts"
_KEY = re.compile(r"[0-9a-f]{32}")  # as ``drafts.new_key`` makes them: a file of another name is none of ours
UNREADABLE = (TypeError, ValueError, KeyError, AttributeError, IndexError, ArithmeticError, RecursionError)
"""What a file that is not as we wrote it can bring about while it is read."""


@dataclass(frozen=True, slots=True)
class DraftNote:
    """What a list says of a kept review: ``key`` finds it, ``tasks``, ``decided`` and ``doubts`` (open) are counts.

    Of a ``damaged`` one nothing else is known.
    """

    key: str
    title: str
    file: str
    tasks: int
    decided: int
    day: date
    who: str
    step: int = 0
    doubts: int = 0
    damaged: bool = False


def notes(library: Path) -> list[DraftNote]:
    """Return what is kept, the latest first, damaged ones too; files that are no drafts of ours are left alone."""
    found = []
    for path in draft_folder(library).glob("[!.]*.json"):
        try:
            seen = path.stat()
        except OSError:  # just thrown away by another window
            continue
        note = _note(path, seen.st_mtime_ns, seen.st_size)
        if note is not None:
            found.append((seen.st_mtime_ns, note))
    return [note for _, note in sorted(found, key=lambda each: -each[0])]


@lru_cache(maxsize=32)
def _note(path: Path, written: int, size: int) -> DraftNote | None:
    """Return what a file says of itself, looked up once for each state of it; ``None``: it is none of ours."""
    try:
        told: Any = loaded_draft(path)["note"]
        note: DraftNote = typed(DraftNote, {**told, "key": path.stem})
    except (Damaged, *UNREADABLE):
        day = date.fromtimestamp(written / 1e9)
        return DraftNote(path.stem, "", "", 0, 0, day, "", damaged=True) if _KEY.fullmatch(path.stem) else None
    return note


def discard(library: Path, key: str) -> None:
    """Delete a kept review and its file; one that is gone already is no error."""
    folder = draft_folder(library)
    with told_kindly(folder):
        (folder / f"{key}.json").unlink(missing_ok=True)
        for path in (folder / key).glob("*"):
            path.unlink(missing_ok=True)
        if (folder / key).is_dir():
            (folder / key).rmdir()


def draft_folder(library: Path) -> Path:
    """Return where the drafts of a library lie."""
    return library / _FOLDER


def loaded_draft(path: Path) -> dict[str, object]:
    """Return a draft's content if it is of our format.

    Raises:
        Damaged: it is not, or cannot be read.
    """
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Damaged(file=str(path)) from error
    if not isinstance(whole, dict) or whole.get("format") not in _READABLE:
        raise Damaged(file=str(path))
    return whole


_MOST = 5000  # tasks and doubts, in all states, from which no further state is written: some 3 MB


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A review with where it was left: ``step`` of the import (from 0), ``sizes`` of the pages in points.

    ``original`` is the name that the file came with, empty for pasted text. ``revises`` is the plan that the file is a
    revision of, with the choices made so far and the pairs set by hand; ``apart``: it is no revision, nobody need ask.
    ``place`` is the task that was current, ``chip`` the doubts that the list was filtered by. ``waiting`` are files
    that are to be read afterwards, ``stored`` the plans of this file (places) that are in the library already, as
    ``made`` (ids). ``former`` and ``later`` are what undo and redo lead to, the oldest first.
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
    apart: bool = False
    place: int | None = None
    chip: str = ""
    waiting: tuple[str, ...] = ()
    stored: tuple[int, ...] = ()
    made: tuple[int, ...] = ()
    former: tuple[Review, ...] = ()
    later: tuple[Review, ...] = ()


def new_key() -> str:
    """Return a key that no draft has."""
    return uuid4().hex


def keep(library: Path, kept: KeptReview, original: Path | None, key: str = "", progress: Progress = silent) -> str:
    """Write a review into the library's drafts, in place of the one with ``key``, and return its key; a job.

    Raises:
        DiskFull, NoPermission: it could not be written; what was kept before stays.
    """
    key = key or new_key()
    folder = draft_folder(library)
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
        kept.step,
        len(kept.review.doubts),
    )
    whole = {"format": FORMAT, "note": plain(note), **_written(kept)}
    with stored_whole(folder / f"{key}.json") as beside:
        beside.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return key


def _written(kept: KeptReview) -> dict[str, object]:
    """Return a review as JSON; of its former states the latest, as many as take little room."""
    pool = Pool(Part, Task, Doubt, Plan, Decision, Dropped)
    held: dict[str, object] = plain(replace(kept, former=(), later=()), pool)
    states: dict[str, list[object]] = {"former": [], "later": []}
    for name, reviews in (("former", kept.former), ("later", kept.later)):
        for review in reversed(reviews):
            if len(pool.entries) < _MOST:
                states[name].insert(0, plain(review, pool))
    return {"pool": pool.entries, "kept": held | states}


def load(library: Path, key: str) -> tuple[KeptReview, Path | None]:
    """Return a kept review and its file (``None``: pasted text, or the copy is gone).

    Raises:
        Damaged: it cannot be read.
    """
    path = draft_folder(library) / f"{key}.json"
    whole = loaded_draft(path)
    try:
        entries: Any = whole.get("pool", [])
        kept: KeptReview = typed(KeptReview, whole["kept"], entries)
        for review in (kept.review, *kept.former, *kept.later):
            _check(review)
    except UNREADABLE as error:
        raise Damaged(file=str(path)) from error
    copy = _copy_of(library, key, kept.original)
    return kept, copy if copy is not None and copy.is_file() else None


def _copy_of(library: Path, key: str, original: str) -> Path | None:
    """Return where the copy of a file lies: under its own name, so that it is read and shown as before."""
    if not original:
        return None
    folder = draft_folder(library) / key
    with told_kindly(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder / Path(original).name


def _check(review: Review) -> None:
    """See that a review leads only to what it has.

    Raises:
        IndexError: it does not.
    """
    count = len(review.shown.tasks)
    if not review.plan or any(d.task is not None and not 0 <= d.task < count for d in review.doubts):
        raise IndexError


FILE = "unsent.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Unsent:
    """What was typed in one place.

    ``place`` finds it again in the window (a field of a task, a form); ``title`` is the place and ``fields`` are the
    names and texts of its fields as the clerk saw them; ``task`` is the task that was shown, ``at`` wall time.
    """

    place: str
    title: str
    fields: tuple[tuple[str, str], ...]
    task: int | None = None
    at: str = ""
    who: str = ""


def keep_unsent(folder: Path, library: str, texts: Sequence[Unsent]) -> None:
    """Keep these texts in place of those kept before; without any the file goes.

    Raises:
        DiskFull, NoPermission: it could not be written; what was kept before stays.
    """
    path = folder / "drafts" / FILE
    with told_kindly(path):
        if not texts:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(exist_ok=True)
    whole = {"format": _FORMAT, "library": library, "texts": [plain(each) for each in texts]}
    with stored_whole(path) as beside:
        beside.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def unsent(folder: Path, library: str) -> list[Unsent]:
    """Return what is kept for the library, nothing where the file is not ours or belongs to another one."""
    try:
        whole = json.loads((folder / "drafts" / FILE).read_text(encoding="utf-8"))
        if whole["format"] != _FORMAT or whole["library"] != library:
            return []
        return [typed(Unsent, each) for each in whole["texts"]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []
