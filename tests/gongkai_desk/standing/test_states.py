"""The state of a whole task, from what is stored of those who count for it."""

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import StateFact
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.state import State
from gongkai_desk.domain.unit import Unit
from gongkai_desk.standing.shelf import task_states
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, shares

DAY = date(2026, 3, 9)
CLOSED, BEGUN = StateFact(State.CLOSED, DAY, DAY), StateFact(State.IN_PROGRESS, DAY)
LEAD, OTHER, HELPER = "市教育局", "市民政局", "市体育局"


def stored(library: Library, task: Task, states: dict[str | None, StateFact], who: str = "each") -> State | None:
    """Store a task with states of its units (``None``: of the task as a whole), and return where it stands."""
    with library.step("导入", By("", DAY)) as step:
        ids: dict[str | None, int | None] = {
            name: units.insert_unit(step, Unit(name)) for name in (LEAD, OTHER, HELPER)
        }
        matches = {name: plans.Match(unit_id=number) for name, number in ids.items() if name is not None}
        plans.insert_tasks(step, plans.insert_plan(step, Plan(title="要点")), [task], matches)
        shares.set_task_settings(step, 1, {"who_reports": who})
        for name, state in states.items():
            shares.put_state(step, (1, {**ids, None: None}[name]), state)
    return task_states(library).get(1)


BOTH = Task("公开", lead=(LEAD,), responsible=(OTHER,), support=(HELPER,))
ONLY_HELP = Task("公开", support=(HELPER,))


@pytest.mark.parametrize(
    ("task", "states", "who", "expected"),
    [
        pytest.param(BOTH, {}, "each", None, id="nothing is known"),
        pytest.param(BOTH, {LEAD: CLOSED}, "each", State.IN_PROGRESS, id="one of two is closed"),
        pytest.param(BOTH, {LEAD: CLOSED, OTHER: CLOSED}, "each", State.CLOSED, id="both are closed"),
        pytest.param(BOTH, {LEAD: CLOSED, OTHER: CLOSED, HELPER: BEGUN}, "each", State.CLOSED, id="a helper goes on"),
        pytest.param(BOTH, {LEAD: CLOSED}, "lead", State.CLOSED, id="the lead reports for all"),
        pytest.param(BOTH, {LEAD: CLOSED, OTHER: BEGUN}, "lead", State.CLOSED, id="another reported before"),
        pytest.param(BOTH, {None: CLOSED}, "each", None, id="an entry for the whole does not count beside units"),
        pytest.param(ONLY_HELP, {HELPER: BEGUN}, "each", State.IN_PROGRESS, id="a helper alone has begun"),
        pytest.param(ONLY_HELP, {HELPER: BEGUN, None: CLOSED}, "each", State.CLOSED, id="closed as a whole"),
        pytest.param(Task("公开"), {None: CLOSED}, "each", State.CLOSED, id="of nobody"),
    ],
)
def test_a_task_stands_where_those_stand_who_count_for_it(
    library: Library, task: Task, states: dict[str | None, StateFact], who: str, expected: State | None
) -> None:
    assert stored(library, task, states, who) is expected
