"""Lines and grids out of small PDFs of our own."""

from pathlib import Path

import pytest

from gongkai_desk.domain.plan import PagePlace
from gongkai_desk.errors import Damaged, Encrypted, Limit, NoText
from gongkai_desk.reading.document import Document, Line
from gongkai_desk.reading.guard import Limits
from gongkai_desk.reading.pdf.reader import read
from gongkai_desk.reading.scan.reader import available
from tests.builders import cell_texts, grids_of, line_texts
from tests.pdf_builder import Sheet, write_pdf

XS, YS = [100.0, 140.0, 300.0, 400.0], [100.0, 130.0, 180.0, 230.0]


def read_sheet(tmp_path: Path, *sheets: Sheet) -> Document:
    return read(write_pdf(tmp_path / "plan.pdf", *sheets))


def grids(document: Document) -> list[list[list[str | None]]]:
    return [cell_texts(grid) for grid in grids_of(document)]


def table(sheet: Sheet) -> Sheet:
    """Header, two rows; the name in the middle is merged over both."""
    sheet.text(105, 120, "序号").text(145, 120, "任务名称").text(305, 120, "责任单位")
    sheet.text(105, 160, "1").text(145, 185, "公开目录").text(305, 160, "市政府办公室")
    return sheet.text(105, 210, "2").text(305, 210, "市司法局")


MERGED = [["序号", "任务名称", "责任单位"], ["1", "公开目录", "市政府办公室"], ["2", None, "市司法局"]]


def ruled(sheet: Sheet) -> Sheet:
    sheet.grid(XS, [100, 130, 230])
    return sheet.stroke(100, 180, 140, 180).stroke(300, 180, 400, 180)


def pieced(sheet: Sheet) -> Sheet:
    """Every cell's edge as a thin bar of its own."""
    for top, bottom in ((100, 130), (130, 180), (180, 230)):
        for x in XS:
            sheet.bar(x, top, x + 0.5, bottom + 0.5)
    for y in YS:
        for left, right in ((100, 140), (140, 300), (300, 400)):
            if not (y == 180 and left == 140):
                sheet.bar(left, y, right + 0.5, y + 0.5)
    return sheet


def doubled(sheet: Sheet) -> Sheet:
    """Outer border of two rules."""
    ruled(sheet)
    for at in (100, 230):
        sheet.stroke(98, at + (2 if at > 100 else -2), 402, at + (2 if at > 100 else -2))
    return sheet.stroke(98, 98, 98, 232).stroke(402, 98, 402, 232)


def open_sided(sheet: Sheet) -> Sheet:
    """No rule at the left and right edge."""
    for y in (100, 130, 230):
        sheet.stroke(100, y, 400, y)
    sheet.stroke(100, 180, 140, 180).stroke(300, 180, 400, 180)
    return sheet.stroke(140, 100, 140, 230).stroke(300, 100, 300, 230)


def dashed(sheet: Sheet) -> Sheet:
    """Rules of short dashes, each drawn by itself."""
    for x in XS:
        for y in range(100, 230, 6):
            sheet.stroke(x, y, x, y + 3)
    for y in YS:
        for x in range(100, 400, 6):
            if not (y == 180 and 139 <= x < 300):
                sheet.stroke(x, y, x + 3, y)
    return sheet


