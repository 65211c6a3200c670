"""``export unit-sheets`` and ``list returns``."""

import openpyxl

WHEN = ("--today", "2026-06-15")


ASKED = (("附件1 征求意见稿", ".docx"), ("发送清单", ".xlsx"))


def out(run, filled, folder, *words):
    return run("export", "unit-sheets", "--plan", 1, "--library", filled, folder, *WHEN, *words)


def test_a_batch_goes_out_with_a_book_for_each_unit(run, filled, tmp_path):
    answer = out(run, filled, tmp_path / "下发", "--period", "2026Q2", "--closing", "2026-06-25", "--json", "-")
    assert answer.code == 0
    assert "没有明确责任单位的任务" in answer.err
    told = answer.json
    assert (told["outcome"], told["batch"], told["dispatch"]) == ("ok", "2026Q2-01", 1)
    for each in told["files"]:
        sheet = openpyxl.load_workbook(each["file"])["填报表"]
        assert sheet["A2"].value == f"填报单位：{each['unit']}"
        assert each["tasks"] > 0


def test_a_trial_numbers_and_writes_nothing(run, filled, tmp_path):
    before = run("dump", "--library", filled).out
    answer = out(run, filled, tmp_path / "下发", "--dry-run", "--json", "-")
    assert (answer.json["dispatch"], answer.json["batch"]) == (None, None)
    assert answer.json["files"]
    assert not (tmp_path / "下发").exists()
    assert run("dump", "--library", filled).out == before


def test_a_file_where_the_folder_should_be_is_said(run, filled, tmp_path):
    (tmp_path / "下发").write_text("")
    answer = out(run, filled, tmp_path / "下发")
    assert (answer.code, answer.err.count("\n")) == (5, 1)
    assert run("list", "returns", "--plan", 1, "--library", filled, "--json", "-").json == []


def test_only_the_units_that_are_named(run, filled, tmp_path):
    every = [each["unit"] for each in out(run, filled, tmp_path, "--dry-run", "--json", "-").json["files"]]
    named = ("--unit", every[2], "--unit", every[0])
    answer = out(run, filled, tmp_path / "下发", *named, "--json", "-")
    assert [each["unit"] for each in answer.json["files"]] == [every[0], every[2]]


def test_the_matrix_tells_unit_and_period(run, filled, tmp_path):
    out(run, filled, tmp_path / "下发", "--unit", "市教育局")
    (row,) = run("list", "returns", "--plan", 1, "--library", filled, "--json", "-").json
    assert (row["unit"], row["period"], row["state"], row["returned"]) == ("市教育局", "2026Q2", "未报", None)


def test_wrong_words_give_one_sentence(run, filled, tmp_path):
    for words, code, said in (
        (("--period", "二季度"), 2, "--period 应写成"),
        (("--unit", "没有这个局"), 4, "没有这个局"),
        (("--closing", "2026-06-01"), 4, "报送截止日期不能早于今天"),
        (("--period", "2031Q1", "--closing", "2020-01-01"), 4, "报送截止日期"),
    ):
        answer = out(run, filled, tmp_path / "下发", *words)
        assert (answer.code, answer.out) == (code, "")
        assert said in answer.err
        assert answer.err.count("\n") == 1
    assert not (tmp_path / "下发").exists()


