"""The clerk's path on the command line: make a library, import, report, list, export, check."""

import json
import os
from datetime import date

import openpyxl
import pytest
from docx import Document

from gongkai_desk.cli import batch
from gongkai_desk.domain.ids import By
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import UNIT, set_setting


def test_import_prints_nothing_but_the_id(run, home, sample):
    assert run("import", sample, "--library", home).out == "1\n"


def test_import_says_which_units_it_proposed(run, home, sample):
    told = run("import", sample, "--library", home).err
    units = run("list", "units", "--library", home, "--json", "-").json
    proposed = [unit["name"] for unit in units if unit["proposed"]]
    assert told.startswith(f"提示：单位字典中新增待确认单位 {len(proposed)} 个：")
    assert proposed[0] in told


def test_import_tells_what_it_stored_as_json(run, home, sample):
    told = run("import", sample, "--library", home, "--json", "-").json
    assert (told["outcome"], told["plan"], told["tasks"]) == ("ok", 1, 41)


def test_parse_prints_the_plan_and_its_parts(run, sample):
    told = run("parse", sample, "--json", "-").json
    assert told["title"] == "云州市2026年政务公开工作要点任务分解表"
    assert [(part["kind"], part["tasks"]) for part in told["parts"]] == [("narrative", 14), ("table", 41)]
    assert told["part"] == 2


def test_text_is_added_where_asked_for(run, sample):
    told = run("parse", sample, "--text", "--json", "-").json
    place = told["tasks"][0]["source"][0]
    assert "text" not in run("parse", sample, "--json", "-").json
    assert told["text"][place["start"] : place["end"]].startswith("1")


def test_tasks_are_listed_by_unit_and_words(run, filled):
    of_unit = run("list", "tasks", "--unit", "市档案馆", "--library", filled, "--json", "-").json
    found = run("list", "tasks", "--search", "绿道", "--library", filled, "--json", "-").json
    assert [task["seq"] for task in of_unit] == ["18"]
    assert [task["seq"] for task in found] == ["5"]


def test_a_report_sets_the_status(run, filled):
    answer = run("progress", 5, "--text", "已建成绿道60公里", "--library", filled)
    listed = run("list", "tasks", "--status", "推进中", "--library", filled, "--json", "-").json
    assert answer.out.startswith("ok ")
    assert [task["seq"] for task in listed] == ["5"]


def test_batch_answers_each_line_and_goes_on_after_a_bad_one(run, filled, tmp_path):
    lines = [
        {"ref": "a", "act": "progress", "text": "一"},
        {"ref": "b", "act": "dance"},
        {"ref": "c", "act": "progress", "text": "二"},
    ]
    path = tmp_path / "ops.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    answer = run("batch", path, "--library", filled)
    answers = [json.loads(line) for line in answer.out.splitlines()]
    assert [each.get("ack") for each in answers] == ["a", None, "c"]
    assert answer.code == 3


def test_dump_is_stable_and_check_is_clean(run, filled):
    assert run("dump", "--library", filled).out == run("dump", "--library", filled).out
    assert run("check", "--library", filled).code == 0


def test_a_backup_restores_to_the_same_content(run, filled, tmp_path):
    before = run("dump", "--library", filled).out
    assert run("backup", tmp_path / "b.zip", "--library", filled).code == 0
    run("progress", 1, "--text", "新的", "--library", filled)
    assert run("restore", tmp_path / "b.zip", "--library", filled).code == 0
    assert run("dump", "--library", filled).out == before


@pytest.mark.parametrize("paper", ["breakdown", "ledger"])
def test_papers_open_again(run, filled, tmp_path, paper):
    for kind in ("docx", "xlsx"):
        assert run("export", paper, "--plan", 1, "--library", filled, tmp_path / f"a.{kind}").code == 0
    assert len(Document(str(tmp_path / "a.docx")).tables[0].rows) >= 42
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.max_row >= 42


def exported_lines(run, home, out, *words):
    """Return what stands over the table of a ledger that was asked for by these words."""
    assert run("export", "ledger", out, "--plan", 1, "--library", home, *words).code == 0
    return [paragraph.text for paragraph in Document(str(out)).paragraphs]


def test_a_ledger_is_filled_in_by_the_office_itself(run, filled, tmp_path):
    with Library.open(filled, who="李明") as library, library.step("本单位", By("李明", date(2026, 1, 1))) as step:
        set_setting(step, UNIT, "云州市青石区人民政府办公室")
    assert "填报单位（盖章）：云州市青石区人民政府办公室" in exported_lines(run, filled, tmp_path / "a.docx")[1]


def test_a_ledger_of_a_period_says_so_in_its_title(run, filled, tmp_path):
    title = exported_lines(run, filled, tmp_path / "a.docx", "--period", "2026q3")[0].replace("\n", "")
    assert title.endswith("台账（2026年三季度）")


