"""From the library to papers: what is stored becomes a plain paper, and the paper a file.

What a paper is made of needs the library (``paper_facts``), its writing does not (``write_kind``): a window reads at
once and has the paper written by a job.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

from gongkai_desk.domain.papers import (
    ANNEX,
    USUAL_LEDGER,
    USUAL_LOOK,
    BreakdownPaper,
    CardPaper,
    LedgerChoice,
    LedgerPaper,
    Packet,
    PacketPiece,
    PaperLook,
)
from gongkai_desk.domain.plan import Plan, StoredTask, Task
from gongkai_desk.domain.sheet import BreakdownStyle, ColumnKey, Orientation, PaperFormat, TextSize
from gongkai_desk.domain.slips import ChaseList
from gongkai_desk.domain.work import Evidence, StoredEvidence
from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.errors import NotAllowed, UnsupportedType
from gongkai_desk.export import word
from gongkai_desk.export.write import Pen, write_paper
from gongkai_desk.papers.checking import evidence_list
from gongkai_desk.papers.leaving import mask_paper
from gongkai_desk.papers.listed import PaperKind, Source
from gongkai_desk.papers.making import make_paper
from gongkai_desk.paths import refuse_inside_library, told_kindly, written_whole
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.standing.cycle.opinions import opinion_table
from gongkai_desk.standing.due_slips import chase_list, register
from gongkai_desk.standing.ledger_entries import LedgerEntries
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import UNIT, setting
from gongkai_desk.store.tasks import evidence, plans
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.lights import period_text


def breakdown_paper(
    library: Library, plan_id: int, *, look: PaperLook = USUAL_LOOK, other: bool = False
) -> BreakdownPaper:
    """Return the 任务分解表 of a plan; of the style that fits its tasks where ``look`` has none.

    Raises:
        UnknownId: there is no such plan.
    """
    plan, tasks = plans.plan(library, plan_id), tuple(plans.tasks(library, plan_id))
    chosen = look.style or fitting_style(tasks)
    # 事项式 has two columns of units and is printed lying, 五列序号式 standing.
    lying = chosen is BreakdownStyle.ITEM
    return BreakdownPaper(
        plan,
        tasks,
        chosen,
        annex=ANNEX if look.annex is None else look.annex,
        note=look.note,
        draft=look.draft,
        internal=look.internal,
        orientation=Orientation.LANDSCAPE if lying else Orientation.PORTRAIT,
        fonts=look.fonts,
        size=look.text or TextSize.FIVE,
        paper=look.paper,
        first_page=look.first_page,
        other=other,
    )


def fitting_style(tasks: Sequence[Task]) -> BreakdownStyle:
    """Return 事项式 where tasks stand in sections and have lead units, else 五列序号式."""
    itemized = any(task.section and task.lead for task in tasks)
    return BreakdownStyle.ITEM if itemized else BreakdownStyle.FIVE


def ledger_paper(
    library: Library,
    plan_id: int,
    *,
    as_of: date,
    unit: str | None = None,
    choice: LedgerChoice = USUAL_LEDGER,
    look: PaperLook = USUAL_LOOK,
) -> LedgerPaper:
    """Return the 工作台账 of a plan up to ``as_of``.

    ``unit`` fills it in: by default 本单位, or where none is set the plan's issuer. One of a period is called so.

    Raises:
        UnknownId: there is no such plan.
    """
    plan, tasks = plans.plan(library, plan_id), plans.tasks(library, plan_id)
    known = LedgerEntries(library, [task.id for task in tasks], as_of, choice)
    entries_of = known.unit_entries if choice.per_unit else known.task_entries
    entries = tuple(entry for task in tasks for entry in entries_of(task))
    filled_by = _own_unit(library, plan) if unit is None else unit
    made = LedgerPaper(
        plan,
        entries,
        as_of,
        unit=filled_by,
        internal=look.internal,
        paper=look.paper,
        fonts=look.fonts,
        size=look.text or TextSize.SMALL_FIVE,
        options=choice.options,
    )
    return replace(made, title=f"{made.heading}（{period_text(choice.period)}）") if choice.period else made


def _own_unit(library: Library, plan: Plan) -> str:
    return setting(library, UNIT) or plan.issuer


def card_paper(library: Library, task_ids: Sequence[int], *, as_of: date, unit: str = "") -> CardPaper:
    """Return the 任务卡 of some tasks of one plan up to ``as_of``.

    Raises:
        UnknownId: there is no such task.
    """
    chosen = [plans.task(library, task_id) for task_id in task_ids]
    known = LedgerEntries(library, task_ids, as_of)
    plan = plans.plan(library, chosen[0].plan_id)
    return CardPaper(
        plan, tuple(known.entry(task, addresses=True) for task in chosen), as_of, unit=unit or _own_unit(library, plan)
    )


# ---- any paper of the list


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """Of what a paper is wanted: a plan, or some of its tasks, as of a day.

    ``filled_by`` is who fills a ledger in, ``choice`` what it is to hold, ``look`` how a paper is set; ``unit`` the
    only one on 催办名单.
    """

    plan_id: int | None
    today: date
    task_ids: tuple[int, ...] = ()
    filled_by: str | None = None
    unit: str | None = None
    choice: LedgerChoice = USUAL_LEDGER
    look: PaperLook = USUAL_LOOK


def paper_facts(library: Library, kind: PaperKind, order: PaperOrder) -> Any:  # noqa: ANN401 - each kind has its own
    """Return what a paper is made of; its kind turns that into the paper, without the library.

    Raises:
        UnknownId: there is no such plan, task or unit.
        ValueError: the paper has a page or a dialog of its own that makes it.
    """
    if kind.source not in _READERS:
        raise ValueError(kind.name)
    return _READERS[kind.source](library, order)


def _plan(order: PaperOrder) -> int:
    return order.plan_id or 0


def _breakdown(library: Library, order: PaperOrder) -> BreakdownPaper:
    return breakdown_paper(library, _plan(order), look=order.look, other=ColumnKey.OTHER in order.choice.options)


def _ledger(library: Library, order: PaperOrder) -> LedgerPaper:
    return ledger_paper(
        library, _plan(order), as_of=order.today, unit=order.filled_by, choice=order.choice, look=order.look
    )


def _cards(library: Library, order: PaperOrder) -> CardPaper:
    ids = order.task_ids or [task.id for task in plans.tasks(library, _plan(order))]
    made = card_paper(library, ids, as_of=order.today, unit=order.filled_by or "")
    return replace(made, fonts=order.look.fonts)


def _chase_list(library: Library, order: PaperOrder) -> ChaseList:
    return chase_list(library, today=order.today, plan_id=order.plan_id, unit=order.unit)


_READERS: dict[Source, Callable[[Library, PaperOrder], Any]] = {
    Source.PLAN: _breakdown,
    Source.LEDGER: _ledger,
    Source.TASKS: _cards,
    Source.CHASE_LIST: _chase_list,
    Source.OPINIONS: lambda library, order: opinion_table(library, _plan(order), order.today),
    Source.REGISTER: lambda library, order: register(library, order.today.year),
}


def write_kind(
    kind: PaperKind,
    facts: object,
    path: Path,
    format: str,
    progress: Progress = silent,
    *,
    pen: Pen | None = None,
    mask: Mask = NO_MASK,
) -> None:
    """Write a paper of what it is made of, covered as ``mask`` says; needs no library, so a job may do it.

    Raises:
        UnsupportedType: it does not come in this format, or as PDF without a pen.
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
    """
    if format not in kind.formats:
        raise UnsupportedType(file=str(path), type=format)
    write_paper(mask_paper(make_paper(kind, facts), mask), path, PaperFormat(format), progress, pen=pen)


_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # what Windows allows in no file name
_LEADING = re.compile(r"\d+(?=-)")  # 2-1 公报.pdf
LIST = "佐证材料清单.docx"
_LONGEST = 60  # characters of a file's name without its suffix


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what the evidence is wanted: all that is given must hold. ``since`` and ``until`` are days it took effect."""

    task_id: int | None = None
    plan_id: int | None = None
    unit: str | None = None
    since: date | None = None
    until: date | None = None

    def holds(self, piece: Evidence) -> bool:
        """Tell whether a piece took effect in the period; one without any day is of every period."""
        day = piece.effective or piece.received
        if day is None:
            return True
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def packet(library: Library, scope: Scope, *, today: date) -> Packet:
    """Return the evidence of a scope; each piece has the number of its task and its place there, whatever the scope.

    Raises:
        UnknownId: no such task, plan or unit.
    """
    unit = units.find_unit(library, scope.unit) if scope.unit else None
    tasks = _tasks(library, scope)
    links = _links(library, [task.id for task in tasks])
    marks = _marks(library, {task.plan_id for task in tasks})
    known: dict[int | None, str] = {each.id: each.name for each in units.units(library)}
    pieces: list[PacketPiece] = []
    missing: list[str] = []
    for task in tasks:
        found = [
            (number, each, owner)
            for number, (each, owner) in enumerate(links.get(task.id, ()), start=1)
            if scope.holds(each) and (unit is None or owner in (None, unit.id))
        ]
        if not found:
            missing.append(_name(task))
        for number, each, owner in found:
            pieces.append(_piece(library, f"{marks[task.id]}-{number}", task, each, known.get(owner, "")))
    pieces = _sortable(pieces)
    return Packet("佐证材料清单", _scope_text(library, scope), tuple(pieces), today, tuple(missing))


