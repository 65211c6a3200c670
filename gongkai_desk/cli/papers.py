"""``export``: papers out of a library."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.cli import chasing, packets
from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import add_library, library_for_reading
from gongkai_desk.domain.columns import LEDGER_OPTIONS, ColumnKey

if TYPE_CHECKING:
    from gongkai_desk.services.papers import LedgerChoice
    from gongkai_desk.store.library import Library

PAPERS = {
    "breakdown": "任务分解表",
    "ledger": "工作台账",
    "chase": "催办单、提示单或三色督办单",
    "chase-list": "催办名单",
    "chase-register": "催办文书编号登记簿",
    "evidence": "佐证材料包（OUT 是新文件夹）",
}
CHASING = ("chase", "chase-list", "chase-register")
FORMATS = ("docx", "xlsx", "pdf")


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``export``."""
    parser.add_argument("paper", choices=tuple(PAPERS), help="，".join(map(" ".join, PAPERS.items())))
    parser.add_argument("out", type=Path, metavar="OUT", help="写到哪个文件")
    parser.add_argument("--plan", type=int, required=True, metavar="ID", help="要点编号（list plans 的第一列）")
    parser.add_argument("--format", choices=FORMATS, help="默认按文件扩展名")
    parser.add_argument("--unit", type=words, metavar="U", help="只要这个单位的（编号或任一名称），用于催办、佐证材料")
    parser.add_argument(
        "--period", metavar="P", help="只要这一期的：2026Q3、2026H1、2026M03 或 2026，用于台账的进展和佐证材料"
    )
    options = {column.key.value: column.title for column in LEDGER_OPTIONS}
    parser.add_argument(
        "--column",
        choices=tuple(options),
        action="append",
        default=[],
        help="台账另加一栏，可写多次：" + "，".join(map(" ".join, options.items())),
    )
    parser.add_argument("--per-unit", action="store_true", help="台账每单位一行，默认每任务一行")
    chasing.add_arguments(parser)
    packets.add_arguments(parser)
    add_library(parser)
    parser.set_defaults(run=run, refuse_usage=parser.error)


def run(args: argparse.Namespace, session: Session) -> int:
    """Write the paper and print its path."""
    if args.paper in CHASING:
        return chasing.run(args, session)
    if args.paper == "evidence":
        return packets.run(args, session)
    from gongkai_desk.services import papers

    suffix = args.out.suffix.removeprefix(".").lower()
    kind = args.format or suffix
    if kind not in FORMATS or (suffix in FORMATS and suffix != kind):  # no office program opens the one under the other
        args.refuse_usage(
            f"导出文件应以 .docx、.xlsx 或 .pdf 结尾，或加 --format docx、--format xlsx、--format pdf：{args.out}"
        )
    with library_for_reading(args.library) as library:
        if kind == "pdf":
            _write_pdf(args, session, library)
        elif args.paper == "breakdown":
            papers.write_breakdown(library, args.plan, args.out, format=kind, today=session.today)
        else:
            papers.write_ledger(library, args.plan, args.out, format=kind, today=session.today, choice=_choice(args))
    print(args.out)
    return 0


def _choice(args: argparse.Namespace) -> "LedgerChoice":
    """Return what the ledger is to hold."""
    from gongkai_desk.services.papers import LedgerChoice

    since, until = packets.days_of(args)
    return LedgerChoice(tuple(map(ColumnKey, args.column)), since, until, args.per_unit)


def _write_pdf(args: argparse.Namespace, session: Session, library: "Library") -> None:
    """Have the window's side paint the paper; say on stderr which official fonts are missing here."""
    from gongkai_desk.services import papers
    from gongkai_desk.wording.sentences import missing_fonts_sentence

    screen = session.load_screen()
    if args.paper == "breakdown":
        missing = screen.write_pdf(papers.breakdown_paper(library, args.plan), args.out)
    else:
        missing = screen.write_pdf(
            papers.ledger_paper(library, args.plan, as_of=session.today, choice=_choice(args)), args.out
        )
    if missing:
        print(missing_fonts_sentence(missing), file=sys.stderr)
