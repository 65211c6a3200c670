"""Rows ⇄ domain objects: days as ISO text, measures and sources as JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

from gongkai_desk.domain.plan import (
    Box,
    CellPlace,
    Level,
    PagePlace,
    Place,
    Plan,
    PlanDates,
    PlanKind,
    Quota,
    StoredPlan,
    StoredTask,
    Task,
    TextPlace,
)
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, DeadlineKind, Every, Recurrence, TimeLimit, TimeRemark


class Ledger(Protocol):
    """An open library, as those see it that the library itself is made with: journal, search, kept files."""

    @property
    def folder(self) -> Path:
        """Return the library's folder."""

    @property
    def connection(self) -> sqlite3.Connection:
        """Return its one connection."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query at once."""


HEADINGS = "\x1f"
"""Between the headings of a section: a control character, which cleaned text never holds."""

_NOTHING = "[]"
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
)  # one for all: making it costs more than using it

PLAN_COLUMNS = ("title", "doc_no", "issuer", "written", "imprint", "published", "received", "year", "level", "kind")

SET_COLUMNS = ("set_text", "set_kind", "set_due", "set_start", "set_nodes", "set_remarks")

TASK_COLUMNS = (
    "position",
    "seq",
    "part",
    "section",
    "title",
    "title_derived",
    "content",
    "unit_text",
    "deadline_text",
    "deadline_kind",
    "deadline_due",
    "deadline_start",
    "deadline_nodes",
    "deadline_remarks",
    "inner_deadlines",
    "recurrences",
    "quotas",
    "time_limits",
    "other",
    *SET_COLUMNS,
    "source",
)
"""What the plan prints; among it the deadline that the office set in its place, which a revision leaves alone."""


def day_text(day: date | None) -> str | None:
    """Return a day as stored."""
    return day.isoformat() if day else None


def day_of(text: str | None) -> date | None:
    """Return a stored day."""
    return date.fromisoformat(text) if text else None


