"""``late next``: what came after its period was locked counts in the next one."""

from __future__ import annotations

import argparse

from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.cli.year.locking import late_row
from gongkai_desk.domain.ids import ReportId
from gongkai_desk.services.year.late import count_in_next
from gongkai_desk.standing.year.locks import late_returns


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``late``."""
    told = "next 计入下一期（要更正报出的数据，用 export correction）"
    parser.add_argument("what", choices=("next",), help=told)
    parser.add_argument("report", type=int, nargs="+", metavar="N", help="进展编号（list late 的第一列），可写几个")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    add_library(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, session: Session) -> int:
    """Let them count in the next period; ``ok`` is printed only after the commit."""
    ask_target(args.json)
    wanted = list(dict.fromkeys(map(ReportId, args.report)))
    with library_for_writing(args.library, session.who) as library:
        count_in_next(library, session.by, wanted)
        rows = [late_row(each) for each in late_returns(library) if each.report.id in wanted]
    if args.json:
        write_json(args.json, {"outcome": "ok", "late": rows})
    else:
        for row in rows:
            print(f"ok {row['id']} {row['counted']}")
    return 0
