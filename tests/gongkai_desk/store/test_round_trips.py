"""Every record of the year's rounds comes back from the store field by field, and so does what stands for nothing."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest

from gongkai_desk.domain.cycle import judging, rounds, upward
from gongkai_desk.domain.ids import By
from gongkai_desk.services import undo
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import insert_record, records, set_record

DAY = date(2026, 6, 10)
BY = By("李明", DAY)
KINDS = [
    kind
    for module in (rounds, upward, judging)
    for kind in vars(module).values()
    if is_dataclass(kind) and isinstance(kind, type) and kind.__module__ == module.__name__
]
ALONE = {  # of these a row may name one source only: the others are left out
    judging.Rectification: ("spot_check_id", "assessment_entry_id"),
    judging.AssessmentEntry: ("report_id", "transition_id", "dispatch_unit_id"),
}
PART = {upward.AnnualFigure: {"part": 3}}  # the report has no other tables than 2, 3 and 4
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


@pytest.fixture
def loose(library: Library) -> Library:
    """Return a library that lets a row name another that is not there: each class is tried by itself."""
    library.connection.execute("PRAGMA foreign_keys = OFF")
    return library


def plain(hint: Any) -> type:
    """Return the type of a field, ``None`` left out."""
    return next((each for each in get_args(hint) if each is not type(None)), hint)


def value_of(kind: type, number: int) -> Any:
    """Return a value that no other field of the record has."""
    if issubclass(kind, Enum):
        return list(kind)[-1]
    made = {
        str: f"第{number}栏，“引号”\n另起一行",
        int: 100 + number,
        bool: True,
        date: DAY + timedelta(number),
        Decimal: Decimal(f"{number}.50"),
    }
    return made[kind]


def filled(kind: Any, shift: int = 0) -> Any:
    hints = get_type_hints(kind)
    named = [each.name for each in fields(kind) if each.name != "id"]
    values = {
        name: value_of(plain(hints[name]), i)
        for i, name in enumerate(named, 1 + shift)
        if name not in ALONE.get(kind, ())
    }
    return kind(**values | PART.get(kind, {}))


def needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def bare(kind: Any) -> Any:
    """Return the record with only what it cannot do without."""
    hints = get_type_hints(kind)
    return kind(**{e.name: value_of(plain(hints[e.name]), 90) for e in fields(kind) if needed(e)} | PART.get(kind, {}))


@every_kind
def test_each_field_comes_back_in_its_own_place_and_nothing_where_none_was_given(loose: Library, kind: type) -> None:
    with loose.step("存", BY) as step:
        whole, least = insert_record(step, filled(kind)), insert_record(step, bare(kind))
    assert records(loose, kind) == [replace(filled(kind), id=whole), replace(bare(kind), id=least)]


@every_kind
def test_a_change_replaces_every_field_and_can_be_taken_back(loose: Library, kind: type) -> None:
    with loose.step("存", BY) as step:
        number = insert_record(step, bare(kind))
    with loose.step("改", BY) as step:
        set_record(step, filled(kind, shift=40), number)
    assert records(loose, kind) == [replace(filled(kind, shift=40), id=number)]
    undo.undo(loose, BY)
    assert records(loose, kind) == [replace(bare(kind), id=number)]


@pytest.mark.parametrize("points", ["0", "0.1", "12.50", "-3", "1E+2", "99999999999.99"])
def test_points_keep_every_digit(loose: Library, points: str) -> None:
    with loose.step("存", BY) as step:
        insert_record(step, judging.AssessmentBand(1, "优秀", Decimal(points)))
    (found,) = records(loose, judging.AssessmentBand)
    assert str(found.least) == points


def test_nought_points_are_not_the_same_as_none(loose: Library) -> None:
    score = judging.AssessmentScore(1, 1, self_points=Decimal(0))
    with loose.step("存", BY) as step:
        insert_record(step, score)
    (found,) = records(loose, judging.AssessmentScore)
    assert (found.self_points, found.review_points) == (Decimal(0), None)


def test_a_condition_picks_its_rows_and_they_stand_by_id(loose: Library) -> None:
    names = ("良好", "优秀", "较差")
    with loose.step("存", BY) as step:
        for i, name in enumerate(names):
            insert_record(step, judging.AssessmentBand(1 + i % 2, name, Decimal(90 - i)))
    assert [each.name for each in records(loose, judging.AssessmentBand)] == list(names)
    assert [each.name for each in records(loose, judging.AssessmentBand, "assessment_id = ?", (1,))] == ["良好", "较差"]
