"""What a list says of imports left half-way; light, since a window that starts shows it. ``drafts`` reads all."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai_desk.errors import Damaged
from gongkai_desk.paths import told_kindly
from gongkai_desk.store.tasks.coded import typed

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
