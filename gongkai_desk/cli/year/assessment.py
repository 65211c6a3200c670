"""``export assessment``: the papers of a 考核; by places only once the head of the body allowed it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import day, words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading
from gongkai_desk.cli.papers import Pen, paper_format
from gongkai_desk.cli.year.personal import add_personal, looked_at_papers
from gongkai_desk.domain.cycle.judging import AssessmentEntry
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.assessment import AssessmentPaper, UnitScore
from gongkai_desk.domain.year.self_scores import SelfBook
from gongkai_desk.papers import listed
from gongkai_desk.papers.listed import PaperKind
from gongkai_desk.papers.making import file_name
from gongkai_desk.rules.year.assessment import in_rank_order
from gongkai_desk.services.year import self_scores
from gongkai_desk.standing.cycle.books import file_part
from gongkai_desk.standing.cycle.owed import span_of
from gongkai_desk.standing.papers import write_kind
from gongkai_desk.standing.year.assessment import assessment_paper, scheme_of_plan
from gongkai_desk.store import units
from gongkai_desk.wording.year.assessment import entry_sentence

_PARTS = {
    "table": (listed.ASSESSMENT, "考核汇总表"),
    "ledger": (listed.DEDUCTIONS, "扣分台账"),
    "scheme": (listed.SCHEME, "指标及评分标准"),
    "sheets": (listed.SCORE_SHEET, "单位考核评分表"),
    "feedback": (listed.FEEDBACK, "单位反馈问题清单"),
}
_SELF = "self"
_OF_UNITS = (listed.SCORE_SHEET, listed.FEEDBACK)


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``export assessment``."""
    parser.add_argument("paper", choices=("assessment",), help="assessment 考核评分、汇总和扣分台账")
    parser.add_argument("out", type=Path, metavar="OUT", help="写到哪个文件；不带扩展名时是文件夹，各表都写")
    parser.add_argument("--plan", type=int, required=True, metavar="ID", help="要点编号（list plans 的第一列）")
    told = "，".join(f"{name} {words}" for name, (_, words) in _PARTS.items())
    told += "，self 各单位自评表（OUT 是文件夹，填好后由 collect 收回）"
    parser.add_argument("--part", choices=(*_PARTS, _SELF), help=f"只要哪一种：{told}；写到文件时默认 table")
    parser.add_argument("--closing", type=day, metavar="YYYY-MM-DD", help="自评表的报送截止日")
    parser.add_argument("--unit", type=words, metavar="U", help="只要这家单位的评分表或反馈问题清单")
    parser.add_argument(
        "--period", type=words, default="", metavar="P", help="只计这一期的扣分、加分，如 2026Q2，默认全年"
    )
    parser.add_argument("--ranked", action="store_true", help="汇总表按名次排列：须先登记审定（approve ranking）")
    parser.add_argument("--format", choices=tuple(PaperFormat), help="文件格式；写到文件夹时默认 xlsx")
    parser.add_argument("--json", metavar="OUT", help="把得分和每条扣分写成 JSON；- 表示标准输出")
    add_personal(parser)
    add_library(parser)
    parser.set_defaults(run=run, refuse_usage=parser.error)


def run(args: argparse.Namespace, session: Session) -> int:
    """Write the papers and say where they are."""
    ask_target(args.json)
    span = span_of(args.period) if args.period else None
    if args.period and span is None:
        args.refuse_usage(f"--period 应写成 2026Q3、2026H1、2026M03 或 2026：{args.period}")
    pen, period = Pen(session), span.name if span else ""
    with library_for_reading(args.library) as library:
        number = scheme_of_plan(library, args.plan)
        unit = units.find_unit(library, args.unit).id if args.unit else None
        facts = assessment_paper(library, number, session.today, unit_id=unit, ranked=args.ranked, period=period)
        if args.part == _SELF:
            return _write_self(args, facts, self_scores.books(library, number, session.today, args.closing))
        orders = _orders(args, facts)
        look = looked_at_papers(library, args, [(kind, each) for kind, each, *_ in orders])
    written = [_write(kind, each, path, partial(write_kind, format=format, pen=pen, mask=look.mask))
               for kind, each, path, format in orders]  # fmt: skip
    pen.tell_missing()
    look.tell()
    if args.json:
        write_json(args.json, _as_json(facts, written) | look.told)
    else:
        print(*written, sep="\n")
    return 0


