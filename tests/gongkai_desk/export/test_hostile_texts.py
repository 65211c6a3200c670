"""Whatever a text holds, each paper shows it as text: every field of what every paper is made of, in every format."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from unicodedata import category
from xml.etree import ElementTree

import openpyxl
import pytest

from gongkai_desk.domain.cycle.books import Notice, Recipient, UnitBook
from gongkai_desk.domain.figures import FigureBar, FigurePicture
from gongkai_desk.domain.registers import CLASSES, AnnualTable, Count, Result
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.annual import AnnualCell
from gongkai_desk.export.pages import pages
from gongkai_desk.export.templates import Filling, write_filled
from gongkai_desk.export.write import write_paper
from gongkai_desk.page.layout import Paper, plain_text
from gongkai_desk.papers.letters import TEMPLATES, FilingLetter, filing_values
from gongkai_desk.papers.making import MAKERS
from gongkai_desk.papers.notice import TEMPLATE, notice_values, recipients_list, words_to_copy
from gongkai_desk.papers.unit_sheet import unit_book
from gongkai_desk.paths import resource

HOSTILE = {
    "link": '=HYPERLINK("http://evil.example","点我")',
    "command": "+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)",
    "minus": "-2+3+cmd|'/C calc'!A0",
    "tab first": "\t=1+1",
    "line first": "\n=1+1",
    "escape": "_x000D_甲_x0041_",
    "unseen": "报告\u202etxt.exe零\u200b宽\x00\x07\x1b\ud800\ufffe末",
    "markup": "</t></w:t><f>1</f><!--&amp;{{标题}}]]>",
}
LONG = "长" * 40_000
READ = {name: HOSTILE[name] for name in ("link", "escape", "unseen", "markup")}
"""What may harm where nothing is worked out."""
DAY = date(2026, 6, 30)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST = 32_767  # characters of a cell, Excel's own limit


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
COUNTS = dict.fromkeys((*Count, *Result), (0,) * len(CLASSES))
GIVEN: dict[Any, Callable[[str], Any]] = {
    FigurePicture: lambda text: FigurePicture(PIXEL, 100.0, 60.0, text),
    FigureBar: lambda text: FigureBar(0, "1C7040"),  # colour and pattern are the program's own
    AnnualCell: lambda text: AnnualCell(3, "new", "person"),  # names of the form
    AnnualTable: lambda text: AnnualTable(
        2026, DAY, dict.fromkeys((*Count, *Result), (0,) * len(CLASSES)), to_settle=(text,)
    ),
}
"""Values with parts that no outside text gets into."""


OURS = "code", "children"
"""Fields that are left out: codes are the program's own, and parts within parts hold what the whole one holds."""


def filled(kind: Any, text: str) -> Any:
    """Return a value of a type whose every text, however deep, is ``text``; each list has one entry."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in GIVEN:
        return GIVEN[kind](text)
    if origin in (Union, UnionType):
        return next((filled(each, text) for each in inner if each not in (NoneType, Path)), None)
    if origin is not None:
        return _gathered(origin, inner, text)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        asked = [each.name for each in fields(kind) if each.init and not each.name.endswith(OURS)]
        return kind(**{name: filled(hints[name], text) for name in asked})
    if issubclass(kind, Enum):
        return next(iter(kind))
    usual = {str: text, date: DAY, datetime: datetime(2026, 6, 30), bool: False, int: 1, float: 1.0, Path: None}
    return usual.get(kind) if kind in usual else kind()


def _gathered(origin: Any, inner: tuple[Any, ...], text: str) -> Any:
    if issubclass(origin, Mapping):
        return {filled(inner[0], text): filled(inner[1], text)}
    one = [filled(each, text) for each in inner if each is not Ellipsis]
    return frozenset(one) if issubclass(origin, frozenset | set) else tuple(one)


def listed(make: Callable[[Any], Paper]) -> Any:
    hints = get_type_hints(make)
    return next(kind for name, kind in hints.items() if name != "return")


PAPERS: dict[str, Callable[[str], Paper]] = {
    kind.name: lambda text, make=make: make(filled(listed(make), text)) for kind, make in MAKERS.items()
}
PAPERS["unit-sheets"] = lambda text: unit_book(filled(UnitBook, text))
PAPERS["recipients"] = lambda text: recipients_list(text, (filled(Recipient, text),))
FORMATS = {kind.name: kind.formats for kind in MAKERS} | {
    "unit-sheets": (PaperFormat.XLSX,),
    "recipients": (PaperFormat.XLSX,),
}


def shown(text: str) -> str:
    return re.sub(r"\s", "", plain_text(text))


def unseen_in(text: str) -> set[str]:
    return {c for c in text if category(c) in ("Cc", "Cf", "Cs", "Cn") and c not in "\n\t\r"}


def parts(path: Path) -> Iterator[tuple[str, ElementTree.Element, str]]:
    """Yield the XML of a package part by part, parsed and as it stands."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                raw = package.read(name).decode("utf-8")
                yield name, ElementTree.fromstring(raw), raw


