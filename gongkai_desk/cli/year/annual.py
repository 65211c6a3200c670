"""``annual``: figures and texts of a body's year; ``export annual|annual-compare``: its 年报."""

from __future__ import annotations

import argparse
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import day, words, year
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.papers import Pen, paper_format
from gongkai_desk.cli.year.personal import add_personal, looked_at_paper
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.annual import AnnualCell, AnnualData, AnnualReportFacts, AnnualScope, Check, Heading
from gongkai_desk.papers.listed import paper_kind
from gongkai_desk.papers.making import file_name
from gongkai_desk.papers.year.annual_report import TEMPLATE
from gongkai_desk.rules.year.annual import cell_named, checks, failing, line_sum, read_count
from gongkai_desk.services.year import annual as acts
from gongkai_desk.services.year import annual_sheets
from gongkai_desk.standing.cycle.upward import own_template
from gongkai_desk.standing.papers import write_kind
from gongkai_desk.standing.year.annual import (
    annual_facts,
    asked_units,
    last_figures,
    open_marks,
    own_data,
    units_data,
)
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.wording.upward import filing_notes
from gongkai_desk.wording.year.annual import COUNTED, NAMES, PARTLY, check_sentence, sheet_waits_text

_PAPERS = {"annual": "政府信息公开工作年度报告", "annual-compare": "年报数据与上年对比"}
_HEADINGS = {heading.value: name for heading, name in NAMES.items()}


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``annual``, or what ``export`` takes for its papers."""
    if command == "export":
        _export_arguments(parser)
        return
    acts_ = parser.add_subparsers(metavar="办法", required=True)
    entered = _act(acts_, "enter", "登记一家单位（默认本机关）的年报数据、文字", enter)
    entered.add_argument("--unit", type=words, metavar="U", help="哪家单位，默认本机关")
    entered.add_argument(
        "--figure", type=_figure, action="append", default=[], metavar="CELL=N",
        help="一格数据，可写多次：2.normative.made=6，3.new.person=5，4.review.upheld=1；写 =- 表示没有填",
    )  # fmt: skip
    told = "一段文字，可写多次：" + "，".join(f"{name} {shown}" for name, shown in _HEADINGS.items())
    entered.add_argument("--text", type=_text, action="append", default=[], metavar="HEADING=TEXT", help=told)
    entered.add_argument("--scope", choices=tuple(AnnualScope), default="own", help="文字是 own 本机关还是 all 汇总的")
    entered.add_argument("--fee", type=_number, metavar="N", help="信息处理费（元）")
    entered.add_argument("--submitted", type=day, metavar="D", help="提交日期")
    entered.add_argument("--published", type=day, metavar="D", help="公布日期")
    settled = _act(acts_, "settle", "处理收回后待定的年报数据表：采用或不采用", settle)
    settled.add_argument("file", type=int, nargs="?", metavar="FILE", help="编号；不写则列出待定的")
    settled.add_argument("--take", choices=("yes", "no"), default="yes", help="采用（默认）或不采用")
    settled.add_argument("--unit", type=words, metavar="U", help="是哪家单位的")
    settled.add_argument("--open-is-zero", action="store_true", help="没有填的格按 0 计")
    _act(acts_, "show", "列出本机关和各单位的年报数据、勾稽关系", show)


def _act(acts_: Any, name: str, told: str, run: Any) -> argparse.ArgumentParser:  # noqa: ANN401 - argparse's own
    parser: argparse.ArgumentParser = acts_.add_parser(name, help=told, allow_abbrev=False)
    parser.add_argument("--year", type=year, required=True, metavar="Y", help="哪一年")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    add_library(parser)
    parser.set_defaults(run=run, refuse_usage=parser.error)
    return parser


def _figure(text: str) -> tuple[AnnualCell, Decimal | None]:
    name, _, value = text.partition("=")
    cell = cell_named(name.strip())
    if cell is None:
        raise argparse.ArgumentTypeError(f"年报表里没有这一格：{name}")
    return cell, None if value.strip() == "-" else _number(value)


def _number(text: str) -> Decimal:
    found = read_count(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"应是不小于 0 的数：{text}")
    return found


def _text(text: str) -> tuple[Heading, str]:
    name, _, value = words(text).partition("=")
    if name not in _HEADINGS:
        raise argparse.ArgumentTypeError(f"年报里没有这个标题：{name}")
    return Heading(name), value


def enter(args: argparse.Namespace, session: Session) -> int:
    """Enter what is told of a body's year."""
    ask_target(args.json)
    entry = acts.AnnualEntry(
        dict(args.figure), dict(args.text), AnnualScope(args.scope), args.fee, args.submitted, args.published
    )
    if entry == acts.AnnualEntry(scope=entry.scope):
        args.refuse_usage("没有可以登记的内容：请写 --figure、--text、--fee 等")
    with library_for_writing(args.library, session.who) as library:
        unit = units.find_unit(library, args.unit).id if args.unit else None
        number = acts.enter(library, session.by, args.year, entry, unit).made
        counted = unit is None and bool(own_data(library, args.year, session.today).rows)
    if counted and any(cell.part != 2 for cell in entry.figures):
        print(COUNTED.format(year=args.year), file=sys.stderr)
    return _tell(args, {"annual_report": number}, f"ok {number}")


