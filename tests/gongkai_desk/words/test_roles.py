"""Who does what in one clause."""

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.state import Role
from gongkai_desk.words.assigning import is_clause, is_unit_list
from gongkai_desk.words.list_remarks import convention
from gongkai_desk.words.roles import split_roles
from gongkai_desk.words.unit_names import bare
from gongkai_desk.words.units import UnitDirectory

USUAL = UnitDirectory.usual()

# clause → 牵头 / 责任 / 配合, units parted by blanks
CLAUSES = {
    "市教委牵头，各区政府落实": "市教委 / 各区政府 / ",
    "市教委牵头，市民政局、市财政局参加，各区政府具体负责": "市教委 / 各区政府 / 市民政局 市财政局",
    "由市教委牵头，市民政局配合。": "市教委 /  / 市民政局",
    "市教委、市科委按职责分工分别牵头落实": "市教委 市科委 /  / ",
    "市教委牵头、市民政局配合、各区政府落实": "市教委 / 各区政府 / 市民政局",
    "市教委负责，市民政局做好配合；各区政府": " / 市教委 各区政府 / 市民政局",
    "市教委主办，市民政局会办": "市教委 /  / 市民政局",
    "市教委承办，市民政局协助": " / 市教委 / 市民政局",
    "市教委会同市民政局负责": "市教委 /  / 市民政局",
    "市教委牵头会同市民政局、市财政局落实": "市教委 /  / 市民政局 市财政局",
    "市教委牵头市民政局配合": "市教委 /  / 市民政局",
    "市教委牵头\n市民政局配合": "市教委 /  / 市民政局",
    "市教委统筹，各区政府按照职责分工抓好落实": "市教委 / 各区政府 / ",
    "市教委为牵头单位，各区政府为配合单位": "市教委 /  / 各区政府",
    "市教委（牵头）、市民政局、各区政府（配合）": "市教委 / 市民政局 / 各区政府",
    "市教委（市民政局配合）": " / 市教委 / 市民政局",
    "（市教委牵头，各区政府落实）": "市教委 / 各区政府 / ",
    "[市教委牵头；各区政府落实]": "市教委 / 各区政府 / ",
    "市教委指导，各区政府实施": " / 各区政府 / ",
    "指导部门：市教委": " / 市教委 / ",
    "牵头单位市教委，配合单位市民政局": "市教委 /  / 市民政局",
    "完成时限：6月底；配合单位：市民政局；责任单位：各区政府；牵头单位：市教委": "市教委 / 各区政府 / 市民政局",
    "牵头单位:市教委责任单位:各区政府完成时限:12月底": "市教委 / 各区政府 / ",
    "（牵头单位：市教委）（责任单位：各区政府）": "市教委 / 各区政府 / ",
    "主办：市教委；协办：市民政局": "市教委 /  / 市民政局",
    "牵头单位\n市教委\n责任单位\n各区政府": "市教委 / 各区政府 / ",
    "责任单位：市教委牵头，各区政府配合": "市教委 /  / 各区政府",
    "市教委、各区政府（列第一位的为牵头单位，下同）": "市教委 / 各区政府 / ",
    "市教委负责，2026年6月底前完成": " / 市教委 / ",
    "市级层面由市教委牵头": "市教委 /  / ",
    "市司法局市政府办公室": " / 市司法局 市政府办公室 / ",
    "【牵头单位】市教委【责任单位】各区政府": "市教委 / 各区政府 / ",
    "市教委〔牵头单位〕、市民政局〔配合单位〕": "市教委 /  / 市民政局",
    "市教委牵头抓总，各区政府具体落实": "市教委 / 各区政府 / ",
    "市教委牵头，会市民政局落实": "市教委 /  / 市民政局",
    "市委办公室要求按月调度，市教委负责": " / 市教委 / ",
    "市教委、市民政局牵头督导，市财政局参与": "市教委 市民政局 /  / 市财政局",
    "市教委牵头督办，各区政府落实": "市教委 / 各区政府 / ",
    "由市教委牵头调度，市民政局、市财政局参加": "市教委 /  / 市民政局 市财政局",
    "市教委牵头组织，市民政局配合": "市教委 /  / 市民政局",
    "市教委牵头实施，市民政局、各区政府配合": "市教委 /  / 市民政局 各区政府",
    "市教委牵头抓总、市民政局参与": "市教委 /  / 市民政局",
    "市教委牵头制订，市民政局会签": "市教委 /  / 市民政局",
    "市教委牵头研究提出，市民政局参与": "市教委 /  / 市民政局",
    "市教委牵头检查指导，各区政府具体实施": "市教委 / 各区政府 / ",
    "市教委牵头验收，市民政局配合": "市教委 /  / 市民政局",
    "无": " /  / ",
    "": " /  / ",
}


@pytest.mark.parametrize("clause", CLAUSES, ids=str)
def test_units_stand_in_their_role(clause: str) -> None:
    roles = split_roles(clause, USUAL)
    assert " / ".join(map(" ".join, (roles.lead, roles.responsible, roles.support))) == CLAUSES[clause]


