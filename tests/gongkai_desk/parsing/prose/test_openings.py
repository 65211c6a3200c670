"""How items open, and what is a run of their text."""

from __future__ import annotations

import pytest

from gongkai_desk.parsing.prose.clauses import ClauseFinder
from gongkai_desk.parsing.prose.outline import runs_of
from gongkai_desk.parsing.prose.tree import Habit, first_sentence_end, habit_of, heading_end, heading_of, names_subject
from gongkai_desk.words.units import UnitDirectory

FINDER = ClauseFinder(UnitDirectory.usual())
LONG = "推动各级行政机关全面规范主动公开本机关的各类政府信息，健全机制"


@pytest.mark.parametrize(
    ("text", "end"),
    [("规范发布。公开文件", 4), ("规范发布\n公开", 4), ("增长1.5倍", 6), ("规范发布.公开", 4), ("规范", 2)],
)
def test_where_the_first_sentence_ends(text: str, end: int) -> None:
    assert first_sentence_end(text) == end


@pytest.mark.parametrize(
    ("sentence", "wanted"), [("推进信息公开", True), ("6月底前完成", False), ("公开文件，更新目录", False), ("", False)]
)
def test_a_sentence_that_merely_names_the_subject(sentence: str, wanted: bool) -> None:
    assert names_subject(sentence) is wanted


def test_a_habit_is_learnt_from_all_items() -> None:
    assert habit_of(["规范发布。公开文件。", "加强解读。同步解读。"]) == Habit(opens=True)
    assert habit_of(["规范发布：公开文件。", "加强解读：同步解读。"]) == Habit(opens=False, colon=True)
    assert habit_of(["公开文件，更新目录。做好解读。", "规范发布。公开文件。"]) == Habit(opens=False)


@pytest.mark.parametrize(
    ("text", "habit", "end"),
    [
        ("规范发布。公开文件。", Habit(False), 4),
        ("规范发布：公开文件。", Habit(False, colon=True), 4),
        (f"{LONG}。公开文件。", Habit(True), len(LONG)),
        (f"{LONG}。公开文件。", Habit(False), 0),
        (f"{LONG}\n公开文件。", Habit(False), len(LONG)),
        ("规范发布。", Habit(True), 0),
        ("规范发布（市司法局牵头）。公开文件。", Habit(True), 0),
    ],
    ids=["a name", "a colon", "a long one by habit", "a long one", "its own line", "all there is", "a clause"],
)
def test_where_the_heading_of_an_item_ends(text: str, habit: Habit, end: int) -> None:
    assert heading_end(text, habit, FINDER) == end


def test_a_heading_has_neither_clause_nor_stop() -> None:
    assert heading_of("推进公开（市司法局牵头）。公开文件。", FINDER) == "推进公开"


def test_runs_are_cut_at_clauses_and_a_rest_is_one_too() -> None:
    text = "公开文件。（市司法局牵头）更新目录。（市教育局牵头）（市民政局配合）做好解读。"
    runs = runs_of(text, FINDER)
    assert [text[run.start : run.end] for run in runs] == ["公开文件。", "更新目录。", "做好解读。"]
    assert [run.clause.text if run.clause else None for run in runs] == [
        "市司法局牵头",
        "市教育局牵头；市民政局配合",
        None,
    ]
