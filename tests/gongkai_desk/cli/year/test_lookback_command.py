"""``lookback`` and its papers on the command line."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from gongkai_desk.export.templates import printed_text
from gongkai_desk.paths import resource
from tests.gongkai_desk.cli.conftest import Run


@pytest.fixture
def begun(run: Run, filled: Path) -> Path:
    """The sample plan of 2026, looked back at."""
    assert run("lookback", "start", "--plan", 1, "--library", filled).out == "ok 1\n"
    return filled


def test_a_look_back_is_begun_shown_and_judged(run, begun):
    shown = run("lookback", "show", "--plan", 1, "--library", begun, "--json", "-").json
    first = shown["items"][0]
    assert shown["figures"]["unconfirmed"]["count"] == shown["figures"]["items"]["count"] > 0
    assert (first["result"], first["confirmed"]) == ("not_done", False)
    said = run("lookback", "judge", first["id"], "--result", "done", "--opinion", "同意核销", "--library", begun)
    assert said.code == 0
    figures = run("lookback", "show", "--plan", 1, "--library", begun, "--json", "-").json["figures"]
    assert figures["done"] == {"count": 1, "ids": [first["id"]]}


def test_the_papers_are_written_with_their_figures(run, begun, tmp_path):
    ids = [item["id"] for item in run("lookback", "show", "--plan", 1, "--library", begun, "--json", "-").json["items"]]
    run("lookback", "judge", *ids[:3], "--confirm", "--library", begun)
    assert run("lookback", "rectify", *ids[:2], "--due", "2026-12-20", "--library", begun).code == 0
    table = run("export", "lookback", tmp_path / "核查.xlsx", "--plan", 1, "--library", begun, "--json", "-")
    assert table.json["figures"]["rectifications"]["count"] == 2
    ledger = run("export", "rectification", tmp_path / "整改.docx", "--plan", 1, "--library", begun, "--json", "-")
    assert ledger.json["figures"]["running"]["count"] == 2
    assert {path.name for path in tmp_path.glob("*.*x")} == {"核查.xlsx", "整改.docx"}


def test_the_report_goes_by_the_offices_own_template(run, begun, tmp_path):
    out = tmp_path / "报告.docx"
    assert run("export", "lookback-report", out, "--plan", 1, "--library", begun).out == f"{out}\n"
    assert "二、未完成事项" in printed_text(out)
    shipped = resource("templates", "lookback-report.docx")
    run("export", "lookback-report", out, "--plan", 1, "--library", begun, "--template", shipped)
    assert printed_text(out).lstrip().startswith("关于2026年政务公开工作要点\n落实情况“回头看”的报告")
    own = tmp_path / "自己的.docx"
    document = docx.Document()
    document.add_paragraph("核查{{核查数}}项，{{谁}}")
    document.save(own)
    said = run("export", "lookback-report", out, "--plan", 1, "--library", begun, "--template", own)
    assert "“{{谁}}”没有可填的内容" in said.err
    assert printed_text(out).startswith("核查25项")
    assert run("export", "lookback", out, "--plan", 1, "--library", begun, "--template", own).code == 0
    assert printed_text(out).startswith("核查25项")
    (begun / "templates").mkdir()
    own.rename(begun / "templates" / "lookback-report.docx")
    run("export", "lookback-report", out, "--plan", 1, "--library", begun)
    assert printed_text(out).startswith("核查25项")


def test_a_period_picks_the_year_and_the_entries(run, begun, tmp_path):
    out = tmp_path / "a.xlsx"
    assert run("export", "lookback", out, "--plan", 1, "--library", begun, "--period", "2026").code == 0
    assert run("export", "lookback", out, "--plan", 1, "--library", begun, "--period", "2025").code == 4
    run("lookback", "rectify", 1, 2, "--library", begun)
    for period, count in (("2026Q4", 2), ("2026Q3", 0)):
        found = run("export", "rectification", out, "--plan", 1, "--library", begun, "--period", period, "--json", "-")
        assert len(found.json["entries"]) == count


def test_last_years_library_is_looked_back_at(run, begun, tmp_path):
    mine = tmp_path / "今年.gkdesk"
    run("init", mine, "--name", "今年")
    started = run("lookback", "start", "--from", begun, "--library", mine, "--json", "-").json
    assert (started["year"], started["from"]) == (2026, "台账库“样例”")
    assert {item["task"] for item in started["items"]} == {None}


def test_what_is_not_there_is_refused(run, begun, tmp_path):
    missing = run("export", "lookback", tmp_path / "a.docx", "--plan", 7, "--library", begun)
    assert (missing.code, "要点" in missing.err) == (4, True)
    assert run("lookback", "start", "--library", begun).code == 2
    assert run("lookback", "start", "--year", 2020, "--library", begun).code == 4
    carried = run("lookback", "carry", 1, "--plan", 1, "--library", begun)
    assert (carried.code, "另一份要点" in carried.err) == (4, True)
    unknown = run("lookback", "judge", 99, "--confirm", "--library", begun)
    assert (unknown.code, "回头看的事项" in unknown.err) == (4, True)


def test_the_day_and_the_clerk_may_stand_behind_the_act(run, filled):
    done = run("lookback", "start", "--plan", 1, "--library", filled, "--today", "2026-12-20", "--by", "张三")
    assert (done.code, done.err) == (0, "")
