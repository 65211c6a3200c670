"""What a quick search finds, in which order."""

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, search
from tests.builders import a_task

STORED = date(2026, 3, 9)


def test_a_search_for_few_has_the_order_of_one_for_many(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with library.step("导入", By("", STORED)) as step:
        for title in ("甲", "乙"):
            plan = plans.insert_plan(step, Plan(title=title, year=2026))
            plans.insert_tasks(step, plan, [a_task(content=f"公开{title}{i}") for i in range(5)], {})
    few = search.matching(library, "公开")
    monkeypatch.setattr(search, "_FEW", 0)
    assert few == search.matching(library, "公开") == plans.task_ids(library, 1) + plans.task_ids(library, 2)


@pytest.mark.parametrize("word", ["资金来源", "财政拨款", "900"])
def test_what_stands_in_other_columns_is_found(library: Library, word: str) -> None:
    kept = {"资金来源": "财政拨款", "总投资（万元）": "900"}
    with library.step("导入", By("", STORED)) as step:
        plan = plans.insert_plan(step, Plan(title="甲", year=2026))
        plans.insert_tasks(step, plan, [a_task(), a_task(extra=kept)], {})
    assert search.matching(library, word) == plans.task_ids(library, 1)[1:]


def test_no_task_is_found_by_the_marks_in_which_columns_are_stored(library: Library) -> None:
    with library.step("导入", By("", STORED)) as step:
        plan = plans.insert_plan(step, Plan(title="甲", year=2026))
        plans.insert_tasks(step, plan, [a_task()], {})
    assert search.matching(library, "{}") == []
