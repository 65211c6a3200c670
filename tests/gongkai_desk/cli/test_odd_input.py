"""What a hurried or unlucky person types and pipes: told in Chinese, with the right exit code, never a bug."""

import io
import json
import os
import sys
from types import SimpleNamespace

import pytest

from gongkai_desk.cli import main as command_line
from gongkai_desk.cli.main import write_json


@pytest.fixture
def pipe(monkeypatch):
    def piped(data):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    return piped


def batch(run, pipe, home, *lines):
    pipe(b"\r\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    answer = run("batch", "-", "--library", home)
    return answer, [json.loads(line) for line in answer.out.splitlines()]


def an_act(**values):
    return {"ref": "r", "act": "progress", "text": "已办", **values}


BAD_LINES = {
    "no json": b"abc",
    "no object": b"5",
    "another act": an_act(act="dance"),
    "nested without end": b"[" * 100_000,
    "number without end": b'{"act": "progress", "text": "x", "task": ' + b"9" * 5000 + b"}",
    "another encoding": '{"act": "progress", "text": "汉字"}'.encode("gbk"),
    "half a character": b'{"act": "progress", "text": "\\ud800"}',
    "no text": an_act(text=None),
    "blank text": an_act(text="  "),
    "task in words": an_act(task="abc"),
    "task as a fraction": an_act(task=1.5),
    "task as truth": an_act(task=True),
    "task beyond all ids": an_act(task=10**30),
    "day far off": an_act(date="9999-12-31"),
    "day as a number": an_act(date=5),
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_is_answered_and_the_next_one_done(run, pipe, filled, line):
    answer, answers = batch(run, pipe, filled, line, an_act())
    assert [set(each) for each in answers] == [{"ref", "error", "message"}, {"ack"}]
    assert (answer.code, answer.err) == (3, "")


def test_text_keeps_its_characters_whatever_the_console(run, pipe, filled):
    batch(run, pipe, filled, '{"act": "progress", "text": "一\U00020bb7㐂→二"}'.encode())
    assert "一\U00020bb7㐂→二" in run("dump", "--library", filled).out


def test_rare_line_ends_become_line_ends(run, pipe, filled):
    batch(run, pipe, filled, '{"act": "progress", "text": "一\u2028二\u0085三"}'.encode())
    assert r"一\n二\n三" in run("dump", "--library", filled).out


def test_a_batch_without_tasks_says_what_to_do(run, pipe, home):
    _, answers = batch(run, pipe, home, an_act())
    assert answers[0]["message"].endswith("还没有任务，请先导入要点。")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_pasted_text_is_read_in_the_console_s_encoding(run, pipe, sample, encoding):
    pipe(sample.read_text(encoding="utf-8").encode(encoding))
    told = run("parse", "-", "--json", "-").json
    assert (told["file"], len(told["tasks"])) == ("-", 41)


def test_no_input_at_all_is_empty(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    answer = run("parse", "-")
    assert (answer.code, answer.err) == (3, "错误[empty_file]: 《粘贴的文字》是空文件，请确认收到的文件是否完整。\n")


def test_the_file_is_named_as_given(run, sample, filled):
    assert run("parse", sample, "--json", "-").json["file"] == str(sample)
    assert run("import", sample, "--library", filled, "--json", "-").json["file"] == str(sample)


@pytest.mark.parametrize(
    "words",
    [
        ("list", "tasks", "--plan", "99999999999999999999"),
        ("list", "tasks", "--plan", "77"),
        ("list", "tasks", "--unit", "99999999999999999999"),
        ("progress", "99999999999999999999", "--text", "x"),
        ("progress", "1", "--text", "x", "--unit", "99999999999999999999"),
        ("export", "ledger", "--plan", "99999999999999999999", "x.docx"),
    ],
    ids=" ".join,
)
def test_an_id_that_nothing_has_is_unknown(run, filled, words):
    answer = run(*words, "--library", filled)
    assert (answer.code, answer.err[:15]) == (4, "错误[unknown_id]:")


@pytest.mark.parametrize(
    "words",
    [
        ("export", "ledger", "--plan", "1", "x.odt"),
        ("export", "ledger", "--plan", "1", "x"),
        ("export", "ledger", "--plan", "1", "--format", "xlsx", "x.docx"),
        ("progress", "1", "--text", " "),
        ("list", "tasks", "--status", "乱写"),
        ("list", "tasks", "--plan", "abc"),
        ("list", "tasks", "--search", "\udcba"),
    ],
    ids=["another format", "no suffix", "other suffix", "blank text", "no status", "no number", "half a character"],
)
def test_wrong_usage_is_told_in_chinese(run, filled, words):
    answer = run(*words, "--library", filled)
    told = answer.err.partition("（")[2].partition("），请用")[0]
    assert answer.code == 2
    assert not any(english in told for english in ("argument", "invalid", "State."))


def test_a_format_that_is_not_written_names_those_that_are(run, filled):
    answer = run("export", "breakdown", "--plan", 1, "a.odt", "--library", filled)
    assert all(suffix in answer.err for suffix in (".docx", ".xlsx"))


@pytest.mark.parametrize("words", [("workdays", "9999-12-30", "+5"), ("workdays", "0001-01-01", "+5")], ids=" ".join)
def test_a_day_beyond_all_calendars_is_wrong_usage(run, words):
    assert run(*words).code == 2


def test_a_clerk_may_be_called_like_a_command(run, filled):
    assert run("--by", "list", "check", "--library", filled).code == 0


def test_help_speaks_chinese(run):
    told = run("parse", "--help").out
    assert "用法：" in told
    assert "show this" not in told


@pytest.mark.skipif(sys.platform != "linux", reason="names there are Unicode")
def test_a_file_named_in_another_encoding_is_imported(run, home, sample, tmp_path):
    path = tmp_path / os.fsdecode("要点.txt".encode("gbk"))
    path.write_bytes(sample.read_bytes())
    assert run("import", path, "--library", home).out == "1\n"
    assert '"name":"要点.txt"' in run("dump", "--library", home).out


def test_a_folder_is_called_a_folder(run, tmp_path):
    assert "是文件夹" in run("parse", tmp_path).err


def test_types_and_limits_have_chinese_names(run, tmp_path):
    path = tmp_path / "图.pdf"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    assert "实际是图片" in run("parse", path).err


def test_a_name_too_long_for_the_disk_is_refused(run, filled, tmp_path):
    answer = run("export", "ledger", "--plan", 1, "--library", filled, tmp_path / f"{'长' * 200}.docx")
    assert (answer.code, answer.err[:20]) == (5, "错误[no_permission]: 没")


@pytest.mark.skipif(sys.platform == "win32", reason="no devices as files")
def test_a_device_is_written_to_and_not_replaced(tmp_path):
    link = tmp_path / "null"
    link.symlink_to("/dev/null")
    write_json(str(link), {})
    assert link.is_symlink()
    assert not os.path.isfile("/dev/null")


def test_a_bug_is_told_even_where_no_log_can_be_written(run, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("GONGKAI_DESK_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(command_line, "command_of", lambda *_: 1 / 0)
    answer = run("check")
    assert answer.code == 1
    assert answer.err.startswith("错误[bug]: ")
    assert "Traceback" not in answer.err
