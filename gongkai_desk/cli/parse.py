"""``parse``: read plans without a library."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.cli.arguments import day, pasted
from gongkai_desk.cli.main import Session, refusal, refuse, write_json
from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.review import Review
from gongkai_desk.errors import DeskError, EnvironmentFailure, InputError
from gongkai_desk.reading.scan.component import install
from gongkai_desk.services.intake.reading import ReadOptions, chosen_part, draft_json, read_plan
from gongkai_desk.wording.sentences import doubt_sentence, recognised_sentence
from gongkai_desk.workdays import Workdays

if TYPE_CHECKING:  # the child alone needs the names of units
    from gongkai_desk.words.units import UnitDirectory


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe ``parse``."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="要读取的文件；- 表示从标准输入读取粘贴的文字")
    add_reading_arguments(parser)
    parser.add_argument("--text", action="store_true", help="JSON 中附上读到的全部文字")
    parser.add_argument("--json", metavar="OUT", help="把结果写成 JSON；- 表示标准输出")
    parser.set_defaults(run=run)


def add_reading_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what one may tell a reading, here and in ``import``."""
    parser.add_argument("--part", metavar="narrative|table|N", help="取正文、任务分解表或第几部分")
    parser.add_argument("--password", default="", help="文件的打开密码")
    parser.add_argument(
        "--ocr", type=Path, metavar="文件夹", help="先从这个文件夹核对并装入扫描识别组件（装过一次就不用再写）"
    )
    parser.add_argument("--issue-date", type=day, metavar="YYYY-MM-DD", help="文中没有印发日期时由此给出")
    parser.add_argument("--anyway", action="store_true", help="不像工作要点的（合同、函等）也照样读成任务")


def read_source(
    name: str, args: argparse.Namespace, workdays: Workdays | None = None, directory: UnitDirectory | None = None
) -> Draft:
    """Read the file ``name`` (``-``: standard input) as the arguments say, by the office's days and units if given.

    Raises:
        InputError, EnvironmentFailure: it cannot be read; ``file`` is ``name``.
        BadComponent: ``--ocr`` names a folder whose reading component cannot be taken.
    """
    if args.ocr is not None:
        install(args.ocr)
        args.ocr = None  # once for all files
    options = ReadOptions(workdays or Workdays.usual(), args.password, args.issue_date, directory, anyway=args.anyway)
    with named_as_given(name, InputError, EnvironmentFailure):
        return read_plan(pasted() if name == "-" else Path(name), options)


@contextmanager
def named_as_given(name: str, *refusals: type[DeskError]) -> Iterator[None]:
    """Let such a refusal name the file as it was given, not as the child process or the library calls it."""
    try:
        yield
    except refusals as error:
        error.data["file"] = name
        raise


def run(args: argparse.Namespace, session: Session) -> int:
    """Read each file; one refused file does not keep the others from being read."""
    results = [_read_one(name, args) for name in args.files]
    errors = [error for error, _ in results if error]
    documents = [document for _, document in results]
    if args.json:
        write_json(args.json, documents[0] if len(documents) == 1 else _several(documents, errors))
    return max((error.exit_code for error in errors), default=0)


def _read_one(name: str, args: argparse.Namespace) -> tuple[DeskError | None, dict[str, Any]]:
    try:
        draft = read_source(name, args)
        with named_as_given(name, InputError):
            part = chosen_part(draft, args.part)
    except DeskError as error:
        refuse(error)
        return error, refusal(error)
    if not args.json:
        _tell(draft, part)
    return None, {**draft_json(draft, part, with_text=args.text), "file": name}


def _several(documents: list[dict[str, Any]], errors: list[DeskError]) -> dict[str, Any]:
    """Return the frame of several files; its outcome is the worst of theirs."""
    warned = "ok_warn" if any(document["outcome"] == "ok_warn" for document in documents) else "ok"
    return {"outcome": errors[0].kind if errors else warned, "files": documents}


def _tell(draft: Draft, index: int) -> None:
    """Say in a few lines what was recognised."""
    part = draft.parts[index]
    plan = draft.plans[part.plan]
    print(f"{plan.title or draft.file}　{plan.doc_no}　{plan.issuer}　{plan.dates.issue or '无日期'}")
    for number, each in enumerate(draft.parts, 1):
        print(f"{'*' if number == index + 1 else ' '} {number} {each.title}：{len(each.tasks)} 项")
    for task in part.tasks:
        units = "、".join((*task.lead, *task.responsible, *task.support)) or "（无单位）"
        print(f"{task.seq or ''}\t{task.title or task.content[:24]}\t{units}\t{task.deadline.text}")
    review = Review(draft, index)
    print(recognised_sentence(review))
    for doubt in review.doubts:
        print(f"? {_number(part.tasks[doubt.task].seq) if doubt.task is not None else ''}{doubt_sentence(doubt)}")
    for loss in draft.losses:
        print(f"! 未读到：{loss.where} {loss.what}")


def _number(seq: str | None) -> str:
    return f"第{seq}项：" if seq else ""
