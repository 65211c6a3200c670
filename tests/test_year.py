"""The year of 云州市, played by script, lights up as it was worked out by hand (tests/data/year)."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.domain.work import Action, Evidence, Settled
from gongkai_desk.errors import NotAllowed
from gongkai_desk.paths import resource
from gongkai_desk.rules import counts
from gongkai_desk.rules.lights import Why
from gongkai_desk.services import closing, counting, evidence, units, work
from gongkai_desk.services.closing import Said
from gongkai_desk.services.importing import add_plan
from gongkai_desk.services.lights import lights, works
from gongkai_desk.services.reading import read_plan
from gongkai_desk.store import plans
from gongkai_desk.store.library import Library
from gongkai_desk.wording_lights import COLOURS, light_text, tally_text
from gongkai_desk.words.units import read_units

YEAR = Path(__file__).parent / "data" / "year"
TABLE: dict[str, Any] = json.loads((YEAR / "yunzhou-2026.json").read_text(encoding="utf-8"))
UNITS = tuple(read_units(YEAR / "units.csv"))
CHOSEN = [date.fromisoformat(day) for day in TABLE["chosen"]]
IMPORTED = date.fromisoformat(TABLE["import"])
REFUSALS = {"evidence": "evidence_of_share", "counts": "counts"}
SETS = {
    "各部门": [unit.name for unit in UNITS if unit.cls == "department"],
    "各区县": [unit.name for unit in UNITS if unit.cls == "district"],
}


class Play:
    """The library through the year: acts of each day, in the table's order."""

    def __init__(self, library: Library) -> None:
        self.library = library
        for unit in UNITS:
            units.add_unit(library, unit, who="李明", day=IMPORTED)
        draft = read_plan(resource("samples", "yunzhou-2026.txt"))
        add_plan(library, draft, 1, who="李明", day=IMPORTED)
        self.ids = {task.seq: task.id or 0 for task in plans.tasks(library)}
        acts = ((act, task["seq"]) for task in TABLE["tasks"] for act in task.get("acts", ()))
        self._acts = sorted(acts, key=lambda each: each[0]["day"])

    def until(self, day: date) -> None:
        while self._acts and date.fromisoformat(self._acts[0][0]["day"]) <= day:
            self._do(*self._acts.pop(0))

    def charged(self, seq: str) -> list[str]:
        number = self.ids[seq]
        return [share.unit for share in works(self.library, [number])[number].shares]

    def named(self, names: Sequence[str], seq: str, but: Sequence[str] = ()) -> list[str]:
        """Return unit names with 各部门, 各区县 and 其余 spelled out."""
        plain = [each for name in names if name != "其余" for each in SETS.get(name, [name])]
        rest = [unit for unit in self.charged(seq) if unit not in but] if "其余" in names else []
        return plain + rest

    def _do(self, act: dict[str, Any], seq: str) -> None:
        task, day = self.ids[seq], date.fromisoformat(act["day"])
        names = self.named(act.get("units", ()), seq)
        if act.get("refused"):
            with pytest.raises(NotAllowed) as caught:
                self._act(act, task, day, names)
            assert caught.value.data["lacks"] == tuple(REFUSALS[each] for each in act["refused"])
        else:
            self._act(act, task, day, names)

    def _act(self, act: dict[str, Any], task: int, day: date, names: Sequence[str]) -> None:
        by: dict[str, Any] = {"who": "李明", "today": day}
        match act["act"]:
            case "settle":
                done = date.fromisoformat(act["finished"]) if "finished" in act else None
                settled = Settled(act["how"])
                closing.settle(self.library, task, settled, finished=done, reason=act.get("reason", ""), **by)
            case "report":
                told = {"period": act.get("period", ""), "zero": act.get("zero", False)}
                for name in names:
                    work.report(self.library, task, unit=name, day=day, text=f"{name}进展", **told, **by)
            case "evidence":
                proof = Evidence("佐证", doc_no="云政办〔2026〕", effective=date.fromisoformat(act["effective"]))
                for name in names:
                    evidence.attach(self.library, task, proof, who="李明", day=day, unit=name)
            case "quota":
                for name in names:
                    counting.count(self.library, task, name, amount=Decimal(act["amount"]), **by)
            case name:
                until = date.fromisoformat(act["until"]) if "until" in act else None
                words = (act.get("doc_no", ""), act.get("by", ""), act.get("opinion", ""), act.get("override", ""))
                said = Said(act.get("reason", ""), until, *words)
                wanted = [(task, unit) for unit in names]
                closing.move_many(self.library, wanted, Action(name), said=said, **by)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[date, dict[str, Any]]]:
    """Return for each chosen day what every task of the table showed on it."""
    folder = tmp_path_factory.mktemp("year") / "云州市.gkdesk"
    with Library.create(folder, "云州市", day=IMPORTED) as library:
        play = Play(library)
        seen = {}
        for day in CHOSEN:
            play.until(day)
            seen[day] = _shown(play, day)
        yield seen


def _shown(play: Play, day: date) -> dict[str, Any]:
    found = lights(play.library, day, play.ids.values())
    known = works(play.library, play.ids.values())
    return {seq: (found[number], known[number]) for seq, number in play.ids.items()}


CASES = [(task, day) for task in TABLE["tasks"] for day in CHOSEN]


@pytest.mark.parametrize(("task", "day"), CASES, ids=[f"{task['seq']}-{day}" for task, day in CASES])
def test_every_light_is_the_one_worked_out_by_hand(played, task, day):
    shown, of = played[day][task["seq"]]
    wanted = task["days"][day.isoformat()]
    assert light_text(shown) == wanted["light"]
    assert _colours(shown) == _wanted_colours(wanted, [share.unit for share in of.shares])
    late = [share.unit for share, light in shown.by_unit if light.word is Why.DONE_LATE]
    assert late == wanted.get("late", [])


def _colours(shown: Any) -> dict[str, str]:
    return {share.unit: COLOURS[light.colour] for share, light in shown.by_unit}


def _wanted_colours(wanted: dict[str, Any], charged: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    rest = ""
    for colour in COLOURS.values():
        for name in wanted.get(colour, ()):
            if name == "其余":
                rest = colour
            else:
                found |= dict.fromkeys(SETS.get(name, [name]), colour)
    return {name: found.get(name, rest) for name in charged}


COUNTED = [(task, day) for task, day in CASES if {"count", "met"} & set(task["days"][day.isoformat()])]


@pytest.mark.parametrize(("task", "day"), COUNTED, ids=[f"{task['seq']}-{day}" for task, day in COUNTED])
def test_every_count_is_the_one_worked_out_by_hand(played, task, day):
    _, of = played[day][task["seq"]]
    wanted = task["days"][day.isoformat()]
    tally = counts.tally(counts.targets(of.task)[0], of.shares)
    if "met" in wanted:
        assert tally_text(tally) == wanted["met"]
    else:
        assert f"{tally.total}/{tally.target.value}" == wanted["count"]


@pytest.mark.parametrize("task", TABLE["tasks"], ids=[task["seq"] for task in TABLE["tasks"]])
def test_every_task_has_the_units_and_deadline_worked_out_by_hand(played, task):
    _, of = played[CHOSEN[0]][task["seq"]]
    deadline = of.task.deadline
    assert len(of.shares) == task["count"]
    assert (deadline.kind, deadline.due and deadline.due.isoformat()) == (task["kind"], task["due"])
