"""OFD files as several makers write them are read like the PDF of the same pages, and drawn for the review."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gongkai_desk.errors import Damaged, InputError, Limit, NoText
from gongkai_desk.paths import resource
from gongkai_desk.reading import child
from gongkai_desk.reading.document import Document, FileKind, Grid
from gongkai_desk.reading.guard import Limits
from gongkai_desk.reading.ofd import reader
from gongkai_desk.reading.ofd.source import open_ofd
from gongkai_desk.reading.pdf.pdfium import open_pdfium
from gongkai_desk.reading.pdf.plain import PlainPage
from gongkai_desk.reading.read import page_picture, page_sizes, read_document
from tests.ofd_builder import MANNERS, Manner, path_object, text_object, unit_of, write_ofd, write_parts

PDF = resource("samples", "yunzhou-2026.pdf")


@pytest.fixture(scope="module")
def pages() -> list[PlainPage]:
    """The pages of our own sample."""
    source = open_pdfium(PDF)
    try:
        return list(source.pages())
    finally:
        source.close()


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Document]:
    """Write objects as one page, and read it."""

    def write(*objects: str, **how: object) -> Document:
        return read_document(write_parts(tmp_path / "要点.ofd", ["".join(objects)], Manner(**how)))

    return write


@pytest.mark.parametrize("manner", MANNERS)
def test_every_makers_manner_gives_what_the_pdf_gives(tmp_path, pages, manner):
    pdf, ofd = read_document(PDF), read_document(write_ofd(tmp_path / "要点.ofd", pages, MANNERS[manner]))
    assert (ofd.kind, ofd.named_otherwise, len(ofd.pages)) == (FileKind.OFD, False, len(pdf.pages))
    assert "".join(ofd.text.split()) == "".join(pdf.text.split())
    tables = [[item for _, item in read.items() if isinstance(item, Grid)] for read in (pdf, ofd)]
    assert [[len(row) for row in grid.rows] for grid in tables[0]] == [
        [len(row) for row in grid.rows] for grid in tables[1]
    ]


def test_it_is_read_in_the_child_process(tmp_path, pages):
    assert child.run(read_document, write_ofd(tmp_path / "要点.ofd", pages[:1])).kind is FileKind.OFD


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ('DeltaX="5 5 5"', [20.0, 25.0, 30.0, 35.0]),
        ('DeltaX="g 3 5"', [20.0, 25.0, 30.0, 35.0]),
        ('DeltaX="6 g 2 5"', [20.0, 26.0, 31.0, 36.0]),
        ('DeltaX="6"', [20.0, 26.0, 31.0, 36.0]),
        ('DeltaX="g 999999999999 5"', [20.0, 25.0, 30.0, 35.0]),
        ('DeltaX="5,5,5"', [20.0, 25.0, 30.0, 35.0]),
        ('DeltaX="five"', [20.0, 25.0, 30.0, 35.0]),
        ("", [20.0, 25.0, 30.0, 35.0]),
    ],
)
def test_distances_between_characters(tmp_path, code, places):
    path = write_parts(tmp_path / "a.ofd", [text_object("政务公开", 20, 30, code=code)])
    page = next(open_ofd(path).pages())
    assert [round(char.x0 * 25.4 / 72, 2) for char in page.chars] == places


def test_the_second_piece_of_a_text_goes_on_where_nothing_says_otherwise(tmp_path):
    piece = text_object("政务", 20, 30, code='DeltaX="5"').replace(
        "</ofd:TextObject>", '<ofd:TextCode Y="15">公开</ofd:TextCode></ofd:TextObject>'
    )
    page = next(open_ofd(write_parts(tmp_path / "a.ofd", [piece])).pages())
    assert [round(char.x0 * 25.4 / 72, 2) for char in page.chars] == [20.0, 25.0, 20.0, 25.0]
    assert page.chars[2].base > page.chars[0].base


def test_text_that_is_turned_lies_as_it_is_drawn(tmp_path):
    up = text_object("公开", 20, 100, more='CTM="0 -1 1 0 0 0"')
    page = next(open_ofd(write_parts(tmp_path / "a.ofd", [up])).pages())
    assert [char.turn for char in page.chars] == [3, 3]
    assert page.chars[1].base < page.chars[0].base


def test_letters_keep_together_without_distances(written):
    assert "OA系统、GMP认证" in written(text_object("OA系统、GMP认证", 20, 30)).text


@pytest.mark.parametrize("filled", [False, True], ids=["lines", "thin boxes"])
def test_ruled_tables_are_tables(written, filled):
    if filled:
        rules = [f"M {x} 40 L {x + 0.2} 40 L {x + 0.2} 60 L {x} 60 C" for x in (20, 60, 100)]
        rules += [f"M 20 {y} L 100 {y} L 100 {y + 0.2} L 20 {y + 0.2} C" for y in (40, 50, 60)]
        drawn = [path_object(rule, more='Stroke="false" Fill="true"') for rule in rules]
    else:
        drawn = [path_object(f"S {x} 40 M {x} 40 L {x} 60") for x in (20, 60, 100)]
        drawn += [path_object(f"M 20 {y} L 100 {y}") for y in (40, 50, 60)]
    words = [
        text_object(word, x, y)
        for word, x, y in (("任务", 25, 47), ("单位", 65, 47), ("公开", 25, 57), ("市局", 65, 57))
    ]
    (_, grid), *_ = written(*drawn, *words).items()
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row if cell] for row in grid.rows] == [["任务", "单位"], ["公开", "市局"]]


def test_a_curve_is_no_rule(tmp_path):
    curved = path_object("M 20 40 B 40 40 60 40 100 40 Q 30 30 20 40 A 5 5 0 0 1 40 40 C")
    assert next(open_ofd(write_parts(tmp_path / "a.ofd", [curved])).pages()).rules == ()


def test_templates_and_units_are_on_the_page(written):
    unit = unit_of(text_object("单元", 0, 10))
    uses = '<ofd:CompositeObject ID="8" ResourceID="7" Boundary="20 60 100 20"/>'
    block = f'<ofd:PageBlock ID="9">{text_object("块中", 20, 90)}</ofd:PageBlock>'
    text = written(uses, block, unit=unit, template=text_object("版头", 20, 30)).text
    assert text.split() == ["版头", "单元", "块中"]


def test_a_unit_that_draws_itself_ends(written):
    again = '<ofd:CompositeObject ID="8" ResourceID="7" Boundary="0 1 100 20"/>'
    unit = unit_of(text_object("字", 0, 10) + again + again)
    assert "字" in written(again, unit=unit).text


def test_what_is_not_shown_is_not_read(written):
    assert written(text_object("公开", 20, 30), text_object("隐藏", 20, 40, more='Visible="false"')).text.split() == [
        "公开"
    ]


def test_a_watermark_is_told_and_not_read(written):
    note = '<ofd:Annot ID="1" Type="{}"><ofd:Appearance Boundary="20 100 100 20">{}</ofd:Appearance></ofd:Annot>'
    notes = note.format("Watermark", text_object("内部资料", 0, 10)) + note.format("Path", text_object("批注", 0, 10))
    document = written(text_object("公开", 20, 30), annotations=notes)
    assert document.text.split() == ["公开", "批注"]
    assert [(missed.where, missed.what) for missed in document.missed] == [("第1页", "水印：内部资料")]


def test_a_signature_is_not_checked_and_that_is_said(written):
    assert [m.what for m in written(text_object("公开", 20, 30), signed=True).missed] == [reader.UNCHECKED]


def test_pages_are_drawn_with_texts_lines_and_places_for_seals(tmp_path):
    seal = '<ofd:Annot ID="1" Type="Stamp"><ofd:Appearance Boundary="120 200 40 40"/></ofd:Annot>'
    picture = '<ofd:ImageObject ID="3" Boundary="20 100 50 40" CTM="50 0 0 40 0 0" ResourceID="4"/>'
    red = text_object("A<公", 20, 30).replace("<ofd:TextCode", '<ofd:FillColor Value="255 0 0"/><ofd:TextCode')
    path = write_parts(tmp_path / "a.ofd", [red + path_object("M 20 40 L 100 40") + picture], Manner(annotations=seal))
    assert page_sizes(path) == ((pytest.approx(595.28, abs=0.01), pytest.approx(841.89, abs=0.01)),)
    drawn = ElementTree.fromstring(page_picture(path, 1, 2.0))
    assert (drawn.get("width"), drawn.get("height")) == ("1191", "1684")
    names = [part.tag.rpartition("}")[2] for part in drawn]
    assert (names.count("text"), names.count("path"), names.count("rect")) == (3, 1, 3)
    letters = [part for part in drawn if part.tag.endswith("text")]
    assert [(part.text, part.get("fill")) for part in letters] == [(char, "#ff0000") for char in "A<公"]


def test_a_page_that_is_not_there_is_said(tmp_path):
    path = write_parts(tmp_path / "a.ofd", [text_object("公开", 20, 30)])
    with pytest.raises(Damaged):
        page_picture(path, 2, 1.0)


def test_pages_of_pictures_are_a_scan(written):
    with pytest.raises(NoText):
        written('<ofd:ImageObject ID="3" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="4"/>')


def test_more_pages_than_a_plan_has_are_refused(tmp_path):
    path = write_parts(tmp_path / "a.ofd", [text_object("公开", 20, 30)] * 3)
    with pytest.raises(Limit):
        reader.read(path, limits=Limits(pages=2))


@pytest.mark.parametrize("seed", range(8))
def test_a_harmed_file_is_read_or_refused_and_nothing_else(tmp_path, pages, seed):
    content, chance = bytearray(write_ofd(tmp_path / "坏.ofd", pages[:2]).read_bytes()), random.Random(seed)
    for _ in range(12):
        content[chance.randrange(len(content))] = chance.randrange(256)
    (tmp_path / "坏.ofd").write_bytes(content)
    with suppress(InputError):
        assert read_document(tmp_path / "坏.ofd").kind is FileKind.OFD


def test_an_empty_package_is_damaged(tmp_path):
    path = write_parts(tmp_path / "a.ofd", [])
    with pytest.raises(Damaged) as caught:
        read_document(path)
    assert caught.value.data["file"] == "a.ofd"
