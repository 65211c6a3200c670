"""Slips (催办单): who is to be reminded, issued, numbered, written as files, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from gongkai_desk.domain.ids import By, Changes, ReminderId, TaskId
from gongkai_desk.domain.slips import (
    Call,
    Means,
    Reminder,
    Slip,
    SlipKind,
)
from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.errors import UnknownId
from gongkai_desk.export import word
from gongkai_desk.papers import slips as paper
from gongkai_desk.papers.leaving import mask_paper
from gongkai_desk.paths import refuse_inside_library, told_kindly
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.rules.work.slips import SlipRule
from gongkai_desk.services.staging import Staged, Written, staged
from gongkai_desk.standing.due_slips import slip_rules
from gongkai_desk.store import units
from gongkai_desk.store.entries import papers
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import set_setting, setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.words.codes import SheetCode, SheetKind, sheet_code


def stage(
    folder: Path, slips: Sequence[Slip], *, apart: bool, progress: Progress = silent, mask: Mask = NO_MASK
) -> Staged[tuple[Slip, ...]]:
    """Write numbered slips into a folder of their own inside ``folder``: a file each (``apart``), or one for all.

    Raises:
        NotAllowed: ``folder`` is a part of a library.
        NoPermission, DiskFull: it cannot be written, or is gone; nothing is left behind then.
        Cancelled: by ``progress``; nothing is left behind.
    """
    with told_kindly(folder):
        folder.stat()
    write = partial(_write_staged, slips=slips, apart=apart, progress=progress, mask=mask)
    return staged(folder, "催办文书", tuple(slips), write)


def _write_staged(beside: Path, slips: Sequence[Slip], apart: bool, progress: Progress, mask: Mask) -> Written:
    if apart:
        for index, slip in enumerate(slips):
            progress(Stage.WRITING, index, len(slips))
            write_slips(beside, [slip], mask=mask)
    else:
        write_slips(beside / f"{joint_name(slips)}.docx", slips, progress, mask=mask)
    progress(Stage.WRITING, len(slips), len(slips))
    names = [slip_name(slip) for slip in slips] if apart else [joint_name(slips)]
    return Written(tuple(f"{name}.docx" for name in names))


def joint_name(slips: Sequence[Slip]) -> str:
    """Return the name of a file that holds all slips: by its one number, or by first and last and how many."""
    if len(slips) == 1:
        return slip_name(slips[0])
    title = file_name(slips[0].title.partition("（")[0])
    if len({slip.kind for slip in slips}) > 1:
        return f"{title}（{len(slips)}份）"
    return f"{title}{slips[0].day.year}年第{slips[0].number}—{slips[-1].number}号（{len(slips)}份）"


_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]')  # what Windows allows in no file name

# ---- what an office sets

# ---- slips


def write_slips(path: Path, done: Sequence[Slip], progress: Progress = silent, *, mask: Mask = NO_MASK) -> None:
    """Write slips as one Word paper, or where ``path`` has no suffix each into a file of that folder.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written.
    """
    if path.suffix:
        word.write(mask_paper(paper.slips(done), mask), path, progress)
        return
    refuse_inside_library(path / "催办文书")
    with told_kindly(path):
        path.mkdir(parents=True, exist_ok=True)
    for slip in done:
        word.write(mask_paper(paper.slips([slip]), mask), path / f"{slip_name(slip)}.docx", progress)


def slip_name(slip: Slip) -> str:
    """Return the name of a slip's file, without suffix: 催办〔2026〕5号市教育局; without a number 催办单-市教育局."""
    return file_name(f"{slip.number_text or f'{slip.title}-'}{slip.unit}")


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
        code, answer_code = (_code(library, draft, used[key], kind) for kind in (SheetKind.SLIP, SheetKind.ANSWER))
        yield replace(draft, number=used[key], number_text=text, code=code, answer_code=answer_code)


def _code(library: Library, slip: Slip, number: int, kind: SheetKind) -> str:
    """Return the code for machines of a slip or its 回执: its number is known before it is stored."""
    of = SheetCode(kind, f"{slip.day.year}-{number}", slip.kind.name)
    return sheet_code(of, library.origin.library, slip.unit_id)


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


def remind(
    library: Library,
    by: By,
    unit: str,
    call: Call,
    *,
    task_ids: Sequence[TaskId] = (),
) -> Changes:
    """Enter one reminder into the log, for some tasks or for all that a unit has; ``made`` is the last entry's id.

    Raises:
        UnknownId: no such unit or task.
    """
    found = units.find_unit(library, unit)
    tasks = [plans.task(library, number) for number in task_ids]
    told = Reminder(by.today, found.id, call.means, None, None, call.answered_by, call.answer, call.promised)
    with library.step(f"登记催办 {found.name}", by) as step:
        for task in tasks:
            step.made = papers.insert_reminder(step, replace(told, task_id=task.id, plan_id=task.plan_id))
        if not tasks:
            step.made = papers.insert_reminder(step, told)
    return step.changes


def remind_many(library: Library, by: By, asked: Mapping[int, Sequence[int]], call: Call, *, day: date) -> Changes:
    """Enter one call to several units on ``day`` as one step; ``asked``: each unit's tasks, none for all that it has.

    Raises:
        UnknownId: no such unit or task.
    """
    names = {number: units.find_unit(library, str(number)).name for number in asked}
    plan_of = {number: plans.task(library, number).plan_id for tasks in asked.values() for number in tasks}
    first = next(iter(names.values()), "")
    name = f"登记催办 {first}" if len(names) == 1 else f"登记催办 {first}等{len(names)}家"
    with library.step(name, by) as step:
        for unit, tasks in asked.items():
            told = Reminder(day, unit, call.means, None, None, call.answered_by, call.answer, call.promised)
            for number in tasks:
                step.made = papers.insert_reminder(step, replace(told, task_id=number, plan_id=plan_of[number]))
            if not tasks:
                step.made = papers.insert_reminder(step, told)
    return step.changes


def answer_many(library: Library, by: By, ids: Sequence[ReminderId], call: Call) -> Changes:
    """Note who answered what to a call, in all its entries.

    Raises:
        UnknownId: one of them is not there.
    """
    refuse_unknown(library, "reminder", ids, (each.id for each in papers.reminders(library)))
    with library.step("登记催办答复", by) as step:
        for number in ids:
            papers.set_answer(step, number, call.answered_by, call.answer, call.promised)
    return step.changes


def answer(library: Library, by: By, reminder_id: ReminderId, call: Call) -> Changes:
    """Note who answered what to a reminder that was entered before.

    Raises:
        UnknownId: no such entry.
    """
    return answer_many(library, by, [reminder_id], call)


def remove_reminders(library: Library, by: By, ids: Sequence[ReminderId]) -> Changes:
    """Put entries of the log into the recycle bin.

    Raises:
        UnknownId: one of them is not there.
    """
    refuse_unknown(library, "reminder", ids, (each.id for each in papers.reminders(library)))
    with library.step(f"删除 {len(ids)} 条催办记录", by) as step:
        papers.remove_reminders(step, ids, by.today)
    return step.changes
