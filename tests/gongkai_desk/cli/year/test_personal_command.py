"""``--personal``: what leaves is looked at for personal data, covered, kept or refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.registers import Request
from gongkai_desk.export.templates import printed_text
from gongkai_desk.services.requests import add_request
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from tests.gongkai_desk.cli.conftest import Run

ID, PHONE, NAME = "11010519491231002X", "13812345678", "欧阳采薇"
TOLD = f"已向{NAME}（{ID}）当面答复，回访电话 {PHONE}。"


UNIT = "市教育局"


@pytest.fixture
def told(run: Run, filled: Path) -> Path:
    """The sample, a request of the register, and a report of a unit that names its applicant."""
    asked = Request(applicant=NAME, subject="征地批文", received=date(2026, 9, 16))
    with Library.open(filled) as library:
        add_request(library, By("李明", date(2026, 11, 20)), asked)
        first = min(units.tasks_of(library, UNIT))
    assert (
        run("progress", first, "--unit", UNIT, "--text", TOLD, "--library", filled, "--today", "2026-03-05").code == 0
    )
    return filled


WHEN = ("--today", "2026-06-15", "--period", "2026Q2", "--closing", "2026-06-25")


def books(folder: Path) -> str:
    found = (path for path in folder.rglob("*.xlsx"))
    cells = (
        cell for path in found for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row
    )
    return "\n".join(str(cell.value) for cell in cells if cell.value is not None)


def sheets(run: Run, told: Path, folder: Path, *words: object):
    return run("export", "unit-sheets", "--plan", 1, "--library", told, folder, "--unit", UNIT, *WHEN, *words)


def test_without_a_word_only_the_applicants_name_is_covered_and_all_is_told(run, told, tmp_path):
    done = sheets(run, told, tmp_path / "下发", "--mail", "--json", "-")
    assert done.code == 0
    assert {each["kind"] for each in done.json["personal"]} == {"id", "phone", "applicant"}
    assert all(ID not in each["text"] and NAME not in each["text"] for each in done.json["personal"])
    assert {each["kind"] for each in done.json["personal"] if each["masked"]} == {"applicant"}
    [line] = [line for line in done.err.splitlines() if "个人信息" in line]
    assert "申请人姓名" in line
    assert "身份证号" in line
    assert ID in books(tmp_path / "下发")
    assert NAME not in books(tmp_path / "下发")
    assert "欧***（" in books(tmp_path / "下发")


@pytest.mark.parametrize(("way", "stays"), [("keep", True), ("mask", False)])
def test_what_is_asked_for_is_done_in_books_mails_and_zip(run, told, tmp_path, way, stays):
    done = sheets(run, told, tmp_path / "下发", "--mail", "--zip", "--personal", way)
    assert done.code == 0
    text = books(tmp_path / "下发")
    [package] = (tmp_path / "下发").glob("*.zip")
    ZipFile(package).extractall(tmp_path / "解开")
    for told_text in (text, books(tmp_path / "解开")):
        assert [part in told_text for part in (ID, PHONE, NAME)] == [stays] * 3


def test_a_refusal_writes_and_registers_nothing(run, told, tmp_path):
    done = sheets(run, told, tmp_path / "下发", "--personal", "refuse")
    assert (done.code, done.err.count("\n"), done.out) == (4, 1, "")
    assert "个人信息" in done.err
    assert not (tmp_path / "下发").exists()
    assert run("list", "returns", "--plan", 1, "--library", told, "--json", "-").json == []


def test_a_working_paper_of_the_office_is_looked_at_only_if_wanted(run, told, tmp_path):
    order = ("export", "ledger", "--plan", 1, "--library", told, tmp_path / "台账.xlsx")
    done = run(*order)
    assert (done.code, done.err) == (0, "")
    assert ID in books(tmp_path)
    assert run(*order, "--personal", "mask").code == 0
    assert ID not in books(tmp_path)
    assert run(*order, "--personal", "refuse").code == 4


def test_the_lookback_report_is_one_that_leaves(run, told, tmp_path):
    run("lookback", "start", "--plan", 1, "--library", told)
    item = run("lookback", "show", "--plan", 1, "--library", told, "--json", "-").json["items"][0]
    run("lookback", "judge", item["id"], "--result", "not_done", "--opinion", TOLD, "--library", told)
    order = ("export", "lookback-report", "--plan", 1, "--library", told)
    out = tmp_path / "报告.docx"
    kept = run(*order, out, "--personal", "keep")
    assert ID in printed_text(out)
    assert "照原样写出" in kept.err
    covered = run(*order, out, "--personal", "mask", "--json", "-")
    assert covered.json["personal"]
    assert not any(part in printed_text(out) for part in (ID, PHONE, NAME))


def test_a_packet_cannot_be_covered_and_names_no_applicant_unasked(run, told, tmp_path):
    order = ("packet", "make", "--plan", 1, "--library", told, tmp_path / "包.gkpack")
    unasked = run(*order)
    assert (unasked.code, unasked.err.count("\n")) == (4, 1)
    assert "申请人姓名" in unasked.err
    assert not (tmp_path / "包.gkpack").exists()
    assert run(*order, "--personal", "refuse").code == 4
    assert run(*order, "--personal", "mask").code == 2
    done = run(*order, "--personal", "keep", "--json", "-")
    assert done.code == 0
    assert "照原样写出" in done.err
    assert all(not each["masked"] for each in done.json["personal"])


def test_papers_without_personal_data_say_nothing(run, filled, tmp_path):
    words = ("--plan", 1, "--library", filled, "--personal", "refuse")
    order = ("--to", "市政府办公室", "--signer", "张三", "--issuer", "云山区政府办公室")
    assert run("export", "filing", *words, *order, tmp_path / "报备.docx").err == ""
    assert run("export", "opinions", *words, tmp_path / "意见.docx").err == ""
