"""``export``: papers out of a library, each by its name in the list of papers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gongkai_desk.cli import chasing, packets
from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import add_library, library_for_reading
from gongkai_desk.domain.columns import LEDGER_OPTIONS, ColumnKey
from gongkai_desk.domain.papers import LedgerChoice, PaperFormat
from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.papers.listed import PAPERS, PaperKind, Source, paper_kind
from gongkai_desk.progress import Progress
from gongkai_desk.standing.papers import PaperOrder, paper_facts, write_kind
from gongkai_desk.wording.sentences import missing_fonts_sentence

OWN = {
    "chase": ("催办单、提示单或三色督办单", chasing.run),
    "evidence": ("佐证材料包（OUT 是新文件夹）", packets.run),
}
"""What is written otherwise than a paper of the list: numbered and entered, or as a folder."""
NAMES = {kind.name: kind.title for kind in PAPERS if kind.source is not Source.OWN} | {
    name: title for name, (title, _) in OWN.items()
}
FORMATS = tuple(PaperFormat)


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``export``."""
    parser.add_argument("paper", choices=tuple(NAMES), help="，".join(map(" ".join, NAMES.items())))
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
    if args.paper in OWN:
        return OWN[args.paper][1](args, session)

    kind = paper_kind(args.paper)
    format = _format(args, kind)
    pen = _Pen(session)
    with library_for_reading(args.library) as library:
        facts = paper_facts(library, kind, _order(args, session))
        write_kind(kind, facts, args.out, format, pen=pen)
    pen.tell_missing()
    print(args.out)
    return 0


def _format(args: argparse.Namespace, kind: PaperKind) -> str:
    """Return the format, by the file's suffix or as it was asked for: no office program opens the one as the other."""
    suffix = args.out.suffix.removeprefix(".").lower()
    format: str = args.format or suffix
    if format not in kind.formats or (suffix in FORMATS and suffix != format):
        ends = "、".join(f".{each}" for each in kind.formats[:-1]) + f" 或 .{kind.formats[-1]}"
        more = "、".join(f"--format {each}" for each in kind.formats)
        args.refuse_usage(f"导出文件应以 {ends} 结尾，或加 {more}：{args.out}")
    return format


def _order(args: argparse.Namespace, session: Session) -> PaperOrder:
    tasks = (args.task,) if args.task is not None else ()
    return PaperOrder(args.plan, session.today, tasks, unit=args.unit, choice=_choice(args))


def _choice(args: argparse.Namespace) -> LedgerChoice:
    """Return what the ledger is to hold."""
    since, until = packets.days_of(args)
    return LedgerChoice(tuple(map(ColumnKey, args.column)), since, until, args.per_unit)


class _Pen:
    """The window's side, asked only if there are pages to paint; says which official fonts are missing here."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._missing: tuple[str, ...] = ()

    def __call__(self, paper: PrintedPaper, path: Path, progress: Progress) -> None:
        self._missing = self._session.load_screen().write_pdf(paper, path)

    def tell_missing(self) -> None:
        """Name on stderr the fonts that others stood in for."""
        if self._missing:
            print(missing_fonts_sentence(self._missing), file=sys.stderr)
