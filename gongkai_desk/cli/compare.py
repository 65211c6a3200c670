"""``compare``: two plans, or the body of one against its annex."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from gongkai_desk.cli.main import Session, write_json
from gongkai_desk.cli.opened import library_for_reading
from gongkai_desk.cli.parse import add_reading_arguments, read_source
from gongkai_desk.domain.revision import Difference
from gongkai_desk.errors import UnknownId
from gongkai_desk.services.intake.comparing import (
    compare_body_with_annex,
    compare_drafts,
    compare_original,
    compare_plans,
    difference_json,
)
from gongkai_desk.wording.differences import difference_sentence


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``compare``."""
    parser.add_argument("a", metavar="A", help="文件；加 --library 时为要点编号")
    parser.add_argument("b", metavar="B", nargs="?", help="另一个文件或编号；不写时，A 的正文与附件核对")
    parser.add_argument("--library", metavar="LIB", help="台账库文件夹（.gkdesk），A、B 为其中的要点编号")
    parser.add_argument("--raw", action="store_true", help="连清洗前的全角半角、空格、标点差异也列出")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    add_reading_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, session: Session) -> int:
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
    from pathlib import Path

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
