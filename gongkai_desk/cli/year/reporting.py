"""``export report|progress-table|bulletin|leader``: a period's papers; what a report tells a person chooses."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.papers import Pen, paper_format
from gongkai_desk.cli.year.personal import add_personal, looked_at_paper
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.period import PeriodFigures
from gongkai_desk.domain.year.report import LeaderPage, LeaderRow, PeriodReport, ProgressTable, ReportPart
from gongkai_desk.errors import NotAllowed
from gongkai_desk.papers.listed import paper_kind
from gongkai_desk.papers.making import file_name
from gongkai_desk.papers.year.bulletin import told_units
from gongkai_desk.papers.year.report import TEMPLATE, slots_of, told_slots, units_of
from gongkai_desk.services.year import reporting
from gongkai_desk.standing.cycle.upward import own_template
from gongkai_desk.standing.papers import write_kind
from gongkai_desk.standing.year.leader import leader_facts
from gongkai_desk.standing.year.progress_table import progress_facts
from gongkai_desk.standing.year.report import offered, period_report, reported_period
from gongkai_desk.store.library import Library
from gongkai_desk.wording.upward import filing_notes

_PAPERS = {
    "report": "进展情况报告",
    "progress-table": "进展情况表",
    "bulletin": "进展报送情况通报",
    "leader": "领导参阅页",
}
_FORMATS = tuple(PaperFormat)
_PARTS = {"practice": ReportPart.PRACTICE, "problem": ReportPart.PROBLEM, "next": ReportPart.NEXT}
Facts = PeriodReport | ProgressTable | LeaderPage


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe what ``export`` takes for these papers."""
    parser.add_argument("paper", choices=tuple(_PAPERS), help="，".join(map(" ".join, _PAPERS.items())))
    parser.add_argument("out", type=Path, metavar="OUT", help="写到哪个文件")
    parser.add_argument("--plan", type=int, required=True, metavar="ID", help="要点编号（list plans 的第一列）")
    parser.add_argument("--period", type=words, metavar="P", help="哪一期：2026Q3、2026H1 或 2026，默认最近结束的一期")
    parser.add_argument("--format", choices=_FORMATS, help="默认按文件扩展名")
    parser.add_argument("--template", type=Path, metavar="T", help="报告按这个 Word 模板出（默认台账库里自己的）")
    parser.add_argument("--per-unit", action="store_true", help="进展情况表每单位一行，默认每任务一行")
    parser.add_argument("--ranking", action="store_true", help="通报按名次排列：须先登记审定（approve ranking）")
    parser.add_argument("--internal", action="store_true", help="标“内部资料　注意保存”")
    for name, told in (("practice", "典型做法"), ("problem", "存在的问题"), ("next", "下一步打算")):
        told = f"报告“{told}”选用哪几条进展（--json 的 offered 里的 id），选定后记住"
        parser.add_argument(f"--{name}", type=int, nargs="*", metavar="N", help=told)
    parser.add_argument("--json", metavar="OUT", help="把数字和可选用的进展写成 JSON；- 表示标准输出")
    add_personal(parser)
    add_library(parser)
    parser.set_defaults(run=run, refuse_usage=parser.error)


def run(args: argparse.Namespace, session: Session) -> int:
    """Write the paper and print its path, or its figures as JSON."""
    ask_target(args.json)
    kind = paper_kind(args.paper)
    format, pen = paper_format(args, kind), Pen(session)
    if args.template is not None and (args.paper != "report" or format != PaperFormat.DOCX):
        args.refuse_usage(f"按模板出的是进展情况报告的 Word 文件，应以 .docx 结尾：{args.out}")
    choosing = any(getattr(args, name) is not None for name in _PARTS)
    opened = library_for_writing(args.library, session.who) if choosing else library_for_reading(args.library)
    with opened as library:
        args.period = args.period or reported_period(library, session.today)
        if choosing:
            _choose(library, args, session)
        facts = _facts(library, args, session)
        look = looked_at_paper(library, args, kind, facts)
        template = args.template or _own_template(library, args.paper, format)
        may = offered(library, args.plan, args.period, today=session.today) if args.paper == "report" else ()
    unknown: tuple[str, ...] = ()
    if template is not None and isinstance(facts, PeriodReport):
        unknown = reporting.write_report(facts, template, args.out, mask=look.mask)
        for note in filing_notes((), unknown, ()):
            print(note, file=sys.stderr)
    else:
        write_kind(kind, facts, args.out, format, pen=pen, mask=look.mask)
        pen.tell_missing()
    look.tell()
    if args.json:
        told = {"outcome": "ok", "file": str(args.out), "title": file_name(kind, facts), **_told(facts), **look.told}
        write_json(args.json, told | {"offered": [asdict(each) for each in may], "unknown": list(unknown)})
    else:
        print(args.out)
    return 0


