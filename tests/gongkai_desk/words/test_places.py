"""The place that a paper is of, and names with and without it."""

from __future__ import annotations

import pytest

from gongkai_desk.words.unit_names import is_another, own_place, place_of, without_place


@pytest.mark.parametrize(
    ("issuer", "title", "place"),
    [
        ("上海市人民政府办公厅", "", "上海市"),
        ("", "2022年上海市政务公开工作要点", "上海市"),
        ("", "云州市2026年政务公开工作要点", "云州市"),
        ("上海市黄浦区人民政府", "", "上海市黄浦区"),
        ("国务院办公厅", "2022年政务公开工作要点", ""),
    ],
)
def test_a_plan_names_its_place(issuer: str, title: str, place: str) -> None:
    assert place_of(issuer, title) == place


@pytest.mark.parametrize(
    ("place", "own", "another"),
    [("沈阳市", "上海市", True), ("江苏省", "南京市", False), ("上海市", "上海市黄浦区", False), ("", "上海市", False)],
)
def test_only_a_place_of_the_same_level_is_another(place: str, own: str, another: bool) -> None:
    assert is_another(place, own) is another


def test_an_office_is_of_the_lowest_place_it_keeps() -> None:
    assert own_place([("江苏省人民政府", ""), ("南京市人民政府", "")]) == "南京市"


def test_a_name_is_taken_without_its_place() -> None:
    assert without_place("上海市教育委员会", "上海市") == "市教育委员会"
    assert without_place("黄浦区教育局", "上海市黄浦区") == "区教育局"
