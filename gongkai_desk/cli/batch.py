"""``batch``: one act a line, each durable before its answer, through the same services as the window."""

from __future__ import annotations

import argparse
import json
import sqlite3
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from gongkai_desk.cli import acts
from gongkai_desk.cli.arguments import input_lines, is_storable, usual_day
from gongkai_desk.cli.main import Session, own_up
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Settled
from gongkai_desk.errors import DeskError, InputError, Unreadable, UnsupportedType
from gongkai_desk.outside import without_unseen
from gongkai_desk.store.library import Library
from gongkai_desk.wording.sentences import error_sentence

Doer = Callable[["Library", Session, Mapping[str, Any]], int | None]
DOERS: Mapping[str, tuple[str, Doer]] = {
    "progress": ("登记进展", acts.report),
    "transition": ("销号、延期等办理", acts.transit),
    "quota": ("登记数量", acts.count),
    "settle": ("确认时限", acts.settle),
}
_DAYS = ("date", "until", "finished")
_SETTLED = tuple(map(str, Settled))
_TEXTS = ("reason", "doc_no", "approver", "opinion", "override", "evidence", "period")


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``batch``."""
    parser.add_argument("file", metavar="OPS.jsonl", help="每行一件事的 JSON；- 表示标准输入")
    parser.set_defaults(run=run)
    add_library(parser)


def run(args: argparse.Namespace, session: Session) -> int:
    """Do one act a line; a bad line does not stop the rest."""
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


def _answer(library: Library, session: Session, number: int, line: bytes) -> dict[str, Any]:
    ref: Any = number
    try:
        given = _object(line)
        ref = given.get("ref", number)
        if given.get("library") is not None:
            library.refuse_foreign(str(given["library"]))
        name, act = _act(given)
        DOERS[name][1](library, session, act)
    except _BadLine as error:
        return {"ref": ref, "error": UnsupportedType().kind, "message": f"第 {number} 行没有登记：{error}。"}
    except DeskError as error:
        return {"ref": ref, "error": error.kind, "message": error_sentence(error)}
    except sqlite3.OperationalError:  # the library's fault, not the line's: the lines behind it would fare no better
        raise
    except Exception:
        own_up()
        return {"ref": ref, "error": "bug", "message": f"第 {number} 行没有登记：程序出错，请把错误日志发给维护人员。"}
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


def _act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the name of an act and its plain values, as ``acting`` takes them.

    Raises:
        _BadLine: another act, or a value that is no task, day, number or text.
    """
    name = str(given.get("act"))
    action = given.get("action")
    if name in list(Action):  # {"act": "close"} is short for {"act": "transition", "action": "close"}
        name, action = "transition", name
    if name not in DOERS:
        told = "、".join(f"{act}（{word}）" for act, (word, _) in DOERS.items())
        raise _BadLine(f"不能办理“{given.get('act')}”，可办理的有 {told}")
    common = {"task": _number_or_none(given, "task"), "unit": _unit(given.get("unit"), several=name == "transition")}
    days = {key: _day(given[key]) for key in _DAYS if given.get(key) not in (None, "")}
    texts = {key: _storable(str(given[key])) for key in _TEXTS if given.get(key) is not None}
    return name, {**common, **days, **texts, **_own(name, given, action)}


def _own(name: str, given: dict[str, Any], action: object) -> dict[str, Any]:
    """Return what only one kind of act says."""
    if name == "transition":
        if action not in list(Action):
            raise _BadLine(f"没有“{action}”这种办理，action 可写 {'、'.join(map(str, Action))}")
        return {"action": action}
    if name == "settle":
        how = given.get("how")
        if how not in _SETTLED:
            raise _BadLine(f"how 应写 {'、'.join(_SETTLED)}：{str(how)[:20]}")
        deadline = _storable(str(given.get("deadline") or "")).strip()
        if (how == Settled.OTHER) != bool(deadline):
            raise _BadLine("how 为 other 时写 deadline（另定的时限，如 9月底前），其他情形不写")
        return {"how": how, "deadline": deadline}
    text, zero = given.get("text"), bool(given.get("zero"))
    if name == "progress" and not zero and (not isinstance(text, str) or not text.strip()):
        raise _BadLine("缺少 text（进展情况）")
    told = {"text": _storable(str(text or ""))}
    if name == "progress":
        return {**told, "zero": zero, "empty": bool(given.get("empty"))}
    return {**told, "amount": _amount(given.get("amount", 1)), "quota": _number_or_none(given, "quota") or 0}


def _unit(value: object, *, several: bool) -> str | list[str | None] | None:
    if value is None:
        return None
    if isinstance(value, (list, dict)) and not (several and isinstance(value, list)):
        raise _BadLine("unit 只能写一个单位")
    return [_storable(str(each)) for each in value] if isinstance(value, list) else _storable(str(value))


def _number_or_none(given: dict[str, Any], name: str) -> int | None:
    value = given.get(name)
    if value is None:
        return None
    text = str(value)
    if isinstance(value, (int, str)) and text.isascii() and text.isdecimal():
        return int(text)
    told = "task 应为任务编号" if name == "task" else f"{name} 应为数字"
    raise _BadLine(f"{told}：{text[:20]}")


def _amount(value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise _BadLine(f"amount 应为数字：{str(value)[:20]}") from error


def _day(value: object) -> date:
    try:
        return usual_day(str(value))
    except ValueError as error:
        raise _BadLine(str(error)) from error


def _storable(text: str) -> str:
    if not is_storable(text):
        raise _BadLine("文字中有不完整的字符")
    return without_unseen(text)
