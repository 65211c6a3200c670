"""``list``: plans, tasks, units, requests, interpretations of a library."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading
from gongkai_desk.cli.rounds import return_rows
from gongkai_desk.cli.year.locking import late_rows, lock_rows
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.state import State
from gongkai_desk.rules.light.lights import TaskLight
from gongkai_desk.services.intake.reading import task_json
from gongkai_desk.standing.lights import lights
from gongkai_desk.standing.registers import kept_interpretations, kept_requests
from gongkai_desk.standing.shelf import task_states
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, search
from gongkai_desk.wording.clocks import (
    INTERPRETATION_STATES,
    clock_lines,
    days_text,
    standing_text,
    state_text,
)
from gongkai_desk.wording.lights import reason_sentence
from gongkai_desk.wording.sentences import UNIT_CLASSES
from gongkai_desk.wording.states import COLOURS, STATES, WORDS, light_text
from gongkai_desk.words.normal import shortened

Row = dict[str, Any]
REGISTERS_SHOWN = {
    "requests": ("id", "number", "received", "subject", "due", "state_text", "days_text"),
    "interpretations": ("id", "file_title", "file_day", "title", "day", "due", "state_text", "days_text"),
}


def request_rows(library: Library, args: argparse.Namespace, session: Session) -> list[Row]:
    """Return the requests with their clocks; names and all, for it is the office's own listing."""
    return [
        {
            **_plain(each.request),
            "due": _iso(each.clock.due),
            "state": each.clock.state,
            "state_text": state_text(each.clock),
            "light": each.clock.light,
            "days_used": each.clock.used,
            "days_left": each.clock.left,
            "days_text": days_text(each.clock),
            "why": clock_lines(each.clock),
        }
        for each in kept_requests(library, session.today)
        if _found(args, each.request.number, each.request.subject, each.request.content, each.request.applicant)
    ]


def interpretation_rows(library: Library, args: argparse.Namespace, session: Session) -> list[Row]:
    """Return the files with their interpretations, and how these stand."""
    return [
        {
            **_plain(each.one),
            "due": _iso(each.standing.due),
            "state": each.standing.state,
            "state_text": INTERPRETATION_STATES[each.standing.state],
            "light": each.standing.light,
            "days_text": standing_text(each.standing),
        }
        for each in kept_interpretations(library, session.today)
        if _found(args, each.one.file_title, each.one.file_doc_no, each.one.title)
    ]


def _found(args: argparse.Namespace, *texts: str) -> bool:
    return not args.search or any(args.search in text for text in texts)


def _plain(one: Any) -> Row:  # noqa: ANN401 - either of two dataclasses
    from dataclasses import fields

    values = {each.name: getattr(one, each.name) for each in fields(one)}
    return {"id": values.pop("id"), **{name: _value(value) for name, value in values.items()}}


def _value(value: object) -> object:
    return _iso(value) if isinstance(value, date) else value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


