"""Any paper that came makes 未报 已收待归: of the likeliest unit, else a person says in one act whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.cycle.reviews import FileReview
from gongkai_desk.domain.cycle.rounds import Return
from gongkai_desk.errors import UnknownId
from gongkai_desk.rules.returns.identity import Signs, likeliest, unit_above
from gongkai_desk.services import undo
from gongkai_desk.services.collecting.by_hand import confirmed
from gongkai_desk.services.collecting.reviewing import Asked, not_returned, reviewed
from gongkai_desk.services.collecting.settling import (
    assign,
    kept_reviews,
    read_kept,
    unplaced_files,
    waiting_files,
)
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.taking import Taken, take_over
from gongkai_desk.standing.cycle.returns import returns
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work
from gongkai_desk.wording.returns import units_to_choose
from tests.returned_books import BY, a_round, save, send, usual_fill, workbook_of

EDUCATION, JUSTICE, CIVIL = "市教育局", "市司法局", "市民政局"


@pytest.fixture
def batch(library: Library) -> int:
    return a_round(library)


def book(library: Library, batch: int, path: Path, line: str = "") -> Path:
    """Save the book of 市教育局; ``line``: what it says over the table of its unit instead."""
    made = workbook_of(library, EDUCATION, batch, usual_fill())
    if line:
        sheet = made.worksheets[1]
        sheet["A2"] = str(sheet["A2"].value).replace(EDUCATION, line)
    return save(made, path)


def collected(library: Library, *paths: Path) -> tuple[list[FileReview], Taken]:
    rounds = Rounds(library)
    files = reviewed(rounds, received(paths), Asked())
    return files, take_over(library, BY, rounds, files)


def states(library: Library) -> dict[str, Return]:
    return {each.unit.name: each.standing for each in returns(library)}


def number(library: Library, unit: str) -> int:
    return units.find_unit(library, unit).id


@pytest.mark.parametrize(
    ("signs", "unit"),
    [
        pytest.param(Signs(1, "乙", 2), None, id="one says this, one that"),
        pytest.param(Signs(1, "甲", 1, frozenset({2})), 1, id="renamed"),
        pytest.param(Signs(1, "乙", 2, frozenset({2})), 2, id="codes copied from another"),
        pytest.param(Signs(None, "", None, frozenset(), frozenset({3})), 3, id="the sender alone"),
        pytest.param(Signs(None, "", None, frozenset(), frozenset({3, 4})), None, id="one who reports for two"),
        pytest.param(Signs(1, "", None, frozenset({2}), frozenset({2, 1})), None, id="two each"),
        pytest.param(Signs(), None, id="nothing"),
    ],
)
def test_the_likeliest_unit_is_that_of_most_signs(signs: Signs, unit: int | None) -> None:
    assert likeliest(signs) == unit


def test_a_renamed_book_has_come_and_waits(library: Library, batch: int, tmp_path: Path) -> None:
    files, done = collected(library, book(library, batch, tmp_path / f"{JUSTICE}.xlsx"))
    assert (files[0].waits, done.merged) == ((Wait.UNIT_DIFFERS,), 0)
    assert states(library) == {EDUCATION: Return.WAITING, JUSTICE: Return.MISSING, CIVIL: Return.MISSING}
    missing = not_returned(Rounds(library), files, Asked(batch))
    assert missing == [number(library, JUSTICE), number(library, CIVIL)]
    assert unplaced_files(library) == []


def test_a_renamed_book_that_is_anothers_counts_for_that_one_alone(
    library: Library, batch: int, tmp_path: Path
) -> None:
    """A person says whose it is: what seemed to have come from another has not."""
    collected(library, book(library, batch, tmp_path / f"{JUSTICE}.xlsx"))
    rounds, waiting = Rounds(library), waiting_files(library)
    (file,) = kept_reviews(rounds, waiting, read_kept(library.folder, waiting))
    mine = confirmed(rounds, file, number(library, JUSTICE), batch)
    take_over(library, BY, rounds, [mine])
    assert (states(library)[EDUCATION], states(library)[JUSTICE]) == (Return.MISSING, Return.WAITING)
    undo.undo(library, BY)
    assert (states(library)[EDUCATION], states(library)[JUSTICE]) == (Return.WAITING, Return.MISSING)


def test_a_paper_whose_unit_cannot_be_told_is_listed_and_assigned_in_one_act(
    library: Library, batch: int, tmp_path: Path
) -> None:
    collected(library, book(library, batch, tmp_path / "填报表.xlsx", JUSTICE))
    assert set(states(library).values()) == {Return.MISSING}
    (paper,) = unplaced_files(library)
    assert paper.guesses == (number(library, EDUCATION), number(library, JUSTICE))
    assert paper.said == ((Known.CODE, number(library, EDUCATION)), (Known.NAME, number(library, JUSTICE)))
    assign(library, BY, paper.file.id or 0, number(library, JUSTICE))
    assert (states(library)[JUSTICE], unplaced_files(library)) == (Return.WAITING, [])
    assert states(library)[EDUCATION] is Return.MISSING
    undo.undo(library, BY)
    assert set(states(library).values()) == {Return.MISSING}


def test_what_code_and_cell_say_is_offered_both_with_which_says_what(
    library: Library, batch: int, tmp_path: Path
) -> None:
    files, _ = collected(library, book(library, batch, tmp_path / "填报表.xlsx", JUSTICE))
    education, justice = number(library, EDUCATION), number(library, JUSTICE)
    assert files[0].said == ((Known.CODE, education), (Known.NAME, justice))
    listed = units_to_choose(Rounds(library).names, files[0].said)
    assert listed[:2] == [(education, "市教育局（任务码）"), (justice, "市司法局（填报单位）")]
    assert sorted(unit for unit, _ in listed) == sorted(Rounds(library).names)


def test_rows_of_an_assigned_paper_are_those_of_its_unit(library: Library, batch: int, tmp_path: Path) -> None:
    collected(library, book(library, batch, tmp_path / "填报表.xlsx", JUSTICE))
    assign(library, BY, unplaced_files(library)[0].file.id or 0, number(library, EDUCATION))
    rounds, waiting = Rounds(library), waiting_files(library)
    (file,) = kept_reviews(rounds, waiting, read_kept(library.folder, waiting))
    assert (file.by, {row.unit for row in file.rows}) == (Known.HAND, {number(library, EDUCATION)})
    assert work.reports(library) == []


def test_a_paper_that_says_nothing_is_assigned_too_and_waits_for_nothing_then(
    library: Library, batch: int, tmp_path: Path
) -> None:
    made = workbook_of(library, EDUCATION, batch, {})
    sheet = made.worksheets[1]
    sheet["A2"] = str(sheet["A2"].value).replace(EDUCATION, JUSTICE)
    collected(library, save(made, tmp_path / "填报表.xlsx"))
    assign(library, BY, unplaced_files(library)[0].file.id or 0, number(library, EDUCATION))
    assert (states(library)[EDUCATION], waiting_files(library)) == (Return.WAITING, [])


def test_an_assigned_paper_needs_a_unit_that_is_known(library: Library, batch: int, tmp_path: Path) -> None:
    collected(library, book(library, batch, tmp_path / "填报表.xlsx", JUSTICE))
    with pytest.raises(UnknownId):
        assign(library, BY, unplaced_files(library)[0].file.id or 0, 9999)
    with pytest.raises(UnknownId):
        assign(library, BY, 9999, number(library, JUSTICE))


def test_an_old_book_counts_for_its_own_period_first_and_then_for_the_new_one(
    library: Library, batch: int, tmp_path: Path
) -> None:
    newer = send(library, 1, "2026Q3")
    collected(library, book(library, batch, tmp_path / "一.xlsx"))
    came = {each.batch.id: each.standing for each in returns(library) if each.unit.name == EDUCATION}
    assert came == {batch: Return.WAITING, newer: Return.MISSING}
    made = workbook_of(library, EDUCATION, batch, {0: {"progress": "第三季度又办了两次"}})
    collected(library, save(made, tmp_path / "二.xlsx"))
    came = {each.batch.id: each.standing for each in returns(library) if each.unit.name == EDUCATION}
    assert came == {batch: Return.WAITING, newer: Return.WAITING}


def test_the_same_doubtful_paper_again_changes_nothing(library: Library, batch: int, tmp_path: Path) -> None:
    path = book(library, batch, tmp_path / f"{JUSTICE}.xlsx")
    collected(library, path)
    _, again = collected(library, path)
    assert (again.changes, states(library)[EDUCATION]) == (None, Return.WAITING)


@pytest.mark.parametrize(
    ("cell", "above"),
    [
        ("市教育局基础教育处", EDUCATION),
        ("市教育局下属市教育考试院", EDUCATION),
        ("市教育局和市司法局办公室", None),
        ("市教育局、市司法局", None),
        ("市教育局市司法局", None),
        ("市教育考试院", None),
        ("市教育局张三", None),
    ],
)
def test_a_body_whose_name_begins_with_the_units_is_below_it(
    library: Library, batch: int, cell: str, above: str | None
) -> None:
    assert unit_above(cell, Rounds(library).directory) == (number(library, above) if above else None)


def test_what_a_body_below_a_unit_fills_in_counts_under_the_unit(library: Library, batch: int, tmp_path: Path) -> None:
    files, done = collected(library, book(library, batch, tmp_path / "表.xlsx", "市教育局基础教育处"))
    assert (files[0].waits, done.merged, done.waiting) == ((Wait.UNIT_BELOW,), 0, 6)
    assert {row.unit for row in files[0].rows} == {number(library, EDUCATION)}
    assert states(library)[EDUCATION] is Return.WAITING
