"""``approve ranking``: who of the head of the body allowed a ranking to leave; without it none is exported."""

from __future__ import annotations

import argparse

from gongkai_desk.cli.arguments import day, words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.errors import NotAllowed
from gongkai_desk.services.year.approvals import approve
from gongkai_desk.standing.cycle.owed import span_of
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.year.assessment import approval_line


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``approve``."""
    parser.add_argument("what", choices=("ranking",), help="ranking 排名可以出表（考核、通报）")
    parser.add_argument("--plan", type=int, required=True, metavar="ID", help="要点编号（list plans 的第一列）")
    parser.add_argument("--period", type=words, default="", metavar="P", help="只是这一期的通报，如 2026Q2；考核不写")
    parser.add_argument("--date", type=day, metavar="D", help="审定日期，默认今天")
    parser.add_argument("--doc-no", type=words, default="", metavar="N", help="文号或会议纪要")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    add_library(parser)
    parser.epilog = "--by 写审定人"
    parser.set_defaults(run=run, refuse_usage=parser.error)


def run(args: argparse.Namespace, session: Session) -> int:
    """Enter the approval and say how papers bear it."""
    ask_target(args.json)
    span = span_of(args.period) if args.period else None
    if args.period and span is None:
        args.refuse_usage(f"--period 应写成 2026Q3、2026H1、2026M03 或 2026：{args.period}")
    if not session.who.strip():
        raise NotAllowed(library=str(args.library), lacks=("approver",))
    with library_for_writing(args.library, session.who) as library:
        plans.plan(library, args.plan)
        new = Approval(
            args.what, args.date or session.today, args.plan, period=span.name if span else "",
            approver=session.who.strip(), doc_no=args.doc_no,
        )  # fmt: skip
        number = approve(library, session.by, new).made
    if args.json:
        told = {"outcome": "ok", "approval": number, "by": new.approver, "day": new.day.isoformat()}
        write_json(args.json, told | {"plan": args.plan, "period": new.period or None, "doc_no": new.doc_no})
    else:
        print(approval_line(new))
    return 0
