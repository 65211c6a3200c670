"""Whose a book is, which task a row is of, what its state asks for, what of it is new."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.cycle.returns import FIELDS, Candidate, Known, SheetRow, Told, Wait
from gongkai_desk.domain.ids import UnitId
from gongkai_desk.domain.unit import StoredUnit, UnitClass
from gongkai_desk.rules.returns.identity import Batch, Signs, batch_waits, unit_named, units_in_name, whose
from gongkai_desk.rules.returns.merging import change_of, changes_of, merged_values
from gongkai_desk.rules.returns.placing import Book, codes_in_order, place
from gongkai_desk.rules.returns.states import stand_of, told_by
from gongkai_desk.words.codes import row_code
from gongkai_desk.words.units import UnitDirectory

LIBRARY = "a" * 32
SETS = (
    ("公开指南", "修订本机关政府信息公开指南，更新受理机构和联系方式"),
    ("政策解读", "围绕稳就业保民生做好政策解读，重要政策同步发布解读材料"),
    ("公开专区", "建立健全政务公开专区，在服务大厅提供查询和申请服务"),
)
BOOK = Book(
    [Candidate(n + 10, str(n + 1), title, content, row_code(5, n, LIBRARY)) for n, (title, content) in enumerate(SETS)],
    5,
    LIBRARY,
)


def row(n: int, **more: str) -> SheetRow:
    """Return the row of task ``n`` as it was sent; ``more`` overrides."""
    title, content = SETS[n]
    usual = {"code": row_code(5, n, LIBRARY), "seq": str(n + 1), "title": title, "content": content}
    return SheetRow(4 + n, **{**usual, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("signs", "unit", "by", "waits"),
    [
        (Signs(code=1), 1, Known.CODE, ()),
        (Signs(code=1, cell="甲", named=1, file=frozenset({1}), sender=frozenset({1, 2})), 1, Known.CODE, ()),
        (Signs(code=1, cell="乙", named=2), 1, Known.CODE, (Wait.UNIT_DIFFERS,)),
        (Signs(code=1, cell="甲的分局"), 1, Known.CODE, (Wait.UNIT_DIFFERS,)),
        (Signs(code=1, cell="甲", named=1, file=frozenset({2})), 1, Known.CODE, (Wait.UNIT_DIFFERS,)),
        (Signs(code=1, sender=frozenset({2})), 1, Known.CODE, (Wait.UNIT_DIFFERS,)),
        (Signs(cell="甲", named=1), 1, Known.NAME, ()),
        (Signs(cell="甲", named=1, file=frozenset({2})), 1, Known.NAME, (Wait.UNIT_DIFFERS,)),
        (Signs(file=frozenset({2})), 2, Known.FILE, (Wait.UNIT_BY_FILE,)),
        (Signs(file=frozenset({2}), sender=frozenset({2, 3})), 2, Known.FILE, ()),
        (Signs(sender=frozenset({2})), 2, Known.SENDER, (Wait.UNIT_BY_SENDER,)),
        (Signs(sender=frozenset({2, 3})), None, None, (Wait.UNIT_UNKNOWN,)),
        (Signs(cell="不知哪家"), None, None, (Wait.UNIT_UNKNOWN,)),
    ],
)
def test_every_sign_must_say_the_same(
    signs: Signs, unit: int | None, by: Known | None, waits: tuple[Wait, ...]
) -> None:
    found = whose(signs)
    assert (found.unit, found.by, found.waits) == (unit, by, waits)


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("03-市教育局-2026年二季度填报表", {1}),
        ("市教育局填报表（最终版）", {1}),
        ("市司法局、市教育局", {1, 2}),
        ("市教育局盖章扫描件.pdf", {1}),
        ("市教育局报送.zip/扫描件.jpg", {1}),
        ("市教育局.eml/市司法局.zip/IMG_1.jpg", {2}),
        ("市教育局.zip/04-市司法局-填报表.xlsx", {2}),
        ("市教育局/扫描件.jpg", set()),
        ("填报表", set()),
        ("2026年政务公开工作要点", set()),
    ],
)
def test_units_in_a_files_name(name: str, units: set[int]) -> None:
    known = (StoredUnit("市教育局", id=UnitId(1)), StoredUnit("市司法局", id=UnitId(2)))
    assert units_in_name(name, UnitDirectory(known)) == units


@pytest.mark.parametrize("cell", ["徐汇区政府", "上海市徐汇区人民政府", "上海市徐汇区人民政府（盖章）", "徐汇区"])
def test_a_district_may_be_named_with_its_city(cell: str) -> None:
    directory = UnitDirectory((StoredUnit("徐汇区政府", "徐汇区", cls=UnitClass.DISTRICT, id=UnitId(1)),))
    assert unit_named(cell, directory) == 1
    assert unit_named("上海市徐汇区教育局", directory) is None


def test_a_batch_is_what_code_sheet_and_title_say() -> None:
    batch = Batch("2026Q2-01", "2026Q2")
    assert batch_waits(batch, "２０２６q2 — 01", ["2026年二季度填报表"], asked=False, wanted=False) == ()
    assert batch_waits(batch, "2026Q1-01", [], asked=False, wanted=False) == (Wait.BATCH_DIFFERS,)
    assert batch_waits(batch, "", ["一季度"], asked=True, wanted=False) == (Wait.NOT_ASKED, Wait.PERIOD_DIFFERS)
    overtaken = Batch("2026Q2-01", "2026Q2", overtaken=True)
    assert batch_waits(overtaken, "", [], asked=False, wanted=False) == (Wait.OLD_BATCH,)
    assert batch_waits(overtaken, "", [], asked=True, wanted=True) == ()


@pytest.mark.parametrize(
    ("given_row", "task", "by", "waits"),
    [
        (row(0), 10, Known.CODE, ()),
        (row(0, seq="9"), 10, Known.CODE, ()),
        (row(0, content="修订本机关政府信息公开指南"), 10, Known.CODE, ()),
        (row(0, title=SETS[1][0], content=SETS[1][1]), 10, Known.CODE, (Wait.WORDS_DIFFER,)),
        (row(0, title="", content=""), 10, Known.CODE, ()),
        (row(0, title="", content="", seq="2"), 10, Known.CODE, (Wait.NO_WORDS,)),
        (row(0, code=""), 10, Known.NUMBER, ()),
        (row(0, code="", seq="8"), 10, Known.CONTENT, ()),
        (row(0, code="", content="办理人大建议", title=""), None, None, (Wait.NO_TASK,)),
        (row(0, code=row_code(6, 0, LIBRARY)), 10, Known.NUMBER, (Wait.OTHER_BOOK,)),
        (row(0, code=row_code(5, 0, "b" * 32)), 10, Known.NUMBER, (Wait.BAD_CODE,)),
    ],
)
def test_a_row_is_laid_where_code_and_words_agree(
    given_row: SheetRow, task: int | None, by: Known | None, waits: tuple[Wait, ...]
) -> None:
    found = place(given_row, BOOK)
    assert (found.candidate.task_id if found.candidate else None, found.by, found.waits) == (task, by, waits)


def test_words_in_one_column_may_be_the_name_or_the_content() -> None:
    title, content = SETS[0]
    for words in (title, content):
        found = place(SheetRow(1, title=words), BOOK)
        assert (found.candidate and found.candidate.task_id, found.waits) == (10, ())


def test_a_row_with_a_code_is_its_task_also_among_own_rows() -> None:
    assert place(replace(row(0), own=True), BOOK).by is Known.CODE
    assert place(replace(row(0, code=""), own=True), BOOK).waits == (Wait.OWN,)


@pytest.mark.parametrize("words", ["同上", "同上。", "见附件1", "详见佐证材料", "同第3项", "√"])
def test_what_says_nothing_by_itself_is_asked_about(words: str) -> None:
    assert stand_of(words, "推进中").waits == (Wait.ELSEWHERE,)
    assert stand_of(f"{words}，另召开会议2次", "推进中").waits == ()


def test_codes_alone_are_believed_in_their_order_only() -> None:
    bare = [SheetRow(n, row_code(5, n, LIBRARY)) for n in range(3)]
    assert codes_in_order(bare, LIBRARY)
    assert not codes_in_order(bare[::-1], LIBRARY)
    assert place(bare[0], BOOK, in_order=False).waits == (Wait.NO_WORDS,)


def test_two_tasks_of_like_words_wait_without_a_code() -> None:
    twins = [Candidate(1, "1", "", "公开二〇二五年度预算"), Candidate(2, "2", "", "公开二〇二六年度预算")]
    found = place(SheetRow(1, content="公开二〇二七年度预算"), Book(twins, None, LIBRARY))
    assert found.waits == (Wait.SEVERAL_TASKS,)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("已完成", Told.DONE),
        ("完成。", Told.DONE),
        ("100%", Told.DONE),
        ("已全部办结", Told.DONE),
        ("基本完成", Told.ONGOING),
        ("82%", Told.ONGOING),
        ("未完成", Told.ONGOING),
        ("已完成一半", Told.ONGOING),
        ("正在推进", Told.ONGOING),
        ("尚未启动", Told.NOT_BEGUN),
        ("零报告", Told.ZERO),
        ("不涉及", Told.NOT_CONCERNED),
        ("√", Told.TICK),
        ("是", Told.TICK),
        ("", Told.NOTHING),
    ],
)
def test_words_of_state(words: str, told: Told) -> None:
    assert told_by(words) is told


def test_what_a_row_asks_for() -> None:
    assert stand_of("已公开", "已完成").apply
    assert stand_of("已公开", "82%").text == "已公开（完成情况：82%）"
    assert stand_of("已公开，完成82%", "82%").text == "已公开，完成82%"
    assert not stand_of("已公开", "√").apply
    assert stand_of("", "零报告").zero
    assert stand_of("零报告", "").zero
    assert stand_of("", "√").waits == (Wait.TICK,)
    assert stand_of("不涉及", "").waits == (Wait.NOT_CONCERNED,)


texts = st.sampled_from(["", "甲", "甲 ", "乙", "丙\n", "丙"])
rows_of_text = st.fixed_dictionaries(dict.fromkeys(FIELDS, texts))


@given(sent=texts, stored=texts, returned=st.none() | texts)
def test_nothing_stored_is_overwritten_silently(sent: str, stored: str, returned: str | None) -> None:
    found = change_of(sent, stored, returned)
    if found.take:
        assert returned
        assert not stored.strip() or stored.split() == sent.split()
    if found.conflict:
        assert not found.take
        assert stored.strip()
    assert not (found.take and found.conflict)


@given(sent=rows_of_text, stored=rows_of_text, returned=rows_of_text)
def test_taking_over_twice_is_taking_over_once(
    sent: dict[str, str], stored: dict[str, str], returned: dict[str, str]
) -> None:
    once = merged_values(changes_of(sent, stored, returned))
    again = changes_of(sent, once, returned)
    assert not any(each.take for each in again.values())
    assert merged_values(again) == once


@given(sent=rows_of_text, stored=rows_of_text, returned=rows_of_text)
def test_every_change_is_taken_or_shown(sent: dict[str, str], stored: dict[str, str], returned: dict[str, str]) -> None:
    for name, each in changes_of(sent, stored, returned).items():
        changed = returned[name].strip() and returned[name].split() not in (sent[name].split(), stored[name].split())
        assert bool(changed) == (each.take or each.conflict)
