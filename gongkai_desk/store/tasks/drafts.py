"""Imports left half-way (接着核对): reviews as JSON in the library's ``drafts/``, each with a copy of its file."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any
from uuid import uuid4

from gongkai_desk.domain.draft import Doubt, Part
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.review import Decision, Dropped, Review
from gongkai_desk.domain.revision import Choice, Spot
from gongkai_desk.errors import Damaged
from gongkai_desk.paths import stored_whole, told_kindly
from gongkai_desk.progress import Progress, silent
from gongkai_desk.store.tasks.coded import Pool, plain, typed
from gongkai_desk.store.tasks.draft_notes import FORMAT, UNREADABLE, DraftNote, draft_folder, loaded_draft

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
