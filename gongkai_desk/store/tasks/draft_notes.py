"""What waits in a library's ``drafts/``, as far as a window that starts shows it: reviews left half-way, unsent texts.

``drafts`` reads a whole review. Texts that were typed and not yet stored (没有存入的文字) are one small file: written
beside and replaced, so that a kill loses at most what was typed since. It names the library that it belongs to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai_desk.errors import Damaged
from gongkai_desk.paths import stored_whole, told_kindly
from gongkai_desk.store.tasks.coded import plain, typed

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
