"""The argument parser, speaking Chinese, and standard streams as bytes: a code page must not harm Chinese."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from gongkai_desk.outside import without_unseen


def speak_utf8() -> None:
    """Print Chinese whatever code page the console has."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def pasted() -> bytes:
    """Return all that standard input brings; nothing where there is none."""
    return b"".join(input_lines())


def input_lines() -> Iterator[bytes]:
    """Yield the lines of standard input as they come."""
    if sys.stdin is not None:
        yield from sys.stdin.buffer


def hear_no_more() -> None:
    """Let nothing more be written to a reader who has gone (docs.python.org, signal, note on SIGPIPE)."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.close(silence)


USAGE = 2
_YEARS = range(1900, 2200)  # a day beyond is a slip of the hand, and leaves no room to count on

_SAID = (  # what argparse says (CPython's argparse.py), and the same for a clerk
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"多出了 \1"),
    (r"argument (\S+): expected .*", r"\1 后面缺少内容"),
    (r"argument (\S+): invalid choice: '(.*)' \(choose from (.+)\)", r"\1 没有“\2”，可选的有 \3"),
    (r"argument (\S+): invalid int value: '(.*)'", r"\1 应为数字编号：\2"),
    (r"argument (\S+): ignored explicit argument '(.*)'", r"\1 后面不能带“\2”"),
    (r"argument (\S+): (.+)", r"\1：\2"),
)
_HEADINGS = (
    ("usage: ", "用法："),
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("show this help message and exit", "显示本说明"),
    ("show program's version number and exit", "显示版本"),
)


_UNITS = "--unit"
_OUT_MISSING = re.compile(r"the following arguments are required: (OUT)")
_OUT_FIRST = "缺少 OUT：--unit 后面连写的都算作单位，请把 OUT 写在 --unit 之前"


class _OutMissing(Exception):
    """No OUT was found: it may stand behind the units of ``--unit``, which takes whatever follows."""


class Parser(argparse.ArgumentParser):
    """Speaks one Chinese line on wrong usage, as every refusal does."""

    _again = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401
        """Parse; an OUT that ``--unit`` took for the last of its units is found there, if it can be told from one."""
        try:
            return super().parse_known_args(args, namespace)
        except _OutMissing:
            self._again = True
            return super().parse_known_args(out_before_units(args), namespace)

    def error(self, message: str) -> NoReturn:
        """Say what was wrong and end with 2."""
        if _OUT_MISSING.fullmatch(message) and self.get_default("units_before_out"):
            if not self._again:
                raise _OutMissing
            message = _OUT_FIRST
        print(f"错误[usage]: 命令写法不对（{_chinese(message)}），请用 {self.prog} --help 查看用法。", file=sys.stderr)
        raise SystemExit(USAGE)

    def format_help(self) -> str:
        """Return the help with its headings in Chinese."""
        text = super().format_help()
        for english, chinese in _HEADINGS:
            text = text.replace(english, chinese)
        return text


def out_before_units(args: Sequence[str]) -> list[str]:
    """Return arguments with the last word behind ``--unit`` put before it where that is plainly a path."""
    words = list(args)
    for place in (place for place, word in enumerate(words) if word == _UNITS):
        end = next((n for n in range(place + 1, len(words)) if words[n].startswith("-")), len(words))
        if end - place > 2 and _is_path(words[end - 1]):
            return [*words[:place], words[end - 1], *words[place : end - 1], *words[end:]]
    return words


def _is_path(word: str) -> bool:
    """Tell a path from a unit's name: there is such a folder, it names one above it, or ends as a file does."""
    path = Path(word)
    above = len(path.parts) > 1 and (path.is_absolute() or word.startswith(".") or path.parent.is_dir())
    return above or path.is_dir() or re.fullmatch(r"\.[a-z]{3,6}", path.suffix) is not None


def _chinese(message: str) -> str:
    for pattern, chinese in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return found.expand(chinese)
    return message


def add_common(parser: argparse.ArgumentParser, default: object) -> None:
    """Add what every command takes, before or behind its name."""
    parser.add_argument("--today", type=day, default=default, metavar="YYYY-MM-DD", help="把这一天当作今天")
    parser.add_argument("--by", type=words, default=default, metavar="姓名", help="经办人，记入变更记录")


def command_of(argv: Sequence[str], commands: Sequence[str]) -> str | None:
    """Return the command that is named, which a clerk called 'list' (``--by list``) is not."""
    return next(
        (word for i, word in enumerate(argv) if word in commands and argv[i - 1 : i] not in (["--by"], ["--today"])),
        None,
    )


def day(text: str) -> date:
    """Read a date of the command line."""
    try:
        return usual_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def year(text: str) -> int:
    """Return a year that a calendar and a plan can be of."""
    if not (text.isdecimal() and len(text) == 4 and int(text) >= _YEARS[0]):
        raise argparse.ArgumentTypeError(f"年度应是四位数，如 2026：{text}")
    return int(text)


def words(text: str) -> str:
    """Read words of the command line; refused where the terminal's encoding left half characters in them."""
    if is_storable(text):
        return without_unseen(text)
    raise argparse.ArgumentTypeError("文字的编码不对，请在 UTF-8 终端中输入")


def is_storable(text: str) -> bool:
    """Tell whether all characters are whole; half ones (surrogates) cannot be stored."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def usual_day(text: str) -> date:
    """Read a date in ISO's form.

    Raises:
        ValueError: it is none, or too far away; the message says so in Chinese.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"日期应写成 2026-03-05 的样子：{text}") from None
    if found.year not in _YEARS:
        raise ValueError(f"日期应在 {_YEARS[0]} 年到 {_YEARS[-1]} 年之间：{text}")
    return found
