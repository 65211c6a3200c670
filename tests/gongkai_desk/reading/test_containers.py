"""Zip packages of XML parts and OLE compound files, sound and broken."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.errors import Damaged, Encrypted, Limit, Unsafe
from gongkai_desk.reading import containers
from gongkai_desk.reading.containers import Package, Relation, stream_names, stream_start
from tests.hostile import looping_compound
from tests.office_builder import compound, link, links, zipped

STREAM = b"\xec\xa5" + bytes(range(254)) * 20  # 5 kB: has sectors of its own


def part(path: Path, content: str | bytes) -> Package:
    return Package(zipped(path / "a.docx", {"word/x.xml": content}))


def locked(path: Path) -> Path:
    """Set the flag of encryption in the member's own head and in the directory."""
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path


def test_parts_are_found_whatever_their_case_and_slashes(tmp_path: Path) -> None:
    with Package(zipped(tmp_path / "a.docx", {"/Word\\Document.XML": "<a/>", "word/media/1.png": b"x"})) as package:
        assert "word/document.xml" in package
        assert package.read("WORD/document.xml") == b"<a/>"
        assert package.parts("word/") == ["/Word\\Document.XML"]


def test_a_missing_part_is_damage_that_names_it(tmp_path: Path) -> None:
    with part(tmp_path, "<a/>") as package, pytest.raises(Damaged) as caught:
        package.read("word/document.xml")
    assert caught.value.data["file"] == "a.docx"
    assert "word/document.xml" in caught.value.data["reason"]


def test_a_part_under_a_password_asks_for_it(tmp_path: Path) -> None:
    path = locked(zipped(tmp_path / "a.docx", {"word/document.xml": "<a/>"}))
    with Package(path) as package, pytest.raises(Encrypted) as caught:
        package.read("word/document.xml")
    assert caught.value.data == {"file": "a.docx", "tried": False, "office": True}


def test_a_part_that_says_it_is_too_large_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "_LARGEST_PART", 1000)
    with part(tmp_path, "x" * 1001) as package, pytest.raises(Limit) as caught:
        package.read("word/x.xml")
    assert caught.value.data["what"] == "part"


