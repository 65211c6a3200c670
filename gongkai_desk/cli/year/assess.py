"""``assess``: a 考核 by the command line: its scheme from a table, facts drawn, points of others, entries by hand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import add_common, day, words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.parse import named_as_given
from gongkai_desk.domain.cycle.judging import AssessmentEntry
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.year.assessment import Drawn, Scheme, SchemeItem, SchemeUnit
from gongkai_desk.errors import InputError
from gongkai_desk.rules.year.assessment import lacks, sum_of_items
from gongkai_desk.services.year import assessment as acts
from gongkai_desk.services.year import assessment_files as files
from gongkai_desk.standing.year.assessment import drawn, scheme_of_plan, units_of_plan
from gongkai_desk.store import units
from gongkai_desk.store.entries import assessment as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.year.assessment import entry_sentence, lack_sentence


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``assess``."""
    steps = parser.add_subparsers(metavar="办法", required=True)
    scheme = _step(steps, "scheme", "从表格导入考核方案（一级指标、二级指标、分值、评分标准）", run_scheme)
    scheme.add_argument("file", metavar="FILE", type=Path, help="方案表格（.xlsx .docx 等）")
    scheme.add_argument("--name", type=words, default="", metavar="N", help="考核名称，默认 政务公开工作考核")
    scheme.add_argument(
        "--unit", type=words, action="append", default=[], metavar="U[=类]",
        help="被考核单位，可写多次，如 市教育局=A；默认要点的全部应办单位",
    )  # fmt: skip
    draw = _step(steps, "draw", "按方案的规则提取事实，登记扣分", run_draw)
    draw.add_argument("--period", metavar="P", help="只提取这一期的：2026Q2、2026H1 或 2026，默认全年")
    draw.add_argument("--dry-run", action="store_true", help="只看会登记哪些")
    points = _step(steps, "points", "导入第三方、综合评分（单位、得分）", run_points)
    points.add_argument("file", metavar="FILE", type=Path, help="得分表格")
    points.add_argument("--item", type=words, metavar="N", help="是哪个指标的得分，默认由外部评分的各指标")
    enter = _step(steps, "enter", "人工登记一条扣分或加分", run_enter)
    for name, told in (("--unit", "单位"), ("--item", "指标"), ("--text", "事实")):
        enter.add_argument(name, type=words, required=True, help=told)
    enter.add_argument("--points", type=_points, required=True, metavar="N", help="分值，扣分写负数，如 -2")
    enter.add_argument("--task", type=int, metavar="T", help="任务编号")
    enter.add_argument("--date", type=day, metavar="D", help="事实发生的日期，默认今天")
    back = _step(steps, "withdraw", "复核撤销一条扣分", run_withdraw)
    back.add_argument(
        "entry", type=int, nargs="+", metavar="ENTRY", help="扣分编号（export assessment --json 里的 id）"
    )
    back.add_argument("--reason", type=words, required=True, help="理由")


def _step(steps: Any, name: str, told: str, run: Any) -> argparse.ArgumentParser:  # noqa: ANN401 - argparse's own
    parser: argparse.ArgumentParser = steps.add_parser(name, help=told, description=told, allow_abbrev=False)
    add_common(parser, default=argparse.SUPPRESS)  # --today, --by may stand behind the step too
    parser.add_argument("--plan", type=int, required=True, metavar="ID", help="要点编号（list plans 的第一列）")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    add_library(parser)
    parser.set_defaults(run=run, refuse_usage=parser.error)
    return parser


def _points(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"分值应是数：{text}") from None


def _tell(args: argparse.Namespace, value: dict[str, Any], lines: Sequence[str]) -> int:
    if args.json:
        write_json(args.json, {"outcome": "ok", **value})
    else:
        print(*lines, sep="\n")
    return 0


