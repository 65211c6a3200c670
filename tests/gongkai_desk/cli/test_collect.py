"""``collect``: the loop from books sent out to books taken back, as a person would type it."""

from __future__ import annotations

import io
import json
import os
import zipfile
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from gongkai_desk.reading.scan.codes import codes_of_page
from tests.gongkai_desk.cli.conftest import Run
from tests.sealed_scans import Look, page, save

FIELDS = ["progress", "state", "problems", "next_steps", "evidence", "contact", "phone", "day"]
HOSTILE = (
    '=HYPERLINK("http://evil.example","点")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "_x005F_x000D_",  # as Excel writes the text _x000D_
    "报告\u202etxt.exe零\u200b宽",
)


@pytest.fixture
def sent(run: Run, filled: Path, tmp_path: Path) -> list[Path]:
    out = tmp_path / "下发"
    told = run("--today", "2026-06-15", "export", "unit-sheets", "--plan", 1, "--library", filled, out,
               "--period", "2026Q2", "--json", "-").json  # fmt: skip
    return [Path(each["file"]) for each in told["files"]]


def fill(path: Path, texts: list[str], column: str = "本期进展情况") -> int:
    """Write texts below a head, one a task; return how many were written."""
    book = openpyxl.load_workbook(path)
    sheet = book["填报表"]
    heads = {"".join(str(cell.value).split()): cell for row in sheet.iter_rows() for cell in row if cell.value}
    rows = [cell.row for cell in sheet["A"] if cell.row > heads["任务码"].row and "-" in str(cell.value or "")]
    for row, text in zip(rows, texts, strict=False):
        cell = sheet.cell(row, heads[column].column)
        cell.value = text
        cell.data_type = "s"
    book.save(path)
    return min(len(rows), len(texts))


def dump(run: Run, library: Path) -> str:
    return run("dump", "--library", library).out


def test_books_come_back_in_the_promised_shape(run: Run, filled: Path, sent: list[Path]) -> None:
    count = fill(sent[0], ["已完成部署"])
    told = run("collect", sent[0], "--library", filled, "--dry-run", "--json", "-").json
    assert list(told) == ["outcome", "files", "not_returned", "merged", "waiting"]
    (file,) = told["files"]
    assert {"file", "outcome", "unit", "unit_by", "zero", "rows", "unplaced", "absent"} <= set(file)
    row = file["rows"][0]
    assert list(row) == ["sheet", "row", "task", "seq", "by", "sure", "fields", "remark"]
    assert list(row["fields"]) == FIELDS
    assert row["fields"]["progress"] == {"sent": "", "stored": "", "returned": "已完成部署", "take": True}
    assert (row["by"], row["sure"], told["merged"], told["waiting"]) == ("code", True, count, 0)
    assert len(told["not_returned"]) == len(sent) - 1


def test_a_dry_run_stores_nothing_and_a_second_run_changes_nothing(run: Run, filled: Path, sent: list[Path]) -> None:
    fill(sent[0], ["已部署"])
    before = dump(run, filled)
    assert run("collect", sent[0], "--library", filled, "--dry-run").code == 0
    assert dump(run, filled) == before
    assert run("collect", sent[0], "--library", filled, "--json", "-").json["merged"] == 1
    after = dump(run, filled)
    assert after != before
    assert run("collect", sent[0], "--library", filled, "--json", "-").json["merged"] == 0
    assert dump(run, filled) == after


def test_an_archive_with_old_names_and_a_mail_are_opened(
    run: Run, filled: Path, sent: list[Path], tmp_path: Path
) -> None:
    for path in sent[:2]:
        fill(path, ["已部署"])
    archive, mail = tmp_path / "交回.zip", tmp_path / "交回.eml"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(sent[0], sent[0].name)
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "王芳 <wang@yunzhou.example>", "a@b.example", "填报表"
    letter["Message-ID"] = "<1@yunzhou.example>"
    letter.set_content("请查收")
    letter.add_attachment(sent[1].read_bytes(), maintype="application", subtype="vnd.ms-excel", filename=sent[1].name)
    mail.write_bytes(letter.as_bytes())
    told = run("collect", archive, mail, "--library", filled, "--json", "-").json
    assert [file["file"] for file in told["files"]] == [f"交回.zip/{sent[0].name}", f"交回.eml/{sent[1].name}"]
    assert told["merged"] == 2


def test_hostile_cells_come_through_as_text(run: Run, filled: Path, sent: list[Path], tmp_path: Path) -> None:
    largest = max(sent, key=lambda path: path.stat().st_size)
    assert fill(largest, list(HOSTILE)) == len(HOSTILE)
    told = run("collect", largest, "--library", filled, "--json", "-").json
    returned = [row["fields"]["progress"]["returned"] for row in told["files"][0]["rows"]][:6]
    assert (returned, told["merged"]) == ([*HOSTILE[:4], "_x000D_", "报告txt.exe零宽"], len(HOSTILE))
    dumped = dump(run, filled)
    assert all(json.dumps(text, ensure_ascii=False)[1:-1] in dumped for text in returned)
    assert not set("\u202e\u200b") & set(dumped)


def test_a_returned_book_is_no_plan(run: Run, filled: Path, sent: list[Path]) -> None:
    for command in (("parse", sent[0]), ("import", sent[0], "--library", filled)):
        answer = run(*command)
        assert answer.code == 3
        assert "回收汇总" in answer.err


