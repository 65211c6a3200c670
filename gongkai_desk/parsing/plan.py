"""A document becomes a draft: the stages in order, each visited once.

document → blocks (``blocks``, ``rare``) → stretches under titles (``parts``) → lists of tasks as printed (``search``,
with ``grids`` and ``prose``) → plans (``header``) → fields understood (``fields``) → doubts (``checks``) → draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import takewhile

from gongkai_desk.domain.draft import Doubt, DoubtKind, Draft, Loss, Part
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.errors import NoTasks
from gongkai_desk.parsing.blocks.model import Block, Paragraph
from gongkai_desk.parsing.blocks.reader import read_blocks
from gongkai_desk.parsing.checks import (
    column_doubts,
    left_over,
    node_doubts,
    of_selection,
    parts_apart,
    row_doubts,
    scan_doubts,
    skipped_tables,
    with_scan_doubts,
    with_struck_doubts,
)
from gongkai_desk.parsing.fields import Context, understand
from gongkai_desk.parsing.header import Heard, heard, plan_of, signed
from gongkai_desk.parsing.invariants.look import look_again
from gongkai_desk.parsing.invariants.model import Reading
from gongkai_desk.parsing.parts import Stretch, front_of, stretches
from gongkai_desk.parsing.prose.tree import number_of
from gongkai_desk.parsing.rare.layouts import blocks_of, document_of, pieces_of, plans_of
from gongkai_desk.parsing.refusals import Likeness, likeness, reason_of
from gongkai_desk.parsing.script import folded, script_of
from gongkai_desk.parsing.search import Found, grouped, searched
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.parsing.sheets import without_detail
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.document import Document
from gongkai_desk.words.dates import TimeContext
from gongkai_desk.words.list_remarks import Convention, convention, is_list_remark
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays


@dataclass(frozen=True, slots=True)
class _Means:
    """What the stages read with."""

    directory: UnitDirectory
    workdays: Workdays
    progress: Progress
    anyway: bool = False


def parse(
    document: Document,
    directory: UnitDirectory,
    workdays: Workdays,
    *,
    issue_date: date | None = None,
    anyway: bool = False,
    progress: Progress = silent,
) -> Draft:
    """Return the plans and tasks of a document; ``anyway``: a person said that it is a plan, whatever it looks like.

    Raises:
        NoTasks: it holds no task, or is another paper; ``reason`` says why.
        Cancelled: ``progress`` asked to stop.
    """
    means, document = _Means(directory, workdays, progress, anyway), without_detail(document)
    script = script_of(document)
    if script is None:
        return _read(document, means, issue_date)
    return script.draft(_read(folded(document), means, issue_date), document)


def _read(document: Document, means: _Means, issue_date: date | None) -> Draft:
    cut = stretches([piece for block in _blocks(document, means) for piece in pieces_of(block)])
    search = searched(cut, means.directory, means.progress)
    if not search.found:
        raise NoTasks(file=document.file, reason=reason_of(document, search.refused, search.skipped))
    groups = grouped(search.found)
    plans = _plans(groups, cut, issue_date)
    unlike = _unlike(groups, plans, document, anyway=means.anyway)
    parts = list(_parts(groups, plans, cut, means))
    losses = tuple(Loss(missed.where, missed.what) for missed in document.missed)
    parts = with_struck_doubts(with_scan_doubts(parts, document.unsure), document)
    parts[0] = replace(parts[0], doubts=(*parts[0].doubts, *unlike))
    about = [*_file_doubts(document, plans, parts), *skipped_tables(search.skipped)]
    if sum(bool(found.listing.sheet) for found in search.found) > 1:
        about.append(parts_apart(parts))
    return Draft(document.file, tuple(plans), tuple(parts), losses, tuple(about), document.text)


def _blocks(document: Document, means: _Means) -> Sequence[Block]:
    return blocks_of(document, means.directory) or read_blocks(document_of(document), means.progress)


def _unlike(
    groups: Sequence[Sequence[Found]], plans: Sequence[Plan], document: Document, *, anyway: bool
) -> list[Doubt]:
    """Return the doubt about a file that may be no plan.

    Raises:
        NoTasks: it is a contract, a letter or the like, and not to be read ``anyway``.
    """
    raws = [raw for group in groups for found in group for raw in found.listing.tasks]
    like = likeness(plans[0].title, document.text, raws)
    if like is Likeness.OTHER and not anyway:
        raise NoTasks(file=document.file, reason="other_paper")
    return [Doubt(DoubtKind.UNLIKE_PLAN, None, "", plans[0].title)] if like is not Likeness.PLAN else []


# --------------------------------------------------------------------------- the plans


def _plans(groups: Sequence[Sequence[Found]], cut: Sequence[Stretch], issue_date: date | None) -> Sequence[Plan]:
    """Return the plan of each group; the first one's letter may speak for all."""
    letters = [heard(front_of(cut, group[0].at, first=number == 0)) for number, group in enumerate(groups)]
    plans = [_plan(group, cut, letter, issue_date) for group, letter in zip(groups, letters, strict=True)]
    return plans_of(plans, plan_of(letters[0], "", None))