@pytest.mark.parametrize("rules", [ruled, pieced, doubled, open_sided, dashed])
def test_merged_cells_are_found_however_the_rules_are_drawn(tmp_path, rules):
    assert grids(read_sheet(tmp_path, table(rules(Sheet())))) == [MERGED]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_shown_turned_reads_the_same(tmp_path, rotate):
    """Text set so that it stands upright once the viewer has turned the page."""
    upright = Sheet(842, 595)
    turned = Sheet(*((595, 842) if rotate % 180 else (842, 595)), rotate=rotate)
    turned.text(*_unturned(upright, rotate, 100, 80), "一、总体要求", turn=-(rotate // 90) % 4)
    document = read_sheet(tmp_path, turned)
    line = next(item for _, item in document.items())
    place = line.places[0]
    assert (line.text, document.pages[0].width, document.pages[0].height) == ("一、总体要求", 842, 595)
    assert place.box.x0 == pytest.approx(100, abs=2)
    assert place.box.bottom == pytest.approx(80, abs=3)


def _unturned(shown: Sheet, rotate: int, x: float, y: float) -> tuple[float, float]:
    return {
        0: (x, y),
        90: (y, shown.width - x),
        180: (shown.width - x, shown.height - y),
        270: (shown.height - y, x),
    }[rotate]


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_table_lying_on_its_side_is_read_upright(tmp_path, turn):
    """The page is not marked as rotated; text and rules lie on their side."""
    sheet = Sheet(600, 600)

    def at(x: float, y: float) -> tuple[float, float]:
        return {1: (600 - y, x), 2: (600 - x, 600 - y), 3: (y, 600 - x)}[turn]

    for x in XS:
        sheet.stroke(*at(x, 100), *at(x, 230))
    for y in YS:
        sheet.stroke(*at(100, y), *at(400, y))
    sheet.text(*at(145, 120), "任务名称", turn=turn).text(*at(305, 160), "市司法局", turn=turn)
    document = read_sheet(tmp_path, sheet)
    assert grids(document)[0][0][1] == "任务名称"
    assert grids(document)[0][1][2] == "市司法局"
    place = document.pages[0].items[0].rows[1][2].places[0]
    expected = sorted([at(300, 130), at(400, 180)])
    assert (place.box.x0, place.box.x1) == pytest.approx((expected[0][0], expected[1][0]), abs=1)


def test_text_set_downwards_in_a_cell_is_one_word(tmp_path):
    sheet = Sheet().grid(XS, [100, 230]).lines(110, 130, *"决策公开", size=12, lead=1.2).text(145, 150, "内容")
    sheet.text(305, 120, "责任单位", turn=1)
    assert grids(read_sheet(tmp_path, sheet)) == [[["决策公开", "内容", "责任单位"]]]


def test_text_at_the_side_of_the_page_comes_last(tmp_path):
    sheet = Sheet(842, 595).lines(200, 100, "正文第一行", "正文第二行").text(40, 300, "— 2 —", 14, turn=1)
    assert line_texts(read_sheet(tmp_path, sheet)) == ["正文第一行", "正文第二行", "—2—"]


def test_a_watermark_is_told_as_missed(tmp_path):
    sheet = Sheet().lines(200, 100, "正文第一行", "正文第二行")
    sheet.parts.append("BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <" + "内部资料".encode("utf-16-be").hex() + "> Tj ET")
    document = read_sheet(tmp_path, sheet)
    assert line_texts(document) == ["正文第一行", "正文第二行"]
    assert [(m.where, m.what) for m in document.missed] == [("第1页", "斜排文字：内部资料")]


def test_the_crop_box_moves_the_origin(tmp_path):
    sheet = Sheet(crop=(50, 60, 500, 700)).text(100, 160, "附件").text(100, 800, "裁掉的字")
    document = read_sheet(tmp_path, sheet)
    assert line_texts(document) == ["附件"]
    assert document.pages[0].width == pytest.approx(450)
    assert document.pages[0].items[0].places[0] == PagePlace(1, document.pages[0].items[0].places[0].box)
    assert document.pages[0].items[0].places[0].box.x0 == pytest.approx(50)


WIDE = [100.0, 224.0, 300.0]  # ten characters of 12 pt with 2 pt on each side


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(["一二三四五六七八九十", "末行。"], "一二三四五六七八九十末行。", id="full line is wrapped"),
        pytest.param(["市司法局", "市财政局"], "市司法局\n市财政局", id="room for more: meant"),
        pytest.param(["一二三四五六七八九", "（十）"], "一二三四五六七八九（十）", id="bracket goes with its word"),
        pytest.param(["一二三四五六七八九", "2022年"], "一二三四五六七八九2022年", id="number is not parted"),
        pytest.param(["一二三四五六七八九", "十、"], "一二三四五六七八九十、", id="stop never begins a line"),
        pytest.param(["open the", "public data"], "open the\npublic data", id="Latin line with room"),
        pytest.param(["see the open data", "portal"], "see the open data portal", id="Latin words keep the blank"),
    ],
)
def test_breaks_in_a_cell_are_told_by_what_would_have_fitted(tmp_path, lines, text):
    sheet = Sheet().grid(WIDE, [100, 160, 220]).text(102, 120, "一二三四五六七八九十")
    sheet.lines(102, 180, *lines).text(230, 120, "甲")
    assert grids(read_sheet(tmp_path, sheet))[0][1][0] == text


