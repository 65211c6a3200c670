"""``export chase`` and its lists."""

import docx


def test_slips_are_written_and_numbered(run, filled, tmp_path):
    out = tmp_path / "催办单.docx"
    answer = run("export", "chase", "--plan", 1, "--library", filled, out, "--today", "2027-01-20")
    assert (answer.code, answer.out) == (0, f"{out}\n")
    said = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert "政务公开工作催办单" in said
    assert any("催办〔2027〕1号" in text for text in said)


def test_one_unit_gets_its_own_file_in_a_folder(run, filled, tmp_path):
    words = ("--unit", "市教育局", "--kind", "coloured", "--today", "2027-01-20")
    assert run("export", "chase", "--plan", 1, *words, "--library", filled, tmp_path / "单").code == 0
    assert [path.name for path in (tmp_path / "单").iterdir()] == ["红督〔2027〕1号市教育局.docx"]


def test_a_sample_uses_no_number(run, filled, tmp_path):
    words = ("--no-number", "--library", filled, "--today", "2027-01-20")
    before = run("dump", "--library", filled).out
    assert run("export", "chase", "--plan", 1, *words, tmp_path / "样.docx").code == 0
    assert run("dump", "--library", filled).out == before


def test_list_and_register_are_written(run, filled, tmp_path):
    for paper in ("chase-list", "chase-register"):
        out = tmp_path / f"{paper}.docx"
        assert run("export", paper, "--plan", 1, "--library", filled, out, "--today", "2027-01-20").code == 0
        assert len(docx.Document(str(out)).tables) == 1


def test_nothing_to_chase_is_told_and_writes_nothing(run, filled, tmp_path):
    answer = run("export", "chase", "--plan", 1, "--library", filled, tmp_path / "单.docx")
    assert (answer.code, answer.out) == (4, "")
    assert "没有需要催办的事项" in answer.err
    assert list(tmp_path.glob("单*")) == []


def test_a_workbook_is_wrong_usage(run, filled, tmp_path):
    assert run("export", "chase", "--plan", 1, "--library", filled, tmp_path / "单.xlsx").code == 2
