"""``packet make|open|merge``: tasks to a colleague's PC, opened there as a library, and merged back."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.parse import named_as_given
from gongkai_desk.cli.year.personal import add_personal, looked_at
from gongkai_desk.domain.cycle.packets import Conflict, PacketOrder, Row, Side
from gongkai_desk.errors import BadPacket, Unreadable
from gongkai_desk.services import packets
from gongkai_desk.services.packets import Review
from gongkai_desk.services.year.leaving import packet_texts
from gongkai_desk.store.library import Library
from gongkai_desk.wording.packets import OLDER, SENT, SENT_BACK, conflict_line, counts, left_line, merge_line


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``packet``."""
    acts = parser.add_subparsers(metavar="办法", required=True)
    make_it = acts.add_parser("make", help="发出；不写 --plan 时，把收到的包打包交回", allow_abbrev=False)
    make_it.add_argument("file", type=Path, metavar="OUT", help="写到哪个文件（.gkpack）")
    make_it.add_argument("--plan", type=int, metavar="ID", help="要点编号（list plans 的第一列）")
    make_it.add_argument(
        "--unit",
        type=words,
        action="extend",
        nargs="+",
        default=[],
        metavar="U",
        help="只要这些单位的任务",
    )
    make_it.add_argument("--peer", type=words, default="", metavar="姓名", help="发给谁，记入登记")
    add_personal(make_it, covers=False)
    make_it.set_defaults(run=make, units_before_out=True)
    open_it = acts.add_parser("open", help="把收到的包放成一个台账库", allow_abbrev=False)
    open_it.add_argument("file", type=Path, metavar="FILE", help="分工录入包（.gkpack）")
    open_it.set_defaults(run=unpack)
    merge_it = acts.add_parser("merge", help="收回", allow_abbrev=False)
    merge_it.add_argument("file", type=Path, metavar="FILE", help="交回的分工录入包（.gkpack）")
    merge_it.add_argument("--dry-run", action="store_true", help="只核对，不收回")
    merge_it.add_argument(
        "--take",
        choices=[side.value for side in Side],
        help="两边都改了的按哪边：here 本库，there 对方",
    )
    merge_it.set_defaults(run=merge)
    for each in (make_it, open_it, merge_it):
        each.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
        add_library(each)


def make(args: argparse.Namespace, session: Session) -> int:
    """Write a packet of a plan's tasks, or pack the library that was made from one."""
    ask_target(args.json)
    if args.plan is None:
        with library_for_reading(args.library) as library:
            packets.write_back(library, args.file)
        return _say(args, {"outcome": "ok", "file": str(args.file)}, SENT_BACK.format(file=args.file))
    with library_for_writing(args.library, session.who) as library:
        order = PacketOrder(args.plan, tuple(args.unit), args.peer)
        of = packets.drafted(library, session.by, order)
        look = looked_at(library, args, packet_texts(of), covers=False)
        packets.make(library, session.by, of, lambda: packets.write(of, session.by, library.folder, args.file))
    look.tell()
    said = {"outcome": "ok", "file": str(args.file), "code": of.code, "tasks": of.tasks, **look.told}
    return _say(args, said, SENT.format(count=of.tasks, file=args.file))


def unpack(args: argparse.Namespace, session: Session) -> int:
    """Lay a packet out as a library."""
    ask_target(args.json)
    _ask_there(args.file)
    packets.unpack(args.file, args.library, session.who)
    return _say(args, {"outcome": "ok", "library": str(args.library)}, str(args.library))


def merge(args: argparse.Namespace, session: Session) -> int:
    """Take a packet back, or only look at what that would do."""
    ask_target(args.json)
    _ask_there(args.file)
    opened = library_for_reading(args.library) if args.dry_run else library_for_writing(args.library, session.who)
    with opened as library, named_as_given(str(args.file), BadPacket):
        with packets.opened(args.file, library.folder) as came:
            review = packets.reviewed(library, came.content)
            taken = {each.key: Side(args.take) for each in review.open} if args.take else {}
            if args.dry_run:
                review = packets.reviewed(library, came.content, taken)
            else:
                _, review = packets.merge(library, session.by, came, taken)
        said, lines = _told(review), _lines(library, review)
    return _say(args, said, "\n".join(lines))


def _ask_there(file: Path) -> None:
    if not file.is_file():
        raise Unreadable(file=str(file), reason="missing")


def _say(args: argparse.Namespace, said: Mapping[str, Any], text: str) -> int:
    if args.json:
        write_json(args.json, said)
    else:
        print(text)
    return 0


def _told(review: Review) -> dict[str, Any]:
    return {
        "outcome": "ok_warn" if review.open else "ok",
        "code": review.content.code,
        "peer": review.packet.peer,
        "older": review.older,
        "merged": review.merge.changes,
        "rows": counts(review.merge),
        "conflicts": [_conflict(each) for each in review.merge.conflicts],
        "left": dict(review.content.left),
    }


def _conflict(each: Conflict) -> dict[str, Any]:
    values = {"base": each.base, "here": each.here, "there": each.there}
    place = {"table": each.table, "row": each.row_id, "task": each.task_id, "unit": each.unit_id, "field": each.field}
    return {"key": each.key, "kind": each.clash.value, **place, **{name: _plain(row) for name, row in values.items()}}


def _plain(row: Row | None) -> Any:  # noqa: ANN401 - a column's value, several by name, or nothing
    return next(iter(row.values())) if row is not None and len(row) == 1 else row and dict(row)


def _lines(library: Library, review: Review) -> list[str]:
    places = packets.places(library, review.merge.conflicts)
    first = OLDER if review.older else merge_line(review.merge)
    told = [f"  ! {conflict_line(each, places[each.key])}" for each in review.merge.conflicts]
    return [first, *told, *filter(None, [left_line(review.content.left)])]
