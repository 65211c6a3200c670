"""``progress`` and ``batch``: what a clerk enters, through the same services as the window."""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.cli.main import Session, day
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.errors import DeskError, InputError, Unreadable, UnsupportedType
from gongkai_desk.wording import error_sentence

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``progress`` or ``batch``."""
    if command == "batch":
        parser.add_argument("file", metavar="OPS.jsonl", help="每行一件事的 JSON；- 表示标准输入")
        parser.set_defaults(run=run_batch)
    else:
        parser.add_argument("task", type=int, metavar="TASK", help="任务编号（list tasks 的第一列）")
        parser.add_argument("--unit", help="单位编号或任一名称；不写时为任务的第一个单位")
        parser.add_argument("--date", type=day, metavar="D", help="进展日期，默认今天")
        parser.add_argument("--text", required=True, metavar="T", help="进展情况")
        parser.set_defaults(run=report_progress)
    add_library(parser)


def report_progress(args: argparse.Namespace, session: Session) -> int:
    """Enter one report; ``ok`` is printed only after the commit."""
    with library_for_writing(args.library, session.who) as library:
        act = {"task": args.task, "unit": args.unit, "date": args.date, "text": args.text}
        made = _report(library, session, act)
    print(f"ok {made}")
    return 0


def run_batch(args: argparse.Namespace, session: Session) -> int:
    """Do one act a line, each durable before its answer; a bad line does not stop the rest."""
    code = 0
    lines = _lines(args.file)
    with library_for_writing(args.library, session.who) as library:
        for number, line in enumerate(lines, 1):
            if line.strip():
                answer = _answer(library, session, number, line)
                print(json.dumps(answer, ensure_ascii=False), flush=True)
                code = InputError.exit_code if "error" in answer else code
    return code


def _lines(name: str) -> Iterable[str]:
    """Return the lines of a file, read before the library is touched, or those that standard input will bring."""
    if name == "-":
        return sys.stdin
    try:
        return Path(name).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(file=name, reason=str(error)) from error


def _answer(library: "Library", session: Session, number: int, line: str) -> dict[str, Any]:
    ref: Any = number
    try:
        act = _act(line)
        ref = act.get("ref", number)
        _report(library, session, act)
    except DeskError as error:
        return {"ref": ref, "error": error.kind, "message": error_sentence(error)}
    return {"ack": ref}


def _act(line: str) -> dict[str, Any]:
    """Return the act of one line; refused unless it is an object with a known act and plain values."""
    try:
        act = json.loads(line)
    except json.JSONDecodeError as error:
        raise UnsupportedType(file=line.strip()[:40], type="不是 JSON") from error
    if not isinstance(act, dict) or act.get("act") != "progress" or not isinstance(act.get("text"), str):
        raise UnsupportedType(file=line.strip()[:40], type="不是登记进展")
    return {**act, "date": _day(act["date"]) if act.get("date") else None}


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise UnsupportedType(file=str(text), type="日期应写成 2026-03-05 的样子") from error


def _report(library: "Library", session: Session, act: dict[str, Any]) -> int | None:
    from gongkai_desk.services.work import report
    from gongkai_desk.store.plans import first_task

    unit = act.get("unit")
    task = act.get("task")
    return report(
        library,
        first_task(library) if task is None else int(task),
        unit=None if unit is None else str(unit),
        day=act.get("date") or session.today,
        text=act["text"],
        who=session.who,
        today=session.today,
    ).made
