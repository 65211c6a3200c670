import re
from datetime import date
from typing import NamedTuple

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.work import NewReport, Settled
from gongkai_desk.outside import seen_only, without_unseen
from gongkai_desk.words.normal import clean, key, number, squash

PRINTED = [
    ("justified", "各区 政 府、市 政 府", "各区政府、市政府"),
    ("wide digits and letters", "ＩＰｖ６ 支持率超过 ９０％", "IPv6支持率超过90%"),
    ("stops after Chinese", "备案工作.鼓励,开展;具体:见下", "备案工作。鼓励，开展；具体：见下"),
    ("file name keeps its stop", "见附件.docx", "见附件.docx"),
    ("decimal", "投资1.5亿元", "投资1.5亿元"),
    ("book brackets", "«条例»‹办法›", "《条例》〈办法〉"),
    ("document number", "国办函〔2021〕132号", "国办函〔2021〕132号"),
    ("brackets around Chinese", "(一)推进(PPP)项目", "（一）推进（PPP）项目"),
    ("brackets in Latin", "f(x) = 1", "f(x) = 1"),
    ("Latin words", "Windows  10 系统", "Windows 10系统"),
    ("radicals", "⺠⽣⻓⻚⻔", "民生长页门"),
    ("paragraphs", "一段 \r\n\r\n 二段\u2028三段", "一段\n二段\n三段"),
    ("controls", "政\x00务\u200b公\ufeff开\ud800", "政务公开"),
]


@pytest.mark.parametrize(("text", "wanted"), [p[1:] for p in PRINTED], ids=[p[0] for p in PRINTED])
def test_clean(text, wanted):
    assert clean(text) == wanted


PIECES = st.sampled_from(
    [*"各区政府（）().,;:!?«»〔〕ａ９⺠⽣ \n\t\u3000\u200b\x00", "OA", "1.5", "(", ")", "。", "3月"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)
    assert clean(once) == once
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff]", once)


@given(st.lists(PIECES).map("".join))
def test_clean_loses_no_character_that_is_seen(text):
    def seen(s):
        return [c for c in key(s) if c.isalnum()]

    assert seen(text) == seen(clean(text))


def test_key_unifies_two_printings():
    assert key("（国办函〔2021〕132号）“一网通办”。") == key("(国办函 [2021] 132号)「一网通办」")
    assert key("市政府办。") != key("市政府办公室")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("12", 12), ("十二", 12), ("二〇二二", 2022), ("两", 2), ("一百二十三", 123), ("三千", 3000), ("〇", 0)],
        *[("廿三", 23), ("两千零五", 2005), ("二千〇十三", 2013), ("一千一百十五", 1115), ("十万零二百", 100_200)],
        *[("一百二", 120), ("两千三", 2300), ("一万二", 12_000), ("十二万三", 123_000)],
        *[("一百零", None), ("十百", None), ("百二", None), ("二十百三", None), ("万万", None), ("一万十五", None)],
    ],
)
def test_number(text, value):
    assert number(text) == value


@given(st.integers(0, 99_999_999).map(cn2an.an2cn).filter(lambda text: len(text) <= 12))
def test_every_written_number_is_read(text):
    assert number(text) == cn2an.cn2an(text, "normal")


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万廿0123456789x", max_size=15))
def test_number_never_raises(text):
    assert number(text) is None or number(text) >= 0


def test_squash_takes_line_breaks_out():
    assert squash("2022年12\n月底") == "2022年12月底"


HOSTILE = (
    ('=HYPERLINK("http://x","点")', '=HYPERLINK("http://x","点")'),
    ("+cmd|' /C calc'!A0", "+cmd|' /C calc'!A0"),
    ("@SUM(1)", "@SUM(1)"),
    ("-2+3", "-2+3"),
    ("_x000D_", "_x000D_"),
    ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
    ("报告\u202etxt.exe\u202c", "报告txt.exe"),
    ("零\u200b宽\ufeff字", "零宽字"),
    ("半\ud800个", "半个"),
    ("甲\x00\x07乙", "甲乙"),
    ("字" * 40_000, "字" * 40_000),
)


@pytest.mark.parametrize(("came", "kept"), HOSTILE, ids=range(len(HOSTILE)))
def test_text_from_outside_is_kept_as_text_without_what_nobody_sees(came, kept):
    assert without_unseen(came) == kept
    assert without_unseen(kept) == kept


def test_what_a_person_gives_to_an_act_is_seen_wherever_its_texts_are_held():
    report = NewReport("1", date(2026, 3, 1), "已印\u202e发", problems="无\x07")
    kept = seen_only((report, ["甲\u200b"], {"a": "乙\ufeff"}, 3, Settled.DONE))
    assert kept == (NewReport("1", date(2026, 3, 1), "已印发", problems="无"), ["甲"], {"a": "乙"}, 3, Settled.DONE)


class Answer(NamedTuple):
    who: str
    days: tuple[date, ...]
    reasons: list[str]


def test_texts_are_seen_however_deep_they_are_held():
    report = NewReport("1", date(2026, 3, 1), "已印\u202e发")
    kept = seen_only(Answer("李\u200b明", (date(2026, 3, 1),), ["甲\x07", "乙"]))
    assert kept == Answer("李明", (date(2026, 3, 1),), ["甲", "乙"])
    assert seen_only({"a": [report]}) == {"a": [NewReport("1", date(2026, 3, 1), "已印发")]}
    assert seen_only(frozenset({"甲\ufeff"})) == {"甲"}


def test_what_holds_nothing_unseen_is_given_back_itself():
    filled: list[str] = ["甲"]
    answer = Answer("李明", (), [*filled, "一\n二"])
    assert seen_only(filled) is filled
    assert seen_only(answer) is answer


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("责任单位：市发改委 五县五区政府 开发区管委会", "责任单位：市发改委、五县五区政府、开发区管委会"),
        ("1.推进改造。\n  牵头单位：市交通局　市公路局\n", "1.推进改造。\n牵头单位：市交通局、市公路局"),
        ("配合部门: 市供电公司  有关部门", "配合部门：市供电公司、有关部门"),
        ("责任单位：市 教育局", "责任单位：市教育局"),
        ("责任单位：云州市 教育局", "责任单位：云州市教育局"),
        ("责任单位：各区 政 府", "责任单位：各区政府"),
        ("责任单位：市教育局、市 财政局 等", "责任单位：市教育局、市财政局等"),
        ("由市教育局 市财政局负责", "由市教育局市财政局负责"),
    ],
)
def test_blanks_part_bodies_on_a_line_that_names_nothing_else(printed: str, cleaned: str) -> None:
    assert clean(printed) == cleaned
    assert clean(cleaned) == cleaned
