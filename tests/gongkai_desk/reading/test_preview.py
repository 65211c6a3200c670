"""Pictures and sizes of pages."""

import io
from pathlib import Path

import pytest
from PIL import Image

from gongkai_desk.errors import Damaged, Encrypted, InputError, Limit
from gongkai_desk.reading import child
from gongkai_desk.reading.pdf.drawing import page_picture, page_sizes
from gongkai_desk.reading.read import preview
from tests.office_builder import ods_table, write_ods
from tests.pdf_builder import Sheet, write_pdf


def test_sizes_are_those_of_the_pages_as_displayed(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", Sheet(), Sheet(rotate=90), Sheet(crop=(0, 0, 300, 400)))
    assert page_sizes(path) == ((595, 842), (842, 595), (300, 400))


def test_a_picture_shows_the_page_at_its_scale(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", Sheet(), Sheet(200, 100).bar(100, 0, 200, 100))
    picture = Image.open(io.BytesIO(child.run(page_picture, path, 2, 2.0)))
    assert (picture.size, picture.format) == ((400, 200), "PNG")
    assert picture.convert("L").getpixel((50, 100)) == 255
    assert picture.convert("L").getpixel((350, 100)) == 0


def test_a_page_too_large_to_draw_is_refused(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", Sheet(14400, 14400))
    with pytest.raises(Limit):
        page_picture(path, 1, 2.0)


def test_the_password_is_needed_for_pictures_too(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", Sheet(), password="key")
    with pytest.raises(Encrypted):
        page_picture(path, 1, 1.0)
    assert page_picture(path, 1, 1.0, "key").startswith(b"\x89PNG")


# ---- what stands beside a task as evidence


def picture(path: Path, *size: int, mode: str = "RGB", turn: int = 1) -> Path:
    """Write a picture; ``turn`` is how the camera was held (EXIF)."""
    made = Image.new(mode, size)
    exif = made.getexif()
    exif[0x0112] = turn
    made.save(path, exif=exif) if path.suffix != ".gif" else made.save(path)
    return path


def opened(content: bytes | str) -> Image.Image:
    assert isinstance(content, bytes)
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("name", ["照片.jpg", "照片.PNG", "截图.bmp", "扫描.tif", "图.webp", "动图.gif"])
def test_a_picture_of_each_kind_is_shown_as_png(tmp_path: Path, name: str) -> None:
    shown = opened(preview(picture(tmp_path / name, 300, 200)))
    assert (shown.format, shown.size, shown.mode) == ("PNG", (300, 200), "RGB")


def test_a_large_picture_is_made_small(tmp_path: Path) -> None:
    assert opened(preview(picture(tmp_path / "a.png", 4000, 1000, mode="L"))).size == (1200, 300)


def test_a_photograph_is_shown_as_the_camera_was_held(tmp_path: Path) -> None:
    assert opened(preview(picture(tmp_path / "a.jpg", 300, 200, turn=6))).size == (200, 300)


def test_a_picture_of_more_points_than_any_photograph_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai_desk.reading.read._PIXELS", 50_000)
    with pytest.raises(Limit):
        preview(picture(tmp_path / "a.png", 300, 200))


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(Damaged):
        preview(tmp_path / "a.png")


def test_of_a_pdf_the_first_page_is_shown(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", Sheet(200, 100), Sheet(400, 400))
    assert opened(preview(path)).size == (300, 150)


def test_a_pdf_that_is_none_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no pdf")
    with pytest.raises(Damaged):
        page_sizes(tmp_path / "a.pdf")


def test_of_any_other_file_the_beginning_of_its_text_is_shown(tmp_path: Path) -> None:
    (tmp_path / "证明.txt").write_text("已公开" * 5000, encoding="gb18030")
    shown = preview(tmp_path / "证明.txt")
    assert isinstance(shown, str)
    assert (shown[:6], len(shown)) == ("已公开已公开", 4000)


def test_a_workbook_is_shown_row_by_row(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", ods_table("附件", "序号|任务", "1|公开"))
    assert preview(path) == "附件\n序号\t任务\n1\t公开\n"


def test_a_file_that_is_not_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    with pytest.raises(InputError):
        preview(tmp_path / "a.zip")
