"""``progress``, ``transition`` and ``attach``: what a clerk enters, through the same services as the window."""

from __future__ import annotations

import argparse

from gongkai_desk.cli import acting
from gongkai_desk.cli.acting import proof_of, report
from gongkai_desk.cli.arguments import day, words
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.domain.state import Action
from gongkai_desk.services.progress import work
from gongkai_desk.store.library import Library
from gongkai_desk.wording.states import ACTIONS

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
    parser.set_defaults(run=report_progress, refuse_usage=parser.error)


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
    parser.set_defaults(run=transit)


def _attach(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=words, metavar="FILE", help="佐证材料：文件或网址")
    parser.add_argument("--unit", type=words, help="提供单位；不写时属于整项任务")
    parser.add_argument("--effective", type=day, metavar="D", help="材料生效或发布的日期")
    parser.add_argument("--date", type=day, metavar="D", help="收到日期，默认今天")
    parser.add_argument("--doc-no", type=words, default="", metavar="N", help="文号")
    parser.add_argument("--empty", action="store_true", help=EMPTY)
    parser.set_defaults(run=attach)


def report_progress(args: argparse.Namespace, session: Session) -> int:
    """Enter one report; ``ok`` is printed only after the commit."""
    if not args.text.strip() and not args.zero:
        args.refuse_usage("--text 没有写进展情况")
    with library_for_writing(args.library, session.who) as library:
        made = report(library, session, vars(args))
    print(f"ok {made}")
    return 0


def transit(args: argparse.Namespace, session: Session) -> int:
    """Do an act upon one or more units' shares as one step."""
    units = ALL_UNITS if args.all_units else args.unit
    action = next(action for action, word in ACTIONS.items() if args.act in (action, word))
    with library_for_writing(args.library, session.who) as library:
        made = acting.transit(library, session, {**vars(args), "unit": units, "action": action})
    print(f"ok {made}")
    return 0


def attach(args: argparse.Namespace, session: Session) -> int:
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
