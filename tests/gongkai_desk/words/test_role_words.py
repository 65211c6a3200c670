"""The verbs and remarks of clauses, and short forms in lists; what holds for any clause that is printed from parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.words.assigning import is_clause
from gongkai_desk.words.dates import NO_DATES, TimeContext
from gongkai_desk.words.deadlines import prose_deadline, read_deadline
from gongkai_desk.words.list_remarks import convention, marks_told
from gongkai_desk.words.role_words import is_convention, is_remark, verb_of
from gongkai_desk.words.roles import split_roles
from gongkai_desk.words.unit_names import is_unit_like, is_whole, split_units
from gongkai_desk.words.units import UnitDirectory, complete_elliptical, is_elliptical
from gongkai_desk.workdays import Workdays

UNITS = UnitDirectory.usual()
NAMES = (
    "市司法局",
    "市教育局",
    "市民政局",
    "市财政局",
    "市政府办公室",
    "各区政府",
    "各区、县（市）政府",
    "市政府各部门",
)
unit_lists = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)
often = settings(max_examples=120, derandomize=True, deadline=None)


@pytest.mark.parametrize(
    ("piece", "wanted"),
    [
        ("市司法局牵头", (4, "lead")),
        ("市司法局分别牵头落实", (4, "lead")),
        ("市司法局按职责分工负责", (4, "responsible")),
        ("各区政府配合", (4, "support")),
        ("市司法局指导", (4, "guide")),
        ("市司法局", (4, None)),
        ("列第一位的为牵头单位", (10, None)),
    ],
)
def test_the_verb_that_closes_a_piece(piece: str, wanted: tuple[int, str | None]) -> None:
    assert verb_of(piece) == wanted


def test_remarks_name_nobody() -> None:
    assert is_remark("2026年12月底前完成")
    assert is_remark("长期坚持")
    assert is_convention("排名不分先后")
    assert not is_remark("市司法局")


def test_a_note_says_who_leads() -> None:
    assert convention("注：列第一位的为牵头单位，下同").first
    assert not convention("市司法局为牵头单位").first
    assert convention("注：标★的为牵头单位").marks == (("★", "lead"),)
    assert marks_told("★市民政局、市司法局", [("★", "lead")]) == "市民政局（牵头）、市司法局"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("市发展改革委、商务局", {"商务局": "市商务局"}),
        ("市政府办公室、商务局", {"商务局": "市商务局"}),
        ("各县〔区〕政府、管委会", {"管委会": "各管委会"}),
        ("市民政局等部门", {"市民政局等部门": "市民政局"}),
        ("市发展改革委、云州日报社", {}),
        ("市教育局、青山区教育局", {}),
        ("市教育局、海关", {}),
    ],
)
def test_short_forms_take_the_sign_before_them(text: str, wanted: dict[str, str]) -> None:
    assert complete_elliptical(split_units(text), UNITS) == wanted


def test_a_short_form_lacks_its_level_and_could_take_one() -> None:
    assert is_elliptical("商务局")
    assert not any(map(is_elliptical, ("市商务局", "海关", "各局", "渝水区教育局")))


@often
@given(unit_lists, st.sampled_from("、，；"))
def test_a_list_of_units_is_read_back(names: list[str], stop: str) -> None:
    mixed = stop != "、"  # 、 may part or join levels: 各区、县（市）政府
    plain = [name for name in names if mixed or not name.startswith("各")]
    assert split_units(stop.join(plain)) == tuple(plain)
    assert all(is_whole(name) and is_unit_like(name) for name in plain)


@often
@given(unit_lists, unit_lists, st.sampled_from(["，", "；"]))
def test_a_clause_with_verbs_is_read_back(leads: list[str], supports: list[str], stop: str) -> None:
    leads = [name for name in leads if not name.startswith("各")] or ["市司法局"]
    supports = [name for name in supports if name not in leads] or ["市统计局"]
    text = (
        f"{'、'.join(leads)}牵头{stop}{'；'.join(supports)}配合"
        if len(supports) == 1
        else (f"{'、'.join(leads)}牵头{stop}配合单位：{'；'.join(supports)}")
    )
    assert is_clause(text)
    roles = split_roles(text, UNITS)
    assert (roles.lead, roles.support, roles.left) == (tuple(leads), tuple(supports), ())


@often
@given(unit_lists, st.sampled_from(["责任单位：{}", "（{}负责）", "由{}负责", "{}按职责分工负责"]))
def test_who_is_responsible_is_read_back_however_it_is_said(names: list[str], form: str) -> None:
    names = [name for name in names if not name.startswith("各")] or ["市司法局"]
    assert split_roles(form.format("、".join(names)), UNITS).responsible == tuple(names)


@often
@given(st.integers(1, 12), st.sampled_from(["{}月底前", "于{}月底前", "{}月末", "{}月30日前", "第{}季度末"]))
def test_a_bound_in_prose_is_the_bound_of_a_cell(number: int, form: str) -> None:
    """The grammar is one: what a cell says says the same inside a sentence."""
    context = TimeContext(2026, NO_DATES, Workdays({}))
    phrase = form.format(number)
    cell = read_deadline(phrase, context)
    prose = prose_deadline(f"公开目录，{phrase}完成。", context)
    assert (prose.due, prose.kind) == ((cell.due, cell.kind) if cell.due else (None, None))
