"""``import-ledger``: an office's own ledger in the middle of the year (年中接手), or last year's for the look-back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from gongkai_desk.cli.arguments import year
from gongkai_desk.cli.main import Session, ask_target, write_json
from gongkai_desk.cli.opened import add_library, library_for_writing
from gongkai_desk.cli.parse import named_as_given
from gongkai_desk.domain.ids import Changes
from gongkai_desk.domain.review import Rhythm
from gongkai_desk.domain.state import State
from gongkai_desk.domain.year.ledger_in import Ledger, LedgerAnswers, LedgerField
from gongkai_desk.errors import EnvironmentFailure, InputError
from gongkai_desk.services.year.ledger_in import read_ledger, read_options, take_over, understand, year_of
from gongkai_desk.wording.states import STATES
from gongkai_desk.wording.year.ledger_in import FIELDS, asked_sentence, notes

T = TypeVar("T", State, LedgerField)


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``import-ledger``."""
    parser.add_argument("file", metavar="FILE", help="本单位自己的台账（Excel、WPS 表格）")
    add_library(parser)
    parser.add_argument("--year", type=year, metavar="Y", help="台账是哪一年的；不写时看标题，标题没有就是今年")
    parser.add_argument("--last-year", action="store_true", help="是上一年的台账，供“回头看”逐项核查")
    _add_said(parser, "--state", STATES, "台账里的字样或颜色是什么状态，如 卡壳=推进中")
    _add_said(parser, "--column", FIELDS, "某一栏是什么，如 备注=进展情况")
    parser.add_argument("--reporting", choices=[str(rhythm) for rhythm in Rhythm], help="各单位多久报一次进展")
    parser.add_argument("--password", default="", help="文件的打开密码")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    parser.set_defaults(run=run)


def _add_said(parser: argparse.ArgumentParser, name: str, words: Mapping[T, str], told: str) -> None:
    """Add an option that may be given several times: 字样=状态, by the office's word or its identifier."""
    by_word = {word: value for value, word in words.items()} | {str(value): value for value in words}

    def said(text: str) -> tuple[str, T]:
        left, _, right = text.rpartition("=")
        if not left or right not in by_word:
            raise argparse.ArgumentTypeError(f"写成 字样=…，等号后可写：{'、'.join(words.values())}")
        return left, by_word[right]

    parser.add_argument(name, action="append", default=[], type=said, metavar="字样=…", help=f"{told}；可写多次")


def run(args: argparse.Namespace, session: Session) -> int:
    """Read, then store as one step; the id is printed only after the commit."""
    ask_target(args.json)
    with (
        library_for_writing(args.library, session.who) as library,
        named_as_given(args.file, InputError, EnvironmentFailure),
    ):
        read = read_ledger(Path(args.file), read_options(library, args.password))
        year = year_of(read, session.today, year=args.year, last_year=args.last_year)
        answers = LedgerAnswers(dict(args.column), dict(args.state))
        ledger = understand(library, read, session.today, answers, year=year)
        ledger = ledger.reported_on(Rhythm(args.reporting) if args.reporting else None)
        done = take_over(library, session.by, ledger, year=year, last_year=args.last_year)
    for note in (*notes(ledger), *_about(done, year, args, session)):
        print(f"提示：{note}", file=sys.stderr)
    if args.json:
        write_json(args.json, _as_json(ledger, done, year))
    else:
        print(done.made)
    return 0


def _about(done: Changes, year: int, args: argparse.Namespace, session: Session) -> Iterator[str]:
    """Yield what storing it did beside."""
    if done.proposed:
        yield f"单位字典中新增待确认单位 {len(done.proposed)} 个：{'、'.join(done.proposed)}"
    if year < session.today.year and not args.last_year and args.year is None:
        yield f"标题写的是{year}年，已按{year}年存入；如是供“回头看”的上一年台账，撤销后加 --last-year 再存"


def _as_json(ledger: Ledger, done: Changes, year: int) -> dict[str, object]:
    return {
        "outcome": "ok_warn" if ledger.asked or ledger.read.draft.losses else "ok",
        "plan": done.made,
        "year": year,
        "tasks": len(ledger.tasks),
        "reports": ledger.reports,
        "evidence": ledger.evidence,
        "states": dict(ledger.states),
        "columns": [{"header": each.header, "field": each.holds} for each in ledger.columns],
        "asked": [
            {"kind": each.kind, "text": each.text, "tasks": list(each.tasks), "message": asked_sentence(each)}
            for each in ledger.asked
        ],
        "losses": [f"{loss.where} {loss.what}" for loss in ledger.read.draft.losses],
        "kept": [{"text": each.text, "filled": each.filled} for each in ledger.kept],
    }