def test_forms_for_opinions_go_out_as_a_round_with_a_code_on_each(run, filled, tmp_path):
    named = ("--opinions", "--unit", "市教育局", "市司法局", "--closing", "2026-06-25")
    before = run("dump", "--library", filled).out
    tried = out(run, filled, tmp_path / "征求", *named, "--dry-run", "--json", "-").json
    assert (tried["dispatch"], {each["unit"] for each in tried["files"]}) == (None, {"市教育局", "市司法局"})
    assert (run("dump", "--library", filled).out, (tmp_path / "征求").exists()) == (before, False)
    told = out(run, filled, tmp_path / "征求", *named, "--json", "-").json
    assert (told["outcome"], told["dispatch"], told["batch"], told["notice"]) == (
        "ok",
        1,
        "征求2026-01",
        str(tmp_path / "征求" / "征求意见函（征求2026-01）.docx"),
    )
    written = sorted(str(each) for each in (tmp_path / "征求").iterdir())
    others = [str(tmp_path / "征求" / f"{name}（征求2026-01）{end}") for name, end in ASKED]
    assert written == sorted([*(each["file"] for each in told["files"]), told["notice"], *others])
    sheet = openpyxl.load_workbook(told["files"][0]["file"]).active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("批号：征求2026-01" in text for text in texts)
    assert any(f"反馈单位（盖章）：{told['files'][0]['unit']}" in text for text in texts)
    assert texts.count("√") == told["files"][0]["tasks"]


def test_a_draft_for_opinions_is_mailed_only_through_a_confirmed_channel(run, filled, tmp_path):
    answer = out(run, filled, tmp_path / "征求", "--opinions", "--mail")
    assert (answer.code, (tmp_path / "征求").exists()) == (4, False)
    assert "请先确认报送渠道" in answer.err


def test_who_has_not_answered_is_reminded_with_the_same_codes(run, filled, tmp_path):
    named = "--unit", "市教育局", "市司法局"
    confirmed = "--opinions", "--mail", "--confirm-channel", "--json", "-"
    sent = out(run, filled, tmp_path / "征求", *named, "--closing", "2026-06-25", *confirmed)
    assert "没有登记邮箱、未做邮件草稿" in sent.err
    assert "请于2026年6月25日前填好意见反馈表" in words(tmp_path / "征求")
    before = run("dump", "--library", filled).out
    told = out(run, filled, tmp_path / "催复", "--remind", *confirmed).json
    assert (told["dispatch"], told["batch"], told["notice"]) == (None, "征求2026-01", None)
    assert [each["unit"] for each in told["files"]] == [each["unit"] for each in sent.json["files"]]
    assert "反馈截止日为2026年6月25日，目前尚未收到贵单位反馈" in words(tmp_path / "催复")
    for mine, first in zip(told["files"], sent.json["files"], strict=True):
        assert texts_of(mine["file"]) == texts_of(first["file"])
    assert run("dump", "--library", filled).out == before


def words(folder):
    return next(folder.glob("可复制的*")).read_text("utf-8-sig")


def texts_of(path):
    return [cell.value for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]


def test_the_folder_may_stand_behind_the_units(run, filled, tmp_path):
    """``--unit`` takes all words that follow: the folder is told from a unit by how it is written."""
    named = ("export", "unit-sheets", "--plan", 1, "--unit", "市教育局", "市司法局", tmp_path / "新" / "下发")
    told = run(*named, "--library", filled, *WHEN, "--json", "-").json
    assert {each["unit"] for each in told["files"]} == {"市教育局", "市司法局"}
    assert (tmp_path / "新" / "下发").is_dir()
    packet = "packet", "make", "--plan", 1, "--library", filled, "--unit", "市教育局", tmp_path / "给.gkpack"
    assert run(*packet).code == 0


def test_a_folder_that_reads_like_a_unit_is_asked_for(run, filled):
    answer = run("export", "unit-sheets", "--plan", 1, "--unit", "市教育局", "下发", "--library", filled, *WHEN)
    assert (answer.code, answer.out) == (2, "")
    assert "请把 OUT 写在 --unit 之前" in answer.err
    assert answer.err.count("\n") == 1


def test_several_units_stand_behind_one_flag_or_several(run, filled, tmp_path):
    every = [each["unit"] for each in out(run, filled, tmp_path, "--dry-run", "--json", "-").json["files"]]
    named = ("--unit", every[0], every[2], "--unit", every[1], "--dry-run")
    found = out(run, filled, tmp_path / "下发", *named, "--json", "-").json["files"]
    assert [each["unit"] for each in found] == every[:3]