def show(args: argparse.Namespace, session: Session) -> int:
    """Print what is known of every body's year."""
    ask_target(args.json)
    with library_for_reading(args.library) as library:
        told = bodies_json(library, args.year, session)
    lines = (
        "\t".join((each["unit"], "已报" if each["returned"] else "未报", "；".join(each["failing"]) or "相符"))
        for each in told
    )
    return _tell(args, {"year": args.year, "units": told}, "\n".join(lines))


def settle(args: argparse.Namespace, session: Session) -> int:
    """Take or leave a workbook that waits; without one list those that do."""
    ask_target(args.json)
    if args.file is None:
        with library_for_reading(args.library) as library:
            found = annual_sheets.waiting(library, session.today)
        told = [
            {"file": row_id(each.file), "name": each.file.name, "unit": each.unit or None, "year": each.laid.year,
             "why": sheet_waits_text(each.laid.waits), "failing": list(each.laid.failing)}
            for each in found
        ]  # fmt: skip
        lines = ("\t".join(map(str, (each["file"], each["name"], each["unit"] or "", each["why"]))) for each in told)
        return _tell(args, {"waiting": told}, "\n".join(lines))
    with library_for_writing(args.library, session.who) as library:
        unit = units.find_unit(library, args.unit).id if args.unit else None
        annual_sheets.settle(
            library, session.by, args.file, take=args.take == "yes", unit_id=unit, year=args.year,
            open_is_nothing=args.open_is_zero,
        )  # fmt: skip
    return _tell(args, {"file": args.file, "taken": args.take == "yes"}, f"ok {args.file}")


def bodies_json(library: Library, year: int, session: Session) -> list[dict[str, Any]]:
    """Return our own body and every unit of a year: what came, which checks fail."""
    own = own_data(library, year, session.today)
    known = {each.unit_id: each for each in units_data(library, year)}
    asked = {number: name for number, name in asked_units(library).items() if number not in known}
    others = [AnnualData(year, name, {}, number) for number, name in asked.items()]
    return [_body(library, each) for each in (own, *known.values(), *others)]


def _body(library: Library, data: AnnualData) -> dict[str, Any]:
    found = failing(checks(data.figures, last_figures(library, data.year, data.unit_id)))
    return {
        "unit": data.name,
        "unit_id": data.unit_id,
        "returned": data.returned,
        "submitted": data.submitted.isoformat() if data.submitted else None,
        "published": data.published.isoformat() if data.published else None,
        "fee": str(data.fee) if data.fee is not None else None,
        "figures": figures_json(data),
        "failing": [check_sentence(each) for each in found],
    }


