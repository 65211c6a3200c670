"""Words, ticks and colours by which offices say how a task stands."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.state import State
from gongkai_desk.rules.year.ledger_columns import is_planned, month_of
from gongkai_desk.rules.year.ledger_states import (
    colour_word,
    is_tick,
    legend_in,
    likely_state,
    state_in_header,
    state_of_word,
)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("已完成", State.CLOSED),
        ("按期办结", State.CLOSED),
        ("100%", State.CLOSED),
        ("基本完成", State.IN_PROGRESS),
        ("未完成", State.IN_PROGRESS),
        ("正在推进中", State.IN_PROGRESS),
        ("达到序时进度", State.IN_PROGRESS),
        ("82%", State.IN_PROGRESS),
        ("尚未启动", State.NOT_STARTED),
        ("待核查", State.PENDING),
        ("退回整改", State.RETURNED),
        ("不涉及", State.NOT_APPLICABLE),
        ("暂缓", State.DEFERRED),
        ("取消", State.CANCELLED),
        ("卡壳", None),
        ("√", None),
        ("", None),
    ],
)
def test_words(word, state):
    assert state_of_word(word) is state


def test_a_tick_says_done_only_under_a_header_of_completion():
    assert state_of_word("√", "是否完成") is State.CLOSED
    assert state_of_word("否", "是否办结") is State.IN_PROGRESS
    assert state_of_word("√", "备注") is None
    assert is_tick("√")
    assert state_in_header("完成情况未启动") is State.NOT_STARTED


def test_a_legend_says_what_colours_mean():
    text = "注：红色表示未启动，黄色为推进中，绿灯：已完成；蓝色为民生实事"
    assert legend_in(text) == {"红": "未启动", "黄": "推进中", "绿": "已完成"}


@pytest.mark.parametrize(
    ("rgb", "word"),
    [("92D050", "绿"), ("00B050", "绿"), ("FFFF00", "黄"), ("FFC000", "橙"), ("FF0000", "红"), ("5B9BD5", "蓝"),
     ("D9D9D9", ""), ("FFFFFF", ""), ("000000", "")],
)  # fmt: skip
def test_colours_are_called_as_a_clerk_calls_them(rgb, word):
    assert colour_word(rgb) == word


def test_a_colour_alone_is_only_a_proposal():
    assert state_of_word("绿") is None
    assert likely_state("绿") is State.CLOSED
    assert likely_state("蓝") is None


@pytest.mark.parametrize(
    ("header", "month"),
    [("1月", (None, 1)), ("十二月份", (None, 12)), ("2026年3月进展", (2026, 3)), ("二季度", (None, 6)),
     ("第三季度完成情况", (None, 9)), ("上半年", (None, 6)), ("进展情况", None), ("11月份工作", (None, 11))],
)  # fmt: skip
def test_periods_in_headers(header, month):
    assert month_of(header) == month


def test_a_column_of_plans_is_no_progress():
    assert is_planned("一季度目标")
    assert not is_planned("一季度完成情况")