def test_free_prose_is_kept_and_counts_as_received(run: Run, filled: Path, sent: list[Path], tmp_path: Path) -> None:
    unit = run("list", "returns", "--plan", 1, "--library", filled, "--json", "-").json[0]["unit"]
    prose = tmp_path / f"{unit}.txt"
    prose.write_text("今年以来，我单位认真落实政务公开各项任务，按季度公开重点领域信息。\n" * 3, encoding="utf-8")
    told = run("collect", prose, "--library", filled, "--json", "-").json
    assert (told["files"][0]["unit"], told["files"][0]["unit_by"], told["merged"]) == (unit, "file", 0)
    assert told["waiting"] == 1
    rows = run("list", "returns", "--plan", 1, "--library", filled, "--json", "-").json
    assert [row["state"] for row in rows if row["unit"] == unit] == ["已收待归"]


def test_a_paper_of_nobody_is_told_with_the_matrix(run: Run, filled: Path, tmp_path: Path) -> None:
    named = ("export", "unit-sheets", "--plan", 1, "--library", filled, tmp_path / "发")
    told = run("--today", "2026-06-15", *named, "--json", "-").json
    path = Path(told["files"][0]["file"])
    book = openpyxl.load_workbook(path)
    line = book["填报表"]["A2"]
    line.value = str(line.value).replace(told["files"][0]["unit"], told["files"][1]["unit"])
    book.save(tmp_path / "填报表.xlsx")
    run("collect", tmp_path / "填报表.xlsx", "--library", filled)
    answer = run("list", "returns", "--plan", 1, "--library", filled, "--json", "-")
    assert "未能判定单位的材料 1 份" in answer.err
    assert {row["state"] for row in answer.json} == {"未报"}


def test_an_archive_that_is_not_opened_is_named(run: Run, filled: Path, tmp_path: Path) -> None:
    rar = tmp_path / "交回.rar"
    rar.write_bytes(b"Rar!\x1a\x07\x00" + bytes(64))
    answer = run("collect", rar, "--library", filled, "--json", "-")
    assert answer.code == 3
    assert answer.json["files"][0]["outcome"] == "unsupported_type"


def test_forms_for_opinions_come_back_in_the_same_shape(run: Run, filled: Path, tmp_path: Path) -> None:
    told = run("--today", "2026-06-15", "export", "unit-sheets", "--plan", 1, "--library", filled, tmp_path / "征求",
               "--opinions", "--unit", "市教育局", "市司法局", "--json", "-").json  # fmt: skip
    path = Path(told["files"][0]["file"])
    book = openpyxl.load_workbook(path)
    (head,) = [cell for row in book.active.iter_rows() for cell in row if cell.value == "修改意见"]
    book.active.cell(head.row + 1, head.column, "建议删去")
    book.save(path)
    answer = run("collect", path, "--library", filled, "--json", "-").json
    (file,) = answer["files"]
    assert (file["outcome"], file["unit"], file["unit_by"]) == ("ok", told["files"][0]["unit"], "code")
    (row,) = file["rows"]
    assert list(row["fields"]) == ["opinion", "agrees", "basis"]
    assert row["fields"]["opinion"] == {"sent": "", "stored": "", "returned": "建议删去", "take": True}
    assert (answer["merged"], answer["waiting"]) == (1, 0)
    assert answer["not_returned"] == [told["files"][1]["unit"]]
    before = dump(run, filled)
    again = run("collect", path, "--library", filled, "--json", "-").json
    assert (again["files"][0]["rows"][0]["fields"]["opinion"]["take"], dump(run, filled)) == (False, before)


def test_a_scan_of_a_sealed_book_is_filed_by_the_code_that_the_book_bears(
    run: Run, filled: Path, sent: list[Path], tmp_path: Path
) -> None:
    picture = openpyxl.load_workbook(sent[0])["填报说明"]._images[0]
    (code,) = codes_of_page([Image.open(io.BytesIO(picture._data()))]).texts
    scan = save([page([code], Look(turn=1, seal=True)), page()], tmp_path / "扫描.pdf")
    told = run("collect", scan, "--library", filled, "--json", "-").json
    (file,) = told["files"]
    unit = file["sealed"][0]["unit"]
    assert (file["outcome"], file["rows"], file["unplaced"]) == ("ok_warn", [], [])
    assert [(each["pages"], each["unit"], each["unit_by"], each["sure"]) for each in file["sealed"]] == [
        ([1], unit, "code", True),
        ([2], unit, "code", False),
    ]
    assert (told["merged"], told["waiting"], unit in sent[0].name) == (0, 1, True)
    rows = run("list", "returns", "--plan", 1, "--library", filled, "--json", "-").json
    assert [row["state"] for row in rows if row["unit"] == unit] == ["已收待归"]
    assert "以前已收" in run("collect", scan, "--library", filled).out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes as files")
def test_a_pipe_among_what_came_is_told_and_the_rest_is_read(run: Run, filled: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.pdf")
    prose = tmp_path / "材料.txt"
    prose.write_text("今年以来，认真落实政务公开各项任务，按季度公开重点领域信息。\n" * 3, encoding="utf-8")
    told = run("collect", tmp_path / "管道.pdf", prose, "--library", filled, "--json", "-").json
    assert [each["outcome"] for each in told["files"]] == ["unreadable", "ok_warn"]
    assert (told["merged"], told["waiting"]) == (0, 1)