def _write_self(args: argparse.Namespace, facts: AssessmentPaper, books: Sequence[SelfBook]) -> int:
    """Write the workbooks in which units score themselves, of one unit or of all."""
    if args.out.suffix:
        args.refuse_usage(f"自评表每单位一份，OUT 应是文件夹（不带扩展名）：{args.out}")
    wanted = [book for book in books if facts.unit is None or book.unit == facts.unit.unit]
    written = list(map(str, self_scores.write_books(args.out, wanted)))
    if args.json:
        write_json(args.json, _as_json(facts, written))
    else:
        print(*written, sep="\n")
    return 0


_Order = tuple[PaperKind, AssessmentPaper, Path, str]


def _orders(args: argparse.Namespace, facts: AssessmentPaper) -> list[_Order]:
    """Return what is written where: one paper into a file, or those asked for into a folder."""
    if args.out.suffix:
        part = args.part or ("sheets" if facts.unit else "table")
        kind = _PARTS[part][0]
        if kind in _OF_UNITS and facts.unit is None:
            args.refuse_usage("每家单位一份：请写 --unit，或让 OUT 是文件夹（不带扩展名）")
        return [(kind, facts, args.out, paper_format(args, kind))]
    kinds = [_PARTS[args.part][0]] if args.part else [kind for kind, _ in _PARTS.values()]
    format = args.format or PaperFormat.XLSX
    found = [(kind, each) for kind in kinds for each in _each(kind, facts)]
    return [(kind, each, _path(args.out, kind, each, format), format) for kind, each in found]


def _each(kind: PaperKind, facts: AssessmentPaper) -> list[AssessmentPaper]:
    """Return a paper's facts: once, or once for each unit; the papers of one unit alone where one is asked for."""
    if kind not in _OF_UNITS:
        return [] if facts.unit else [facts]
    return [facts] if facts.unit else [replace(facts, unit=unit) for unit in facts.scores.units]


def _path(folder: Path, kind: PaperKind, facts: AssessmentPaper, format: str) -> Path:
    return folder / f"{file_part(file_name(kind, facts))}.{format}"


def _write(kind: PaperKind, facts: AssessmentPaper, path: Path, write: Callable[..., None]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    write(kind, facts, path)
    return str(path)


# ---- what is told


def _as_json(facts: AssessmentPaper, written: list[str]) -> dict[str, Any]:
    scores, approval = facts.scores, facts.by_place
    shown = in_rank_order(scores.units) if approval else scores.units
    return {
        "outcome": "ok",
        "files": written,
        "assessment": scores.scheme.id,
        "name": scores.scheme.name,
        "title": facts.title,
        "points": str(scores.scheme.points),
        "ranked": approval is not None,
        "approval": {"by": approval.approver, "day": approval.day.isoformat(), "doc_no": approval.doc_no}
        if approval
        else None,
        "units": [_unit_json(each, ranked=approval is not None) for each in shown if facts.unit in (None, each)],
        "withdrawn": [_entry_json(each) for each in scores.entries if each.withdrawn],
    }


def _unit_json(unit: UnitScore, *, ranked: bool) -> dict[str, Any]:
    items = [
        {
            "item": each.item.name,
            "weight": str(each.item.points),
            "points": str(each.points) if each.points is not None else None,
            "self": str(each.self_points) if each.self_points is not None else None,
            "entries": [_entry_json(entry) for entry in each.entries],
        }
        for each in unit.items
    ]
    own = {"unit": unit.unit, "list": unit.list, "total": str(unit.total), "band": unit.band, "items": items}
    return own | ({"rank": unit.rank} if ranked else {})


def _entry_json(entry: AssessmentEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "day": entry.day.isoformat(),
        "points": str(entry.points),
        "sentence": entry_sentence(entry),
        "task": entry.task_id,
        "withdrawn": entry.withdrawn_reason or None,
    }