def picked(columns: Sequence[str], wanted: Sequence[str]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """Return what takes the ``wanted`` of the ``columns`` of a row, in their order; there are at least two."""
    return itemgetter(*map(columns.index, wanted))


def json_text(value: Sequence[Any] | Mapping[str, Any]) -> str:
    """Return a list or an object as compact JSON with Chinese as it is."""
    return _ENCODER.encode(value) if value else "{}" if isinstance(value, dict) else "[]"


# ---- plans


def plan_values(plan: Plan) -> tuple[Any, ...]:
    """Return a plan's values in the order of ``PLAN_COLUMNS``."""
    days = plan.dates
    return (
        plan.title,
        plan.doc_no,
        plan.issuer,
        day_text(days.written),
        day_text(days.imprint),
        day_text(days.published),
        day_text(days.received),
        plan.year,
        plan.level.value if plan.level else None,
        plan.kind.value,
    )


def plan_of(row: tuple[Any, ...]) -> StoredPlan:
    """Return the plan of a row ``(id, *PLAN_COLUMNS)``."""
    number, title, doc_no, issuer, written, imprint, published, received, year, level, kind = row
    days = PlanDates(day_of(written), day_of(imprint), day_of(published), day_of(received))
    return StoredPlan(title, doc_no, issuer, days, year, Level(level) if level else None, PlanKind(kind), id=number)


# ---- tasks


def task_values(task: Task, position: int) -> tuple[Any, ...]:
    """Return a task's values in the order of ``TASK_COLUMNS``; its units are rows of their own."""
    return (
        position,
        task.seq,
        task.part,
        HEADINGS.join(task.section),
        task.title,
        int(task.title_derived),
        task.content,
        task.unit_text,
        *deadline_values(task.deadline if task.printed is None else task.printed),
        _days_text(task.inner_deadlines),
        json_text([{"every": r.every.value, "times": r.times, "text": r.text} for r in task.recurrences]),
        json_text([_quota_value(quota) for quota in task.quotas]),
        json_text([_limit_value(limit) for limit in task.time_limits]),
        json_text(task.extra),
        *(NOT_SET if task.printed is None else deadline_values(task.deadline)),
        places_text(task.source),
    )


NOT_SET = (None, None, None, None, _NOTHING, _NOTHING)
"""The values of ``SET_COLUMNS`` where the plan's deadline holds."""
DEADLINE_COLUMNS = TASK_COLUMNS[8:14]


@lru_cache(maxsize=512)
def deadline_values(deadline: Deadline) -> tuple[Any, ...]:
    """Return a deadline's values in the order of ``DEADLINE_COLUMNS``."""
    return (
        deadline.text,
        deadline.kind.value if deadline.kind else None,
        day_text(deadline.due),
        day_text(deadline.start),
        _days_text(deadline.nodes),
        json_text([remark.value for remark in deadline.remarks]),
    )


def _days_text(days: Iterable[date]) -> str:
    return json_text([day.isoformat() for day in days])


def _quota_value(quota: Quota) -> dict[str, Any]:
    return {
        "text": quota.text,
        "op": quota.op,
        "value": str(quota.value),
        "unit": quota.unit,
        "what": quota.what,
        "strict": quota.strict,
    }


def _limit_value(limit: TimeLimit) -> dict[str, Any]:
    return {
        "text": limit.text,
        "days": limit.days,
        "working": limit.working,
        "after": limit.after,
        "hours": limit.hours,
    }


Units = Mapping[str, tuple[str, ...]]
"""The printed units of a task by role value."""

_NO_UNITS: Units = {}
_NO_FULL: dict[str, str] = {}


def tasks_of_rows(
    rows: Sequence[tuple[Any, ...]], units: Mapping[int, Units], full: Mapping[int, Mapping[str, str]]
) -> list[StoredTask]:
    """Return the tasks of rows ``(id, plan_id, *TASK_COLUMNS)``; the last column is their source.

    All sources are parsed as one JSON text: the calls would cost more than the parsing.
    """
    sources = json.loads(f"[{','.join(row[-1] for row in rows)}]")
    return [
        _task_of(row, units.get(row[0], _NO_UNITS), full.get(row[0], _NO_FULL), tuple(_place_of(v) for v in places))
        for row, places in zip(rows, sources, strict=True)
    ]


def _task_of(row: tuple[Any, ...], units: Units, full: Mapping[str, str], places: tuple[Place, ...]) -> StoredTask:
    (number, plan_id, position, seq, part, section, title, derived, content, unit_text, *rest) = row
    (text, kind, due, start, nodes, remarks, inner, recurrences, quotas, limits, extra, *instead, _) = rest
    printed = _deadline_of(text, kind, due, start, nodes, remarks)
    of_office = None if instead[0] is None else _deadline_of(*instead)
    return StoredTask(
        content,
        seq,
        part,
        tuple(section.split(HEADINGS)) if section else (),
        title,
        bool(derived),
        units.get("lead", ()),
        units.get("responsible", ()),
        units.get("support", ()),
        dict(full),
        unit_text,
        of_office or printed,
        _days_of(inner),
        _recurrences_of(recurrences),
        _quotas_of(quotas),
        _limits_of(limits),
        json.loads(extra) if extra != "{}" else {},
        places,
        position,
        printed if of_office else None,
        id=number,
        plan_id=plan_id,
    )


def _list(text: str) -> list[Any]:
    return [] if text == _NOTHING else list(json.loads(text))


# measures repeat from task to task, and what comes back is immutable: one object will do
_measures = lru_cache(maxsize=2048)


@_measures
def _recurrences_of(text: str) -> tuple[Recurrence, ...]:
    return tuple(Recurrence(Every(r["every"]), r["times"], r["text"]) for r in _list(text))


@_measures
def _quotas_of(text: str) -> tuple[Quota, ...]:
    return tuple(Quota(**{**quota, "value": Decimal(quota["value"])}) for quota in _list(text))


@_measures
def _limits_of(text: str) -> tuple[TimeLimit, ...]:
    return tuple(TimeLimit(**limit) for limit in _list(text))


@_measures
def _days_of(text: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in _list(text))


@_measures
def _deadline_of(text: str, kind: str | None, due: str | None, start: str | None, nodes: str, remarks: str) -> Deadline:
    if not text and kind is None and due is None and nodes == _NOTHING and remarks == _NOTHING and start is None:
        return NO_DEADLINE
    return Deadline(
        text,
        DeadlineKind(kind) if kind else None,
        day_of(due),
        _days_of(nodes),
        day_of(start),
        tuple(TimeRemark(remark) for remark in _list(remarks)),
    )


# ---- places


def places_text(places: Iterable[Place]) -> str:
    """Return places as JSON, in the keys that ``parse --json`` prints."""
    return json_text([_place_value(place) for place in places])


def places_of(text: str) -> tuple[Place, ...]:
    """Return the places of a JSON text."""
    return tuple(map(_place_of, json.loads(text)))


def _place_value(place: Place) -> dict[str, Any]:
    match place:
        case PagePlace(page, box):
            return {"page": page, "box": [box.x0, box.top, box.x1, box.bottom]}
        case CellPlace(sheet, cell):
            return {"sheet": sheet, "cell": cell}
        case TextPlace(start, end):
            return {"start": start, "end": end}


def _place_of(value: dict[str, Any]) -> Place:
    if "page" in value:
        return PagePlace(value["page"], Box(*value["box"]))
    if "sheet" in value:
        return CellPlace(value["sheet"], value["cell"])
    return TextPlace(value["start"], value["end"])
