"""``export evidence``, and the choices of ``export ledger``."""

import openpyxl


def test_a_packet_is_a_new_folder(run, filled, tmp_path):
    proof = tmp_path / "清单.txt"
    proof.write_text("一", encoding="utf-8")
    assert run("attach", 5, proof, "--effective", "2026-09-01", "--library", filled).code == 0
    for period, names in (("2026Q3", ["5-1 清单.txt", "佐证材料清单.docx"]), ("2026Q1", ["佐证材料清单.docx"])):
        folder = tmp_path / period
        assert run("export", "evidence", "--plan", 1, "--period", period, "--library", filled, folder).code == 0
        assert sorted(path.name for path in folder.iterdir()) == names


def test_a_word_that_is_no_period_is_wrong_usage(run, filled, tmp_path):
    words = ("--plan", 1, "--period", "三季度", "--library", filled, tmp_path / "包")
    assert run("export", "evidence", *words).code == 2


def test_a_full_folder_is_refused(run, filled, tmp_path):
    assert run("export", "evidence", "--plan", 1, "--library", filled, tmp_path).code == 4


def test_a_ledger_has_the_columns_and_rows_that_were_chosen(run, filled, tmp_path):
    words = ("--column", "light", "--column", "closed", "--per-unit", "--period", "2026Q3", "--library", filled)
    assert run("export", "ledger", "--plan", 1, *words, tmp_path / "台账.xlsx").code == 0
    head = [cell.value.replace("\n", "") for cell in openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0][3]]
    assert head[-3:] == ["灯", "销号日期", "备注"]