def figures_json(data: AnnualData) -> dict[str, str]:
    """Return the cells that are known, and the sums of lines, by name."""
    cells = {f"{cell.part}.{cell.line}.{cell.place}": f"{value:f}" for cell, value in data.figures.items()}
    lines = dict.fromkeys((cell.part, cell.line) for cell in data.figures if cell.part != 2)
    sums = {f"{part}.{line}.sum": line_sum(data.figures, part, line) for part, line in lines}
    return cells | {name: f"{value:f}" for name, value in sums.items() if value is not None}


def _tell(args: argparse.Namespace, told: dict[str, Any], text: str) -> int:
    if args.json:
        write_json(args.json, {"outcome": "ok", **told})
    else:
        print(text)
    return 0


# ---- papers


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", choices=tuple(_PAPERS), help="，".join(map(" ".join, _PAPERS.items())))
    parser.add_argument("out", type=Path, metavar="OUT", help="写到哪个文件")
    parser.add_argument("--year", type=year, required=True, metavar="Y", help="哪一年的年报")
    parser.add_argument(
        "--scope", choices=tuple(AnnualScope), default="own", help="own 本机关（默认），all 汇总本机关和各单位"
    )
    parser.add_argument("--format", choices=tuple(PaperFormat), help="默认按文件扩展名")
    parser.add_argument("--template", type=Path, metavar="T", help="按这个 Word 模板出（默认台账库里自己的）")
    parser.add_argument("--json", metavar="OUT", help="把数据、勾稽关系和待填项写成 JSON；- 表示标准输出")
    add_personal(parser)
    add_library(parser)
    parser.set_defaults(run=export, refuse_usage=parser.error)


def export(args: argparse.Namespace, session: Session) -> int:
    """Write the 年报; say which checks fail and what is still to be filled."""
    ask_target(args.json)
    kind = paper_kind(args.paper)
    format, pen = paper_format(args, kind), Pen(session)
    if args.template is not None and (args.paper != "annual" or format != PaperFormat.DOCX):
        args.refuse_usage(f"按模板出的是年报的 Word 文件，应以 .docx 结尾：{args.out}")
    with library_for_reading(args.library) as library:
        facts = annual_facts(library, args.year, AnnualScope(args.scope), session.today)
        look = looked_at_paper(library, args, kind, facts)
        own = own_template(library, TEMPLATE)
    usual = own if args.paper == "annual" and format == PaperFormat.DOCX and own.is_file() else None
    template, unknown = args.template or usual, tuple[str, ...]()
    if template is not None:
        unknown = acts.write_report(facts, template, args.out, mask=look.mask)
    else:
        write_kind(kind, facts, args.out, format, pen=pen, mask=look.mask)
        pen.tell_missing()
    look.tell()
    for note in (*filing_notes((), unknown, ()), *map(check_sentence, failing(facts.checks)), *_partly(facts)):
        print(note, file=sys.stderr)
    told = {
        "file": str(args.out),
        "title": file_name(kind, facts),
        **_facts_json(facts),
        "unknown": list(unknown),
        **look.told,
    }
    return _tell(args, told, str(args.out))


def _facts_json(facts: AnnualReportFacts) -> dict[str, Any]:
    return {
        "year": facts.year,
        "scope": facts.scope.value,
        "as_of": facts.as_of.isoformat(),
        "fee": str(facts.data.fee) if facts.data.fee is not None else None,
        "figures": figures_json(facts.data),
        "checks": [_check_json(each) for each in facts.checks],
        "to_fill": list(open_marks(facts)),
        "units": [each.name for each in facts.units],
        "missing": list(facts.missing),
        "partial": dict(facts.partial),
    }


def _partly(facts: AnnualReportFacts) -> list[str]:
    return [PARTLY.format(name=name, count=count) for name, count in facts.partial.items()]


def _check_json(check: Check) -> dict[str, Any]:
    sides = {"left": check.left, "right": check.right}
    return {
        "check": check.kind.value,
        "place": check.place,
        "holds": check.holds,
        "strict": check.strict,
        "sentence": check_sentence(check),
        **{name: f"{value:f}" if value is not None else None for name, value in sides.items()},
    }
