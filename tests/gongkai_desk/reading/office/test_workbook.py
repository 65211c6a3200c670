import json
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desk.domain.plan import CellPlace
from gongkai_desk.errors import Damaged, EmptyFile, Limit, Unsafe
from gongkai_desk.reading.document import Document, FileKind
from gongkai_desk.reading.office.sheet import column_name
from gongkai_desk.reading.office.workbook import read
from tests.builders import grids_of, line_texts, lines_of, only_table
from tests.office_builder import changed, write_xlsx

DATA = Path(__file__).parents[3] / "data" / "reading"
HEAD = ["序号", "任务", "单位"]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Document]:
    def read_book(fill: Callable[[Worksheet], object], **options: bool) -> Document:
        workbook = Workbook()
        sheet = workbook.active
        assert isinstance(sheet, Worksheet)
        fill(sheet)
        workbook.save(tmp_path / "a.xlsx")
        return read(tmp_path / "a.xlsx", **options)

    return read_book


def rows(*values: list[object]) -> Callable[[Worksheet], object]:
    return lambda sheet: [sheet.append(row) for row in values]


def test_numbers_and_dates_as_shown(book: Callable[..., Document]) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(HEAD, [1.0, date(2022, 9, 30), 0.9])(sheet)
        sheet["B2"].number_format = 'm"月"d"日"'
        sheet["C2"].number_format = "0%"

    assert only_table(book(fill)) == [HEAD, ["1", "9月30日", "90%"]]


def test_rows_of_one_text_above_the_table_are_lines(book: Callable[..., Document]) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["附件"], ["任务分解表"], [], HEAD, [1, "甲", "市委"])(sheet)
        sheet.merge_cells("A2:C2")
        sheet["A2"].alignment = Alignment(horizontal="center")
        sheet.print_title_rows = "1:4"

    document = book(fill)
    lines = lines_of(document)
    assert [(line.text, line.centred) for line in lines] == [("附件", False), ("任务分解表", True)]
    assert lines[1].places == (CellPlace("Sheet", "A2"),)
    assert grids_of(document)[0].header_rows == 1
    assert document.text == "附件\n任务分解表\n序号\t任务\t单位\n1\t甲\t市委\n"


def test_merged_cells_span_and_cover(book: Callable[..., Document]) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(HEAD, ["一、节", None, None], [1, "甲", "x"], [2, None, "y"])(sheet)
        sheet.merge_cells("A2:C2")
        sheet.merge_cells("B3:B4")

    document = book(fill)
    assert only_table(document) == [HEAD, ["一、节", None, None], ["1", "甲", "x"], ["2", None, "y"]]
    cells = grids_of(document)[0].rows
    assert [(c.rows, c.columns, c.places) for c in (cells[1][0], cells[2][1]) if c] == [
        (1, 3, (CellPlace("Sheet", "A2"),)),
        (2, 1, (CellPlace("Sheet", "B3"),)),
    ]


def hide(sheet: Worksheet) -> None:
    rows([*HEAD, "内部"], [1, "甲", "x", "密"], [2, "乙", "y", "密"], [3, None, "z", "密"])(sheet)
    sheet.merge_cells("B3:B4")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True


def test_what_is_hidden_is_left_out_and_told(book: Callable[..., Document]) -> None:
    document = book(hide)
    assert only_table(document) == [HEAD, ["1", "甲", "x"], ["3", "乙", "z"]]
    assert {loss.where for loss in document.missed} == {"Sheet"}
    assert "第3行" in document.missed[0].what
    assert "D列" in document.missed[1].what


def test_what_is_hidden_can_be_asked_for(book: Callable[..., Document]) -> None:
    document = book(hide, with_hidden=True)
    assert only_table(document)[2] == ["2", "乙", "y", "密"]
    assert document.missed == ()


def test_each_sheet_is_a_page_and_a_hidden_one_is_told(book: Callable[..., Document]) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(HEAD, [1, "甲", "x"])(sheet)
        for name in ("第二", "暗"):
            rows(HEAD, [2, "乙", "y"])(sheet.parent.create_sheet(name))
        sheet.parent["暗"].sheet_state = "hidden"

    document = book(fill)
    assert [(page.number, page.name) for page in document.pages] == [(1, "Sheet"), (2, "第二")]
    assert [loss.where for loss in document.missed] == ["暗"]


def test_a_formula_without_result_and_an_error_are_told(book: Callable[..., Document]) -> None:
    document = book(rows(HEAD, [1, "=A1", "#REF!"]))
    assert only_table(document)[1] == ["1", "", "#REF!"]
    assert [loss.where for loss in document.missed] == ["Sheet!B2", "Sheet!C2"]


