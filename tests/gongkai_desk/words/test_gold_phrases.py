"""The words of the real plans against their gold annotations: every deadline, recurrence, quota and time limit."""

import json
from datetime import date

import pytest

from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.time import DeadlineKind
from gongkai_desk.words.dates import TimeContext
from gongkai_desk.words.deadlines import inner_deadlines, prose_deadline, read_deadline
from gongkai_desk.words.quantities import lacks_period, quotas, recurrences, time_limits
from gongkai_desk.workdays import Workdays

PLANS = [
    "beijing-2016-narrative",
    "shanghai-2022-table",
    "shenyang-2022-narrative",
    "shenyang-2022-table",
    "xinyu-2023-narrative",
]
WITHOUT_LABEL = {"beijing-2016-narrative", "xinyu-2023-narrative"}  # there the content itself sets the deadline


@pytest.fixture(params=PLANS)
def gold(request, shared_plans):
    document = json.loads((shared_plans / "gold" / f"{request.param}.json").read_text("utf-8"))
    issued = date.fromisoformat(document["issue_date"])
    context = TimeContext(document["year"], PlanDates(written=issued, imprint=issued), Workdays.usual())
    return request.param, context, document["tasks"]


def misses(tasks, read, wanted):
    return [(t["seq"], got, want) for t in tasks if (got := read(t)) != (want := wanted(t))]


def text_of(task):
    return f"{task['title'] or ''}。\n{task['content']}"


def test_deadlines(gold):
    name, context, tasks = gold

    def read(task):
        found = (
            prose_deadline(task["content"], context)
            if name in WITHOUT_LABEL
            else read_deadline(task["deadline"], context)
        )
        return found.text or None, found.kind, found.due and found.due.isoformat()

    assert not misses(tasks, read, lambda t: (t["deadline"], t["deadline_kind"], t["deadline_date"]))


def test_inner_deadlines(gold):
    name, context, tasks = gold
    if name in WITHOUT_LABEL:
        return

    def read(task):
        found = inner_deadlines(task["content"], context)
        return [(d.text, d.due.isoformat()) for d in found if d.kind is not DeadlineKind.RELATIVE]

    assert not misses(tasks, read, lambda t: [(d["text"], d["date"]) for d in t.get("inner_deadlines") or []])


def test_recurrences(gold):
    def wanted(task):
        every = task.get("recurrences") or [r for r in [task["recurrence"]] if r]
        return [(r["every"], r["times"]) for r in every]

    assert not misses(gold[2], lambda t: [(r.every, r.times) for r in recurrences(text_of(t))], wanted)


def test_quotas(gold):
    def read(task):
        return [(q.op, float(q.value), q.unit, q.strict) for q in quotas(text_of(task))]

    def wanted(task):
        return [(q["op"], float(q["value"]), q["unit"], q.get("strict", False)) for q in task["quotas"] or []]

    assert not misses(gold[2], read, wanted)


def test_time_limits(gold):
    def read(task):
        return [(x.days, x.working, x.after, x.text) for x in time_limits(text_of(task))]

    def wanted(task):
        return [(x["days"], x["working"], x["after"], x["text"]) for x in task["time_limits"] or []]

    assert not misses(gold[2], read, wanted)


def test_lacks_period(gold):
    def wanted(task):
        return any("定期" in warning for warning in task["warnings"])

    assert not misses(gold[2], lambda t: lacks_period(text_of(t)), wanted)