def run_scheme(args: argparse.Namespace, session: Session) -> int:
    """Store the scheme of a table; say what is not as it should be."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        plan = plans.plan(library, args.plan)
        with named_as_given(str(args.file), InputError):
            items = files.read_scheme(args.file)
        name = args.name or "政务公开工作考核"
        points = sum_of_items(items)
        year = plan.year or session.today.year
        new = Scheme(year, name, points, args.plan, items=items, units=_units(library, args))
        notes = [lack_sentence(*each) for each in lacks(new)]
        acts.save_scheme(library, session.by, new)
        number = scheme_of_plan(library, args.plan)
        found = stored.scheme(library, number)
    for note in notes:
        print(f"提示：{note}", file=sys.stderr)
    lines = [
        f"已存入考核方案 {name}：{len(found.leaves)} 项指标，{len(list(found.ruled))} 条规则，{len(found.units)} 家单位"
    ]
    items_told = [_item_json(each) for each in found.leaves]
    return _tell(args, {"assessment": number, "items": items_told, "notes": notes}, lines)


def _item_json(leaf: SchemeItem) -> dict[str, Any]:
    rules = [{"fact": rule.fact, "points": str(rule.points), "cap": str(rule.cap) if rule.cap is not None else None}
             for rule in leaf.rules]  # fmt: skip
    return {"item": leaf.name, "points": str(leaf.points), "outside": leaf.outside, "rules": rules}


def _units(library: Library, args: argparse.Namespace) -> tuple[SchemeUnit, ...]:
    named = (each.partition("=") for each in args.unit)
    found = tuple(SchemeUnit(units.find_unit(library, name).id, of_list) for name, _, of_list in named)
    return found or tuple(SchemeUnit(unit) for unit in units_of_plan(library, args.plan))


def run_draw(args: argparse.Namespace, session: Session) -> int:
    """Enter what facts propose, or only say it."""
    ask_target(args.json)
    opened = library_for_reading(args.library) if args.dry_run else library_for_writing(args.library, session.who)
    with opened as library:
        number = scheme_of_plan(library, args.plan)
        scheme = stored.scheme(library, number)
        try:
            found = drawn(library, scheme, args.period or str(scheme.year), session.today)
        except ValueError:
            args.refuse_usage(f"--period 应写成 2026Q3、2026H1、2026M03 或 2026：{args.period}")
        if found.new and not args.dry_run:
            acts.draw(library, session.by, number, found.new)
        names = _names(library, number)
    told = [_entry_json(each, names) for each in found.new]
    lines = [f"{each['unit']}　{each['sentence']}" for each in told]
    lines.append(_counts(found, dry=args.dry_run))
    changed = [_entry_json(each, names) for each in found.changed]
    for each in changed:
        print(f"提示：事实已变，请复核：{each['unit']}　{each['sentence']}", file=sys.stderr)
    return _tell(args, {"entries": told, "known": found.known, "changed": changed}, lines)


def _counts(found: Drawn, *, dry: bool) -> str:
    return f"{'可登记' if dry else '已登记'} {len(found.new)} 条，原已登记 {found.known} 条"


def _names(library: Library, number: int) -> dict[int, str]:
    known: dict[int, str] = {each.id: each.name for each in units.units(library)}
    return {row_id(each): known.get(each.unit_id, "") for each in stored.assessed_units(library, number)}


def _entry_json(entry: AssessmentEntry, names: dict[int, str]) -> dict[str, Any]:
    told = {"unit": names[entry.assessment_unit_id], "task": entry.task_id, "day": entry.day.isoformat()}
    return {"id": entry.id, **told, "points": str(entry.points), "sentence": entry_sentence(entry)}


def run_points(args: argparse.Namespace, session: Session) -> int:
    """Give points of a table; say which units and points it could not place."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        number = scheme_of_plan(library, args.plan)
        scheme = stored.scheme(library, number)
        item = _item(args, scheme, args.item).id if args.item else None
        with named_as_given(str(args.file), InputError):
            found = files.laid(library, scheme, files.read_points(args.file), item)
        outside = {row_id(leaf): leaf.outside for leaf in scheme.leaves}
        if found.given:
            acts.give_typed(library, session.by, number, [(outside[each.item], each) for each in found.given])
    notes = (("未识别的单位", found.unknown), ("不在考核之列", found.aside), ("分数不合", found.beyond),
             ("有两个不同的分数", found.twice), ("表中没有这一列", found.no_column))  # fmt: skip
    for word, names in notes:
        if names:
            print(f"提示：{word}：{'、'.join(names)}", file=sys.stderr)
    value = {"given": len(found.given), "unknown": found.unknown, "aside": found.aside}
    value |= {"beyond": found.beyond, "twice": found.twice}
    return _tell(args, value, [f"已登记 {len(found.given)} 格"])


def _item(args: argparse.Namespace, scheme: Scheme, name: str) -> SchemeItem:
    found = next((leaf for leaf in scheme.leaves if leaf.name == name), None)
    if found is None:
        args.refuse_usage(f"方案里没有“{name}”，有的是：{'、'.join(leaf.name for leaf in scheme.leaves)}")
    assert found is not None
    return found


def run_enter(args: argparse.Namespace, session: Session) -> int:
    """Enter points by hand."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        number = scheme_of_plan(library, args.plan)
        scheme = stored.scheme(library, number)
        leaf = _item(args, scheme, args.item)
        unit = units.find_unit(library, args.unit).id
        row = next((each for each in stored.assessed_units(library, number) if each.unit_id == unit), None)
        if row is None:
            args.refuse_usage(f"“{args.unit}”不是被考核单位")
        assert row is not None
        entry = AssessmentEntry(
            row_id(row), row_id(leaf), args.date or session.today, args.points, args.text, task_id=args.task
        )
        acts.add_entry(library, session.by, number, entry)
    return _tell(args, {"sentence": entry_sentence(entry)}, [entry_sentence(entry)])


def run_withdraw(args: argparse.Namespace, session: Session) -> int:
    """Take entries back with a reason."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        acts.withdraw(library, session.by, args.entry, args.reason)
    return _tell(args, {"withdrawn": args.entry}, [f"已撤销 {len(args.entry)} 条"])