def test_a_part_whose_sum_is_wrong_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_STORED) as file:
        file.writestr("word/x.xml", "<a>公开</a>")
    data = (tmp_path / "a.docx").read_bytes().replace("公".encode(), "母".encode())
    (tmp_path / "a.docx").write_bytes(data)
    with Package(tmp_path / "a.docx") as package, pytest.raises(Damaged):
        package.xml("word/x.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    content = f'<?xml version="1.0" encoding="{encoding[:6]}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with part(tmp_path, content.encode(encoding)) as package, pytest.raises(Unsafe):
        package.xml("word/x.xml")


def test_comments_and_instructions_are_no_elements(tmp_path: Path) -> None:
    with part(tmp_path, "<a><!-- 批注 --><?do it?><b/></a>") as package:
        assert [child.tag for child in package.xml("word/x.xml")] == ["b"]


@pytest.mark.parametrize("content", ["", "<a>", "<a/><b/>", "<a:b/>", "<a>&x;</a>"])
def test_what_is_no_xml_is_damaged_read_whole_or_in_pieces(tmp_path: Path, content: str) -> None:
    with part(tmp_path, content) as package:
        with pytest.raises(Damaged):
            package.xml("word/x.xml")
        with pytest.raises(Damaged):
            list(package.pieces("word/x.xml", ("*",)))


def test_pieces_come_in_order_and_are_emptied_behind(tmp_path: Path) -> None:
    rows = "".join(f"<row n='{n}'><c/></row>" for n in range(50))
    with part(tmp_path, f"<s><head/>{rows}</s>") as package:
        seen = []
        for row in package.pieces("word/x.xml", ("row",)):
            assert len(list(row.itersiblings(preceding=True))) <= 1
            seen.append((int(row.get("n")), len(row)))
    assert seen == [(n, 1) for n in range(50)]


def test_strict_names_are_made_the_usual_ones(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/"
    content = f'<a xmlns="{strict}spreadsheetml/main" xmlns:r="{strict}officeDocument/relationships" r:id="1"/>'
    with part(tmp_path, content) as package:
        root = package.xml("word/x.xml")
    assert root.tag == "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}a"
    assert list(root.attrib) == ["{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"]


def test_relations_are_told_from_the_folder_of_their_part(tmp_path: Path) -> None:
    outside = '<Relationship Id="r9" Type="x/hyperlink" Target="http://example.invalid/" TargetMode="External"/>'
    parts = {
        "word/_rels/document.xml.rels": links(
            link(1, "styles", "styles.xml"),
            link(2, "image", "../media/1.png"),
            link(3, "header", "/word/h.xml"),
            outside,
        )
    }
    with Package(zipped(tmp_path / "a.docx", parts)) as package:
        assert package.relations("word/document.xml") == {
            "r1": Relation("styles", "word/styles.xml", external=False),
            "r2": Relation("image", "media/1.png", external=False),
            "r3": Relation("header", "word/h.xml", external=False),
            "r9": Relation("hyperlink", "http://example.invalid/", external=True),
        }
        assert package.relations("word/styles.xml") == {}


@pytest.mark.parametrize("cut", [1, 30, 60])
def test_a_cut_package_is_damaged(tmp_path: Path, cut: int) -> None:
    path = zipped(tmp_path / "a.docx", {"word/x.xml": "<a/>"})
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(Damaged):
        Package(path)


# ---- compound files


def filled(path: Path, name: str, content: bytes, said: int | None = None) -> Path:
    """An OLE file with one stream from sector 2 on; ``said`` is the length that its directory tells."""
    compound(path, name)
    data = bytearray(path.read_bytes())
    struct.pack_into("<II", data, 1024 + 128 + 116, 2, len(content) if said is None else said)
    path.write_bytes(bytes(data) + content)
    return path


def test_the_names_of_a_compound_file(tmp_path: Path) -> None:
    path = compound(tmp_path / "a.wps", "WordDocument", "1Table", "数据")
    assert stream_names(path) == {"Root Entry", "WordDocument", "1Table", "数据"}


def test_the_first_bytes_of_a_stream(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.doc", "WordDocument", STREAM)
    assert stream_start(path, "WordDocument", 12) == STREAM[:12]
    assert stream_start(path, "Workbook", 12) == b""


def test_a_stream_too_small_for_sectors_of_its_own_tells_nothing(tmp_path: Path) -> None:
    assert stream_start(filled(tmp_path / "a.doc", "WordDocument", STREAM, said=100), "WordDocument", 12) == b""


def test_a_directory_that_loops_ends(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(looping_compound())
    assert "Workbook" in stream_names(tmp_path / "a.xls")
    assert stream_start(tmp_path / "a.xls", "WordDocument", 8) == b""


@pytest.mark.parametrize("shift", [0, 3, 6, 17, 40, 65535])
def test_an_odd_size_of_sectors_names_nothing(tmp_path: Path, shift: int) -> None:
    path = compound(tmp_path / "a.doc", "WordDocument")
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, 30, shift)
    path.write_bytes(data)
    assert stream_names(path) == frozenset()
    assert stream_start(path, "WordDocument", 8) == b""


@given(st.integers(8, 1535), st.integers(0, 255), st.integers(0, 1536))
def test_no_changed_or_cut_compound_file_raises(tmp_path_factory, at: int, byte: int, length: int) -> None:
    path = compound(tmp_path_factory.getbasetemp() / "a.doc", "WordDocument")
    data = bytearray(path.read_bytes())
    data[at] = byte
    path.write_bytes(data[:length])
    stream_names(path)
    stream_start(path, "WordDocument", 8)
