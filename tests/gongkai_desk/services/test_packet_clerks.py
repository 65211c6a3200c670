"""Two clerks work on one packet each, at random; merged either way it comes to the same, but for what is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.cycle.packets import Conflict, PacketOrder
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Quota, TaskEdit
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.work import Evidence, NewAmount, NewReport, Said
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services import packets, undo, units
from gongkai_desk.services.packet_in_child import look
from gongkai_desk.services.packets import Opened
from gongkai_desk.services.progress import closing, counting, work
from gongkai_desk.store.care.check import findings
from gongkai_desk.store.care.restore import restore_folder
from gongkai_desk.store.library import Library
from tests.builders import a_task, stored_plan

DAYS = (date(2022, 11, 21), date(2022, 11, 22))
HOME = By("李明", DAYS[1])
UNITS = ("市教育局", "市财政局", "市民政局")
TASKS = (1, 2)
ACT = st.tuples(
    st.sampled_from(["report", "content", "title", "lead", "proof", "count", "remove", "add", "apply", "suspend",
                     "undo"]),
    st.sampled_from(TASKS),
    st.sampled_from(UNITS),
    st.sampled_from(DAYS),
)  # fmt: skip
Acts = Sequence[tuple[str, int, str, date]]
Facts = dict[tuple[Any, ...], Any]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a library (home) and what two colleagues made of a packet each (away0, away1)."""
    folder = tmp_path_factory.mktemp("office")
    with Library.create(folder / "home", "云州市", day=DAYS[0]) as home:
        for name in UNITS:
            units.add_unit(home, HOME, Unit(name, "", UnitClass.DEPARTMENT))
        few = Quota("不少于2次", ">=", Decimal(2), "次")
        stored_plan(home, *(a_task(content=f"任务{n}。", lead=UNITS[:2], quotas=(few,)) for n in TASKS), day=DAYS[0])
        for number in range(2):
            restore_folder(sent(home, folder / f"{number}.gkpack"), folder / f"away{number}")
    return folder


def sent(home: Library, file: Path) -> Path:
    """Send a packet of all tasks."""
    of = packets.drafted(home, HOME, PacketOrder(1))
    packets.make(home, HOME, of, lambda: packets.write(of, HOME, home.folder, file))
    return file


def work_on(library: Library, who: str, acts: Acts) -> None:
    """Do what is allowed of the acts; each text says who wrote it and is the only one of its words."""
    for number, (act, task, unit, day) in enumerate(acts):
        by, said = By(who, day), f"{who}第{number}条。"
        with suppress(NotAllowed, UnknownId):
            match act:
                case "report":
                    work.report(library, by, task, NewReport(unit, day, said, "2022Q4"))
                case "content" | "title":
                    work.edit_task(library, by, task, TaskEdit(**{act: said}))
                case "lead":
                    work.edit_task(library, by, task, TaskEdit(lead=(unit,)))
                case "proof":
                    work.attach(library, by, task, Evidence(said, doc_no=said), unit=UNITS[0])
                case "count":
                    counting.count(library, by, task, NewAmount(UNITS[0], Decimal(1), day, 0, said))
                case "remove":
                    work.remove_tasks(library, by, [task])
                case "add":
                    work.add_task(library, by, 1, a_task(content=said, lead=(unit,)))
                case "apply" | "suspend":
                    closing.move(library, by, task, UNITS[0], Action(act), Said(reason=said))
                case "undo":
                    undo.undo(library, by)


