"""Arguments, exit codes and the error line; each command lives in a module of its own."""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from gongkai_desk import __version__
from gongkai_desk.cli.arguments import USAGE, Parser, add_common, command_of, hear_no_more, speak_utf8
from gongkai_desk.domain.ids import By
from gongkai_desk.errors import DeskError, DiskFull, NotFound

if TYPE_CHECKING:
    from gongkai_desk.export.printed import PrintedPaper


BUG, STOPPED = 1, 130
UNHEARD = 141  # the reader of our output has gone, as shells count SIGPIPE

COMMANDS = {  # name: (module, what it does)
    "parse": ("parse", "读取要点文件，识别任务"),
    "compare": ("plans", "两份要点对照，或正文与附件对照"),
    "init": ("care", "新建台账库"),
    "import": ("plans", "把要点存入台账库"),
    "import-ledger": ("year.ledger_in", "年中接手：把本单位自己的台账存入台账库"),
    "list": ("listing", "列出要点、任务或单位"),
    "progress": ("acts", "登记进展"),
    "transition": ("acts", "申请、核查、销号、退回、延期等办理"),
    "attach": ("acts", "添加佐证材料"),
    "batch": ("batch", "逐行登记（每行一件事）"),
    "export": ("papers", "导出任务分解表或台账"),
    "annual": ("year.annual", "年报：登记各单位的数据和文字，列出勾稽关系"),
    "assess": ("year.assess", "考核：方案、提取事实、第三方评分、人工登记、复核撤销"),
    "approve": ("year.approvals", "登记审定：排名经谁审定，审定后才能出表"),
    "lookback": ("year.lookback", "回头看：逐项核查上年任务，接续、转入今年、列入整改"),
    "collect": ("rounds_back", "回收汇总：核对并归入单位交回的填报表"),
    "close-year": ("year.archiving", "年度归档后转为只读"),
    "reopen-year": ("year.archiving", "重新打开已归档的年度以便更正，要写明理由"),
    "lock": ("year.locking", "锁定一期报出的数据"),
    "unlock": ("year.locking", "解锁一期的数据，要写明理由"),
    "late": ("year.late", "迟报：锁定之后才到的进展计入下一期"),
    "packet": ("packets", "分工录入包：发出、打开、收回"),
    "demo": ("demo", "生成样例台账、文件和图片"),
    "dump": ("care", "把台账库全部内容写成文字"),
    "check": ("care", "检查台账库是否完好"),
    "migrate": ("care", "把旧版台账库升级到当前格式"),
    "backup": ("care", "备份台账库"),
    "restore": ("care", "从备份恢复台账库"),
    "workdays": ("days", "推算工作日"),
    "holidays": ("days", "导入放假通知"),
}
PAPERS_APART = {
    "fill": "filling",
    "correction": "year.correcting",
    "assessment": "year.assessment",
    **dict.fromkeys(("lookback", "lookback-report", "rectification"), "year.lookback"),
    **dict.fromkeys(("archive", "handover"), "year.archiving"),
    "annual-sheets": "year.annual_sheets",
    **dict.fromkeys(("annual", "annual-compare"), "year.annual"),
    **dict.fromkeys(("report", "progress-table", "bulletin", "leader"), "year.reporting"),
}
"""Papers of ``export`` that take other arguments than the rest, with their modules."""


@dataclass(frozen=True)
class Session:
    """What every command is given: the day, the clerk and the door to the window."""

    today: date
    who: str
    load_screen: LoadScreen

    @property
    def by(self) -> By:
        """Who acts, and on which day."""
        return By(self.who, self.today)


def main(argv: Sequence[str], load_screen: LoadScreen) -> int:
    """Run one command and return the exit code; nothing but a usage error leaves by another way."""
    speak_utf8()
    args: argparse.Namespace | None = None
    try:
        args = _read_arguments(list(argv))
        session = Session(args.today or date.today(), args.by or "", load_screen)
        code = int(args.run(args, session) or 0)
        if sys.stdout is not None:
            sys.stdout.flush()  # what cannot be written is learnt here, not when Python ends
        return code
    except DeskError as error:
        return refuse(error, getattr(args, "json", None))
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        hear_no_more()
        return UNHEARD
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    except Exception as error:
        return _output_full(error) or own_up()


def refuse(error: DeskError, json_target: str | None = None) -> int:
    """Print the one line (and the object where JSON was asked for); return the exit code of the error's group."""
    from gongkai_desk.wording.sentences import error_sentence

    sentence = error_sentence(error)
    print(f"错误[{error.kind}]: {sentence}", file=sys.stderr)
    if json_target:
        try:
            write_json(json_target, refusal(error))
        except DeskError as second:  # the very place for the object may be what is refused
            if second.kind != error.kind:
                print(f"错误[{second.kind}]: {error_sentence(second)}", file=sys.stderr)
    return error.exit_code


