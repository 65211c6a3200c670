"""``export filing``: the letter with which a plan is filed (报备), its table beside it; entered with ``--register``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from gongkai_desk.cli.opened import library_for_reading, library_for_writing
from gongkai_desk.cli.year.personal import looked_at
from gongkai_desk.domain.cycle.upward import Filing
from gongkai_desk.errors import NotAllowed
from gongkai_desk.papers.letters import LetterForm, lacks
from gongkai_desk.services import upward
from gongkai_desk.services.year.leaving import filing_texts
from gongkai_desk.standing.cycle.upward import FilingOrder, enclosed, filing_duties, filing_letter, letter_template
from gongkai_desk.store.entries.upward import superiors
from gongkai_desk.wording.upward import filing_notes

if TYPE_CHECKING:
    from gongkai_desk.cli.main import Session
    from gongkai_desk.store.library import Library


def add_filing_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what only a filing takes."""
    parser.add_argument("--to", default="", metavar="U", help="报备：主送机关，默认上级单位名录里的第一个")
    parser.add_argument("--copy-to", default="", metavar="U", help="报备：抄送机关")
    parser.add_argument("--signer", default="", metavar="N", help="报备：签发人，默认设置里的")
    parser.add_argument("--issuer", default="", metavar="U", help="报备：发文机关，默认设置里的本单位")
    parser.add_argument("--number", default="", metavar="N", help="报备、征求意见：公文系统给的文号")
    parser.add_argument("--letter", action="store_true", help="报备：出函，默认出报告")
    parser.add_argument("--register", action="store_true", help="报备：同时登记，任务分解表留存一份")


def export_filing(args: argparse.Namespace, session: Session) -> int:
    """Write letter and table, print where they stand, say on stderr what to see to."""
    if args.out.suffix.lower() != ".docx":
        args.refuse_usage(f"报备的报告和函是 Word 文件，应以 .docx 结尾：{args.out}")
    opened = library_for_writing(args.library, session.who) if args.register else library_for_reading(args.library)
    with opened as library:
        order = _order(library, args, session)
        letter = filing_letter(library, args.plan, order, session.today)
        if args.register and (missing := lacks(letter)):
            raise NotAllowed(library=str(library.folder), lacks=missing)
        template, table = letter_template(library, order.form), enclosed(library, args.plan)
        look = looked_at(library, args, filing_texts(letter, table))
        written = upward.write_filing(letter, template, args.out, table, mask=look.mask)
        if args.register:
            _register(library, session, args.plan, order, written)
    for note in filing_notes(written.lacks, written.unknown, written.requests):
        print(note, file=sys.stderr)
    look.tell()
    print(written.letter, written.table, sep="\n")
    return 0


def _order(library: Library, args: argparse.Namespace, session: Session) -> FilingOrder:
    known = superiors(library)
    duty = next(iter(filing_duties(library, args.plan, session.today.year)), None)
    form = LetterForm.LETTER if args.letter else LetterForm.REPORT
    addressee = args.to or (known[0].name if known else "")
    return FilingOrder(form, addressee, args.copy_to, args.signer, args.number, args.issuer, duty=duty)


def _register(
    library: Library, session: Session, plan_id: int, order: FilingOrder, written: upward.WrittenFiling
) -> None:
    superior = next((each.id for each in superiors(library) if each.name == order.addressee), None)
    new = Filing(
        plan_id,
        superior_id=superior,
        addressee=order.addressee,
        copy_to=order.copy_to,
        form=order.form,
        doc_no=order.doc_no,
        signer=order.signer,
    )
    upward.file_plan(library, session.by, new, written.table, order.duty)
