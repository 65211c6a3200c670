"""Hostile text that a unit typed into its book goes through everything after 回收汇总 and stays text that is seen.

Typed into every field, under a hostile file name too, collected, then out in the papers of the plan, mail drafts, the
next books, JSON, the dump with its history, and names of files: all opened again by other libraries than ours.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import openpyxl
import pdfplumber
import pypdfium2
import pytest
from docx import Document

from gongkai_desk.__main__ import load_screen
from gongkai_desk.cli.main import main
from gongkai_desk.papers.listed import PAPERS, Source
from gongkai_desk.services.units import edit_unit
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from tests.gongkai_desk.export.test_hostile_texts import shown, unseen_in, word_text
from tests.returned_books import BY, COLUMN, DAY, FIRST, UNITS, a_round, save, workbook_of

TYPED = {  # as the file holds it: what must be seen of it
    '=HYPERLINK("http://evil.example","点我")': '=HYPERLINK("http://evil.example","点我")',
    "+cmd|' /C calc'!A0": "+cmd|' /C calc'!A0",
    "@SUM(1+1)": "@SUM(1+1)",
    "-2+3": "-2+3",
    "\t=1+1制表": "=1+1制表",
    "\n=2+2换行": "=2+2换行",
    "_x005F_x000D_甲": "_x000D_甲",  # as Excel writes the text _x000D_
    "报告\u202etxt.exe零\u200b宽": "报告txt.exe零宽",
    "空_x0000_字_xD800_符_x001B_": "空字符",  # NUL, half a character, escape
    "</t></w:t><f>1</f>{{标题}}]]>&amp;": "</t></w:t><f>1</f>{{标题}}]]>&amp;",
    "LONG": "长" * 40_000,  # in one cell alone: each printed page of it takes its time
    "https://evil.example/\u202e佐证_x0007_（终稿）": "https://evil.example/佐证（终稿）",
}
"""Twelve: two units' six rows each; every other field of a row holds another of them."""
LONG = "长" * 40_000
FREE = ("progress", "problems", "next_steps", "evidence", "contact", "phone")
TODAY = "2026-06-24"


