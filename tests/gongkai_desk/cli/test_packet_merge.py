"""``packet``: tasks out to a colleague and back, as two persons would type it."""

from __future__ import annotations

from pathlib import Path

from tests.gongkai_desk.cli.conftest import Run


def test_tasks_go_out_and_come_back(run: Run, filled: Path, tmp_path: Path) -> None:
    away, out, back = tmp_path / "同事.gkdesk", tmp_path / "发出.gkpack", tmp_path / "交回.gkpack"
    made = run("packet", "make", "--plan", 1, "--library", filled, out, "--peer", "王芳", "--json", "-").json
    assert made["outcome"] == "ok"
    assert made["tasks"] > 0
    run("packet", "open", out, "--library", away)
    run("progress", 1, "--library", away, "--text", "已印发通知。")
    run("packet", "make", "--library", away, back)
    dry = run("packet", "merge", back, "--library", filled, "--dry-run", "--json", "-").json
    before = run("dump", "--library", filled).out
    done = run("packet", "merge", back, "--library", filled, "--json", "-").json
    assert done == dry
    assert (done["outcome"], done["peer"], done["conflicts"], done["rows"]["report"]) == ("ok", "王芳", [], 1)
    after = run("dump", "--library", filled).out
    assert "已印发通知。" in after
    assert "已印发通知。" not in before
    assert run("packet", "merge", back, "--library", filled).out == "没有新的内容，台账没有变化\n"
    assert run("dump", "--library", filled).out == after


def test_another_library_refuses_in_one_sentence(run: Run, filled: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "发出.gkpack", tmp_path / "别的.gkdesk"
    run("packet", "make", "--plan", 1, "--library", filled, out)
    run("init", other, "--name", "别的")
    done = run("packet", "merge", out, "--library", other)
    assert done.code == 4
    assert done.err.count("\n") == 1
    assert "不是从这个台账库发出的" in done.err


def test_what_is_no_packet_is_refused(run: Run, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "假.gkpack").write_bytes(b"PK\x03\x04" + b"x" * 90)
    assert "bad_packet" in run("packet", "merge", tmp_path / "假.gkpack", "--library", filled).err
