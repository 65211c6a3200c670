"""Excel workbooks part by part: the values, formats and odd cells that other programs write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai_desk.errors import Damaged, Limit
from gongkai_desk.progress import Cancelled, Stage
from gongkai_desk.reading.document import Document
from gongkai_desk.reading.office import xlsx
from gongkai_desk.reading.office.workbook import read
from tests.builders import cell_texts, grids_of, line_texts, lines_of, only_grid, only_table
from tests.office_builder import SHEETS, changed, write_xlsx, zipped

Make = Callable[..., Document]
HEAD = "<row r='1'><c t='inlineStr'><is><t>名</t></is></c><c t='inlineStr'><is><t>值</t></is></c></row>"


@pytest.fixture
def book(tmp_path: Path) -> Make:
    """Read a sheet of a head and these cells, each beside its number."""

    def read_cells(*cells: str, more: str = "", **parts: str) -> Document:
        rows = "".join(f"<row r='{n}'><c r='A{n}'><v>{n}</v></c>{cell}</row>" for n, cell in enumerate(cells, 2))
        return read(
            write_xlsx(
                tmp_path / "a.xlsx", f"<worksheet><sheetData>{HEAD}{rows}</sheetData>{more}</worksheet>", **parts
            )
        )

    return read_cells


def values(document: Document) -> list[str | None]:
    return [row[1] for row in only_table(document)[1:]]


def styles(*formats: str) -> str:
    """Return styles: cell format n has the nth of these codes, or built-in number; format 0 is General."""
    named = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    numbers = "".join(
        f'<xf numFmtId="{code if code.isdecimal() else 170 + n}" fontId="0"/>' for n, code in enumerate(formats)
    )
    return (
        f'<styleSheet xmlns="{SHEETS}"><numFmts>{named}</numFmts><fonts><font><sz val="11"/></font>'
        f'<font><b/><sz val="22"/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/>{numbers}'
        '<xf numFmtId="0" fontId="1"><alignment horizontal="center"/></xf></cellXfs></styleSheet>'
    )


def strings(*items: str) -> str:
    return f'<sst xmlns="{SHEETS}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<c t='str'><f>A1</f><v>结果</v></c>", "结果"),
        ("<c t='b'><v>1</v></c>", "TRUE"),
        ("<c t='b'><v>0</v></c>", "FALSE"),
        ("<c t='e'><v>#N/A</v></c>", "#N/A"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>1E2</v></c>", "100"),
        ("<c t='d'><v>2026-09-30</v></c>", "2026/9/30"),
        ("<c t='inlineStr'><is><t>甲_x000D_\n乙</t></is></c>", "甲\n乙"),
        ("<c t='inlineStr'><is><r><t>前</t></r><r><t>后</t></r></is></c>", "前后"),
        ("<c><v>1e305</v></c>", "1e+305"),
    ],
)
def test_a_value_of_each_type(book: Make, cell: str, shown: str) -> None:
    assert values(book(cell)) == [shown]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0%", "0.9", "90%"),
        ("0.00&quot;万元&quot;", "1234.5", "1234.50万元"),
        ("#,##0.0,", "1234567", "1,234.6"),
        ("yyyy&quot;年&quot;m&quot;月&quot;", "46295", "2026年9月"),
        ("[$-804]aaaa", "46295", "星期三"),
        ("9", "0.5", "50%"),
        ("14", "46295", "2026/9/30"),
        ("31", "46295", "2026年9月30日"),
        ("22", "46295.75", "2026/9/30 18:00"),
        ("&quot;第&quot;0&quot;项&quot;", "3", "第3项"),
    ],
)
def test_a_number_is_shown_in_the_format_of_its_cell(book: Make, code: str, value: str, shown: str) -> None:
    assert values(book(f"<c s='1'><v>{value}</v></c>", styles=styles(code))) == [shown]


def test_days_may_count_from_1904(tmp_path: Path) -> None:
    cell = "<row><c s='1'><v>44833</v></c></row>"
    path = write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData>{cell}</sheetData></worksheet>", styles=styles("14"))
    changed(path, "xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert line_texts(read(path)) == ["2026/9/30"]


def test_shared_strings_are_joined_from_their_runs_without_readings(book: Make) -> None:
    shared = strings("<t>公开</t>", "<r><t>解</t></r><r><rPr><b/></rPr><t>读</t></r>", "<t>云</t><rPh><t>yun</t></rPh>")
    cells = [f"<c t='s'><v>{n}</v></c>" for n in range(3)]
    assert values(book(*cells, sharedStrings=shared)) == ["公开", "解读", "云"]


def test_a_string_that_is_not_there_is_told(book: Make) -> None:
    document = book("<c t='s'><v>7</v></c>", sharedStrings=strings("<t>公开</t>"))
    assert values(document) == [""] if len(only_table(document)[1]) > 1 else True
    assert [(loss.where, loss.what) for loss in document.missed] == [("S!B2", "单元格内容无法识别")]


def test_a_formula_tells_its_saved_result_or_that_there_is_none(book: Make) -> None:
    document = book("<c><f>1+1</f><v>2</v></c>", "<c><f>1+1</f></c>", "<c t='str'><f>A9</f><v></v></c>")
    assert values(document) == ["2", "", ""]
    assert [(loss.where, loss.what) for loss in document.missed] == [("S!B3", "公式没有保存计算结果")]


def test_looks_are_those_of_the_cell(tmp_path: Path) -> None:
    row = "<row><c s='2' t='inlineStr'><is><t>任务分解表</t></is></c></row>"
    sheet = f"<worksheet><sheetData>{row}{HEAD.replace(' r=', ' x=')}</sheetData></worksheet>"
    document = read(write_xlsx(tmp_path / "a.xlsx", sheet, styles=styles("0")))
    (line,) = lines_of(document)
    assert (line.text, line.bold, line.size, line.centred) == ("任务分解表", True, 22.0, True)


def test_a_style_that_is_not_there_is_the_usual_one(book: Make) -> None:
    assert values(book("<c s='99'><v>3</v></c>", styles=styles("0%"))) == ["3"]


def test_cells_without_names_follow_one_another(tmp_path: Path) -> None:
    cell = "<c t='inlineStr'><is><t>{}</t></is></c>"
    rows = (
        f"<row>{cell.format('甲')}{cell.format('乙')}</row><row r='5'>{cell.format('丙')}<c r='B5'><v>1</v></c></row>"
    )
    document = read(write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData>{rows}</sheetData></worksheet>"))
    assert only_table(document) == [["甲", "乙"], ["丙", "1"]]
    last = only_grid(document).rows[1][1]
    assert last is not None
    assert str(last.places[0]).count("B5") == 1


@pytest.mark.parametrize(
    "hidden",
    ["hidden='1'", "hidden='true'", "ht='0'"],
)
def test_a_row_that_nobody_sees(tmp_path: Path, hidden: str) -> None:
    rows = (
        f"{HEAD}<row r='2' {hidden}><c><v>1</v></c><c><v>2</v></c></row><row r='3'><c><v>3</v></c><c><v>4</v></c></row>"
    )
    document = read(write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData>{rows}</sheetData></worksheet>"))
    assert only_table(document) == [["名", "值"], ["3", "4"]]
    assert [loss.what for loss in document.missed] == ["隐藏或被筛选的行未读入：第2行"]


@pytest.mark.parametrize("hidden", ["hidden='1'", "width='0'"])
def test_a_column_that_nobody_sees(tmp_path: Path, hidden: str) -> None:
    columns = f"<cols><col min='2' max='2' {hidden}/></cols>"
    rows = "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>" * 2
    document = read(write_xlsx(tmp_path / "a.xlsx", f"<worksheet>{columns}<sheetData>{rows}</sheetData></worksheet>"))
    assert only_table(document) == [["1", "3"], ["1", "3"]]
    assert [loss.what for loss in document.missed] == ["隐藏的列未读入：B列"]


@pytest.mark.parametrize("target", ["styles.xml", "gone.xml"])
def test_an_entry_that_leads_to_no_sheet_is_passed_over(tmp_path: Path, target: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData>{HEAD}</sheetData></worksheet>", styles=styles())
    more = '<sheet name="图" sheetId="2" r:id="r2"/><sheet name="无" sheetId="3" r:id="r9"/></sheets>'
    changed(path, "xl/workbook.xml", "</sheets>", more)
    changed(path, "xl/_rels/workbook.xml.rels", "styles.xml", target)
    assert [page.name for page in read(path).pages] == ["S"]


def test_a_sheet_behind_another_is_read_in_the_order_of_the_tabs(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData>{HEAD}</sheetData></worksheet>")
    more = '<sheets><sheet name="前" sheetId="2" r:id="r1"/>'
    changed(path, "xl/workbook.xml", "<sheets>", more)
    document = read(path)
    assert [(page.number, page.name) for page in document.pages] == [(1, "前"), (2, "S")]
    assert [cell_texts(grid) for grid in grids_of(document)] == [[["名", "值"]]] * 2


@pytest.mark.parametrize("missing", ["xl/workbook.xml", "xl/s.xml"])
def test_a_package_without_its_parts(tmp_path: Path, missing: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData>{HEAD}</sheetData></worksheet>")
    import zipfile

    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != missing}
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which of our own errors is checked below
        read(zipped(path, parts))
    assert type(caught.value).__name__ in {"Damaged", "EmptyFile"}


def test_a_shared_string_part_that_is_cut_is_damaged(book: Make) -> None:
    with pytest.raises(Damaged):
        book("<c t='s'><v>0</v></c>", sharedStrings=strings("<t>公开</t>")[:-9])


def test_more_cells_than_any_plan_has_are_a_limit(book: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_CELLS", 5)
    with pytest.raises(Limit) as caught:
        book("<c><v>1</v></c>", "<c><v>2</v></c>")
    assert caught.value.data == {"file": "a.xlsx", "what": "cells", "limit": 5}


def test_long_sheets_can_be_cancelled_on_the_way(tmp_path: Path) -> None:
    def stop(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.READING:
            raise Cancelled

    rows = "<row><c><v>1</v></c></row>" * 600
    path = write_xlsx(tmp_path / "a.xlsx", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    with pytest.raises(Cancelled):
        read(path, stop)


def test_a_text_centred_across_empty_cells_is_one_cell_over_them(tmp_path: Path) -> None:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/></fonts><cellXfs>'
        '<xf numFmtId="0" fontId="0"/>'
        '<xf numFmtId="0" fontId="0"><alignment horizontal="centerContinuous"/></xf></cellXfs></styleSheet>'
    )
    text = "<is><t>一、深化公开</t></is>"
    across = f"<row r='2'><c r='A2' s='1' t='inlineStr'>{text}</c><c r='B2' s='1'/></row>"
    beside = f"<row r='3'><c r='A3' s='1' t='inlineStr'>{text}</c><c r='B3' s='1'><v>7</v></c></row>"
    sheet = f"<worksheet><sheetData>{HEAD}{across}{beside}</sheetData></worksheet>"
    document = read(write_xlsx(tmp_path / "a.xlsx", sheet, styles=styles))
    assert only_table(document)[1:] == [["一、深化公开", None], ["一、深化公开", "7"]]
