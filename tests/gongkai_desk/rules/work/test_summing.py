"""Texts that a 汇总稿 is written from: thin ones and copies are marked."""

from __future__ import annotations

import pytest

from gongkai_desk.rules.work.summing import Mark, is_thin, marks


@pytest.mark.parametrize(
    "text",
    ["按要求正常推进", "已完成", "", "我区高度重视，按照市里的部署要求，正在积极有序推进有关工作"],
    ids=["phrase", "word", "nothing", "no fact"],
)
def test_a_text_without_a_fact_is_thin(text):
    assert is_thin(text)


@pytest.mark.parametrize(
    "text",
    [
        "已公开行政规范性文件32件，更新目录2次",
        "印发《云山区政务公开实施细则》并组织学习",
        "区门户网站专栏已上线，地址www.yunshan.example.cn",
        "召开三次专题会议，部署规范性文件清理",
        "按照市里统一部署，区政府办牵头组织各街镇对现行有效的规范性文件作了全面清理，并在门户网站集中公开",
    ],
    ids=["count", "paper", "site", "spelt", "long"],
)
def test_a_text_with_a_fact_or_of_some_length_is_not(text):
    assert not is_thin(text)


def test_the_same_words_as_last_time_are_marked_whatever_their_spaces():
    text = "已公开行政规范性文件32件，更新目录2次"
    assert marks(text, "已公开行政规范性文件 32 件,更新目录2次") == (Mark.SAME,)
    assert marks(text, text + "。再更新1次") == ()


def test_a_zero_report_is_said_and_not_called_thin():
    assert marks("零报告", "零报告", zero=True) == (Mark.ZERO, Mark.SAME)
    assert marks("零报告", zero=True) == (Mark.ZERO,)


def test_nothing_is_the_same_as_nothing():
    assert Mark.SAME not in marks("", "")
