"""单位与时限 shows what 存入台账 writes: compared name by name on our sample and on all real plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.review import NameAnswer, NameDecision, Review
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.paths import resource
from gongkai_desk.review import naming
from gongkai_desk.review.naming import Meaning
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.intake.reading import ReadOptions, _read_and_parse, chosen_part
from gongkai_desk.services.units import add_unit
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.real_plans import NO_PLANS, SHARED

DAY = date(2026, 3, 9)
BY = By("李明", DAY)
SAMPLE = resource("samples", "yunzhou-2026.docx")
REAL = sorted(path for path in (SHARED / "files").glob("*.*") if path.suffix != ".md")
DISTRICTS = tuple(f"{name}区政府" for name in ("黄浦", "徐汇", "长宁", "静安"))


@cache
def draft_of(path: Path) -> Draft:
    return _read_and_parse(path, ReadOptions(Workdays.usual()))


def promised(library: Library, review: Review) -> dict[tuple[int, str], tuple[str, ...]]:
    """Return what step 4 shows, by the place of the task and the printed name."""
    shown = naming.printed_names(review, units.directory(library))
    return {(place, name.printed): name.units for name in shown for place in name.tasks}


def stored(library: Library, review: Review) -> dict[tuple[int, str], tuple[str, ...]]:
    """Store a review; return what its names stand for in the library."""
    on = review.plan.dates.issue
    made = add_plan(library, BY, Intake(review.draft, review.part, agreed=naming.agreed(review))).made
    known = units.directory(library)
    by_id = {unit.id: unit for unit in known.units}
    members = {group.id: tuple(unit.name for unit in known.expand(group, on)) for group in known.groups}
    places = {task.id: place for place, task in enumerate(plans.tasks(library, made))}
    return {
        (places[each.task_id], each.printed): (by_id[each.unit_id].name,)
        if each.unit_id
        else members.get(each.group_id, ())
        for each in units.assignments(library, places)
    }


def decided(review: Review) -> Review:
    """Return a review with every kind of decision about names."""
    answers = (
        NameDecision("", NameAnswer.EXISTING, "市财政局"),
        NameDecision("", NameAnswer.NEW, "市新设局", UnitClass.DEPARTMENT),
        NameDecision("", NameAnswer.TEXT),
    )
    shown = naming.printed_names(review, UnitDirectory())
    unknown = [name.printed for name in shown if name.meaning is Meaning.UNKNOWN]
    groups = [name.printed for name in shown if name.lacks_members]
    for name, answer in zip(unknown, answers, strict=False):
        review = naming.name_it(review, replace(answer, printed=name))
    for name in groups[:2]:
        review = naming.name_it(review, NameDecision(name, NameAnswer.MEMBERS, members=DISTRICTS))
    return review


@pytest.fixture(params=[SAMPLE, *REAL] if REAL else [SAMPLE, None], ids=lambda path: path.name if path else "real")
def path(request: pytest.FixtureRequest) -> Path:
    if request.param is None:
        pytest.skip(NO_PLANS)
    return request.param


@pytest.mark.parametrize("seeded", [False, True], ids=["empty", "known"])
def test_what_step_four_shows_is_what_is_stored(library: Library, path: Path, seeded: bool) -> None:
    draft = draft_of(path)
    if seeded:  # 市司法局 is another unit's short name here, 市教委 is the full name
        add_unit(library, BY, Unit("云州市法制局", "市司法局", aliases=()))
        add_unit(library, BY, Unit("市教委"))
    for part in range(len(draft.parts)):
        review = decided(Review(draft, part)) if part else Review(draft, part)
        shown = promised(library, review)
        entered = {unit.name for unit in naming.outcome_of(review, units.directory(library)).entered}
        before = {unit.name for unit in units.units(library)}
        assert stored(library, replace(review, draft=replace(draft, text=f"{draft.text}{part}"))) == shown
        assert {unit.name for unit in units.units(library)} - before == entered


def test_a_name_stored_before_is_known(library: Library) -> None:
    review = Review(draft_of(SAMPLE), chosen_part(draft_of(SAMPLE), None))
    stored(library, review)
    meanings = {name.meaning for name in naming.printed_names(review, units.directory(library))}
    assert meanings <= {Meaning.EXACT, Meaning.FULL, Meaning.ALIAS, Meaning.GROUP, Meaning.OPEN}
