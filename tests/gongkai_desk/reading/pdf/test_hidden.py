"""Text that nobody sees on a page is left out and told; type on a dark ground and a layer under a scan are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_desk.reading.document import Document
from gongkai_desk.reading.ofd.reader import read as read_ofd
from gongkai_desk.reading.read import read_document
from tests.ofd_builder import path_object, text_object, write_parts
from tests.pdf_builder import Sheet, write_pdf

BODY = "各部门按季度公开办理情况。"
SECRET = "此处删去三百字"


def body() -> Sheet:
    return Sheet().lines(80, 200, BODY, BODY, BODY)


def read(folder: Path, sheet: Sheet) -> Document:
    return read_document(write_pdf(folder / "a.pdf", sheet))


@pytest.mark.parametrize(
    "hide",
    [
        lambda sheet: sheet.tint(1, 1, 1).text(90, 205, SECRET),
        lambda sheet: sheet.text(90, 205, SECRET, mode=3),
        lambda sheet: sheet.text(90, 205, SECRET, 0.1),
        lambda sheet: sheet.text(650, 205, SECRET),
        lambda sheet: sheet.text(90, -40, SECRET),
        lambda sheet: sheet.tint(1, 1, 1).bar(80, 190, 400, 240).text(90, 205, SECRET),
    ],
    ids=["white", "mode 3", "tiny", "right of the page", "above the page", "white on white ground"],
)
def test_hidden_text_is_left_out_and_told(hide, tmp_path: Path) -> None:
    found = read(tmp_path, hide(body()))
    assert found.text == "\n".join([BODY] * 3)
    assert [missed.what for missed in found.missed] == [f"看不见的文字：{SECRET}"]


@pytest.mark.parametrize("ground", [(0, 0, 0.5), (0.7, 0, 0)], ids=["blue", "red"])
def test_white_type_on_a_dark_ground_is_text(ground: tuple[float, float, float], tmp_path: Path) -> None:
    sheet = body().tint(*ground).bar(70, 90, 500, 130).tint(1, 1, 1).text(80, 115, "任务分解表")
    found = read(tmp_path, sheet)
    assert (found.text.split("\n")[0], found.missed) == ("任务分解表", ())


def test_hidden_text_that_is_printed_too_is_not_told(tmp_path: Path) -> None:
    assert read(tmp_path, body().text(80, 200, BODY, mode=3)).missed == ()


def test_a_page_of_hidden_text_only_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, Sheet().text(80, 200, BODY, mode=3)).text == BODY


@pytest.mark.parametrize(("text", "size"), [("云州市人民政府办公室", 14), ("已收文", 12), ("2026年3月5日", 10)])
def test_a_red_stamp_over_text_is_left_out_and_told(text: str, size: int, tmp_path: Path) -> None:
    found = read(tmp_path, body().tint(1, 0, 0).text(100, 204, text, size))
    assert (found.text, [missed.what for missed in found.missed]) == ("\n".join([BODY] * 3), [f"水印：{text}"])


def test_red_type_of_its_own_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, body().tint(1, 0, 0).text(80, 150, "云政办发〔2026〕3号")).text.startswith("云政办发")


WHITE = '<ofd:FillColor Value="255 255 255"/>'


def ofd_text(text: str, y: float, *, tint: str = "", size: float = 5.0, more: str = "") -> str:
    return text_object(text, 30, y, size, more).replace("<ofd:TextCode", tint + "<ofd:TextCode", 1)


@pytest.mark.parametrize(
    "hidden",
    [
        ofd_text(SECRET, 61, tint=WHITE),
        ofd_text(SECRET, 61, size=0.1),
        ofd_text(SECRET, 61, more='Alpha="0"'),
        ofd_text(SECRET, 400),
    ],
    ids=["white", "tiny", "transparent", "below the page"],
)
def test_hidden_text_of_an_ofd_page(hidden: str, tmp_path: Path) -> None:
    found = read_ofd(write_parts(tmp_path / "a.ofd", [text_object(BODY, 30, 60) + hidden]))
    assert found.text == BODY
    assert f"看不见的文字：{SECRET}" in [missed.what for missed in found.missed]


def test_white_type_on_a_dark_ground_of_an_ofd_page(tmp_path: Path) -> None:
    ground = path_object("M 20 20 L 120 20 L 120 40 L 20 40 C", more='Fill="true" Stroke="false"')
    found = read_ofd(write_parts(tmp_path / "a.ofd", [ground + ofd_text("任务分解表", 30, tint=WHITE)]))
    assert found.text == "任务分解表"


def test_a_pale_level_watermark_in_the_body_of_an_ofd_page(tmp_path: Path) -> None:
    pale = ofd_text("征求意见稿", 62, tint='<ofd:FillColor Value="210 210 210"/>', size=14)
    found = read_ofd(write_parts(tmp_path / "a.ofd", [pale + text_object(BODY, 30, 60) + text_object(BODY, 30, 70)]))
    assert found.text == "\n".join([BODY] * 2)
    assert "水印：征求意见稿" in [missed.what for missed in found.missed]