@dataclass(frozen=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str


def run(*words: object) -> Said:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--today", TODAY, "--by", "李明", *map(str, words)], load_screen)
    return Said(code, out.getvalue(), err.getvalue())


def returned(library: Library, batch: int, unit: str, path: Path) -> Path:
    """Return a unit's book with a hostile text in every field: strings to Excel, whatever they look like."""
    texts, start = list(TYPED), UNITS.index(unit) * 6
    fill = {
        n: {name: texts[(start + n + at) % len(texts)] for at, name in enumerate(FREE)} | {"state": "推进中"}
        for n in range(6)
    }
    for row in fill.values():
        row |= {name: texts[0] for name in FREE[1:] if row[name] == "LONG"}
    made = workbook_of(library, unit, batch, {})
    for n, row in fill.items():
        for name, text in row.items():
            cell = made["填报表"].cell(FIRST + n, COLUMN[name], text)
            cell.data_type = "s"
    save(made, path)
    with zipfile.ZipFile(path) as package:
        kept = {name: package.read(name).replace(b">LONG<", f">{LONG}<".encode()) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in kept.items():
            package.writestr(name, data)
    return path


@dataclass(frozen=True)
class Came:
    """The library after two units' books came, what collecting said, the folder of papers."""

    library: Path
    said: Said
    told: dict[str, object]
    out: Path


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Came:
    folder = tmp_path_factory.mktemp("hostile")
    with Library.create(folder / "云州市.gkdesk", "云州市台账", day=DAY) as library:
        batch = a_round(library)
        unit = units.find_unit(library, UNITS[0])
        edit_unit(library, BY, unit.id, mail="jy@example.cn")
        first = returned(library, batch, UNITS[0], folder / "市教育局\u202excod.填报表\u200b.xlsx")
        second = returned(library, batch, UNITS[1], folder / "市司法局.xlsx")
    with zipfile.ZipFile(folder / "交回.zip", "w") as package:
        package.write(second, "=cmd|'x'\u202e/市司法局\u2066填报表.xlsx")
    home = folder / "云州市.gkdesk"
    dry = run("collect", first, folder / "交回.zip", "--library", home, "--dry-run", "--json", "-")
    return Came(home, run("collect", first, folder / "交回.zip", "--library", home), json.loads(dry.out), folder)


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from (name, *texts_in(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in texts_in(each))
    elif isinstance(value, str):
        yield value


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


SEEN = [shown(text)[:200] for text in TYPED.values()]


def test_all_rows_are_taken_and_what_is_said_of_them_is_harmless(came: Came) -> None:
    assert (came.told["outcome"], came.told["merged"], came.told["waiting"]) == ("ok", 12, 0)
    assert not unseen_in("".join(texts_in(came.told)))
    assert not unseen_in(came.said.out + came.said.err)
    assert "已归入 12 项" in came.said.out


@pytest.mark.parametrize("words", [("dump", "--history"), ("list", "returns", "--json", "-", "--plan", "1"),
                                   ("list", "tasks", "--json", "-", "--plan", "1")],
                         ids=["dump", "returns", "tasks"])  # fmt: skip
def test_listings_and_the_history_hold_nothing_unseen(came: Came, words: tuple[str, ...]) -> None:
    said = run(*words, "--library", came.library)
    assert said.code == 0
    assert not unseen_in(said.out + said.err)
    if words[0] == "dump":
        missing = [text for text in SEEN if text not in bare(said.out.replace("\\n", "").replace('\\"', '"'))]
        assert missing == []


def listed() -> list[tuple[str, str]]:
    own = {"chase"}  # a command of its own writes it
    kinds = [kind for kind in PAPERS if kind.source is not Source.OWN or kind.name in own]
    return [(kind.name, str(each)) for kind in kinds for each in kind.formats]


@pytest.mark.parametrize(("name", "kind"), listed())
def test_every_listed_paper_shows_it_as_text(came: Came, name: str, kind: str) -> None:
    path = came.out / f"{name}.{kind}"
    more = {
        "ledger": ("--column", "problems", "--column", "next_steps"),
        "card": ("--task", "1"),
        "chase": ("--no-number", "--kind", "coloured", "--today", "2026-12-20"),
    }
    said = run("export", name, path, "--plan", 1, "--library", came.library, *more.get(name, ()))
    assert said.code == 0, said.err
    whole = {"docx": docx_text, "xlsx": xlsx_text, "pdf": pdf_text}[kind](path)
    assert not unseen_in(whole)
    if name == "ledger":
        assert [text for text in SEEN if text not in bare(whole)] == []


def docx_text(path: Path) -> str:
    document = Document(str(path))
    inside = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert not unseen_in("".join(inside))
    return word_text(path)


def xlsx_text(path: Path) -> str:
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "f" not in {cell.data_type for cell in cells}
    with zipfile.ZipFile(path) as package:
        inside = b"".join(package.read(each) for each in package.namelist() if each.startswith("xl/worksheets/"))
    assert b"<f>" not in inside
    assert b"<hyperlink" not in inside
    return "".join(str(cell.value).replace("_x005F_", "_") for cell in cells)


def pdf_text(path: Path) -> str:
    """Return the texts of a file column by column; of the hundred pages of the long text only whether it is there."""
    with pypdfium2.PdfDocument(path) as whole:
        read = [page.get_textpage().get_text_bounded() for page in whole]
    assert not unseen_in("".join(read))
    short = [number for number, text in enumerate(read, 1) if text.count("长") < 100]
    with pdfplumber.open(path, pages=short) as pdf:
        assert [note for page in pdf.pages for note in page.hyperlinks] == []
        rows = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    cells = "".join(cell or "" for column in zip(*rows, strict=False) for cell in column)
    return cells + "长" * "".join(read).count("长")


def test_evidence_drafts_and_the_next_books_are_harmless(came: Came) -> None:
    here = ("--plan", 1, "--library", came.library)
    assert run("export", "evidence", came.out / "佐证", *here).code == 0
    assert run("export", "unit-sheets", came.out / "再发", *here, "--period", "2026Q3", "--mail", "--zip").code == 0
    files = [each for each in came.out.rglob("*") if "云州市.gkdesk" not in each.parts and each.is_file()]
    made = [each for each in files if {"佐证", "再发"} & {*each.relative_to(came.out).parts}]
    assert not unseen_in("".join(str(each.relative_to(came.out)) for each in made))
    assert {each.suffix for each in made} >= {".xlsx", ".docx", ".eml", ".zip", ".txt"}
    for path in made:
        if path.suffix == ".xlsx":
            assert not unseen_in(xlsx_text(path))
        elif path.suffix == ".docx":
            assert not unseen_in(docx_text(path))
        elif path.suffix == ".txt":
            assert not unseen_in(path.read_text(encoding="utf-8-sig"))
        elif path.suffix == ".zip":
            assert not unseen_in("".join(zipfile.ZipFile(path).namelist()))
    previous = "".join(xlsx_text(path) for path in made if UNITS[0] in path.name and path.suffix == ".xlsx")
    assert [text for text in SEEN[:6] if text[:200] not in bare(previous)] == []


def test_a_mail_draft_has_the_headers_it_should_and_no_more(came: Came) -> None:
    (draft,) = (came.out / "再发").rglob("*.eml")
    mail = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    assert [each.addr_spec for each in mail["To"].addresses] == ["jy@example.cn"]
    assert {name.lower() for name in mail} & {"bcc", "cc", "reply-to"} == set()
    body = mail.get_body()
    assert body is not None
    assert not unseen_in(f"{mail['Subject']}{body.get_content()}")
    assert not unseen_in("".join(str(part.get_filename()) for part in mail.iter_attachments()))


def test_kept_files_and_their_names_are_harmless(came: Came) -> None:
    names = [each.name for each in came.library.rglob("*") if each.is_file()]
    assert not unseen_in("".join(names))
