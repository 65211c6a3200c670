"""Lights: the first rule that applies, a task's worst unit, thresholds, and the words that explain them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.light import Colour, Proof, Thresholds, Why
from gongkai_desk.domain.plan import PlanDates, Task
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import Deadline, DeadlineKind, TimeRemark
from gongkai_desk.domain.work import Report, Settled, TaskSettings, Transition
from gongkai_desk.rules.light.cycles import Cycle
from gongkai_desk.rules.light.lights import Frame, light, task_light
from gongkai_desk.rules.light.shares import LASTING, Share, finishing_day
from gongkai_desk.wording.lights import SENTENCES, STANDINGS, explain
from gongkai_desk.wording.states import COLOURS, WORDS, light_text
from gongkai_desk.workdays import Workdays
from tests.builders import a_share

USUAL = Workdays.usual()
ENTERED = date(2026, 3, 6)
DUE = date(2026, 9, 30)
TASK = Task("举办开放日", deadline=Deadline("9月底前", DeadlineKind.MONTH_END, DUE, (DUE,)))
REPORTED = tuple(Report(1, "市教育局", date(2026, month, 20), "进展", unit_id=1) for month in (3, 6, 9, 12))
USUALLY = {"state": State.IN_PROGRESS, "since": ENTERED, "reports": REPORTED}


def share_with(**fields: Any) -> Share:
    """Return a share in progress with all its reports; ``fields`` override."""
    return a_share(**(USUALLY | fields))


SHARE = share_with()


def frame(today: date, **settings: object) -> Frame:
    return Frame(today, USUAL, TaskSettings(entered=ENTERED, **settings))  # type: ignore[arg-type]


def seen(today: date, share: Share = SHARE, task: Task = TASK, **settings: object) -> tuple[str, str]:
    found = light(task.deadline, share.facts, frame(today, **settings))
    return found.colour.value, found.word.value


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 9, 14), ("green", "running")),
        (date(2026, 9, 15), ("yellow", "due_soon")),
        (DUE, ("yellow", "due_soon")),
        (date(2026, 10, 1), ("red", "overdue")),
    ],
    ids=["16 days", "15 days", "last day", "past"],
)
def test_a_deadline_comes_near_and_passes(today, expected):
    assert seen(today) == expected


@pytest.mark.parametrize(
    ("changes", "today", "expected"),
    [
        ({"state": State.NOT_APPLICABLE}, date(2026, 12, 1), ("off", "not_applicable")),
        ({"state": State.PENDING, "since": DUE}, date(2026, 12, 1), ("blue", "pending")),
        ({"state": State.CLOSED, "finished": DUE}, date(2026, 12, 1), ("green", "closed")),
        ({"state": State.CLOSED, "finished": date(2026, 10, 1)}, date(2026, 12, 1), ("green", "done_late")),
        ({"extended": date(2026, 12, 31)}, date(2026, 10, 8), ("green", "running")),
        ({"state": State.RETURNED, "rectify_until": date(2026, 10, 20)}, date(2026, 10, 20), ("yellow", "returned")),
        (
            {"state": State.RETURNED, "rectify_until": date(2026, 10, 20)},
            date(2026, 10, 21),
            ("red", "rectify_overdue"),
        ),
        ({"state": State.RETURNED}, date(2026, 10, 21), ("red", "overdue")),
        ({"state": State.DEFERRED}, date(2026, 12, 1), ("off", "deferred")),
        ({"state": State.DEFERRED, "paused_until": date(2026, 11, 1)}, date(2026, 12, 1), ("red", "overdue")),
        ({"reports": REPORTED[:1]}, date(2026, 7, 2), ("yellow", "report_in_grace")),
        ({"reports": REPORTED[:1]}, date(2026, 7, 3), ("red", "report_missing")),
        ({"reports": REPORTED[:1]}, date(2026, 6, 16), ("green", "running")),
        ({"reports": REPORTED[:1]}, date(2026, 6, 17), ("yellow", "report_soon")),
    ],
)
def test_the_first_rule_that_applies(changes, today, expected):
    assert seen(today, share_with(**changes)) == expected


@pytest.mark.parametrize("settled", [None, Settled.KEPT, Settled.LAST_YEAR])
def test_no_red_on_the_first_day(settled):
    early = replace(TASK, deadline=replace(TASK.deadline, due=date(2026, 1, 31)))
    expected = {None: "yellow", Settled.KEPT: "red", Settled.LAST_YEAR: "off"}[settled]
    assert seen(ENTERED, share_with(reports=()), early, settled=settled)[0] == expected


def test_a_doubtful_deadline_waits_for_the_office():
    doubtful = replace(TASK, deadline=replace(TASK.deadline, remarks=(TimeRemark.TO_CONFIRM,)))
    assert seen(ENTERED, SHARE, doubtful) == ("yellow", "to_confirm")
    assert seen(ENTERED, SHARE, doubtful, settled=Settled.KEPT) == ("green", "running")


def test_thresholds_are_settings():
    strict = replace(frame(date(2026, 9, 1)), thresholds=Thresholds(due_soon=30))
    assert light(TASK.deadline, SHARE.facts, strict).colour is Colour.YELLOW
    silent = replace(frame(date(2026, 7, 3)), cycle=Cycle(None))
    assert light(TASK.deadline, share_with(reports=()).facts, silent).colour is Colour.GREEN


def test_a_task_is_its_worst_unit_and_units_not_concerned_leave_the_sum():
    late = [share_with(unit_id=number) for number in (1, 2)]
    done = [share_with(unit_id=number, state=State.CLOSED, finished=DUE) for number in (3, 4, 5)]
    aside = share_with(unit_id=6, state=State.NOT_APPLICABLE)
    found = task_light(TASK.deadline, [*done, aside, *late], frame(date(2026, 10, 8)))
    assert light_text(found) == "红2/5"
    assert light_text(task_light(TASK.deadline, [aside], frame(DUE))) == "不亮"


def test_finishing_is_by_the_evidence_then_the_report_then_the_application():
    proofs = (Proof(date(2026, 9, 28)), Proof(date(2026, 10, 30)))
    verified = date(2026, 11, 5)
    for facts, day in (
        ({"proofs": proofs}, date(2026, 9, 28)),
        ({}, date(2026, 9, 20)),
        ({"reports": ()}, date(2026, 10, 8)),
    ):
        pending = share_with(state=State.PENDING, since=date(2026, 10, 8), **facts)
        assert finishing_day(TASK.deadline, pending.facts, verified) == day


def test_every_light_and_standing_has_its_words():
    assert set(WORDS) == set(SENTENCES) == set(Why)
    assert set(COLOURS) == set(Colour)
    assert len(STANDINGS) == 8


def test_a_light_explains_itself():
    day = date(2026, 4, 3)
    task = replace(TASK, deadline=Deadline("发布后20个工作日内", DeadlineKind.RELATIVE, day, (day,)))
    share = share_with(reports=REPORTED[:1])
    today = frame(date(2026, 7, 3))
    told = "".join(explain(task, share, light(task.deadline, share.facts, today), today))
    for words in (
        "红：逾期。",
        "2026年4月3日到期，已过91天，没有申请销号",
        "2026年二季度进展应于2026年6月25日报送，逾期6个工作日未报送",
        "第1个工作日3月9日，3月9日—3月13日、3月16日—3月20日、3月23日—3月27日、3月30日—4月3日，共20个工作日",
        "最近一次进展2026年3月20日",
        "2026年一季度按时报",
        "还没有佐证材料",
    ):
        assert words in told


def told_of(share: Share, today: date, task: Task = TASK, dates: PlanDates | None = None, **settings: object) -> str:
    given = frame(today, **settings)
    return "".join(explain(task, share, light(task.deadline, share.facts, given), given, dates=dates))


def done(act: Action, day: date, became: State, reason: str = "", **said: Any) -> Transition:
    return Transition(1, 1, act, day, State.IN_PROGRESS, became, reason, **said)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (
            done(Action.SUSPEND, DUE, State.SUSPENDED, "改版", doc_no="18号"),
            "不亮：已中止。2026年9月30日中止：改版（18号）",
        ),
        (
            done(Action.NOT_APPLICABLE, DUE, State.NOT_APPLICABLE, "没有窗口", approver="王主任"),
            "不亮：不涉及。2026年9月30日不涉及：没有窗口（王主任批准）",
        ),
        (done(Action.RETURN, DUE, State.RETURNED, "只办了1场"), "2026年9月30日退回整改：只办了1场"),
        (done(Action.CLOSE, DUE, State.CLOSED, override="集中办结"), "2026年9月30日销号，破例理由：集中办结"),
    ],
    ids=["suspended", "not concerned", "returned", "closed against the rules"],
)
def test_a_light_tells_what_was_said_with_the_act_behind_it(act, expected):
    share = share_with(state=act.became, since=act.day, acts=(act,))
    assert expected in told_of(share, date(2026, 10, 8))


def test_an_extension_tells_its_letter_and_the_days_left():
    act = done(
        Action.EXTEND, DUE, State.IN_PROGRESS, "重印", until=date(2026, 12, 15), doc_no="31号", approver="王主任"
    )
    told = told_of(share_with(extended=act.until, acts=(act,)), date(2026, 11, 22))
    assert "离2026年12月15日还有23天" in told
    assert "已延期到2026年12月15日（31号，王主任批准），理由：重印" in told
    assert "2026年四季度进展应于2026年12月10日报送" in told


def test_a_doubtful_deadline_tells_its_doubt_and_where_it_counts_from():
    early = replace(TASK, deadline=replace(TASK.deadline, due=date(2026, 1, 31), remarks=(TimeRemark.BEFORE_ISSUE,)))
    dates = PlanDates(imprint=ENTERED)
    assert "早于印发日期2026年3月6日" in told_of(SHARE, ENTERED, early, dates)
    assert "早于印发日期" not in told_of(SHARE, ENTERED, early, dates, settled=Settled.KEPT)
    day = date(2026, 4, 3)
    span = replace(TASK, deadline=Deadline("发布后20个工作日内", DeadlineKind.RELATIVE, day, (day,)))
    assert "发布日期没有登记，暂从印发日期2026年3月6日的次日起算" in told_of(SHARE, ENTERED, span, dates)
    published = replace(dates, published=date(2026, 3, 7))
    assert "，从发布日期2026年3月7日的次日起算" in told_of(SHARE, ENTERED, span, published)


STATES = st.sampled_from(State)
DATES = st.none() | st.dates(date(2025, 12, 1), date(2027, 1, 31))
SHARES = st.builds(
    a_share,
    st.just(1),
    st.just("甲"),
    STATES,
    DATES,
    finished=DATES,
    extended=DATES,
    rectify_until=DATES,
    paused_until=DATES,
)
DEADLINES = st.builds(Deadline, st.just("时限"), st.sampled_from(DeadlineKind), DATES, start=DATES)


@given(SHARES, DEADLINES, st.dates(ENTERED, date(2026, 12, 31)))
def test_every_share_has_one_light_with_a_reason_in_words(share, deadline, today):
    task = Task("一", deadline=deadline)
    found = light(task.deadline, share.facts, frame(today))
    assert found.reasons
    assert all(
        sentence.endswith("。") and "{" not in sentence for sentence in explain(task, share, found, frame(today))
    )
    if share.state is State.PENDING:
        assert found.colour is Colour.BLUE
    if today == ENTERED and deadline.due and deadline.due < ENTERED and share.extended is None:
        assert found.colour is not Colour.RED or share.state is State.RETURNED
    if found.word is Why.OVERDUE:
        assert deadline.kind in LASTING or (share.extended or deadline.due) < today