def test_a_first_line_set_in_begins_a_paragraph(tmp_path):
    sheet = Sheet().grid(WIDE, [100, 200]).text(126, 120, "一二三四五六七八")
    sheet.text(102, 137, "一二三四五六七八九十").text(126, 154, "甲乙丙丁戊己庚辛").text(102, 171, "完")
    assert grids(read_sheet(tmp_path, sheet))[0][0][0] == "一二三四五六七八一二三四五六七八九十\n甲乙丙丁戊己庚辛完"


def test_spaced_out_lines_lose_their_blanks(tmp_path):
    sheet = Sheet().grid(WIDE, [100, 160]).text(102, 120, "各区 政 府、 市 政 府", 10).text(102, 140, "各部门", 10)
    assert grids(read_sheet(tmp_path, sheet))[0][0][0] == "各区政府、市政府各部门"


def test_blanks_that_part_two_things_stay(tmp_path):
    sheet = Sheet().text(100, 100, "云州市人民政府办公室").text(350, 100, "2026年3月5日印发")
    assert line_texts(read_sheet(tmp_path, sheet)) == ["云州市人民政府办公室 2026年3月5日印发"]


def test_overprinted_characters_count_once(tmp_path):
    sheet = Sheet().text(100, 100, "工作要点").text(100.3, 100, "工作要点").text(100.5, 100.2, "工作要点")
    assert line_texts(read_sheet(tmp_path, sheet)) == ["工作要点"]


def raw(operators: str, text: str = "正文公开") -> Sheet:
    sheet = Sheet()
    sheet.parts.append(operators.format("<" + text.encode("utf-16-be").hex() + "> Tj"))
    return sheet


@pytest.mark.parametrize(
    "operators",
    [
        pytest.param("BT /F1 12 Tf 75 692 Td {} ET", id="plain"),
        pytest.param("q .75 0 0 -.75 0 842 cm BT /F1 16 Tf 1 0 0 -1 100 200 Tm {} ET Q", id="scaled and mirrored page"),
        pytest.param("BT /F1 1 Tf 12 0 0 12 75 692 Tm {} ET", id="scaled by the text matrix"),
        pytest.param("BT /F1 12 Tf 1 0 0.2 1 75 692 Tm {} ET", id="slanted"),
        pytest.param("BT /F1 -12 Tf -1 0 0 -1 75 692 Tm {} ET", id="negative size"),
    ],
)
def test_size_and_place_do_not_depend_on_how_they_are_written(tmp_path, operators):
    line = next(item for _, item in read_sheet(tmp_path, raw(operators)).items())
    box = line.places[0].box
    assert (line.text, line.size) == ("正文公开", 12)
    assert (box.x0, box.bottom, box.x1) == pytest.approx((75, 151.44, 123), abs=2.5)


def test_raised_marks_stay_in_their_line(tmp_path):
    sheet = Sheet().text(100, 100, "工作要点").text(148, 95, "1", 7).text(152, 100, "及分工")
    assert line_texts(read_sheet(tmp_path, sheet)) == ["工作要点1及分工"]


def test_odd_codes_stay_as_they_are(tmp_path):
    """The rare character is coded in two; the font of the tests gives it the breadth of two."""
    found = line_texts(read_sheet(tmp_path, Sheet().text(100, 100, "⺠政２０22⼯𬭎")))
    assert found == ["⺠政２０22⼯ 𬭎"]


def test_characters_without_a_code_are_missed(tmp_path):
    document = read_sheet(tmp_path, Sheet().text(100, 100, "正\ue123文"))
    assert line_texts(document) == ["正\ue123文"]
    assert [(m.where, m.what) for m in document.missed] == [("第1页", "1个字符没有编码")]


def test_hidden_text_is_read_only_without_visible_text(tmp_path):
    hidden = Sheet().text(100, 100, "看不见的字", mode=3)
    assert line_texts(read_sheet(tmp_path, hidden)) == ["看不见的字"]
    both = Sheet().text(100, 100, "看不见的字", mode=3).text(100, 200, "看得见")
    assert line_texts(read_sheet(tmp_path, both)) == ["看得见"]


def test_lines_know_size_indent_room_and_centring(tmp_path):
    sheet = Sheet().text(217.5, 80, "工作要点标题", 22)
    for i in range(6):
        sheet.text(87.5, 120 + 28 * i, "字" * 26, 16)
    sheet.text(119.5, 120 + 28 * 6, "一、加强公开", 16)
    lines = [item for _, item in read_sheet(tmp_path, sheet).items()]
    assert (lines[0].centred, lines[0].size, lines[0].whole) == (False, 22, False)
    assert (lines[1].centred, lines[1].indent, lines[1].room) == (False, 0, 0)
    assert (lines[-1].indent, lines[-1].room) == (2, 18)


