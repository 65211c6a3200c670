"""``export archive|handover``: 归档移交包, 工作交接; ``close-year``, ``reopen-year``."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.papers import Pen
from gongkai_desk.cli.year.personal import KEEP, Looked, add_personal, looked_at
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.archive import ArchiveNumber, Handover
from gongkai_desk.papers import listed
from gongkai_desk.services.year import archiving, closing_years
from gongkai_desk.standing.papers import write_kind
from gongkai_desk.store.library import Library

_PAPERS = {
    "archive": "归档移交包（.zip 或新文件夹）",
    "handover": "工作交接清单（.docx .pdf）或工作交接包（.zip 或新文件夹）",
}
_NUMBER = {"fonds": "全宗号", "retention": "保管期限，如 Y、D30、D10", "office_code": "机构（问题）代码"}


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``close-year``, ``reopen-year``, or what ``export`` takes for the packages."""
    if command == "export":
        _export_arguments(parser)
        return
    parser.add_argument("year", type=int, metavar="YEAR", help="哪一年")
    if command == "reopen-year":
        parser.add_argument("--reason", type=words, required=True, metavar="R", help="更正的理由")
    else:
        parser.add_argument("--remark", type=words, default="", metavar="TEXT", help="备注，如移交给谁")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    add_library(parser)
    parser.set_defaults(run=reopen if command == "reopen-year" else close, refuse_usage=parser.error)


def close(args: argparse.Namespace, session: Session) -> int:
    """Close a year."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        closing_years.close_year(library, session.by, args.year, remark=args.remark)
    return _tell(args, {"year": args.year, "closed": True}, f"ok {args.year}")


def reopen(args: argparse.Namespace, session: Session) -> int:
    """Open a closed year again."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        closing_years.reopen_year(library, session.by, args.year, args.reason)
    return _tell(args, {"year": args.year, "closed": False}, f"ok {args.year}")


def _tell(args: argparse.Namespace, told: dict[str, Any], text: str) -> int:
    if args.json:
        write_json(args.json, {"outcome": "ok", **told})
    else:
        print(text)
    return 0


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", choices=tuple(_PAPERS), help="，".join(map(" ".join, _PAPERS.items())))
    parser.add_argument("out", type=Path, metavar="OUT", help="写到哪里")
    parser.add_argument("--plan", type=int, required=True, metavar="ID", help="要点编号（list plans 的第一列）")
    for name, told in _NUMBER.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=words, metavar="X", help=f"档号的{told}；写了就记住")
    parser.add_argument("--from", dest="giver", type=words, default="", metavar="A", help="移交人")
    parser.add_argument("--to", dest="taker", type=words, default="", metavar="B", help="接收人")
    parser.add_argument("--json", metavar="OUT", help="把包里的内容写成 JSON；- 表示标准输出")
    add_personal(parser, covers=False)
    add_library(parser)
    parser.set_defaults(run=export, refuse_usage=parser.error)


def export(args: argparse.Namespace, session: Session) -> int:
    """Write the package, or the list alone."""
    ask_target(args.json)
    suffix = args.out.suffix.lower()
    listed_alone = args.paper == "handover" and suffix in (".docx", ".pdf")
    if suffix not in ("", ".zip") and not listed_alone:
        more = "，或只要清单的 .docx、.pdf" if args.paper == "handover" else ""
        args.refuse_usage(f"OUT 应是 .zip 文件或新文件夹（不带扩展名）{more}：{args.out}")
    _keep_number(args, session)
    with library_for_reading(args.library) as library:
        folder = Path(library.folder)
        facts = archiving.handover_of(library, args.plan, today=session.today, giver=args.giver, taker=args.taker)
        look = _looked(library, args, session, alone=listed_alone)
    pen = Pen(session)
    look.tell()
    if listed_alone:
        write_kind(listed.HANDOVER, facts, args.out, PaperFormat(suffix[1:]), pen=pen)
        return _tell(args, {"file": str(args.out), "parts": _parts(facts), **look.told}, str(args.out))
    if args.paper == "handover":
        made = archiving.hand_over(folder, args.plan, args.out, facts, today=session.today, pen=pen)
    else:
        made = archiving.archive(folder, args.plan, args.out, today=session.today, pen=pen)
    for note in made.notes:
        print(note, file=sys.stderr)
    told = {"file": str(args.out), "files": made.files, "notes": list(made.notes), **look.told}
    if args.paper == "handover":
        told["parts"] = _parts(facts)
    elif made.catalogue is not None:
        told["catalogue"] = [{"title": each.title, "places": list(each.places)} for each in made.catalogue.files]
    return _tell(args, told, str(args.out))


def _looked(library: Library, args: argparse.Namespace, session: Session, *, alone: bool) -> Looked:
    """Return what leaves of personal data: nothing can be covered in a package that a library comes out of again."""
    args.personal = args.personal or KEEP
    texts = archiving.leaving(library, args.plan, session.today, whole=not alone)
    return looked_at(library, args, texts, covers=False)


def _keep_number(args: argparse.Namespace, session: Session) -> None:
    """Keep the parts of the 档号 that were typed."""
    given = {"fonds": args.fonds, "retention": args.retention, "office": args.office_code}
    typed = {name: text for name, text in given.items() if text is not None}
    if args.paper == "archive" and typed:
        with library_for_writing(args.library, session.who) as library:
            known: ArchiveNumber = archiving.number_of(library)
            archiving.keep_number(library, session.by, replace(known, **typed))


def _parts(facts: Handover) -> list[dict[str, Any]]:
    return [
        {"heading": part.heading, "items": [item.name for item in part.items]} for part in facts.parts if part.items
    ]
