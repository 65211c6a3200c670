"""``holidays``: the State Council's yearly notice becomes working days."""

from __future__ import annotations

import argparse
from pathlib import Path

from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.services.upkeep.office import read_notice_file, set_days
from gongkai_desk.store.entries.duties import LOCAL, STATE


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``holidays``."""
    parser.add_argument("what", choices=("import",), help="import 导入放假通知")
    parser.add_argument("file", type=Path, metavar="FILE", help="放假通知：网页、Word、PDF 或文本文件")
    parser.add_argument("--local", action="store_true", help="地方假日，另列一张表")
    add_library(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, session: Session) -> int:
    """Read the notice, then enter its days as one step."""
    days = read_notice_file(args.file)
    with library_for_writing(args.library, session.who) as library:
        set_days(library, session.by, days, name=args.file.stem, in_list=LOCAL if args.local else STATE)
    off = sum(not working for working in days.values())
    print(f"ok 放假{off}天，调休上班{len(days) - off}天（{min(days)} 至 {max(days)}）")
    return 0
