"""Words of the command line: days, counts, names, and which word is the command."""

from __future__ import annotations

import argparse
from datetime import date

import pytest

from gongkai_desk.cli import days
from gongkai_desk.cli.arguments import Parser, add_common, command_of, day, is_storable, usual_day, words
from gongkai_desk.cli.main import COMMANDS


@pytest.mark.parametrize(
    ("text", "found"),
    [("2026-03-05", date(2026, 3, 5)), ("1900-01-01", date(1900, 1, 1)), ("2199-12-31", date(2199, 12, 31))],
)
def test_a_day_is_read(text: str, found: date) -> None:
    assert usual_day(text) == day(text) == found


@pytest.mark.parametrize(
    "text", ["", "2026/3/5", "3月5日", "2026-13-01", "2026-02-29", "1899-12-31", "2200-01-01", "2026-3-5", "现在"]
)
def test_what_is_no_day_or_far_off_is_refused_with_the_word(text: str) -> None:
    with pytest.raises(ValueError, match="日期应"):
        usual_day(text)
    with pytest.raises(argparse.ArgumentTypeError, match="日期应"):
        day(text)


@pytest.mark.parametrize(("text", "count"), [("+20", 20), ("20", 20), ("+1", 1), ("10000", 10000)])
def test_a_count_of_days_is_read(text: str, count: int) -> None:
    assert days._count(text) == count


@pytest.mark.parametrize("text", ["", "+", "0", "-5", "+10001", "5.5", "二十"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="工作日数应"):
        days._count(text)


def test_half_characters_cannot_be_stored() -> None:
    assert is_storable("市教育局😀𠮷")
    assert not is_storable("市\udcba")
    with pytest.raises(argparse.ArgumentTypeError, match="编码"):
        words("\ud800")


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        (["list", "plans"], "list"),
        (["--by", "list", "check"], "check"),
        (["--today", "2026-01-01", "list"], "list"),
        (["台账.gkdesk"], None),
        ([], None),
        (["--by", "list"], None),
        (["progress", "1", "--text", "list"], "progress"),
    ],
    ids=["plain", "a clerk called list", "behind a day", "a library", "nothing", "only a clerk", "a text called list"],
)
def test_the_command_is_the_first_word_that_is_one(typed: list[str], command: str | None) -> None:
    assert command_of(typed, tuple(COMMANDS)) == command


def parser() -> Parser:
    made = Parser(prog="gongkai-desk", allow_abbrev=False)
    add_common(made, default=None)
    made.add_argument("number", type=int)
    made.add_argument("--kind", choices=("a", "b"))
    made.add_argument("--flag", action="store_true")
    return made


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "缺少 number"),
        (["1", "2"], "多出了 2"),
        (["x"], "number 应为数字编号：x"),
        (["1", "--kind"], "--kind 后面缺少内容"),
        (["1", "--kind", "c"], "--kind 没有“c”，可选的有 "),
        (["1", "--flag=x"], "--flag 后面不能带“x”"),
        (["1", "--today", "昨天"], "--today：日期应写成 2026-03-05 的样子：昨天"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_usage_is_one_chinese_line_and_ends_with_2(
    typed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args(typed)
    told = capsys.readouterr().err
    assert stopped.value.code == 2
    assert told.startswith(f"错误[usage]: 命令写法不对（{said}")
    assert told.count("\n") == 1


class TestWorkdays:
    """``workdays``: the fixed points of the domain, the remark, the office's own days."""

    def test_it_says_which_weekday(self, run):
        assert run("workdays", "2026-09-16", "+20").out.splitlines() == [
            "2026-10-20",
            "2026-09-16 起第 20 个工作日，星期二",
        ]

    def test_it_lists_how_it_counted(self, run):
        lines = run("workdays", "2026-09-16", "+3", "--list").out.splitlines()
        assert lines[2:] == [
            "起算日2026年9月16日（周三）当天不计，自次日起数。",
            "计入3天：9月17日—18日、9月20日。",
            "不计1天（周末）：9月19日。",
            "其中调休上班1天照计：9月20日。",
        ]

    def test_a_year_without_notice_is_remarked_never_guessed_silently(self, run):
        assert run("workdays", "2034-12-28", "+5").out.splitlines()[2:] == [
            "2034年没有放假安排可查，按周一至周五推算。",
            "2035年没有放假安排可查，按周一至周五推算。",
        ]

    def test_the_days_of_a_library_count(self, run, home, tmp_path):
        notice = tmp_path / "通知.txt"
        notice.write_text("关于2026年放假的通知\n校庆：9月17日至18日放假。", encoding="utf-8")
        assert run("holidays", "import", notice, "--library", home).code == 0
        assert run("workdays", "2026-09-16", "+1").out.startswith("2026-09-17")
        assert run("workdays", "2026-09-16", "+1", "--library", home).out.startswith("2026-09-20")
