"""多久报一次进展 alone: only groups that the plan has are asked about, and what follows is said."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.review import ReportingChoice, Review, Rhythm
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.review import naming
from gongkai_desk.review.naming import outcome_of
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import a_plan, a_task
from ui.importing.reporting_bar import ReportingBar

DATED, LASTING = a_task(), a_task(seq="2", deadline=Deadline("全年", DeadlineKind.YEAR_ROUND))


@pytest.fixture
def bar(qtbot: QtBot) -> ReportingBar:
    made = ReportingBar()
    qtbot.addWidget(made)
    made.show()
    return made


def show(bar: ReportingBar, *tasks: object, chosen: tuple[ReportingChoice, ...] = ()) -> None:
    draft = Draft("要点.docx", (a_plan(),), (Part(PartKind.TABLE, "分解表", tasks),))
    review = Review(draft, 0, reporting=chosen)
    bar.show_review(review, outcome_of(review, UnitDirectory.usual()), Workdays.usual())


def asked(bar: ReportingBar) -> dict[str, str]:
    return {name: box.currentText() for name, box in bar.boxes.items() if box.isVisible()}


def test_only_groups_that_the_plan_has_are_asked_about(bar: ReportingBar) -> None:
    show(bar, DATED)
    assert asked(bar) == {naming.DATED: "每半年报一次"}
    show(bar, DATED, LASTING)
    assert set(asked(bar)) == {naming.DATED, naming.LASTING}


def test_the_days_and_the_number_of_reports_follow_from_the_choice(bar: ReportingBar) -> None:
    half = "全年共 4 家次"
    show(bar, DATED)
    assert half in bar.told.text()
    show(bar, DATED, chosen=(ReportingChoice(naming.DATED, Rhythm.QUARTER),))
    assert asked(bar) == {naming.DATED: "每季报一次"}
    assert half not in bar.told.text()


def test_nothing_regular_says_what_is_looked_at_then(bar: ReportingBar) -> None:
    show(bar, DATED, chosen=(ReportingChoice(naming.DATED, Rhythm.DEADLINE),))
    assert bar.told.text() == "不要求定期报进展，只在时限临近和逾期时亮灯。"


def test_the_choice_is_handed_on_with_its_group(qtbot: QtBot, bar: ReportingBar) -> None:
    show(bar, DATED, LASTING)
    box = bar.boxes[naming.LASTING]
    box.setCurrentText("只看时限")
    with qtbot.waitSignal(bar.chosen) as chosen:
        box.activated.emit(box.currentIndex())
    assert chosen.args == [naming.LASTING, Rhythm.DEADLINE]


def test_showing_a_review_chooses_nothing(qtbot: QtBot, bar: ReportingBar) -> None:
    with qtbot.assertNotEmitted(bar.chosen):
        show(bar, DATED, chosen=(ReportingChoice(naming.DATED, Rhythm.QUARTER),))


def test_the_plans_own_sentence_is_quoted(bar: ReportingBar) -> None:
    sentence = "各单位每季度末向市政府办公室报送工作进展情况"
    show(bar, a_task(content=f"{sentence}。"))
    assert asked(bar) == {naming.ASKED: "每季报一次"}
    assert f"文件要求：“{sentence}”" in bar.told.text()
