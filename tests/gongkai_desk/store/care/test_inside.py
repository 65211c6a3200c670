"""An output never takes the place of a part of a library."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.papers import Packet
from gongkai_desk.errors import DeskError, NotAllowed
from gongkai_desk.paths import written_whole
from gongkai_desk.standing.papers import write_packet
from gongkai_desk.store.care.check import examine
from gongkai_desk.store.library import Library
from gongkai_desk.wording.sentences import error_sentence

DAY = date(2022, 11, 22)


def _write(target: Path) -> None:
    with written_whole(target) as beside:
        beside.write_bytes(b"x")


@pytest.mark.parametrize(
    "name",
    ["ledger.db", "台账.docx", "evidence/ab/x.pdf", "backups/x.db", "ledger.db-journal", "drafts/x.json", "new/x.zip"],
)
def test_an_output_inside_a_library_is_refused(library: Library, name: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        _write(library.folder / name)
    assert "台账库文件夹里面" in error_sentence(caught.value)
    assert examine(library.folder) == []


def test_a_new_name_among_the_backups_is_free_only_once(library: Library) -> None:
    target = library.folder / "backups" / "备份.zip"
    _write(target)
    with pytest.raises(NotAllowed):
        _write(target)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right")
def test_a_link_into_a_library_is_followed_and_refused(library: Library, tmp_path: Path) -> None:
    (tmp_path / "台账.docx").symlink_to(library.folder / "ledger.db")
    with pytest.raises(NotAllowed):
        _write(tmp_path / "台账.docx")


def test_a_library_without_its_ledger_is_kept_from_outputs_too(library: Library) -> None:
    library.close()
    (library.folder / "ledger.db").unlink()
    with pytest.raises(NotAllowed):
        _write(library.folder / "ledger.db")


def test_a_packet_makes_no_folder_in_a_library(library: Library, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        write_packet(library.folder / "evidence" / "包", Packet("佐证材料", "全部", (), DAY))
    assert not (library.folder / "evidence" / "包").exists()


def test_a_library_is_not_made_inside_another(library: Library) -> None:
    with pytest.raises(DeskError):
        Library.create(library.folder / "另一个", "x", day=DAY)
    assert not (library.folder / "另一个").exists()