def _choose(library: Library, args: argparse.Namespace, session: Session) -> None:
    """Keep what was chosen; a heading that is not named keeps what stands there."""
    if args.paper != "report":
        args.refuse_usage("--practice、--problem、--next 用于进展情况报告（report）")
    known = period_report(library, args.plan, args.period, today=session.today).chosen
    wanted = [
        (part, number)
        for name, part in _PARTS.items()
        for number in _wanted(getattr(args, name), [each.report_id for each in known if each.part is part])
    ]
    reporting.choose(library, session.by, args.plan, args.period, wanted)


def _wanted(asked: list[int] | None, known: list[int]) -> list[int]:
    return known if asked is None else asked


def _own_template(library: Library, paper: str, format: str) -> Path | None:
    """Return the office's own template of the report, which takes the place of the usual look."""
    own = own_template(library, TEMPLATE)
    return own if paper == "report" and format == PaperFormat.DOCX and own.is_file() else None


def _facts(library: Library, args: argparse.Namespace, session: Session) -> Facts:
    if args.paper == "leader":
        return leader_facts(library, args.plan, today=session.today, internal=args.internal)
    if not args.period:
        raise NotAllowed(library=str(library.folder), lacks=("period",))
    if args.paper == "progress-table":
        return progress_facts(
            library, args.plan, args.period, today=session.today, per_unit=args.per_unit, internal=args.internal
        )
    ranked = args.paper == "bulletin" and args.ranking
    return period_report(
        library, args.plan, args.period, today=session.today, ranked=ranked, internal=args.internal
    )  # fmt: skip


# ---- what is told


def _told(facts: Facts) -> dict[str, Any]:
    if isinstance(facts, LeaderPage):
        return _of_leader(facts)
    if isinstance(facts, ProgressTable):
        return {**_of_period(facts.report), "rows": len(facts.rows)}
    return {**_of_period(facts), "chosen": [asdict(each) for each in facts.chosen]}


def _of_period(facts: PeriodReport) -> dict[str, Any]:
    figures = facts.figures
    units = {facts.units[number]: number for number in units_of(facts)}
    sections = dict.fromkeys(each.section for each in figures.figures if each.section)
    return {
        "period": figures.period,
        "as_of": figures.as_of.isoformat(),
        "locked": figures.lock.day.isoformat() if figures.lock else None,
        "figures": _values(figures),
        "rates": _rates(figures),
        "sections": {name: _values(figures, section=name) for name in sections},
        "units": {name: _values(figures, unit_id=number) for name, number in units.items()},
        "bulletin": [
            {"unit": each.name, "stands": each.stands.value, "place": each.place or None} for each in told_units(facts)
        ],
        "approval": {"by": facts.by_place.approver, "day": facts.by_place.day.isoformat()} if facts.by_place else None,
    }


def _values(figures: PeriodFigures, section: str = "", unit_id: int | None = None) -> dict[str, int]:
    found = (each for each in figures.figures if (each.section, each.unit_id) == (section, unit_id))
    return {each.name.value: each.value for each in found}


def _rates(figures: PeriodFigures) -> Mapping[str, str]:
    slots = told_slots(slots_of(figures))
    return {name: str(slots[slot]) for name, slot in (
        ("任务完成率", "rate"), ("家次完成率", "share_rate"), ("按时报送率", "on_time_rate"), ("报送率", "told_rate")
    )}  # fmt: skip


def _of_leader(facts: LeaderPage) -> dict[str, Any]:
    return {
        "as_of": facts.as_of.isoformat(),
        "lights": {colour.value: len(facts.lights[colour]) for colour in Colour},
        "overdue": [_row(each) for each in facts.overdue],
        "decisions": [_row(each) for each in facts.decisions],
        "next_dates": [_row(each) for each in facts.next_dates],
        "left_out": dict(facts.left_out),
    }


def _row(each: LeaderRow) -> dict[str, Any]:
    day = each.day.isoformat() if each.day else None
    return {"task": each.task_id, "unit": each.unit, "why": each.why or None, "day": day, "days": each.days or None}
