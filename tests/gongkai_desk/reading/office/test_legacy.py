"""Old Word files through an office program."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from gongkai_desk.errors import Damaged, Encrypted, LegacyFormat, Limit
from gongkai_desk.paths import resource
from gongkai_desk.progress import Cancelled
from gongkai_desk.reading import child
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.office import legacy
from gongkai_desk.reading.read import read_document
from tests.office_builder import compound

needs_office = pytest.mark.skipif(legacy.find_soffice() is None, reason="LibreOffice is not installed here")


@pytest.fixture(scope="module")
def old_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own sample as LibreOffice saves it for Word 97."""
    folder = tmp_path_factory.mktemp("old")
    shutil.copyfile(resource("samples", "yunzhou-2026.docx"), folder / "要点.docx")
    office = [str(legacy.find_soffice()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    made = [*office, "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(folder / "要点.docx")]
    subprocess.run(made, check=True, capture_output=True, timeout=60)
    return (folder / "要点.docx").with_suffix(".doc")


@needs_office
def test_an_old_word_file_reads_as_the_new_one_does_within_the_childs_limits(old_plan):
    new = read_document(resource("samples", "yunzhou-2026.docx"))
    old = child.run(read_document, old_plan)
    assert (old.kind, old.file, old.named_otherwise) == (FileKind.DOC, "要点.doc", False)
    assert "".join(old.text.split()) == "".join(new.text.split())
    assert [type(item) for _, item in old.items()] == [type(item) for _, item in new.items()]


@needs_office
def test_what_is_no_word_file_inside_is_damaged(tmp_path):
    with pytest.raises((Damaged, Limit)) as caught:
        child.run(read_document, compound(tmp_path / "坏.doc", "WordDocument"))
    assert caught.value.data["file"] == "坏.doc"


def test_without_an_office_program_the_clerk_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(legacy, "converter", lambda: None)
    with pytest.raises(LegacyFormat) as caught:
        read_document(compound(tmp_path / "要点.wps", "WordDocument"))
    assert caught.value.data == {"file": "要点.wps", "type": "wps"}


def test_a_password_is_told_before_any_program_is_started(monkeypatch, tmp_path):
    monkeypatch.setattr(legacy, "stream_start", lambda *_: b"\xec\xa5" + bytes(8) + b"\x00\x01")
    monkeypatch.setattr(legacy, "converter", lambda: pytest.fail("asked for a program"))
    with pytest.raises(Encrypted):
        read_document(compound(tmp_path / "要点.doc", "WordDocument"))


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

    began, before = time.monotonic(), _children()
    with pytest.raises(Cancelled):
        legacy._run(["sleep", "60"], tmp_path / "plan.docx", stop)
    assert time.monotonic() - began < 5
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
