"""The differences of one matched item: name, units, deadline, text."""

import pytest

from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.revision import JUDGEMENTS, DifferenceKind
from gongkai_desk.rules.compare.lists import kind_of
from gongkai_desk.rules.compare.matching import Item
from gongkai_desk.rules.compare.texts import compare_texts
from gongkai_desk.rules.compare.units import UnitSense, compare_names, compare_units
from gongkai_desk.words.dates import TimeContext
from gongkai_desk.words.deadlines import read_deadline
from gongkai_desk.words.units import UnitDirectory, complete_elliptical
from gongkai_desk.workdays import Workdays
from tests.builders import a_task

USUAL = UnitDirectory.usual()


def item(**fields):
    return Item([a_task(**fields)], 0)


def test_every_kind_is_judged_with_a_reason():
    assert set(JUDGEMENTS) == set(DifferenceKind)
    assert all(judgement.reason for judgement in JUDGEMENTS.values())


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("加强涉及税费信息公开", "加强涉税费信息公开", "name_wording"),
        ("加强助企纾困信息公开", "助企纾困信息公开", "name_wording"),
        ("推进成果运用", "推进成果应用", "name_wording"),
        ("做好“回头看”", "开展回头看", "name_wording"),
        ("做好政务服务信息公开", "做好政务公开服务信息公开", "name_changed"),
        ("公开道路交通信息", "公开道路交管信息", "name_changed"),
        ("加强培训", "加强考核", "name_changed"),
        ("加强培训", None, "name_missing"),
    ],
)
def test_content_words_make_a_name(a, b, kind):
    assert [found[0].value for found in compare_names(item(title=a), item(title=b))] == [kind]


def test_print_makes_no_other_name():
    assert list(compare_names(item(title="做好（一）、公开。"), item(title="做好(一)、公开"))) == []


# ------------------------------------------------------------------ units


def units(*names, **fields):
    return item(lead=names, responsible=(), units_full=complete_elliptical(names, USUAL), **fields)


def unit_kinds(a, b):
    return [(found.kind.value, found.missing, found.extra) for found in compare_units(a, b, UnitSense(USUAL))]


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        (("市财政局", "税务局"), ("市财政局", "市税务局"), []),
        (("市财政局", "税务局"), ("市财政局",), [("unit_missing", ("市税务局",), ())]),
        (("市财政局",), ("市财政局", "市民政局"), [("unit_extra", (), ("市民政局",))]),
        (("市政府各部门",), ("市政府有关部门",), [("unit_differs", ("市政府各部门",), ("市政府有关部门",))]),
        (("市财政局", "市民政局"), ("市民政局", "市财政局"), [("unit_order", (), ())]),
        (("各区县（市）政府",), ("区县（市）政府",), [("unit_wording", (), ())]),
        (("市人力资源和社会保障局",), ("市人社局",), [("unit_wording", (), ())]),
        (("市民政局等部门",), ("市民政局",), [("unit_differs", ("市民政局等部门",), ("市民政局",))]),
        (("市规划委", "市国土局"), ("市国土局",), [("unit_missing", ("市规划委",), ())]),
    ],
    ids=["elliptical", "missing", "extra", "open", "order", "each", "short", "open-ended", "merged-later"],
)
def test_units_are_compared_by_what_they_are(a, b, kinds):
    assert unit_kinds(units(*a), units(*b)) == kinds


def test_another_role_is_one_difference():
    a, b = item(lead=("市财政局",), responsible=("市司法局",)), item(lead=(), responsible=("市司法局", "市财政局"))
    (found,) = compare_units(a, b, UnitSense(USUAL))
    assert (found.kind.value, found.field, found.other_role) == ("role_changed", "lead", "responsible")


# ------------------------------------------------------------------ deadlines