def test_a_frame_round_a_text_is_no_table(tmp_path):
    sheet = Sheet().grid([50, 545], [50, 790]).text(100, 100, "正文")
    assert line_texts(read_sheet(tmp_path, sheet)) == ["正文"]


def test_all_text_comes_in_reading_order(tmp_path):
    sheet = table(ruled(Sheet())).text(100, 300, "表后的话").text(100, 80, "表前的话")
    text = read_sheet(tmp_path, sheet).text
    assert text.startswith("表前的话\n序号\t任务名称\t责任单位\n1\t公开目录")
    assert text.endswith("表后的话")


def test_an_empty_user_password_opens(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", Sheet().text(100, 100, "正文"), password="")
    assert line_texts(read(path)) == ["正文"]


def test_a_password_is_asked_for_and_tried(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", Sheet().text(100, 100, "正文"), password="key")
    with pytest.raises(Encrypted) as without:
        read(path)
    with pytest.raises(Encrypted) as wrong:
        read(path, password="no")
    assert (without.value.data["tried"], wrong.value.data["tried"]) == (False, True)
    assert line_texts(read(path, password="key")) == ["正文"]


def test_a_page_without_text_is_a_scan(tmp_path):
    with pytest.raises(NoText) as error:
        read_sheet(tmp_path, Sheet().stroke(0, 0, 100, 100), Sheet())
    assert error.value.data == {"file": "plan.pdf", "pages": 2, "component": available()}


def test_a_file_that_no_library_opens_is_damaged(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"nonsense " * 50)
    with pytest.raises(Damaged):
        read(path)


def test_wrong_offsets_are_mended(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", Sheet().text(100, 100, "正文"), junk=b"\n" * 40)
    path.write_bytes(path.read_bytes().replace(b"startxref\n", b"startxref\n9"))
    assert line_texts(read(path)) == ["正文"]


def test_progress_is_told_page_by_page(tmp_path):
    steps = []
    path = write_pdf(tmp_path / "a.pdf", *[Sheet().text(100, 100, "正文")] * 3)
    read(path, progress=lambda stage, done, total: steps.append((done, total)))
    assert steps[-3:] == [(1, 3), (2, 3), (3, 3)]


def test_pdfminer_gives_the_same_as_pdfium(tmp_path, monkeypatch):
    sheet = table(ruled(Sheet(crop=(10, 20, 590, 830), rotate=90))).text(100, 300, "表后的话")
    path = write_pdf(tmp_path / "a.pdf", sheet)
    first = read(path)
    monkeypatch.setattr("gongkai_desk.reading.pdf.reader.open_pdfium", refuse)
    second = read(path)
    assert (grids(second), second.text) == (grids(first), first.text)
    box, other = first.pages[0].items[0].box, second.pages[0].items[0].box
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx(
        (other.x0, other.top, other.x1, other.bottom), abs=0.1
    )


def refuse(path: Path, password: str = "") -> None:
    raise Damaged(file=path.name)


def test_more_pages_than_any_plan_has_are_refused(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", *[Sheet().text(100, 100, "正文")] * 3)
    with pytest.raises(Limit) as error:
        read(path, limits=Limits(pages=2))
    assert error.value.data == {"file": "a.pdf", "what": "pages", "limit": 2}
    with pytest.raises(Limit):
        read(path, limits=Limits(characters=5))


def test_a_first_line_short_of_a_long_number_is_not_centred(tmp_path):
    full = "推进政务公开工作要点落实推进政务公开工作要点落实"  # 24 characters
    sheet = Sheet().lines(60, 100, *[full] * 5, size=16)
    sheet.text(92, 230, full[:20] + "1", 16).text(60, 260, "3000个。", 16).text(84, 300, full[:21], 16)
    document = read(write_pdf(tmp_path / "a.pdf", sheet))
    *_, first, _, centred = [item for _, item in document.items()]
    assert isinstance(first, Line)
    assert isinstance(centred, Line)
    assert (first.indent, first.centred) == (2.0, False)
    assert first.room == pytest.approx(1.5, abs=0.1)  # the digit is as wide as the font that stands in here
    assert centred.centred