def test_rich_text_breaks_and_escapes(book: Callable[..., Document]) -> None:
    rich = CellRichText("前", TextBlock(InlineFont(b=True), "后"))
    document = book(rows(HEAD, [rich, "一段 \n\n 二段", "回车_x000D_\n"]))
    assert only_table(document)[1] == ["前后", "一段\n二段", "回车"]


def test_empty_formatted_cells_far_away_cost_nothing(tmp_path: Path) -> None:
    row = '<row r="{}"><c r="A{}" t="inlineStr"><is><t>甲</t></is></c><c r="{}{}" s="1"/></row>'
    far = [row.format(n, n, "XFD", n) for n in (1, 2, 1_048_576)]
    document = read(write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData>{''.join(far)}</sheetData></worksheet>"))
    assert line_texts(document) == ["甲"] * 3


def test_a_text_box_over_the_sheet_is_read_beside_it(tmp_path: Path) -> None:
    cell = '<c t="inlineStr"><is><t>甲</t></is></c>'
    file = write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData><row>{cell}</row></sheetData></worksheet>")
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(
            "xl/drawings/drawing1.xml", '<d xmlns:a="a"><a:p><a:r><a:t>说</a:t><a:t>明</a:t></a:r></a:p></d>'
        )
    assert read(file).text == "甲\n说明\n"


def test_rows_formatted_and_empty_are_no_rows(tmp_path: Path) -> None:
    cell = '<row><c t="inlineStr"><is><t>甲</t></is></c></row>'
    empty = '<row r="{0}" s="1" customFormat="1"><c r="A{0}" s="1"/></row>'
    blank = "".join(empty.format(number) for number in range(2, 200_002))
    file = write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData>{cell}{blank}</sheetData></worksheet>")
    assert read(file).text == "甲\n"


def test_ten_thousand_rows_are_read_whole(tmp_path: Path) -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("大")
    for number in range(10_000):
        sheet.append([number, f"任务{number}", "内容" * 30, "市委", "全年"])
    workbook.save(tmp_path / "a.xlsx")
    document = read(tmp_path / "a.xlsx")
    assert len(grids_of(document)[0].rows) == 10_000


@pytest.mark.parametrize(("name", "kind"), [("merged.xls", FileKind.XLS), ("merged.ods", FileKind.ODS)])
def test_other_workbooks_read_alike(name: str, kind: FileKind) -> None:
    document = read(DATA / name)
    assert document.kind is kind
    assert only_table(document) == [
        ["序号", "任务", "时限"],
        ["一、公开", None, None],
        ["1", "甲\n乙", "9月30日"],
        ["2", None, "90%"],
    ]
    assert line_texts(document) == ["任务分解表"]
    assert len(document.missed) == 2


def test_nothing_in_it_is_empty(book: Callable[..., Document]) -> None:
    with pytest.raises(EmptyFile):
        book(rows([None, " "]))


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"", b"text"],
    ids=["zip", "ole", "empty", "text"],
)
def test_a_broken_file_is_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(Damaged):
        read(tmp_path / "a.xlsx")


