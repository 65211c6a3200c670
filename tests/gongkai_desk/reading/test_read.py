"""Any file by what it is."""

from pathlib import Path

import pytest

from gongkai_desk.errors import TypeMismatch
from gongkai_desk.reading import child
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.read import read_document, read_text
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
