"""The rows of a 工作台账: a task, or a unit's share of it, with all that has become of it by a day, as texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.ids import TaskId
from gongkai_desk.domain.papers import USUAL_LEDGER, LedgerChoice, LedgerEntry
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import Role, State
from gongkai_desk.domain.unit import Assignment, StoredUnit
from gongkai_desk.domain.work import Evidence, Report
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.rules.light.lights import Light
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.standing import shelf
from gongkai_desk.standing.cycle.summaries import units_done
from gongkai_desk.standing.lights import lit_works
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, work
from gongkai_desk.wording.states import COLOURS, STATES, WORDS, light_text, reported_text


class LedgerEntries:
    """The rows of a ledger: what the library knows about some tasks, asked once for all of them."""

    def __init__(
        self, library: Library, task_ids: Sequence[int], as_of: date, choice: LedgerChoice = USUAL_LEDGER
    ) -> None:
        self._lit = lit_works(library, as_of, task_ids)
        self._reports = reports_told(library, task_ids, as_of, choice)
        self._evidence = {
            task_id: [each for each in found if each.received is None or each.received <= as_of]
            for task_id, found in evidence.evidence(library, task_ids).items()
        }
        self._states = shelf.task_states(library)
        roles = [each for each in units.expanded(library, task_ids) if each[1] is not Role.SUPPORT]
        self._leads = _by_task((task_id, unit_id) for task_id, role, unit_id in roles if role is Role.LEAD)
        self._charged = _by_task((task_id, unit_id) for task_id, _, unit_id in roles)
        self._owners = evidence.evidence_units(library, task_ids)
        known = units.units(library)
        self._contacts = self._contact_lines(known)
        self._names: dict[int, str] = {unit.id: unit.name for unit in known}
        self._as_of = as_of
        self._named: defaultdict[int, list[int]] = defaultdict(list)
        for each in units.assignments(library, task_ids):
            if each.unit_id is not None and each.role is not Role.SUPPORT:
                self._named[each.task_id].append(each.unit_id)
        self._unfilled: defaultdict[int, list[Assignment]] = defaultdict(list)
        for each in units.unfilled_names(library, task_ids):
            self._unfilled[each.task_id].append(each)

    def entry(self, task: StoredTask, *, addresses: bool = False, counted: bool = True) -> LedgerEntry:
        """Return the ledger's row for a task; ``addresses``: evidence is told with those of its pages.

        ``counted``: progress begins with how many of several units have reported.
        """
        number = task.id
        latest = {report.unit: report for report in self._reports[number] if not report.summary}
        told = self._told_of(number, latest.values())
        light = self._lit[number].light
        closed = [share.since for share, _ in light.by_unit if share.state is State.CLOSED]
        state = self._states.get(number, State.NOT_STARTED)
        share = self._share(number, latest.values(), told) if counted else ""
        return LedgerEntry(
            task,
            contact=self._contact(number),
            progress="\n".join(filter(None, (share, progress_text(told)))),
            state=STATES[state],
            evidence=evidence_text(self._evidence.get(number, ()), addresses=addresses),
            light=f"{light_text(light)}\n{WORDS[light.word]}",
            problems=_told(told, "problems"),
            next_steps=_told(told, "next_steps"),
            closed=_last_day(closed) if state is State.CLOSED else "",
        )

    def _told_of(self, task_id: int, latest: Iterable[Report]) -> list[Report]:
        """Return what tells of a task: the office's own 汇总稿 where there is one, else each unit's last report."""
        return [report for report in self._reports[task_id] if report.summary][-1:] or list(latest)

    def task_entries(self, task: StoredTask) -> tuple[LedgerEntry, ...]:
        """Return the one row of a task."""
        return (self.entry(task),)

    def unit_entries(self, task: StoredTask) -> tuple[LedgerEntry, ...]:
        """Return a row for each unit of a task; the task's own where no unit is named.

        A collective name of which nobody said whom it means (各区政府) has a row, too: it is printed, not dropped.
        """
        whole = self.entry(task)
        rows = [self._unit_entry(task.id, whole, share, light) for share, light in self._lit[task.id].light.by_unit]
        named = [row for row in rows if row]
        if not named:
            return (whole,)
        named += [_of_nobody(whole, each) for each in self._unfilled[task.id]]
        return tuple(sorted(named, key=lambda row: not row.task.lead))

    def _unit_entry(self, task_id: TaskId, whole: LedgerEntry, share: Share, light: Light) -> LedgerEntry | None:
        if share.unit_id is None:
            return None
        latest = [report for report in self._reports[task_id] if report.unit_id == share.unit_id][-1:]
        only = replace(whole.task, lead=(), responsible=(share.unit,), support=(), unit_text="")
        leads = self._leads[task_id]
        if share.unit_id in leads:
            only = replace(only, lead=(share.unit,), responsible=())
        return replace(
            whole,
            task=only,
            contact=self._contacts.get(share.unit_id, ""),
            progress=latest[0].text if latest else "",
            state=STATES[share.state],
            evidence=evidence_text(self._evidence_of(task_id, share.unit_id)),
            light=f"{COLOURS[light.colour]}\n{WORDS[light.word]}",
            problems=_told(latest, "problems"),
            next_steps=_told(latest, "next_steps"),
            closed=_last_day([share.since]) if share.state is State.CLOSED else "",
        )

    def _evidence_of(self, task_id: int, unit_id: int) -> list[Evidence]:
        """Return the evidence of one unit's share, with what belongs to the task as a whole."""
        owned = self._owners
        return [e for e in self._evidence.get(task_id, ()) if owned.get((task_id, e.id)) in (None, unit_id)]

    @staticmethod
    def _contact_lines(known: Iterable[StoredUnit]) -> dict[int, str]:
        lines = ((unit.id, "\n".join(filter(None, (unit.contact, unit.phone)))) for unit in known)
        return {number: line for number, line in lines if number is not None and line}

    def _contact(self, task_id: int) -> str:
        """Return the contact of the first named unit that has one: the lead's, if it is entered."""
        found = (self._contacts.get(unit) for unit in self._named[task_id])
        return next((line for line in found if line), "")

    def _share(self, task_id: int, latest: Iterable[Report], told: Sequence[Report]) -> str:
        """Return how many of several units have reported, e.g. 9家已报7家; empty before the first.

        Beside a 汇总稿 of a period those count that it is written from: who reported on that period.
        """
        summary = next((report for report in told if report.summary and report.period), None)
        if summary is not None:
            lit = self._lit[task_id]
            units = [share.unit for share in lit.work.shares if share.state is not State.NOT_APPLICABLE]
            done = units_done(lit, summary.period, self._as_of)
            return reported_text(units, done) if len(units) > 1 and done else ""
        asked = self._charged[task_id]
        reported = {report.unit_id for report in latest} & asked
        names = [self._names.get(number, "") for number in asked]
        return reported_text(names, len(reported)) if len(asked) > 1 and reported else ""


