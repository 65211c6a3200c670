"""``export report|progress-table|bulletin|leader``."""

from __future__ import annotations

import pytest

from gongkai_desk.export.templates import printed_text

NAMES = ("report", "progress-table", "bulletin", "leader")
AT = ("--period", "2026Q4")


@pytest.mark.parametrize("name", NAMES)
def test_each_is_written_and_tells_its_figures(run, filled, tmp_path, name):
    out = tmp_path / "文件.docx"
    done = run("export", name, "--plan", 1, "--library", filled, out, *AT, "--json", "-")
    assert (done.code, done.json["outcome"], done.json["file"], out.is_file()) == (0, "ok", str(out), True)
    assert done.json["title"]
    assert ("lights" if name == "leader" else "figures") in done.json


def test_without_a_period_it_is_the_one_that_is_reported_on(run, filled, tmp_path):
    done = run("export", "report", "--plan", 1, "--library", filled, tmp_path / "报告.docx", "--json", "-")
    assert (done.code, len(done.json["period"]) >= 4) == (0, True)


def test_what_is_told_is_chosen_and_kept(run, filled, tmp_path):
    out = tmp_path / "报告.docx"
    order = ("export", "report", "--plan", 1, "--library", filled, out, *AT, "--json", "-")
    assert run("progress", 1, "--library", filled, "--period", "2026Q4", "--text", "建成公开专区。").code == 0
    told = next(each for each in run(*order).json["offered"] if each["text"] == "建成公开专区。")
    assert "建成公开专区" not in printed_text(out)
    assert run(*order, "--practice", told["report_id"]).code == 0
    assert "建成公开专区" in printed_text(out)
    assert [each["report_id"] for each in run(*order).json["chosen"]] == [told["report_id"]]
    assert run(*order, "--practice").code == 0
    assert "建成公开专区" not in printed_text(out)
    assert run(*order, "--practice", 999_999).code == 4


def test_a_ranking_is_refused_until_it_is_approved(run, filled, tmp_path):
    out = tmp_path / "通报.docx"
    order = ("export", "bulletin", "--plan", 1, "--library", filled, out, *AT)
    refused = run(*order, "--ranking", "--json", "-")
    assert (refused.code, refused.json["outcome"], out.exists()) == (4, "not_allowed", False)
    assert run("approve", "ranking", "--plan", 1, "--by", "王主任", "--library", filled).code == 0
    done = run(*order, "--ranking", "--json", "-")
    assert (done.code, done.json["approval"]["by"]) == (0, "王主任")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("report", "表.xlsx", *AT), 2),
        (("leader", "页.xlsx"), 2),
        (("report", "报告.docx", "--period", "去年"), 4),
        (("report", "报告.docx", "--period", "2030Q1"), 4),
        (("bulletin", "通报.docx", *AT, "--practice", "1"), 2),
        (("bulletin", "通报.docx", *AT, "--template", "没有.docx"), 2),
        (("report", "报告.docx", *AT, "--template", "没有.docx"), 3),
    ],
)
def test_what_cannot_be_is_refused(run, filled, tmp_path, more, code):
    name, out, *rest = more
    done = run("export", name, "--plan", 1, "--library", filled, tmp_path / out, *rest)
    assert done.code == code
    assert "Traceback" not in done.err


def test_an_unknown_plan_is_told(run, filled, tmp_path):
    assert run("export", "leader", "--plan", 99, "--library", filled, tmp_path / "页.docx").code == 4


def test_a_mobile_number_in_what_is_told_is_covered_kept_or_refused(run, filled, tmp_path):
    out = tmp_path / "进展情况表.docx"
    order = ("export", "progress-table", "--plan", 1, "--library", filled, out, *AT)
    assert run("progress", 1, "--library", filled, "--period", "2026Q4", "--text", "请联系13812345678。").code == 0
    kept = run(*order)
    assert (kept.code, "手机号" in kept.err, "13812345678" in printed_text(out)) == (0, True, True)
    assert run(*order, "--personal", "mask").code == 0
    assert "138****5678" in printed_text(out)
    refused = run(*order, "--personal", "refuse", "--json", "-")
    assert (refused.code, refused.json["outcome"]) == (4, "not_allowed")


def test_a_package_tells_what_leaves_with_it(run, filled, tmp_path):
    assert run("progress", 1, "--library", filled, "--period", "2026Q4", "--text", "请联系13812345678。").code == 0
    order = ("export", "archive", "--plan", 1, "--library", filled)
    done = run(*order, tmp_path / "包.zip", "--json", "-")
    assert (done.code, {each["kind"] for each in done.json["personal"]} >= {"phone"}) == (0, True)
    assert run(*order, tmp_path / "二.zip", "--personal", "refuse").code == 4
    assert not (tmp_path / "二.zip").exists()
