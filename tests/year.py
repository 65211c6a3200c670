"""A year played by script: a table worked out by hand (tests/data/year), its acts day by day upon a real library."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import PlanDates, TaskEdit
from gongkai_desk.domain.state import Action, WhoReports
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.work import Evidence, NewAmount, NewReport, Said, Settled, Settlement
from gongkai_desk.errors import NotAllowed
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.intake.reading import ReadOptions, read_plan
from gongkai_desk.services.progress import closing, counting, work
from gongkai_desk.standing.lights import LitWork, lit_works, works
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.words.units import read_units
from gongkai_desk.workdays import Workdays

FOLDER = Path(__file__).parent / "data" / "year"
REST = "其余"
REFUSALS = {"evidence": "evidence_of_share", "counts": "counts"}


@dataclass(frozen=True)
class Table:
    """What was worked out by hand: tasks with acts and days, groups of tasks that stand alike, sums of each day."""

    name: str
    told: Mapping[str, Any]

    @classmethod
    def read(cls, name: str) -> "Table":
        return cls(name, json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return tuple(read_units(FOLDER / self.told["units"]))

    @cached_property
    def sets(self) -> dict[str, list[str]]:
        """Return the collective names of the table, each with its units."""
        classes: Mapping[str, str] = self.told["classes"]
        of_class = {name: [unit.name for unit in self.units if unit.cls == cls] for name, cls in classes.items()}
        return of_class | self.told.get("sets", {})

    @cached_property
    def chosen(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.told["chosen"]]

    @property
    def imported(self) -> date:
        return date.fromisoformat(self.told["import"])

    @property
    def tasks(self) -> list[dict[str, Any]]:
        return list(self.told["tasks"])

    @cached_property
    def grouped(self) -> list[tuple[dict[str, Any], str, int]]:
        """Return the tasks that were worked out in groups: group, 序号, how many units each is to have."""
        return [
            (group, str(seq), int(count))
            for group in self.told.get("groups", ())
            for count, seqs in group["counts"].items()
            for seq in seqs
        ]

    def acts(self) -> list[tuple[dict[str, Any], str]]:
        """Return all acts with their task's 序号, in the order of their days."""
        own = [(act, task["seq"]) for task in self.tasks for act in task.get("acts", ())]
        shared = [(act, seq) for group, seq, _ in self.grouped for act in group.get("acts", ())]
        return sorted(own + shared, key=lambda each: each[0]["day"])

    def spelled(self, names: Sequence[str]) -> list[str]:
        """Return unit names, collective names spelled out."""
        return [each for name in names if name != REST for each in self.sets.get(name, [name])]


class Play:
    """A library through the year of a table."""

    def __init__(self, library: Library, table: Table, plan: Path) -> None:
        self.library, self.table = library, table
        by = By("李明", table.imported)
        add_plan(
            library, by, Intake(read_plan(plan, ReadOptions(Workdays.usual())), table.told["part"], units=table.units)
        )
        self.ids = {task.seq: task.id for task in plans.tasks(library)}
        self.dates: PlanDates = plans.plans(library)[0].dates
        self._acts = table.acts()

    def days(self) -> Iterator[tuple[date, dict[str, LitWork]]]:
        """Yield each chosen day with what every task showed on it, the acts up to its evening being done."""
        for day in self.table.chosen:
            while self._acts and date.fromisoformat(self._acts[0][0]["day"]) <= day:
                self._do(*self._acts.pop(0))
            lit = lit_works(self.library, day)
            yield day, {seq: lit[number] for seq, number in self.ids.items()}

    def _named(self, act: Mapping[str, Any], seq: str) -> list[str]:
        """Return the units that an act names, collective names and 其余 spelled out."""
        number, names = self.ids[seq], act.get("units", ())
        charged = [share.unit for share in works(self.library, [number])[number].shares] if REST in names else []
        but = set(self.table.spelled(act.get("but", ())))
        return [name for name in (*self.table.spelled(names), *charged) if name not in but]

    def _do(self, act: dict[str, Any], seq: str) -> None:
        task, day, names = self.ids[seq], date.fromisoformat(act["day"]), self._named(act, seq)
        if not act.get("refused"):
            self._act(act, task, day, names)
            return
        with pytest.raises(NotAllowed) as caught:
            self._act(act, task, day, names)
        assert caught.value.data["lacks"] == tuple(REFUSALS[each] for each in act["refused"])

    def _act(self, act: dict[str, Any], task: int, day: date, names: Sequence[str]) -> None:
        if act["act"] in ("settle", "reporting", "name", "deadline"):
            self._set(act, task, day)
        elif act["act"] in ("report", "evidence", "quota"):
            for name in names:
                self._enter(act, task, day, name)
        else:
            until = date.fromisoformat(act["until"]) if "until" in act else None
            words = (act.get("doc_no", ""), act.get("by", ""), act.get("opinion", ""), act.get("override", ""))
            said = Said(act.get("reason", ""), until, *words)
            wanted = [(task, name) for name in names]
            closing.move_many(self.library, By("李明", day), wanted, Action(act["act"]), said=said)

    def _set(self, act: dict[str, Any], task: int, day: date) -> None:
        """Do what concerns the task as a whole."""
        match act["act"]:
            case "settle":
                done = date.fromisoformat(act["finished"]) if "finished" in act else None
                said: dict[str, Any] = {
                    "finished": done,
                    "deadline": act.get("deadline", ""),
                    "reason": act.get("reason", ""),
                }
                closing.settle(self.library, By("李明", day), task, Settlement(Settled(act["how"]), **said))
            case "reporting":
                reports = WhoReports(act["who"]) if "who" in act else None
                given: dict[str, Any] = {"who_reports": reports, "cycle": act.get("cycle")}
                counting.set_reporting(self.library, By("李明", day), task, **given)
            case "name":
                work.edit_task(self.library, By("李明", day), task, TaskEdit(responsible=tuple(act["units"])))
            case "deadline":
                work.edit_task(self.library, By("李明", day), task, TaskEdit(deadline=act["text"]))

    def _enter(self, act: dict[str, Any], task: int, day: date, name: str) -> None:
        """Do what one unit did."""
        effective = date.fromisoformat(act["effective"]) if "effective" in act else None
        proof = Evidence("佐证", doc_no="公告〔1〕号", effective=effective)
        match act["act"]:
            case "report":
                told: dict[str, Any] = {"period": act.get("period", ""), "zero": act.get("zero", False)}
                proofs = [(proof, None)] if effective else []
                by = By("李明", day)
                work.report(self.library, by, task, NewReport(name, day, f"{name}进展", **told), proofs=proofs)
            case "evidence":
                work.attach(self.library, By("李明", day), task, proof, unit=name)
            case "quota":
                counting.count(self.library, By("李明", day), task, NewAmount(name, Decimal(act["amount"])))
