"""``export correction``: the letter that corrects what was sent by what came late; entered with ``--register``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.year.personal import add_personal, looked_at
from gongkai_desk.domain.ids import ReportId
from gongkai_desk.errors import NotAllowed
from gongkai_desk.papers.year.correction import TEMPLATE, CorrectionLetter, CorrectionOrder, lacks
from gongkai_desk.paths import refuse_inside_library
from gongkai_desk.services.year.correcting import enter_correction, write_correction
from gongkai_desk.services.year.leaving import correction_texts
from gongkai_desk.standing.cycle.owed import span_of
from gongkai_desk.standing.cycle.upward import template_of
from gongkai_desk.standing.year.corrections import correction
from gongkai_desk.standing.year.locks import late_returns
from gongkai_desk.store.entries import locks
from gongkai_desk.store.entries.upward import superiors
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.upward import filing_notes


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``export correction``."""
    parser.add_argument("paper", choices=("correction",), help="correction 补报更正：报出的数据因迟报而有的变化")
    parser.add_argument("out", type=Path, metavar="OUT", help="写到哪个 .docx 文件")
    parser.add_argument("--plan", type=int, required=True, metavar="ID", help="要点编号（list plans 的第一列）")
    parser.add_argument("--period", type=words, required=True, metavar="P", help="已锁定的期次，如 2026Q2")
    parser.add_argument("--to", default="", metavar="U", help="主送机关，默认上级单位名录里的第一个")
    parser.add_argument("--copy-to", default="", metavar="U", help="抄送机关")
    parser.add_argument("--signer", default="", metavar="N", help="签发人，默认设置里的")
    parser.add_argument("--issuer", default="", metavar="U", help="发文机关，默认设置里的本单位")
    parser.add_argument("--number", default="", metavar="N", help="公文系统给的文号")
    parser.add_argument("--register", action="store_true", help="同时登记报送，这些迟报记为已补报更正")
    add_personal(parser)
    add_library(parser)
    parser.set_defaults(run=run, refuse_usage=parser.error)


def run(args: argparse.Namespace, session: Session) -> int:
    """Write the letter on all late returns that wait, print where it stands, say on stderr what to see to."""
    refuse_inside_library(args.out)
    if args.out.suffix.lower() != ".docx":
        args.refuse_usage(f"补报更正是 Word 文件，应以 .docx 结尾：{args.out}")
    opened = library_for_writing(args.library, session.who) if args.register else library_for_reading(args.library)
    with opened as library:
        letter, ids = _letter(library, args, session)
        if args.register and (missing := lacks(letter)):
            raise NotAllowed(library=str(library.folder), lacks=missing)
        look = looked_at(library, args, correction_texts(letter))
        written = write_correction(letter, template_of(library, TEMPLATE), args.out, mask=look.mask)
        if args.register:
            enter_correction(library, session.by, letter, ids, written.letter)
    for note in filing_notes(written.lacks, written.unknown, ()):
        print(note, file=sys.stderr)
    look.tell()
    print(written.letter)
    return 0


def _letter(library: Library, args: argparse.Namespace, session: Session) -> tuple[CorrectionLetter, list[ReportId]]:
    plans.plan(library, args.plan)
    span = span_of(args.period)
    lock = locks.lock_of(library, args.plan, span.name) if span else None
    if lock is None or lock.id is None:
        raise NotAllowed(library=str(library.folder), lacks=("locked" if span else "period",))
    ids = [each.report.id for each in late_returns(library, args.plan) if each.lock.id == lock.id and each.waits]
    if not ids:
        raise NotAllowed(library=str(library.folder), lacks=("late_waiting",))
    known = superiors(library)
    addressee = args.to or (known[0].name if known else "")
    order = CorrectionOrder(addressee, args.copy_to, args.signer, args.issuer, args.number)
    return correction(library, lock.id, ids, order, today=session.today), ids