def deadline(text, year=2026):
    return read_deadline(text, TimeContext(year, PlanDates(), Workdays.usual()))


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("2026年6月底", "2026年6月", "deadline_wording"),
        ("6月底前", "上半年", "deadline_wording"),
        ("长期坚持", "常态化", "deadline_wording"),
        ("6月底，长期坚持", "6月底", "long_term_dropped"),
        ("6月底", "6月底，长期坚持", "long_term_added"),
        ("6月底，长期坚持", "7月底", "deadline_changed"),
        ("6月底前", "7月底前", "deadline_changed"),
        ("全年", "长期坚持", "deadline_changed"),
        ("全年", "年底前", "deadline_changed"),
        ("6月底、12月底", "12月底", "deadline_changed"),
        ("及时", "定期", "deadline_changed"),
        ("本文印发30日内", "本文印发15日内", "deadline_changed"),
    ],
)
def test_the_last_day_and_what_comes_after_it_make_a_deadline(a, b, kind):
    assert kind_of(deadline(a), deadline(b)).value == kind


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("2025年6月底", "2026年6月底", "year_shifted"),
        ("2024年2月底", "2025年2月底", "year_shifted"),
        ("2025年6月底", "2026年7月底", "deadline_changed"),
    ],
)
def test_a_year_that_moved_with_the_plan_is_wording(a, b, kind):
    years = int(b[:4]) - int(a[:4])
    assert kind_of(deadline(a, int(a[:4])), deadline(b, int(b[:4])), years).value == kind


# ------------------------------------------------------------------ texts

LONG = "围绕政策背景、主要举措和新旧差异同步做好政策解读工作"


def edits(a, b, years=0):
    return [(edit.kind.value, edit.gone, edit.come) for edit in compare_texts([a], [b], years)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("公开目录。", "公开目录"),
        ("公开“目录”，（一）", '公开"目录",(一)'),
        ("公开 目录\n和文本", "公开目录和文本"),
    ],
    ids=["closing-stop", "width", "blanks"],
)
def test_print_is_no_difference(a, b):
    assert edits(a, b) == []


@pytest.mark.parametrize(
    ("a", "b", "kind", "gone", "come"),
    [
        (f"{LONG}。公布目录和文本。", f"{LONG}。", "sentence_or_clause_missing", "公布目录和文本", ""),
        (f"{LONG}。", f"公布目录和文本。{LONG}。", "sentence_or_clause_added", "", "公布目录和文本"),
        (f"巩固集中公开成果，{LONG}", LONG, "sentence_or_clause_missing", "巩固集中公开成果", ""),
        ("严格执行行政复议案件审理制度", "严格执行案件审理制度", "sentence_or_clause_missing", "行政复议", ""),
        ("财政部门要做好收费目录清单编制", "做好收费目录清单编制", "wording", "财政部门要", ""),
        ("让服务更舒心、更暖心、更贴心", "让服务更舒心、更贴心", "wording", "更暖心", ""),
        ("完善业务协同、技术支撑", "完善业务协同、技术支持", "wording", "撑", "持"),
        ("未完成的要督促整改", "未完成的重要督促整改", "meaning_changed", "", "重"),
        ("培训不少于2场", "培训不少于3场", "meaning_changed", "2", "3"),
        ("每季度通报办理情况", "每月通报办理情况", "meaning_changed", "季度", "月"),
        ("原则上应当公开", "原则上可以公开", "meaning_changed", "应当", "可以"),
        ("落实“十四五”规划", "落实“十五五”规划", "meaning_changed", "四", "五"),
        ("市民政局汇总后公布", "市财政局汇总后公布", "meaning_changed", "民", "财"),
        ("公布供水、供电、供气信息", "公布供水、供气信息", "sentence_or_clause_missing", "供电", ""),
        ("公布供水、供气信息", "公布供水、供电、供气信息", "sentence_or_clause_added", "", "供电"),
        (f"{LONG}，公布目录", f"公布目录，{LONG}", "meaning_changed", None, None),
    ],
)
def test_a_change_is_judged_by_what_it_does(a, b, kind, gone, come):
    found = edits(a, b)
    if gone is None:
        assert found
        return
    assert found == [(kind, gone, come)]


def test_the_words_around_are_shown():
    (edit,) = compare_texts(["为公众提供政策咨询、办事指南等服务事项"], ["为公众提供政策咨询、办事指引等服务事项"])
    assert (edit.a, edit.b) == ("询、办事指南等服务事项", "询、办事指引等服务事项")


def test_years_move_with_the_plan():
    assert edits("公布2025年目录", "公布2026年目录", 1) == [("year_shifted", "2025", "2026")]
    assert edits("公布2025年目录", "公布2026年目录")[0][0] == "meaning_changed"


def test_a_text_without_end_is_compared_in_time():
    a, b = "推进政务公开工作。" * 3000, "推进政务公开事项；" * 3000
    assert compare_texts([a], [b])
