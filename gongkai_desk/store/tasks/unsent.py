"""Texts that were typed and not yet stored (没有存入的文字): one small JSON file in the library's ``drafts/``.

It is written beside and replaced, so that a kill loses at most what was typed since. It names the library that it
belongs to: a task's number in it means nothing in another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai_desk.paths import stored_whole, told_kindly
from gongkai_desk.store.tasks.coded import plain, typed

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
