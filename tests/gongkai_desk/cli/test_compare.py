"""``compare`` on the command line: files, body against annex, plans of a library, refusals."""

import pytest

from gongkai_desk.paths import resource

BODY = """云州市2026年政务公开工作要点
一、深化公开
1.公开规划信息。开设规划专栏，集中展示总体规划。巩固集中公开成果。（牵头单位：市发展改革委、财政局；责任单位：各区县（市）政府；完成时限：2026年6月底，长期坚持）
2.公开就业信息。发布就业见习岗位，编印就业政策服务手册。（牵头单位：市人力资源社会保障局；责任单位：各区县（市）政府；完成时限：2026年9月底）
3.公开医疗信息。公布医院门诊安排和收费项目。（牵头单位：市卫生健康委；责任单位：各区县（市）政府；完成时限：长期坚持）
"""
OTHER = BODY.replace("、财政局", "").replace("2026年9月底", "2026年10月底")


@pytest.fixture
def plans(tmp_path):
    paths = tmp_path / "原稿.txt", tmp_path / "修订稿.txt"
    for path, text in zip(paths, (BODY, OTHER), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_json_tells_each_difference_with_both_readings_and_places(run, plans):
    unit, deadline = run("compare", *plans, "--json", "-").json
    assert (unit["kind"], unit["material"], unit["field"]) == ("unit_missing", True, "lead")
    assert unit["a"] == ["市发展改革委", "市财政局"]
    assert unit["b"] == ["市发展改革委"]
    assert deadline["item"] == {"a": "一/2", "b": "一/2"}
    assert (deadline["a"], deadline["b"]) == ("2026年9月底", "2026年10月底")
    start, end = deadline["source"]["a"][0]["start"], deadline["source"]["b"][0]["end"]
    assert start < end


def test_json_goes_into_a_file(run, plans, tmp_path):
    assert run("compare", *plans, "--json", tmp_path / "out.json").out == ""
    assert (tmp_path / "out.json").read_text(encoding="utf-8").startswith("[")


def test_a_clerk_reads_sentences_and_a_count(run, plans):
    lines = run("compare", *plans).out.splitlines()
    assert lines[0] == "【实质】“一/1”：牵头单位后者少市财政局"
    assert lines[-1] == "共 2 处不同，其中实质性 2 处"


def test_equal_files_are_told_so(run, plans):
    assert run("compare", plans[0], plans[0]).out == "没有不同\n"
    assert run("compare", plans[0], plans[0], "--json", "-").json == []


@pytest.mark.parametrize("name", ["yunzhou-2026.docx", "yunzhou-2026.pdf"])
def test_the_sample_plan_is_one_in_every_format(run, sample, name):
    assert run("compare", sample, resource("samples", name), "--json", "-").json == []


def test_one_file_is_its_body_against_its_annex(run, sample):
    found = run("compare", sample, "--json", "-").json
    assert {"一/(一)/1", "四/14"} <= {each["item"]["a"] for each in found}


def test_parse_doubts_what_compare_finds(run, sample):
    found = run("compare", sample, "--json", "-").json
    warnings = run("parse", sample, "--part", "table", "--json", "-").json["warnings"]
    doubted = [(each["field"], each["rank"]) for each in warnings if each["kind"] == "body_and_annex"]
    wanted = [each for each in found if each["material"] or each["kind"] == "unit_order"]
    assert doubted == [(each["field"], "grave") for each in wanted]
    assert doubted


def test_a_body_without_annex_is_refused(run, plans):
    answer = run("compare", plans[0], "--json", "-")
    assert (answer.code, answer.json["outcome"]) == (3, "no_part")
    assert answer.err.startswith("错误[no_part]")


def test_a_refused_file_is_named(run, plans, tmp_path):
    (tmp_path / "空.txt").write_bytes(b"")
    answer = run("compare", plans[0], tmp_path / "空.txt", "--json", "-")
    assert (answer.code, answer.json["outcome"]) == (3, "empty_file")
    assert "空.txt" in answer.json["file"]


def test_print_differences_are_told_where_asked_for(run, plans, tmp_path):
    (tmp_path / "全角.txt").write_text(BODY.replace("2026", "２０２６").replace("，", ","), encoding="utf-8")
    assert run("compare", plans[0], tmp_path / "全角.txt", "--json", "-").json == []
    raw = run("compare", plans[0], tmp_path / "全角.txt", "--raw", "--json", "-").json
    assert {each["kind"] for each in raw} == {"print_width", "print_marks"}
    assert not any(each["material"] for each in raw)


def test_two_plans_of_a_library(run, home, plans):
    for path in plans:
        assert run("import", path, "--library", home).code == 0
    found = run("compare", 1, 2, "--library", home, "--json", "-").json
    assert [each["kind"] for each in found] == ["unit_missing", "deadline_changed"]


def test_one_plan_of_a_library_reads_its_kept_file_again(run, filled):
    found = run("compare", 1, "--library", filled, "--json", "-").json
    assert {"一/(一)/1", "四/14"} <= {each["item"]["a"] for each in found}


@pytest.mark.parametrize("plan", ["9", "草稿"])
def test_an_unknown_plan_is_refused(run, filled, plan):
    answer = run("compare", plan, 1, "--library", filled, "--json", "-")
    assert (answer.code, answer.json["outcome"]) == (4, "unknown_id")


def test_a_table_cut_in_two_is_the_same_table(run, tmp_path):
    rows = [f"{n}\t公开{name}信息\t公布{name}目录和收费标准\t市{unit}局\t9月底前" for n, name, unit in ROWS]
    whole, cut = tmp_path / "一张表.txt", tmp_path / "两张表.txt"
    head, title = "序号\t任务名称\t任务内容\t责任单位\t时间节点", "云州市2026年政务公开工作要点任务分解表"
    whole.write_text("\n".join([title, head, *rows]), encoding="utf-8")
    cut.write_text("\n".join([title, head, *rows[:2], "", head, *rows[2:]]), encoding="utf-8")
    assert run("compare", whole, cut, "--json", "-").json == []


ROWS = (("1", "供水", "水务"), ("2", "医疗", "医疗保障"), ("3", "教育", "教育"), ("4", "养老", "民政"))
