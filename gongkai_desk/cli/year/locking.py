"""``lock`` and ``unlock``: the figures of a period stay as they were sent."""

from __future__ import annotations

import argparse
from typing import Any

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.domain.cycle.upward import PeriodLock, Submission
from gongkai_desk.domain.ids import Changes
from gongkai_desk.domain.year.period import LockOrder
from gongkai_desk.services.year.locking import count, lock_as, unlock
from gongkai_desk.standing.year.locks import LateReturn, late_returns, submission_of
from gongkai_desk.store.entries import locks
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.year.locking import chosen_text


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe one of the two."""
    parser.add_argument("period", type=words, metavar="PERIOD", help="期次：2026Q2、2026H1、2026M03 或 2026")
    told = "只锁定这份要点的" if command == "lock" else "只解锁这份要点的"
    parser.add_argument("--plan", type=int, metavar="ID", help=f"{told}；不写时为这一年的全部要点")
    reason = "锁定的说明，如报送的文号" if command == "lock" else "解锁的理由"
    parser.add_argument("--reason", type=words, metavar="R", default="", required=command == "unlock", help=reason)
    if command == "lock":
        sent = parser.add_mutually_exclusive_group()
        sent.add_argument("--submission", type=int, metavar="N", help="随哪一次报送锁定：报送登记的编号")
        sent.add_argument("--register", type=words, metavar="TITLE", help="同时登记报送：报了什么")
    add_library(parser)
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    parser.set_defaults(run=run_lock if command == "lock" else run_unlock)


def run_lock(args: argparse.Namespace, session: Session) -> int:
    """Lock a period; ``ok`` with the locks is printed only after the commit."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        new = Submission("table", session.today, args.register) if args.register is not None else None
        order = LockOrder(args.period, args.plan, args.reason, new or args.submission)
        done = lock_as(library, session.by, order, count(library, order, session.today))
        _tell(library, args, done)
    return 0


def run_unlock(args: argparse.Namespace, session: Session) -> int:
    """Take a lock off, with its reason."""
    ask_target(args.json)
    with library_for_writing(args.library, session.who) as library:
        done = unlock(library, session.by, args.period, args.reason, args.plan)
        _tell(library, args, done)
    return 0


def _tell(library: Library, args: argparse.Namespace, done: Changes) -> None:
    found = [each for each in locks.locks(library) if each.id in done.ids["period_lock"]]
    if args.json:
        write_json(args.json, {"outcome": "ok", "locks": [_row(library, each) for each in found]})
    else:
        print(f"ok {' '.join(str(each.id) for each in found)}")


def lock_rows(library: Library, args: argparse.Namespace, session: Session) -> list[dict[str, Any]]:
    """Return the locks, of one plan or all, with the figures that they keep."""
    return [_row(library, each) for each in locks.locks(library) if args.plan in (None, each.plan_id)]


def late_rows(library: Library, args: argparse.Namespace, session: Session) -> list[dict[str, Any]]:
    """Return what came after its period was locked, with where it counts as a person chose."""
    return [late_row(each) for each in late_returns(library, args.plan)]


def late_row(late: LateReturn) -> dict[str, Any]:
    """Return a late return as it is listed."""
    report, task = late.report, late.task
    return {
        "id": report.id,
        "period": late.lock.period,
        "unit": report.unit,
        "task": task.id,
        "task_title": task.title or task.content,
        "day": report.day.isoformat(),
        "text": report.text,
        "locked": late.lock.day.isoformat(),
        "counted_in": report.counted_in,
        "counted": chosen_text(report.counted_in, unlocked=late.lock.unlocked is not None),
    }


def _row(library: Library, lock: PeriodLock) -> dict[str, Any]:
    """Return a lock with the figures of the whole plan as they were sent."""
    assert lock.id is not None
    assert lock.plan_id is not None
    sent = submission_of(library, lock)
    return {
        "id": lock.id,
        "plan": lock.plan_id,
        "title": _title(library, lock.plan_id),
        "period": lock.period,
        "day": lock.day.isoformat(),
        "by": lock.who,
        "reason": lock.reason,
        "unlocked": lock.unlocked.isoformat() if lock.unlocked else None,
        "unlock_reason": lock.unlock_reason,
        "submission": {"id": sent.id, "title": sent.title, "day": sent.day.isoformat()} if sent else None,
        "figures": {name.value: value for name, value in locks.locked_totals(library)[lock.id].items()},
    }


def _title(library: Library, plan_id: int) -> str:
    """Return a plan's title, empty where it lies in the recycle bin."""
    return next((plan.title for plan in plans.plans(library) if plan.id == plan_id), "")
