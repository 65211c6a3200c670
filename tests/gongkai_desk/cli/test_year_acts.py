"""The year's acts on the command line: transitions, evidence, lights, batches, notices of days off."""

import json

import pytest


@pytest.fixture
def proof(tmp_path):
    path = tmp_path / "清单.txt"
    path.write_text("重大项目公开事项清单", encoding="utf-8")
    return path


def listed(run, library, *words):
    return run("list", "tasks", *words, "--library", library, "--json", "-").json


def test_no_close_without_evidence(run, filled, proof):
    refused = run("transition", 5, "close", "--library", filled)
    assert (refused.code, refused.out) == (4, "")
    assert refused.err.startswith("错误[not_allowed]: ")
    assert "佐证材料" in refused.err
    assert run("progress", 5, "--text", "已完成", "--evidence", proof, "--library", filled).out.startswith("ok ")
    assert run("transition", 5, "apply", "--library", filled).out.startswith("ok ")
    assert run("transition", 5, "--unit", "市园林绿化局", "close", "--library", filled).out.startswith("ok ")
    assert [task["seq"] for task in listed(run, filled, "--status", "closed")] == ["5"]


def test_an_override_closes_and_its_reason_is_kept(run, filled):
    assert run("transition", 5, "销号", "--override", "年底集中办结", "--library", filled).code == 0
    assert "年底集中办结" in run("dump", "--library", filled).out


def test_an_act_needs_its_reason(run, filled):
    answer = run("transition", 5, "not-applicable", "--library", filled)
    assert answer.code == 4
    assert "理由" in answer.err
    assert run("transition", 5, "not-applicable", "--reason", "无此职能", "--library", filled).code == 0


def test_an_unknown_act_is_wrong_usage(run, filled):
    assert run("transition", 5, "dance", "--library", filled).code == 2


def test_all_units_are_one_step(run, filled):
    assert run("transition", 4, "suspend", "--all-units", "--reason", "机构改革", "--library", filled).code == 0
    (task,) = [task for task in listed(run, filled) if task["seq"] == "4"]
    assert [unit["status"] for unit in task["light_units"]] == ["suspended", "suspended"]
    assert task["light_text"] == "不亮"


def test_tasks_are_listed_by_light(run, filled):
    lit = listed(run, filled)
    for word, colour in (("黄", "yellow"), ("绿", "green"), ("红", "red")):
        wanted = [task["seq"] for task in lit if task["light"] == colour]
        assert [task["seq"] for task in listed(run, filled, "--light", word)] == wanted
    assert {task["light"] for task in lit} <= {"yellow", "green", "off"}  # no red on the first day


def test_a_light_turns_red_when_its_day_is_past(run, filled):
    assert run("list", "tasks", "--light", "红", "--library", filled).out.endswith("共 0 项\n")
    later = run("list", "tasks", "--light", "红", "--library", filled, "--today", "2027-01-04")
    assert "逾期" in later.out
    red = listed(run, filled, "--light", "red", "--today", "2027-01-04")[0]["light_units"][0]
    assert any(sentence.startswith("2026年") for sentence in red["why"])


@pytest.mark.parametrize("given", ["https://www.yunzhou.gov.cn/a.html", "file"])
def test_evidence_is_attached(run, filled, proof, given):
    answer = run("attach", 5, proof if given == "file" else given, "--unit", "市园林绿化局", "--library", filled)
    assert answer.out.startswith("ok ")
    assert run("transition", 5, "close", "--library", filled).code == 0


def test_a_link_that_is_no_web_address_is_refused(run, filled):
    assert run("attach", 5, "ftp://x/a", "--library", filled).code == 4


def test_a_report_with_missing_evidence_stores_nothing(run, filled, tmp_path):
    before = run("dump", "--library", filled).out
    answer = run("progress", 5, "--text", "一", "--evidence", tmp_path / "没有.pdf", "--library", filled)
    assert (answer.code, answer.out) == (3, "")
    assert run("dump", "--library", filled).out == before


def test_a_batch_reports_counts_and_moves(run, filled, tmp_path):
    lines = [
        {"ref": 1, "act": "progress", "task": 3, "text": "已做2个", "evidence": "https://a.gov.cn/1"},
        {"ref": 2, "act": "quota", "task": 3, "amount": 2},
        {"ref": 3, "act": "transition", "task": 3, "action": "close"},
        {"ref": 4, "act": "quota", "task": 3, "amount": 4},
        {"ref": 5, "act": "close", "task": 3},
        {"ref": 6, "act": "extend", "task": 4, "unit": "*", "until": "2026-12-25", "reason": "系统改造"},
        {"ref": 7, "act": "transition", "task": 3, "action": "dance"},
    ]
    path = tmp_path / "ops.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    answer = run("batch", path, "--library", filled)
    answers = [json.loads(line) for line in answer.out.splitlines()]
    assert [each.get("ack") for each in answers] == [1, 2, None, 4, 5, 6, None]
    assert "数量指标" in answers[2]["message"]
    assert answer.code == 3


def test_a_past_deadline_is_settled_in_a_batch(run, filled, tmp_path):
    path = tmp_path / "ops.jsonl"
    lines = [{"act": "settle", "task": 33, "how": "done", "finished": "2026-01-30"}, {"act": "settle", "how": "x"}]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    before = {task["seq"]: task["light"] for task in listed(run, filled)}
    answers = [json.loads(line) for line in run("batch", path, "--library", filled).out.splitlines()]
    after = {task["seq"]: task["light"] for task in listed(run, filled)}
    assert (before["33"], after["33"]) == ("yellow", "green")
    assert [sorted(each) for each in answers] == [["ack"], ["error", "message", "ref"]]


def test_another_deadline_is_typed_in_a_batch(run, filled, tmp_path):
    path = tmp_path / "ops.jsonl"
    other = {"act": "settle", "task": 33, "how": "other"}
    lines = [
        other | {"deadline": "10月底前"},
        other,
        {"act": "settle", "task": 33, "how": "kept", "deadline": "年底前"},
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    answers = [json.loads(line) for line in run("batch", path, "--library", filled).out.splitlines()]
    assert [each.get("ack") for each in answers] == [1, None, None]
    task = next(task for task in listed(run, filled) if task["seq"] == "33")
    assert (task["deadline"], task["deadline_date"]) == ("10月底前", "2026-10-31")


def test_a_notice_of_days_off_counts_from_then_on(run, filled, tmp_path):
    notice = tmp_path / "通知.txt"
    notice.write_text(
        "国务院办公厅关于2027年部分节假日安排的通知\n一、元旦：1月1日至3日放假调休，共3天。1月4日（星期一）上班。\n"
        "二、春节：2月5日至11日放假调休，共7天。2月13日（星期六）上班。",
        encoding="utf-8",
    )
    before = run("workdays", "2027-02-04", "+1", "--library", filled).out
    assert run("holidays", "import", notice, "--library", filled).out.startswith("ok ")
    after = run("workdays", "2027-02-04", "+1", "--library", filled).out
    assert (before.splitlines()[0], after.splitlines()[0]) == ("2027-02-05", "2027-02-12")


def test_a_file_that_is_no_notice_is_refused(run, filled, sample, tmp_path):
    path = tmp_path / "便笺.txt"
    path.write_text("今天下午三点开会。", encoding="utf-8")
    answer = run("holidays", "import", path, "--library", filled)
    assert answer.err.startswith("错误[no_days]: ")
    assert answer.code == 3
