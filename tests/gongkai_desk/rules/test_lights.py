"""Lights: the first rule that applies, a task's worst unit, thresholds, and the words that explain them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import Deadline, DeadlineKind, TimeRemark
from gongkai_desk.domain.work import Report, Settled, State, TaskSettings
from gongkai_desk.rules.cycles import Cycle
from gongkai_desk.rules.lights import Colour, Frame, Why, light, task_light
from gongkai_desk.rules.shares import LASTING, Proof, Share, finishing_day
from gongkai_desk.rules.thresholds import Thresholds
from gongkai_desk.wording_lights import COLOURS, SENTENCES, STANDINGS, WORDS, explain, light_text
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()
ENTERED = date(2026, 3, 6)
DUE = date(2026, 9, 30)
TASK = Task("举办开放日", deadline=Deadline("9月底前", DeadlineKind.MONTH_END, DUE, (DUE,)))
REPORTED = tuple(Report(1, "市教育局", date(2026, month, 20), "进展", unit_id=1) for month in (3, 6, 9, 12))
SHARE = Share(1, "市教育局", State.IN_PROGRESS, ENTERED, reports=REPORTED)


def frame(today: date, **settings: object) -> Frame:
    return Frame(today, USUAL, TaskSettings(entered=ENTERED, **settings))  # type: ignore[arg-type]


def seen(today: date, share: Share = SHARE, task: Task = TASK, **settings: object) -> tuple[str, str]:
    found = light(task, share, frame(today, **settings))
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
    assert seen(today, replace(SHARE, **changes)) == expected


@pytest.mark.parametrize("settled", [None, Settled.KEPT, Settled.LAST_YEAR])
def test_no_red_on_the_first_day(settled):
    early = replace(TASK, deadline=replace(TASK.deadline, due=date(2026, 1, 31)))
    expected = {None: "yellow", Settled.KEPT: "red", Settled.LAST_YEAR: "off"}[settled]
    assert seen(ENTERED, replace(SHARE, reports=()), early, settled=settled)[0] == expected


def test_a_doubtful_deadline_waits_for_the_office():
    doubtful = replace(TASK, deadline=replace(TASK.deadline, remarks=(TimeRemark.TO_CONFIRM,)))
    assert seen(ENTERED, SHARE, doubtful) == ("yellow", "to_confirm")
    assert seen(ENTERED, SHARE, doubtful, settled=Settled.KEPT) == ("green", "running")


def test_thresholds_are_settings():
    strict = replace(frame(date(2026, 9, 1)), thresholds=Thresholds(due_soon=30))
    assert light(TASK, SHARE, strict).colour is Colour.YELLOW
    silent = replace(frame(date(2026, 7, 3)), cycle=Cycle(None))
    assert light(TASK, replace(SHARE, reports=()), silent).colour is Colour.GREEN


def test_a_task_is_its_worst_unit_and_units_not_concerned_leave_the_sum():
    late = [replace(SHARE, unit_id=number) for number in (1, 2)]
    done = [replace(SHARE, unit_id=number, state=State.CLOSED, finished=DUE) for number in (3, 4, 5)]
    aside = replace(SHARE, unit_id=6, state=State.NOT_APPLICABLE)
    found = task_light(TASK, [*done, aside, *late], frame(date(2026, 10, 8)))
    assert light_text(found) == "红2/5"
    assert light_text(task_light(TASK, [aside], frame(DUE))) == "不亮"


def test_finishing_is_by_the_evidence_then_the_report_then_the_application():
    proofs = (Proof(date(2026, 9, 28)), Proof(date(2026, 10, 30)))
    pending = replace(SHARE, state=State.PENDING, since=date(2026, 10, 8), proofs=proofs)
    verified = date(2026, 11, 5)
    assert finishing_day(TASK, pending, verified) == date(2026, 9, 28)
    assert finishing_day(TASK, replace(pending, proofs=()), verified) == date(2026, 9, 20)
    assert finishing_day(TASK, replace(pending, proofs=(), reports=()), verified) == date(2026, 10, 8)


def test_every_light_and_standing_has_its_words():
    assert set(WORDS) == set(SENTENCES) == set(Why)
    assert set(COLOURS) == set(Colour)
    assert len(STANDINGS) == 8


def test_a_light_explains_itself():
    day = date(2026, 4, 3)
    task = replace(TASK, deadline=Deadline("发布后20个工作日内", DeadlineKind.RELATIVE, day, (day,)))
    share = replace(SHARE, reports=REPORTED[:1])
    today = frame(date(2026, 7, 3))
    told = "".join(explain(task, share, light(task, share, today), today))
    for words in (
        "红：逾期。",
        "2026年4月3日到期，已过91天，没有申请销号",
        "2026年二季度进展应于2026年6月25日报送，已过6个工作日，没有报",
        "第1个工作日3月9日，3月9日—3月13日、3月16日—3月20日、3月23日—3月27日、3月30日—4月3日，共20个工作日",
        "最近一次进展2026年3月20日",
        "2026年一季度按时报",
        "还没有佐证材料",
    ):
        assert words in told


STATES = st.sampled_from(State)
DATES = st.none() | st.dates(date(2025, 12, 1), date(2027, 1, 31))
SHARES = st.builds(
    Share,
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
    found = light(task, share, frame(today))
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
