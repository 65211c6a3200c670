"""云州市's year 2026, worked out by hand (tests/data/worked_year): its library, built up to any day by the services.

``built(folder, until)`` makes the library; ``advance`` lets it go on, so that a test can lock a period in between.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gongkai_desk.domain.cycle.books import Leave
from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchKind, DispatchUnit, SentRow
from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By, PlanId, TaskId, UnitId
from gongkai_desk.domain.plan import Level, Plan, PlanDates, Task
from gongkai_desk.domain.registers import ApplicantClass, Outcome, Request, Result
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.work import Evidence, NewReport, Said
from gongkai_desk.services import dispatching, requests
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.progress import closing, work
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans

FOLDER = Path(__file__).parent / "data" / "worked_year"
WHO = "李明"
_CLASSES = {"政府部门": UnitClass.DEPARTMENT, "区县政府": UnitClass.DISTRICT}


@cache
def facts() -> dict[str, Any]:
    """Return what happens, as ``facts.json`` tells it."""
    return dict(json.loads((FOLDER / "facts.json").read_text(encoding="utf-8")))


@cache
def expected() -> dict[str, Any]:
    """Return every figure as it was worked out by hand."""
    return dict(json.loads((FOLDER / "expected.json").read_text(encoding="utf-8")))


def last_day() -> date:
    """Return the day on which the third quarter is counted: all acts lie before it."""
    return date.fromisoformat(facts()["periods"]["2026Q3"]["told_by"])


@dataclass
class WorkedYear:
    """The library of the year, its plan, tasks by 序号, units by name; ``day``: up to which it was built."""

    library: Library
    plan: PlanId
    tasks: dict[str, TaskId]
    units: dict[str, UnitId]
    day: date
    _left: list[dict[str, Any]] = field(default_factory=list)

    def seq(self, task_id: int) -> str:
        """Return the 序号 of a task."""
        return next(seq for seq, number in self.tasks.items() if number == task_id)

    def unit(self, unit_id: int) -> str:
        """Return the name of a unit."""
        return next(name for name, number in self.units.items() if number == unit_id)

    def key(self, share: str) -> tuple[TaskId, UnitId]:
        """Return ids of a share that is written as in ``expected.json``: ``7 市财政局``."""
        seq, _, unit = share.partition(" ")
        return self.tasks[seq], self.units[unit]

    def advance(self, until: date) -> WorkedYear:
        """Do what happened up to the evening of a day."""
        while self._left and date.fromisoformat(self._left[0]["day"]) <= until:
            self._do(self._left.pop(0))
        self.day = max(self.day, until)
        return self

    def register_requests(self, until: date) -> WorkedYear:
        """Enter the requests of our own office as they stand on a day."""
        for each in facts()["requests"]:
            if date.fromisoformat(each["received"]) <= until:
                requests.add_request(self.library, By(WHO, until), _request(each, until))
        return self

    def _do(self, event: dict[str, Any]) -> None:
        by, unit = By(WHO, date.fromisoformat(event["day"])), event["unit"]
        if event["do"] == "move-closing":
            self._put_off(by, event)
            return
        task = self.tasks[event["task"]]
        if event["do"] == "report":
            words = {name: event.get(name, "") for name in ("period", "problems", "next_steps")}
            told = NewReport(unit, by.today, event["text"], **words, zero=event.get("zero", False))
            work.report(self.library, by, task, told)
        elif event["do"] == "evidence":
            shown = Evidence(event["name"], doc_no="云公示", effective=date.fromisoformat(event["effective"]))
            work.attach(self.library, by, task, shown, unit=unit)
        else:
            until = date.fromisoformat(event["until"]) if "until" in event else None
            words = {name: event.get(name, "") for name in ("doc_no", "approver", "opinion")}
            said = Said(event.get("reason", ""), until, **words)
            closing.move(self.library, by, task, unit, Action(event["do"]), said)

    def _tasks_of(self, unit: str) -> list[TaskId]:
        """Return what a unit's book lists: its tasks."""
        return [self.tasks[each["seq"]] for each in facts()["tasks"] if unit in each["units"]]

    def _put_off(self, by: By, event: dict[str, Any]) -> None:
        """Grant a unit a later closing day: there must have been a batch, which went out on the first of the month."""
        period = facts()["periods"][event["period"]]
        due = date.fromisoformat(period["due"])
        batch = Dispatch(
            self.plan, DispatchKind.WORKBOOK, due.replace(day=1), f"{event['period']}-1", event["period"], closing=due
        )
        with self.library.step("下发填报表", By(WHO, due.replace(day=1))) as step:
            sent = dispatches.insert_dispatch(step, batch)
            assert sent.id is not None
            book = dispatches.insert_book(step, DispatchUnit(sent.id, self.units[event["unit"]]))
            for place, task in enumerate(self._tasks_of(event["unit"])):
                dispatches.insert_row(step, SentRow(book.id or 0, task, place))
        assert book.id is not None
        leave = Leave(date.fromisoformat(event["closing"]), event["approver"], event["reason"])
        dispatching.move_closing(self.library, by, sent.id, leave, (book.id,))


def built(folder: Path, until: date | None = None) -> WorkedYear:
    """Make the library in a new folder and let the year go on until a day, by default to its end."""
    told = facts()["plan"]
    stored = date.fromisoformat(told["stored"])
    library = Library.create(folder, facts()["library"], who=WHO, day=stored)
    plan = Plan(
        told["title"],
        told["doc_no"],
        told["issuer"],
        PlanDates(written=date.fromisoformat(told["issued"]), imprint=date.fromisoformat(told["issued"])),
        told["year"],
        Level.CITY,
    )
    named = [Unit(each["name"], each["short"], _CLASSES[each["class"]], at) for at, each in enumerate(facts()["units"])]
    draft = Draft(
        "要点.docx", (plan,), (Part(PartKind.TABLE, "任务分解表", tuple(map(_task, facts()["tasks"]))),), text="要点"
    )
    made = add_plan(library, By(WHO, stored), Intake(draft, 0, units=named)).made
    assert made is not None
    ids = {task.seq or "": task.id for task in plans.tasks(library)}
    known = {unit.name: unit.id for unit in units.units(library)}
    year = WorkedYear(library, PlanId(made), ids, known, stored, list(facts()["events"]))
    return year.advance(until or last_day())


@contextmanager
def opened(folder: Path, until: date | None = None) -> Iterator[WorkedYear]:
    """Yield the year in a new folder and close its library, for a fixture of a module."""
    year = built(folder, until)
    try:
        yield year
    finally:
        year.library.close()


def _task(told: dict[str, Any]) -> Task:
    due = date.fromisoformat(told["due"]) if told["due"] else None
    return Task(
        told["content"],
        told["seq"],
        section=(told["section"],),
        title=told["title"],
        responsible=tuple(told["units"]),
        unit_text="、".join(told["units"]),
        deadline=Deadline(told["deadline"], DeadlineKind(told["kind"]), due, (due,) if due else ()),
    )


def _request(told: dict[str, Any], until: date) -> Request:
    """Return a request as it was known on a day: what came later is not there yet."""
    answered = date.fromisoformat(told["answered"]) if told["answered"] else None
    known = Request(
        told["number"],
        "申请人",
        ApplicantClass(told["applicant_class"]),
        subject=told["subject"],
        received=date.fromisoformat(told["received"]),
        carried_from=told["carried_from"],
    )
    if answered is None or answered > until:
        return known
    disputes = {name: Outcome(told[name]) if told[name] else None for name in ("review", "litigation")}

    return replace(known, answered=answered, result=Result(told["result"]), **disputes)
