"""What each process of a reading loads: who asks knows no parser, and the child loads what the file needs."""

import subprocess
import sys

import pytest

CASES = [
    ("who asks", "gongkai_desk.cli.parse", "gongkai_desk.parsing gongkai_desk.words pdfplumber rapidfuzz"),
    ("the child", "gongkai_desk.services.intake.in_child", "gongkai_desk.reading.pdf.reader rapidfuzz cn2an docx"),
]


@pytest.mark.parametrize(("module", "unused"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_text_waits_for_nothing_that_it_does_not_need(module: str, unused: str) -> None:
    code = f"import sys, {module}; print([m for m in {unused.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
