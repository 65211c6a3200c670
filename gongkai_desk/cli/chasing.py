"""``export chase``: slips to those who are to be reminded."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import library_for_reading, library_for_writing
from gongkai_desk.domain.slips import COLOURED, SlipKind
from gongkai_desk.services.chasing import slips
from gongkai_desk.standing import due_slips

KINDS = {"chase": (SlipKind.CHASE,), "hint": (SlipKind.HINT,), "coloured": COLOURED}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what only slips take."""
    parser.add_argument(
        "--kind", choices=tuple(KINDS), default="chase", help="chase 催办单，hint 提示单，coloured 三色督办单"
    )
    parser.add_argument("--no-number", action="store_true", help="只出样稿：不编号，不登记")


def run(args: argparse.Namespace, session: Session) -> int:
    """Write the slips and print where they stand; they are numbered and entered in the same act."""
    _chase(args, session)
    print(args.out)
    return 0


def _chase(args: argparse.Namespace, session: Session) -> None:
    """Write slips into one file (.docx), or a file for each unit into a folder."""
    if args.out.suffix:
        _refuse_format(args)

    opened = library_for_reading(args.library) if args.no_number else library_for_writing(args.library, session.who)
    with opened as library:
        kinds = KINDS[args.kind]
        found = due_slips.due_slips(library, kinds, today=session.today, plan_id=args.plan, unit=args.unit)
        write = partial(slips.write_slips, args.out)
        if args.no_number:
            write(found)
        else:
            slips.issue(library, session.by, found, write=write)


def _refuse_format(args: argparse.Namespace) -> None:
    if args.out.suffix.lower() != ".docx" or args.format not in (None, "docx"):
        told = "催办单是 Word 文件：OUT 应以 .docx 结尾（不带扩展名时是文件夹，每单位一个文件）"
        args.refuse_usage(f"{told}：{Path(args.out)}")
