"""Slips: which are due, what they say, their numbers and the register."""

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.slips import COLOURED, Slip, SlipKind
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import NewReport
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services import slips, undo
from gongkai_desk.services.office import save_settings
from gongkai_desk.services.progress.work import report
from gongkai_desk.standing import due_slips
from gongkai_desk.store.entries import papers
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import a_task, stored_plan

DAY = date(2026, 3, 10)
LATE = date(2026, 10, 9)
DUE = Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30), (date(2026, 9, 30),))


@pytest.fixture
def plan(library: Library) -> int:
    tasks = (
        a_task(lead=(), responsible=("市司法局",), deadline=DUE),
        a_task(seq="2", title="公开规划", lead=(), responsible=("市司法局", "市教育局"), deadline=DUE),
    )
    return stored_plan(library, *tasks, day=DAY)


def due(
    library: Library, *kinds: SlipKind, today: date = LATE, others: bool = False, **among: object
) -> tuple[Slip, ...]:
    of = due_slips.Among(**among)  # type: ignore[arg-type]
    return due_slips.slips(library, kinds or (SlipKind.CHASE,), today=today, among=of, others=others)  # type: ignore[arg-type]


def issued(library: Library, *kinds: SlipKind) -> list[str]:
    _, done = slips.issue(library, By("李明", LATE), due(library, *kinds))
    return [slip.number_text for slip in done]


def test_a_unit_gets_one_slip_with_all_that_is_late(library: Library, plan: int) -> None:
    assert {(slip.unit, len(slip.tasks)) for slip in due(library)} == {("市司法局", 2), ("市教育局", 1)}


def test_a_slip_says_basis_deadline_progress_and_what_is_late(library: Library, plan: int) -> None:
    first = plans.tasks(library, plan)[0].id
    assert first is not None
    report(library, By("李明", date(2026, 6, 1)), first, NewReport("市司法局", date(2026, 6, 1), "已过半。"))
    (slip,) = due(library, unit="市司法局")
    item = slip.tasks[0]
    assert item.basis == (
        "《云州市2026年政务公开工作要点》（云政办发〔2026〕8号）第1项：规范政策发布。集中公开现行有效行政规范性文件"
    )
    assert item.deadline == "9月底前（2026年9月30日）"
    assert item.progress == "2026年6月1日报：已过半。"
    assert item.late.startswith("2026年9月30日到期，已过9天，没有申请销号")
    assert slip.tasks[1].progress == "截至2026年10月9日，未报送进展。"


def test_an_answer_is_asked_so_many_working_days_on(library: Library, plan: int) -> None:
    # 10 October 2026 is a make-up day, 11 October a Sunday
    assert due(library, unit="市教育局")[0].answer_until == date(2026, 10, 13)


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        pytest.param(date(2026, 3, 11), [], id="nothing on the first days"),
        pytest.param(date(2026, 3, 20), [SlipKind.BLUE], id="near"),
        pytest.param(date(2026, 3, 30), [SlipKind.YELLOW], id="behind"),
        pytest.param(LATE, [SlipKind.RED], id="overdue"),
    ],
)
def test_the_colour_follows_the_light(library: Library, plan: int, today: date, kinds: list[SlipKind]) -> None:
    assert [slip.kind for slip in due(library, *COLOURED, today=today, unit="市教育局")] == kinds


def test_numbers_run_per_kind_and_year(library: Library, plan: int) -> None:
    assert issued(library) == ["催办〔2026〕1号", "催办〔2026〕2号"]
    assert issued(library, SlipKind.RED) == ["红督〔2026〕1号", "红督〔2026〕2号"]
    assert issued(library)[0] == "催办〔2026〕3号"
    assert papers.next_number(library, SlipKind.CHASE, 2027) == 1


def test_undo_gives_numbers_back_without_a_gap(library: Library, plan: int) -> None:
    issued(library)
    issued(library)
    undo.undo(library, By("李明", LATE))
    assert [each.number for each in due_slips.register(library, 2026).lines] == [1, 2]
    assert papers.reminders(library)[0].slip_id == due_slips.register(library, 2026).lines[-1].id
    assert issued(library) == ["催办〔2026〕3号", "催办〔2026〕4号"]


def test_a_paper_that_cannot_be_written_uses_no_number(library: Library, plan: int) -> None:
    def fail(done: object) -> None:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        slips.issue(library, By("李明", LATE), due(library), write=fail)
    assert due_slips.register(library, 2026).lines == ()
    assert papers.reminders(library) == []


def test_the_register_names_unit_tasks_and_answer(library: Library, plan: int) -> None:
    issued(library)
    number = due_slips.register(library, 2026).lines[0]
    slips.enter_answers(library, By("李明", date(2026, 10, 12)), [number.id], answered=date(2026, 10, 12))
    line = due_slips.register(library, 2026).lines[0]
    assert (line.unit, line.answered, len(line.tasks)) == ("市教育局", date(2026, 10, 12), 1)
    assert due_slips.register(library, 2025).lines == ()
    with pytest.raises(UnknownId):
        slips.enter_answers(library, By("李明", LATE), [99], answered=None)


def test_slips_without_answer_rise_to_those_above(library: Library, plan: int) -> None:
    for _ in range(2):
        assert due(library, *COLOURED, unit="市教育局")[0].copy_to == ""
        issued(library, *COLOURED)
    assert due(library, *COLOURED, unit="市教育局")[0].copy_to == "分管负责同志"
    every = [each.id for each in papers.slip_numbers(library)]
    slips.enter_answers(library, By("李明", LATE), every, answered=LATE)
    assert due(library, *COLOURED, unit="市教育局")[0].copy_to == ""


def test_an_office_sets_names_triggers_terms_and_numbers(library: Library, plan: int) -> None:
    own = {
        "slip.chase.title": "督查通知书",
        "slip.chase.triggers": "overdue",
        "slip.chase.answer_days": "1",
        "slip.chase.number": "云公开催{year}-{number}",
        "slip.signer": "王强",
    }
    save_settings(library, By("李明", LATE), own)
    slip = due(library, unit="市教育局")[0]
    assert (slip.title, slip.signer, slip.answer_until) == ("督查通知书", "王强", date(2026, 10, 10))
    assert slip.tasks[0].late == "2026年9月30日到期，已过9天，没有申请销号。"
    assert issued(library)[0] == "云公开催2026-1"


def test_nothing_due_is_refused(library: Library, plan: int) -> None:
    with pytest.raises(NotAllowed):
        due_slips.due_slips(library, [SlipKind.CHASE], today=date(2026, 3, 11))
    with pytest.raises(UnknownId):
        due(library, plan_id=99)
