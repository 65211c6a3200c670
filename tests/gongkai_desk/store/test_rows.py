"""Domain objects go into rows and come back equal."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.ids import By, stored_as
from gongkai_desk.domain.plan import (
    Box,
    CellPlace,
    Level,
    PagePlace,
    Plan,
    PlanDates,
    Quota,
    StoredPlan,
    Task,
    TextPlace,
)
from gongkai_desk.domain.time import Deadline, DeadlineKind, Every, Recurrence, TimeLimit, TimeRemark
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import said

# cleaned text has line feeds, but no other control character, and no lone surrogate
texts = st.text(st.characters(blacklist_categories=("Cc", "Cs"), whitelist_characters="\n"), max_size=20)
names = texts.filter(bool)
maybe_text = st.none() | texts
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
maybe_day = st.none() | days
many_names = st.lists(names, max_size=3, unique=True).map(tuple)
points = st.floats(-1000, 5000, allow_nan=False)

deadlines = st.builds(
    Deadline,
    texts,
    st.none() | st.sampled_from(DeadlineKind),
    maybe_day,
    st.lists(days, max_size=3).map(tuple),
    maybe_day,
    st.lists(st.sampled_from(TimeRemark), max_size=2).map(tuple),
)
places = (
    st.builds(PagePlace, st.integers(1, 500), st.builds(Box, points, points, points, points))
    | st.builds(CellPlace, names, names)
    | st.builds(TextPlace, st.integers(0, 10**6), st.integers(0, 10**6))
)
quotas = st.builds(
    Quota,
    texts,
    st.sampled_from([">=", "<=", "="]),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    texts,
)
tasks = st.builds(
    Task,
    content=texts,
    seq=maybe_text,
    part=maybe_text,
    section=st.lists(names, max_size=3).map(tuple),
    title=maybe_text,
    title_derived=st.booleans(),
    lead=many_names,
    responsible=many_names,
    support=many_names,
    unit_text=texts,
    deadline=deadlines,
    inner_deadlines=st.lists(days, max_size=3).map(tuple),
    recurrences=st.lists(st.builds(Recurrence, st.sampled_from(Every), st.integers(1, 9), texts), max_size=2).map(
        tuple
    ),
    quotas=st.lists(quotas, max_size=2).map(tuple),
    time_limits=st.lists(
        st.builds(TimeLimit, texts, st.integers(0, 99), st.booleans(), texts, st.integers(0, 99)), max_size=2
    ).map(tuple),
    extra=st.dictionaries(names, texts, max_size=2),
    source=st.lists(places, max_size=3).map(tuple),
    printed=st.none() | deadlines,
)
all_plans = st.builds(
    Plan,
    texts,
    texts,
    texts,
    st.builds(PlanDates, maybe_day, maybe_day, maybe_day, maybe_day),
    st.none() | st.integers(1990, 2100),
    st.none() | st.sampled_from(Level),
)


@settings(max_examples=25, deadline=None)
@given(plan=all_plans, several=st.lists(tasks, min_size=1, max_size=6), full=st.booleans())
def test_plans_and_tasks_come_back_as_they_were(plan: Plan, several: list[Task], full: bool) -> None:
    if full:
        several = [replace(task, units_full={name: f"全{name}" for name in task.lead}) for task in several]
    with TemporaryDirectory() as folder, Library.create(Path(folder) / "a", "试", day=date(2022, 1, 1)) as library:
        with library.step("存", By("", date(2022, 1, 1))) as step:
            number = plans.insert_plan(step, plan)
            plans.insert_tasks(step, number, several, {})
        assert plans.plans(library) == [stored_as(StoredPlan, plan, id=number)]
        stored = plans.tasks(library, number)
    assert [said(task) for task in stored] == several
