"""What is known of each unit's share of a task: state, acts, counts, clocks, evidence, the office's settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.facts import ActFact, Proof, StateFact
from gongkai_desk.domain.state import Action, State, WhoReports
from gongkai_desk.domain.work import (
    QuotaEvent,
    QuotaScope,
    Settled,
    StoredAmount,
    StoredCase,
    TaskSettings,
    TimedCase,
    Transition,
)
from gongkai_desk.store.directory.rosters import of_tasks
from gongkai_desk.store.rows import day_of, day_text, picked
from gongkai_desk.store.writing import insert, set_columns

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

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
    """Return ``(task, unit, …)`` with the columns of ``Proof`` and the id of each piece of evidence of each share."""
    where, values = of_tasks(task_ids)
    columns = ", ".join(f"e.{name}" for name in Proof._fields)
    return library.rows(
        f"SELECT DISTINCT l.task_id, l.unit_id, {columns}, e.id FROM evidence_link l"
        f" JOIN evidence e ON e.id = l.evidence_id{where or ' WHERE 1'} AND e.removed IS NULL ORDER BY e.id",
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
