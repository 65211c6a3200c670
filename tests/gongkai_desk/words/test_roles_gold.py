"""Every responsibility clause of the real plans, read as its careful annotator read it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.words.assigning import is_clause
from gongkai_desk.words.normal import clean, key
from gongkai_desk.words.roles import split_roles
from gongkai_desk.words.units import UnitDirectory

PLANS = (
    "beijing-2016-narrative",
    "shanghai-2022-table",
    "shenyang-2022-narrative",
    "shenyang-2022-table",
    "xinyu-2023-narrative",
)


def tasks(folder: Path, plan: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "gold" / f"{plan}.json").read_text(encoding="utf-8"))["tasks"]
    return found


@pytest.mark.parametrize("plan", PLANS)
def test_units_stand_in_the_role_and_order_of_the_gold(shared_plans: Path, plan: str) -> None:
    for task in tasks(shared_plans, plan):
        roles = split_roles(task["unit_text"], UnitDirectory.usual())
        found = (task["seq"], list(roles.lead), list(roles.responsible), list(roles.support))
        assert found == (task["seq"], task["lead"], task["responsible"], task["support"])


@pytest.mark.parametrize("plan", PLANS)
def test_short_and_open_forms_are_completed_as_in_the_gold(shared_plans: Path, plan: str) -> None:
    for task in tasks(shared_plans, plan):
        roles = split_roles(task["unit_text"], UnitDirectory.usual())
        assert (task["unit_text"], roles.full) == (task["unit_text"], task.get("units_full") or {})


@pytest.mark.parametrize("plan", PLANS)
def test_warnings_of_the_gold_are_the_open_and_unnamed_units(shared_plans: Path, plan: str) -> None:
    for task in tasks(shared_plans, plan):
        roles = split_roles(task["unit_text"], UnitDirectory.usual())
        warned = [warning.split(": ")[1] for warning in task.get("warnings", []) if "not named: " in warning]
        ended = [warning.split(": ")[1] for warning in task.get("warnings", []) if "open-ended: " in warning]
        assert (list(roles.unnamed), list(roles.open_ended)) == (warned, ended)


@pytest.mark.parametrize("plan", [plan for plan in PLANS if plan.endswith("narrative")])
def test_every_bracket_of_the_gold_is_a_clause(shared_plans: Path, plan: str) -> None:
    clauses = {task["unit_text"] for task in tasks(shared_plans, plan) if task["unit_text"]}
    assert not [clause for clause in clauses if not is_clause(clause)]


SOURCES = {
    "beijing-2016-narrative": "beijing-2016-narrative.txt",
    "xinyu-2023-narrative": "xinyu-2023-narrative.txt",
    "shenyang-2022-narrative": "shenyang-2022-narrative-and-table.txt",
}


@pytest.mark.parametrize("plan", SOURCES)
def test_no_other_bracket_of_the_plan_is_a_clause(shared_plans: Path, plan: str) -> None:
    text = clean((shared_plans / SOURCES[plan]).read_text(encoding="utf-8"))
    brackets = {key(found) for found in re.findall(r"（((?:[^（）]|（[^（）]*）)*)）", text) if is_clause(found)}
    assert brackets == {key(task["unit_text"]) for task in tasks(shared_plans, plan) if task["unit_text"]}
