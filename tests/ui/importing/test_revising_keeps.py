"""A revision of a real plan through the wizard: what the office added stays, and only what differs is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai_desk.domain.draft import DoubtKind, Draft
from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.time import Every, Recurrence
from gongkai_desk.review import answering, choices, drafting
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.intake.reading import ReadOptions, _read_and_parse
from gongkai_desk.services.progress.counting import Reporting, set_reporting_many
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.shares import task_settings
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.importing.frame import MERGED
from ui.importing.wizard import ImportWizard

READER = drafting.Reader(UnitDirectory.usual(), Workdays.usual())
QUARTERLY = Recurrence(Every.QUARTER, 1, "定期")


@pytest.fixture(scope="module")
def read(shared_plans: Path) -> Callable[[str], Draft]:
    known: dict[str, Draft] = {}

    def of(name: str) -> Draft:
        if name not in known:
            known[name] = _read_and_parse(shared_plans / name, ReadOptions(Workdays.usual()))
        return known[name]

    return of


@pytest.fixture(autouse=True)
def of_two_cities(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library has plans of 云州市 too: that the file is of another city is agreed to."""
    monkeypatch.setattr(ask, "choose", lambda *asked: True)


@pytest.fixture
def stored(wizard: ImportWizard, desk: Desk, read: Callable[[str], Draft]) -> int:
    """The plan of Shanghai, one 定期 answered in the review, one task's 填报周期 set by hand; returns its id."""
    review = Review(read("files/shanghai-2022-table.docx"), 0)
    doubt = next(each for each in review.shown.doubts if each.kind is DoubtKind.NO_PERIOD)
    choice = next(each for each in choices.choices(review, doubt, READER) if each.label == "每季度")
    review = answering.answer(review, doubt, choice, READER)
    made = desk.do(add_plan, Intake(review.draft, 0, propose=False))
    assert made is not None
    assert made.made is not None
    desk.do(set_reporting_many, task_ids=[plans.task_ids(desk.library, made.made)[0]], wanted=Reporting(cycle="每月"))
    return made.made


def merging(wizard: ImportWizard, draft: Draft) -> ImportWizard:
    wizard.take_read(None, (draft, ()))
    wizard.recognise_page.similar.merge.click()
    for _ in range(3):
        wizard.go_on()
    assert wizard.pages.currentIndex() == MERGED
    return wizard


def test_the_same_paper_again_shows_no_difference(
    wizard: ImportWizard, stored: int, read: Callable[[str], Draft]
) -> None:
    draft = replace(read("files/shanghai-2022-table.docx"), file="修订稿.docx")
    shown = merging(wizard, draft).merging.revision
    assert [aspect for line in shown.lines for aspect in line.aspects] == []


def test_a_file_without_its_letter_undoes_no_deadline_and_no_answer(
    wizard: ImportWizard, desk: Desk, stored: int, read: Callable[[str], Draft]
) -> None:
    before = plans.tasks(desk.library, stored)
    shown = merging(wizard, read("shanghai-2022-table.tsv.txt"))
    assert "仍从原稿的印发日期2022年2月23日" in wizard.recognise_page.similar.text.text()
    assert {a.spot.aspect for line in shown.merging.revision.lines for a in line.aspects} == {"title", "content"}
    shown.revise_page.all_new.click()
    shown.go_on()
    after = plans.tasks(desk.library, stored)
    assert [task.deadline for task in after] == [task.deadline for task in before]
    assert [task.recurrences for task in after] == [task.recurrences for task in before]
    assert QUARTERLY in {each for task in after for each in task.recurrences}
    assert task_settings(desk.library, [after[0].id])[after[0].id].report_cycle == "每月"
    assert plans.plan(desk.library, stored).dates.imprint is not None


def test_an_answer_stays_where_the_sentence_goes_on(
    wizard: ImportWizard, desk: Desk, stored: int, read: Callable[[str], Draft]
) -> None:
    draft = read("files/shanghai-2022-table.docx")
    answered = next(t for t in plans.tasks(desk.library, stored) if QUARTERLY in t.recurrences)
    tasks = [
        replace(t, content=f"{t.content}，结果向社会公布") if t.content == answered.content else t
        for t in draft.parts[0].tasks
    ]
    revised = replace(draft, parts=(replace(draft.parts[0], tasks=tuple(tasks)),), file="修订稿.docx")
    shown = merging(wizard, revised)
    shown.revise_page.all_new.click()
    shown.go_on()
    after = plans.task(desk.library, answered.id)
    assert (after.content, after.recurrences) == (f"{answered.content}，结果向社会公布", answered.recurrences)


def test_kept_apart_it_has_its_own_dates_again(
    wizard: ImportWizard, desk: Desk, stored: int, read: Callable[[str], Draft]
) -> None:
    wizard.take_read(None, (read("shanghai-2022-table.tsv.txt"), ()))
    wizard.recognise_page.similar.merge.click()
    assert wizard.recognise_page.plan().dates.imprint is not None
    wizard.recognise_page.similar.separate.click()
    assert wizard.recognise_page.plan().dates == PlanDates()


def test_a_deadline_that_would_get_no_day_is_asked_about_and_says_so(
    wizard: ImportWizard, desk: Desk, stored: int, read: Callable[[str], Draft]
) -> None:
    draft = read("files/shanghai-2022-table.docx")
    first = next(place for place, task in enumerate(draft.parts[0].tasks) if task.deadline.text == "9月底前")
    tasks = list(draft.parts[0].tasks)
    undated = drafting.correct(Review(draft, 0), first, {"deadline": "尽快"}, READER).shown.tasks[first]
    assert undated.deadline.due is None
    tasks[first] = undated
    revised = replace(draft, parts=(replace(draft.parts[0], tasks=tuple(tasks)),), file="修订稿.docx")
    shown = merging(wizard, revised)
    (aspect,) = shown.merging.revision.open(shown.merging.choices)
    assert (aspect.spot.aspect, aspect.why) == ("deadline", "采用后没有截止日：修订稿的写法推不出日期")
    assert "采用后没有截止日" in shown.revise_page.bar.text.text()
