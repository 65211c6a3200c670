"""How often units report: asked by groups, quarterly only where the plan asks for it."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import Colour, Why
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.review import Agreed, Review, Rhythm
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.unit import UnitClass
from gongkai_desk.review import naming
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.standing.lights import lights
from gongkai_desk.store.library import Library
from gongkai_desk.words.units import UnitDirectory

DUE = Deadline("11月底前", DeadlineKind.MONTH_END, date(2022, 11, 30))
DAY = date(2022, 3, 1)
BY = By("李明", DAY)


def review(*contents: str, outside: str = "") -> Review:
    tasks = tuple(
        Task(content=text, seq=str(n), responsible=("市教育局", "市民政局"), deadline=Deadline() if n else DUE)
        for n, text in enumerate(contents)
    )
    text = "\n".join((outside, *contents))
    return Review(Draft("要点", (Plan("要点", year=2022),), (Part(PartKind.TABLE, "表", tasks),), text=text), 0)


@pytest.mark.parametrize("text", ["各单位每季度末报送工作进展情况", "各区按季度向市政府办公厅报告落实情况，做好总结"])
def test_a_plan_that_asks_each_quarter_is_heard(text: str) -> None:
    assert naming.demand(f"做好公开。{text}。") == text


@pytest.mark.parametrize(
    "text", ["按季度向社会公开市政府工作报告重点任务的执行情况", "每季度公布检查完成情况报告", "年底报送工作总结"]
)
def test_what_is_published_is_no_report_to_the_office(text: str) -> None:
    assert naming.demand(text) == ""


def test_half_yearly_is_preset_and_quarterly_where_it_is_asked_for() -> None:
    asked = naming.reporting_groups(review("甲", "乙"))
    assert [(group.name, group.rhythm, group.tasks) for group in asked] == [
        (naming.DATED, Rhythm.HALF, (0,)),
        (naming.LASTING, Rhythm.HALF, (1,)),
    ]
    whole = naming.reporting_groups(review("甲", outside="各单位每季度报送进展情况。"))
    assert [(group.rhythm, group.sentence) for group in whole] == [(Rhythm.QUARTER, "各单位每季度报送进展情况")]
    of_task = naming.reporting_groups(review("甲", "每季度上报进展情况"))
    assert [(group.name, group.rhythm) for group in of_task] == [
        (naming.ASKED, Rhythm.QUARTER),
        (naming.DATED, Rhythm.HALF),
    ]


def test_a_choice_takes_the_presets_place() -> None:
    chosen = naming.choose_rhythm(review("甲", "乙"), naming.LASTING, Rhythm.DEADLINE)
    assert naming.cycles_of(chosen) == {0: "每半年", 1: "不填报"}
    assert naming.cycles_of(chosen, Rhythm.QUARTER) == {0: "每季度", 1: "每季度"}


def test_what_follows_is_counted_by_units() -> None:
    given = review("甲", "乙")
    assert naming.reports_a_year(given, naming.outcome_of(given, UnitDirectory())) == 8
    assert UnitClass.DEPARTMENT in {unit.cls for unit in naming.outcome_of(given, UnitDirectory()).entered}


@pytest.mark.parametrize(("reviewed", "red"), [(True, 0), (False, 2)])
def test_april_is_red_only_by_choice(library: Library, reviewed: bool, red: int) -> None:
    given = review("甲", "乙")
    add_plan(library, BY, Intake(given.draft, 0, agreed=naming.agreed(given) if reviewed else Agreed()))
    lit = lights(library, date(2022, 4, 11)).values()
    assert sum(each.colour is Colour.RED for each in lit) == red
    assert all(each.word is Why.REPORT_MISSING for each in lit if each.colour is Colour.RED)
