"""承接 of a library."""

from datetime import date

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, PlanDates, Task
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Said
from gongkai_desk.services import undo
from gongkai_desk.services.intake import plans
from gongkai_desk.services.progress import closing
from gongkai_desk.standing import plan_pairs
from gongkai_desk.store.library import Library
from tests.builders import stored_plan

DAY = date(2026, 3, 6)
BY = By("李明", DAY)


def plan(library: Library, title: str, *tasks: Task) -> int:
    dates = PlanDates(imprint=DAY, published=DAY)
    return stored_plan(library, *tasks, day=DAY, plan=Plan(title, dates=dates, year=2026))


def test_what_is_not_taken_up_is_a_gap_until_it_is_linked(library: Library) -> None:
    above = plan(
        library, "市要点", Task("公开现行有效行政规范性文件目录"), Task("组织领导干部接听热线电话", lead=("市教育局",))
    )
    own = plan(library, "区要点", Task("公开本区现行有效行政规范性文件目录"), Task("维修机关食堂设备"))
    (suggested,) = plan_pairs.suggested_links(library, above, own)
    assert plan_pairs.coverage_of(library, above, own).gaps == (1, 2)
    plans.link(library, BY, [(suggested.own, suggested.superior)])
    closing.move(library, By("李明", DAY), 2, None, Action.NOT_APPLICABLE, said=Said("无此职能"))
    found = plan_pairs.coverage_of(library, above, own)
    assert (found.taken, found.gaps, found.set_aside, found.without_basis) == ({1: (3,)}, (), (2,), (4,))
    assert plan_pairs.suggested_links(library, above, own) == ()


def test_a_link_is_made_once_and_undone_as_one_step(library: Library) -> None:
    above, own = plan(library, "市要点", Task("一")), plan(library, "区要点", Task("甲"), Task("乙"))
    plans.link(library, BY, [(2, 1), (3, 1), (2, 1)])
    assert plans.link(library, BY, [(2, 1)]).ids == {}
    plans.unlink(library, BY, [(3, 1)])
    assert plan_pairs.coverage_of(library, above, own).taken == {1: (2,)}
    undo.undo(library, BY)
    undo.undo(library, BY)
    assert plan_pairs.coverage_of(library, above, own).gaps == (1,)
