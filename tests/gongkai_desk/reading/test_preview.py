"""Pictures and sizes of pages."""

import io

import pytest
from PIL import Image

from gongkai_desk.errors import Encrypted, Limit
from gongkai_desk.reading import child
from gongkai_desk.reading.preview import page_picture, page_sizes
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
