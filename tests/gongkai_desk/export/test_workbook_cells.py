"""Cells of a workbook opened again: texts stay texts whatever they look like, merges, heads, breaks, charts."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from gongkai_desk.domain.sheet import Align
from gongkai_desk.export import excel
from gongkai_desk.page.layout import (
    BandKind,
    Book,
    Chart,
    Row,
    RowKind,
    Series,
    TableColumn,
    TablePaper,
    band,
    plain_text,
    whole_row,
)

COLUMNS = (TableColumn("名称", 40.0), TableColumn("内容", 116.0))
NUMBERS = (
    TableColumn("单位", 60.0),
    TableColumn("任务数", 48.0, Align.RIGHT, number="0"),
    TableColumn("办结率", 48.0, Align.RIGHT, number="0.0%"),
)


def paper(*rows: Row, **changes: Any) -> TablePaper:
    above = (band(BandKind.TITLE, "清单"),)
    return replace(TablePaper("清单", COLUMNS, rows, above, book=Book("清单", frozen=1)), **changes)


def opened(tmp_path: Path, made: TablePaper) -> Any:
    excel.write(made, tmp_path / "件.xlsx")
    return openpyxl.load_workbook(tmp_path / "件.xlsx").worksheets[0]


DANGEROUS = ["=1+1", "=cmd|'/c calc'!A0", "+86 571", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_of_a_plan_is_ever_a_formula(tmp_path: Path, text: str) -> None:
    cell = opened(tmp_path, paper(whole_row("甲", text)))["B3"]
    assert cell.data_type != "f"
    assert cell.value == plain_text(text)
    assert cell.quotePrefix or not plain_text(text).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", ["3月5日", "1-2", "2026-03-05", "007", "1E5", "50%", "TRUE", "１２"])
def test_no_text_becomes_a_number_or_a_day(tmp_path: Path, text: str) -> None:
    cell = opened(tmp_path, paper(whole_row("甲", text)))["B3"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp;\"'</b>",
        "]]>",
        " 前后有空 ",
        "第一行\n第二行",
        "😀𠮷",
        "\N{IDEOGRAPHIC SPACE}甲",
    ],
)
def test_every_character_comes_back(tmp_path: Path, text: str) -> None:
    assert opened(tmp_path, paper(whole_row("甲", text)))["B3"].value == text


@pytest.mark.parametrize("text", ["_x000D_", "_x0041_甲", "甲_x4E00_乙", "_x0041_x0042_", "__x0041__"])
def test_what_excel_would_read_as_a_character_is_escaped(tmp_path: Path, text: str) -> None:
    assert unescape(opened(tmp_path, paper(whole_row("甲", text)))["B3"].value) == text


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=40).filter(str.strip), min_size=1, max_size=8))
def test_whatever_stands_in_a_plan_comes_back_whole(tmp_path: Path, texts: list[str]) -> None:
    sheet = opened(tmp_path, paper(*(whole_row("甲", text) for text in texts)))
    assert [sheet.cell(3 + at, 2).value or "" for at in range(len(texts))] == [plain_text(text) for text in texts]


def test_control_characters_are_left_out_and_lines_are_lines() -> None:
    assert plain_text("甲\x00\x07乙\x0b丙\r\n丁\t戊\ud800") == "甲乙\n丙\n丁 戊"


def test_a_text_too_long_for_old_excel_is_shown_by_another_format(tmp_path: Path) -> None:
    sheet = opened(tmp_path, paper(whole_row("甲", "公" * 255), whole_row("乙", "公" * 256)))
    assert [sheet.cell(row, 2).number_format for row in (3, 4)] == ["@", "General"]


def test_cells_that_are_one_are_merged_and_the_text_stands_once(tmp_path: Path) -> None:
    rows = (Row(("甲", "一"), (False, False)), Row(("甲", "二"), (True, False)), Row(("甲", "三"), (True, False)))
    sheet = opened(tmp_path, paper(*rows))
    assert "A3:A5" in {str(each) for each in sheet.merged_cells.ranges}
    assert [sheet.cell(row, 1).value for row in (3, 4, 5)] == ["甲", None, None]


def test_a_section_goes_over_all_columns_in_the_fonts_of_its_level(tmp_path: Path) -> None:
    rows = [Row((name,), kind=RowKind.SECTION, level=level) for level, name in enumerate(("一、甲", "（一）乙"))]
    sheet = opened(tmp_path, paper(*rows, whole_row("丙", "丁")))
    assert {sheet.cell(row, 2).alignment.horizontal for row in (3, 4)} == {"centerContinuous"}
    assert [sheet.cell(row, 1).font.name for row in (3, 4)] == ["黑体", "楷体_GB2312"]


def test_a_heading_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    row = Row(("一、" + "把应当公开的事项公开到位，" * 20,), kind=RowKind.SECTION)
    sheet = opened(tmp_path, paper(row, whole_row("丙", "丁")))
    assert "A3:B3" in {str(each) for each in sheet.merged_cells.ranges}
    assert sheet["A3"].alignment.wrap_text


def test_what_a_font_is_made_of_stands_in_offices_own_order(tmp_path: Path) -> None:
    styles = package(tmp_path, paper(whole_row("甲", "乙")))["xl/styles.xml"]
    assert 0 < styles.index("<sz ") < styles.index("<name ") < styles.index("<charset ")


def test_the_head_comes_again_on_every_page_and_stays_in_view(tmp_path: Path) -> None:
    sheet = opened(tmp_path, paper(*(whole_row(str(n), "内容") for n in range(120))))
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "B3"
    assert len(sheet.row_breaks.brk) >= 2
    assert sheet.page_setup.scale == 100 or not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_page_break_does_not_cut_a_merge(tmp_path: Path) -> None:
    rows = [Row((f"任务{n // 30}", f"第{n}行"), (n % 30 != 0, False)) for n in range(90)]
    sheet = opened(tmp_path, paper(*rows))
    breaks = [each.id for each in sheet.row_breaks.brk]
    for merge in sheet.merged_cells.ranges:
        assert not any(merge.min_row <= at < merge.max_row for at in breaks)
    tops = [at + 1 for at in breaks]
    assert all(sheet.cell(top, 1).value for top in tops)  # the name stands again at the top of each page


class TestCharts:
    CHART = Chart("办结情况", (Series(1, "1C7040", "ltUpDiag"),), 8.0, bars=True)

    def made(self, tmp_path: Path, **changes: Any) -> Any:
        rows = [
            Row((unit, str(count), rate), (False,) * 3, numbers=(unit, str(count), rate))
            for unit, count, rate in (("甲局", 3, "0.5"), ("乙局", 4, "0.25"), ("合计", 7, "0.3571"))
        ]
        fields = {"columns": NUMBERS, "totals": 1, "charts": (self.CHART,)} | changes
        return opened(tmp_path, paper(*rows, **fields))

    def test_figures_are_numbers_in_their_format(self, tmp_path: Path) -> None:
        sheet = self.made(tmp_path)
        assert [(sheet.cell(3, n).value, sheet.cell(3, n).number_format) for n in (1, 2, 3)] == [
            ("甲局", "@"),
            (3, "0"),
            (0.5, "0.0%"),
        ]

    def test_bars_are_drawn_of_the_rows_without_their_total(self, tmp_path: Path) -> None:
        (chart,) = self.made(tmp_path)._charts
        (series,) = chart.series
        assert series.val.numRef.f == "'清单'!$B$3:$B$4"
        assert series.cat.numRef.f == "'清单'!$A$3:$A$4"
        assert series.graphicalProperties.pattFill.prst == "ltUpDiag"

    def test_a_chart_covers_no_figures_and_begins_a_page(self, tmp_path: Path) -> None:
        sheet = self.made(tmp_path)
        assert sheet._charts[0].anchor._from.row >= sheet.max_row
        assert sheet.row_breaks.brk[-1].id >= sheet.max_row

    def test_several_charts_stand_under_each_other(self, tmp_path: Path) -> None:
        lines = replace(self.CHART, bars=False, series=(Series(2, "B3261E", "dash"),))
        one, other = self.made(tmp_path, charts=(self.CHART, lines))._charts
        assert other.anchor._from.row >= one.anchor._from.row + one.height / 0.45
        assert other.series[0].graphicalProperties.line.dashStyle == "dash"

    def test_stacked_bars_stand_behind_each_other(self, tmp_path: Path) -> None:
        both = (Series(1, "1C7040"), Series(2, "B3261E"))
        (chart,) = self.made(tmp_path, charts=(replace(self.CHART, stacked=True, series=both),))._charts
        assert (chart.grouping, chart.overlap, len(chart.series)) == ("stacked", 100, 2)


def package(tmp_path: Path, made: TablePaper) -> dict[str, str]:
    excel.write(made, tmp_path / "件.xlsx")
    with zipfile.ZipFile(tmp_path / "件.xlsx") as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def test_a_number_kept_as_text_has_no_green_triangle(tmp_path: Path) -> None:
    sheet = package(tmp_path, paper(whole_row("12", "甲"), whole_row("13", "乙")))["xl/worksheets/sheet1.xml"]
    assert '<ignoredError sqref="A1:B4" numberStoredAsText="1"/>' in sheet  # title, head, two rows
    assert sheet.index("<headerFooter") < sheet.index("<ignoredErrors")


def test_a_workbook_says_which_program_made_it_and_has_nothing_to_compute(tmp_path: Path) -> None:
    made = package(tmp_path, paper(whole_row("甲", "乙")))
    assert "<Application>公开台账</Application>" in made["docProps/app.xml"]
    assert "openpyxl" not in made["docProps/app.xml"].lower()
    assert 'fullCalcOnLoad="1"' not in made["xl/workbook.xml"]
