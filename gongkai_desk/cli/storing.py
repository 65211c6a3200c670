"""``init`` and ``import``: a library, and plans into it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.cli.parse import add_reading_arguments, named_as_given, read_source
from gongkai_desk.domain.plan import Level
from gongkai_desk.errors import InputError
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.intake.reading import chosen_part, draft_json
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store.directory.units import reading_directory
from gongkai_desk.store.library import Library


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
    parser.add_argument("--level", choices=[str(level) for level in Level], help="级别")
    parser.add_argument("--again", action="store_true", help="同一文件再次导入")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    parser.set_defaults(run=import_plan)


def make_library(args: argparse.Namespace, session: Session) -> int:
    """Make an empty library."""
    Library.create(args.folder, args.name, who=session.who, day=session.today).close()
    print(args.folder)
    return 0


def import_plan(args: argparse.Namespace, session: Session) -> int:
    """Read, then store as one step; the id is printed only after the commit."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library, named_as_given(args.file, InputError):
        draft = read_source(args.file, args, office_workdays(library), reading_directory(library))
        part = chosen_part(draft, args.part)
        done = add_plan(
            library,
            session.by,
            Intake(
                draft,
                part,
                level=Level(args.level) if args.level else None,
                original=None if args.file == "-" else Path(args.file),
                again=args.again,
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
