"""工作台账 as a value: columns as chosen, sections, what stands above and below."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai_desk.domain.papers import LedgerEntry, LedgerPaper, card_title, ledger_title
from gongkai_desk.domain.sheet import LEDGER_COLUMNS, ColumnKey, Orientation, PaperSize
from gongkai_desk.export.tables import IN_WORKBOOK, ON_PAPER, Medium, lay_table
from gongkai_desk.page.layout import RowKind
from gongkai_desk.page.measures import TYPE
from gongkai_desk.papers.ledger import ledger, ledger_rows
from tests.builders import a_plan, a_task

DAY = date(2026, 6, 30)
ENTRY = LedgerEntry(
    a_task(seq="3"), "李明", "已启动", "推进中", "公报", "2家已报1家", "黄1/2", "人手不足", "下月办结", "2026-06-20"
)
OWN = {
    ColumnKey.CONTACT: "李明",
    ColumnKey.PROGRESS: "已启动",
    ColumnKey.STATE: "推进中",
    ColumnKey.EVIDENCE: "公报",
    ColumnKey.REMARK: "2家已报1家",
    ColumnKey.LIGHT: "黄1/2",
    ColumnKey.PROBLEMS: "人手不足",
    ColumnKey.NEXT_STEPS: "下月办结",
    ColumnKey.CLOSED: "2026-06-20",
}
OPTIONS = (ColumnKey.LIGHT, ColumnKey.PROBLEMS, ColumnKey.NEXT_STEPS, ColumnKey.CLOSED)


def paper(*entries: LedgerEntry, **fields: Any) -> LedgerPaper:
    return LedgerPaper(**({"plan": a_plan(), "entries": entries or (ENTRY,), "as_of": DAY} | fields))


def above(facts: LedgerPaper) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in ledger(facts).above]


@pytest.mark.parametrize("key", OWN)
def test_each_text_stands_in_its_own_column(key: ColumnKey) -> None:
    facts = paper(options=OPTIONS)
    row = next(row for row in ledger_rows(facts) if row.kind is RowKind.TASK)
    assert row.texts[[column.key for column in facts.columns].index(key)] == OWN[key]


def test_it_always_lies_and_has_the_usual_columns() -> None:
    made = ledger(paper())
    assert made.orientation is Orientation.LANDSCAPE
    assert [column.key for column in made.columns] == [column.key for column in LEDGER_COLUMNS]


def test_a_column_that_was_chosen_is_added_once() -> None:
    once = [column.key for column in paper(options=(ColumnKey.LIGHT,)).columns]
    assert once.count(ColumnKey.LIGHT) == 1
    assert len(once) == len(LEDGER_COLUMNS) + 1


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize("options", [(), OPTIONS], ids=["usual", "all"])
def test_its_columns_have_room_on_the_sheet(size: PaperSize, options: tuple[ColumnKey, ...]) -> None:
    made = ledger(paper(paper=size, options=options))
    assert all(column.width_on(made.leaf) > 0 for column in made.columns)
    assert made.fit


def test_who_reports_and_up_to_when_stand_above() -> None:
    assert above(paper(unit="市政府办公室", reported=date(2026, 7, 3))) == [
        "云州市2026年政务公开工作台账",
        "填报单位（盖章）：市政府办公室填报日期：2026年7月3日　　截至2026年6月30日",
    ]


def test_a_day_that_is_not_entered_is_left_to_the_pen() -> None:
    assert "填报日期：　　　　年　　月　　日" in above(paper())[1]


def test_only_what_is_internal_says_so() -> None:
    assert above(paper(internal=True))[0] == "内部资料　注意保存"
    assert "内部资料" not in "".join(above(paper()))


def test_a_section_stands_over_its_tasks() -> None:
    rows = ledger_rows(paper(ENTRY, LedgerEntry(a_task(seq="4", section=("二、平台",)))))
    assert [(row.kind is RowKind.SECTION, row.texts[0]) for row in rows] == [
        (True, "一、深化政策公开"),
        (False, "3"),
        (True, "二、平台"),
        (False, "4"),
    ]


def test_an_empty_ledger_is_a_head_without_rows() -> None:
    assert ledger_rows(LedgerPaper(a_plan(), (), DAY)) == []


@pytest.mark.parametrize(
    ("title", "ledger_named", "card_named"),
    [
        ("2022年云州市政务公开工作要点", "2022年云州市政务公开工作台账", "2022年云州市政务公开工作任务卡"),
        ("2022年政务公开要点任务分解表", "2022年政务公开工作台账", "2022年政务公开工作任务卡"),
        ("2022年政务公开工作台账", "2022年政务公开工作台账", "2022年政务公开工作任务卡"),
        ("政务公开方案", "政务公开方案工作台账", "政务公开方案工作任务卡"),
    ],
)
def test_titles_follow_the_plans(title: str, ledger_named: str, card_named: str) -> None:
    plan = a_plan(title=title)
    assert (ledger_title(plan), card_title(plan)) == (ledger_named, card_named)


def test_columns_that_are_not_understood_are_printed_where_they_are_wished() -> None:
    kept = LedgerEntry(a_task(extra={"资金来源": "财政", "总投资": "900"}))
    facts = paper(kept, options=(ColumnKey.OTHER,))
    row = next(row for row in ledger_rows(facts) if row.kind is RowKind.TASK)
    column = [column.key for column in facts.columns].index(ColumnKey.OTHER)
    assert (facts.columns[column].title, row.texts[column]) == ("其他栏目", "资金来源：财政\n总投资：900")


def widths(**texts: str) -> dict[str, float]:
    bare = LedgerEntry(a_task(seq="1", lead=(), responsible=("市司法局",)), state="推进中", **texts)
    return {column.key: column.width for column in ledger(paper(bare)).columns}


def test_short_texts_stand_in_the_columns_of_the_official_ledger() -> None:
    assert list(widths(progress="已公开12件。").values()) == [9, 22, 43, 21.5, 21.5, 16, 17, 36, 14, 17, 8]


def test_a_long_progress_takes_the_room_of_columns_without_text() -> None:
    found = widths(progress="\n".join(f"市{n}局：已在门户网站开设专栏并发布信息。" for n in range(34)))
    assert found[ColumnKey.PROGRESS] > 58
    assert {found[key] for key in (ColumnKey.LEAD, ColumnKey.CONTACT, ColumnKey.EVIDENCE)} == {12}
    assert found[ColumnKey.RESPONSIBLE] == 21.5
    assert sum(found.values()) == pytest.approx(225)


def test_long_work_with_short_progress_takes_the_room_instead() -> None:
    long = a_task(
        seq="1", lead=(), responsible=("市司法局",), content="按月更新专栏，及时公布办理结果，方便群众查询。" * 20
    )
    found = {c.key: c.width for c in ledger(paper(LedgerEntry(long, state="推进中", progress="已公开。"))).columns}
    assert found[ColumnKey.CONTENT] > 58
    assert found[ColumnKey.PROGRESS] >= 30
    assert sum(found.values()) == pytest.approx(225)


@pytest.mark.parametrize(("remark", "ems"), [("41家已报35家", 5), ("另附", 2)])
def test_a_remark_has_five_characters_beside_each_other(remark: str, ems: int) -> None:
    found = widths(remark=remark)
    assert (found[ColumnKey.REMARK] - 2) * 72 / 25.4 >= ems * 9
    assert sum(found.values()) == pytest.approx(225)


@pytest.mark.parametrize("medium", [ON_PAPER, IN_WORKBOOK], ids=["paper", "workbook"])
def test_short_heads_are_whole_however_the_other_columns_grow(medium: Medium) -> None:
    kept = LedgerEntry(
        a_task(seq="1"), progress="办理情况良好。" * 60, evidence="关于做好公文备案的通知（云府办发〔2022〕12号）"
    )
    heads = lay_table(ledger(paper(kept)), medium).heads
    assert "序号" in heads
    assert "责任人\n及电话" in heads


def test_a_row_of_a_workbook_is_high_enough_for_the_font_that_stands_in() -> None:
    """Noto and 思源 set their lines 1.45 of the size apart; 仿宋 itself less."""
    assert all(face.sheet_pitch >= 1.45 * face.size for face in TYPE.values())


def test_the_head_takes_two_lines() -> None:
    laid = lay_table(ledger(paper()))
    assert max(head.count("\n") for head in laid.heads) == 1
    assert laid.head_height == 2 * 14 + 5 + 6
