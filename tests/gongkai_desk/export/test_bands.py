"""Lines over and under a table: which look they have, where their texts find room, how high they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.sheet import Align, FontScheme
from gongkai_desk.export.bands import STYLES, bands_height, column_spans, in_columns, laid_bands
from gongkai_desk.page.layout import Band, BandKind, Piece, band, both_sides
from gongkai_desk.page.measures import FONTS, points

PAGE = points(156)  # the type area of a standing page
OFFICIAL = FONTS[FontScheme.OFFICIAL]


@pytest.mark.parametrize("kind", BandKind)
def test_every_kind_of_line_has_a_look_and_a_font_of_the_scheme(kind: BandKind) -> None:
    (laid,) = laid_bands([band(kind, "政务公开")], PAGE)
    assert laid.font(OFFICIAL) in (OFFICIAL.title, OFFICIAL.head, OFFICIAL.sub, OFFICIAL.text)
    assert STYLES[kind].line >= STYLES[kind].size


@pytest.mark.parametrize(
    ("kind", "font", "size"),
    [
        (BandKind.TITLE, "方正小标宋简体", 22),
        (BandKind.ANNEX, "黑体", 16),
        (BandKind.DRAFT, "楷体_GB2312", 16),
        (BandKind.LINE, "仿宋_GB2312", 10.5),
        (BandKind.NOTE, "仿宋_GB2312", 12),
    ],
)
def test_sizes_and_fonts_are_those_of_the_standard(kind: BandKind, font: str, size: float) -> None:
    (laid,) = laid_bands([band(kind, "政务公开")], PAGE)
    assert (laid.font(OFFICIAL), laid.style.size) == (font, size)


def test_a_long_title_is_broken_and_counts_its_lines() -> None:
    title = "云州市人民政府办公室关于印发2026年云州市政务公开工作要点任务分解表的通知"
    (laid,) = laid_bands([band(BandKind.TITLE, title)], PAGE)
    lines = laid.pieces[0].text.split("\n")
    assert "".join(lines) == title
    assert laid.count == len(lines) == 2
    assert laid.height == 2 * STYLES[BandKind.TITLE].line


def test_a_long_line_counts_its_lines_and_keeps_its_text() -> None:
    text = "抽样范围：" + "全部要点，" * 30
    (laid,) = laid_bands([band(BandKind.LINE, text)], PAGE)
    assert laid.pieces[0].text == text
    assert laid.count > 2


def test_what_stands_over_each_other_adds_up() -> None:
    laid = laid_bands([band(BandKind.TITLE, "标题"), band(BandKind.LINE, "一行"), band(BandKind.HEADING, "二")], PAGE)
    assert bands_height(laid) == sum(each.before + each.height + each.style.after for each in laid)
    assert bands_height(()) == 0


@pytest.mark.parametrize(("more", "lines"), [(0, 1), (40, 2)], ids=["room for both", "they meet"])
def test_two_texts_part_where_they_would_meet(more: int, lines: int) -> None:
    line = both_sides("填报单位：" + "市" * more, "截至2026年6月30日")
    laid = laid_bands([line], PAGE)
    assert len(laid) == lines
    assert [piece.text for each in laid for piece in each.pieces] == [piece.text for piece in line.pieces]


def test_the_room_over_parted_texts_is_given_once() -> None:
    line = Band(BandKind.LINE, both_sides("市" * 60, "截至2026年6月30日").pieces, before=8.0)
    assert [each.before for each in laid_bands([line], PAGE)] == [8.0, 0.0]


# ---- in the columns of a workbook

WIDTHS = st.lists(st.floats(20, 200), min_size=2, max_size=8)


@given(WIDTHS, st.lists(st.text("甲乙丙丁", max_size=6), min_size=1, max_size=8))
def test_every_text_gets_columns_and_none_is_left_over(widths: list[float], texts: list[str]) -> None:
    texts = texts[: len(widths)]
    pieces = [Piece(text, place=at / len(texts)) for at, text in enumerate(texts)]
    spans = column_spans(pieces, 10.5, widths, 2.0)
    assert len(spans) == len(pieces)
    assert sum(spans) == len(widths)
    assert min(spans) >= 1


@given(WIDTHS)
def test_a_text_at_the_right_ends_at_the_last_column(widths: list[float]) -> None:
    spans = column_spans(both_sides("左", "右").pieces, 10.5, widths, 2.0)
    assert sum(spans) == len(widths)


def test_a_text_begins_at_the_edge_nearest_to_its_place() -> None:
    pieces = (Piece("一"), Piece("二", place=0.5))
    assert column_spans(pieces, 10.5, [100.0, 100.0, 100.0, 100.0], 2.0) == (2, 2)
    assert column_spans(pieces, 10.5, [300.0, 50.0, 50.0], 2.0) == (1, 2)


def test_texts_that_find_no_edge_between_them_get_a_line_each() -> None:
    line = both_sides("填报单位（盖章）：市政府办公室", "填报日期：2026年7月3日　　截至2026年6月30日")
    narrow, wide = [60.0, 60.0, 320.0], [60.0] * 12
    assert [len(each.pieces) for each in in_columns([line], narrow, 2.0)] == [1, 1]
    assert [len(each.pieces) for each in in_columns([line], wide, 2.0)] == [2]


def test_a_line_of_one_text_stays_as_it_is() -> None:
    line = band(BandKind.LINE, "一行", Align.RIGHT)
    assert list(in_columns([line], [10.0], 2.0)) == [line]


def test_titles_never_end_a_line_with_a_mark_that_opens() -> None:
    for length in range(20, 60):
        (laid,) = laid_bands([band(BandKind.TITLE, "关于印发《" + "政务公开" * (length // 4) + "要点》的通知")], PAGE)
        lines = laid.pieces[0].text.split("\n")
        assert not any(one.endswith("《") or other.startswith("》") for one, other in pairwise(lines))
