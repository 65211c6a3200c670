"""From the library to papers: what is stored becomes a plain paper, and the paper a file.

What a paper is made of needs the library (``paper_facts``), its writing does not (``write_kind``): a window reads at
once and has the paper written by a job.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.columns import ColumnKey
from gongkai_desk.domain.papers import (
    BreakdownPaper,
    BreakdownStyle,
    CardPaper,
    LedgerEntry,
    LedgerPaper,
    Orientation,
    PaperFormat,
    PaperSize,
)
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.slips import ChaseList
from gongkai_desk.domain.unit import Role, Unit
from gongkai_desk.domain.work import Evidence, Report, State
from gongkai_desk.errors import UnsupportedType
from gongkai_desk.export.write import Pen, write_paper
from gongkai_desk.papers.listed import PaperKind, Source
from gongkai_desk.papers.making import make_paper
from gongkai_desk.progress import Progress, silent
from gongkai_desk.rules.lights import Light
from gongkai_desk.rules.shares import Share
from gongkai_desk.services.lights import lit_works
from gongkai_desk.services.reminding import chase_list
from gongkai_desk.services.slips import register
from gongkai_desk.store import evidence, plans, units, work
from gongkai_desk.wording.lights import COLOURS, WORDS, light_text
from gongkai_desk.wording.sentences import STATES

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


def breakdown_paper(library: Library, plan_id: int, *, style: BreakdownStyle | None = None) -> BreakdownPaper:
    """Return the 任务分解表 of a plan; without ``style`` the one that fits its tasks.

    Raises:
        UnknownId: there is no such plan.
    """
    plan, tasks = plans.plan(library, plan_id), tuple(plans.tasks(library, plan_id))
    chosen = style or fitting_style(tasks)
    # 事项式 has two columns of units and is printed lying, 五列序号式 standing.
    lying = chosen is BreakdownStyle.ITEM
    return BreakdownPaper(plan, tasks, chosen, orientation=Orientation.LANDSCAPE if lying else Orientation.PORTRAIT)


def fitting_style(tasks: Sequence[Task]) -> BreakdownStyle:
    """Return 事项式 where tasks stand in sections and have lead units, else 五列序号式."""
    itemized = any(task.section and task.lead for task in tasks)
    return BreakdownStyle.ITEM if itemized else BreakdownStyle.FIVE


@dataclass(frozen=True, slots=True)
class LedgerChoice:
    """What a ledger is to hold: further columns, and the days whose reports it tells (all up to its date by default).

    ``per_unit``: a row for each task and unit instead of one for each task.
    """

    options: tuple[ColumnKey, ...] = ()
    since: date | None = None
    until: date | None = None
    per_unit: bool = False


USUAL_LEDGER = LedgerChoice()


def ledger_paper(
    library: Library,
    plan_id: int,
    *,
    as_of: date,
    unit: str | None = None,
    paper: PaperSize = PaperSize.A4,
    choice: LedgerChoice = USUAL_LEDGER,
) -> LedgerPaper:
    """Return the 工作台账 of a plan up to ``as_of``; ``unit`` fills it in, the plan's issuer by default.

    Raises:
        UnknownId: there is no such plan.
    """
    plan, tasks = plans.plan(library, plan_id), plans.tasks(library, plan_id)
    known = _Facts(library, [task.id for task in tasks if task.id is not None], as_of, choice)
    made = known.unit_entries if choice.per_unit else known.task_entries
    entries = tuple(entry for task in tasks for entry in made(task))
    filled_by = plan.issuer if unit is None else unit
    return LedgerPaper(plan, entries, as_of, unit=filled_by, paper=paper, options=choice.options)


def card_paper(library: Library, task_ids: Sequence[int], *, as_of: date, unit: str = "") -> CardPaper:
    """Return the 任务卡 of some tasks of one plan up to ``as_of``.

    Raises:
        UnknownId: there is no such task.
    """
    chosen = [plans.task(library, task_id) for task_id in task_ids]
    known = _Facts(library, task_ids, as_of)
    plan = plans.plan(library, chosen[0].plan_id or 0)
    return CardPaper(plan, tuple(known.entry(task) for task in chosen), as_of, unit=unit or plan.issuer)


# ---- any paper of the list


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """Of what a paper is wanted: a plan, or some of its tasks, as of a day.

    ``filled_by`` is who fills a ledger in, ``choice`` what it is to hold; ``unit`` the only one on 催办名单.
    """

    plan_id: int | None
    today: date
    task_ids: tuple[int, ...] = ()
    filled_by: str | None = None
    unit: str | None = None
    choice: LedgerChoice = USUAL_LEDGER
    paper: PaperSize = PaperSize.A4


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


def _ledger(library: Library, order: PaperOrder) -> LedgerPaper:
    return ledger_paper(
        library, _plan(order), as_of=order.today, unit=order.filled_by, paper=order.paper, choice=order.choice
    )


def _cards(library: Library, order: PaperOrder) -> CardPaper:
    ids = order.task_ids or [task.id for task in plans.tasks(library, _plan(order)) if task.id is not None]
    return card_paper(library, ids, as_of=order.today, unit=order.filled_by or "")


def _chase_list(library: Library, order: PaperOrder) -> ChaseList:
    return chase_list(library, today=order.today, plan_id=order.plan_id, unit=order.unit)


_READERS: dict[Source, Callable[[Library, PaperOrder], Any]] = {
    Source.PLAN: lambda library, order: breakdown_paper(library, _plan(order)),
    Source.LEDGER: _ledger,
    Source.TASKS: _cards,
    Source.CHASE_LIST: _chase_list,
    Source.REGISTER: lambda library, order: register(library, order.today.year),
}


def write_kind(
    kind: PaperKind, facts: object, path: Path, format: str, progress: Progress = silent, *, pen: Pen | None = None
) -> None:
    """Write a paper of what it is made of; needs no library, so a job may do it.

    Raises:
        UnsupportedType: it does not come in this format, or as PDF without a pen.
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
    """
    if format not in kind.formats:
        raise UnsupportedType(file=str(path), type=format)
    write_paper(make_paper(kind, facts), path, PaperFormat(format), progress, pen=pen)


class _Facts:
    """What the library knows about some tasks, asked once for all of them."""

    def __init__(
        self, library: Library, task_ids: Sequence[int], as_of: date, choice: LedgerChoice = USUAL_LEDGER
    ) -> None:
        self._lit = lit_works(library, as_of, task_ids)
        self._reports: defaultdict[int, list[Report]] = defaultdict(list)
        for report in work.reports(library, task_ids):
            if report.day <= min(as_of, choice.until or as_of) and report.day >= (choice.since or report.day):
                self._reports[report.task_id].append(report)
        self._evidence = {
            task_id: [each for each in found if each.received is None or each.received <= as_of]
            for task_id, found in evidence.evidence(library, task_ids).items()
        }
        self._states = work.task_states(library)
        self._charged: defaultdict[int, set[int]] = defaultdict(set)
        self._leads: defaultdict[int, set[int]] = defaultdict(set)
        for task_id, role, unit_id in units.expanded(library, task_ids):
            if role is Role.LEAD:
                self._leads[task_id].add(unit_id)
            if role is not Role.SUPPORT:
                self._charged[task_id].add(unit_id)
        self._owners = evidence.evidence_units(library, task_ids)
        self._contacts = self._contact_lines(units.units(library))
        self._named: defaultdict[int, list[int]] = defaultdict(list)
        for each in units.assignments(library, task_ids):
            if each.unit_id is not None and each.role is not Role.SUPPORT:
                self._named[each.task_id].append(each.unit_id)

    def entry(self, task: Task) -> LedgerEntry:
        """Return the ledger's row for a task."""
        number = task.id or 0
        latest = {report.unit: report for report in self._reports[number] if not report.summary}
        told = self._told_of(number, latest.values())
        light = self._lit[number].light
        closed = [share.since for share, _ in light.by_unit if share.state is State.CLOSED]
        state = self._states.get(number, State.NOT_STARTED)
        return LedgerEntry(
            task,
            contact=self._contact(number),
            progress=progress_text(told),
            state=STATES[state],
            evidence=evidence_text(self._evidence.get(number, ())),
            remark=self._share(number, latest.values()),
            light=f"{light_text(light)}\n{WORDS[light.word]}",
            problems=_told(told, "problems"),
            next_steps=_told(told, "next_steps"),
            closed=_last_day(closed) if state is State.CLOSED else "",
        )

    def _told_of(self, task_id: int, latest: Iterable[Report]) -> list[Report]:
        """Return what tells of a task: the office's own 汇总稿 where there is one, else each unit's last report."""
        return [report for report in self._reports[task_id] if report.summary][-1:] or list(latest)

    def task_entries(self, task: Task) -> tuple[LedgerEntry, ...]:
        """Return the one row of a task."""
        return (self.entry(task),)

    def unit_entries(self, task: Task) -> tuple[LedgerEntry, ...]:
        """Return a row for each unit of a task; the task's own where no unit is named."""
        whole = self.entry(task)
        rows = [self._unit_entry(whole, share, light) for share, light in self._lit[task.id or 0].light.by_unit]
        return tuple(row for row in rows if row) or (whole,)

    def _unit_entry(self, whole: LedgerEntry, share: Share, light: Light) -> LedgerEntry | None:
        if share.unit_id is None:
            return None
        task = whole.task
        latest = [report for report in self._reports[task.id or 0] if report.unit_id == share.unit_id][-1:]
        only = replace(task, lead=(), responsible=(share.unit,), support=(), unit_text="")
        leads = self._leads[task.id or 0]
        if share.unit_id in leads:
            only = replace(only, lead=(share.unit,), responsible=())
        return replace(
            whole,
            task=only,
            contact=self._contacts.get(share.unit_id, ""),
            progress=latest[0].text if latest else "",
            state=STATES[share.state],
            evidence=evidence_text(self._evidence_of(task.id or 0, share.unit_id)),
            remark="",
            light=f"{COLOURS[light.colour]}\n{WORDS[light.word]}",
            problems=_told(latest, "problems"),
            next_steps=_told(latest, "next_steps"),
            closed=_last_day([share.since]) if share.state is State.CLOSED else "",
        )

    def _evidence_of(self, task_id: int, unit_id: int) -> list[Evidence]:
        """Return the evidence of one unit's share, with what belongs to the task as a whole."""
        owned = self._owners
        return [e for e in self._evidence.get(task_id, ()) if owned.get((task_id, e.id or 0)) in (None, unit_id)]

    @staticmethod
    def _contact_lines(known: Iterable[Unit]) -> dict[int, str]:
        lines = ((unit.id, "\n".join(filter(None, (unit.contact, unit.phone)))) for unit in known)
        return {number: line for number, line in lines if number is not None and line}

    def _contact(self, task_id: int) -> str:
        """Return the contact of the first named unit that has one: the lead's, if it is entered."""
        found = (self._contacts.get(unit) for unit in self._named[task_id])
        return next((line for line in found if line), "")

    def _share(self, task_id: int, latest: Iterable[Report]) -> str:
        """Return how many of several units have reported, e.g. 16家已报14家; empty before the first."""
        asked = self._charged[task_id]
        done = {report.unit_id for report in latest} & asked
        return f"{len(asked)}家已报{len(done)}家" if len(asked) > 1 and done else ""


def _told(latest: Iterable[Report], field: str) -> str:
    """Return what reports say besides their text, e.g. 存在问题; named where there are several."""
    return progress_text(replace(report, text=getattr(report, field)) for report in latest)


def _last_day(days: Iterable[date | None]) -> str:
    known = [day for day in days if day]
    return max(known).isoformat() if known else ""


def progress_text(latest: Iterable[Report]) -> str:
    """Return the last report of every unit, a paragraph each; named where there are several."""
    reports = [report for report in latest if report.text]
    if len(reports) == 1:
        return reports[0].text
    return "\n".join(f"{report.unit}：{report.text}" if report.unit else report.text for report in reports)


def evidence_text(found: Iterable[Evidence]) -> str:
    """Return every piece of evidence, a paragraph each: its name, then number and address where they say more."""
    return "\n".join("　".join(dict.fromkeys(filter(None, (each.name, each.doc_no, each.url)))) for each in found)
