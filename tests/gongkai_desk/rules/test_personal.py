"""Personal data is found as people write it, and what only looks like it is left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.year.personal import Known, PersonalKind
from gongkai_desk.rules.personal import check_digit, contacts_in, finds, is_luhn, masked

REGIONS = st.sampled_from(["110105", "310101", "330106", "440305", "620102", "659001"])
DAYS = st.dates(date(1930, 1, 1), date(2025, 12, 31))
AROUND = st.text(st.sampled_from("政务公开任务，。：（）\n 张第年度申请人X-"), max_size=20)
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    body = f"{draw(REGIONS)}{draw(DAYS):%Y%m%d}{draw(st.integers(0, 999)):03}"
    return body + check_digit(body)


def _parted(draw: st.DrawFn, text: str) -> str:
    for place in sorted(draw(st.sets(st.integers(1, len(text) - 1), max_size=3)), reverse=True):
        text = text[:place] + draw(st.sampled_from([" ", "\n", "　", "-", "\r\n"])) + text[place:]
    return text


@st.composite
def written_ids(draw: st.DrawFn) -> str:
    """Return an identity number as somebody writes it: wide, small x, parted by blanks and line ends."""
    number = _parted(draw, draw(id_numbers()))
    return draw(st.sampled_from([number, number.lower(), number.translate(WIDE)]))


@given(AROUND.filter(lambda text: text[-1:] not in ("X", "-")), written_ids(), AROUND.filter(lambda t: t[:1] != "X"))
def test_every_identity_number_is_found_and_covered(before: str, number: str, after: str) -> None:
    text = before + number + after
    found = [each for each in finds(text) if each.kind is PersonalKind.ID]
    assert [each.shown for each in found] == [number]
    covered = masked(text, found)
    assert len(covered) == len(text)
    assert not finds(covered)
    assert covered.startswith(before + number[0] + "*" if number[1].isalnum() else before + number[0])


@given(id_numbers(), st.integers(0, 16), st.integers(1, 9))
def test_a_slip_in_one_digit_is_no_identity_number(number: str, place: int, more: int) -> None:
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert not [each for each in finds(f"号码{wrong}。") if each.kind is PersonalKind.ID]


@given(st.text(max_size=60))
def test_covering_keeps_every_place(text: str) -> None:
    found = finds(text, Known(applicants=("张三", "云州某商贸公司")))
    covered = masked(text, found)
    assert len(covered) == len(text)
    assert all(text[each.start : each.end] == each.shown for each in found)


@pytest.mark.parametrize(
    ("text", "kind", "shown", "covered"),
    [
        ("身份证11010519491231002X。", "id", "11010519491231002X", "1****************X"),
        ("旧证110105491231002号", "id", "110105491231002", "1*************2"),
        ("手机13812345678", "phone", "13812345678", "138****5678"),
        ("李某/138-1234-5678", "phone", "138-1234-5678", "138-****-5678"),
        ("（+86 138 1234 5678）", "phone", "+86 138 1234 5678", "+86 138 **** 5678"),
        ("电话１３８１２３４５６７８", "phone", "１３８１２３４５６７８", "１３８****５６７８"),
        ("电话1381234\n5678", "phone", "1381234\n5678", "138****\n5678"),
        ("转入 6222 0212 3456 7890 128 ", "card", "6222 0212 3456 7890 128", "**** **** **** ***0 128"),
        ("卡号：4111111111111111", "card", "4111111111111111", "************1111"),
        ("寄到zhang.san@163.com。", "mail", "zhang.san@163.com", "z********@163.com"),
        ("住在云州市幸福小区3号楼2单元501室", "address", "云州市幸福小区3号楼2单元501室", "云州市幸福************"),
        ("家庭住址：云州市东城区学前街15号", "address", "云州市东城区学前街15号", "云州市东********"),
        ("家住西山镇大河村三组15号的", "address", "西山镇大河村三组15号的", None),
        ("走访大河村三组15号", "address", "走访大河村三组15号", None),
        ("张三丰提出的申请", "applicant", "张三丰", "张**"),
        ("申请人：高原，", "applicant", "高原", "高*"),
        ("高原申请公开", "applicant", "高原", "高*"),
        ("答复云州某商贸公司", "applicant", "云州某商贸公司", "云州***公司"),
    ],
)
def test_each_kind_as_it_is_written(text: str, kind: str, shown: str, covered: str | None) -> None:
    found = finds(text, Known(applicants=("张三丰", "高原", "云州某商贸公司")))
    assert [(each.kind.value, each.shown) for each in found] == [(kind, shown)]
    if covered is not None:
        assert masked(text, found) == text.replace(shown, covered)


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码：12330100MB1234567X",
        "统一社会信用代码 110105194912310021",
        "批号2026Q3-01，任务码 T0312-0007",
        "国办发〔2026〕13号，2026年12月31日13时",
        "资金13812345678元，惠及13800138000人",
        "受理号：110105491231002",
        "编号：13812345678",
        "订单 2026110100012345",
        "办公电话0571-87654321、010-66012399、12345",
        "https://www.yunzhou.gov.cn/art/2026/13812345678_110105491231002.html",
        "邮箱zwgk@yunzhou.gov.cn",
        "3.13812345678、20261301138123456789",
        "6222021234567890129",  # its check is wrong
        "4111111111111111",  # no bank is named and its head is foreign
        "行政中心3号楼501室",
        "市政府办公楼2号楼1单元203室",
        "在大河村三组开展宣传，五组8户",
        "户籍所在地公安机关办理户口登记",
        "高原地区的农业，平高原",
        "会议室3个，2026年501室",
        "13\n2026\n12345",
        "1381234567、138123456789",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert finds(text, Known(applicants=("高原",))) == ()


def test_contacts_that_are_registered_are_meant_to_be_there() -> None:
    known = Known(contacts_in(["张工 138 1234 5678", "zhang@163.com"]))
    assert finds("联系人张工，13812345678，Zhang@163.com", known) == ()
    assert [each.shown for each in finds("李四13912345678", known)] == ["13912345678"]


@given(st.text(st.sampled_from("0123456789"), min_size=15, max_size=18))
def test_the_check_of_a_card_is_told_by_one_digit_of_ten(body: str) -> None:
    assert sum(is_luhn(f"{body}{last}") for last in range(10)) == 1
