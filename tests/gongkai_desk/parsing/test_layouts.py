"""Layouts in the manner of other provinces: every task with every field, every refusal, every doubt that is due."""

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.errors import NoTasks
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_document
from gongkai_desk.services.reading import chosen_part, draft_json
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

LAYOUTS = Path(__file__).resolve().parents[2] / "data" / "plans" / "layouts"
BROKEN: dict[str, dict[str, str]] = {  # test → layout → what is not yet right
    "tasks": {
        "comma-numbers": "4） after 3、 is taken as a part of 3 (and doubted as a gap)",
    },
    "paper": {},
}
UNIT_LISTS = ("lead", "responsible", "support")
PLAIN = ("title", "content", "section", *UNIT_LISTS, "deadline", "deadline_kind", "deadline_date")
DOCUMENT = ("title", "doc_no", "issuer", "issue_date", "year")
BRACKETS = str.maketrans("〔〕【】[]", "()()()")


def gold_of(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def cases(test: str, key: str) -> list[Any]:
    """Return the layouts whose expectation has something under ``key``, those not yet right with the reason."""
    reasons = BROKEN.get(test, {})
    return [
        pytest.param(path, id=path.stem, marks=marks_of(reasons.get(path.stem)))
        for path in sorted(LAYOUTS.glob("*.json"))
        if gold_of(path).get(key)
    ]


def marks_of(reason: str | None) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


@cache
def draft_of(file: str) -> Any:
    return parse(read_document(LAYOUTS / file), UnitDirectory.usual(), Workdays.usual())


def read(gold: dict[str, Any]) -> dict[str, Any]:
    draft = draft_of(gold["file"])
    return draft_json(draft, chosen_part(draft, gold["part"]))


def plain(value: Any) -> Any:
    """Return a value for comparing: widths, blanks, kinds of bracket and the closing stop do not count."""
    if isinstance(value, str):
        bare = unicodedata.normalize("NFKC", value).translate(BRACKETS)
        return "".join(bare.split()).rstrip("。.;,")
    return [plain(each) for each in value] if isinstance(value, list) else value


def measure(task: dict[str, Any], name: str) -> Any:
    """Return one field of a task as it is compared: measures by what they demand, not by the words quoted."""
    value = task.get(name)
    if name == "seq":
        return plain(value).split("/")[-1].strip("()") if value else None
    if name == "recurrence":
        return (value["every"], value["times"]) if value else None
    if name == "quotas":
        return sorted((each["op"], each["value"], each["unit"]) for each in value or [])
    if name == "time_limits":
        return sorted((each["days"], each["working"]) for each in value or [])
    return plain(value)


def differences(want: dict[str, Any], got: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return the fields of a task that are neither as expected nor one of what is right too."""
    wrong = []
    for name in ("seq", *PLAIN, "recurrence", "quotas", "time_limits"):
        also = [{name: value} for value in want.get("also_accept", {}).get(name, [])]
        if measure(got, name) not in [measure(each, name) for each in (want, *also)]:
            wrong.append((name, want.get(name), got.get(name)))
    return wrong


@pytest.mark.parametrize("path", cases("tasks", "tasks"))
def test_every_task_with_every_field(path: Path) -> None:
    gold = gold_of(path)
    tasks = read(gold)["tasks"]
    assert [task["content"] for task in tasks if len(tasks) != len(gold["tasks"])] == []
    assert [differences(want, got) for want, got in zip(gold["tasks"], tasks, strict=True)] == [[]] * len(tasks)


@pytest.mark.parametrize("path", cases("paper", "tasks"))
def test_what_the_paper_says_about_itself(path: Path) -> None:
    gold = gold_of(path)
    got, also = read(gold), gold.get("document_also", {})
    right = {name: [plain(value) for value in (gold[name], *also.get(name, []))] for name in DOCUMENT}
    assert [(name, got[name]) for name in DOCUMENT if plain(got[name]) not in right[name]] == []


@pytest.mark.parametrize("path", cases("doubts", "doubts"))
def test_what_is_unsure_is_doubted(path: Path) -> None:
    gold = gold_of(path)
    raised = [[doubt["kind"], doubt["task"]] for doubt in read(gold)["warnings"]]
    assert [doubt for doubt in gold["doubts"] if doubt not in raised] == []


@pytest.mark.parametrize("path", cases("refused", "outcome"))
def test_what_is_no_plan_is_refused(path: Path) -> None:
    with pytest.raises(NoTasks):
        draft_of(gold_of(path)["file"])
