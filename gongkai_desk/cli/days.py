"""``workdays`` and ``holidays``: count working days; the State Council's yearly notice becomes working days."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from gongkai_desk.cli.arguments import day
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.rules.day_count import count_to
from gongkai_desk.services.office import read_notice_file, set_days
from gongkai_desk.standing.days import local_days, office_workdays
from gongkai_desk.store.entries.duties import LOCAL, STATE
from gongkai_desk.wording.clocks import count_lines
from gongkai_desk.workdays import Workdays

WEEKDAYS = "一二三四五六日"


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``workdays`` or ``holidays``."""
    {"workdays": _workdays, "holidays": _holidays}[command](parser)


def _workdays(parser: argparse.ArgumentParser) -> None:
    """Describe ``workdays``."""
    parser.add_argument("start", type=day, metavar="DATE", help="起算日期（当天不计）")
    parser.add_argument("count", type=_count, metavar="+N", help="工作日数")
    parser.add_argument("--library", type=Path, metavar="LIB", help="按这个台账库登记的放假安排推算")
    parser.add_argument("--list", action="store_true", help="逐段列出计入和不计的日期")
    parser.set_defaults(run=count_workdays)


def count_workdays(args: argparse.Namespace, session: Session) -> int:
    """Print the N-th working day after the date, and a remark where a year has no notice yet."""
    workdays, local = _days_counted_by(args.library)
    end = workdays.add(args.start, args.count)
    print(end.isoformat())
    print(f"{args.start} 起第 {args.count} 个工作日，星期{WEEKDAYS[end.weekday()]}")
    if args.list:
        for line in count_lines(count_to(args.start, end, workdays, local)):
            print(line)
        return 0
    for year in range(args.start.year, end.year + 1):
        if not workdays.known(year):
            print(f"{year}年没有放假安排可查，按周一至周五推算。")
    return 0


def _days_counted_by(folder: Path | None) -> tuple[Workdays, dict[date, bool]]:
    """Return the working days, and the days of the local list where it counts."""
    if folder is None:
        return Workdays.usual(), {}

    with library_for_reading(folder) as library:
        return office_workdays(library), local_days(library)


def _count(text: str) -> int:
    try:
        count = int(text.removeprefix("+"))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"工作日数应写成 +20 的样子：{text}") from error
    if not 0 < count <= 10_000:
        raise argparse.ArgumentTypeError(f"工作日数应在 1 到 10000 之间：{text}")
    return count


def _holidays(parser: argparse.ArgumentParser) -> None:
    """Describe ``holidays``."""
    parser.add_argument("what", choices=("import",), help="import 导入放假通知")
    parser.add_argument("file", type=Path, metavar="FILE", help="放假通知：网页、Word、PDF 或文本文件")
    parser.add_argument("--local", action="store_true", help="地方假日，另列一张表")
    add_library(parser)
    parser.set_defaults(run=import_holidays)


def import_holidays(args: argparse.Namespace, session: Session) -> int:
    """Read the notice, then enter its days as one step."""
    days = read_notice_file(args.file)
    with library_for_writing(args.library, session.who) as library:
        set_days(library, session.by, days, name=args.file.stem, in_list=LOCAL if args.local else STATE)
    off = sum(not working for working in days.values())
    print(f"ok 放假{off}天，调休上班{len(days) - off}天（{min(days)} 至 {max(days)}）")
    return 0
