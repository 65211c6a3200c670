import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.words.numbering import NumberStyle as S
from gongkai_desk.words.numbering import read_number

NUMBERS = [
    ("一、推进", S.CHINESE, 1, "一、", "推进", "一"),
    ("十二. 推进", S.CHINESE, 12, "十二。", "推进", "十二"),
    ("（十二）加强", S.CHINESE_BRACKET, 12, "（十二）", "加强", "(十二)"),
    ("(三) 加强", S.CHINESE_BRACKET, 3, "（三）", "加强", "(三)"),
    ("１．推进", S.ARABIC, 1, "1.", "推进", "1"),
    ("3、推进", S.ARABIC, 3, "3、", "推进", "3"),
    ("1.2022年底前完成", S.ARABIC, 1, "1.", "2022年底前完成", "1"),
    ("1.12月底前完成", S.ARABIC, 1, "1.", "12月底前完成", "1"),
    ("（2）推进", S.ARABIC_BRACKET, 2, "（2）", "推进", "(2)"),
    ("2）推进", S.ARABIC_HALF_BRACKET, 2, "2）", "推进", "2"),
    ("①公开", S.CIRCLED, 1, "①", "公开", "1"),
    ("㈡公开", S.CHINESE_BRACKET, 2, "㈡", "公开", "(二)"),
    ("⒊公开", S.ARABIC, 3, "⒊", "公开", "3"),
    ("⑷公开", S.ARABIC_BRACKET, 4, "⑷", "公开", "(4)"),
    ("1.2推进", S.DECIMAL, 2, "1.2", "推进", "1.2"),
    ("2.1.3 推进", S.DECIMAL, 3, "2.1.3", "推进", "2.1.3"),
    ("第一条 总则", S.ARTICLE, 1, "第一条", "总则", "第一条"),
    ("第三部分 重点", S.CHAPTER, 3, "第三部分", "重点", "第三部分"),
    ("二是推进", S.POINT, 2, "二是", "推进", "二"),
    ("任务一：推进", S.TASK, 1, "任务一：", "推进", "任务一"),
]


@pytest.mark.parametrize("row", NUMBERS, ids=[n[0] for n in NUMBERS])
def test_read_number(row):
    line, *wanted = row
    n = read_number(line)
    assert [n.style, n.value, n.text, n.rest, n.bare] == wanted


@pytest.mark.parametrize(
    "line",
    [
        "",
        "2022年",
        "1.5亿元投资",
        "3.5个百分点",
        "24小时",
        "一、二级链接",
        "一、二、三产业",
        "一网通办",
        "十要闻",
        "12345热线",
        "二次",
    ],
)
def test_no_number(line):
    assert read_number(line) is None


@given(st.integers(1, 99), st.sampled_from(["{}、", "（{}）", "第{}条", "第{}章"]))
def test_chinese_numbers_read_back(n, form):
    assert read_number(form.format(cn2an.an2cn(n)) + "加强公开").value == n


@given(st.text(alphabet="一二十百（）()第条章.、是①⒈㈠1290 年级推\n", max_size=12))
def test_never_raises_and_loses_nothing(line):
    if found := read_number(line):
        assert found.rest in line.replace("(", "（").replace(")", "）") or found.rest
