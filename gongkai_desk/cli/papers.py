"""``export``: papers out of a library, each by its name in the list of papers; slips; a numbered packet of evidence."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from functools import partial
from pathlib import Path

from gongkai_desk.cli import upward
from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.rounds import add_sheet_arguments, export_unit_sheets
from gongkai_desk.cli.year.personal import add_personal, looked_at, looked_at_paper
from gongkai_desk.domain.papers import LedgerChoice, PaperLook
from gongkai_desk.domain.sheet import (
    LEDGER_OPTIONS,
    BreakdownStyle,
    ColumnKey,
    FontScheme,
    PaperFormat,
    PaperSize,
    TextSize,
)
from gongkai_desk.domain.slips import COLOURED, SlipKind
from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.papers.listed import PAPERS, PaperKind, Source, paper_kind
from gongkai_desk.progress import Progress
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.services import slips
from gongkai_desk.services.year.leaving import slip_texts
from gongkai_desk.standing import due_slips
from gongkai_desk.standing.papers import PaperOrder, Scope, packet, paper_facts, write_kind, write_packet
from gongkai_desk.wording.sentences import missing_fonts_sentence

SLIP_KINDS = {"chase": (SlipKind.CHASE,), "hint": (SlipKind.HINT,), "coloured": COLOURED}


STYLES = {"five": BreakdownStyle.FIVE, "item": BreakdownStyle.ITEM}
FONTS = {"official": FontScheme.OFFICIAL, "system": FontScheme.SYSTEM}


def _look_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe how 任务分解表 and 台账 are set."""
    parser.add_argument(
        "--style", choices=tuple(STYLES), help="分解表的表式：five 五列序号式，item 事项式；默认按任务定"
    )
    parser.add_argument(
        "--annex", type=words, metavar="TEXT", help="分解表左上角的附件标记，如 附件1；写空（--annex=）不标。默认 附件"
    )
    parser.add_argument("--draft", action="store_true", help="分解表标“（征求意见稿）”")
    parser.add_argument(
        "--note", type=words, default="", metavar="TEXT", help="分解表标题下的说明，如 标注“★”的为牵头单位"
    )
    parser.add_argument("--first-page", type=int, default=1, metavar="N", help="分解表从第几页编起，默认 1")
    parser.add_argument("--fonts", choices=tuple(FONTS), default="official", help="official 公文字体，system 系统字体")
    parser.add_argument("--paper", choices=tuple(PaperSize), default="A4", dest="sheet", help="纸张，默认 A4")
    parser.add_argument("--text-size", choices=tuple(TextSize), help="表内字号，默认分解表五号、台账小五")


def _look(args: argparse.Namespace) -> PaperLook:
    if args.first_page < 1:
        args.refuse_usage(f"--first-page 应从 1 起：{args.first_page}")
    return PaperLook(
        style=STYLES.get(args.style),
        annex=args.annex,
        draft=args.draft,
        note=args.note,
        first_page=args.first_page,
        internal=args.internal,
        fonts=FONTS[args.fonts],
        paper=PaperSize(args.sheet),
        text=TextSize(args.text_size) if args.text_size else None,
    )


def _packet_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what only this paper takes."""
    parser.add_argument("--task", type=int, metavar="N", help="只要这项任务的，用于佐证材料、任务卡")


def export_packet(args: argparse.Namespace, session: Session) -> int:
    """Write the packet and print its folder."""
    since, until = _days_of(args)
    scope = Scope(args.task, args.plan, args.unit, since, until)
    with library_for_reading(args.library) as library:
        write_packet(args.out, packet(library, scope, today=session.today))
    print(args.out)
    return 0


def _days_of(args: argparse.Namespace) -> tuple[date | None, date | None]:
    """Return the days of the period that was asked for; without one any day counts."""
    found = period_days(args.period) if args.period else None
    if args.period and found is None:
        args.refuse_usage(f"--period 应写成 2026Q3、2026H1、2026M03 或 2026：{args.period}")
    return found or (None, None)


def _slip_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what only slips take."""
    parser.add_argument(
        "--kind", choices=tuple(SLIP_KINDS), default="chase", help="chase 催办单，hint 提示单，coloured 三色督办单"
    )
    parser.add_argument("--no-number", action="store_true", help="只出样稿：不编号，不登记")


