"""The list of imports left half-way: the latest first, damaged ones said to be, foreign files left where they are."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.errors import Damaged
from gongkai_desk.store.tasks import draft_notes

NOTE = (
    '{"format": %d, "note": {"key": "", "title": "云州市要点", "file": "要点.docx", "tasks": 9, "decided": 2,'
    ' "day": "2026-03-10", "who": "李明", "step": 3, "doubts": 4}}'
)
KEY = "0123456789abcdef" * 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = draft_notes.draft_folder(tmp_path)
    made.mkdir()
    return made


def put(folder: Path, key: str, text: str, second: int = 1) -> Path:
    path = folder / f"{key}.json"
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(second * 10**9, second * 10**9))
    return path


@pytest.mark.parametrize("form", [1, 2])
def test_what_a_kept_review_says_of_itself_is_listed(folder: Path, form: int) -> None:
    put(folder, KEY, NOTE % form)
    expected = draft_notes.DraftNote(KEY, "云州市要点", "要点.docx", 9, 2, date(2026, 3, 10), "李明", 3, 4)
    assert draft_notes.notes(folder.parent) == [expected]


def test_the_latest_stands_first_and_a_file_that_is_written_anew_is_read_anew(folder: Path) -> None:
    for second, key in enumerate(("a" * 32, "c" * 32, "b" * 32), 1):
        put(folder, key, NOTE % 2, second)
    assert [each.key[0] for each in draft_notes.notes(folder.parent)] == ["b", "c", "a"]
    put(folder, "a" * 32, (NOTE % 2).replace("云州市要点", "另一要点"), 9)
    assert next((each.key[0], each.title) for each in draft_notes.notes(folder.parent)) == ("a", "另一要点")


@pytest.mark.parametrize(
    "text", ["", "[]", NOTE % 3, '{"format": 2}', "[" * 100_000], ids=["empty", "list", "newer", "no_note", "deep"]
)
def test_a_damaged_one_is_said_to_be_and_one_of_another_name_is_none_of_ours(folder: Path, text: str) -> None:
    put(folder, KEY, text)
    put(folder, "别人的", text)
    put(folder, f".{KEY}", NOTE % 2)
    (note,) = draft_notes.notes(folder.parent)
    assert (note.key, note.damaged, note.title, note.tasks) == (KEY, True, "", 0)


@pytest.mark.parametrize("text", ["", "[]", NOTE % 3], ids=["empty", "list", "newer"])
def test_what_is_not_of_our_format_is_not_loaded(folder: Path, text: str) -> None:
    with pytest.raises(Damaged):
        draft_notes.loaded_draft(put(folder, KEY, text))


def test_only_the_one_that_is_thrown_away_goes(folder: Path) -> None:
    for key in (KEY, "a" * 32):
        put(folder, key, NOTE % 2)
        (folder / key).mkdir()
        (folder / key / "要点.docx").write_bytes(b"x")
    draft_notes.discard(folder.parent, KEY)
    draft_notes.discard(folder.parent, KEY)
    assert sorted(path.name for path in folder.iterdir()) == ["a" * 32, f"{'a' * 32}.json"]


def test_where_no_draft_was_ever_kept_none_is_listed(tmp_path: Path) -> None:
    assert draft_notes.notes(tmp_path) == []
