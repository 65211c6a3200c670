"""``import`` and ``compare``: plans into a library, and one against another, or the body of one against its annex."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from gongkai_desk.cli.handed import is_bundle, register, register_held
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.parse import add_reading_arguments, named_as_given, read_source
from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.plan import Level
from gongkai_desk.domain.review import Agreed, Review, Rhythm
from gongkai_desk.domain.revision import Difference
from gongkai_desk.errors import InputError, ReturnedBook, UnknownId
from gongkai_desk.review.naming import cycles_of
from gongkai_desk.services.intake.comparing import (
    compare_body_with_annex,
    compare_drafts,
    compare_original,
    compare_plans,
    difference_json,
)
from gongkai_desk.services.intake.handed import is_handed
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.intake.reading import chosen_part, draft_json
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store.library import Library
from gongkai_desk.store.units import place, reading_directory
from gongkai_desk.wording.differences import difference_sentence
from gongkai_desk.words.unit_names import is_another, place_of


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``import`` or ``compare``."""
    {"import": _import, "compare": _compare}[command](parser)


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        help="要点文件，或上级下发的填报表（也可以是装着它的文件夹、.zip、.eml）；- 表示从标准输入读取粘贴的文字",
    )
    add_library(parser)
    add_reading_arguments(parser)
    parser.add_argument(
        "--reporting",
        choices=[str(rhythm) for rhythm in Rhythm],
        help="各单位多久报一次进展：half 每半年，quarter 每季，deadline 只看时限；不写时按每半年，文件要求按季报的按季",
    )
    parser.add_argument("--level", choices=[str(level) for level in Level], help="级别")
    parser.add_argument("--unit", metavar="U", help="上级下发的通用填报表：本单位是其中哪一家")
    parser.add_argument("--again", action="store_true", help="同一文件再次导入")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    parser.set_defaults(run=import_plan)


def _say_elsewhere(draft: Draft, part: int, own: str) -> None:
    """Say that a plan is of another place than the library."""
    plan = draft.plans[draft.parts[part].plan]
    there = place_of(plan.issuer, plan.title)
    if is_another(there, own):
        print(f"提示：本台账库记的是{own}的任务，这份文件是{there}的，两地名称相同的单位会记成一家", file=sys.stderr)


def import_plan(args: argparse.Namespace, session: Session) -> int:
    """Read, then store as one step; the id is printed only after the commit."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        if is_bundle(args.file) and (code := register_held(library, args, session)) is not None:
            return code
        try:
            return _import_plan(library, args, session)
        except ReturnedBook as error:
            if args.file == "-" or not is_handed(library, error):
                raise
        return register(library, args, session)


def _import_plan(library: Library, args: argparse.Namespace, session: Session) -> int:
    with named_as_given(args.file, InputError):
        draft = read_source(args.file, args, office_workdays(library), reading_directory(library))
        part = chosen_part(draft, args.part)
        _say_elsewhere(draft, part, place(library))
        done = add_plan(
            library,
            session.by,
            Intake(
                draft,
                part,
                Level(args.level) if args.level else None,
                None if args.file == "-" else Path(args.file),
                again=args.again,
                agreed=Agreed(
                    cycles=cycles_of(Review(draft, part), Rhythm(args.reporting) if args.reporting else None)
                ),
            ),
        )
    if done.proposed:
        print(f"提示：单位字典中新增待确认单位 {len(done.proposed)} 个：{'、'.join(done.proposed)}", file=sys.stderr)
    told = draft_json(draft, part)
    if args.json:
        summary = {"outcome": told["outcome"], "plan": done.made, "part": told["part"]}
        write_json(args.json, {**summary, "tasks": len(told["tasks"]), "warnings": told["warnings"]})
    else:
        print(done.made)
    return 0


def _compare(parser: argparse.ArgumentParser) -> None:
    """Describe ``compare``."""
    parser.add_argument("a", metavar="A", help="文件；加 --library 时为要点编号")
    parser.add_argument("b", metavar="B", nargs="?", help="另一个文件或编号；不写时，A 的正文与附件核对")
    parser.add_argument("--library", metavar="LIB", help="台账库文件夹（.gkdesk），A、B 为其中的要点编号")
    parser.add_argument("--raw", action="store_true", help="连清洗前的全角半角、空格、标点差异也列出")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    add_reading_arguments(parser)
    parser.set_defaults(run=compare)


def compare(args: argparse.Namespace, session: Session) -> int:
    """Compare and tell; that there are differences is no failure."""
    found = _of_library(args) if args.library else _of_files(args)
    if args.json:
        write_json(args.json, [difference_json(difference) for difference in found])
    else:
        _tell(found)
    return 0


def _of_files(args: argparse.Namespace) -> tuple[Difference, ...]:
    first = read_source(args.a, args)
    if args.b is None:
        return compare_body_with_annex(first)
    return compare_drafts(first, read_source(args.b, args), part=args.part, raw=args.raw)


def _of_library(args: argparse.Namespace) -> tuple[Difference, ...]:
    with library_for_reading(Path(args.library)) as library:
        if args.b is None:
            return compare_original(library, _number(args.a, args.library))
        return compare_plans(library, _number(args.a, args.library), _number(args.b, args.library))


def _number(text: str, library: str) -> int:
    """Read a plan id.

    Raises:
        UnknownId: it is none.
    """
    if text.isascii() and text.isdecimal():
        return int(text)
    raise UnknownId(library=library, what="plan", id=text)


def _tell(found: Sequence[Difference]) -> None:
    for difference in found:
        print(f"{'【实质】' if difference.material else '【文字】'}{difference_sentence(difference)}")
    material = sum(difference.material for difference in found)
    print(f"共 {len(found)} 处不同，其中实质性 {material} 处" if found else "没有不同")