def made_in(format: PaperFormat) -> list[str]:
    return [name for name, formats in FORMATS.items() if format in formats]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", made_in(PaperFormat.XLSX))
def test_a_workbook_holds_texts_alone(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "件.xlsx"
    write_paper(PAPERS[name](text), path, PaperFormat.XLSX)
    for part, root, raw in parts(path):
        assert not unseen_in(raw), part
        inside = [each.tag.rpartition("}")[2] for each in root.iter() if part.startswith("xl/worksheets/")]
        assert not {"f", "hyperlink"} & {*inside}, part
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    whole = "".join(str(cell.value).replace("_x005F_", "_") for cell in cells)
    assert shown(text)[:100] in re.sub(r"\s", "", whole)


@pytest.mark.parametrize("text", READ.values(), ids=READ)
@pytest.mark.parametrize("name", made_in(PaperFormat.DOCX))
def test_a_word_document_holds_texts_alone(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "件.docx"
    write_paper(PAPERS[name](text), path, PaperFormat.DOCX)
    assert shown(text) in word_text(path)


def word_text(path: Path) -> str:
    """Return all texts of a document without blanks, once it is found to hold no fields but page numbers."""
    whole = ""
    for part, root, raw in parts(path):
        assert not unseen_in(raw), part
        plain = [each.get(f"{W}instr") for each in root.iter(f"{W}fldSimple")]
        codes = [*plain, *(each.text for each in root.iter(f"{W}instrText"))]
        assert {str(code).split()[0] for code in codes} <= {"PAGE", "NUMPAGES", "SECTIONPAGES"}, part
        assert not [each for each in root.iter() if each.tag in (f"{W}hyperlink", f"{W}altChunk")], part
        if part.startswith("word/"):
            whole += "".join(each.text or "" for each in root.iter() if each.tag.endswith("}t"))
    return re.sub(r"\s", "", whole)


@pytest.mark.parametrize("text", READ.values(), ids=READ)
@pytest.mark.parametrize("name", made_in(PaperFormat.PDF))
def test_printed_pages_hold_nothing_unseen(name: str, text: str) -> None:
    printed = pages(PAPERS[name](text))
    whole = "".join(ink.text for page in printed.pages for ink in page.inks)
    assert not unseen_in(whole)
    assert shown(text)[:100] in re.sub(r"\s", "", whole)


@pytest.mark.parametrize("text", READ.values(), ids=READ)
@pytest.mark.parametrize("template", [TEMPLATE, *TEMPLATES.values()])
def test_a_letter_holds_texts_alone(tmp_path: Path, template: str, text: str) -> None:
    values = notice_values(filled(Notice, text)) | filing_values(filled(FilingLetter, text))
    write_filled(resource("templates", template), Filling(values), tmp_path / "函.docx")
    assert shown(text) in word_text(tmp_path / "函.docx")


def test_a_cell_takes_no_more_than_excel_reads(tmp_path: Path) -> None:
    write_paper(PAPERS["seen"](LONG), tmp_path / "件.xlsx", PaperFormat.XLSX)
    sheets = openpyxl.load_workbook(tmp_path / "件.xlsx").worksheets
    whole = [str(cell.value or "") for sheet in sheets for row in sheet for cell in row]
    assert any(text.endswith("以下略）") for text in whole)
    assert max(map(len, whole)) <= MOST
    assert max(look.height or 0 for sheet in sheets for look in sheet.row_dimensions.values()) < 409.6


@pytest.mark.parametrize("name", ["seen", "chase"])
def test_a_long_text_stands_whole_in_word(tmp_path: Path, name: str) -> None:
    write_paper(PAPERS[name](LONG), tmp_path / "件.docx", PaperFormat.DOCX)
    assert LONG in word_text(tmp_path / "件.docx")


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_words_to_copy_hold_nothing_unseen(text: str) -> None:
    words = words_to_copy((filled(Recipient, text),))
    assert not unseen_in(words)
    assert shown(text) in re.sub(r"\s", "", words)
