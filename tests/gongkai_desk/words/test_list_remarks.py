"""What a list says about itself, and time within it: heard, and never a unit; whatever the list, whatever the words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.words.assigning import is_clause, is_loose_clause
from gongkai_desk.words.clauses.stages import timed
from gongkai_desk.words.list_remarks import MARKS, convention, heard, is_list_remark, is_partly_marked, marks_told
from gongkai_desk.words.roles import split_roles
from gongkai_desk.words.unit_names import bare, is_unlikely, shared_endings
from gongkai_desk.words.units import UnitDirectory

UNITS = UnitDirectory.usual()
often = settings(max_examples=150, derandomize=True, deadline=None)
PLAIN = (
    "市司法局",
    "市教育局",
    "市民政局",
    "市财政局",
    "市政府办公室",
    "市委宣传部",
    "县发展改革委",
    "旗公安局",
    "州民政局",
)
plain_lists = st.lists(st.sampled_from(PLAIN), min_size=2, max_size=5, unique=True)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市司法局。以下均需各区落实，不再列出", "市司法局"),
        ("市司法局，以下各项均需各区、各镇落实，不再列出；市教育局配合", "市司法局；市教育局配合"),
        ("市司法局（列第一位者为牵头单位，下同）、市教育局", "市司法局、市教育局"),
        ("市司法局、市教育局、带*的为牵头单位", "市司法局、市教育局"),
        ("市司法局牵头，其他有关部门配合", "市司法局牵头，其他有关部门配合"),
        ("以上任务均由市司法局牵头", "以上任务均由市司法局牵头"),
        ("各区政府（含开发区，下同）", "各区政府（含开发区，下同）"),
    ],
)
def test_the_units_of_a_clause_without_its_remarks(text: str, units: str) -> None:
    assert re.sub("[，；。]+", "；", heard(text).units).strip("；、") == re.sub("[，；。]", "；", units)


@pytest.mark.parametrize("text", ["下同", "以下称“办法”", "以下简称《条例》", "市司法局牵头", "单位：万元", ""])
def test_other_words_are_no_remark_on_the_list(text: str) -> None:
    assert not is_list_remark(text)


ORDERS = st.sampled_from(
    ["列第一位的为牵头单位", "排在首位者为牵头单位", "列首位的单位牵头", "第一个单位为牵头单位，下同"]
)


@often
@given(
    plain_lists,
    ORDERS,
    st.sampled_from(["{}负责。{}", "{}；{}", "{}，{}", "{}负责（{}）", "责任单位：{}。{}", "{}、{}"]),
)
def test_the_first_of_any_list_leads(names: list[str], order: str, form: str) -> None:
    roles = split_roles(form.format("、".join(names), order), UNITS)
    assert (roles.lead, roles.responsible, roles.support) == ((names[0],), tuple(names[1:]), ())


@often
@given(plain_lists, st.data(), st.sampled_from("，；"))
def test_all_before_the_first_stop_lead(names: list[str], data: st.DataObject, stop: str) -> None:
    at = data.draw(st.integers(1, len(names) - 1))
    word = {"，": "逗号", "；": "分号"}[stop]
    text = f"{'、'.join(names[:at])}{stop}{'、'.join(names[at:])}。首个{word}前为牵头单位，下同"
    roles = split_roles(text, UNITS)
    assert (roles.lead, roles.responsible) == (tuple(names[:at]), tuple(names[at:]))


LATER = st.builds(
    "{}{}{}{}，{}".format,
    st.sampled_from(["以下", "以下各项", "后面各条", "其他各项任务", "下列事项"]),
    st.sampled_from(["均需", "都要", "均须", "均由"]),
    st.sampled_from(["各区、县（市）政府", "各镇（街道）、各社区", "市政府各部门"]),
    st.sampled_from(["落实", "配合", "参加"]),
    st.sampled_from(["不再列出", "后文不再逐条写出", "不一一写明", "不再重复列出", "下同"]),
)


@often
@given(plain_lists, LATER, st.sampled_from(["。", "；", "，"]), st.sampled_from(["", "负责", "牵头", "按职责分工负责"]))
def test_a_remark_on_later_items_changes_no_role(names: list[str], remark: str, stop: str, verb: str) -> None:
    text = "、".join(names) + verb
    alone, remarked = split_roles(text, UNITS), split_roles(f"{text}{stop}{remark}", UNITS)
    assert (remarked.lead, remarked.responsible, remarked.support) == (alone.lead, alone.responsible, alone.support)
    assert is_list_remark(remark)


MOMENTS = ("6月底前", "9月30日前", "2026年底前", "上半年", "三季度末", "年底前", "十月底前", "11月中旬")
DEEDS = ("完成", "出台方案", "启动试点", "全面铺开", "形成长效机制", "")
stages = st.lists(st.builds("{}{}".format, st.sampled_from(MOMENTS), st.sampled_from(DEEDS)), min_size=1, max_size=3)


@often
@given(
    plain_lists, stages, st.sampled_from("，、；"), st.sampled_from("，；"), st.sampled_from(["负责", "牵头", "配合"])
)
def test_stages_behind_the_units_are_all_of_the_time_and_no_unit(
    names: list[str], found: list[str], between: str, stop: str, verb: str
) -> None:
    units, time = "、".join(names) + verb, between.join(found)
    assert timed(f"{units}{stop}{time}").times == (time,)
    roles = split_roles(f"{units}{stop}{time}", UNITS)
    alone = split_roles(units, UNITS)
    assert (roles.lead, roles.responsible, roles.support) == (alone.lead, alone.responsible, alone.support)
    assert is_clause(f"{units}{stop}{time}")


@often
@given(plain_lists, st.data(), st.sampled_from("*★▲"))
def test_the_marked_units_lead_and_the_mark_is_no_part_of_a_name(
    names: list[str], data: st.DataObject, mark: str
) -> None:
    marked = data.draw(st.sets(st.sampled_from(names), min_size=1))
    text = "、".join(mark + name if name in marked else name for name in names)
    roles = split_roles(marks_told(text, convention(f"注：带{mark}的为牵头单位").marks), UNITS)
    assert (set(roles.lead), set(roles.responsible)) == (marked, {*names} - marked)
    assert set(split_roles(text, UNITS).responsible) == {*names}
    assert is_partly_marked(text) is (len(marked) < len(names))


ODD = st.sampled_from(["12345热线", "云小二", "驻云铁军", "中国云铁", "云州通达"])


@often
@given(plain_lists, ODD, st.data(), st.sampled_from(["负责", "按职责分工负责", "配合", "牵头", "结合实际落实"]))
def test_one_odd_name_costs_no_other(names: list[str], odd: str, data: st.DataObject, verb: str) -> None:
    at = data.draw(st.integers(0, len(names)))
    listed = [*names[:at], odd, *names[at:]]
    text = "、".join(listed) + verb
    roles = split_roles(text, UNITS)
    assert is_loose_clause(text, UNITS, sure=True)
    assert [*roles.lead, *roles.responsible, *roles.support] == listed


@pytest.mark.parametrize(
    ("names", "full"),
    [
        (["青坪", "石塘", "双河镇政府"], {"青坪": "青坪镇政府", "石塘": "石塘镇政府"}),
        (["市司法局", "东区", "西区政府"], {}),
        (["青坪", "石塘街道办事处", "市司法局"], {"青坪": "青坪街道办事处"}),
        (["青坪", "市司法局"], {}),
        (["巴彦", "乌兰苏木"], {"巴彦": "巴彦苏木"}),
    ],
)
def test_places_share_the_ending_of_the_last(names: list[str], full: dict[str, str]) -> None:
    assert shared_endings(names) == full


@pytest.mark.parametrize("name", ["以下均需各区落实", "云小二", "市教委要按月公开", "6月底前完成", "做好工作", "某某"])
def test_what_looks_like_no_body(name: str) -> None:
    assert is_unlikely(name)


@pytest.mark.parametrize(
    "name",
    [
        "12345热线",
        "市民政局等部门",
        "有关部门",
        "各区、县（市）政府",
        "第一四二团",
        "云州日报",
        "市推进办",
        "市文明办",
        "落实单位",
    ],
)
def test_what_looks_like_a_body(name: str) -> None:
    assert not is_unlikely(name)


CLUTTER = "市教委|各区|以下|均需|不再列出|列第一位|的|为牵头单位|下同|带|*|★|首个逗号前|6月底前|，|、|；|。|（|）|〈|〉"
TEXTS = st.lists(st.sampled_from(CLUTTER.split("|")), max_size=20).map("".join)


@often
@given(TEXTS)
def test_no_clause_fails_and_nothing_is_made_up(text: str) -> None:
    found = heard(text)
    roles = split_roles(text, UNITS)
    names = [*roles.lead, *roles.responsible, *roles.support, *roles.left]
    assert [name for name in names if name not in bare(text)] == []
    assert all(remark in text for remark in found.remarks)
    assert not any(set(name) & set(MARKS) for name in (*roles.lead, *roles.responsible) if name.strip(MARKS) in PLAIN)
    assert all(time in text for time in timed(text).times)
