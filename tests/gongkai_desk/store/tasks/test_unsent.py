"""Texts that were typed and not stored are kept beside the library, whole or not at all."""

from pathlib import Path

import pytest

from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.draft_notes import FILE, Unsent, keep_unsent, unsent

TEXT = Unsent("ReportDialog", "登记进展", (("进展", "写到一半\n第二行"),), task=3, at="2022-11-22T09:00:00", who="李明")


def test_what_is_kept_comes_back(library: Library) -> None:
    keep_unsent(library.folder, library.origin.library, [TEXT])
    assert unsent(library.folder, library.origin.library) == [TEXT]


def test_nothing_left_leaves_no_file(library: Library) -> None:
    keep_unsent(library.folder, "x", [TEXT])
    keep_unsent(library.folder, "x", [])
    assert list((library.folder / "drafts").iterdir()) == []


def test_texts_of_another_library_are_not_offered(library: Library) -> None:
    keep_unsent(library.folder, "another", [TEXT])
    assert unsent(library.folder, library.origin.library) == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', '{"format": 2, "library": "x", "texts": []}'])
def test_a_file_that_is_not_ours_offers_nothing(library: Library, content: str) -> None:
    Path(library.folder / "drafts" / FILE).write_text(content, encoding="utf-8")
    assert unsent(library.folder, "x") == []
