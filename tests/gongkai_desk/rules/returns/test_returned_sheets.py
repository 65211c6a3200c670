"""Tables of returned books: heads of every kind, labels over the table, rows that were split, merged or added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.cycle.returns import FIELDS, SheetTable
from gongkai_desk.papers import unit_sheet
from gongkai_desk.rules.returns.heads import head_of, heads_in
from gongkai_desk.rules.returns.periods import periods_in, speaks_of_another
from gongkai_desk.rules.returns.proofs import proofs_in, same_name
from gongkai_desk.rules.returns.sheets import is_book, marks_of, returned_sheets

HEADS = ("任务码", "序号", "任务名称", "任务内容", "本期进展情况", "完成情况", "存在问题")


def table(*rows: str, above: tuple[str, ...] = (), name: str = "填报表") -> SheetTable:
    """Return a table of rows whose cells are parted by |; ``^`` is covered by the cell above."""
    cells = tuple(tuple(None if cell == "^" else cell.strip() for cell in row.split("|")) for row in rows)
    covers = {
        (r, c): (next(up for up in range(r, -1, -1) if cells[up][c] is not None), c)
        for r, row in enumerate(cells)
        for c, cell in enumerate(row)
        if cell is None
    }
    return SheetTable(name, cells, tuple(range(1, len(cells) + 1)), covers, above)


def heads() -> str:
    return "|".join(HEADS)


@pytest.mark.parametrize(("field", "head"), unit_sheet.FILLED.items())
def test_every_head_of_our_books_is_known(field: str, head: str) -> None:
    assert head_of(head) == ("day" if field == "filled" else field)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("上期进展", "previous"),
        ("上季度进展情况（供参考）", "previous"),
        ("工 作\n进 展", "progress"),
        ("目前进度", "progress"),
        ("工作开展情况", "progress"),
        ("下一步工作打算", "next_steps"),
        ("联系人及电话", "contact"),
        ("手机", "phone"),
        ("填报时间", "day"),
        ("退回意见", "opinion"),
        ("填报单位", "unit"),
        ("本单位内部编号", None),
        ("", None),
    ],
)
def test_heads_that_people_write(head: str, name: str | None) -> None:
    assert head_of(head) == name


def test_a_row_of_heads_names_tasks_and_what_is_filled_in() -> None:
    found = heads_in(HEADS)
    assert found is not None
    assert list(found.values()) == ["code", "seq", "title", "content", "progress", "state", "problems"]
    assert heads_in(("序号", "任务名称", "任务内容", "完成时限", "责任单位")) is None


def test_labels_over_the_table_are_read_in_one_line_or_cell_by_cell() -> None:
    for lines in (
        ["填报单位：市教育局（盖章）　　批号：2026Q2-01　　单位码：22K-7F　　报送截止：2026年6月25日"],
        ["填报单位：　市教育局", "批号:2026Q2-01　单位码: 22K-7F"],
    ):
        marks = marks_of(lines)
        assert (marks.unit, marks.batch, marks.code) == ("市教育局", "2026Q2-01", "22K-7F")


def test_rows_below_without_words_go_to_the_row_above() -> None:
    rows = ("22K-223|1|公开指南|修订指南|已修订，||", "||||并上网||人手不足", "22K-224|2|专区|建立专区|已建成||")
    (sheet,) = returned_sheets([table(heads(), *rows)])
    first, second = sheet.rows
    assert (first.values["progress"], first.values["problems"], first.continued) == (
        "已修订，\n并上网",
        "人手不足",
        True,
    )
    assert (second.values["progress"], second.continued) == ("已建成", False)


def test_a_cell_over_two_tasks_is_told() -> None:
    rows = ("22K-223|1|公开指南|修订指南|都已完成||", "22K-224|2|专区|建立专区|^||", "22K-225|3|解读|解读政策|已办||")
    (sheet,) = returned_sheets([table(heads(), *rows)])
    assert [row.merged for row in sheet.rows] == [True, True, False]


def test_own_rows_and_signatures_are_no_tasks() -> None:
    rows = (
        "22K-223|1|公开指南|修订指南|已修订||",
        "本单位另报||||||",
        "|另报1||办了一件事|已办||",
        "填表人：王芳|||联系电话：|||",
    )
    (sheet,) = returned_sheets([table(heads(), *rows)])
    assert [(row.line, row.own) for row in sheet.rows] == [(2, False), (4, True)]


def test_a_table_printed_over_two_pages_is_put_together() -> None:
    left = table("任务码|序号|任务内容|本期进展情况", "22K-223|1|修订指南|已修订", name="")
    right = table("存在问题|联系电话", "人手不足|5551234", name="")
    (sheet,) = returned_sheets([left, right])
    assert {name: sheet.rows[0].values[name] for name in ("progress", "problems", "phone")} == {
        "progress": "已修订", "problems": "人手不足", "phone": "5551234",
    }  # fmt: skip


def test_a_column_of_codes_is_told_by_its_cells() -> None:
    (sheet,) = returned_sheets([table("码|编号|工作任务|目前进度", "22K-223|1|修订指南|已修订")])
    assert (sheet.rows[0].code, sheet.rows[0].title) == ("22K-223", "修订指南")


def test_a_code_and_what_was_done_are_heads_enough() -> None:
    (sheet,) = returned_sheets([table("任务码|进展", "22K-223|已修订")])
    assert (sheet.rows[0].code, sheet.rows[0].values["progress"]) == ("22K-223", "已修订")
    assert heads_in(("任务名称", "进展")) is None


def test_a_list_for_information_is_no_return() -> None:
    assert returned_sheets([table("序号|任务内容|完成情况|完成时限", "1|修订指南|已销号|6月底")]) == []


def test_our_book_is_told_from_a_plan() -> None:
    assert is_book([table(heads(), "22K-223|1|公开指南|修订指南|||")])
    assert is_book([table("甲|乙", above=("填报单位：市教育局 单位码：22K-7F",))])
    assert not is_book([table("序号|任务名称|任务内容|责任单位|完成时限", "1|公开指南|修订指南|市教育局|6月底")])
    assert not is_book([table("序号|任务名称|任务内容|进展情况|完成情况", "1|公开指南|修订指南|已修订|已完成")])


def test_missing_columns_are_told_from_empty_cells() -> None:
    (sheet,) = returned_sheets([table("任务码|任务内容|本期进展情况|完成情况", "22K-223|修订指南|已修订|")])
    values = sheet.rows[0].values
    assert set(values) == set(FIELDS)
    assert (values["state"], values["problems"]) == ("", None)


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("03-市教育局-2026年二季度填报表", False),
        ("2026年第2季度", False),
        ("一季度填报表", True),
        ("2026年一季度、二季度", False),
        ("2025年二季度", True),
        ("2026Q1-01", True),
        ("2026年6月25日前报送", False),
        ("上半年填报表", False),
    ],
)
def test_periods_that_titles_speak_of(text: str, another: bool) -> None:
    assert speaks_of_another(text, "2026Q2") == another


def test_months_and_halves_are_read() -> None:
    assert periods_in("2026年6月填报表") == {("2026", "M", 6)}
    assert periods_in("2026年下半年") == {("2026", "H", 2)}


def test_evidence_is_read_line_by_line() -> None:
    first, second, third = proofs_in(
        "1.工作方案；云政办发〔2026〕8号 https://a.example/x，2026年6月1日\n无\n（2）新闻稿"
    )
    assert (first.name, first.url, first.doc_no) == ("工作方案", "", "")
    assert (second.url, second.doc_no, str(second.effective)) == (
        "https://a.example/x",
        "云政办发〔2026〕8号",
        "2026-06-01",
    )
    assert third.name == "新闻稿"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("清理通知（云司发〔2026〕5号）", "清理通知（云司发〔2026〕5号）"),
        ("1.清理通知（云司发〔2026〕5号）、", "清理通知（云司发〔2026〕5号）"),
        ("（试行）办法", "（试行）办法"),
        ("（试行）办法（修订）", "（试行）办法（修订）"),
        ("（新闻稿）", "新闻稿"),
        ("（清理通知（试行））", "清理通知（试行）"),
        ("新闻稿）", "新闻稿"),
        ("（新闻稿", "新闻稿"),
        ("开放日简报(第3期)：", "开放日简报(第3期)"),
        ("通知（https://a.example/x）", "通知"),
        ("（" * 20_000 + "通知", "通知"),
        ("（" * 20_000 + "通知" + "）" * 20_000, "通知"),
    ],
)
def test_brackets_that_belong_to_a_name_stay(text: str, name: str) -> None:
    (found,) = proofs_in(text)
    assert found.name == name


@given(st.text("通知()（）：、 ", min_size=1))
def test_a_name_is_the_same_with_the_brackets_at_its_ends_and_without(text: str) -> None:
    for found in proofs_in(text):
        assert found.name.count("通知") == text.count("通知")
        assert same_name(found.name) == same_name(found.name.strip("()（）：、 "))
