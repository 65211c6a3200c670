"""``collect``: what units sent back, reviewed and taken over as far as it is sure."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.year.annual_sheets import annual_json, tell_annual
from gongkai_desk.cli.year.self_scores import self_json, tell_self
from gongkai_desk.domain.cycle.returns import FieldChange, Wait
from gongkai_desk.domain.cycle.reviews import FileReview, RowReview
from gongkai_desk.errors import InputError, Unreadable
from gongkai_desk.rules.returns.sealed import is_scan, waiting_in
from gongkai_desk.services.collecting import handed, opinions
from gongkai_desk.services.collecting.opinions import OpinionReview, OpinionRow
from gongkai_desk.services.collecting.reviewing import Asked, not_returned, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.taking import Taken, counted, sealed_count, take_over
from gongkai_desk.services.year import annual_sheets, self_scores
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.entries.dispatches import dispatch
from gongkai_desk.store.entries.locks import after_locks
from gongkai_desk.store.library import Library
from gongkai_desk.wording.handed import among_returns
from gongkai_desk.wording.opinions import AGREES
from gongkai_desk.wording.returns import KNOWN, counted_text, opinion_waits_text, told_of_file, waits_text
from gongkai_desk.wording.year.locking import late_count


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``collect``."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="交回的文件、文件夹、压缩包（.zip）或邮件（.eml）")
    add_library(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--period", type=words, default="", metavar="P", help="只收这个报送期的，如 2022Q2")
    which.add_argument("--dispatch", type=int, metavar="ID", help="只收这个批次的（下发编号）")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不归入")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, session: Session) -> int:
    """Review what came; take over what is sure, unless it is a dry run."""
    ask_target(args.json)
    paths = [Path(name) for name in args.paths]
    for path in paths:
        if not path.exists():
            raise Unreadable(file=str(path), reason="missing")
    sources = received(paths)
    forms, sources = opinions.apart(sources)
    own, sources = self_scores.apart(sources)
    of_year, sources = annual_sheets.apart(sources)
    with _library(args, session) as library:
        above, sources = handed.apart(library, sources)
        asked = Asked(args.dispatch, args.period)
        if args.dispatch is not None:
            dispatch(library, args.dispatch)
        rounds = Rounds(library)
        files = reviewed(rounds, sources, asked)
        missing = [rounds.names[unit] for unit in not_returned(rounds, files, asked)]
        before = len(after_locks(library))
        done = Taken(None, *counted(files)) if args.dry_run else take_over(library, session.by, rounds, files)
        late = len(after_locks(library)) - before
        told = [_file_json(rounds, file) for file in files]
        said = opinions.reviewed(rounds, forms, asked)
        missing += [rounds.names[unit] for unit in opinions.not_returned(rounds, said, asked)]
        done = done._replace(
            merged=done.merged + sum(row.takes for file in said for row in file.rows),
            waiting=done.waiting + sum(file.waiting for file in said),
        )
        told += [_form_json(rounds, file) for file in said]
        scored = self_scores.reviewed(library, own)
        told += map(self_json, scored)
        told += map(_handed_json, above)
        done = done._replace(
            merged=done.merged + sum(row.takes for file in scored for row in file.rows),
            waiting=done.waiting + sum(file.waiting for file in scored),
        )
        annual = annual_sheets.reviewed(library, of_year, session.today)
        told += map(annual_json, annual)
        done = done._replace(
            merged=done.merged + sum(file.takes for file in annual),
            waiting=done.waiting + sum(bool(file.laid.waits) and not file.known for file in annual),
        )
        if not args.dry_run:
            annual_sheets.take_over(library, session.by, annual)
            opinions.take_over(library, session.by, rounds, said)
            self_scores.take_over(library, session.by, scored)
    outcome = _outcome(told, done, warned=bool(above))
    if args.json:
        counts = {"not_returned": missing, "merged": done.merged, "waiting": done.waiting}
        write_json(args.json, {"outcome": outcome, "files": told, **counts})
    else:
        _tell_forms(rounds, said)
        tell_self(scored)
        tell_annual(annual)
        for each in above:
            print(f"{each.source.name}　{among_returns(each.book)}。")
        _tell(rounds, files, told, missing, done, dry=args.dry_run)
    if late > 0:
        print(f"提示：{late_count(late)}。", file=sys.stderr)
    refused = any(file.source.error and not is_scan(file.source.error) for file in files)
    return InputError.exit_code if refused else 0


def _library(args: argparse.Namespace, session: Session) -> AbstractContextManager[Library]:
    return library_for_reading(args.library) if args.dry_run else library_for_writing(args.library, session.who)


def _outcome(told: Sequence[Mapping[str, Any]], done: Taken, *, warned: bool) -> str:
    bad = [file["outcome"] for file in told if file["outcome"] not in ("ok", "ok_warn")]
    return bad[0] if bad else "ok_warn" if done.waiting or warned else "ok"


def _handed_json(of: handed.HandedIn) -> dict[str, Any]:
    """Return a superior's book in the shape of a 填报表 of which nothing is taken: it is registered by ``import``."""
    book = of.book
    rows: dict[str, list[Any]] = {"rows": [], "unplaced": [], "absent": []}
    told = {"file": of.source.name, "outcome": "ok_warn", "unit": None, "unit_by": None, "zero": False, **rows}
    return told | {"handed": True, "batch": book.batch, "code": book.code, "message": among_returns(book)}


