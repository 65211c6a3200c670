"""``workdays``: count working days."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from gongkai_desk.cli.arguments import day
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import library_for_reading
from gongkai_desk.rules.days.day_count import count_to
from gongkai_desk.standing.days import local_days, office_workdays
from gongkai_desk.wording.clocks import count_lines
from gongkai_desk.workdays import Workdays

WEEKDAYS = "一二三四五六日"


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``workdays``."""
    parser.add_argument("start", type=day, metavar="DATE", help="起算日期（当天不计）")
    parser.add_argument("count", type=_count, metavar="+N", help="工作日数")
    parser.add_argument("--library", type=Path, metavar="LIB", help="按这个台账库登记的放假安排推算")
    parser.add_argument("--list", action="store_true", help="逐段列出计入和不计的日期")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, session: Session) -> int:
    """Print the N-th working day after the date, and a remark where a year has no notice yet."""
    workdays, local = _workdays(args.library)
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


def _workdays(folder: Path | None) -> tuple[Workdays, dict[date, bool]]:
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