def export_slips(args: argparse.Namespace, session: Session) -> int:
    """Write the slips and print where they stand; they are numbered and entered in the same act."""
    _write_slips(args, session)
    print(args.out)
    return 0


def _write_slips(args: argparse.Namespace, session: Session) -> None:
    """Write slips into one file (.docx), or a file for each unit into a folder."""
    if args.out.suffix:
        _refuse_slip_format(args)

    opened = library_for_reading(args.library) if args.no_number else library_for_writing(args.library, session.who)
    with opened as library:
        kinds = SLIP_KINDS[args.kind]
        found = due_slips.due_slips(library, kinds, today=session.today, plan_id=args.plan, unit=args.unit)
        look = looked_at(library, args, slip_texts(found))
        write = partial(slips.write_slips, args.out, mask=look.mask)
        if args.no_number:
            write(found)
        else:
            slips.issue(library, session.by, found, write=write)
    look.tell()


def _refuse_slip_format(args: argparse.Namespace) -> None:
    if args.out.suffix.lower() != ".docx" or args.format not in (None, "docx"):
        told = "催办单是 Word 文件：OUT 应以 .docx 结尾（不带扩展名时是文件夹，每单位一个文件）"
        args.refuse_usage(f"{told}：{Path(args.out)}")


OWN = {
    "chase": ("催办单、提示单或三色督办单", export_slips),
    "evidence": ("佐证材料包（OUT 是新文件夹）", export_packet),
    "filing": ("报备的报告或函（附任务分解表）", upward.export_filing),
    "unit-sheets": ("下发各单位的填报表（OUT 是文件夹）", export_unit_sheets),
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
    parser.add_argument(
        "--unit",
        dest="units",
        type=words,
        action="extend",
        nargs="+",
        metavar="U",
        help="只要这个单位的（编号或任一名称），用于催办、佐证材料、填报表；下发填报表可写几个",
    )
    parser.add_argument(
        "--period", metavar="P", help="只要这一期的：2026Q3、2026H1、2026M03 或 2026，用于台账的进展、佐证材料和填报表"
    )
    options = {column.key.value: column.title for column in LEDGER_OPTIONS}
    parser.add_argument(
        "--column",
        choices=tuple(options),
        action="append",
        default=[],
        help="台账另加一栏，可写多次：" + "，".join(map(" ".join, options.items())) + "；任务分解表可加 other",
    )
    parser.add_argument("--per-unit", action="store_true", help="台账每单位一行，默认每任务一行")
    _look_arguments(parser)
    _slip_arguments(parser)
    _packet_arguments(parser)
    upward.add_filing_arguments(parser)
    add_sheet_arguments(parser)
    add_personal(parser)
    add_library(parser)
    parser.set_defaults(run=run, refuse_usage=parser.error, units_before_out=True)


def run(args: argparse.Namespace, session: Session) -> int:
    """Write the paper and print its path."""
    args.unit = args.units[-1] if args.units else None
    if args.paper in OWN:
        return OWN[args.paper][1](args, session)

    kind = paper_kind(args.paper)
    format = paper_format(args, kind)
    pen = Pen(session)
    with library_for_reading(args.library) as library:
        facts = paper_facts(library, kind, _order(args, session))
        look = looked_at_paper(library, args, kind, facts)
        write_kind(kind, facts, args.out, format, pen=pen, mask=look.mask)
    pen.tell_missing()
    look.tell()
    print(args.out)
    return 0


def paper_format(args: argparse.Namespace, kind: PaperKind) -> str:
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
    return PaperOrder(args.plan, session.today, tasks, unit=args.unit, choice=_choice(args), look=_look(args))


def _choice(args: argparse.Namespace) -> LedgerChoice:
    """Return what the ledger is to hold."""
    since, until = _days_of(args)
    period = (args.period or "").strip().upper()
    return LedgerChoice(tuple(map(ColumnKey, args.column)), since, until, args.per_unit, period=period)


class Pen:
    """The window's side, asked only if there are pages to paint; says which official fonts are missing here."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._missing: tuple[str, ...] = ()

    def __call__(self, paper: PrintedPaper, path: Path, progress: Progress) -> None:
        """Paint a paper into a file."""
        self._missing = self._session.load_screen().write_pdf(paper, path)

    def tell_missing(self) -> None:
        """Name on stderr the fonts that others stood in for."""
        if self._missing:
            print(missing_fonts_sentence(self._missing), file=sys.stderr)
