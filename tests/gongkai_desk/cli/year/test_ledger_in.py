"""``import-ledger`` on the command line: what it answers, what it refuses."""

from __future__ import annotations

from tests.old_ledgers import by_month


def test_a_ledger_is_taken_over(run, home, tmp_path):
    path = by_month(tmp_path / "台账.xlsx")
    answer = run("import-ledger", path, "--library", home, "--json", "-", "--today", "2026-07-20")
    told = answer.json
    assert (answer.code, told["outcome"], told["year"], told["tasks"], told["reports"]) == (0, "ok_warn", 2026, 4, 9)
    assert told["states"] == {"序时推进": "in_progress", "办结": "closed", "卡壳": None, "未开展": "not_started"}
    assert {"header": "6月", "field": "by_period"} in told["columns"]
    assert {"header": "联系人", "field": None} in told["columns"]
    assert [(each["kind"], each["tasks"]) for each in told["asked"]] == [("state", ["3"]), ("deadline", ["4"])]
    assert told["kept"] == [{"text": "联系人", "filled": 4}]
    assert "“卡壳”是什么状态：第3项" in answer.err


def test_words_and_columns_are_said(run, home, tmp_path):
    path = by_month(tmp_path / "台账.xlsx")
    said = ("--state", "卡壳=推进中", "--column", "联系人=下一步打算", "--json", "-")
    told = run("import-ledger", path, "--library", home, *said, "--today", "2026-07-20").json
    assert told["states"]["卡壳"] == "in_progress"
    assert {"header": "联系人", "field": "next_steps"} in told["columns"]


def test_an_unknown_state_is_a_usage_error(run, home, tmp_path):
    answer = run("import-ledger", by_month(tmp_path / "台账.xlsx"), "--library", home, "--state", "卡壳=搁着")
    assert answer.code == 2


def test_last_years_ledger_is_last_years(run, home, tmp_path):
    path = by_month(tmp_path / "台账.xlsx")
    told = run("import-ledger", path, "--library", home, "--last-year", "--json", "-", "--today", "2027-02-01").json
    assert told["year"] == 2026


def test_the_same_file_twice_is_refused(run, home, tmp_path):
    path = by_month(tmp_path / "台账.xlsx")
    assert run("import-ledger", path, "--library", home).code == 0
    answer = run("import-ledger", path, "--library", home, "--json", "-")
    assert (answer.code, answer.json["outcome"]) == (3, "duplicate")


def test_what_has_no_table_of_tasks_is_refused(run, home, tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text("关于召开会议的通知\n请准时参加。\n", encoding="utf-8")
    assert run("import-ledger", path, "--library", home, "--json", "-").code == 3