ONE = {
    "content": "SELECT id, content FROM task WHERE id <= 2",
    "title": "SELECT id, title FROM task WHERE id <= 2",
    "unit_text": "SELECT id, unit_text FROM task WHERE id <= 2",
    "removed": "SELECT id, removed FROM task WHERE id <= 2",
    "units": "SELECT task_id, group_concat(x) FROM (SELECT task_id, role || printed AS x FROM task_unit"
    " WHERE task_id <= 2 ORDER BY task_id, x) GROUP BY task_id",
    "state": "SELECT s.task_id || u.name, s.state || s.since || ifnull(s.until, '') || s.reason"
    " FROM unit_state s JOIN unit u ON u.id = s.unit_id WHERE s.task_id <= 2",
}
MANY = {
    "report": "SELECT task_id, text, day, period, removed FROM report",
    "evidence": "SELECT l.task_id, e.name, e.removed FROM evidence e JOIN evidence_link l ON l.evidence_id = e.id",
    "quota_event": "SELECT task_id, amount, text, removed FROM quota_event",
    "transition": "SELECT task_id, act, was, became, reason FROM transition",
    "task": "SELECT content, removed FROM task WHERE id > 2",
}


def facts(library: Library) -> Facts:
    """Return what stands in a library, by place; ids of rows that clerks made are left out."""
    found: Facts = {(name, key): value for name, sql in ONE.items() for key, value in library.rows(sql)}
    return found | {(name,): sorted(library.rows(sql), key=str) for name, sql in MANY.items()}


def place(conflict: Conflict, library: Library) -> tuple[Any, ...]:
    """Return the place of a conflict as ``facts`` calls it."""
    if conflict.table == "unit_state":
        [(name,)] = library.rows("SELECT name FROM unit WHERE id = ?", (conflict.unit_id,))
        return "state", f"{conflict.task_id}{name}"
    return conflict.field, conflict.task_id


def merged(folder: Path, order: Sequence[int]) -> tuple[Facts, dict[tuple[Any, ...], set[str]]]:
    """Merge the colleagues' packets in an order; return what stands then, and what was told, by place."""
    told: dict[tuple[Any, ...], set[str]] = {}
    home_folder = Path(copytree(folder / "home", folder / f"home{order[0]}"))
    with Library.open(home_folder) as home:
        for number in order:
            with TemporaryDirectory(dir=folder) as scratch:
                packet = Opened(look(folder / f"back{number}.gkpack", Path(scratch), home.folder), Path(scratch))
                _, review = packets.merge(home, HOME, packet)
                assert packets.merge(home, HOME, packet)[0] is None  # a second time it changes nothing
            for each in review.merge.conflicts:
                shown = told.setdefault(place(each, home), set())
                shown |= {str(value) for row in (each.here, each.there) if row for value in row.values()}
        assert findings(home.folder) == []
        return facts(home), told


def written_by(library: Library, who: str) -> set[str]:
    """Return the texts that a clerk wrote and that stand in his library."""
    texts = " UNION ".join(
        f"SELECT {column} FROM {table} WHERE {column} LIKE ?1"
        for table, column in (("task", "content"), ("task", "title"), ("report", "text"), ("quota_event", "text"),
                              ("evidence", "name"), ("transition", "reason"), ("unit_state", "reason"))
    )  # fmt: skip
    return {text for (text,) in library.rows(texts, (f"{who}第%",))}


def without(known: Facts, places: Mapping[tuple[Any, ...], Any]) -> Facts:
    return {key: value for key, value in known.items() if key not in places}


@given(st.lists(ACT, max_size=5), st.lists(ACT, max_size=5))
@settings(max_examples=8, deadline=None, derandomize=True)
def test_either_way_the_same_stands_and_nothing_is_lost(office: Path, first: Acts, second: Acts) -> None:
    with TemporaryDirectory() as scratch:
        folder = Path(copytree(office, Path(scratch) / "office"))
        written: set[str] = set()
        for number, (who, acts) in enumerate((("甲", first), ("乙", second))):
            with Library.open(folder / f"away{number}", who=who) as away:
                work_on(away, who, acts)
                written |= written_by(away, who)
                packets.write_back(away, folder / f"back{number}.gkpack")
        one, told = merged(folder, (0, 1))
        other, told_other = merged(folder, (1, 0))
        assert told == told_other
        assert without(one, told) == without(other, told)
        assert [text for text in written if text not in str(one) + str(told)] == []