def test_entities_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unsafe):
        read(write_xlsx(tmp_path / "a.xlsx", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'))


def test_a_part_that_unpacks_to_too_much_is_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai_desk.reading.containers._LARGEST_PART", 10_000)
    with pytest.raises(Limit):
        read(write_xlsx(tmp_path / "a.xlsx", "<worksheet>" + " " * 20_000 + "</worksheet>"))


def test_cells_scattered_over_the_sheet_are_a_limit(tmp_path: Path) -> None:
    cell = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>甲</t></is></c></row>'
    cells = "".join(cell.format(n, column_name(n)) for n in range(1, 1_100))
    with pytest.raises(Limit):
        read(write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData>{cells}</sheetData></worksheet>"))


def test_a_cell_that_makes_no_sense_is_told_and_the_rest_read(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><v>1</v></c><c t="s"><v>99</v></c><c r="?"><v>2</v></c><c><v>nan</v></c><c s="9"><v>1e400</v></c>'
    )
    document = read(
        write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>")
    )
    assert only_table(document) == [["1", "inf"]]
    assert [loss.where for loss in document.missed] == ["S!B1", "S!C1", "S!D1"]


@pytest.mark.parametrize(
    "odd",
    [
        '<mergeCells><mergeCell ref="Z9:A1"/><mergeCell ref=""/><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<autoFilter ref="?"/><dataValidations><dataValidation sqref="?"/></dataValidations>',
        '<pageSetup orientation="across" paperSize="A4"/><sheetPr><tabColor rgb="red"/></sheetPr>',
    ],
    ids=["merges", "filter", "page"],
)
def test_what_no_plan_needs_may_be_odd(tmp_path: Path, odd: str) -> None:
    row = '<row hidden="{}"><c t="inlineStr"><is><t>{}</t></is></c></row>'
    data = f"<sheetData>{row.format(0, '甲')}{row.format(1, '乙')}</sheetData>"
    document = read(write_xlsx(tmp_path / "a.xlsx", f"<worksheet>{data}{odd}</worksheet>"))
    assert document.text == "甲\n"
    assert [loss.where for loss in document.missed] == ["S"]


@pytest.mark.parametrize(
    "sheet",
    [
        '<sheetData><row r="x"><c><v>1</v></c></row></sheetData>',
        "<sheetData><row>",
    ],
    ids=["row", "cut off"],
)
def test_a_sheet_that_no_library_reads_is_damaged(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(Damaged):
        read(write_xlsx(tmp_path / "a.xlsx", f"<worksheet>{sheet}</worksheet>"))


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。.")


@pytest.mark.parametrize("name", ["shanghai-2022-table", "shenyang-2022-table"])
def test_every_content_of_the_real_plans_is_one_cell(shared_plans: Path, name: str) -> None:
    document = read(shared_plans / "files" / f"{name}.xlsx")
    tasks = json.loads((shared_plans / "gold" / f"{name}.json").read_text(encoding="utf-8"))["tasks"]
    cells = {squeezed(cell.text) for row in grids_of(document)[0].rows for cell in row if cell}
    assert {squeezed(task["content"]) for task in tasks} <= cells


EMPTY_FILL = ("xl/styles.xml", "<fill>", "<fill/><fill>")  # as some programs write it; openpyxl takes no such fill
ODD_FONT = ("xl/styles.xml", '<family val="2"', '<family val="134"')  # nor a family beyond 14


@pytest.fixture
def styled(tmp_path: Path) -> Path:
    """A workbook with a title, a merged cell, a date and a hidden sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    rows(["任务分解表"], HEAD, [1, "甲", date(2022, 9, 30)], [2.5, None, True])(sheet)
    sheet.merge_cells("B3:B4")
    sheet["C3"].number_format = 'm"月"d"日"'
    rows(HEAD, [1, "乙", "z"])(workbook.create_sheet("暗"))
    workbook["暗"].sheet_state = "hidden"
    workbook.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_an_odd_fill_is_no_matter(styled: Path) -> None:
    document = read(changed(styled, *EMPTY_FILL))
    assert only_table(document) == [HEAD, ["1", "甲", "9月30日"], ["2.5", None, "TRUE"]]
    assert [loss.where for loss in document.missed] == ["暗"]


@pytest.mark.parametrize("rows", ["#REF!", "$2:$2"], ids=["lost", "no sheet"])
def test_a_broken_name_is_no_matter(styled: Path, rows: str) -> None:
    name = f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{rows}</definedName>'
    names = f"<definedNames>{name}</definedNames>"
    document = read(changed(styled, "xl/workbook.xml", "<definedNames/>", names))
    assert grids_of(document)[0].header_rows == 0
    assert [loss.where for loss in document.missed] == ["暗"]


def test_a_strict_workbook_reads_alike(styled: Path) -> None:
    loose, strict = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    sheets = [f"xl/worksheets/sheet{number}.xml" for number in (1, 2)]
    for part in ("xl/workbook.xml", "xl/styles.xml", *sheets):
        changed(styled, part, f"{loose}spreadsheetml/2006/main", f"{strict}spreadsheetml/main")
    assert only_table(read(styled)) == [HEAD, ["1", "甲", "9月30日"], ["2.5", None, "TRUE"]]


def test_styles_that_openpyxl_refuses_leave_values_and_merges(styled: Path) -> None:
    document = read(changed(styled, *ODD_FONT))
    assert only_table(document) == [HEAD, ["1", "甲", "2022/9/30"], ["2.5", None, "TRUE"]]
    assert [loss.where for loss in document.missed] == ["工作簿", "暗"]
    assert "数字格式" in document.missed[0].what


def test_refused_styles_over_scattered_cells_are_a_limit(styled: Path) -> None:
    changed(styled, *ODD_FONT)
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(Limit):
        read(changed(styled, "xl/worksheets/sheet1.xml", "</sheetData>", far))


def test_refused_styles_let_no_entities_pass(styled: Path) -> None:
    changed(styled, *ODD_FONT)
    with pytest.raises(Unsafe):
        read(changed(styled, "xl/worksheets/sheet1.xml", "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'))
