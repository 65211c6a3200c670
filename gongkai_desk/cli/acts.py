"""``progress`` and ``batch``: what a clerk enters, through the same services as the window."""

import argparse
import json
from codecs import BOM_UTF8
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.cli.arguments import day, is_storable, usual_day, words
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.cli.streams import input_lines
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
        parser.add_argument("--unit", type=words, help="单位编号或任一名称；不写时为任务的第一个单位")
        parser.add_argument("--date", type=day, metavar="D", help="进展日期，默认今天")
        parser.add_argument("--text", type=words, required=True, metavar="T", help="进展情况")
        parser.set_defaults(run=report_progress, refuse_usage=parser.error)
    add_library(parser)


def report_progress(args: argparse.Namespace, session: Session) -> int:
    """Enter one report; ``ok`` is printed only after the commit."""
    if not args.text.strip():
        args.refuse_usage("--text 没有写进展情况")
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


def _lines(name: str) -> Iterable[bytes]:
    """Return the lines of a file, read before the library is touched, or those that standard input will bring."""
    if name == "-":
        return input_lines()
    try:
        return Path(name).read_bytes().split(b"\n")
    except OSError as error:
        raise Unreadable(file=name, reason="folder" if Path(name).is_dir() else "") from error


def _answer(library: "Library", session: Session, number: int, line: bytes) -> dict[str, Any]:
    ref: Any = number
    try:
        given = _object(line)
        ref = given.get("ref", number)
        _report(library, session, _act(given))
    except _BadLine as error:
        return {"ref": ref, "error": UnsupportedType().kind, "message": f"第 {number} 行没有登记：{error}。"}
    except DeskError as error:
        return {"ref": ref, "error": error.kind, "message": error_sentence(error)}
    return {"ack": ref}


class _BadLine(Exception):
    """A line that is no act; says why in Chinese."""


def _object(line: bytes) -> dict[str, Any]:
    try:
        given = json.loads(line.removeprefix(BOM_UTF8).decode("utf-8"))
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, a number without end; nested without end
        raise _BadLine("不是一行 UTF-8 编码的 JSON") from error
    if not isinstance(given, dict):
        raise _BadLine("不是 {…} 形式的 JSON")
    return given


def _act(given: dict[str, Any]) -> dict[str, Any]:
    """Return an act of plain values, as ``_report`` takes it.

    Raises:
        _BadLine: another act, or a value that is no task, day or text.
    """
    if given.get("act") != "progress":
        raise _BadLine(f"不能办理“{given.get('act')}”，可办理的有 progress（登记进展）")
    text, task, unit, day = (given.get(name) for name in ("text", "task", "unit", "date"))
    if not isinstance(text, str) or not text.strip():
        raise _BadLine("缺少 text（进展情况）")
    return {
        "task": None if task is None else _number(task),
        "unit": None if unit is None else _storable(str(unit)),
        "text": _storable(text),
        "date": None if day in (None, "") else _day(day),
    }


def _number(value: object) -> int:
    text = str(value)
    if isinstance(value, (int, str)) and text.isascii() and text.isdecimal():
        return int(text)
    raise _BadLine(f"task 应为任务编号：{text[:20]}")


def _day(value: object) -> date:
    try:
        return usual_day(str(value))
    except ValueError as error:
        raise _BadLine(str(error)) from error


def _storable(text: str) -> str:
    if not is_storable(text):
        raise _BadLine("文字中有不完整的字符")
    return text


def _report(library: "Library", session: Session, act: dict[str, Any]) -> int | None:
    from gongkai_desk.services.work import report
    from gongkai_desk.store.plans import first_task

    task = act.get("task")
    return report(
        library,
        first_task(library) if task is None else task,
        unit=act.get("unit"),
        day=act.get("date") or session.today,
        text=act["text"],
        who=session.who,
        today=session.today,
    ).made
