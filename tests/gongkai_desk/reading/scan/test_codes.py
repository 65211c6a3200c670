"""Codes on pages of scans: turned, skewed, under seals; what was seen and not read is told; hostile pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from gongkai_desk.errors import Damaged, Limit
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.guard import Limits
from gongkai_desk.reading.scan.codes import PageCodes, codes_of_page, codes_of_pages, codes_of_picture
from tests.ofd_builder import write_picture
from tests.sealed_scans import Look, page, save

CODE, OTHER = "GK1.B.2026Q2-01.222-7F.H3KM7P", "GK1.B.2026Q2-01.223-2A.QW2ER4"
LOOKS = {
    "straight": Look(),
    "upside down": Look(turn=2),
    "on its side": Look(turn=1),
    "skewed": Look(skew=5),
    "skewed and turned": Look(skew=-4, turn=3),
    "half under a red seal": Look(seal=True, grey=False),
    "half under a seal in grey": Look(seal=True, skew=3),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_code_is_read_as_papers_are_scanned(look: Look) -> None:
    assert codes_of_page([page([CODE], look)]) == PageCodes((CODE,))


def test_two_papers_on_a_page_are_both_read() -> None:
    found = codes_of_page([page([CODE, OTHER], Look(skew=2))])
    assert ({*found.texts}, found.unread) == ({CODE, OTHER}, 0)


def test_a_code_that_was_seen_and_not_read_is_told_beside_the_one_that_was() -> None:
    assert codes_of_page([page([CODE, OTHER], Look(blot=True))]) == PageCodes((OTHER,), 1)


@pytest.mark.parametrize("look", [Look(half=True), Look(half=True, skew=4, turn=1)], ids=["straight", "skewed"])
def test_a_code_of_which_a_seal_left_a_corner_is_told(look: Look) -> None:
    assert codes_of_page([page([CODE, OTHER], look)]) == PageCodes((OTHER,), 1)


def test_white_backs_of_leaves_are_told_from_pages_without_a_code() -> None:
    assert [codes_of_page([page(white=white)]).blank for white in (True, False)] == [True, False]


def test_every_page_of_a_tiff_is_read(tmp_path: Path) -> None:
    path = save([page([CODE]), page(), page([OTHER])], tmp_path / "scan.tif")
    assert [each.texts for each in codes_of_picture(path)] == [(CODE,), (), (OTHER,)]


def test_every_page_of_a_pdf_is_read(tmp_path: Path) -> None:
    path = save([page([CODE], Look(turn=1)), page([OTHER])], tmp_path / "scan.pdf")
    assert [each.texts for each in codes_of_pages(path, FileKind.PDF)] == [(CODE,), (OTHER,)]


def test_the_pictures_of_an_ofd_page_are_read(tmp_path: Path) -> None:
    picture = save([page([CODE])], tmp_path / "page.png").read_bytes()
    shown = '<ofd:ImageObject ID="31" Boundary="0 0 120 85" ResourceID="77"/>'
    path = write_picture(tmp_path / "scan.ofd", shown, picture)
    assert [each.texts for each in codes_of_pages(path, FileKind.OFD)] == [(CODE,)]


def test_a_file_that_is_no_picture_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 60)
    with pytest.raises(Damaged):
        codes_of_picture(path)


def test_a_picture_larger_than_any_scanner_makes_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (9000, 9000)).save(path)
    with pytest.raises(Limit):
        codes_of_picture(path)


def test_more_pages_than_anybody_scans_are_refused(tmp_path: Path) -> None:
    path = save([page(white=True)] * 3, tmp_path / "scan.tif")
    with pytest.raises(Limit):
        codes_of_picture(path, limits=Limits(pages=2))
