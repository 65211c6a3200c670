"""``export annual-sheets``: 年报数据表 to the units; what ``collect`` says of those that came back."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import day, words, year
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading
from gongkai_desk.domain.year.annual_sheets import LaidLine
from gongkai_desk.services.year.annual_sheets import AnnualReview, books, write_books
from gongkai_desk.store import units
from gongkai_desk.wording.year.annual import sheet_waits_text


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``export annual-sheets``."""
    parser.add_argument("paper", choices=("annual-sheets",), help="annual-sheets 各单位的年报数据表")
    parser.add_argument("out", type=Path, metavar="OUTDIR", help="写到哪个文件夹，每单位一份")
    parser.add_argument("--year", type=year, required=True, metavar="Y", help="哪一年的年报")
    parser.add_argument(
        "--unit", dest="units", type=words, action="extend", nargs="+", metavar="U",
        help="只要这些单位的，默认有任务的全部单位",
    )  # fmt: skip
    parser.add_argument("--closing", type=day, metavar="D", help="报送截止日")
    parser.add_argument("--dry-run", action="store_true", help="只看发给谁，不写文件")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    add_library(parser)
    parser.set_defaults(run=run, refuse_usage=parser.error, units_before_out=True)


def run(args: argparse.Namespace, session: Session) -> int:
    """Write a workbook for each unit."""
    ask_target(args.json)
    if args.out.suffix:
        args.refuse_usage(f"年报数据表每单位一份，OUTDIR 应是文件夹（不带扩展名）：{args.out}")
    with library_for_reading(args.library) as library:
        wanted = [units.find_unit(library, name).id for name in args.units or ()]
        found = books(library, args.year, unit_ids=wanted, closing=args.closing)
    written = {} if args.dry_run else {number: str(path) for number, path in write_books(args.out, found)}
    files = [{"unit": book.unit, "unit_id": number, "file": written.get(number)} for number, book in found]
    if args.json:
        write_json(args.json, {"outcome": "ok", "year": args.year, "files": files})
    else:
        for each in files:
            print(each["file"] or each["unit"])
    return 0


def annual_json(file: AnnualReview) -> dict[str, Any]:
    """Return a 年报数据表 in the shape of 填报表: its unit, its rows, whether they are sure."""
    laid = file.laid
    told = {
        "file": file.source.name,
        "outcome": "ok_warn" if laid.waits else "ok",
        "unit": file.unit or None,
        "unit_by": "code" if laid.unit_id is not None and not laid.waits else "name" if laid.unit_id else None,
        "zero": False,
        "year": laid.year,
        "rows": [_row_json(file, row) for row in laid.rows],
        "unplaced": [
            {"sheet": "", "row": row.told.line, "text": " ".join((row.told.code, row.told.words, *row.told.values))}
            for row in laid.rows
            if row.place is None
        ],
        "absent": [],
        "failing": list(laid.failing),
    }
    return told | ({"message": _message(file)} if laid.waits else {})


def _row_json(file: AnnualReview, row: LaidLine) -> dict[str, Any]:
    returned = {"sent": "", "stored": "", "returned": "\t".join(row.told.values), "take": file.takes}
    return {
        "sheet": "",
        "row": row.told.line,
        "task": None,
        "item": row.told.words,
        "sure": not file.laid.waits,
        "fields": {"figures": returned},
        "remark": sheet_waits_text(row.waits),
    }


def _message(file: AnnualReview) -> str:
    why = "；".join(filter(None, (sheet_waits_text(file.laid.waits), *file.laid.failing)))
    return f"年报数据表待定：{why}；请在“报表 → 政府信息公开年报”里定（或 annual settle）"


def tell_annual(files: Sequence[AnnualReview]) -> None:
    """Say in a line a file what came of it."""
    for file in files:
        state = "以前已收" if file.known else "待定" if file.laid.waits else "已登记"
        year = f"{file.laid.year}年" if file.laid.year else "年度待定"
        print(f"{file.source.name}　{file.unit or '单位待定'}　{year}年报数据表　{state}")
        if file.laid.waits:
            print(f"  ! {_message(file)}")
