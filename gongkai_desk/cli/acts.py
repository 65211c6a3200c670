"""``progress``, ``transition`` and ``attach``: what a clerk enters, through the same services as the window.

Acts are plain values here, from the command line or a line of a batch.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import day, words
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.domain.ids import TaskId
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Evidence, NewAmount, NewReport, Said, Settled, Settlement
from gongkai_desk.errors import EmptyFile
from gongkai_desk.services.progress import closing, counting, work
from gongkai_desk.services.progress.closing import move_many
from gongkai_desk.services.progress.work import empty_files
from gongkai_desk.standing.year.locks import lock_after
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.plans import first_task
from gongkai_desk.wording.states import ACTIONS
from gongkai_desk.wording.year.locking import late_sentence

ALL_UNITS = "*"
EMPTY = "佐证文件是空的也添加"


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe one of the commands."""
    parser.add_argument("task", type=int, metavar="TASK", help="任务编号（list tasks 的第一列）")
    {"progress": _progress, "transition": _transition, "attach": _attach}[command](parser)
    add_library(parser)


def _progress(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", type=words, help="单位编号或任一名称；不写时为任务的第一个单位")
    parser.add_argument("--date", type=day, metavar="D", help="进展日期，默认今天")
    parser.add_argument("--text", type=words, required=True, metavar="T", help="进展情况")
    parser.add_argument("--evidence", type=words, metavar="FILE|URL", help="佐证材料：文件或网址")
    parser.add_argument("--period", type=words, metavar="P", help="所属报送期，如 2026Q1；不写时按日期")
    parser.add_argument("--empty", action="store_true", help=EMPTY)
    parser.add_argument("--zero", action="store_true", help="零报告")
    parser.set_defaults(run=run_progress, refuse_usage=parser.error)


def _transition(parser: argparse.ArgumentParser) -> None:
    told = "，".join(f"{action} {word}" for action, word in ACTIONS.items())
    parser.add_argument("act", metavar="ACT", choices=[*map(str, Action), *ACTIONS.values()], help=told)
    parser.add_argument("--unit", type=words, action="append", help="单位编号或任一名称，可写多次；不写时为第一个单位")
    parser.add_argument("--all-units", action="store_true", help="任务的全部应办单位，一次办理")
    parser.add_argument("--date", type=day, metavar="D", help="办理日期，默认今天")
    parser.add_argument("--until", type=day, metavar="D", help="延期到、整改期限或暂缓到的日期")
    for name, told in (
        ("--reason", "理由"),
        ("--doc-no", "文号"),
        ("--approver", "批准人或核查人，默认经办人"),
        ("--opinion", "核查意见"),
        ("--override", "不符合规则仍要办理的理由，会打印在台账上"),
    ):
        parser.add_argument(name, type=words, default="", help=told)
    parser.set_defaults(run=run_transition)


def _attach(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=words, metavar="FILE", help="佐证材料：文件或网址")
    parser.add_argument("--unit", type=words, help="提供单位；不写时属于整项任务")
    parser.add_argument("--effective", type=day, metavar="D", help="材料生效或发布的日期")
    parser.add_argument("--date", type=day, metavar="D", help="收到日期，默认今天")
    parser.add_argument("--doc-no", type=words, default="", metavar="N", help="文号")
    parser.add_argument("--empty", action="store_true", help=EMPTY)
    parser.set_defaults(run=run_attach)


def run_progress(args: argparse.Namespace, session: Session) -> int:
    """Enter one report; ``ok`` is printed only after the commit."""
    if not args.text.strip() and not args.zero:
        args.refuse_usage("--text 没有写进展情况")
    with library_for_writing(args.library, session.who) as library:
        made = report(library, session, vars(args))
        lock = lock_after(library, made)
    print(f"ok {made}")
    if lock is not None:
        print(f"提示：{late_sentence(lock)}。", file=sys.stderr)
    return 0


def run_transition(args: argparse.Namespace, session: Session) -> int:
    """Do an act upon one or more units' shares as one step."""
    units = ALL_UNITS if args.all_units else args.unit
    action = next(action for action, word in ACTIONS.items() if args.act in (action, word))
    with library_for_writing(args.library, session.who) as library:
        made = transit(library, session, {**vars(args), "unit": units, "action": action})
    print(f"ok {made}")
    return 0


def run_attach(args: argparse.Namespace, session: Session) -> int:
    """Keep a piece of evidence with a task."""
    with library_for_writing(args.library, session.who) as library:
        made = _attached(library, args, session)
    print(f"ok {made}")
    return 0


def _attached(library: Library, args: argparse.Namespace, session: Session) -> int | None:
    said = {"effective": args.effective, "received": args.date, "doc_no": args.doc_no}
    what, file = proof_of(args.file, empty=args.empty, **said)
    done = work.attach(library, session.by, args.task, what, file=file, unit=args.unit)
    return done.made


Act = Mapping[str, Any]
"""task: id or ``None`` (the first one); unit: id, any name, ``*`` for all, ``None`` for the first; date; and by act:
text, evidence (file or link; empty: the file may be), action with until, reason, doc_no, approver, opinion, override,
amount with quota."""


def task_of(library: Library, act: Act) -> TaskId:
    """Return the id of the task that is meant."""
    number = act.get("task")
    return TaskId(first_task(library) if number is None else int(number))


def proof_of(given: str, *, empty: bool = False, **said: Any) -> tuple[Evidence, Path | None]:  # noqa: ANN401
    """Return the evidence that a file's name or a link means.

    Raises:
        EmptyFile: nothing is in the file, and ``empty`` does not say that it is meant.
    """
    if "://" in given:
        return Evidence("", url=given, **said), None
    if not empty and empty_files([Path(given)]):
        raise EmptyFile(file=given, reason="evidence")
    return Evidence("", **said), Path(given)


def report(library: Library, session: Session, act: Act) -> int | None:
    """Enter one report, with its evidence if there is any."""
    given = act.get("evidence")
    return work.report(
        library,
        session.by,
        task_of(library, act),
        NewReport(
            act.get("unit"),
            act.get("date") or session.today,
            act["text"],
            period=act.get("period") or "",
            zero=bool(act.get("zero")),
        ),
        proofs=[proof_of(given, empty=bool(act.get("empty")))] if given else [],
    ).made


def transit(library: Library, session: Session, act: Act) -> int | None:
    """Do an act upon shares of a task: 申请, 核查, 销号, 退回, 延期 and the rest."""
    words = {name: act.get(name) or "" for name in ("reason", "doc_no", "opinion", "override")}
    said = Said(until=act.get("until"), day=act.get("date"), approver=act.get("approver") or session.who, **words)
    task, units = task_of(library, act), act.get("unit")
    wanted = [(task, unit) for unit in (units if isinstance(units, list) else [units])]
    action = Action(act["action"])
    return move_many(library, session.by, wanted, action, said).made


def settle(library: Library, session: Session, act: Act) -> int | None:
    """Settle a deadline that is to be confirmed (时限待确认)."""
    return closing.settle(
        library,
        session.by,
        task_of(library, act),
        Settlement(
            Settled(act["how"]), finished=act.get("finished"), reason=act.get("reason") or "", deadline=act["deadline"]
        ),
    ).made


def count(library: Library, session: Session, act: Act) -> int | None:
    """Enter a countable thing."""
    return counting.count(
        library,
        session.by,
        task_of(library, act),
        NewAmount(
            act.get("unit"),
            act.get("amount") or Decimal(1),
            act.get("date"),
            act.get("quota") or 0,
            act.get("text") or "",
        ),
    ).made
