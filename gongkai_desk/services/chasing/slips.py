"""催办单, 提示单, 三色督办单: which are due, their texts, their numbers and the register."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain.act import By, Changes
from gongkai_desk.domain.slips import (
    Means,
    Reminder,
    Slip,
    SlipKind,
)
from gongkai_desk.errors import UnknownId
from gongkai_desk.export import word
from gongkai_desk.papers import slips as paper
from gongkai_desk.paths import refuse_inside_library, told_kindly
from gongkai_desk.progress import Progress, silent
from gongkai_desk.rules.work.slips import SlipRule
from gongkai_desk.standing.due_slips import slip_rules
from gongkai_desk.store.entries import papers
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import set_setting, setting

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]')  # what Windows allows in no file name

# ---- what an office sets

# ---- slips


def write_slips(path: Path, done: Sequence[Slip], progress: Progress = silent) -> None:
    """Write slips as one Word paper, or where ``path`` has no suffix each into a file of that folder.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written.
    """
    if path.suffix:
        word.write(paper.slips(done), path, progress)
        return
    refuse_inside_library(path / "催办文书")
    with told_kindly(path):
        path.mkdir(parents=True, exist_ok=True)
    for slip in done:
        word.write(paper.slips([slip]), path / f"{slip_name(slip)}.docx", progress)


def slip_name(slip: Slip) -> str:
    """Return the name of a slip's file, without suffix: 催办〔2026〕5号市教育局."""
    return file_name(f"{slip.number_text or slip.title}{slip.unit}")


def file_name(text: str) -> str:
    """Return a text as a file may be called."""
    return _NOT_IN_NAMES.sub("_", text)


def issue(
    library: Library,
    by: By,
    drafts: Sequence[Slip],
    *,
    write: Callable[[Sequence[Slip]], object] | None = None,
    means: Means = Means.LETTER,
    remember: Mapping[str, str] | None = None,
) -> tuple[Changes, tuple[Slip, ...]]:
    """Give slips their numbers, enter them into register and log, and return them as one undoable step.

    ``write`` is called with the numbered slips before anything is stored: where it fails, no number is used.
    ``remember``: settings for the next slips (``slip.signer`` …), kept in the same step.
    """
    rules = slip_rules(library)
    with library.step(_issue_name(drafts, rules), by) as step:
        done = tuple(_numbered(library, drafts, rules))
        for slip in done:
            step.made = papers.insert_number(step, slip)
            for task in slip.tasks:
                told = Reminder(slip.day, slip.unit_id, means, task.task_id, task.plan_id, slip_id=step.made)
                papers.insert_reminder(step, told)
        for name, value in (remember or {}).items():
            if setting(library, name) != value:
                set_setting(step, name, value)
        if write:
            write(done)
    return step.changes, done


def numbered(library: Library, drafts: Sequence[Slip]) -> tuple[Slip, ...]:
    """Return slips with the numbers that ``issue`` would give them now; nothing is stored."""
    return tuple(_numbered(library, drafts, slip_rules(library)))


def _issue_name(drafts: Sequence[Slip], rules: Mapping[SlipKind, SlipRule]) -> str:
    if len(drafts) == 1:
        return f"发{rules[drafts[0].kind].title} {drafts[0].unit}"
    return f"发催办文书 {len(drafts)} 份"


def _numbered(library: Library, drafts: Iterable[Slip], rules: Mapping[SlipKind, SlipRule]) -> Iterator[Slip]:
    used: dict[tuple[SlipKind, int], int] = {}
    for draft in drafts:
        key = draft.kind, draft.day.year
        used[key] = used[key] + 1 if key in used else papers.next_number(library, *key)
        text = rules[draft.kind].number.replace("{year}", str(key[1])).replace("{number}", str(used[key]))
        yield replace(draft, number=used[key], number_text=text)


def enter_answers(library: Library, by: By, slip_ids: Sequence[int], *, answered: date | None) -> Changes:
    """Note that the 回执 of slips came on a day, or with ``None`` that it did not.

    Raises:
        UnknownId: no such slip.
    """
    refuse_unknown(library, "slip", slip_ids, (each.id for each in papers.slip_numbers(library)))
    with library.step(f"登记回执 {len(slip_ids)} 份", by) as step:
        papers.set_answered(step, slip_ids, answered)
    return step.changes


def refuse_unknown(library: Library, what: str, ids: Iterable[int], known: Iterable[int | None]) -> None:
    """Refuse ids that the library does not have; a mistyped one must not pass as done."""
    there = set(known)
    for number in ids:
        if number not in there:
            raise UnknownId(library=str(library.folder), what=what, id=number)
