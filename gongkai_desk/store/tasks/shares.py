"""What the library holds of units' shares, read in bulk as rows: few of them are ever looked at as objects.

A year's ledger has hundreds of thousands of shares. What is known of them is told as ``Facts``, and shares of which the
same is known have one and the same: their light is worked out once. A share's reports and acts in words are made from
its rows where somebody looks at it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.light import ActFact, Facts, Later, Proof, ReportFact, StateFact
from gongkai_desk.domain.state import Action, State, WhoReports
from gongkai_desk.domain.work import (
    QuotaEvent,
    QuotaScope,
    Settled,
    StoredAmount,
    StoredCase,
    StoredReport,
    TaskSettings,
    TimedCase,
    Transition,
)
from gongkai_desk.store.journal import insert, set_columns
from gongkai_desk.store.rosters import of_tasks
from gongkai_desk.store.rows import day_of, day_text, picked
from gongkai_desk.store.tasks import work

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


Row = tuple[Any, ...]
_ByUnit = Mapping[int | None, Sequence[Row]]
_NONE: _ByUnit = {}
_KEY = 2  # columns that each row begins with: task, unit
_PROOF = slice(_KEY, _KEY + len(Proof._fields))


class ShareRows:
    """The rows of the shares of some tasks; of all by default."""

    def __init__(self, library: Library, task_ids: Iterable[int] | None = None) -> None:
        ids = None if task_ids is None else list(task_ids)
        self._states = _by_share(state_rows(library, ids))
        self._acts = _by_share(transition_rows(library, ids))
        self._counted = _by_share(quota_rows(library, ids))
        self._proofs = _by_share(proof_rows(library, ids))
        self._reports = _by_share(work.report_rows(library, ids))
        self._later = _by_share(later_rows(library, ids))
        self._known: dict[Row, Facts] = {}

    def facts(self, task_id: int, places: Mapping[int | None, int]) -> dict[int, Facts]:
        """Return for each place of a task's units of which anything is known what that is, as far as lights ask it.

        What was proved for a task as a whole is known of all of them.
        """
        states, reports = self._states.get(task_id, _NONE), self._reports.get(task_id, _NONE)
        acts, proofs = self._acts.get(task_id, _NONE), self._proofs.get(task_id, _NONE)
        counted, whole = self._counted.get(task_id, _NONE), proofs.get(None, ())
        later = self._later.get(task_id, _NONE)
        known = states.keys() | reports.keys() | acts.keys() | proofs.keys() | counted.keys() | later.keys()
        report_fact, in_order, facts_of = work.report_fact, work.in_order, self._facts_of
        return {
            places[unit]: facts_of(
                (
                    unit is None,
                    states[unit][0][_KEY:] if unit in states else (),
                    tuple(map(act_fact, acts[unit])) if unit in acts else (),
                    tuple(map(report_fact, in_order(reports[unit]))) if unit in reports else (),
                    tuple(row[_PROOF] for row in _proofs_of(unit, proofs)) if proofs else (),
                    tuple(row[_KEY:] for row in later[unit]) if unit in later else (),
                )
            )
            for unit in (places if whole else known)
            if unit in places
        }

    def _facts_of(self, stored: Row) -> Facts:
        """Return the facts of stored values, made once for all shares that have them."""
        found = self._known.get(stored)
        if found is None:
            found = self._known[stored] = facts_of(*stored)
        return found

    def acts(self, key: Key) -> list[Transition]:
        """Return the acts upon a share in the order in which they were done."""
        return [transition_of(row) for row in self._rows(self._acts, key)]

    def counted(self, key: Key) -> list[StoredAmount]:
        """Return what was counted for a share, in the order of its days."""
        return [quota_event_of(row) for row in self._rows(self._counted, key)]

    def reports(self, key: Key) -> list[StoredReport]:
        """Return the reports on a share by day."""
        return [work.report_of(row) for row in work.in_order(self._rows(self._reports, key))]

    def has_proof(self, key: Key) -> bool:
        """Tell whether a share has evidence of its own, beside that of the task as a whole."""
        return bool(self._rows(self._proofs, key))

    @staticmethod
    def _rows(of: Mapping[int, _ByUnit], key: Key) -> Sequence[Row]:
        return of.get(key[0], _NONE).get(key[1], ())


def facts_of(
    whole: bool,
    state: Row,
    acts: Iterable[Row],
    reports: Iterable[Row],
    proofs: Iterable[Row],
    later: Iterable[Row] = (),
) -> Facts:
    """Return the facts of stored values, each row with the columns of its fact (days as ISO text)."""
    return Facts(
        whole,
        StateFact(State(state[0]), *map(day_of, state[1:])) if state else StateFact(),
        tuple(map(_act, acts)),
        tuple(
            ReportFact(date.fromisoformat(day), period, bool(zero), bool(returned))
            for day, period, zero, returned in reports
        ),
        tuple(Proof(*map(day_of, days)) for days in proofs),
        tuple(Later(date.fromisoformat(day), period, date.fromisoformat(closing)) for day, period, closing in later),
    )


def _act(row: Row) -> ActFact:
    act, day, was, became, until = row
    return ActFact(Action(act), date.fromisoformat(day), State(was), State(became), day_of(until))


def _proofs_of(unit: int | None, proofs: _ByUnit) -> Iterable[Row]:
    """Return the rows of a unit's evidence: that of the task as a whole is everybody's."""
    own, whole = proofs.get(unit, ()), proofs.get(None, ())
    return own if unit is None or not whole else (*whole, *own)


def _by_share(rows: Iterable[Row]) -> Mapping[int, _ByUnit]:
    """Return rows ``(task, unit, …)`` by task and unit, in their order."""
    found: defaultdict[int, defaultdict[int | None, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row[0]][row[1]].append(row)
    return found


Key = tuple[int, int | None]
"""A task and a unit; ``None``: the task as a whole."""


_ACT_COLUMNS = ("task_id", "unit_id", *ActFact._fields, "reason", "doc_no", "approver", "opinion", "override", "id")
act_fact: Callable[[tuple[Any, ...]], tuple[Any, ...]] = picked(_ACT_COLUMNS, ActFact._fields)
"""Takes what a light depends on out of an act's row."""