def _of_nobody(whole: LedgerEntry, name: Assignment) -> LedgerEntry:
    """Return the row of a collective name without members: nothing can be said of it yet."""
    only = replace(whole.task, lead=(), responsible=(name.printed,), support=(), unit_text="")
    if name.role is Role.LEAD:
        only = replace(only, lead=(name.printed,), responsible=())
    return LedgerEntry(only)


def reports_told(
    library: Library, task_ids: Sequence[int], as_of: date, choice: LedgerChoice = USUAL_LEDGER
) -> defaultdict[int, list[Report]]:
    """Return the reports of the days or the period that were chosen, by task."""
    found: defaultdict[int, list[Report]] = defaultdict(list)
    for report in work.reports(library, task_ids):
        if report.day <= as_of and _is_chosen(report, choice):
            found[report.task_id].append(report)
    return found


def _is_chosen(report: Report, choice: LedgerChoice) -> bool:
    named = period_days(report.period) if choice.by_period and report.period else None
    first, last = named or (report.day, report.day)
    return (choice.since or first) <= first and last <= (choice.until or last)


def _by_task(pairs: Iterable[tuple[int, int]]) -> defaultdict[int, set[int]]:
    """Return the units of each task."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for task_id, unit_id in pairs:
        found[task_id].add(unit_id)
    return found


def _told(latest: Iterable[Report], field: str) -> str:
    """Return what reports say besides their text, e.g. 存在问题; named where there are several."""
    return progress_text(replace(report, text=getattr(report, field)) for report in latest)


def _last_day(days: Iterable[date | None]) -> str:
    known = [day for day in days if day]
    return max(known).isoformat() if known else ""


def progress_text(latest: Iterable[Report]) -> str:
    """Return the last report of every unit, a paragraph each, or one for those that say the same; all named."""
    reports = [report for report in latest if report.text]
    if len(reports) == 1:
        return reports[0].text
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for report in reports:
        alike[report.text].append(report.unit)
    return "\n".join(
        f"{'、'.join(filter(None, units))}：{text}" if any(units) else text for text, units in alike.items()
    )


_SUFFIX = re.compile(r"\.[A-Za-z0-9]{2,5}$")
_IN_THE_LIST = "网址见佐证材料清单"


def evidence_text(found: Iterable[Evidence], *, addresses: bool = False) -> str:
    """Return every piece of evidence, a paragraph each: its name and document number, with ``addresses`` that too."""
    return "\n".join(dict.fromkeys(_proof(each, addresses=addresses) for each in found))


def _proof(each: Evidence, *, addresses: bool) -> str:
    """Return a piece by its name without the suffix of its file; a page without a name is found in the list."""
    name = "" if each.name in (each.url, each.doc_no) else _SUFFIX.sub("", each.name)
    numbered = f"{name}（{each.doc_no}）" if name and each.doc_no else name or each.doc_no
    if addresses:
        return "　".join(filter(None, (numbered, each.url)))
    return numbered or _IN_THE_LIST
