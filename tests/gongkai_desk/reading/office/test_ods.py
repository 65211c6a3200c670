"""OpenDocument workbooks: what cells show, what repeats, what is merged and what is hidden."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai_desk.domain.plan import CellPlace
from gongkai_desk.errors import EmptyFile, Encrypted, Limit
from gongkai_desk.progress import Cancelled, Stage
from gongkai_desk.reading.document import Document, FileKind
from gongkai_desk.reading.office import ods
from gongkai_desk.reading.office.workbook import read
from tests.builders import cell_texts, grids_of, line_texts, lines_of, only_grid, only_table
from tests.office_builder import ods_cell, ods_row, ods_table, write_ods

Make = Callable[..., Document]
HEAD = "序号|任务|单位"


@pytest.fixture
def book(tmp_path: Path) -> Make:
    return lambda *tables, **options: read(write_ods(tmp_path / "a.ods", *tables, **options))


def spanned(text: str, rows: int = 1, columns: int = 1) -> str:
    return ods_cell(text, f'table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"')


COVERED = "<table:covered-table-cell/>"


def test_cells_show_their_own_text_and_the_rows_keep_their_numbers(book: Make) -> None:
    document = book(ods_table(HEAD, "1|公开|市委"))
    assert document.kind is FileKind.ODS
    assert only_table(document) == [["序号", "任务", "单位"], ["1", "公开", "市委"]]
    cell = only_grid(document).rows[1][2]
    assert cell is not None
    assert cell.places == (CellPlace("表", "C2"),)


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<text:p>一段</text:p><text:p>二段</text:p>", "一段\n二段"),
        ("<text:p>甲<text:line-break/>乙</text:p>", "甲\n乙"),
        ("<text:p>甲<text:s/>乙<text:tab/>丙</text:p>", "甲 乙\t丙"),
        ("<text:p>前<text:span>中<text:a>链</text:a></text:span>后</text:p>", "前中链后"),
        ("<office:annotation><text:p>批注</text:p></office:annotation><text:p>正文</text:p>", "正文"),
        ("<text:p>云<text:ruby-base>州</text:ruby-base><text:ruby-text>zhou</text:ruby-text></text:p>", "云州"),
    ],
    ids=["paragraphs", "break", "blanks", "spans", "note", "ruby"],
)
def test_the_text_of_a_cell(book: Make, inside: str, shown: str) -> None:
    cell = f"<table:table-cell>{inside}</table:table-cell>"
    assert only_table(book(ods_table(HEAD, ods_row("1", cell, "市委"))))[1] == ["1", shown, "市委"]


def test_a_value_without_text_is_shown_as_it_is(book: Make) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="12.5"/>'
    assert only_table(book(ods_table(HEAD, ods_row("1", cell, "市委"))))[1] == ["1", "12.5", "市委"]


def test_merged_cells_span_and_cover(book: Make) -> None:
    section = ods_row(spanned("一、节", columns=3), COVERED, COVERED)
    document = book(ods_table(HEAD, section, ods_row("1", spanned("甲", rows=2), "x"), ods_row("2", COVERED, "y")))
    found = only_grid(document)
    assert cell_texts(found)[1:] == [["一、节", None, None], ["1", "甲", "x"], ["2", None, "y"]]
    assert [(c.rows, c.columns) for c in (found.rows[1][0], found.rows[2][1]) if c] == [(1, 3), (2, 1)]


def test_text_left_under_a_merge_is_not_shown(book: Make) -> None:
    under = "<table:covered-table-cell><text:p>旧</text:p></table:covered-table-cell>"
    assert only_table(book(ods_table(HEAD, ods_row("1", spanned("甲", columns=2), under))))[1] == ["1", "甲", None]


def test_repeated_cells_and_rows_are_counted(book: Make) -> None:
    twice = 'table:number-columns-repeated="2"'
    blank = '<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>'
    again = ods_row("1", ods_cell("甲", twice), more='table:number-rows-repeated="2"')
    document = book(ods_table(HEAD, blank, again, "2|乙|丙"))
    assert only_table(document)[1:] == [["1", "甲", "甲"], ["1", "甲", "甲"], ["2", "乙", "丙"]]
    assert [row[0].places for row in only_grid(document).rows[1:] if row[0]] == [
        (CellPlace("表", f"A{number}"),) for number in (6, 7, 8)
    ]


def test_a_sheet_formatted_to_its_last_row_costs_nothing(book: Make) -> None:
    blank = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    assert len(only_table(book(ods_table(HEAD, "1|甲|市委", blank)))) == 2


def test_a_filled_row_repeated_without_end_is_a_pattern(book: Make) -> None:
    document = book(ods_table(HEAD, ods_row("—", "—", more='table:number-rows-repeated="99999999"')))
    assert len(only_table(document)) == 1001


@pytest.mark.parametrize("count", ["0", "-3", "x", "1e9", "999999999999"])
def test_a_count_that_makes_no_sense_is_one(book: Make, count: str) -> None:
    row = ods_row("1", ods_cell("甲", f'table:number-columns-repeated="{count}"'), "市委")
    assert only_table(book(ods_table(HEAD, row)))[1] == ["1", "甲", "市委"]


def test_heads_and_groups_hold_rows_too(book: Make) -> None:
    head = f"<table:table-header-rows>{ods_row('序号', '任务')}</table:table-header-rows>"
    group = f"<table:table-row-group><table:table-rows>{ods_row('1', '甲')}</table:table-rows></table:table-row-group>"
    assert only_table(book(ods_table(head, group, "2|乙"))) == [["序号", "任务"], ["1", "甲"], ["2", "乙"]]


def test_rows_that_a_filter_hides_are_read(book: Make) -> None:
    document = book(ods_table(HEAD, "1|甲|市委", ods_row("2", "暗", "市委", more='table:visibility="filter"')))
    assert [row[1] for row in only_table(document)] == ["任务", "甲", "暗"]
    assert document.missed == ()


def test_hidden_rows_are_left_out_and_told_unless_asked_for(tmp_path: Path) -> None:
    hidden = ods_row("2", "暗", "市委", more='table:visibility="collapse"')
    path = write_ods(tmp_path / "a.ods", ods_table(HEAD, "1|甲|市委", hidden))
    document = read(path)
    assert [row[1] for row in only_table(document)] == ["任务", "甲"]
    assert [(loss.where, loss.what) for loss in document.missed] == [("表", "隐藏或被筛选的行未读入：第3行")]
    assert [row[1] for row in only_table(read(path, with_hidden=True))] == ["任务", "甲", "暗"]


def test_hidden_columns_are_counted_with_their_repeats(book: Make) -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-column/>'
    )
    document = book(ods_table("甲|乙|丙|丁|戊", "1|2|3|4|5", before=columns))
    assert only_table(document) == [["甲", "乙", "戊"], ["1", "2", "5"]]
    assert [loss.what for loss in document.missed] == ["隐藏的列未读入：C、D列"]


HIDDEN_SHEET = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'


def test_a_hidden_sheet_is_told_and_read_only_when_asked_for(tmp_path: Path) -> None:
    dark = ods_table(HEAD, "1|暗|市委", name="暗", style_name="h")
    path = write_ods(tmp_path / "a.ods", ods_table(HEAD, "1|甲|市委"), dark, styles=HIDDEN_SHEET)
    document = read(path)
    assert [page.name for page in document.pages] == ["表"]
    assert [loss.where for loss in document.missed] == ["暗"]
    assert [page.name for page in read(path, with_hidden=True).pages] == ["表", "暗"]


def test_an_empty_hidden_sheet_is_no_loss(book: Make) -> None:
    document = book(ods_table(HEAD, "1|甲|市委"), ods_table(name="暗", style_name="h"), styles=HIDDEN_SHEET)
    assert document.missed == ()


def test_looks_come_from_the_style_of_the_cell(book: Make) -> None:
    styles = (
        '<style:style style:name="t"><style:text-properties fo:font-weight="bold" fo:font-size="22pt"/>'
        '<style:paragraph-properties fo:text-align="center"/></style:style>'
        '<style:style style:name="u"><style:text-properties fo:font-size="120%"/></style:style>'
    )
    title = ods_row(ods_cell("任务分解表", 'table:style-name="t"'))
    document = book(ods_table(title, ods_row(ods_cell("甲", 'table:style-name="u"'), "乙")), styles=styles)
    (line,) = lines_of(document)
    assert (line.text, line.bold, line.size, line.centred) == ("任务分解表", True, 22.0, True)
    cell = only_grid(document).rows[0][0]
    assert cell is not None
    assert (cell.bold, cell.size) == (False, None)


def test_a_workbook_under_a_password_asks_for_it(tmp_path: Path) -> None:
    manifest = "<manifest><encryption-data/></manifest>"
    path = write_ods(tmp_path / "a.ods", ods_table(HEAD), **{"META-INF/manifest.xml": manifest})
    with pytest.raises(Encrypted) as caught:
        read(path)
    assert caught.value.data == {"file": "a.ods", "tried": False, "office": True}


def test_a_plain_manifest_is_no_password(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", ods_table(HEAD), **{"META-INF/manifest.xml": "<manifest/>"})
    assert line_texts(read(path)) == []
    assert len(grids_of(read(path))) == 1


def test_no_cell_shows_anything(book: Make) -> None:
    with pytest.raises(EmptyFile):
        book(ods_table(ods_row("", " ")))


def test_more_cells_than_any_plan_has_are_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ods, "MOST_CELLS", 5)
    with pytest.raises(Limit) as caught:
        read(write_ods(tmp_path / "a.ods", ods_table(HEAD, "1|甲|市委", "2|乙|市委")))
    assert caught.value.data == {"file": "a.ods", "what": "cells", "limit": 5}


def test_long_sheets_can_be_cancelled_on_the_way(tmp_path: Path) -> None:
    def stop(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.READING:
            raise Cancelled

    path = write_ods(tmp_path / "a.ods", ods_table(HEAD, *["1|甲|市委"] * 600))
    with pytest.raises(Cancelled):
        read(path, stop)
