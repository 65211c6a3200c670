"""Old Word files (.doc, .wps) without any office program.

``tests/data/reading/yunzhou-2026.doc`` is our own sample as LibreOffice saves ``resources/samples/yunzhou-2026.docx``
for Word 97.
"""

import random
import shutil
from contextlib import suppress
from pathlib import Path

import doc2docx
import pytest
from doc2docx.diagnostics import ConversionReport
from doc2docx.errors import EncryptedDocumentError

from gongkai_desk.errors import Encrypted, InputError, LegacyFormat
from gongkai_desk.paths import resource
from gongkai_desk.reading import child
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.office import doc, legacy
from gongkai_desk.reading.read import read_document
from tests.office_builder import compound

OLD = Path(__file__).parents[3] / "data" / "reading" / "yunzhou-2026.doc"


@pytest.fixture(autouse=True)
def no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine helps."""
    monkeypatch.setattr(legacy, "converter", lambda: None)


def test_an_old_word_file_reads_as_the_new_one_does_within_the_childs_limits(tmp_path):
    new = read_document(resource("samples", "yunzhou-2026.docx"))
    shutil.copyfile(OLD, tmp_path / "要点.doc")
    old = child.run(read_document, tmp_path / "要点.doc")
    assert (old.kind, old.file, old.named_otherwise) == (FileKind.DOC, "要点.doc", False)
    assert "".join(old.text.split()) == "".join(new.text.split())
    assert [type(item) for _, item in old.items()] == [type(item) for _, item in new.items()]


def test_wps_files_are_the_same_inside(tmp_path):
    shutil.copyfile(OLD, tmp_path / "要点.wps")
    assert read_document(tmp_path / "要点.wps").text == read_document(OLD).text


def test_nothing_is_left_beside_the_file_or_in_the_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read_document(OLD)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "password", "data"),
    [
        ("password-protected Word document; provide a password", "", {"tried": False, "office": False}),
        ("incorrect password for RC4-encrypted document", "1234", {"tried": True, "office": False}),
        ("unsupported Word encryption version 4.4", "", {"tried": False, "office": True}),
    ],
)
def test_a_password_is_asked_for_where_one_can_help(monkeypatch, said, password, data):
    def locked(*_: object, password: str | None) -> None:
        raise EncryptedDocumentError(said)

    monkeypatch.setattr(doc2docx, "convert", locked)
    with pytest.raises(Encrypted) as caught:
        read_document(OLD, password=password)
    assert caught.value.data == {"file": OLD.name, **data}


@pytest.mark.parametrize("code", doc.LOSSES)
def test_what_the_conversion_lost_is_told(monkeypatch, code):
    real = doc2docx.convert

    def lossy(*given: object, password: str | None) -> object:
        made = real(*given, password=password)
        made.report.warning(code, "")
        made.report.warning(code, "")
        return made

    monkeypatch.setattr(doc2docx, "convert", lossy)
    assert [missed.what for missed in read_document(OLD).missed] == [doc.LOSSES[code]]


def test_how_a_page_looks_is_no_loss():
    report = ConversionReport("a.doc")
    report.warning("FLOATING_SHAPE_STYLE_APPROXIMATED", "")
    assert list(doc._losses(report)) == []


def test_what_the_library_gives_up_on_goes_to_a_program(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(legacy, "converter", lambda: asked.append(1))
    with pytest.raises(LegacyFormat):
        read_document(compound(tmp_path / "要点.doc", "WordDocument"))
    assert asked


@pytest.mark.parametrize("seed", range(6))
def test_a_harmed_file_is_read_or_refused_and_nothing_else(tmp_path, seed):
    content, chance = bytearray(OLD.read_bytes()), random.Random(seed)
    for _ in range(40):
        content[chance.randrange(512, len(content))] = chance.randrange(256)
    harmed = tmp_path / "坏.doc"
    harmed.write_bytes(content[: chance.choice([len(content), len(content) // 2])])
    with suppress(InputError):
        assert read_document(harmed).kind is FileKind.DOC
