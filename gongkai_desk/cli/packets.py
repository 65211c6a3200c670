"""``export evidence``: a numbered packet of evidence as a new folder."""

from __future__ import annotations

import argparse
from datetime import date

from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import library_for_reading
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.standing import papers


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what only this paper takes."""
    parser.add_argument("--task", type=int, metavar="N", help="只要这项任务的，用于佐证材料、任务卡")


def run(args: argparse.Namespace, session: Session) -> int:
    """Write the packet and print its folder."""
    since, until = days_of(args)
    scope = papers.Scope(args.task, args.plan, args.unit, since, until)
    with library_for_reading(args.library) as library:
        papers.write_packet(args.out, papers.packet(library, scope, today=session.today))
    print(args.out)
    return 0


def days_of(args: argparse.Namespace) -> tuple[date | None, date | None]:
    """Return the days of the period that was asked for; without one any day counts."""
    found = period_days(args.period) if args.period else None
    if args.period and found is None:
        args.refuse_usage(f"--period 应写成 2026Q3、2026H1、2026M03 或 2026：{args.period}")
    return found or (None, None)
