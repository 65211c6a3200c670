"""``annual``, ``export annual|annual-compare|annual-sheets`` and ``collect`` of what comes back."""

from __future__ import annotations

import openpyxl
import pytest

from gongkai_desk.export.templates import printed_text

YEAR = ("--year", "2026")


def test_figures_are_entered_shown_and_printed(run, filled, tmp_path):
    order = ("annual", "enter", *YEAR, "--library", filled)
    told = (
        "--figure",
        "2.normative.made=6",
        "--figure",
        "3.new.person=１2件",
        "--fee",
        "0",
        "--text",
        "platform=改版网站。",
    )
    assert run(*order, *told).code == 0
    own = run("annual", "show", *YEAR, "--library", filled, "--json", "-").json["units"][0]
    assert (own["unit_id"], own["fee"], own["figures"]["2.normative.made"]) == (None, "0", "6")
    out = tmp_path / "年报.docx"
    done = run("export", "annual", *YEAR, "--library", filled, out, "--json", "-")
    assert (done.code, done.json["figures"]["3.new.person"], "监督保障" in done.json["to_fill"]) == (0, "12", True)
    assert "改版网站。" in printed_text(out)
    assert "信息处理费0元" in printed_text(out)
    assert run(*order, "--figure", "2.normative.made=-").code == 0
    own = run("annual", "show", *YEAR, "--library", filled, "--json", "-").json["units"][0]
    assert "2.normative.made" not in own["figures"]


def test_a_check_that_fails_is_said_and_the_paper_is_made(run, filled, tmp_path):
    cells = ("3.new.person=5", "3.carried_in.person=0", "3.total.person=3", "3.carried_out.person=1")
    figures = [word for cell in cells for word in ("--figure", cell)]
    assert run("annual", "enter", *YEAR, "--library", filled, *figures).code == 0
    done = run("export", "annual", *YEAR, "--library", filled, tmp_path / "年报.docx")
    assert (done.code, "5≠4" in done.err) == (0, True)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("enter",), 2),
        (("enter", "--figure", "9.new.person=1"), 2),
        (("enter", "--figure", "3.new.person=很多"), 2),
        (("enter", "--text", "没有=字"), 2),
        (("enter", "--unit", "没有这家", "--fee", "1"), 4),
        (("settle", "99"), 4),
    ],
)
def test_what_cannot_be_entered_is_refused(run, filled, more, code):
    done = run("annual", *more, *YEAR, "--library", filled)
    assert (done.code, "Traceback" in done.err) == (code, False)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("annual", "年报.xlsx", *YEAR), 2),
        (("annual", "年报.docx", "--year", "2999"), 4),
        (("annual-compare", "表.docx", *YEAR, "--template", "x.docx"), 2),
        (("annual-sheets", "表.xlsx", *YEAR), 2),
        (("annual-compare", "表.xlsx", *YEAR), 0),
        (("annual", "年报.docx", *YEAR, "--scope", "all"), 0),
    ],
)
def test_papers_that_cannot_be_are_refused(run, filled, tmp_path, more, code):
    name, out, *rest = more
    assert run("export", name, "--library", filled, tmp_path / out, *rest).code == code


def test_sheets_go_out_and_wait_when_they_come_back_empty(run, filled, tmp_path):
    order = ("export", "annual-sheets", *YEAR, "--library", filled)
    dry = run(*order, tmp_path / "表", "--dry-run", "--json", "-").json
    assert (len(dry["files"]) > 3, dry["files"][0]["file"], (tmp_path / "表").exists()) == (True, None, False)
    made = run(*order, "--unit", dry["files"][0]["unit"], "--json", "-", tmp_path / "表").json
    (one,) = made["files"]
    openpyxl.load_workbook(one["file"])
    back = run("collect", one["file"], "--library", filled, "--json", "-").json
    (file,) = back["files"]
    assert (file["unit"], file["outcome"], file["year"], back["waiting"]) == (one["unit"], "ok_warn", 2026, 1)
    (waits,) = run("annual", "settle", *YEAR, "--library", filled, "--json", "-").json["waiting"]
    taken = run("annual", "settle", *YEAR, waits["file"], "--open-is-zero", "--library", filled)
    assert taken.code == 0
    told = run("annual", "show", *YEAR, "--library", filled, "--json", "-").json["units"]
    body = next(each for each in told if each["unit"] == one["unit"])
    assert (body["returned"], body["failing"], body["figures"]["3.new.sum"]) == (True, [], "0")


@pytest.mark.parametrize("year", ["0", "-5", "1", "99999", "二〇二六"])
@pytest.mark.parametrize("order", [("annual", "show"), ("export", "annual", "年报.docx")])
def test_a_year_that_is_none_is_refused(run, filled, order, year):
    done = run(*order, f"--year={year}", "--library", filled)
    assert (done.code, "四位数" in done.err) == (2, True)
