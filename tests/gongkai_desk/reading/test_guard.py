"""What a file really is, whatever it is called."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk import errors
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.guard import Limits, identify, named_otherwise
from tests.office_builder import compound, package

WEB_ARCHIVE = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.invalid/\r\nSubject: =?utf-8?Q?plan?=\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n'
)
WORD_ARCHIVE = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\nX-Generator: x\r\n\r\n--b\r\n'
MAIL = b"Received: from a by b\r\nFrom: a@example.invalid\r\nTo: b@example.invalid\r\nMIME-Version: 1.0\r\n"
MAIL += b"Content-Type: multipart/related; boundary=b\r\n\r\n"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"%PDF-1.7\n", FileKind.PDF, id="pdf"),
        pytest.param(b"\xef\xbb\xbf\r\n%PDF-1.7\n", FileKind.PDF, id="pdf after blanks"),
        pytest.param("一、总体要求".encode(), FileKind.TEXT, id="utf-8"),
        pytest.param("一、总体要求".encode("gb18030"), FileKind.TEXT, id="gb18030"),
        pytest.param("一、总体要求".encode("utf-16"), FileKind.TEXT, id="utf-16 with mark"),
        pytest.param("一、总体要求\n12".encode("utf-16-le"), FileKind.TEXT, id="utf-16-le without mark"),
        pytest.param("总体要求。落实单位责任".encode("utf-16-be"), FileKind.TEXT, id="utf-16-be without mark or ASCII"),
        pytest.param("一、总体要求".encode("utf-32"), FileKind.TEXT, id="utf-32 with mark"),
        pytest.param("<html><body>总体要求，落实单位".encode("utf-16-le"), FileKind.HTML, id="html in utf-16"),
        pytest.param("BM 单位".encode(), FileKind.TEXT, id="text beginning as a bitmap does"),
        pytest.param("BZh 单位".encode(), FileKind.TEXT, id="text beginning as an archive does"),
        pytest.param(WEB_ARCHIVE, FileKind.HTML, id="mht of a browser"),
        pytest.param(WORD_ARCHIVE, FileKind.HTML, id="mht of an office program"),
        pytest.param("标题: 要点\n来源: 市政府\n日期: 今天\n正文".encode(), FileKind.TEXT, id="text with labels"),
        pytest.param(b"Title: plan\nFrom: us\nTo do: all\n", FileKind.TEXT, id="text with Latin labels"),
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


def test_old_office_files_are_known_by_their_streams(tmp_path):
    assert identify(compound(tmp_path / "a.et", "Workbook")) is FileKind.XLS
    assert identify(compound(tmp_path / "a.wps", "WordDocument")) is FileKind.DOC


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
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "heic"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "webp"),
        (b"BM\x36\x00\x0c\x00\x00\x00", "bmp"),
        (b"II*\x00\x08\x00\x00\x00", "tiff"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (MAIL, "eml"),
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
    assert identify(package(tmp_path / "公文.ofd", "OFD.xml", "Doc_0/Document.xml")) is FileKind.OFD


@pytest.mark.parametrize(("stream", "found"), [("PowerPoint Document", "ppt"), ("__properties_version1.0", "msg")])
def test_other_compound_files_are_named_plainly(tmp_path, stream, found):
    with pytest.raises(errors.UnsupportedType) as caught:
        identify(compound(tmp_path / "a.dps", stream))
    assert caught.value.data["type"] == found


@pytest.mark.parametrize(
    ("part", "error"), [("word/document.xml", errors.Encrypted), ("plan.pdf", errors.UnsupportedType)]
)
def test_a_package_under_a_zip_password_is_told(tmp_path, part, error):
    path = package(tmp_path / "a.zzz", part)
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag in the member's own head and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        identify(path)
    assert caught.value.data.get("type", "locked zip") == "locked zip"


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


def test_a_package_of_more_parts_than_any_plan_is_refused(tmp_path):
    path = package(tmp_path / "a.docx", *(f"word/media/{n}.png" for n in range(20)))
    with pytest.raises(errors.Limit) as caught:
        identify(path, Limits(members=19))
    assert caught.value.data == {"file": "a.docx", "what": "members", "limit": 19}


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path):
    path = package(tmp_path / "a.docx", "word/document.xml", content=bytes(range(256)) * 40)
    with pytest.raises(errors.Limit) as caught:
        identify(path, Limits(unpacked=10_000))
    assert caught.value.data["what"] == "unpacked"


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["xl/workbook.bin", "[Content_Types].xml"], "xlsb"),
        (["ppt/presentation.xml"], "pptx"),
        (["公文.txt"], "zip"),
    ],
)
def test_packages_that_are_not_read_are_named(tmp_path, parts, found):
    path = package(tmp_path / "a.zzz", *parts)
    with pytest.raises(errors.UnsupportedType) as caught:
        identify(path)
    assert caught.value.data["type"] == found


@pytest.mark.parametrize("part", ["\\word\\document.xml", "/word/document.xml", "Word/Document.XML"])
def test_a_package_is_known_however_its_parts_are_named(tmp_path, part):
    assert identify(package(tmp_path / "a.docx", part)) is FileKind.DOCX


@pytest.mark.parametrize(("kind", "found"), [("text", "odt"), ("presentation", "odp"), ("drawing", "zip")])
def test_open_documents_that_are_no_workbook_are_named(tmp_path, kind, found):
    path = package(tmp_path / "a.zzz", "mimetype", content=f"application/vnd.oasis.opendocument.{kind}".encode())
    with pytest.raises(errors.UnsupportedType) as caught:
        identify(path)
    assert caught.value.data["type"] == found


def test_a_compound_file_of_nothing_known_is_named_and_one_without_a_directory_is_damaged(tmp_path):
    with pytest.raises(errors.UnsupportedType) as caught:
        identify(compound(tmp_path / "a.zzz", "Something"))
    assert caught.value.data["type"] == "ole"
    (tmp_path / "b.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(errors.Damaged):
        identify(tmp_path / "b.doc")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "media"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "media"),
        (b"\x1f\x8b\x08\x00\x00", "gz"),
        (b"SQLite format 3\x00", "sqlite"),
        (b"<?xml version='1.0'?><feed/>", "xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><feed/>", "xml"),
    ],
)
def test_more_types_that_are_not_read_are_named(tmp_path, content, found):
    (tmp_path / "a.zzz").write_bytes(content)
    with pytest.raises(errors.UnsupportedType) as caught:
        identify(tmp_path / "a.zzz")
    assert caught.value.data["type"] == found


def test_a_pdf_behind_a_head_of_its_own_is_one(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\n")
    assert identify(tmp_path / "a.pdf") is FileKind.PDF


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_without_the_right_to_read_it_is_told(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "a.pdf").chmod(0)
    with pytest.raises(errors.NoPermission):
        identify(tmp_path / "a.pdf")


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.docx", "a.txt", "a.zzz", "a"]))
def test_every_file_is_known_or_refused(tmp_path_factory, content, name):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    with suppress(errors.InputError):
        assert identify(path) in set(FileKind)
