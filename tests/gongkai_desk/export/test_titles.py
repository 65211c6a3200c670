"""Titles of several lines."""

import pytest

from gongkai_desk.export.bands import title_lines
from gongkai_desk.page.measures import text_width


def test_a_title_that_fits_stays_on_one_line() -> None:
    assert title_lines("云州市2026年政务公开工作要点", 20) == ("云州市2026年政务公开工作要点",)


@pytest.mark.parametrize(
    "title",
    [
        "云州市人民政府办公室关于印发云州市2026年政务公开工作要点的通知",
        "云州市贯彻落实《中华人民共和国政府信息公开条例》2026年重点工作任务分解表",
        "2026年云州市高新技术产业开发区政务公开标准化规范化工作要点任务分解表",
    ],
    ids=["notice", "book title", "table"],
)
def test_a_long_title_is_broken_by_sense(title: str) -> None:
    lines = title_lines(title, 20)
    assert "".join(lines) == title
    assert len(lines) <= 3
    assert all(text_width(line) <= 20 for line in lines)
    for whole in ("政务公开", "《中华人民共和国政府信息公开条例》", "2026年", "任务分解表", "办公室", "工作要点"):
        assert whole not in title or any(whole in line for line in lines)


def test_three_lines_are_no_hourglass() -> None:
    title = "中共云州市委云州市人民政府关于进一步深化政务公开加强政策解读回应社会关切服务高质量发展的实施方案任务分解表"
    first, middle, last = map(text_width, title_lines(title, 20))
    assert not (middle < first and middle < last)


def test_a_title_without_any_sense_is_broken_all_the_same() -> None:
    lines = title_lines("任" * 300, 20)
    assert "".join(lines) == "任" * 300


def test_a_name_that_no_line_holds_is_broken_by_its_own_sense() -> None:
    title = "关于征求《2022年上海市政务公开工作要点（征求意见稿）》意见的函"
    assert title_lines(title, 20.1) == ("关于征求《2022年上海市政务公开", "工作要点（征求意见稿）》意见的函")
