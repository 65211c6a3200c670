"""年报表三、表四 as values: every line where the State Council's form has it, no cell doubled, no number lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.registers import CLASSES, AnnualTable, Count, Disputes, Outcome, Result
from gongkai_desk.export.tables import placed_cells
from gongkai_desk.page.layout import Band, Cell, Form, FormPage
from gongkai_desk.papers.annual import annual_tables, annual_title
from gongkai_desk.wording.registers import COUNTS, RESULTS, result_long, result_short

LINES = (*Count, *Result)
FACTS = AnnualTable(  # every line has numbers of its own: a number on a wrong line cannot hide
    2026,
    date(2026, 12, 31),
    {line: tuple(100 * n + at for at in range(len(CLASSES))) for n, line in enumerate(LINES)},
    Disputes((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12)),
)
THIRD, FOURTH = annual_tables(FACTS).pages


def form_of(page: FormPage) -> Form:
    return next(block for block in page.blocks if isinstance(block, Form))


def notes(page: FormPage) -> list[str]:
    return [block.pieces[0].text for block in page.blocks if isinstance(block, Band)]


def numbers(cells: Sequence[Cell]) -> list[int]:
    return [cell.value for cell in cells if isinstance(cell.value, int)]


@pytest.mark.parametrize("page", [THIRD, FOURTH], ids=["table 3", "table 4"])
def test_cells_cover_the_whole_form_once(page: FormPage) -> None:
    form = form_of(page)
    covered = [
        (each.row + down, each.column + on)
        for each in placed_cells(form)
        for down in range(each.cell.rows)
        for on in range(each.cell.columns)
    ]
    assert len(covered) == len(set(covered))
    assert set(covered) == {(row, column) for row in range(len(form.rows)) for column in range(len(form.widths))}


@pytest.mark.parametrize("line", LINES)
def test_each_line_of_numbers_stands_behind_its_own_words(line: Count | Result) -> None:
    words = COUNTS[line] if isinstance(line, Count) else RESULTS[line]
    row = next(
        row.cells for row in form_of(THIRD).rows if numbers(row.cells) == [*FACTS.counts[line], sum(FACTS.counts[line])]
    )
    assert [cell.text for cell in row if not isinstance(cell.value, int)][-1] == words


def test_lines_stand_in_the_order_of_the_form() -> None:
    shown = [numbers(row.cells)[0] // 100 for row in form_of(THIRD).rows if numbers(row.cells)]
    order = [Count.NEW, Count.CARRIED_IN, *Result, Count.TOTAL, Count.CARRIED_OUT]
    assert [LINES[at] for at in shown] == order


def test_table_4_has_its_fifteen_numbers_in_order() -> None:
    assert numbers(form_of(FOURTH).rows[-1].cells) == [1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 10, 11, 12, 42]


def test_both_fill_the_width_of_the_page() -> None:
    assert [round(sum(form_of(page).widths), 6) for page in (THIRD, FOURTH)] == [156.0, 156.0]


def test_a_year_that_is_not_over_says_up_to_when() -> None:
    now = replace(FACTS, as_of=date(2026, 11, 22))
    assert notes(annual_tables(FACTS).pages[0])[1] == "2026年度"
    assert notes(annual_tables(now).pages[0])[1] == "2026年度（截至2026年11月22日）"
    later = replace(FACTS, as_of=date(2027, 12, 31))
    assert notes(annual_tables(later).pages[0])[1] == "2026年度（截至2027年12月31日）"


def test_numbers_that_do_not_add_up_are_told_under_the_table() -> None:
    counts = dict.fromkeys(LINES, (0,) * len(CLASSES))
    fair = AnnualTable(2026, FACTS.as_of, counts)
    assert notes(annual_tables(fair).pages[0])[2].endswith("核对：0＋0＝0＋0，相符。")
    wrong = replace(fair, counts=counts | {Count.NEW: (1, 0, 0, 0, 0, 0)})
    assert notes(annual_tables(wrong).pages[0])[2].endswith("核对：1＋0≠0＋0，不符，请核对各件的日期和结果。")


def test_results_that_do_not_make_up_their_total_do_not_add_up() -> None:
    counts = dict.fromkeys(LINES, (0,) * len(CLASSES))
    one = (1, 0, 0, 0, 0, 0)
    facts = AnnualTable(2026, FACTS.as_of, counts | {Count.NEW: one, Count.TOTAL: one})
    assert not facts.adds_up
    assert replace(facts, counts={**facts.counts, Result.OTHER: one}).adds_up


def test_what_a_clerk_must_look_at_stands_under_the_table() -> None:
    facts = replace(FACTS, to_settle=("3号", "7号"), marked=4)
    told = notes(annual_tables(facts).pages[0])
    assert "逾期未补正、尚未登记办理结果，暂计入结转：3号、7号。" in told
    carried = sum(FACTS.counts[Count.CARRIED_IN])
    assert f"按日期上年结转{carried}件，上年末登记结转4件，请核对。" in told


def test_its_file_is_named_after_the_year() -> None:
    assert annual_title(FACTS) == "2026年政府信息公开年报表三、表四"


@pytest.mark.parametrize("result", Result)
def test_on_the_screen_a_result_has_no_number(result: Result) -> None:
    short = result_short(result)
    assert short
    assert not short[0].isdigit()
    assert not short.startswith("（")


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (Result.GRANTED, "予以公开"),
        (Result.SECRET, "不予公开：属于国家秘密"),
        (Result.NOT_HELD, "无法提供：本机关不掌握相关政府信息"),
        (Result.CONFIRMATION, "不予处理：要求行政机关确认或重新出具已获取信息"),
        (Result.NOT_PAID, "其他处理：逾期未缴费，不再处理"),
        (Result.OTHER, "其他处理"),
    ],
)
def test_a_result_is_told_with_its_group(result: Result, text: str) -> None:
    assert result_long(result) == text


def test_every_outcome_of_table_4_has_a_head() -> None:
    heads = [cell.text.replace("\n", "") for row in form_of(FOURTH).rows[:3] for cell in row.cells]
    assert heads.count("结果维持") == 3
    assert len(heads) == 2 + 5 + 2 + 10
    assert len(Outcome) == 4