def test_how_a_breakdown_is_set_can_be_chosen(run, filled, tmp_path):
    out = tmp_path / "a.docx"
    words = (
        "--annex",
        "附件2",
        "--draft",
        "--note",
        "排在首位的牵头",
        "--first-page",
        16,
        "--internal",
        "--style",
        "item",
    )
    words += ("--fonts", "system", "--paper", "A3", "--text-size", "小四")
    assert run("export", "breakdown", out, "--plan", 1, "--library", filled, *words).code == 0
    document = Document(str(out))
    above = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert above[:2] == ["内部资料　注意保存", "附件2"]
    assert {"（征求意见稿）", "排在首位的牵头"} <= set(above)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (420, 297)
    cell = document.tables[0].rows[2].cells[1].paragraphs[0].runs[0]
    assert cell.font.size.pt == 12
    assert 'w:start="16"' in section._sectPr.xml
    assert document.tables[0].rows[0].cells[0].text == "事项名称"


def test_a_breakdown_may_have_no_annex_mark(run, filled, tmp_path):
    assert run("export", "breakdown", tmp_path / "a.docx", "--plan", 1, "--library", filled, "--annex=").code == 0
    assert "任务分解表" in Document(str(tmp_path / "a.docx")).paragraphs[0].text


def test_a_paper_does_not_begin_before_its_first_page(run, filled, tmp_path):
    answer = run("export", "breakdown", tmp_path / "a.docx", "--plan", 1, "--library", filled, "--first-page", 0)
    assert answer.code == 2


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [("2023-08-07", "+20", "2023-09-04"), ("2026-09-16", "+20", "2026-10-20"), ("2026-02-10", "+7", "2026-02-26")],
)
def test_working_days_are_counted(run, start, count, end):
    assert run("workdays", start, count).out.splitlines()[0] == end


def test_units_are_listed_with_their_class_in_chinese(run, filled):
    assert "政府部门" in run("list", "units", "--library", filled).out
    listed = run("list", "units", "--library", filled, "--json", "-").json
    assert "department" in {unit["class"] for unit in listed}


def test_a_batch_goes_on_after_a_line_that_shows_a_fault_of_ours(run, filled, tmp_path, monkeypatch):
    def fault(library, session, act):
        raise ZeroDivisionError

    monkeypatch.setitem(batch.DOERS, "settle", ("确认时限", fault))
    lines = tmp_path / "o.jsonl"
    lines.write_text(
        '{"ref": "a", "act": "settle", "how": "done"}\n'
        '{"ref": "b", "act": "progress", "text": "二", "unit": ["市财政局", "市教育局"]}\n'
        '{"ref": "c", "act": "progress", "text": "三"}\n',
        encoding="utf-8",
    )
    answer = run("batch", lines, "--library", filled)
    told = [json.loads(line) for line in answer.out.splitlines()]
    assert [each.get("error", "ack") for each in told] == ["bug", "unsupported_type", "ack"]
    assert (answer.code, "错误[bug]" in answer.err) == (3, True)


def test_an_empty_proof_is_only_kept_when_it_is_meant(run, filled, tmp_path):
    (tmp_path / "空.txt").touch()
    refused = run("attach", 1, tmp_path / "空.txt", "--library", filled)
    assert (refused.code, "--empty" in refused.err) == (3, True)
    assert run("progress", 1, "--text", "x", "--evidence", tmp_path / "空.txt", "--library", filled).code == 3
    assert run("attach", 1, tmp_path / "空.txt", "--empty", "--library", filled).code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes as files")
def test_a_pipe_or_a_device_is_no_proof(run, filled, tmp_path):
    os.mkfifo(tmp_path / "管道.pdf")
    for odd in (tmp_path / "管道.pdf", "/dev/zero", tmp_path):
        assert run("attach", 1, odd, "--library", filled).code == 3
        assert run("parse", odd).code == 3
    assert run("check", "--library", filled).out == "台账库完好。\n"


def test_json_is_not_written_over_the_ledger(run, filled, sample):
    for words in (("parse", sample), ("import", sample, "--again", "--library", filled)):
        answer = run(*words, "--json", filled / "ledger.db")
        assert (answer.code, "台账库文件夹里面" in answer.err) == (4, True)
    assert run("check", "--library", filled).out == "台账库完好。\n"


@pytest.mark.parametrize("place", [4096, 8192, -4096], ids=["second page", "third page", "last page"])
def test_any_command_on_a_damaged_ledger_says_so(run, filled, place):
    ledger = filled / "ledger.db"
    data = bytearray(ledger.read_bytes())
    start = place % len(data)
    data[start : start + 4096] = bytes(4096)
    ledger.write_bytes(data)
    for words in (("check",), ("dump",), ("dump", "--history"), ("list", "tasks")):
        answer = run(*words, "--library", filled)
        assert "错误[bug]" not in answer.err
        assert answer.code in (0, 4)
    assert run("check", "--library", filled).code == 4


@pytest.mark.parametrize(("more", "last"), [((), "时间节点"), (("--column", "other"), "其他栏目")])
def test_a_breakdown_has_other_columns_where_asked_for(run, filled, tmp_path, more, last):
    out = tmp_path / "分解表.docx"
    assert run("export", "breakdown", out, "--plan", 1, *more, "--library", filled).code == 0
    assert Document(str(out)).tables[0].rows[0].cells[-1].text.replace("\n", "") == last