def refusal(error: DeskError) -> dict[str, Any]:
    """Return the object that ``--json`` prints for a refusal."""
    from gongkai_desk.wording.sentences import error_sentence

    named = error.data.get("file", error.data.get("library"))
    return {"outcome": error.kind, "message": error_sentence(error), "file": named}


def write_json(target: str, value: object) -> None:
    """Write ``value`` as indented JSON to the file ``target``, ``-`` being standard output."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    if target == "-":
        print(text)
        return
    from gongkai_desk.paths import told_kindly, written_whole

    path = Path(target)
    if _is_device(path):
        with told_kindly(path):
            path.write_text(text + "\n", encoding="utf-8", errors="replace")
        return
    with written_whole(path) as beside:
        beside.write_text(text + "\n", encoding="utf-8", errors="replace")


def _is_device(path: Path) -> bool:
    """Tell a device or pipe, which is written to and never replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()


def ask_target(target: str | None) -> None:
    """See that ``write_json`` can write there, before something is stored that could then not be told.

    Raises:
        NotAllowed, NoPermission, DiskFull: it cannot.
    """
    if target is None or target == "-" or _is_device(Path(target)):
        return
    from gongkai_desk.paths import refuse_inside_library, told_kindly

    path = Path(target)
    refuse_inside_library(path)
    with told_kindly(path), TemporaryFile(dir=path.parent):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _read_arguments(argv: list[str]) -> argparse.Namespace:
    """Parse ``argv``; only the module of the command that is named gets loaded."""
    parser = Parser(prog="gongkai-desk", description="公开台账：不带命令时打开窗口。", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"公开台账 {__version__}")
    add_common(parser, default=None)
    name = command_of(argv, tuple(COMMANDS))
    if name is None:
        parser.add_argument("library", nargs="?", type=Path, metavar="LIB", help="要打开的台账库")
        parser.epilog = "命令：" + "；".join(f"{command} {told}" for command, (_, told) in COMMANDS.items())
        parser.set_defaults(run=_open_window)
        return parser.parse_args(argv)
    commands = parser.add_subparsers(metavar="命令", required=True)
    for command, (_, told) in COMMANDS.items():
        sub = commands.add_parser(command, help=told, description=told, allow_abbrev=False)
        if command == name:
            add_common(sub, default=argparse.SUPPRESS)
            _module(command, argv).add_arguments(sub, command)
    return parser.parse_args(argv)


def _module(command: str, argv: Sequence[str]) -> ModuleType:
    """Return the module that knows a command's arguments: its own, or that of one of its papers."""
    behind = argv[argv.index(command) + 1 :]
    words = [word for before, word in pairwise(["", *behind]) if not before.startswith("--")]
    apart = next((PAPERS_APART[word] for word in words if command == "export" and word in PAPERS_APART), None)
    return import_module(f"gongkai_desk.cli.{apart or COMMANDS[command][0]}")


def _open_window(args: argparse.Namespace, session: Session) -> int:
    if args.library is not None and not args.library.exists():
        raise NotFound(library=str(args.library))
    return session.load_screen().open_window(args.library, session.today, session.who)


def _output_full(error: Exception) -> int:
    """Refuse kindly where the disk that takes our output is full; 0 where that is not what happened."""
    if not isinstance(error, OSError) or error.errno not in (errno.ENOSPC, errno.EDQUOT):
        return 0
    hear_no_more()
    return refuse(DiskFull(file=error.filename or "输出"))


def own_up() -> int:
    """Write the bug that is being handled into the log and say where; never show a traceback."""
    import traceback

    try:
        from gongkai_desk.paths import user_dir

        log = user_dir() / "error.log"
        with open(log, "a", encoding="utf-8") as file:
            traceback.print_exc(file=file)
        told = f"已记入 {log}，请把该文件发给维护人员"
    except OSError:
        told = f"日志也没有写成，请把这一行发给维护人员：{traceback.format_exc().splitlines()[-1]}"
    print(f"错误[bug]: 程序出错，{told}。", file=sys.stderr)
    return BUG


class Screen(Protocol):
    """Opened lazily by ``__main__``, the one door to ``ui``."""

    def open_window(self, library: Path | None, today: date, who: str) -> int:
        """Show the main window on ``library`` (``None``: the last one) and return its exit code."""

    def take_pictures(self, folder: Path, library: Path, plan: Path, today: date) -> list[Path]:
        """Write pictures of the main window and of the import of ``plan`` into ``folder``; raises ``NoWindow``."""

    def write_pdf(self, paper: PrintedPaper, path: Path) -> tuple[str, ...]:
        """Write pages as PDF; return the official fonts that are missing here. Raises ``NoWindow`` without Qt."""


LoadScreen = Callable[[], Screen]
