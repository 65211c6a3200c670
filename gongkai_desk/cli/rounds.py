"""``export unit-sheets``: a batch of 填报表 goes out; ``list returns``: which unit has returned its own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import day
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import library_for_reading, library_for_writing
from gongkai_desk.cli.year.personal import looked_at
from gongkai_desk.domain.cycle.books import SendOrder
from gongkai_desk.domain.cycle.opinions import Asking
from gongkai_desk.services import asking, dispatching
from gongkai_desk.services.collecting import settling
from gongkai_desk.services.dispatching import Sent
from gongkai_desk.services.year.leaving import batch_texts, round_texts
from gongkai_desk.standing.cycle.asking import AskingOut, asking_out, reminding_out
from gongkai_desk.standing.cycle.books import Outgoing, outgoing
from gongkai_desk.standing.cycle.owed import span_of, usual_closing, usual_period
from gongkai_desk.standing.cycle.returns import Returned, returns
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.rounds import RETURNS, sent_notes

Row = dict[str, Any]


def add_sheet_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what only 填报表 takes."""
    parser.add_argument("--closing", type=day, metavar="YYYY-MM-DD", help="填报表的报送截止日，默认按填报周期")
    parser.add_argument("--shared", action="store_true", help="通用填报表：任务相同的单位共用一份，填报时选单位")
    parser.add_argument("--no-previous", action="store_true", help="填报表不带上期进展，用 A4 纸")
    parser.add_argument("--opinions", action="store_true", help="征求意见：出函、征求意见稿，每单位一份意见反馈表")
    parser.add_argument(
        "--remind", action="store_true", help="征求意见：催复，只给还没有回复的单位，不另编号；与 --opinions 一起写"
    )
    parser.add_argument(
        "--silent-agrees", action="store_true", help="征求意见：函中写明逾期未复视为无意见，要写 --closing"
    )
    parser.add_argument("--mail", action="store_true", help="另做邮件草稿（.eml），填报表或意见反馈表作附件")
    parser.add_argument("--internal", action="store_true", help="分解表、台账、填报表和通知标明“内部资料　注意保存”")
    parser.add_argument(
        "--confirm-channel", action="store_true", help="内部资料、征求意见稿的报送渠道已经确认，可以做邮件草稿和正文"
    )
    parser.add_argument("--zip", action="store_true", help="另把填报表打成一个压缩包")
    parser.add_argument("--dry-run", action="store_true", help="只看会发给哪些单位：不编号，不登记，不写文件")
    parser.add_argument("--json", metavar="OUT", help="填报表的结果写成 JSON；- 表示标准输出")


def export_unit_sheets(args: argparse.Namespace, session: Session) -> int:
    """Write the books and register the batch; print where they are, or what there would be (``--dry-run``)."""
    ask_target(args.json)
    if args.opinions:
        return _export_opinion_forms(args, session)
    if args.silent_agrees or args.remind:
        args.refuse_usage("--silent-agrees、--remind 用于征求意见，要与 --opinions 一起写")
    if args.dry_run:
        with library_for_reading(args.library) as library:
            of = outgoing(library, _order(args, session, library), session.today)
            look = looked_at(library, args, batch_texts(of))
        look.tell()
        _tell(args, _result(of, args, None) | look.told)
        return 0
    with library_for_writing(args.library, session.who) as library:
        of = outgoing(library, _order(args, session, library), session.today)
        look = looked_at(library, args, batch_texts(of))
        staged = dispatching.stage(args.out, of, mask=look.mask)
        try:
            _, sent = dispatching.send(library, session.by, staged)
        finally:
            staged.discard()
    for note in sent_notes(of.without_mail, len(of.open_tasks), len(of.partly_open), staged.unknown):
        print(f"提示：{note}", file=sys.stderr)
    look.tell()
    _tell(args, _result(of, args, sent) | look.told)
    return 0


def _export_opinion_forms(args: argparse.Namespace, session: Session) -> int:
    """Write the 函 and a 意见反馈表 for each unit and register the round; nothing of that in a dry run."""
    if args.shared or args.zip or args.period:
        args.refuse_usage("意见反馈表（--opinions）每单位一份，不分期：不能同时写 --shared、--zip、--period")
    if args.remind and (args.closing or args.silent_agrees or args.number):
        args.refuse_usage("催复（--remind）不改截止日和函：不能同时写 --closing、--silent-agrees、--number")
    reads = args.dry_run or args.remind
    opened = library_for_reading(args.library) if reads else library_for_writing(args.library, session.who)
    with opened as library:
        of = _asking_of(library, args, session)
        look = looked_at(library, args, round_texts(of))
        if args.dry_run:
            look.tell()
            _tell(args, _asked(of, args) | look.told)
            return 0
        staged = asking.stage(args.out, of, mask=look.mask)
        try:
            if of.again:
                told = _asked(of, args, staged.place(of))
            else:
                sent = asking.send(library, session.by, staged)[1]
                told = _asked(of, args, sent.files) | {"dispatch": sent.dispatch_id}
        finally:
            staged.discard()
    for note in sent_notes(of.without_mail, 0, 0, staged.unknown):
        print(f"提示：{note}", file=sys.stderr)
    look.tell()
    _tell(args, told | look.told)
    return 0


