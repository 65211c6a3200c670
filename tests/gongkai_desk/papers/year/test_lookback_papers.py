"""逐项核查核销表, 整改台账, 回头看报告: what they say of hand-made facts, and that each figure leads to its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from gongkai_desk.domain.cycle.judging import Lookback, LookbackItem, Rectification
from gongkai_desk.domain.year.lookback import (
    KeptItem,
    KeptRectification,
    LookbackPaper,
    Outcome,
    RectificationPaper,
    RectifySource,
)
from gongkai_desk.export.templates import placeholders
from gongkai_desk.page.layout import Piece, TablePaper
from gongkai_desk.papers.year.lookback import lookback_table, rectification_table
from gongkai_desk.papers.year.lookback_report import TEMPLATE, report_sections, template_lists, template_values
from gongkai_desk.paths import resource
from gongkai_desk.rules.year.lookback import counts_of
from gongkai_desk.rules.year.rectification import rectify_state

DAY = date(2026, 6, 10)
RESULTS = ("done", "going_on", "not_done", "")


def item(number: int, result: str, *, confirmed: bool = True, **said: object) -> KeptItem:
    checked = DAY if confirmed and result else None
    one = LookbackItem(
        1, number, chosen=True, title=f"任务{number}", content="公开目录", result=result, checked=checked
    )
    return KeptItem(replace(one, id=number, unit_text="市司法局", **said))  # type: ignore[arg-type]


def entry(number: int, of: int, **days: object) -> KeptRectification:
    one = Rectification(DAY, f"“任务{of}”未落实", lookback_item_id=of, id=number)
    one = replace(one, **days)  # type: ignore[arg-type]
    return KeptRectification(one, rectify_state(one, DAY), RectifySource.LOOKBACK, "市司法局", f"第{of}项")


def paper(items: Sequence[KeptItem], entries: Sequence[KeptRectification] = ()) -> LookbackPaper:
    of = Lookback(2025, DAY, id=1)
    sections = {each.id: "一、深化政策公开" if each.id % 2 else "二、强化解读" for each in items}
    counts = counts_of(items, entries)
    return LookbackPaper(
        of, "2025年要点", "市政府办公室", DAY, tuple(items), counts, {9: "培训"}, tuple(entries), sections
    )


ITEMS = (
    item(1, "done", evidence="目录", opinion="同意核销"),
    item(2, "going_on"),
    item(3, "not_done", opinion="限期整改。"),
    item(4, "done", confirmed=False),
)


def pieces(made: TablePaper) -> Iterator[Piece]:
    yield from (piece for band in made.above for piece in band.pieces)


def figures(found: Sequence[Piece]) -> list[tuple[str, int]]:
    return [(piece.text[link.start : link.end], len(link.counted)) for piece in found for link in piece.links]


def test_the_table_says_of_each_item_what_came_of_it():
    made = lookback_table(paper((*ITEMS[:3], replace(ITEMS[3], next_ids=(9,)))))
    assert made.rows[0].texts[5:] == ("已落实", "目录", "同意核销", "—")
    assert made.rows[3].texts[5:] == ("已落实\n待核定", "—", "—", "培训")
    counted = "共核查4项：已落实1项，持续推进1项，未落实1项，待核定1项；落实率25.0%（按任务计算）"
    assert counted in [piece.text for piece in pieces(made)]
    assert figures(list(pieces(made))) == [("4", 4), ("1", 1), ("1", 1), ("1", 1), ("1", 1)]


def test_tasks_without_names_need_no_column_for_them():
    bare = [replace(each, item=replace(each.item, title="")) for each in ITEMS]
    made = lookback_table(paper(bare))
    assert "任务名称" not in [column.title for column in made.columns]
    assert {len(row.texts) for row in made.rows} == {len(made.columns)}
    assert sum(column.width for column in made.columns) == sum(c.width for c in lookback_table(paper(ITEMS)).columns)


def test_the_ledger_says_how_each_entry_stands():
    entries = entry(1, 3, due=date(2026, 6, 1)), entry(2, 2, finished=DAY, rechecked=DAY, closed=DAY, closed_by="李明")
    made = rectification_table(RectificationPaper("整改台账", "市政府办公室", DAY, entries))
    assert made.rows[0].texts[2:4] == ("回头看\n第3项", "市司法局")
    assert [row.texts[-1] for row in made.rows] == ["逾期", "已销号\n2026-06-10\n李明"]
    assert figures(list(pieces(made))) == [("2", 2), ("1", 1), ("1", 1)]


def test_an_empty_ledger_is_a_paper_too():
    made = rectification_table(RectificationPaper("整改台账", "", DAY, ()))
    assert made.rows[0].texts[1] == "（没有整改事项）"
    assert "共0项" in [piece.text for piece in pieces(made)]


def test_the_report_is_made_of_its_lines_and_of_what_is_stored():
    sections = report_sections(paper(ITEMS, (entry(1, 3, due=date(2026, 6, 1)),)))
    texts = ["\n".join(piece.text for piece in section.paragraphs) for section in sections]
    assert [section.heading[:1] for section in sections] == ["", "一", "二", "三", "四"]
    assert "深化政策公开：核查2项，已落实1项，持续推进0项，未落实1项。" in texts[1]
    assert "2.任务3（市司法局）：未落实。核查意见：限期整改。" in texts[2]
    assert texts[3].startswith("列入整改台账1项，逾期1项。")
    assert texts[4] == "没有转入本年的事项。"


def test_a_template_is_given_the_same_figures():
    facts = paper(ITEMS)
    values, lists = template_values(facts), template_lists(facts)
    assert (values["核查数"], values["已落实数"], values["落实率"]) == ("4", "1", "25.0%")
    assert [row["任务"] for row in lists["未完成"]] == ["任务2", "任务3"]
    assert set(placeholders(resource("templates", TEMPLATE))) <= set(values)


@trials(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(RESULTS), st.booleans()), min_size=1, max_size=12))
def test_figures_always_add_up_and_lead_to_as_many_rows(results):
    items = [item(n, result, confirmed=sure) for n, (result, sure) in enumerate(results, start=1)]
    facts = paper(items)
    counts = facts.counts
    parts = (counts.done, counts.going_on, counts.not_done, counts.unconfirmed)
    assert sorted(number for each in parts for number in each.ids) == list(counts.items.ids)
    shown = [*pieces(lookback_table(facts)), *(p for section in report_sections(facts) for p in section.paragraphs)]
    assert all(int(text) == rows for text, rows in figures(shown))


def test_results_are_those_that_are_stored():
    assert {each.value for each in Outcome} | {""} == set(RESULTS)
