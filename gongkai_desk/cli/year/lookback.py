"""``lookback``: a look-back begun, judged, tied to this year's tasks; ``export lookback|rectification``: its papers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import add_common, day, words, year
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.papers import Pen, paper_format
from gongkai_desk.cli.parse import named_as_given
from gongkai_desk.cli.year.personal import add_personal, looked_at_paper
from gongkai_desk.domain.cycle.judging import Lookback
from gongkai_desk.domain.figures import Counted
from gongkai_desk.domain.ids import PlanId, row_id
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.lookback import (
    Judgement,
    KeptItem,
    KeptRectification,
    LookbackCounts,
    LookbackPaper,
    Outcome,
    RectificationPaper,
)
from gongkai_desk.errors import InputError
from gongkai_desk.papers.listed import paper_kind
from gongkai_desk.papers.year.lookback import by_state
from gongkai_desk.papers.year.lookback_report import TEMPLATE
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.rules.year.rectification import rectified
from gongkai_desk.services.year import lookback, rectification
from gongkai_desk.services.year.lookback_file import of_library, old_ledger
from gongkai_desk.standing.cycle.upward import own_template
from gongkai_desk.standing.papers import write_kind
from gongkai_desk.standing.year import lookback as standing
from gongkai_desk.standing.year import rectification as entries
from gongkai_desk.standing.year.lookback_sources import LookedAt, other_library, own_year
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.store.library import Library
from gongkai_desk.wording.upward import filing_notes

_PAPERS = {"lookback": "逐项核查核销表", "lookback-report": "回头看报告", "rectification": "整改台账"}
_FORMATS = ("docx", "xlsx", "pdf")


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``lookback``, or what ``export`` takes for its papers."""
    if command == "export":
        _export_arguments(parser)
        return
    acts = parser.add_subparsers(metavar="办法", required=True)
    _start_arguments(_act(acts, "start", "开始：列出上年任务，预选有责任单位和时限的", start))
    shown = _act(acts, "show", "列出事项和结果", show)
    shown.add_argument("--plan", type=int, required=True, metavar="ID", help="要点编号（list plans 的第一列）")
    _judge_arguments(_act(acts, "judge", "核定落实情况，填写佐证、核销意见", judge))
    tied = _act(acts, "tie", "与今年的任务接续", tie)
    tied.add_argument("item", type=int, metavar="N", help="事项编号（lookback show 的第一列）")
    tied.add_argument(
        "--task", type=int, nargs="*", default=[], metavar="T", help="今年的任务编号，可写几个；不写则取消"
    )
    carried = _act(acts, "carry", "把未完成的转入今年的要点，作为新任务", carry)
    _items(carried)
    carried.add_argument("--plan", type=int, required=True, metavar="ID", help="今年的要点编号")
    carried.add_argument("--deadline", type=words, default="", metavar="TEXT", help="今年的完成时限，如 年底前")
    rectified_ = _act(acts, "rectify", "把未完成的列入整改台账", rectify)
    _items(rectified_)
    rectified_.add_argument("--due", type=day, metavar="YYYY-MM-DD", help="整改时限")


def _act(acts: Any, name: str, told: str, run: Any) -> argparse.ArgumentParser:  # noqa: ANN401 - argparse's own
    parser: argparse.ArgumentParser = acts.add_parser(name, help=told, allow_abbrev=False)
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    add_library(parser)
    add_common(parser, default=argparse.SUPPRESS)  # --today, --by may stand behind the act too
    parser.set_defaults(run=run, refuse_usage=parser.error)
    return parser


def _start_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", type=int, metavar="ID", help="上年要点编号；与 --from 同用时是今年的要点")
    parser.add_argument("--year", type=year, metavar="Y", help="看哪一年")
    parser.add_argument("--from", dest="source", type=Path, metavar="LIB2|FILE", help="上年的台账库，或旧台账文件")


def _judge_arguments(parser: argparse.ArgumentParser) -> None:
    _items(parser)
    parser.add_argument("--result", choices=tuple(Outcome), help="done 已落实，going_on 持续推进，not_done 未落实")
    parser.add_argument("--evidence", type=words, metavar="TEXT", help="佐证材料")
    parser.add_argument("--opinion", type=words, metavar="TEXT", help="核销意见")
    parser.add_argument("--choose", choices=("yes", "no"), help="列入或不列入核查")
    parser.add_argument("--confirm", action="store_true", help="按预填的落实情况核定")


