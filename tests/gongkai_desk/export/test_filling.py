"""Texts written into a copy of a form: nothing of the original is lost, what is written is text, totals follow."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.utils.escape import unescape
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai_desk.domain.forms import CellText, Growth, TableFill
from gongkai_desk.errors import DeskError
from gongkai_desk.export.filling.references import Inserted, moved_area, moved_formula, moved_merge
from gongkai_desk.services import forms_in_child
from tests.office_builder import changed, zipped
from tests.superior_forms import FORMS, empty_sheet, empty_word

HOSTILE = (
    '=HYPERLINK("http://example.com","点我")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "-2+3",
    "\t=1+1",
    "\n=1+1",
    "a_x000D_b",
    "甲\u202e乙\u200b丙\x07",
    "<w:t>&amp;</w:t>",
)


class TestReferences:
    @pytest.mark.parametrize(
        ("formula", "moved"),
        [
            ("SUM(C4:C6)", "SUM(C4:C8)"),
            ("SUM(C4:C7)", "SUM(C4:C9)"),
            ("C3+C7", "C3+C9"),
            ("SUM($C$4:$C$6)/COUNTA(A:A)", "SUM($C$4:$C$8)/COUNTA(A:A)"),
            ("SUM(4:6)", "SUM(4:8)"),
            ('COUNTIF(F4:F6,"C7")&"C7"', 'COUNTIF(F4:F8,"C7")&"C7"'),
            ("表1!C7+C7", "表1!C9+C9"),
            ("'表 2'!C7+C7", "'表 2'!C7+C9"),
            ("LOG10(C7)", "LOG10(C9)"),
            ("名称C7+本期!$A$7", "名称C7+本期!$A$7"),
        ],
    )
    def test_formulas_follow_rows_put_in_behind_the_sixth(self, formula: str, moved: str) -> None:
        assert moved_formula(formula, [Inserted(6, 2)], lambda sheet: sheet in ("", "表1")) == moved

    def test_a_row_that_adds_up_itself_stays_one_row(self) -> None:
        assert moved_formula("SUM(B6:D6)", [Inserted(6, 2)], lambda sheet: not sheet, row=6) == "SUM(B6:D6)"

    def test_areas_take_new_rows_in_and_merges_of_a_row_do_not(self) -> None:
        inserted = [Inserted(6, 2)]
        assert moved_area("A4:A6 G6 B9", inserted) == "A4:A8 G6:G8 B11:B11"
        assert [moved_merge(each, inserted) for each in ("A6:B6", "A4:A6", "A7:B7")] == ["A6:B6", "A4:A8", "A9:B9"]

    def test_what_stands_apart_is_not_taken_in(self) -> None:
        assert moved_merge("A4:A6", [Inserted(6, 2, apart=True)]) == "A4:A6"


def fill(path: Path, *texts: CellText, growths: tuple[Growth, ...] = ()) -> Path:
    target = path.with_stem("填好")
    forms_in_child.fill(path, target, [TableFill(0, growths, texts)])
    return target


def rich_book(path: Path) -> Path:
    """Return a workbook with most of what hangs on cells: three rows to fill, a total, another sheet that counts."""
    book = Workbook()
    sheet = book.active
    sheet.title = "表样"
    for row in (
        ("序号", "任务", "数"),
        (1, None, None),
        (2, None, None),
        (3, None, None),
        ("合计", None, "=SUM(C2:C4)"),
    ):
        sheet.append(row)
    sheet.merge_cells("A6:C6")
    sheet["A6"], sheet["A5"].comment = "说明", Comment("每季报送", "上级")
    sheet.row_dimensions[5].height = 44
    sheet.print_area, sheet.auto_filter.ref = "A1:C6", "A1:C4"
    sheet.oddHeader.center.text = "内部资料"
    sheet.conditional_formatting.add("C2:C4", CellIsRule("greaterThan", ["C5"], fill=PatternFill("solid", "FFFF0000")))
    choice = DataValidation("list", formula1='"是,否"')
    choice.add("B2:B4")
    sheet.add_data_validation(choice)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=4))
    sheet.add_chart(chart, "E8")
    book.create_sheet("汇总")["A1"] = "=表样!C5"
    book.defined_names["总数"] = DefinedName("总数", attr_text="表样!$C$5")
    book.save(path)
    return path


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    return fill(rich_book(tmp_path / "表样.xlsx"), CellText(5, 1, "新的一行"), growths=(Growth(3, 3, 2),))


class TestWorkbook:
    def test_what_hangs_on_rows_moves_with_them(self, grown: Path) -> None:
        book = load_workbook(grown)
        sheet = book.worksheets[0]
        assert (sheet["B6"].value, sheet["A7"].value, sheet["C7"].value) == ("新的一行", "合计", "=SUM(C2:C6)")
        assert [str(each) for each in sheet.merged_cells.ranges] == ["A8:C8"]
        assert (sheet.row_dimensions[7].height, sheet["A7"].comment.text) == (44, "每季报送")
        assert (sheet.print_area, sheet.auto_filter.ref) == ("'表样'!$A$1:$C$8", "A1:C6")
        (area,) = sheet.conditional_formatting
        assert (str(area.sqref), area.rules[0].formula) == ("C2:C6", ["C7"])
        assert str(sheet.data_validations.dataValidation[0].sqref) == "B2:B6"
        assert (book["汇总"]["A1"].value, book.defined_names["总数"].attr_text) == ("=表样!C7", "表样!$C$7")
        assert sheet.oddHeader.center.text == "内部资料"

    def test_a_chart_goes_on_showing_its_rows(self, grown: Path) -> None:
        with zipfile.ZipFile(grown) as package:
            assert b"$C$2:$C$6" in package.read("xl/charts/chart1.xml")
            assert b">9<" in package.read("xl/drawings/drawing1.xml")

    def test_parts_that_are_not_touched_stay_byte_for_byte(self, tmp_path: Path) -> None:
        path = rich_book(tmp_path / "表样.xlsx")
        target = fill(path, CellText(1, 1, "已办。"))
        with zipfile.ZipFile(path) as before, zipfile.ZipFile(target) as after:
            assert set(before.namelist()) == set(after.namelist())
            other = {name for name in before.namelist() if before.read(name) != after.read(name)}
        assert other <= {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"}

    @pytest.mark.parametrize("text", HOSTILE)
    def test_a_text_is_a_text(self, tmp_path: Path, text: str) -> None:
        cell = load_workbook(fill(empty_sheet(tmp_path / "表样.xlsx"), CellText(3, 4, text))).worksheets[0]["E4"]
        shown = text.replace("\u202e", "").replace("\u200b", "").replace("\x07", "")
        assert (unescape(cell.value), cell.data_type) == (shown, "s")

    def test_what_looks_like_a_formula_is_quoted(self, tmp_path: Path) -> None:
        sheet = load_workbook(fill(empty_sheet(tmp_path / "表样.xlsx"), CellText(3, 4, "=1+1"))).worksheets[0]
        assert sheet["E4"].quotePrefix
        assert not sheet["E5"].quotePrefix

    def test_a_text_that_no_cell_takes_is_told(self, tmp_path: Path) -> None:
        path = empty_sheet(tmp_path / "表样.xlsx")
        told = forms_in_child.fill(path, tmp_path / "填好.xlsx", [TableFill(0, (), (CellText(3, 4, "字" * 40_000),))])
        assert [each.partition("，")[0] for each in told] == [
            "工作表“表样”第4行内容很长",
            "工作表“表样”第4行有一格超过32767字",
        ]

    def test_a_row_is_made_as_high_as_its_text(self, tmp_path: Path) -> None:
        sheet = load_workbook(fill(empty_sheet(tmp_path / "表样.xlsx"), CellText(3, 4, "进展情况" * 60))).worksheets[0]
        assert sheet.row_dimensions[4].height > 150
        assert sheet.row_dimensions[5].height == 30
        assert sheet["E4"].alignment.wrap_text


class TestWord:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_a_text_is_a_text(self, tmp_path: Path, text: str) -> None:
        table = Document(str(fill(empty_word(tmp_path / "表样.docx"), CellText(4, 4, text)))).tables[0]
        shown = text.replace("\u202e", "").replace("\u200b", "").replace("\x07", "")
        assert table.cell(4, 4).text == shown.replace("\t", " ").strip("\n") or table.cell(4, 4).text == shown

    def test_a_new_row_joins_what_is_merged_above_it(self, tmp_path: Path) -> None:
        path = empty_word(tmp_path / "表样.docx")
        document = Document(str(path))
        table = document.tables[0]
        table.cell(4, 1).merge(table.cell(5, 1))
        document.save(str(path))
        table = Document(str(fill(path, CellText(6, 4, "新"), growths=(Growth(5, 5, 1),)))).tables[0]
        assert (table.cell(6, 4).text, len(table.rows)) == ("新", 8)
        assert table.cell(6, 1)._tc is table.cell(4, 1)._tc

    def test_lines_are_paragraphs_and_the_rest_stays(self, tmp_path: Path) -> None:
        path = empty_word(tmp_path / "表样.docx")
        document = Document(str(fill(path, CellText(4, 4, "一\n二"))))
        assert [each.text for each in document.tables[0].cell(4, 4).paragraphs] == ["一", "二"]
        assert document.sections[0].header.paragraphs[0].text == "内部资料"
        assert document.sections[0].orientation == 1

    def test_a_row_of_an_exact_height_may_grow(self, tmp_path: Path) -> None:
        path = empty_word(tmp_path / "表样.docx")
        document = Document(str(path))
        document.tables[0].rows[4].height, document.tables[0].rows[4].height_rule = 400000, 2
        document.save(str(path))
        assert Document(str(fill(path, CellText(4, 4, "已办。")))).tables[0].rows[4].height_rule == 1

    def test_a_drop_down_stays_and_offers_its_words(self, tmp_path: Path) -> None:
        path = empty_word(tmp_path / "表样.docx")
        document = Document(str(path))
        paragraph = document.tables[0].cell(4, 4).paragraphs[0]._p
        paragraph.append(parse_xml(DROP_DOWN))
        document.save(str(path))
        (table,) = forms_in_child.look(path).tables
        assert (table.choices, table.at(4, 4).text) == ({4: ("已完成", "推进中")}, "")
        filled = Document(str(fill(path, CellText(4, 4, "推进中")))).tables[0].cell(4, 4)
        assert "".join(each.text for each in filled._tc.iter(qn("w:t"))) == "推进中"
        assert len(list(filled._tc.iter(qn("w:listItem")))) == 3


DROP_DOWN = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:sdtPr><w:id w:val="7"/>'
    '<w:showingPlcHdr/><w:dropDownList><w:listItem w:displayText="选择一项。" w:value=""/>'
    '<w:listItem w:displayText="已完成" w:value="1"/><w:listItem w:displayText="推进中" w:value="2"/>'
    "</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>选择一项。</w:t></w:r></w:sdtContent></w:sdt>"
)


class TestMacros:
    @pytest.mark.parametrize(("name", "part"), [("表样.xlsm", "xl/vbaProject.bin"), ("表样.xlsx", "xl/vbaProject.bin")])
    def test_program_code_is_left_out_and_told(self, tmp_path: Path, name: str, part: str) -> None:
        path = empty_sheet(tmp_path / "表样.xlsx")
        plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        changed(path, "[Content_Types].xml", plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        with zipfile.ZipFile(path, "a") as package:
            package.writestr(part, b"code")
        path = path.rename(tmp_path / name)
        assert forms_in_child.look(path).losses == ("表样里的宏（程序代码）已去掉，表格内容不受影响",)
        target = tmp_path / "填好.xlsx"
        forms_in_child.fill(path, target, [TableFill(0, (), (CellText(3, 4, "已办。"),))])
        assert load_workbook(target).worksheets[0]["E4"].value == "已办。"
        with zipfile.ZipFile(target) as package:
            assert part not in package.namelist()
            assert b"macroEnabled" not in package.read("[Content_Types].xml")


@pytest.mark.parametrize("name", ["空表-合计.xlsx", "空表-三行表头.docx"])
@pytest.mark.parametrize(
    ("old", "new"),
    [(b">", b"><!DOCTYPE a [<!ENTITY b 'c'>]>"), (b"</", b"<x/"), (b"", b"")],
    ids=["entities", "no xml", "nothing in it"],
)
def test_a_hostile_or_damaged_form_is_refused(tmp_path: Path, name: str, old: bytes, new: bytes) -> None:
    path = FORMS[name](tmp_path / name)
    main = "word/document.xml" if path.suffix == ".docx" else "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    parts[main] = parts[main].replace(old, new, 1) if old else b""
    with pytest.raises(DeskError):
        forms_in_child.look(zipped(path, parts))
