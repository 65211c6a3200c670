"""What a file really is, whatever it is called."""

import os
import struct
import zipfile
from pathlib import Path

import pytest

from gongkai_desk import errors
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.guard import Limits, identify, named_otherwise


def package(path: Path, *names: str, content: bytes = b"<x/>") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in names:
            out.writestr(name, content)
    return path


def compound(path: Path, *streams: str) -> Path:
    """An OLE file with nothing but a directory of these streams in sector 1 (sector 0 is the allocation table)."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", head, 30, 9, 6)
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = b""
    for name in ("Root Entry", *streams):
        raw = name.encode("utf-16-le") + b"\x00\x00"
        directory += raw.ljust(64, b"\x00") + struct.pack("<H", len(raw)) + b"\x00" * 62
    path.write_bytes(bytes(head) + table + directory.ljust(512, b"\x00"))
    return path


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"%PDF-1.7\n", FileKind.PDF, id="pdf"),
        pytest.param(b"\xef\xbb\xbf\r\n%PDF-1.7\n", FileKind.PDF, id="pdf after blanks"),
        pytest.param("一、总体要求".encode(), FileKind.TEXT, id="utf-8"),
        pytest.param("一、总体要求".encode("gb18030"), FileKind.TEXT, id="gb18030"),
        pytest.param("一、总体要求".encode("utf-16"), FileKind.TEXT, id="utf-16 with mark"),
        pytest.param("BM 单位".encode(), FileKind.TEXT, id="text beginning as a bitmap does"),
        pytest.param(b"<!DOCTYPE html><html><body>", FileKind.HTML, id="html"),
        pytest.param("\n<table border=1><tr><td>序号".encode("gbk"), FileKind.HTML, id="bare table"),
        pytest.param(b'<?xml version="1.0"?><html xmlns="x">', FileKind.HTML, id="xhtml"),
    ],
)
def test_plain_files_are_known_by_their_content(tmp_path, content, kind):
    path = tmp_path / "without-suffix"
    path.write_bytes(content)
    assert identify(path) is kind


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], FileKind.DOCX),
        (["[Content_Types].xml", "xl/workbook.xml"], FileKind.XLSX),
    ],
)
def test_office_packages_are_known_by_their_parts(tmp_path, names, kind):
    assert identify(package(tmp_path / "a.bin", *names)) is kind


def test_open_document_sheets_say_so_themselves(tmp_path):
    path = package(tmp_path / "a.ods", "mimetype", content=b"application/vnd.oasis.opendocument.spreadsheet")
    assert identify(path) is FileKind.ODS


def test_old_workbooks_are_read_and_old_documents_are_not(tmp_path):
    assert identify(compound(tmp_path / "a.et", "Workbook")) is FileKind.XLS
    with pytest.raises(errors.LegacyFormat):
        identify(compound(tmp_path / "a.wps", "WordDocument"))


def test_an_encrypted_office_file_asks_for_its_password(tmp_path):
    with pytest.raises(errors.Encrypted):
        identify(compound(tmp_path / "a.docx", "EncryptionInfo", "EncryptedPackage"))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpeg"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "exe"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (b"some\x00text", "unknown"),
        (bytes(range(1, 32)) * 20, "unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_types_are_named_plainly(tmp_path, content, found):
    for name, error, key in (("a.pdf", errors.TypeMismatch, "found"), ("a.zzz", errors.UnsupportedType, "type")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(error) as caught:
            identify(tmp_path / name)
        assert caught.value.data == {"file": name, key: found}


def test_an_ofd_is_no_plain_zip(tmp_path):
    with pytest.raises(errors.UnsupportedType) as caught:
        identify(package(tmp_path / "公文.ofd", "OFD.xml", "Doc_0/Document.xml"))
    assert caught.value.data["type"] == "ofd"


def test_a_broken_package_is_damaged(tmp_path):
    path = package(tmp_path / "a.docx", "word/document.xml")
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(errors.Damaged):
        identify(path)


def test_a_zip_bomb_is_refused(tmp_path):
    path = package(tmp_path / "a.xlsx", "xl/workbook.xml", "xl/sheet1.xml", content=b"0" * 20 * 1024 * 1024)
    with pytest.raises(errors.Limit):
        identify(path)


def test_what_cannot_be_opened_is_told(tmp_path):
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "large.txt").write_bytes(b"x" * 100)
    with pytest.raises(errors.EmptyFile):
        identify(tmp_path / "empty.pdf")
    with pytest.raises(errors.Unreadable):
        identify(tmp_path)
    with pytest.raises(errors.Unreadable):
        identify(tmp_path / "missing.pdf")
    with pytest.raises(errors.Limit):
        identify(tmp_path / "large.txt", Limits(file_bytes=99))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(errors.Unreadable):
        identify(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("name", "kind", "otherwise"),
    [
        ("a.pdf", FileKind.PDF, False),
        ("a.doc", FileKind.DOCX, True),
        ("a.xls", FileKind.HTML, True),
        ("a.et", FileKind.XLSX, False),
        ("a", FileKind.TEXT, False),
    ],
)
def test_a_wrong_name_is_noticed(name, kind, otherwise):
    assert named_otherwise(Path(name), kind) is otherwise
