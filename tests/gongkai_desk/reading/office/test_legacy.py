"""Old Word files that the library gives up on, through an office program."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from gongkai_desk.errors import Damaged, LegacyFormat, Limit
from gongkai_desk.progress import Cancelled
from gongkai_desk.reading import child
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.office import legacy
from gongkai_desk.reading.read import read_document
from tests.office_builder import compound, p, write_docx

needs_office = pytest.mark.skipif(legacy.find_soffice() is None, reason="LibreOffice is not installed here")


def test_without_an_office_program_the_clerk_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(legacy, "converter", lambda: None)
    with pytest.raises(LegacyFormat) as caught:
        read_document(compound(tmp_path / "要点.wps", "WordDocument"))
    assert caught.value.data == {"file": "要点.wps", "type": "wps"}


@needs_office
def test_what_is_no_word_file_inside_is_damaged(tmp_path):
    with pytest.raises((Damaged, Limit)) as caught:
        child.run(read_document, compound(tmp_path / "坏.doc", "WordDocument"))
    assert caught.value.data["file"] == "坏.doc"


def _children() -> set[int]:
    return {part.pid for part in psutil.Process().children(recursive=True) if part.status() != psutil.STATUS_ZOMBIE}


@pytest.mark.skipif(shutil.which("sleep") is None, reason="this system has no sleep command")
def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path, monkeypatch):
    monkeypatch.setattr(legacy, "LONGEST", 0.4)
    before = _children()
    with pytest.raises(Limit):
        legacy._run(["sh", "-c", "sleep 60 & sleep 60"], tmp_path / "plan.docx", lambda *_: None)
    assert _children() <= before


@pytest.mark.skipif(shutil.which("sleep") is None, reason="this system has no sleep command")
def test_cancel_ends_the_program_at_once(tmp_path):
    def stop(*_: object) -> None:
        raise Cancelled

    before = _children()
    with pytest.raises(Cancelled):
        legacy._run(["sleep", "60"], tmp_path / "plan.docx", stop)
    assert _children() <= before


def test_copies_left_by_an_ended_conversion_are_removed_later(tmp_path):
    left, at_work, other = (tmp_path / name for name in ("gongkai-doc-a", "gongkai-doc-b", "other"))
    for folder in (left, at_work, other):
        folder.mkdir()
        (folder / "plan.doc").touch()
    for folder in (left, other):
        os.utime(folder, (0, 0))
    legacy._sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gongkai-doc-b", "other"]


# ---- a stand-in for the office program: a script that is given the same words


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return a maker of programs: the shell lines are run with ``$out`` for the folder of the result."""
    if os.name != "posix":
        pytest.skip("the stand-in is a shell script")

    def make(lines: str) -> Path:
        program = tmp_path / "soffice"
        program.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout="$2"\nin="$3"\n{lines}\n')
        program.chmod(0o755)
        monkeypatch.setattr(legacy, "find_soffice", lambda: program)
        return program

    return make


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return compound(tmp_path / "要点.wps", "WordDocument")


def test_what_the_program_saves_is_read_under_the_name_the_clerk_knows(office, old, tmp_path):
    saved = write_docx(tmp_path / "saved.docx", p("一、总体要求"))
    office(f'cp "{saved}" "$out/plan.docx"')
    document = read_document(old)
    assert (document.file, document.kind, document.text.strip()) == ("要点.wps", FileKind.DOC, "一、总体要求")


def test_the_program_gets_a_copy_a_profile_without_macros_and_nothing_stays(office, old, tmp_path, monkeypatch):
    monkeypatch.setattr(legacy, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    saved = write_docx(tmp_path / "saved.docx", p("正文"))
    kept = tmp_path / "kept"
    kept.mkdir()
    office(f'cp "$in" "{kept}"; cp -r "$out/profile" "{kept}"; cp "{saved}" "$out/plan.docx"')
    read_document(old)
    assert (kept / "plan.doc").read_bytes() == old.read_bytes()
    settings = (kept / "profile/user/registrymodifications.xcu").read_text(encoding="utf-8")
    assert "DisableMacrosExecution" in settings
    assert not list(tmp_path.glob(f"{legacy.PREFIX}*"))


@pytest.mark.parametrize("lines", ["exit 0", "exit 1", 'printf "no package" > "$out/plan.docx"'])
def test_a_program_that_saves_nothing_readable_means_damage(office, old, lines):
    office(lines)
    with pytest.raises(Damaged) as caught:
        read_document(old)
    assert caught.value.data["file"] == "要点.wps"


def test_a_program_that_takes_too_long_is_told_of_the_clerks_file(office, old, monkeypatch):
    monkeypatch.setattr(legacy, "LONGEST", 0.3)
    office("exec sleep 60")
    with pytest.raises(Limit) as caught:
        read_document(old)
    assert (caught.value.data["file"], caught.value.data["what"]) == ("要点.wps", "conversion")


def test_the_program_is_found_by_path_then_where_installers_put_it(tmp_path, monkeypatch):
    for version in ("7.4", "24.2"):
        folder = tmp_path / f"libreoffice{version}" / "program"
        folder.mkdir(parents=True)
        (folder / "soffice").touch()
    monkeypatch.setattr(legacy, "PROGRAM_FOLDERS", (f"{tmp_path}/none", f"{tmp_path}/libreoffice*/program"))
    monkeypatch.setattr(legacy.shutil, "which", lambda name: "/opt/bin/soffice" if name == "libreoffice" else None)
    assert legacy.find_soffice() == Path("/opt/bin/soffice")
    monkeypatch.setattr(legacy.shutil, "which", lambda name: None)
    found = legacy.find_soffice()
    assert found is not None
    assert found.parent.parent.parent == tmp_path
    monkeypatch.setattr(legacy, "PROGRAM_FOLDERS", (f"{tmp_path}/none",))
    assert legacy.find_soffice() is None
    assert legacy.converter() is None