def _file_json(rounds: Rounds, file: FileReview) -> dict[str, Any]:
    error = file.source.error
    placed = [row for row in file.rows if not row.unplaced and not row.pages]
    open_rows = any(row.open for row in file.rows) or bool(file.waits) or bool(file.source.content.missed)
    told = {
        "file": file.source.name,
        "outcome": error.kind if error else "ok_warn" if open_rows else "ok",
        "unit": rounds.names.get(file.unit) if file.unit is not None else None,
        "unit_by": file.by.value if file.by else None,
        "zero": file.zero,
        "rows": [_row_json(row) for row in placed],
        "unplaced": [_unplaced_json(row) for row in file.rows if row.unplaced],
        "absent": list(file.absent),
    }
    papers = [row for row in file.rows if row.pages]
    if papers:
        told["sealed"] = [_paper_json(rounds, row) for row in papers]
    if message := told_of_file(file):
        told["message"] = message
    return told


def _paper_json(rounds: Rounds, row: RowReview) -> dict[str, Any]:
    """Return a sealed paper of a scan: whose, which pages of the file, why it waits."""
    return {
        "pages": list(row.pages),
        "unit": rounds.names.get(row.unit) if row.unit is not None else None,
        "unit_by": row.by.value if row.by else None,
        "sure": not row.open,
        "text": row.row.words,
        "remark": waits_text(row.waits) if row.open else "",
    }


def _form_json(rounds: Rounds, file: OpinionReview) -> dict[str, Any]:
    """Return a 意见反馈表 in the shape of a 填报表; a row without task is on the whole draft."""
    told = {
        "file": file.source.name,
        "outcome": "ok_warn" if file.waiting else "ok",
        "unit": rounds.names.get(file.unit) if file.unit is not None else None,
        "unit_by": file.by.value if file.by else None,
        "zero": False,
        "rows": [_opinion_json(row) for row in file.rows if row.row.line],
        "unplaced": [],
        "absent": [],
    }
    return told | ({"message": _form_message(file)} if file.waiting else {})


def _form_message(file: OpinionReview) -> str:
    why = opinion_waits_text((*file.waits, *(wait for row in file.rows if row.open for wait in row.waits)))
    return f"意见反馈表待定：{why}；请在“征求意见”的“待定的意见…”里定"


def _opinion_json(row: OpinionRow) -> dict[str, Any]:
    new, old = row.opinion, row.stored
    texts = {
        "opinion": (old.text if old else "", new.text),
        "agrees": (AGREES[old.agrees] if old else "", AGREES[new.agrees]),
        "basis": (old.basis if old else "", new.basis),
    }
    return {
        "sheet": "",
        "row": row.row.line,
        "task": new.task_id,
        "seq": row.row.seq,
        "by": row.by.value if row.by else None,
        "sure": not row.waits,
        "fields": {
            name: {"sent": "", "stored": stored, "returned": came, "take": row.takes and came != stored}
            for name, (stored, came) in texts.items()
        },
        "remark": opinion_waits_text(row.waits) if row.open else "",
    }


def _tell_forms(rounds: Rounds, files: Sequence[OpinionReview]) -> None:
    for file in files:
        unit = rounds.names.get(file.unit, "单位待定") if file.unit is not None else "单位待定"
        taken = sum(row.takes for row in file.rows)
        print(f"{file.source.name}　{unit}　意见反馈表　登记意见{taken}条，待定{file.waiting}条")
        if file.waiting:
            print(f"  ! {_form_message(file)}")


def _row_json(row: RowReview) -> dict[str, Any]:
    waits = row.waits or ((Wait.CONFLICT,) if row.open else ())
    return {
        "sheet": row.sheet,
        "row": row.row.line,
        "task": row.task,
        "seq": row.row.seq,
        "by": row.by.value if row.by else None,
        "sure": row.sure,
        "fields": {name: _field_json(each) for name, each in row.fields.items()},
        "remark": waits_text(waits),
    }


def _field_json(each: FieldChange) -> dict[str, Any]:
    return {"sent": each.sent, "stored": each.stored, "returned": each.returned, "take": each.take}


def _unplaced_json(row: RowReview) -> dict[str, Any]:
    texts = (row.row.code, row.row.words, *(text for text in row.row.values.values() if text), row.row.other)
    return {"sheet": row.sheet, "row": row.row.line, "text": " ".join(filter(None, texts))}


def _tell(
    rounds: Rounds,
    files: Sequence[FileReview],
    told: Sequence[Mapping[str, Any]],
    missing: Sequence[str],
    done: Taken,
    *,
    dry: bool,
) -> None:
    """Say in a line a file what came of it."""
    for file, said in zip(files, told[: len(files)], strict=True):
        by = f"（按{KNOWN[file.by]}）" if file.by else ""
        waiting, left = [row for row in file.rows if row.open], waiting_in(file)
        for row in file.rows:
            if row.pages and not row.open:
                print(f"{file.source.name}　{row.sheet}　{rounds.names.get(row.unit or 0, '')}　{row.row.words}")
        counts = f"归入{sum(bool(row.takes) for row in file.rows)}项，待定{left}项，未交回{len(file.absent)}项"
        again = "，以前已收" if file.known else ""
        print(f"{file.source.name}　{said['unit'] or '单位待定'}{by}　{counts}{again}")
        if "message" in said:
            print(f"  ! {said['message']}")
        for row in waiting:
            where = f"{row.sheet} 第{row.row.line}行".strip() if row.row.line else "全文"
            where = row.sheet if row.pages else where
            print(f"  ? {where} {row.row.words[:24]}：{waits_text(row.waits or (Wait.CONFLICT,))}")
    print(f"{'可归入' if dry else '已归入'} {counted_text(done.merged, sealed_count(files), done.waiting)}")
    if missing:
        print(f"未交回 {len(missing)} 家：{'、'.join(missing)}")
