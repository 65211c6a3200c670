"""Where in a text responsibility is assigned."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.parsing.prose.clauses import ClauseFinder, closing_sentence, is_label_text
from gongkai_desk.words.units import UnitDirectory

FINDER = ClauseFinder(UnitDirectory.usual())


def found(text: str) -> list[str]:
    return [clause.text for clause in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("公开文件。（市司法局牵头，各区政府落实）", ["市司法局牵头，各区政府落实"]),
        ("公开文件。（市司法局、各区政府）", ["市司法局、各区政府"]),
        ("公开文件（市司法局）和目录。", []),
        ("推广政府和社会资本合作（PPP）项目。", []),
        ("公开学校（含民办学校）信息。", []),
        ("公开文件。（基础教育科）", ["基础教育科"]),
        ("公开文件。\n责任单位：市司法局\n完成时限：9月底前", ["责任单位：市司法局", "完成时限：9月底前"]),
        ("（牵头单位：市司法局）（责任单位：市教育局）", ["牵头单位：市司法局", "责任单位：市教育局"]),
        ("公开文件。（市司法局牵头\n更新目录。", ["市司法局牵头"]),
        ("公开文件。（市司法局牵头", ["市司法局牵头"]),
        ("公开文件。（市司法局（大数据局）牵头）", ["市司法局（大数据局）牵头"]),
    ],
)
def test_clauses_of_a_text(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


def test_a_bracket_that_is_open_for_too_long_is_none_and_hides_no_later_one() -> None:
    assert found(f"公开（{'文件' * 400}。公开目录。（市司法局牵头）") == ["市司法局牵头"]


def test_a_text_without_its_clauses() -> None:
    assert FINDER.without("公开文件。（市司法局牵头）更新目录。（市教育局落实）") == "公开文件。更新目录。"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("公开文件。由市政府办公室牵头，各区政府配合。", "市政府办公室牵头，各区政府配合"),
        ("公开文件。以上工作由市司法局负责。", "市司法局负责"),
        ("公开文件。市司法局负责。", None),
        ("由市司法局负责。", None),
    ],
)
def test_a_last_sentence_that_only_says_who(text: str, wanted: str | None) -> None:
    clause = closing_sentence(text)
    assert (clause.text if clause else None) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("责任单位：市司法局", True),
        ("牵头领导：张三", True),
        ("完成时限：6月", True),
        ("工作目标：公开", False),
        ("公开", False),
    ],
)
def test_a_line_that_assigns_by_its_label(text: str, wanted: bool) -> None:
    assert is_label_text(text) is wanted


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.text(alphabet="（）()〔〕公开。，；\n市司法局牵头责任单位：、", max_size=120))
def test_clauses_follow_each_other_inside_the_text(text: str) -> None:
    clauses = FINDER.find(text)
    edges = [edge for clause in clauses for edge in (clause.start, clause.end)]
    assert edges == sorted(edges)
    assert all(clause.text in text and 0 <= clause.start < clause.end <= len(text) for clause in clauses)
    assert len(FINDER.without(text)) == len(text) - sum(clause.end - clause.start for clause in clauses)
