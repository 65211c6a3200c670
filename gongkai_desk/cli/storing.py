"""``init`` and ``import``: a library, and plans into it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.cli.parse import add_reading_arguments, named_as_given, read_source
from gongkai_desk.domain.plan import Draft, Level
from gongkai_desk.domain.review import Agreed, Review, Rhythm
from gongkai_desk.errors import InputError
from gongkai_desk.review.naming import cycles_of
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.intake.reading import chosen_part, draft_json
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store.directory.units import place, reading_directory
from gongkai_desk.store.library import Library
from gongkai_desk.words.unit_names import is_another, place_of


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``init`` or ``import``."""
    if command == "init":
        parser.add_argument("folder", type=Path, metavar="LIB", help="新台账库的位置，如 2026年台账.gkdesk")
        parser.add_argument("--name", type=words, required=True, help="台账库名称，如 云州区政务公开台账")
        parser.set_defaults(run=make_library)
        return
    parser.add_argument("file", metavar="FILE", help="要点文件；- 表示从标准输入读取粘贴的文字")
    add_library(parser)
    add_reading_arguments(parser)
    parser.add_argument(
        "--reporting",
        choices=[str(rhythm) for rhythm in Rhythm],
        help="各单位多久报一次进展：half 每半年，quarter 每季，deadline 只看时限；不写时按每半年，文件要求按季报的按季",
    )
    parser.add_argument("--level", choices=[str(level) for level in Level], help="级别")
    parser.add_argument("--again", action="store_true", help="同一文件再次导入")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    parser.set_defaults(run=import_plan)


def make_library(args: argparse.Namespace, session: Session) -> int:
    """Make an empty library."""
    Library.create(args.folder, args.name, who=session.who, day=session.today).close()
    print(args.folder)
    return 0


def _say_elsewhere(draft: Draft, part: int, own: str) -> None:
    """Say that a plan is of another place than the library."""
    plan = draft.plans[draft.parts[part].plan]
    there = place_of(plan.issuer, plan.title)
    if is_another(there, own):
        print(f"提示：本台账库记的是{own}的任务，这份文件是{there}的，两地名称相同的单位会记成一家", file=sys.stderr)


def import_plan(args: argparse.Namespace, session: Session) -> int:
    """Read, then store as one step; the id is printed only after the commit."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library, named_as_given(args.file, InputError):
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
