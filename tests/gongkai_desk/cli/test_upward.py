"""``export filing``: letter and table, what is missing is said, ``--register`` enters it."""

from __future__ import annotations

import docx
import pytest

from gongkai_desk.export.templates import printed_text

WORDS = ("--to", "市政府办公室", "--signer", "张三", "--issuer", "云山区政府办公室")


def test_a_letter_and_its_table_are_written(run, filled, tmp_path):
    out = tmp_path / "报备.docx"
    done = run("export", "filing", "--plan", 1, "--library", filled, *WORDS, out)
    assert (done.code, done.err) == (0, "")
    assert done.out.split("\n")[:2] == [str(out), str(tmp_path / "报备（附件）.docx")]
    assert "市政府办公室：" in printed_text(out)
    assert docx.Document(str(tmp_path / "报备（附件）.docx")).tables


def test_what_is_not_known_is_left_room_for_and_said(run, filled, tmp_path):
    done = run("export", "filing", "--plan", 1, "--library", filled, tmp_path / "报备.docx")
    assert done.code == 0
    assert "主送机关、签发人没有填写，文中已留出位置。" in done.err


def test_a_registered_filing_lacks_nothing_and_is_kept_read_only(run, filled, tmp_path):
    order = ("export", "filing", "--plan", 1, "--library", filled, "--register")
    assert run(*order, tmp_path / "缺.docx").code == 4
    assert not (tmp_path / "缺.docx").exists()
    assert run(*order, *WORDS, tmp_path / "报备.docx").code == 0
    kept = [path for path in (filled / "filed").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [(tmp_path / "报备（附件）.docx").read_bytes()]


def test_it_is_a_word_paper(run, filled, tmp_path):
    assert run("export", "filing", "--plan", 1, "--library", filled, tmp_path / "报备.pdf").code == 2


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_opinions_come_as_a_paper(run, filled, tmp_path, suffix):
    out = tmp_path / f"意见.{suffix}"
    assert run("export", "opinions", "--plan", 1, "--library", filled, out).code == 0
    assert out.stat().st_size > 1000
    assert run("export", "opinions", "--plan", 99, "--library", filled, out).code == 4
