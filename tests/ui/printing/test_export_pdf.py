"""``export … --format pdf`` through the lazy screen."""

import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtWidgets import QApplication

from gongkai_desk.cli.main import Screen, main
from gongkai_desk.errors import NoWindow
from gongkai_desk.paths import resource
from ui import screen


def no_screen() -> Screen:
    raise NoWindow(reason="测试")


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    folder = tmp_path / "样例.gkdesk"
    assert main(["init", str(folder), "--name", "样例"], no_screen) == 0
    assert main(["import", str(resource("samples", "yunzhou-2026.txt")), "--library", str(folder)], no_screen) == 0
    return folder


def export(paper: str, library: Path, out: Path, *more: str) -> list[str]:
    return ["--today", "2026-11-22", "export", paper, "--plan", "1", "--library", str(library), str(out), *more]


@pytest.mark.parametrize(("paper", "word"), [("breakdown", "任务分解表"), ("ledger", "工作台账")])
def test_papers_come_as_pdf(qapp: QApplication, filled: Path, tmp_path: Path, paper: str, word: str) -> None:
    assert main(export(paper, filled, tmp_path / "表.pdf"), lambda: screen) == 0  # type: ignore[arg-type,return-value]
    with pdfplumber.open(tmp_path / "表.pdf") as pdf:
        assert word in (pdf.pages[0].extract_text() or "")
        rows = [row for page in pdf.pages for table in page.find_tables() for row in table.extract()]
    assert len({row[0] for row in rows if row[0] and row[0].isdigit()}) == 41


def test_without_qt_a_pdf_is_refused(filled: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(export("ledger", filled, tmp_path / "a", "--format", "pdf"), no_screen) == 5
    assert "错误[no_window]" in capfd.readouterr().err
    assert not (tmp_path / "a").exists()


def test_without_a_screen_a_process_of_its_own_writes_it(filled: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gongkai_desk", *export("breakdown", filled, tmp_path / "b.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "b.pdf")), done.stderr
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")
