"""Our own plan of 云州市 in every format is read as it was worked out by hand (tests/data/plans)."""

import json
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.paths import resource
from gongkai_desk.services.intake.reading import ReadOptions, draft_json, read_plan
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()

PLANS = Path(__file__).parent.parent.parent / "data" / "plans"
TEXTS = ("seq", "section", "title", "content", "lead", "responsible", "support", "unit_text")
TIMES = ("deadline", "deadline_kind", "deadline_date")
FILES = ("yunzhou-2026.txt", "yunzhou-2026.docx", "yunzhou-2026.pdf")


@pytest.fixture(scope="module", params=FILES)
def draft(request):
    return read_plan(resource("samples", request.param), ReadOptions(USUAL))


def expected(kind):
    return json.loads((PLANS / f"yunzhou-2026-{kind}.json").read_text(encoding="utf-8"))


def values(task, keys):
    return {key: bare(task[key]) for key in keys}


def bare(value):
    """Return the value as the scorer compares it: a closing stop and line feeds in clauses do not count."""
    return "".join(value.split()).rstrip("。") if isinstance(value, str) else value


def measures(task):
    every = task["recurrence"] and (task["recurrence"]["every"], task["recurrence"]["times"])
    return (
        every,
        [(quota["op"], quota["value"], quota["unit"]) for quota in task["quotas"]],
        [(limit["days"], limit["working"]) for limit in task["time_limits"]],
    )


@pytest.mark.parametrize(("part", "kind"), [(0, "narrative"), (1, "table")])
@pytest.mark.parametrize("keys", [TEXTS, TIMES], ids=["texts and units", "deadlines"])
def test_every_task_is_read_as_worked_out(draft, part, kind, keys):
    read, wanted = draft_json(draft, part)["tasks"], expected(kind)["tasks"]
    assert [values(task, keys) for task in read] == [values(task, keys) for task in wanted]


@pytest.mark.parametrize(("part", "kind"), [(0, "narrative"), (1, "table")])
def test_every_measure_is_read_as_worked_out(draft, part, kind):
    read, wanted = draft_json(draft, part)["tasks"], expected(kind)["tasks"]
    assert [measures(task) for task in read] == [measures(task) for task in wanted]


@pytest.mark.parametrize(("part", "kind"), [(0, "narrative"), (1, "table")])
def test_the_plan_is_described_as_worked_out(draft, part, kind):
    read, wanted = draft_json(draft, part), expected(kind)
    keys = ("title", "doc_no", "issuer", "issue_date", "year")
    assert [read[key] for key in keys] == [wanted[key] for key in keys]


def test_a_workbook_without_its_letter_needs_the_issue_date():
    path = resource("samples", "yunzhou-2026-table.xlsx")
    told = draft_json(read_plan(path, ReadOptions(USUAL)), 0)["tasks"]
    given = draft_json(read_plan(path, ReadOptions(USUAL, issue_date=date(2026, 3, 6))), 0)
    assert told[34]["deadline_date"] is None
    assert given["tasks"][34]["deadline_date"] == "2026-04-05"