def _marks(library: Library, of: Collection[int]) -> dict[int, str]:
    """Return by what the pieces of each task are numbered: its 序号, told by plan where there are several."""
    found: dict[int, str] = {}
    for place, plan in enumerate(plans.plans(library), start=1):
        if plan.id in of:
            tasks = plans.tasks(library, plan.id)
            before = f"{place}." if len(of) > 1 else ""
            found |= {t.id: f"{before}{m}" for t, m in zip(tasks, _distinct_numbers(tasks), strict=True)}
    return found


def _distinct_numbers(tasks: Sequence[StoredTask]) -> list[str]:
    """Return the printed numbers; with their headings where they begin anew, places where some have none."""
    whole = [(task.seq or "").replace("/", "") + (f"({task.part})" if task.part else "") for task in tasks]
    short = [_short_seq(task) + (f"({task.part})" if task.part else "") for task in tasks]
    for marks in (short, whole):
        if all(marks) and len(set(marks)) == len(marks):
            return marks
    return [str(place) for place in range(1, len(tasks) + 1)]


def _short_seq(task: Task) -> str:
    return (task.seq or "").rpartition("/")[2]


def _tasks(library: Library, scope: Scope) -> list[StoredTask]:
    if scope.task_id is not None:
        return [plans.task(library, scope.task_id)]
    if scope.plan_id is not None:
        plans.plan(library, scope.plan_id)
    tasks = plans.tasks(library, scope.plan_id)
    if scope.unit is None:
        return tasks
    kept = set(units.tasks_of(library, scope.unit))
    return [task for task in tasks if task.id in kept]