# ---- asking


def state_rows(library: Library, task_ids: Iterable[int] | None = None) -> list[tuple[Any, ...]]:
    """Return ``(task, unit, …)`` with the columns of ``StateFact`` of each share that has any fact of its own."""
    where, values = of_tasks(task_ids)
    return library.rows(f"SELECT task_id, unit_id, {', '.join(StateFact._fields)} FROM unit_state{where}", values)


def transitions(library: Library, task_ids: Iterable[int] | None = None) -> dict[Key, list[Transition]]:
    """Return the acts upon each share, in the order in which they were done."""
    found: defaultdict[Key, list[Transition]] = defaultdict(list)
    for row in transition_rows(library, task_ids):
        found[row[0], row[1]].append(transition_of(row))
    return found


def transition_rows(library: Library, task_ids: Iterable[int] | None = None) -> list[tuple[Any, ...]]:
    """Return the rows behind ``transitions``, each beginning with task and unit."""
    where, values = of_tasks(task_ids)
    return library.rows(f"SELECT {', '.join(_ACT_COLUMNS)} FROM transition{where} ORDER BY id", values)


def transition_of(row: tuple[Any, ...]) -> Transition:
    """Return the act of a row."""
    told = dict(zip(_ACT_COLUMNS, row, strict=True))
    states = {"was": State(told["was"]), "became": State(told["became"])}
    days = {"day": date.fromisoformat(told["day"]), "until": day_of(told["until"])}
    return Transition(**{**told, "act": Action(told["act"]), **states, **days})


def quota_rows(library: Library, task_ids: Iterable[int] | None = None) -> list[tuple[Any, ...]]:
    """Return what was counted for each share, in the order of its days, as rows beginning with task and unit."""
    where, values = of_tasks(task_ids)
    return library.rows(
        f"SELECT task_id, unit_id, quota, day, amount, text, id FROM quota_event{where or ' WHERE 1'}"
        " AND removed IS NULL ORDER BY day, id",
        values,
    )


def quota_event_of(row: tuple[Any, ...]) -> StoredAmount:
    """Return the counted thing of a row."""
    task_id, unit_id, quota, day, amount, text, number = row
    return StoredAmount(task_id, unit_id, quota, date.fromisoformat(day), Decimal(amount), text, id=number)


def timed_cases(library: Library, task_ids: Iterable[int] | None = None) -> list[StoredCase]:
    """Return the clocks that events started, the oldest first."""
    where, values = of_tasks(task_ids)
    rows = library.rows(
        "SELECT task_id, unit_id, subject, limit_text, days, working, started, ended, hours, remark, id"
        f" FROM timed_case{where or ' WHERE 1'} AND removed IS NULL ORDER BY started, id",
        values,
    )
    return [
        StoredCase(task_id, unit_id, subject, text, days, bool(working), day, day_of(ended), hours, remark, id=number)
        for task_id, unit_id, subject, text, days, working, started, ended, hours, remark, number in rows
        if (day := date.fromisoformat(started))
    ]


