"""What printed names mean, what is entered for them, and which deadlines must be settled first."""

from datetime import date

import pytest

from gongkai_desk.domain.ids import By, UnitId
from gongkai_desk.domain.review import NameAnswer, NameDecision, Review
from gongkai_desk.domain.state import State
from gongkai_desk.domain.unit import StoredUnit, UnitClass
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.review import naming
from gongkai_desk.review.answering import answer
from gongkai_desk.review.choices import choices
from gongkai_desk.review.drafting import Reader
from gongkai_desk.review.entering import Terms, resolve
from gongkai_desk.review.naming import Meaning
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.store import journal, units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, states
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

TABLE = """云州市2026年政务公开工作要点任务分解表

序号\t任务名称\t任务内容\t责任单位\t时间节点
1\t公开规划\t更新规划进展情况专栏\t市发展改革委、商务局\t2月20日
2\t公开教育\t公布全市招生信息\t相关市级部门\t9月底前
3\t公开医疗\t公布各项收费项目标准\t市政府各部门、市数智服务局\t9月底前

云州市人民政府办公室
2026年3月5日
"""
DAY = date(2026, 3, 9)


@pytest.fixture
def review():
    return Review(parse(read_text(TABLE), UnitDirectory.usual(), Workdays.usual()), 0)


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "库.gkdesk", "库", day=DAY) as made:
        yield made


def meanings(review):
    return {name.printed: name for name in naming.printed_names(review, UnitDirectory.usual())}


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("商务局", Meaning.FULL),
        ("相关市级部门", Meaning.OPEN),
        ("市政府各部门", Meaning.GROUP),
        ("市数智服务局", Meaning.UNKNOWN),
    ],
)
def test_names_are_matched(review, name, meaning):
    assert meanings(review)[name].meaning is meaning


@pytest.mark.parametrize(
    ("known", "printed"),
    [
        ("上海市教育委员会", "市教委"),
        ("市教委", "上海市教育委员会"),
        ("黄浦区政府", "黄浦区人民政府"),
        ("黄浦区人民政府", "黄浦区政府"),
    ],
)
def test_names_as_people_write_them_are_one(known: str, printed: str) -> None:
    own = UnitDirectory((StoredUnit(known, id=UnitId(1)),), place="上海市")
    found = resolve([printed], own, Terms(reviewed=True))
    assert found.meant[printed] == own.units[0]
    assert found.entered == ()


def test_bodies_that_were_merged_later_are_apart_in_a_plan_of_their_time() -> None:
    found = resolve(["市工商局", "市质监局"], UnitDirectory(), Terms(on=date(2016, 5, 1), reviewed=True))
    assert [unit.name for unit in found.entered] == ["市工商局", "市质监局"]


def test_collective_names_tell_their_members(review):
    assert "市财政局" in meanings(review)["市政府各部门"].units


def test_unknown_names_stand_first_with_the_nearest(review):
    first = naming.printed_names(review, UnitDirectory.usual())[0]
    assert first.printed == "市数智服务局"
    assert first.near


def test_deadlines_before_the_issue_stand_first(review):
    first, second = naming.printed_deadlines(review)
    assert first.is_before_issue
    assert second.tasks == (1, 2)
    assert [doubt.task for doubt in naming.unsettled(review)] == [0]


def stored(library, review):
    add_plan(library, By("", DAY), Intake(review.draft, 0, agreed=naming.agreed(review)))
    return {unit.name: unit for unit in units.units(library)}


def test_an_undecided_name_is_entered_as_proposed(library, review):
    assert stored(library, review)["市数智服务局"].proposed
    assert not units.find_unit(library, "市商务局").proposed


def test_a_new_unit_is_entered_with_its_class(library, review):
    decision = NameDecision("市数智服务局", NameAnswer.NEW, "市数据局", UnitClass.DEPARTMENT)
    unit = stored(library, naming.name_it(review, decision))["市数据局"]
    assert (unit.cls, unit.proposed) == (UnitClass.DEPARTMENT, False)
    assert units.find_unit(library, "市数智服务局").id == unit.id


def test_a_name_that_is_text_enters_nothing(library, review):
    text = naming.name_it(review, NameDecision("市数智服务局", NameAnswer.TEXT))
    assert "市数智服务局" not in stored(library, text)


def test_a_name_that_means_a_unit_is_stored_as_that_unit(library, review):
    meant = naming.name_it(review, NameDecision("市数智服务局", NameAnswer.EXISTING, "市财政局"))
    assert "市数智服务局" not in stored(library, meant)
    of_task = [each for each in units.assignments(library) if each.printed == "市数智服务局"]
    assert of_task[0].unit_id == units.find_unit(library, "市财政局").id


@pytest.mark.parametrize(("which", "state"), [(0, State.CLOSED), (1, None)], ids=["done", "last year"])
def test_what_was_said_of_a_past_deadline_is_stored_in_the_same_step(library, review, which, state):
    reader = Reader(UnitDirectory.usual(), Workdays.usual())
    doubt = naming.unsettled(review)[0]
    said = answer(review, doubt, choices(review, doubt, reader)[which], reader)
    before = len(journal.steps(library))
    stored(library, said)
    assert len(journal.steps(library)) == before + 1
    first = plans.tasks(library)[0]
    found = set(states.states(library, [first.id]).values())
    assert (state in found) if state else State.CLOSED not in found