SHOWN = {  # the columns of the plain listing
    "plans": ("id", "year", "title", "doc_no", "issuer", "tasks"),
    "tasks": ("id", "seq", "title", "content", "unit_text", "deadline", "status", "light_text", "light_word"),
    "units": ("id", "name", "short", "class", "tasks"),
    "returns": ("period", "batch", "unit", "state", "closing", "returned"),
    "locks": ("id", "period", "title", "day", "by", "reason", "unlocked", "unlock_reason"),
    "late": ("id", "period", "unit", "task_title", "day", "text", "counted"),
    **REGISTERS_SHOWN,
}
WHATS = (
    "plans 要点，tasks 任务，units 单位，returns 填报表回收，locks 锁定的期次，late 锁定之后才到的进展，"
    "requests 依申请公开，interpretations 政策解读"
)
WIDEST = 40  # characters of a text in the plain listing; --json has all of it


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``list``."""
    parser.add_argument("what", choices=tuple(SHOWN), help=WHATS)
    add_library(parser)
    parser.add_argument("--plan", type=int, metavar="ID", help="只列这份要点的任务，或它的填报表")
    parser.add_argument("--unit", type=words, metavar="U", help="只列这个单位的任务（编号或任一名称）")
    parser.add_argument(
        "--status", metavar="S", choices=[*map(str, State), *STATES.values()], help="只列这个状态的任务"
    )
    parser.add_argument(
        "--light",
        metavar="L",
        choices=[*map(str, Colour), *COLOURS.values()],
        help="只列这种灯的任务：红 黄 蓝 绿 不亮",
    )
    parser.add_argument("--search", type=words, metavar="Q", help="只列含有这些字的任务或登记")
    parser.add_argument("--json", metavar="OUT", help="写成 JSON；- 表示标准输出")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, session: Session) -> int:
    """List what was asked for."""
    with library_for_reading(args.library) as library:
        rows = _LISTS[args.what](library, args, session)
    if args.json:
        write_json(args.json, rows)
    else:
        _tell(rows, SHOWN[args.what])
    return 0


def _plans(library: Library, args: argparse.Namespace, session: Session) -> list[Row]:
    counts = plans.task_counts(library)
    return [
        {
            "id": plan.id,
            "year": plan.year,
            "title": plan.title,
            "doc_no": plan.doc_no,
            "issuer": plan.issuer,
            "issue_date": plan.dates.issue.isoformat() if plan.dates.issue else None,
            "level": plan.level,
            "tasks": counts.get(plan.id, 0),
        }
        for plan in plans.plans(library)
    ]


def _tasks(library: Library, args: argparse.Namespace, session: Session) -> list[Row]:
    if args.plan is not None:
        plans.plan(library, args.plan)  # an unknown id is refused, not an empty list
    kept: set[int] | None = None
    if args.search:
        kept = set(search.matching(library, args.search, args.plan))
    if args.unit:
        of_unit = set(units.tasks_of(library, args.unit))
        kept = of_unit if kept is None else kept & of_unit
    states = task_states(library)
    rows = []
    for task in plans.tasks(library, args.plan):
        state = states.get(task.id, State.NOT_STARTED)
        if (kept is None or task.id in kept) and (not args.status or args.status in (state, STATES[state])):
            rows.append({"id": task.id, "plan": task.plan_id, **task_json(task), "status": state})
    return _lit(library, rows, args.light, session) if args.light or args.json else rows


def _lit(library: Library, rows: list[Row], wanted: str | None, session: Session) -> list[Row]:
    """Return the rows with their lights, only those of the wanted one."""
    found = lights(library, session.today, [row["id"] for row in rows])
    lit = [{**row, **_light(found[row["id"]])} for row in rows]
    return [row for row in lit if wanted in (None, row["light"], COLOURS[row["light"]])]


def _light(light: TaskLight) -> Row:
    return {
        "light": light.colour,
        "light_text": light_text(light),
        "light_word": WORDS[light.word],
        "light_units": [
            {
                "unit": share.unit,
                "light": each.colour,
                "word": WORDS[each.word],
                "why": [reason_sentence(reason) for reason in each.reasons],
                "status": share.state,
            }
            for share, each in light.by_unit
        ],
    }


def _units(library: Library, args: argparse.Namespace, session: Session) -> list[Row]:
    counts = units.task_counts(library)
    return [
        {
            "id": unit.id,
            "name": unit.name,
            "short": unit.short,
            "class": unit.cls,
            "proposed": unit.proposed,
            "tasks": counts.get(unit.id, 0),
        }
        for unit in units.units(library)
    ]


_LISTS = {
    "plans": _plans,
    "tasks": _tasks,
    "units": _units,
    "returns": return_rows,
    "requests": request_rows,
    "interpretations": interpretation_rows,
    "locks": lock_rows,
    "late": late_rows,
}


def _tell(rows: Sequence[Row], columns: Sequence[str]) -> None:
    for row in rows:
        words = {"status": STATES[row["status"]]} if "status" in row else {}
        words |= {"class": UNIT_CLASSES[row["class"]]} if "class" in row else {}
        shown = {**row, **words}
        print("\t".join(_short(shown[name]) for name in columns if name in shown))
    print(f"共 {len(rows)} 项")


def _short(value: object) -> str:
    return shortened("" if value is None else str(value), WIDEST)