def test_a_bare_list_has_the_role_of_its_column() -> None:
    assert split_roles("市教委、各区政府", USUAL, Role.SUPPORT).support == ("市教委", "各区政府")


def test_who_guides_is_kept_apart() -> None:
    assert split_roles("市教委指导，各区政府实施", USUAL).guide == ("市教委",)


def test_open_and_unnamed_units_are_told() -> None:
    roles = split_roles("市教委、商务局等部门负责，相关单位配合", USUAL)
    assert (roles.open_ended, roles.unnamed) == (("商务局等部门",), ("相关单位",))
    assert roles.full == {"商务局等部门": "市商务局"}


@pytest.mark.parametrize(
    "remark", ["排名不分先后", "按职责分工", "2026年6月底前完成", "切实做好工作", "长期坚持", "列第一位的为牵头单位"]
)
def test_a_remark_is_left_and_never_a_unit(remark: str) -> None:
    roles = split_roles(f"市教委、各区政府，{remark}", USUAL)
    assert (roles.lead + roles.responsible, roles.left) == (("市教委", "各区政府"), (remark,))


@pytest.mark.parametrize(
    "text",
    [
        "市教委牵头，各区政府落实",
        "责任单位：市教委",
        "指导部门：市教委",
        "（市教委负责）",
        "〔市教委、各区政府按职责分工负责〕",
        "各单位按职责分工负责",
        "市教委负责，2026年6月底前完成",
        "市教委（牵头）、各区政府",
    ],
)
def test_brackets_that_assign(text: str) -> None:
    assert is_clause(text)


@pytest.mark.parametrize(
    "text",
    [
        "PPP",
        "国办函〔2021〕132号",
        "含民办学校",
        "此件公开发布",
        "市",
        "市、区",
        "以下简称《条例》",
        "完成时限：2026年12月底",
        "适用范围：各区政府",
        "按职责分工负责",
        "政府主导、部门负责",
        "牵头起草部门应当公开",
        "公开时限、公开主体、公开责任单位等",
        "市政府常务会议审议通过",
        "市教委、各区政府",
        "",
    ],
)
def test_brackets_that_are_text(text: str) -> None:
    assert not is_clause(text)


def test_a_bare_list_of_units_is_known_as_such() -> None:
    assert is_unit_list("（市教委、各区政府）", USUAL)
    assert not is_unit_list("市、区", USUAL)
    assert not is_unit_list("含民办学校", USUAL)


@pytest.mark.parametrize(
    "text",
    [
        "列第一位的为牵头单位，下同",
        "（排在首位的单位为牵头单位）",
        "注：责任单位中第一个单位为牵头单位",
        "牵头单位列第一位",
        "排名第一的责任单位为主办单位",
    ],
)
def test_the_convention_about_the_first_unit_is_heard(text: str) -> None:
    assert convention(text).first


@pytest.mark.parametrize("text", ["市教委牵头", "第一责任人", "牵头单位：市教委", "列入年度计划"])
def test_other_texts_settle_nothing_about_the_first_unit(text: str) -> None:
    assert not convention(text).first


PRINTED = (
    "市教委|市民政局|市市场监管局|市文化和旅游局|各区、县（市）政府|各县〔区〕政府|市政府各部门|市财政局等部门|市府办〔市大数据局〕"
    "|相关单位|市、区行政复议主管部门|市委宣传部|中关村管委会|市政府各委、办、局|市工商联|团市委|各街道、镇"
)
NAMES = st.lists(st.sampled_from(PRINTED.split("|")), min_size=1, max_size=5, unique=True)
STATEMENTS = st.tuples(
    NAMES, st.sampled_from([("lead", "牵头"), ("responsible", "负责落实"), ("support", "配合"), ("lead", "分别牵头")])
)


@given(st.lists(STATEMENTS, min_size=1, max_size=3), st.sampled_from("，；。"))
def test_every_unit_comes_out_word_for_word_in_order(
    statements: list[tuple[list[str], tuple[str, str]]], stop: str
) -> None:
    text = stop.join("、".join(names) + verb for names, (_, verb) in statements)
    roles = split_roles(text, USUAL)
    for role in ("lead", "responsible", "support"):
        wanted = dict.fromkeys(name for names, (said, _) in statements if said == role for name in names)
        assert getattr(roles, role) == tuple(wanted)
    assert is_clause(text)


CLUTTER = (
    "市教委|各区政府|牵头|配合|负责|，|、|；|。|（|）|〔|〕|责任单位：|会同|由|等部门|市|区|县|和|2026年6月底前|张三"
)
PIECES = st.sampled_from(CLUTTER.split("|"))


@given(st.lists(PIECES, max_size=25).map("".join))
def test_units_and_remarks_are_printed_text_and_cover_it(text: str) -> None:
    roles = split_roles(text, USUAL)
    said = [name for names in astuple(roles) if isinstance(names, tuple) for name in names]
    assert [name for name in said if name not in bare(text)] == []
    for name in ("市教委", "各区政府", "张三", "2026年6月底前"):
        assert name not in text or any(name in one for one in said)