def _plan(group: Sequence[Found], cut: Sequence[Stretch], letter: Heard, issue_date: date | None) -> Plan:
    own = [paragraph for each in group for paragraph in cut[each.at].paragraphs]
    after = cut[group[-1].at + 1].paragraphs if group[-1].at + 1 < len(cut) else []
    beside = [Paragraph(left.text) for each in group for left in each.listing.left]
    front = heard(_before_numbers(cut[group[0].at].paragraphs), letter)
    return plan_of(signed(front, [*own, *after, *beside]), group[0].title, issue_date)


def _before_numbers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return list(takewhile(lambda paragraph: number_of(paragraph.text) is None, paragraphs))[: USUAL.front_lines]


# --------------------------------------------------------------------------- the parts and their tasks


def _parts(
    groups: Sequence[Sequence[Found]], plans: Sequence[Plan], cut: Sequence[Stretch], means: _Means
) -> Iterator[Part]:
    for number, (group, plan) in enumerate(zip(groups, plans, strict=True)):
        for found in group:
            time = TimeContext(plan.year, plan.dates, means.workdays)
            context = Context(means.directory, time, *_convention(cut[found.at].paragraphs, found))
            tasks, doubts = _understood(found, context, means.progress)
            doubts += of_selection(node_doubts(found.root, tasks) if found.root else row_doubts(tasks), tasks)
            doubts += column_doubts(found.listing)
            doubts += left_over([each for each in found.listing.left if not _is_note(each.text)])
            blocks = cut[found.at].blocks
            reading = _reading(found, tasks, plan, blocks, means.directory)
            doubts += list(look_again(reading, doubts))
            yield Part(found.kind, found.title or plan.title, tuple(tasks), tuple(doubts), number)


def _reading(
    found: Found, tasks: Sequence[Task], plan: Plan, blocks: Sequence[Block], directory: UnitDirectory
) -> Reading:
    listing = found.listing
    guessed = frozenset(role for _, role in listing.guessed)
    return Reading(
        tasks, listing.tasks, directory, found.title or plan.title, guessed, blocks, listing.left, listing.notes
    )


def _understood(found: Found, context: Context, progress: Progress) -> tuple[list[Task], list[Doubt]]:
    tasks: list[Task] = []
    doubts: list[Doubt] = []
    raws = found.listing.tasks
    for index, raw in enumerate(raws):
        if index % USUAL.step == 0:
            progress(Stage.PARSING, index, len(raws))
        task, about = understand(raw, index, context)
        tasks.append(task)
        doubts.extend(about)
    return tasks, doubts


def _convention(paragraphs: Sequence[Paragraph], found: Found) -> tuple[Convention, int]:
    """Return what the part settles about who leads, and the task from which that holds.

    Notes and headers hold for all; what a task's own clause says (…，下同), for this and the later ones.
    """
    tasks = [convention(raw.unit_text) for raw in found.listing.tasks]
    own = [raw.unit_text[: USUAL.doubt_least] for raw, said in zip(found.listing.tasks, tasks, strict=True) if said]
    notes = [paragraph.text for paragraph in paragraphs]
    notes += [*found.listing.notes, *(left.text for left in found.listing.left)]
    settled = [said for note in notes if (said := _of_note(note)) and not any(head in note for head in own)]
    since = next((index for index, said in enumerate(tasks) if said.order), 0)
    return reduce(Convention.joined, [*settled, *tasks], Convention()), 0 if any(s.order for s in settled) else since


def _is_note(text: str) -> bool:
    return bool(convention(text)) or is_list_remark(text)


def _of_note(text: str) -> Convention:
    """Return what a note says about who leads; in a long paragraph each sentence is asked."""
    if len(text) <= USUAL.note:
        return convention(text)
    return reduce(Convention.joined, map(convention, re.split("[。；\n]", text)), Convention())


def _file_doubts(document: Document, plans: Sequence[Plan], parts: Sequence[Part]) -> tuple[Doubt, ...]:
    doubts = [Doubt(DoubtKind.NO_PLAN_YEAR, None, "year", plan.title) for plan in plans if plan.year is None]
    doubts += scan_doubts(document, parts)
    if document.named_otherwise:
        doubts.append(Doubt(DoubtKind.NAMED_OTHERWISE, None, "", document.file))
    return tuple(doubts)
