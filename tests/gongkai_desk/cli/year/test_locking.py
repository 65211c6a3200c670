"""``lock``, ``unlock`` and ``export correction``."""

from __future__ import annotations

import pytest

from gongkai_desk.export.templates import printed_text

SIGNED = ("--to", "省政府办公厅", "--signer", "张三", "--issuer", "云州市政府办公室")


@pytest.fixture
def locked(run, filled, tmp_path):
    assert run("lock", "2026Q4", "--library", filled, "--reason", "已报送").code == 0
    return filled


def test_a_lock_tells_its_figures(run, filled):
    done = run("lock", "2026Q4", "--plan", 1, "--library", filled, "--json", "-")
    (lock,) = done.json["locks"]
    assert (done.code, done.json["outcome"], lock["plan"], lock["period"]) == (0, "ok", 1, "2026Q4")
    assert lock["figures"]["tasks"] > 0
    assert lock["figures"].keys() >= {"closed", "shares", "owed", "on_time", "late", "missing", "zero"}


def test_it_is_locked_once_and_unlocked_with_a_reason(run, locked):
    assert run("lock", "2026Q4", "--plan", 1, "--library", locked).code == 4
    assert run("unlock", "2026Q4", "--library", locked).code == 2
    assert run("unlock", "2026Q4", "--reason", " ", "--library", locked).code == 4
    done = run("unlock", "2026Q4", "--reason", "数据有误", "--library", locked, "--json", "-")
    assert (done.code, done.json["locks"][0]["unlock_reason"]) == (0, "数据有误")
    assert run("unlock", "2026Q4", "--reason", "数据有误", "--library", locked).code == 4


@pytest.mark.parametrize(("period", "code"), [("2026Q5", 4), ("去年", 4), ("2027Q1", 4), ("1999", 4), ("", 4)])
def test_what_is_no_period_to_lock_is_refused(run, filled, period, code):
    done = run("lock", period, "--library", filled)
    assert (done.code, done.err.startswith("错误[not_allowed]: 现在还不能这样办：")) == (code, True)


def test_a_correction_tells_what_came_late(run, locked, tmp_path):
    out = tmp_path / "更正.docx"
    order = ("export", "correction", "--plan", 1, "--period", "2026Q4", "--library", locked, out)
    assert run(*order).code == 4
    assert run("progress", 1, "--library", locked, "--period", "2026Q4", "--text", "补报：已公布。").code == 0
    assert run(*order, "--register").code == 4
    assert not out.exists()
    done = run(*order, *SIGNED, "--register")
    assert (done.code, done.out.strip(), done.err) == (0, str(out), "")
    assert "按时报送家次" in printed_text(out)
    again = run(*order)
    assert (again.code, "没有迟报的进展等着处理" in again.err) == (4, True)


def test_a_correction_is_a_word_paper_of_a_locked_period(run, locked, tmp_path):
    order = ("export", "correction", "--plan", 1, "--library", locked)
    assert run(*order, "--period", "2026Q4", tmp_path / "更正.pdf").code == 2
    assert run(*order, "--period", "2026Q2", tmp_path / "更正.docx").code == 4
    assert run(*order, "--period", "二季度", tmp_path / "更正.docx").code == 4


def test_locks_and_late_returns_are_listed(run, locked):
    done = run("progress", 1, "--library", locked, "--period", "2026Q4", "--text", "补报：已公布。")
    assert "未计入11月22日报告" in done.err
    (lock,) = run("list", "locks", "--library", locked, "--json", "-").json
    (late,) = run("list", "late", "--library", locked, "--json", "-").json
    assert (lock["period"], lock["reason"], lock["unlocked"]) == ("2026Q4", "已报送", None)
    assert (late["id"], late["period"], late["counted"]) == (int(done.out.split()[1]), "2026Q4", "等着处理")
    assert "等着处理" in run("list", "late", "--library", locked).out
    assert run("list", "late", "--plan", 99, "--library", locked, "--json", "-").json == []


def test_a_late_return_counts_in_the_next_period(run, locked):
    number = int(run("progress", 1, "--library", locked, "--period", "2026Q4", "--text", "补报。").out.split()[1])
    done = run("late", "next", number, "--library", locked, "--json", "-")
    assert (done.code, [each["counted"] for each in done.json["late"]]) == (0, ["计入2027年一季度"])
    again = run("late", "next", number, "--library", locked)
    assert (again.code, "已经处理过" in again.err) == (4, True)
    assert run("late", "next", 9999, "--library", locked).code == 4
    assert run("late", "next", "--library", locked).code == 2


def test_a_lock_tells_with_what_it_went_up(run, filled):
    done = run("lock", "2026Q4", "--library", filled, "--register", "四季度进展情况表", "--json", "-")
    assert done.json["locks"][0]["submission"]["title"] == "四季度进展情况表"
    sent = done.json["locks"][0]["submission"]["id"]
    assert run("lock", "2026", "--library", filled, "--submission", sent + 1).code == 4
    assert run("lock", "2026", "--library", filled, "--register", " ").code == 4
    assert run("lock", "2026", "--library", filled, "--submission", sent).code == 0
    assert run("list", "locks", "--library", filled, "--json", "-").json[1]["submission"]["id"] == sent
