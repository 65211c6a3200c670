"""Wrong input: one clear Chinese sentence, the right exit code, nothing changed."""

import os
import sqlite3

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def refused(answer, kind, code):
    assert answer.err.startswith(f"错误[{kind}]: ")
    assert answer.err.count("\n") == 1
    assert answer.code == code
    assert "Traceback" not in answer.err + answer.out


def test_a_missing_file_is_unreadable(run, tmp_path):
    refused(run("parse", tmp_path / "没有.pdf"), "unreadable", 3)


def test_an_empty_file_is_named(run, tmp_path):
    path = tmp_path / "空.docx"
    path.write_bytes(b"")
    answer = run("parse", path)
    refused(answer, "empty_file", 3)
    assert "《空.docx》" in answer.err


def test_a_picture_named_pdf_is_a_mismatch(run, tmp_path):
    path = tmp_path / "图.pdf"
    path.write_bytes(PNG)
    refused(run("parse", path), "type_mismatch", 3)


def test_a_letter_without_tasks_is_refused_with_the_reason(run, tmp_path):
    path = tmp_path / "便笺.txt"
    path.write_text("今天下午三点开会，请准时参加。", encoding="utf-8")
    refused(run("parse", path), "no_tasks", 3)


def test_a_refusal_is_an_object_where_json_was_asked_for(run, tmp_path):
    path = tmp_path / "空.pdf"
    path.write_bytes(b"")
    answer = run("parse", path, "--json", "-")
    assert answer.json["outcome"] == "empty_file"
    assert answer.json["file"] == str(path)


def test_one_bad_file_does_not_keep_the_others_from_being_read(run, sample, tmp_path):
    bad = tmp_path / "空.txt"
    bad.write_bytes(b"")
    answer = run("parse", bad, sample, "--json", "-")
    assert answer.code == 3
    assert [document["outcome"] for document in answer.json["files"]] == ["empty_file", "ok"]


def test_a_part_that_is_not_there_is_refused(run, sample):
    refused(run("parse", sample, "--part", "9"), "no_part", 3)


def test_wrong_usage_ends_with_2(run):
    answer = run("list", "everything", "--library", "x")
    assert answer.code == 2
    assert answer.err.startswith("错误[usage]")


def test_a_library_that_is_not_there_is_not_found(run, tmp_path):
    refused(run("list", "plans", "--library", tmp_path / "没有.gkdesk"), "not_found", 4)


def test_a_folder_without_a_ledger_is_no_library(run, tmp_path):
    refused(run("list", "plans", "--library", tmp_path), "not_a_ledger", 4)


def test_another_database_is_no_library(run, tmp_path):
    folder = tmp_path / "别的.gkdesk"
    folder.mkdir()
    with sqlite3.connect(folder / "ledger.db") as database:
        database.execute("CREATE TABLE t (x)")
    database.close()
    refused(run("list", "plans", "--library", folder), "not_a_ledger", 4)


def test_a_newer_library_is_left_untouched(run, filled):
    path = filled / "ledger.db"
    content = bytearray(path.read_bytes())
    content[60:64] = (999).to_bytes(4, "big")
    path.write_bytes(content)
    refused(run("progress", 1, "--text", "x", "--library", filled), "newer_ledger", 4)
    assert path.read_bytes() == content


def test_a_library_in_use_says_by_whom(run, home, sample):
    from gongkai_desk.store.library import Library

    with Library.open(home, who="张三"):
        answer = run("import", sample, "--library", home)
    refused(answer, "busy_ledger", 4)
    assert "张三" in answer.err


def test_a_clerk_without_a_name_is_somebody_else(run, home, sample):
    from gongkai_desk.store.library import Library

    with Library.open(home):
        assert "正由 其他人 在" in run("import", sample, "--library", home).err


def test_a_ledger_that_is_not_what_its_version_says_is_damaged(run, filled):
    path = filled / "ledger.db"
    content = bytearray(path.read_bytes())
    content[60:64] = bytes(4)
    path.write_bytes(content)
    refused(run("list", "plans", "--library", filled), "older_ledger", 4)
    refused(run("progress", 1, "--text", "x", "--library", filled), "damaged_ledger", 4)
    assert path.read_bytes() == content


def test_a_reader_works_beside_a_writer(run, filled):
    from gongkai_desk.store.library import Library

    with Library.open(filled, who="张三"):
        assert run("list", "plans", "--library", filled).code == 0


def test_an_unknown_task_is_refused(run, filled):
    refused(run("progress", 99999, "--text", "x", "--library", filled), "unknown_id", 4)


def test_the_same_file_twice_is_a_duplicate(run, filled, sample):
    refused(run("import", sample, "--library", filled), "duplicate", 3)
    assert run("import", sample, "--again", "--library", filled).code == 0


@pytest.mark.parametrize("paper", ["breakdown", "ledger"])
def test_a_target_in_a_missing_folder_is_refused(run, filled, tmp_path, paper):
    refused(run("export", paper, "--plan", 1, "--library", filled, tmp_path / "无" / "a.docx"), "no_permission", 5)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_target_that_may_not_be_written_is_refused(run, filled, tmp_path):
    folder = tmp_path / "只读"
    folder.mkdir(mode=0o500)
    refused(run("export", "ledger", "--plan", 1, "--library", filled, folder / "a.docx"), "no_permission", 5)


def test_an_import_that_could_not_be_told_is_not_done(run, home, sample, tmp_path):
    for target in (tmp_path / "无" / "a.json", tmp_path):
        refused(run("import", sample, "--library", home, "--json", target), "no_permission", 5)
    assert run("list", "plans", "--library", home, "--json", "-").json == []


def test_a_failed_import_changes_nothing(run, filled, tmp_path):
    before = run("dump", "--library", filled).out
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK\x03\x04" + b"\0" * 40)
    assert run("import", bad, "--library", filled).code == 3
    assert run("dump", "--library", filled).out == before


def test_no_window_at_hand_is_said(run):
    refused(run(), "no_window", 5)
