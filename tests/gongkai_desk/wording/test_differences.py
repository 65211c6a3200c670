"""Differences of two lists, and figures, in words."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import Readings
from gongkai_desk.domain.figures import FigureKind
from gongkai_desk.domain.revision import JUDGEMENTS, THROUGHOUT, Difference, DifferenceKind
from gongkai_desk.rules.light.statistics import GroupBy, Measure
from gongkai_desk.wording import figures
from gongkai_desk.wording.differences import DIFFERENCES, difference_sentence, readings_text, side_by_side


def differs(kind: DifferenceKind, **fields: object) -> Difference:
    usual = {"item": ("1", "1"), "field": "deadline", "a": "6月底前", "b": "9月底前", "text": "公开规划"}
    return Difference(kind, **(usual | fields))  # type: ignore[arg-type]


def test_every_kind_of_difference_has_its_words_and_its_weight() -> None:
    assert set(DIFFERENCES) == set(JUDGEMENTS) == set(DifferenceKind)


@pytest.mark.parametrize("kind", DifferenceKind)
def test_every_difference_names_its_item_and_leaves_nothing_open(kind: DifferenceKind) -> None:
    told = difference_sentence(differs(kind))
    assert told.startswith("“1”：")
    assert "{" not in told


@pytest.mark.parametrize(
    ("item", "named"),
    [
        (("1", "1"), "“1”"),
        (("1", "2"), "“1”与“2”"),
        (("1", None), "“1”"),
        ((None, "2"), "“2”"),
        ((THROUGHOUT, THROUGHOUT), "通篇"),
    ],
    ids=["the same", "another number", "only before", "only after", "the whole list"],
)
def test_how_items_are_named(item: tuple[str | None, str | None], named: str) -> None:
    assert difference_sentence(differs(DifferenceKind.DEADLINE_CHANGED, item=item)).startswith(f"{named}：")


def test_units_are_listed_and_nothing_is_told_as_nothing() -> None:
    told = difference_sentence(
        differs(DifferenceKind.UNIT_ORDER, field="responsible", a=("市教育局", "市民政局"), b=None)
    )
    assert told == "“1”：责任单位排列不同：前者市教育局、市民政局，后者（无）"


def test_words_of_a_plan_that_look_like_a_place_stay_as_they_are() -> None:
    told = difference_sentence(differs(DifferenceKind.DEADLINE_CHANGED, a="{b}", b="{0}"))
    assert told == "“1”：时限不同：前者“{b}”，后者“{0}”"


def test_a_field_without_a_word_keeps_its_name() -> None:
    assert "备注不同" in difference_sentence(differs(DifferenceKind.DATA_CHANGED, field="备注"))


def test_body_and_annex_stand_side_by_side() -> None:
    assert readings_text(Readings(("市教育局", "市民政局"), ())) == "正文：市教育局、市民政局；附件：（无）"


class TestFigures:
    def test_every_measure_and_cut_has_its_words(self) -> None:
        assert set(figures.MEASURES) == set(Measure)
        assert set(figures.BY_WORDS) == set(GroupBy) - {GroupBy.ALL}
        assert set(figures.MEASURE_TIPS) <= set(Measure)

    @pytest.mark.parametrize(
        ("kind", "value", "text"),
        [
            (FigureKind.COUNT, 12.0, "12"),
            (FigureKind.COUNT, 0.0, "0"),
            (FigureKind.RATE, 0.455, "45.5%"),
            (FigureKind.RATE, 1.0, "100.0%"),
            (FigureKind.CHANGE, 3.0, "增 +3"),
            (FigureKind.CHANGE, -2.0, "减 \N{MINUS SIGN}2"),
            (FigureKind.CHANGE, 0.0, "持平"),
            (FigureKind.POINTS, 5.24, "升 +5.2"),
            (FigureKind.POINTS, -5.2, "降 \N{MINUS SIGN}5.2"),
            (FigureKind.POINTS, 0.04, "持平"),
            (FigureKind.POINTS, -0.04, "持平"),
        ],
    )
    def test_a_figure_is_written_as_tables_write_it(self, kind: FigureKind, value: float, text: str) -> None:
        assert figures.figure_text(kind, value) == text

    @pytest.mark.parametrize("kind", FigureKind)
    def test_no_figure_is_a_dash(self, kind: FigureKind) -> None:
        assert figures.figure_text(kind, None) == "—"


@pytest.mark.parametrize(
    ("field", "body", "annex", "marked"),
    [
        ("lead", ("甲局", "乙局"), ("甲局",), (["乙局"], [])),
        ("lead", ("甲局",), ("丙局",), (["甲局"], ["丙局"])),
        ("responsible", ("甲局", "乙局"), ("乙局", "甲局"), (["甲局", "乙局"], ["乙局", "甲局"])),
        ("lead", (), ("甲局",), (["（无）"], ["甲局"])),
        ("deadline", ("2022年5月底，长期坚持",), ("2022年5月",), (["底，长期坚持"], [])),
    ],
    ids=["lacking", "another", "order", "nothing", "text"],
)
def test_what_only_one_side_says_is_marked(
    field: str, body: tuple[str, ...], annex: tuple[str, ...], marked: tuple[list[str], list[str]]
) -> None:
    sides = side_by_side(Readings(body, annex), field)
    assert tuple([words for words, differs in side if differs] for side in sides) == marked
