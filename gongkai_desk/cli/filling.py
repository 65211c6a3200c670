"""``export fill``: a superior's form filled from the ledger into a copy."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.cli.parse import named_as_given
from gongkai_desk.domain.forms import Filled, FormField, FormFile, FormNote, Lack
from gongkai_desk.domain.papers import LedgerChoice
from gongkai_desk.errors import BusyLedger, InputError, NoPermission
from gongkai_desk.paths import refuse_inside_library
from gongkai_desk.rules.forms.fitting import Fitting, laid
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.services import filling
from gongkai_desk.services.filling import FillOrder
from gongkai_desk.store.library import Library
from gongkai_desk.wording.forms import BY, FIELDS, MODES, NO_FIELD, note_text
from gongkai_desk.words.normal import shortened

_WIDEST = 40  # characters of a text in a note
_LOOK = frozenset({Lack.SEVERAL, Lack.SPREAD, Lack.EXAMPLE, Lack.REWRITTEN, Lack.CODE_DIFFERS})
"""What was filled or left as it should be, but wants a person's eye."""


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``export fill``."""
    parser.add_argument("paper", choices=("fill",), help="fill 按上级表样填报")
    parser.add_argument("form", type=Path, metavar="FORM", help="上级表样（.docx .xlsx .doc .xls 等）")
    parser.add_argument("out", type=Path, metavar="OUT", help="填好的表写到哪个文件")
    parser.add_argument("--plan", type=int, required=True, metavar="ID", help="要点编号（list plans 的第一列）")
    parser.add_argument(
        "--map",
        type=words,
        action="append",
        default=[],
        metavar="列名=field",
        help="某一栏填什么，可写多次；列名= 表示不填：" + "，".join(map(" ".join, FIELDS.items())),
    )
    parser.add_argument("--period", metavar="P", help="只要这一期的进展：2026Q3、2026H1、2026M03 或 2026")
    parser.add_argument(
        "--unit", default="", metavar="U", help="上级的通用填报表：本单位是其中哪一家，默认登记时所说的"
    )
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    add_library(parser)
    parser.set_defaults(run=run, refuse_usage=parser.error)


def run(args: argparse.Namespace, session: Session) -> int:
    """Fill the form and say what was filled and what was not."""
    ask_target(args.json)
    order = FillOrder(args.plan, session.today, _choice(args), dict(_columns(args)), args.unit)
    refuse_inside_library(args.out)
    _refuse_original(args)
    with named_as_given(str(args.form), InputError):
        form = filling.read_form(args.form)
    if args.out.suffix.lower() != f".{form.format}":
        args.refuse_usage(f"填好的表应以 .{form.format} 结尾：{args.out}")
    with _library(args.library, session.who) as (library, may_write), named_as_given(str(args.form), InputError):
        order = _of_period(library, form, order, args)
        fitting = filling.fit(library, form, order)
        if fitting.unheard:
            heads = "、".join(column.header for head in fitting.heads for column in head.columns)
            args.refuse_usage(f"表样中没有“{'、'.join(fitting.unheard)}”这一栏，有的是：{heads}")
        done, told = laid(fitting), list[str]()
        if may_write:
            remember = partial(filling.remember, library, session.by, fitting)
            remember(lambda: told.extend(filling.write(args.form, args.out, done)))
        else:
            told += filling.write(args.form, args.out, done)
    losses = (*form.losses, *told)
    if args.json:
        write_json(args.json, _as_json(args, fitting, done, losses))
    else:
        _tell(args, fitting, done, losses)
    return 0


def _of_period(library: Library, form: FormFile, order: FillOrder, args: argparse.Namespace) -> FillOrder:
    """Return the order for the period of a superior's 填报表, where none was given."""
    period = "" if args.period else filling.usual_period(library, form, order)
    if not period:
        return order
    print(f"提示：进展只取填报表这一期的（{period}），要别的期用 --period", file=sys.stderr)
    since, until = period_days(period) or (None, None)
    return replace(order, choice=LedgerChoice((), since, until, by_period=True))


@contextmanager
def _library(folder: Path, who: str) -> Iterator[tuple[Library, bool]]:
    """Yield the library, for writing if it can be: what was matched is then remembered."""
    with ExitStack() as stack:
        try:
            library, may_write = stack.enter_context(library_for_writing(folder, who)), True
        except (BusyLedger, NoPermission):
            print("提示：台账库正在别处使用，这次的栏目对应没有记住", file=sys.stderr)
            library, may_write = stack.enter_context(library_for_reading(folder)), False
        yield library, may_write


def _choice(args: argparse.Namespace) -> LedgerChoice:
    since, until = (period_days(args.period) or (None, None)) if args.period else (None, None)
    if args.period and since is None:
        args.refuse_usage(f"--period 应写成 2026Q3、2026H1、2026M03 或 2026：{args.period}")
    return LedgerChoice((), since, until, by_period=True)


def _columns(args: argparse.Namespace) -> Iterator[tuple[str, FormField | None]]:
    for each in args.map:
        header, equals, field = each.rpartition("=")
        if not equals or not header or (field and field not in list(FormField)):
            known = "、".join(FormField)
            args.refuse_usage(f"--map 应写成 列名=field，field 可以是 {known}：{each}")
        yield header, FormField(field) if field else None


def _refuse_original(args: argparse.Namespace) -> None:
    """Keep the superior's own file from being written over."""
    if args.out.exists() and args.form.exists() and args.out.samefile(args.form):
        args.refuse_usage(f"填好的表不能写在表样原件上，请另写一个文件名：{args.out}")


# ---- what is told


def _as_json(args: argparse.Namespace, fitting: Fitting, done: Filled, losses: Sequence[str]) -> dict[str, Any]:
    names = [table.name for table in fitting.form.tables]
    notes = [(note, _note_json(note, names)) for note in done.notes]
    return {
        "outcome": "ok",
        "file": str(args.out),
        "mode": done.mode,
        "columns": [
            {
                "sheet": names[head.table],
                "header": column.header,
                "field": column.field,
                "by": column.by,
                "limit": column.limit or None,
            }
            for head in fitting.heads
            for column in head.columns
        ],
        "rows": done.rows,
        "unplaced": [told for note, told in notes if note.lack not in _LOOK and note.lack is not Lack.OVER],
        "look": [told for note, told in notes if note.lack in _LOOK],
        "over": [told for note, told in notes if note.lack is Lack.OVER],
        "losses": list(losses),
    }


def _note_json(note: FormNote, names: Sequence[str]) -> dict[str, Any]:
    return {
        "sheet": names[note.table] if note.lack is not Lack.TASK_LEFT else None,
        "row": note.row + 1 if note.row is not None else None,
        "text": note.text,
        "why": note_text(note),
        "tasks": list(note.tasks),
    }


def _tell(args: argparse.Namespace, fitting: Fitting, done: Filled, losses: Sequence[str]) -> None:
    print(f"{MODES[done.mode]}，对上 {done.rows} 行，写入 {done.cells} 格")
    for head in fitting.heads:
        for column in head.columns:
            field = FIELDS[column.field] if column.field is not None else NO_FIELD
            limit = f"（限{column.limit}字）" if column.limit else ""
            print(f"  {column.header}{limit}\t{field}\t{BY[column.by] if column.by is not None else ''}")
    names = [table.name for table in fitting.form.tables]
    for note in done.notes:
        where = f"{names[note.table]}第{note.row + 1}行：" if note.row is not None else ""
        print(f"? {where}{note_text(note)}：{shortened(note.text, _WIDEST)}")
    for loss in losses:
        print(f"! {loss}")
    print(args.out)