def proof_rows(library: Library, task_ids: Iterable[int] | None = None) -> list[tuple[Any, ...]]:
    """Return ``(task, unit, …)`` with the columns of ``Proof`` and the id of each piece of evidence of each share.

    An entry of a name alone (a unit's 佐证 in a 填报表) waits for its file, link or number and proves nothing.
    """
    where, values = of_tasks(task_ids)
    columns = ", ".join(f"e.{name}" for name in Proof._fields)
    return library.rows(
        f"SELECT DISTINCT l.task_id, l.unit_id, {columns}, e.id FROM evidence_link l"
        f" JOIN evidence e ON e.id = l.evidence_id{where or ' WHERE 1'} AND e.removed IS NULL"
        " AND e.sha256 || e.url || e.doc_no <> '' ORDER BY e.id",
        values,
    )


def later_rows(library: Library, task_ids: Iterable[int] | None = None) -> list[tuple[Any, ...]]:
    """Return ``(task, unit, …)`` with the columns of ``Later`` of each share whose report was granted a later day."""
    where, values = of_tasks(task_ids)
    return library.rows(
        "SELECT s.task_id, b.unit_id, m.day, d.period, m.closing FROM closing_move m"
        " JOIN dispatch d ON d.id = m.dispatch_id AND d.removed IS NULL AND d.kind = 'workbook'"
        " JOIN dispatch_unit b ON b.dispatch_id = d.id AND (m.dispatch_unit_id IS NULL OR m.dispatch_unit_id = b.id)"
        f" JOIN sent_row s ON s.dispatch_unit_id = b.id{where.replace('task_id', 's.task_id')} ORDER BY m.id",
        values,
    )


def task_settings(library: Library, task_ids: Iterable[int] | None = None) -> dict[int, TaskSettings]:
    """Return what the office set for each task."""
    where, values = of_tasks(task_ids)
    rows = library.rows(
        "SELECT id, who_reports, report_cycle, report_day, quota_scope, settled, entered FROM task"
        + where.replace("task_id", "id"),
        values,
    )
    return {
        number: TaskSettings(
            WhoReports(who) if who else WhoReports.EACH,
            cycle,
            day,
            QuotaScope(scope) if scope else None,
            Settled(settled) if settled else None,
            day_of(entered),
        )
        for number, who, cycle, day, scope, settled, entered in rows
    }


# ---- writing


def insert_transition(step: Step, done: Transition) -> int:
    """Store an act and return its id."""
    values = {
        "task_id": done.task_id,
        "unit_id": done.unit_id,
        "act": done.act.value,
        "day": done.day.isoformat(),
        "was": done.was.value,
        "became": done.became.value,
        "reason": done.reason,
        "until": day_text(done.until),
        "doc_no": done.doc_no,
        "approver": done.approver,
        "opinion": done.opinion,
        "override": done.override,
    }
    return insert(step, "transition", values)


def put_state(step: Step, key: Key, new: StateFact, *, demand: str = "", reason: str = "") -> None:
    """Let a share have this state; ``demand`` is that of a 整改, ``reason`` why it stands so."""
    values = {name: value for name, value in new._asdict().items() if name != "state"}
    columns = {"state": new.state.value, **{name: day_text(day) for name, day in values.items()}}
    columns |= {"demand": demand, "reason": reason}
    step.connection.execute(
        f"INSERT INTO unit_state (task_id, unit_id, {', '.join(columns)}) VALUES (?, ?{', ?' * len(columns)})"
        " ON CONFLICT (task_id, ifnull(unit_id, 0)) DO UPDATE SET"
        f" {', '.join(f'{name} = excluded.{name}' for name in columns)}",
        (*key, *columns.values()),
    )


def insert_quota_event(step: Step, event: QuotaEvent) -> int:
    """Store a counted thing and return its id."""
    values = {"task_id": event.task_id, "unit_id": event.unit_id, "quota": event.quota}
    told = {"day": event.day.isoformat(), "amount": str(event.amount), "text": event.text}
    return insert(step, "quota_event", {**values, **told})


def insert_timed_case(step: Step, case: TimedCase) -> int:
    """Store a clock and return its id."""
    values = {"task_id": case.task_id, "unit_id": case.unit_id, "subject": case.subject, "limit_text": case.limit_text}
    clock = {"days": case.days, "hours": case.hours, "working": int(case.working)}
    days = {"started": case.started.isoformat(), "ended": day_text(case.ended), "remark": case.remark}
    return insert(step, "timed_case", {**values, **clock, **days})


def end_timed_case(step: Step, case_id: int, ended: date) -> None:
    """Stop a clock."""
    set_columns(step, "timed_case", case_id, {"ended": ended.isoformat()})


def set_task_settings(step: Step, task_id: int, values: Mapping[str, str]) -> None:
    """Set the office's settings of a task, by column: who_reports, report_cycle, report_day, quota_scope, settled."""
    set_columns(step, "task", task_id, values)