def _asking_of(library: Library, args: argparse.Namespace, session: Session) -> AskingOut:
    wanted = tuple(units.find_unit(library, each).id for each in args.units or ())
    channel = {"mail": args.mail, "confirmed": args.confirm_channel}
    order = Asking(wanted, args.closing, silent_agrees=args.silent_agrees, doc_no=args.number, **channel)
    return (reminding_out if args.remind else asking_out)(library, args.plan, order, session.today)


def _asked(of: AskingOut, args: argparse.Namespace, files: Mapping[str, Path] | None = None) -> Row:
    """Return what was sent for opinions, in the shape of a batch of 填报表; ``tasks``: the unit's own."""
    letter = files.get(asking.letter_name(of)) if files else None  # none goes out with a reminder
    return {
        "outcome": "ok",
        "dispatch": None,
        "batch": of.batch if files else None,
        "notice": str(letter) if letter else None,
        "period": None,
        "closing": of.asking.closing.isoformat() if of.asking.closing else None,
        "files": [
            {
                "unit": each.unit.name,
                "unit_id": each.unit.id,
                "file": str(files[each.file_name] if files else args.out / each.file_name),
                "tasks": len(each.asked.own),
            }
            for each in of.parcels
        ],
        "not_sent": [],
        "partly_sent": [],
    }


def _order(args: argparse.Namespace, session: Session, library: Library) -> SendOrder:
    plans.plan(library, args.plan)  # an unknown plan is said before all else
    span = span_of(args.period or usual_period(library, session.today))
    if span is None:
        args.refuse_usage(f"--period 应写成 2026Q3、2026H1、2026M03 或 2026：{args.period or '本单位没有填报周期'}")
    assert span is not None
    wanted = frozenset(units.find_unit(library, each).id for each in args.units or ())
    return SendOrder(
        args.plan,
        span.name,
        args.closing or usual_closing(library, span, session.today),
        wanted or None,
        shared=args.shared,
        previous=not args.no_previous,
        mail=args.mail,
        zipped=args.zip,
        internal=args.internal,
        confirmed=args.confirm_channel,
    )


def _result(of: Outgoing, args: argparse.Namespace, sent: Sent | None) -> Row:
    """Return what was sent; with nothing numbered where it is only tried."""
    return {
        "outcome": "ok",
        "dispatch": sent.dispatch_id if sent else None,
        "batch": of.batch if sent else None,
        "notice": str(sent.files[dispatching.notice_name(of)]) if sent else None,
        "period": of.order.period,
        "closing": of.order.closing.isoformat(),
        "files": [
            {
                "unit": each.unit.name,
                "unit_id": each.unit.id,
                "file": str(sent.files[parcel.file_name] if sent else args.out / parcel.file_name),
                "tasks": len(parcel.book.rows),
            }
            for parcel in of.parcels
            for each in parcel.units
        ],
        "not_sent": [{"task": task.id, "unit_text": task.unit_text} for task in of.open_tasks],
        "partly_sent": [{"task": task.id, "unit_text": task.unit_text} for task in of.partly_open],
    }


def _tell(args: argparse.Namespace, result: Row) -> None:
    if args.json:
        write_json(args.json, result)
        return
    for each in result["files"]:
        print(f"{each['unit']}\t{each['tasks']}项\t{each['file']}")
    print(f"共 {len(result['files'])} 家" + ("（未下发）" if args.dry_run else f"，批号 {result['batch']}"))


def return_rows(library: Library, args: argparse.Namespace, session: Session) -> list[Row]:
    """Return what became of each unit's books, by period; of one plan or of all."""
    if args.plan is not None:
        plans.plan(library, args.plan)
    wanted = units.find_unit(library, args.unit).id if args.unit else None
    if unplaced := settling.unplaced_files(library):
        print(f"提示：另有未能判定单位的材料 {len(unplaced)} 份，请在“下发与回收”里认定", file=sys.stderr)
    return [_return(each) for each in returns(library, args.plan) if wanted in (None, each.unit.id)]


def _return(each: Returned) -> Row:
    book = each.book
    days = {"sent": each.batch.day, "closing": each.closing, "receipt": book.receipt, "returned": book.returned}
    return {
        "unit": each.unit.name,
        "unit_id": each.unit.id,
        "period": each.batch.period,
        "state": RETURNS[each.standing],
        "dispatch": each.batch.id,
        "batch": each.batch.batch,
        "code": book.code,
        **{name: value.isoformat() if value else None for name, value in days.items()},
        "closing_was": [move.was.isoformat() for move in each.moves if move.was],
        "file": book.file_name,
    }
