"""年报表三、表四 on paper: merged heads, every number, the check."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from gongkai_desk.domain.registers import ApplicantClass, Outcome, Request, Result
from gongkai_desk.errors import NoPermission
from gongkai_desk.papers.listed import ANNUAL
from gongkai_desk.rules.annual_table import annual_table
from tests.papers import Writing

EXPORT = Writing(ANNUAL)
END = date(2026, 12, 31)
REQUESTS = (
    Request(received=date(2025, 12, 20), answered=date(2026, 1, 9), result=Result.GRANTED),
    Request(received=date(2026, 12, 20)),
    Request(
        received=date(2026, 5, 6),
        answered=date(2026, 5, 20),
        result=Result.NOT_HELD,
        applicant_class=ApplicantClass.LEGAL,
        litigation=Outcome.PENDING,
    ),
)
TABLE = annual_table(REQUESTS, 2026, END)


@pytest.fixture
def word(tmp_path: Path) -> Document:
    EXPORT.docx(tmp_path / "表.docx", TABLE)
    return Document(str(tmp_path / "表.docx"))


def test_table_3_has_the_printed_lines_and_a_number_in_every_cell(word: Document) -> None:
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert len(rows) == 3 + 25
    assert rows[3][0] == "一、本年新收政府信息公开申请数量"
    assert rows[3][3:] == ["1", "0", "0", "0", "1", "0", "2"]
    by_label = {row[2]: row[3:] for row in rows}
    assert by_label["1.本机关不掌握相关政府信息"] == ["0", "0", "0", "0", "1", "0", "1"]
    assert by_label["（七）总计"][-1] == "2"
    assert rows[-1][0] == "四、结转下年度继续办理"
    assert rows[-1][-1] == "1"


def test_its_heads_are_merged_as_printed(word: Document) -> None:
    table = word.tables[0]
    assert table.cell(0, 3)._tc is table.cell(0, 9)._tc
    assert table.cell(1, 4).text == table.cell(1, 8).text == "法人或其他组织"
    assert [table.cell(2, column).text for column in (3, 4, 9)] == ["自然人", "商业\n企业", "总计"]
    assert table.cell(5, 0)._tc is table.cell(27 - 1, 0)._tc


def test_the_check_stands_below(word: Document) -> None:
    assert any(p.text.endswith("核对：2＋1＝2＋1，相符。") for p in word.paragraphs)


def test_table_4_tells_lawsuits_by_whether_a_review_went_before(word: Document) -> None:
    numbers = [cell.text for cell in word.tables[1].rows[3].cells]
    assert numbers == ["0"] * 8 + ["1", "1"] + ["0"] * 5


def test_a_workbook_has_both_tables_with_numbers_as_numbers(tmp_path: Path) -> None:
    EXPORT.xlsx(tmp_path / "表.xlsx", TABLE)
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    assert book.sheetnames == ["表三", "表四"]
    assert book["表三"]["J6"].value == 2
    merged = {str(each) for each in book["表三"].merged_cells.ranges}
    assert {"A3:C5", "D3:J3", "E4:I4", "A8:A29"} <= merged


def test_a_year_that_is_not_over_says_until_when(tmp_path: Path) -> None:
    EXPORT.docx(tmp_path / "表.docx", annual_table(REQUESTS, 2026, date(2026, 6, 30)))
    texts = [p.text for p in Document(str(tmp_path / "表.docx")).paragraphs]
    assert "2026年度（截至2026年6月30日）" in texts


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoPermission):
        EXPORT.xlsx(tmp_path / "没有" / "表.xlsx", TABLE)
