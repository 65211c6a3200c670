"""A disk without room: one sentence, nothing half written. Runs where a disk may be mounted."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOM = "3600k"  # a new library takes 1 MB, an import keeps a copy of it before; the rest is filled up


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "小盘"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def full(run, small_disk, sample):
    """Return a library on a disk that has no byte left."""
    home = small_disk / "样例.gkdesk"
    assert run("init", home, "--name", "云州区台账").code == 0
    assert run("import", sample, "--library", home).code == 0
    with open(small_disk / "占满", "wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            pass
    return home


@pytest.mark.parametrize(
    "words",
    [
        ("progress", "1", "--text", "已办"),
        ("export", "ledger", "--plan", "1", "台账.docx"),
        ("export", "ledger", "--plan", "1", "台账.xlsx"),
        ("backup", "备份.zip"),
    ],
    ids=" ".join,
)
@pytest.mark.filterwarnings("error")
def test_a_full_disk_is_told_and_changes_nothing(run, full, words):
    before = run("dump", "--library", full).out
    words = [str(full.parent / word) if word.endswith(("docx", "xlsx", "zip")) else word for word in words]
    answer = run(*words, "--library", full)
    assert (answer.code, answer.err[:14]) == (5, "错误[disk_full]:")
    assert answer.err.count("\n") == 1
    assert run("dump", "--library", full).out == before
    assert not [path for path in full.parent.iterdir() if path.name.startswith(".")]


def test_an_import_names_the_library_that_is_full(run, full):
    other = full.parent.parent / "另一份.txt"
    other.write_text("一、工作\n1.做好公开。（责任单位：市司法局）\n" * 400, encoding="utf-8")
    answer = run("import", other, "--library", full)
    assert answer.code == 5
    assert "《样例.gkdesk》" in answer.err