def _links(library: Library, task_ids: Iterable[int]) -> dict[int, list[tuple[StoredEvidence, int | None]]]:
    """Return the evidence of tasks with the unit that each piece belongs to."""
    wanted = list(task_ids)
    owners = evidence.evidence_units(library, wanted)
    return {
        task_id: [(each, owners[task_id, each.id]) for each in found]
        for task_id, found in evidence.evidence(library, wanted).items()
    }


def _piece(library: Library, number: str, task: StoredTask, each: StoredEvidence, unit: str) -> PacketPiece:
    file = evidence.evidence_file(library, each.id) if each.sha256 else None
    there = file is not None and file.is_file()
    place = "　".join(filter(None, (each.doc_no, each.url)))
    name = _file_name(number, each.name, file) if file is not None and there else ""
    return PacketPiece(number, _name(task), each.name, unit, place, each.effective, each.received, file, name)


def _sortable(pieces: Sequence[PacketPiece]) -> list[PacketPiece]:
    """Return the pieces with names of files that sort as the list does: 02-1 … before 10-1 …."""
    digits = max((len(each.number.partition("-")[0]) for each in pieces if each.number[:1].isdigit()), default=0)
    return [replace(each, name=_padded(each.name, digits)) for each in pieces]


def _padded(name: str, digits: int) -> str:
    number = _LEADING.match(name)
    return name if number is None else number[0].zfill(digits) + name[number.end() :]


def _file_name(number: str, title: str, file: Path) -> str:
    """Return the name in the packet: its number, its own name, its suffix."""
    stem = title.removesuffix(file.suffix) if file.suffix else title
    return f"{number} {_NOT_IN_NAMES.sub('_', stem)[:_LONGEST].strip(' .')}{file.suffix}"


def _name(task: Task) -> str:
    return "　".join(filter(None, (_short_seq(task), task.title or task.content[:30])))


def _scope_text(library: Library, scope: Scope) -> str:
    """Return what the packet is of, as a line above the list."""
    told = []
    if scope.task_id is not None:
        told.append(_name(plans.task(library, scope.task_id)))
    if scope.plan_id is not None:
        told.append(plans.plan(library, scope.plan_id).title)
    if scope.unit:
        told.append(units.find_unit(library, scope.unit).name)
    if scope.since or scope.until:
        told.append(f"{chinese_date(scope.since, '')}至{chinese_date(scope.until, '今')}")
    return "　".join(told) or "全部任务"


def write_packet(folder: Path, made: Packet, progress: Progress = silent) -> None:
    """Write the files and their list into a folder; needs no library, so a job may do it.

    The folder is to be new, so that no old piece is in it. The list comes last, when all files are there.

    Raises:
        NotAllowed: something stands there already (``lacks``: ``empty_folder``), or it is a part of a library.
        NoPermission, DiskFull: the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotAllowed(library=str(folder), lacks=("empty_folder",))
    refuse_inside_library(folder / LIST)
    with told_kindly(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for index, piece in enumerate(made.pieces):
        progress(Stage.WRITING, index, len(made.pieces))
        if piece.file is not None and piece.name:
            with written_whole(folder / piece.name) as beside, told_kindly(folder / piece.name):
                copyfile(piece.file, beside)
    word.write(evidence_list(made), folder / LIST)
