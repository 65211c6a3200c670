"""The pages as an office program draws them: where a page ends, rows are whole and the name stands again."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest

from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.sheet import FIVE_COLUMNS
from gongkai_desk.papers.listed import BREAKDOWN
from tests.builders import a_plan
from tests.gongkai_desk.export.test_breakdown import tasks
from tests.papers import Writing

BREAKDOWNS = Writing(BREAKDOWN)

OFFICE = shutil.which("soffice")
DIGITS = ("Times New Roman", "Liberation Serif", "Tinos")  # as wide as each other; columns are counted in their digits


@pytest.fixture
def printed(tmp_path: Path) -> Callable[[Path], Path]:
    """Return what prints a paper as LibreOffice does."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not here: page ends cannot be looked at")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]

    def print_paper(paper: Path) -> Path:
        environment = os.environ | {"HOME": str(tmp_path)}
        subprocess.run([*command, str(paper)], check=True, capture_output=True, timeout=120, env=environment)
        return paper.with_suffix(".pdf")

    return print_paper


@pytest.fixture
def drawn(tmp_path: Path, printed: Callable[[Path], Path]) -> Path:
    """Return the breakdown of 60 tasks as LibreOffice prints it."""
    BREAKDOWNS.docx(tmp_path / "表.docx", BreakdownPaper(a_plan(), tasks(60)))
    return printed(tmp_path / "表.docx")


@pytest.fixture
def digits() -> None:
    """See that the font is here in whose digits Excel papers count their columns; another one makes them wider."""
    matcher = shutil.which("fc-match")
    found = subprocess.run([matcher, DIGITS[0]], capture_output=True, text=True, check=True).stdout if matcher else ""
    if not any(name in found for name in DIGITS):
        pytest.skip(f"no font as wide as {DIGITS[0]} is here: columns come out wider")


@pytest.mark.usefixtures("digits")
def test_all_columns_of_a_sheet_stand_on_one_page(tmp_path: Path, printed: Callable[[Path], Path]) -> None:
    BREAKDOWNS.xlsx(tmp_path / "表.xlsx", BreakdownPaper(a_plan(), tasks(5)))
    with pdfplumber.open(printed(tmp_path / "表.xlsx")) as pdf:
        (page,) = pdf.pages
        assert page.find_tables()[0].extract()[0] == [column.title for column in FIVE_COLUMNS]


def test_every_page_begins_with_head_and_name_and_ends_with_a_whole_row(drawn: Path) -> None:
    numbers: list[int] = []
    contents: list[str] = []
    with pdfplumber.open(drawn) as pdf:
        assert len(pdf.pages) > 3
        for page in pdf.pages:
            head, *rows = page.find_tables()[0].extract()
            assert head[0] == "序号"
            named = next(row for row in rows if row[2])
            assert re.search(r"规范第\d+项", named[1] or "")
            numbers += [int(row[0]) for row in rows if row[0] and row[0].isdigit()]
            contents += [re.sub(r"\s", "", row[2]) for row in rows if row[2]]
    assert numbers == list(range(1, 61))
    assert contents == [task.content for task in tasks(60)]  # nothing is cut off at the foot of a row


def test_our_own_print_ends_its_pages_where_the_office_program_does(drawn: Path) -> None:
    last_numbers = []
    with pdfplumber.open(drawn) as pdf:
        for page in pdf.pages:
            rows = page.find_tables()[0].extract()
            last_numbers.append([row[0] for row in rows if row[0] and row[0].isdigit()][-1])
    printed = BREAKDOWNS.pages(BreakdownPaper(a_plan(), tasks(60)))
    ours = [[ink.text for ink in page.inks if ink.text.isdigit()][-1] for page in printed.pages]
    assert ours == last_numbers
