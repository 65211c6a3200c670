"""Any file by what it is."""

from pathlib import Path

import pytest

from gongkai_desk.errors import TypeMismatch
from gongkai_desk.progress import Stage
from gongkai_desk.reading import child
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.read import read_document, read_text
from tests.office_builder import ods_table, p, write_docx, write_ods, write_xlsx
from tests.pdf_builder import Sheet, write_pdf


def test_a_readable_file_under_a_wrong_name_is_read_and_says_so(tmp_path):
    document = read_document(write_pdf(tmp_path / "plan.docx", Sheet().text(100, 100, "一、总体要求")))
    assert (document.kind, document.named_otherwise) == (FileKind.PDF, True)
    assert document.text == "一、总体要求"


def test_a_picture_named_pdf_is_refused(tmp_path):
    (tmp_path / "plan.pdf").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    with pytest.raises(TypeMismatch):
        read_document(tmp_path / "plan.pdf")


def test_pasted_text_is_a_document():
    assert "一、总体要求" in read_text("一、总体要求\n内容").text


MADE = {
    FileKind.PDF: lambda path: write_pdf(path, Sheet().text(100, 100, "公开")),
    FileKind.DOCX: lambda path: write_docx(path, p("公开")),
    FileKind.XLSX: lambda path: write_xlsx(
        path, "<worksheet><sheetData><row><c t='inlineStr'><is><t>公开</t></is></c></row></sheetData></worksheet>"
    ),
    FileKind.ODS: lambda path: write_ods(path, ods_table("公开")),
    FileKind.HTML: lambda path: path.write_bytes("<html><p>公开".encode("gbk")),
    FileKind.TEXT: lambda path: path.write_text("公开", encoding="utf-8"),
}


@pytest.mark.parametrize("kind", MADE, ids=str)
def test_a_file_of_each_kind_is_read_whatever_it_is_called(tmp_path, kind):
    MADE[kind](tmp_path / "文件.dat")
    document = read_document(tmp_path / "文件.dat")
    assert (document.file, document.kind, document.text.strip()) == ("文件.dat", kind, "公开")
    assert document.named_otherwise


@pytest.mark.parametrize("kind", [FileKind.DOCX, FileKind.XLSX, FileKind.ODS, FileKind.HTML, FileKind.TEXT], ids=str)
def test_where_the_reader_is_is_told_from_the_first(tmp_path, kind):
    steps = []
    MADE[kind](tmp_path / "文件")
    read_document(tmp_path / "文件", progress=lambda *step: steps.append(step))
    assert steps[0] == (Stage.OPENING, 0, 0)


@pytest.mark.parametrize(
    "name",
    [
        "beijing-2016.docx",
        "beijing-2016.pdf",
        "shanghai-2022-table-b.pdf",
        "shanghai-2022-table.docx",
        "shanghai-2022-table.xlsx",
        "shenyang-2022.pdf",
        "xinyu-2023.html",
    ],
)
def test_the_real_plans_come_through_the_child_process(shared_plans: Path, name: str) -> None:
    document = child.run(read_document, shared_plans / "files" / name)
    assert document.missed == ()
    assert not document.named_otherwise
    assert len(document.text) > 5000
