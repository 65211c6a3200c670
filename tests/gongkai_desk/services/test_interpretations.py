"""政策解读: files and what interprets them."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.ids import By, stored_as
from gongkai_desk.domain.registers import Interpretation, StoredInterpretation
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.interpretations import InterpretationState
from gongkai_desk.services import interpretations, undo
from gongkai_desk.standing import registers
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.library import Library

DAY = date(2026, 9, 30)
FILE = Interpretation("关于优化公交线网的意见", "云政发〔2026〕3号", file_day=date(2026, 9, 29))


def add(library: Library, one: Interpretation = FILE) -> int:
    made = interpretations.add_interpretation(library, By("李明", DAY), one).made
    assert made is not None
    return made


def test_a_file_waits_until_it_is_interpreted(library: Library) -> None:
    number = add(library)
    assert registers.kept_interpretations(library, DAY)[0].standing.state is InterpretationState.WAITING
    done = replace(FILE, title="一图读懂", form="图解", day=DAY)
    interpretations.change_interpretation(library, By("李明", DAY), number, done)
    kept = registers.kept_interpretations(library, DAY)[0]
    assert (kept.one, kept.standing.state) == (
        stored_as(StoredInterpretation, done, id=number),
        InterpretationState.IN_TIME,
    )
    undo.undo(library, By("李明", DAY))
    assert registers.kept_interpretations(library, DAY)[0].one.title == ""


def test_coverage_is_of_a_year(library: Library) -> None:
    add(library)
    add(library, replace(FILE, title="问答", day=DAY))
    add(library, replace(FILE, file_title="旧文件", file_day=date(2025, 3, 3)))
    found = registers.coverage(library, DAY, 2026)
    assert (found.files, found.done, found.missing) == (1, 1, ())


def test_removed_ones_come_back(library: Library) -> None:
    number = add(library)
    interpretations.remove_interpretations(library, By("", DAY), [number])
    assert registers.kept_interpretations(library, DAY) == []
    interpretations.restore_interpretations(library, By("", DAY), [number])
    assert [each.one.id for each in registers.kept_interpretations(library, DAY)] == [number]
    assert any(line.startswith("interpretation ") for line in dumped(library))


def test_wrong_entries_are_refused(library: Library) -> None:
    with pytest.raises(NotAllowed) as refused:
        add(library, replace(FILE, file_day=None))
    assert refused.value.data["lacks"] == ("file_day",)
    with pytest.raises(UnknownId):
        add(library, replace(FILE, task_id=7))
    with pytest.raises(UnknownId):
        interpretations.remove_interpretations(library, By("", DAY), [3])