def _items(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("item", type=int, nargs="+", metavar="N", help="事项编号（lookback show 的第一列），可写几个")


# ---- acts


def start(args: argparse.Namespace, session: Session) -> int:
    """Begin a look-back and say how many items it has."""
    ask_target(args.json)
    if args.plan is None and args.year is None and args.source is None:
        args.refuse_usage("请写 --plan、--year 或 --from")
    with library_for_writing(args.library, session.who) as library:
        at = _source(library, args, session.today)
        lookback.begin(library, session.by, at, args.plan if args.source else None)
        of = stored.lookbacks(library)[-1]
        return _tell(args, _of_lookback(library, of, session.today), f"ok {row_id(of)}")


def _source(library: Library, args: argparse.Namespace, today: date) -> LookedAt:
    if args.source is None:
        return own_year(library, today, plan_id=args.plan, year=args.year)
    if args.source.is_dir():
        return other_library(args.source, args.year, today)
    with named_as_given(str(args.source), InputError):
        return old_ledger(of_library(library, args.source, today, args.year))


def show(args: argparse.Namespace, session: Session) -> int:
    """Print the items of a plan's look-back."""
    ask_target(args.json)
    with library_for_reading(args.library) as library:
        found = _of_lookback(library, standing.newest(library, args.plan), session.today)
    lines = ("\t".join(map(str, (each["id"], each["seq"], each["title"], each["result"]))) for each in found["items"])
    return _tell(args, found, "\n".join(lines))


def judge(args: argparse.Namespace, session: Session) -> int:
    """Enter what came of items."""
    ask_target(args.json)
    chosen = None if args.choose is None else args.choose == "yes"
    said = Judgement(args.result, args.evidence, args.opinion, chosen, confirm=args.confirm)
    with library_for_writing(args.library, session.who) as library:
        lookback.judge(library, session.by, args.item, said)
    return _tell(args, {"outcome": "ok", "items": args.item}, f"ok {len(args.item)}")


def tie(args: argparse.Namespace, session: Session) -> int:
    """Let an item go on with tasks of this year."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        lookback.tie(library, session.by, {args.item: args.task})
    return _tell(args, {"outcome": "ok", "item": args.item, "tasks": args.task}, f"ok {args.item}")


def carry(args: argparse.Namespace, session: Session) -> int:
    """Add unfinished items to this year's plan."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        lookback.carry_over(library, session.by, args.item, PlanId(args.plan), args.deadline)
        made = [number for each in stored.items_of_ids(library, args.item) for number in each.next_ids]
    return _tell(args, {"outcome": "ok", "tasks": made}, f"ok {' '.join(map(str, made))}")


def rectify(args: argparse.Namespace, session: Session) -> int:
    """Enter unfinished items in the 整改台账."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        changes = rectification.enter_items(library, session.by, args.item, args.due)
    made = sorted(changes.ids["rectification"])
    return _tell(args, {"outcome": "ok", "entries": made}, f"ok {' '.join(map(str, made))}")


def _tell(args: argparse.Namespace, told: Mapping[str, Any], text: str) -> int:
    if args.json:
        write_json(args.json, told)
    else:
        print(text)
    return 0


# ---- papers


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", choices=tuple(_PAPERS), help="，".join(map(" ".join, _PAPERS.items())))
    parser.add_argument("out", type=Path, metavar="OUT", help="写到哪个文件")
    parser.add_argument("--plan", type=int, required=True, metavar="ID", help="要点编号（list plans 的第一列）")
    parser.add_argument("--format", choices=_FORMATS, help="默认按文件扩展名")
    parser.add_argument("--template", type=Path, metavar="T", help="按这个 Word 模板出（回头看报告默认台账库里自己的）")
    parser.add_argument("--period", type=words, metavar="P", help="看哪一年的回头看；整改台账只列这一期登记的")
    parser.add_argument("--json", metavar="OUT", help="把数字和数字后面的事项写成 JSON；- 表示标准输出")
    add_personal(parser)
    add_library(parser)
    parser.set_defaults(run=export, refuse_usage=parser.error)


def export(args: argparse.Namespace, session: Session) -> int:
    """Write the paper, by a template where one is given; print its path, or its figures as JSON."""
    ask_target(args.json)
    kind = paper_kind(args.paper)
    format, pen = paper_format(args, kind), Pen(session)
    if args.template is not None and format != PaperFormat.DOCX:
        args.refuse_usage(f"按模板出的是 Word 文件，应以 .docx 结尾：{args.out}")
    with library_for_reading(args.library) as library:
        facts = _facts(library, args, session.today)
        look = looked_at_paper(library, args, kind, facts)
        template = args.template or _own_template(library, args.paper, format)
    if template is not None:
        for note in filing_notes((), lookback.write_report(facts, template, args.out, mask=look.mask), ()):
            print(note, file=sys.stderr)
    else:
        write_kind(kind, facts, args.out, format, pen=pen, mask=look.mask)
        pen.tell_missing()
    look.tell()
    return _tell(args, {"outcome": "ok", "file": str(args.out), **_figures(facts), **look.told}, str(args.out))


def _own_template(library: Library, paper: str, format: str) -> Path | None:
    """Return the office's own template of the report, which takes the place of the usual look."""
    own = own_template(library, TEMPLATE)
    return own if paper == "lookback-report" and format == PaperFormat.DOCX and own.is_file() else None


def _facts(library: Library, args: argparse.Namespace, today: date) -> LookbackPaper | RectificationPaper:
    days = _days_of(args)
    if args.paper == "rectification":
        found = entries.of_plan(library, args.plan)
        return entries.rectification_paper(
            library, today, found if days is None else entries.of_days(library, found, days)
        )
    year = None if days is None else days[0].year
    return standing.lookback_paper(library, standing.newest(library, args.plan, year), today)


def _days_of(args: argparse.Namespace) -> tuple[date, date] | None:
    found = period_days(args.period) if args.period else None
    if args.period and found is None:
        args.refuse_usage(f"--period 应写成 2026Q3、2026H1、2026M03 或 2026：{args.period}")
    return found


def _figures(facts: LookbackPaper | RectificationPaper) -> dict[str, Any]:
    if isinstance(facts, RectificationPaper):
        states = {state.value: _counted(found) for state, found in by_state(facts.entries).items()}
        figures = {"entries": _counted(rectified(facts.entries)), **states}
        return {"title": facts.title, "figures": figures, "entries": [_entry(each) for each in facts.entries]}
    rows = [_item(each) for each in facts.items]
    return {"title": facts.title, "year": facts.lookback.year, "figures": _counts(facts.counts), "items": rows}


def _of_lookback(library: Library, of: Lookback, today: date) -> dict[str, Any]:
    items = stored.items(library, row_id(of))
    told = {"outcome": "ok", "lookback": row_id(of), "year": of.year, "from": standing.name_of(library, of)}
    figures = _counts(standing.counts(library, of, today, items))
    return {**told, "figures": figures, "items": [_item(each) for each in items]}


def _counts(counts: LookbackCounts) -> dict[str, Any]:
    named = {
        "items": counts.items,
        "done": counts.done,
        "going_on": counts.going_on,
        "not_done": counts.not_done,
        "unconfirmed": counts.unconfirmed,
        "unfinished": counts.unfinished,
        "rectifications": counts.rectifications,
        "rectified": counts.closed,
    }
    return {name: _counted(found) for name, found in named.items()}


def _counted(found: Counted) -> dict[str, Any]:
    return {"count": len(found), "ids": list(found.ids)}


def _item(kept: KeptItem) -> dict[str, Any]:
    item = kept.item
    return {
        "id": kept.id,
        "seq": item.seq,
        "title": kept.name,
        "task": item.task_id,
        "foreign": item.foreign_id,
        "chosen": item.chosen,
        "unit": item.unit_text,
        "deadline": item.deadline_text,
        "result": item.result,
        "confirmed": kept.confirmed,
        "evidence": item.evidence,
        "opinion": item.opinion,
        "next": list(kept.next_ids),
    }


def _entry(kept: KeptRectification) -> dict[str, Any]:
    entry = kept.entry
    days = {name: getattr(entry, name) for name in ("due", "finished", "rechecked", "closed")}
    return {
        "id": kept.id,
        "problem": entry.problem,
        "source": kept.source.value,
        "origin": kept.origin,
        "unit": kept.unit,
        "measure": entry.measure,
        "person": entry.person,
        **{name: found.isoformat() if found else None for name, found in days.items()},
        "state": kept.state.value,
    }
