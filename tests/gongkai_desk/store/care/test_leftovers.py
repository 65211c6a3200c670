"""What a killed program left is swept by owner and age, never by name alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from gongkai_desk.store.care import leftovers
from gongkai_desk.store.care.leftovers import sweep
from gongkai_desk.store.library import Library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be asked about")


@pytest.fixture
def dead() -> int:
    """Return the number of a process that has ended."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def _lay(path: Path, *, days: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half")
    then = time.time() - days * 86_400
    os.utime(path, (then, then))
    return path


def test_the_parts_of_a_dead_program_go_when_the_library_is_opened(library: Library, dead: int) -> None:
    folder = library.folder
    library.close()
    left = [
        _lay(folder / "evidence" / "ab" / f".{'ab' * 20}-gk{dead}-abcd1234.pdf"),
        _lay(folder / "backups" / f".000001-x-gk{dead}-abcd1234.db-journal"),
        _lay(folder / f".restore-gk{dead}-abcd1234" / "ledger.db"),
    ]
    Library.open(folder).close()
    assert not any(path.exists() for path in left)


def test_what_a_living_program_writes_stays(library: Library) -> None:
    own = _lay(library.folder / "evidence" / "ab" / f".x-gk{os.getpid()}-abcd1234.pdf", days=9)
    sweep(library.folder)
    assert own.exists()


def test_a_backup_that_another_computer_may_be_writing_stays_a_day(library: Library, dead: int) -> None:
    fresh = _lay(library.folder / "backups" / f".备份-gk{dead}-abcd1234.zip")
    old = _lay(library.folder / "backups" / f".备份-gk{dead}-abcd1235.zip", days=2)
    sweep(library.folder)
    assert (fresh.exists(), old.exists()) == (True, False)


def test_hidden_files_of_others_stay(library: Library) -> None:
    names = [".DS_Store", ".~lock.台账.docx#", ".my-settings.txt", "x-gk1-abcd1234.pdf"]
    others = [_lay(library.folder / "evidence" / name, days=9) for name in names]
    sweep(library.folder)
    assert all(path.exists() for path in others)


def test_copies_in_the_temporary_folder_go_with_their_program(
    library: Library, dead: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = _lay(tmp_path / f"gongkai-ledger-{dead}-abcd1234" / "ledger.db")
    own = _lay(tmp_path / f"gongkai-ledger-{os.getpid()}-abcd1234" / "ledger.db")
    sweep(library.folder)
    assert (left.exists(), own.exists()) == (False, True)


def test_a_copy_that_goes_while_it_is_looked_at_is_no_fault(
    library: Library, dead: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / f"gongkai-ledger-{dead}-abcd1234"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(leftovers, "_names_in", lambda place: [gone.name] if place == str(tmp_path) else [])
    sweep(library.folder)
    assert not gone.exists()
