"""Codes on papers that come back: read however they are set, and never as another's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.words.codes import (
    RowCode,
    SheetCode,
    SheetKind,
    book_code,
    is_sheet_code,
    looks_like_code,
    read_book_code,
    read_row_code,
    read_sheet_code,
    row_code,
    shape_of,
    sheet_code,
)

LIBRARY, OTHER = "5f0c6f6e1f", "aa00bb11cc"
BOOKS = st.integers(1, 5_000_000)
ROWS = st.integers(0, 960)
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@given(BOOKS, ROWS)
def test_a_code_says_what_it_was_made_of(book: int, row: int) -> None:
    assert read_row_code(row_code(book, row, LIBRARY), LIBRARY) == RowCode(book, row)
    assert read_book_code(book_code(book, LIBRARY), LIBRARY) == book


@given(BOOKS, ROWS, ROWS)
def test_right_codes_of_an_unknown_library_agree(book: int, row: int, other: int) -> None:
    shapes = {shape_of(row_code(book, each, LIBRARY)) for each in (row, other)} | {shape_of(book_code(book, LIBRARY))}
    assert None not in shapes
    assert {(shape.book, shape.seed) for shape in shapes if shape} == {(book, min(s.seed for s in shapes if s))}
    assert {shape.position for shape in shapes if shape} == {row, other, None}


@given(BOOKS, ROWS, st.integers(0, 20), st.sampled_from(LETTERS))
def test_one_wrong_character_is_at_odds_with_the_other_codes(book: int, row: int, place: int, letter: str) -> None:
    code, own = row_code(book, row, LIBRARY), shape_of(book_code(book, LIBRARY))
    places = [i for i, c in enumerate(code) if c != "-"]
    at = places[place % len(places)]
    wrong = code[:at] + letter + code[at + 1 :]
    shape = shape_of(wrong)
    assert own is not None
    assert (shape is not None and shape._replace(position=None) == own) == (wrong == code)


@given(BOOKS, ROWS, st.integers(0, 20), st.sampled_from(LETTERS))
def test_one_wrong_character_is_noticed(book: int, row: int, place: int, letter: str) -> None:
    code = row_code(book, row, LIBRARY)
    places = [i for i, c in enumerate(code) if c != "-"]
    at = places[place % len(places)]
    wrong = code[:at] + letter + code[at + 1 :]
    assert read_row_code(wrong, LIBRARY) == (RowCode(book, row) if wrong == code else None)


@given(BOOKS, ROWS, st.integers(0, 20))
def test_two_characters_that_changed_places_are_noticed(book: int, row: int, place: int) -> None:
    code = row_code(book, row, LIBRARY).replace("-", "")
    at = place % (len(code) - 2)  # of the body; the check character itself is no weight
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    written = f"{swapped[:-3]}-{swapped[-3:]}"
    assert read_row_code(written, LIBRARY) == (RowCode(book, row) if swapped == code else None)


@pytest.mark.parametrize(
    "change", [str.lower, lambda c: f" {c} ", lambda c: c.replace("-", "—"), lambda c: "\n".join(c)]
)
def test_it_is_read_however_it_is_set(change) -> None:  # type: ignore[no-untyped-def]
    assert read_row_code(change(row_code(77, 5, LIBRARY)), LIBRARY) == RowCode(77, 5)


def test_full_width_is_the_same() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in book_code(12, LIBRARY))
    assert read_book_code(wide, LIBRARY) == 12


def test_another_librarys_code_is_none_of_ours() -> None:
    taken = sum(read_book_code(book_code(n, OTHER), LIBRARY) is not None for n in range(1, 1000))
    assert taken < 10
    assert looks_like_code(book_code(1, OTHER))


@pytest.mark.parametrize("text", ["", "22K", "任务1", "2022-03", "010-65254321", "22K-7F-9"])
def test_other_texts_are_none(text: str) -> None:
    assert read_book_code(text, LIBRARY) is None
    assert read_row_code(text, LIBRARY) is None


def test_a_book_has_room_for_961_rows() -> None:
    with pytest.raises(ValueError, match="961"):
        row_code(1, 961, LIBRARY)


SHEET = SheetCode(SheetKind.BOOK, "2026Q2-01", "22K-7F")


def read_here(text: str, unit: int | None = 7, library: str = LIBRARY) -> SheetCode | None:
    return read_sheet_code(text, library, lambda _: unit)


def test_a_code_for_machines_says_what_it_was_made_of_and_which_page_it_stands_on() -> None:
    code = sheet_code(SHEET, LIBRARY, 7)
    assert read_here(code) == SHEET
    assert read_here(f"{code}.2.3") == SHEET._replace(page=2, pages=3)


def test_a_code_for_machines_packs_close_and_names_nobody() -> None:
    code = sheet_code(SHEET, LIBRARY, 7)
    assert len(f"{code}.12.15") <= 35
    assert code.startswith("GK1.B.2026Q2-01.22K-7F.")


@pytest.mark.parametrize(
    ("unit", "library"), [(8, LIBRARY), (None, LIBRARY), (7, OTHER)], ids=["unit", "none", "library"]
)
def test_a_code_of_another_library_or_unit_is_never_taken(unit: int | None, library: str) -> None:
    assert read_here(sheet_code(SHEET, LIBRARY, 7), unit, library) is None


@given(st.integers(0, 28), st.sampled_from(LETTERS))
def test_one_wrong_character_of_a_code_for_machines_is_noticed(place: int, letter: str) -> None:
    code = sheet_code(SHEET, LIBRARY, 7)
    wrong = code[:place] + letter + code[place + 1 :]
    assert read_here(wrong) == (SHEET if wrong == code else None)


def test_a_batch_that_does_not_pack_close_is_left_out() -> None:
    code = sheet_code(SHEET._replace(batch="征求2026-01"), LIBRARY, 7)
    assert read_here(code) == SHEET._replace(batch="")


@pytest.mark.parametrize("text", ["https://www.example.cn/", "22K-7F", ""])
def test_other_codes_are_no_codes_for_machines(text: str) -> None:
    assert not is_sheet_code(text)
    assert read_here(text) is None
