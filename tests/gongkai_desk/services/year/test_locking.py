"""期次锁定: what was sent stays as it was sent, whatever is done afterwards; what comes late is kept as such."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.cycle.sent import SentKind
from gongkai_desk.domain.cycle.upward import Submission
from gongkai_desk.domain.figures import Counted
from gongkai_desk.domain.ids import By, PlanId, TaskId
from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.work import Entry, NewReport, Said
from gongkai_desk.domain.year.period import CORRECTED, FigureName, LockOrder
from gongkai_desk.errors import DeskError, NotAllowed, UnknownId
from gongkai_desk.papers.year.correction import TEMPLATE, CorrectionOrder
from gongkai_desk.paths import resource
from gongkai_desk.progress import Cancelled, Stage
from gongkai_desk.rules.light.cycles import Standing
from gongkai_desk.rules.light.lights import reporting as reporting_of
from gongkai_desk.services import undo
from gongkai_desk.services import units as unit_acts
from gongkai_desk.services import upward as upward_acts
from gongkai_desk.services.collecting.reviewing import Asked, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.taking import take_over
from gongkai_desk.services.intake.plans import remove_plan, restore_plan
from gongkai_desk.services.progress import closing, reporting, work
from gongkai_desk.services.year.correcting import enter_correction, write_correction
from gongkai_desk.services.year.late import count_in_next
from gongkai_desk.services.year.locking import count, count_apart, lock, lock_as, unlock
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.standing.lights import lit_works
from gongkai_desk.standing.year.corrections import correction
from gongkai_desk.standing.year.locks import late_returns, submission_of
from gongkai_desk.standing.year.period_figures import period_figures
from gongkai_desk.store import units
from gongkai_desk.store.entries import locks
from gongkai_desk.store.entries.upward import kept
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks import work as stored
from tests.returned_books import UNITS, a_round, save, usual_fill, workbook_of

SENT = date(2026, 7, 5)
CLERK = By("李明", date(2026, 7, 6))
Figures = dict[tuple[FigureName, str, int | None], tuple[int, Counted]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a library with eight tasks of three units, whose second quarter was sent and locked."""
    folder = tmp_path_factory.mktemp("lock") / "云州市.gkdesk"
    with Library.create(folder, "云州市", who="李明", day=date(2026, 1, 5)) as library:
        a_round(library)
        one, two, *_ = plans.task_ids(library, 1)
        for task in (one, two):
            work.report(library, By("李明", date(2026, 6, 20)), task, told(UNITS[0], date(2026, 6, 20)))
        lock(library, By("李明", SENT), "2026Q2", reason="云政办函〔2026〕30号")
    return folder


@pytest.fixture
def locked(base: Path, tmp_path: Path) -> Iterator[Library]:
    with Library.open(copytree(base, tmp_path / base.name), who="李明") as library:
        yield library


def told(unit: str, day: date, period: str = "2026Q2") -> NewReport:
    return NewReport(unit, day, "已办结一批。", period=period)


def figures(library: Library) -> Figures:
    found = period_figures(library, 1, "2026Q2", today=date(2026, 12, 31)).figures
    return {(each.name, each.section, each.unit_id): (each.value, each.counted) for each in found}


# ---- nothing changes them


def _report(library: Library, task: TaskId, unit: str, by: By) -> object:
    return work.report(library, by, task, told(unit, by.today))


def _report_as_of_june(library: Library, task: TaskId, unit: str, by: By) -> object:
    return work.report(library, by, task, told(unit, date(2026, 6, 24)))


def _correct(library: Library, task: TaskId, unit: str, by: By) -> object:
    former = next((each.id for each in stored.reports(library, [task])), None)
    return work.report(library, by, task, told(unit, by.today), corrects=former)


def _send_back(library: Library, task: TaskId, unit: str, by: By) -> object:
    return reporting.send_back(library, by, [each.id for each in stored.reports(library, [task])][:1], "太简单")


def _paste(library: Library, task: TaskId, unit: str, by: By) -> object:
    return reporting.report_many(library, by, [Entry(task, unit, "已推进")], day=by.today, period="2026Q2")


def _close(library: Library, task: TaskId, unit: str, by: By) -> object:
    done = Said("已办", override="已公布", day=date(2026, 6, 29))
    return closing.move(library, by, task, unit, Action.CLOSE, said=done)


def _set_aside(library: Library, task: TaskId, unit: str, by: By) -> object:
    return closing.move(library, by, task, unit, Action.NOT_APPLICABLE, said=Said("机构改革"))


def _edit_deadline(library: Library, task: TaskId, unit: str, by: By) -> object:
    return work.edit_task(library, by, task, TaskEdit(deadline="5月底前", section=("九、其他",)))


def _edit_units(library: Library, task: TaskId, unit: str, by: By) -> object:
    return work.edit_task(library, by, task, TaskEdit(unit_text="市数据局", lead=("市数据局",), responsible=()))


def _merge_units(library: Library, task: TaskId, unit: str, by: By) -> object:
    keep, other = (units.find_unit(library, name).id for name in (unit, "市数据局"))
    return unit_acts.merge_units(library, by, keep, [other])


def _remove_task(library: Library, task: TaskId, unit: str, by: By) -> object:
    return work.remove_tasks(library, by, [task])


def _remove_plan(library: Library, task: TaskId, unit: str, by: By) -> object:
    remove_plan(library, by, PlanId(1))
    return restore_plan(library, by, PlanId(1))


def _count_in_next(library: Library, task: TaskId, unit: str, by: By) -> object:
    return count_in_next(library, by, [each.report.id for each in late_returns(library)])


def _undo(library: Library, task: TaskId, unit: str, by: By) -> object:
    return undo.undo(library, by)


def _redo(library: Library, task: TaskId, unit: str, by: By) -> object:
    return undo.redo(library, by)


ACTS: tuple[Callable[[Library, TaskId, str, By], object], ...] = (
    *(_report, _report_as_of_june, _correct, _send_back, _paste, _close, _set_aside, _edit_deadline, _edit_units),
    *(_merge_units, _remove_task, _remove_plan, _count_in_next, _undo, _redo),
)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 3), st.sampled_from(UNITS)), min_size=1, max_size=8))
def test_no_act_changes_what_was_sent(
    base: Path, tmp_path_factory: pytest.TempPathFactory, played: list[tuple[Callable[..., object], int, str]]
) -> None:
    folder = copytree(base, tmp_path_factory.mktemp("acts") / base.name)
    with Library.open(folder, who="李明") as library:
        sent = figures(library)
        for act, task, unit in played:
            with suppress(DeskError):  # what the rules refuse is no act
                act(library, TaskId(task), unit, CLERK)
        assert figures(library) == sent


def test_figures_that_are_not_locked_do_change(locked: Library) -> None:
    """The test above would say nothing if its acts did not touch what is counted."""
    sent = figures(locked)
    unlock(locked, CLERK, "2026Q2", "试算")
    for act in (_report, _close, _edit_units):
        before = figures(locked)
        act(locked, TaskId(3), UNITS[0], CLERK)
        assert figures(locked) != before, act.__name__
    assert figures(locked) != sent


# ---- lock, unlock


def test_a_lock_keeps_every_figure_with_its_rows(locked: Library) -> None:
    found = period_figures(locked, 1, "2026Q2", today=date(2026, 12, 31))
    assert found.lock
    assert (found.as_of, found.lock.day, found.lock.reason) == (date(2026, 6, 30), SENT, "云政办函〔2026〕30号")
    on_time = found.of(FigureName.ON_TIME)
    assert on_time
    school = units.find_unit(locked, UNITS[0]).id
    assert (on_time.value, on_time.counted.keys) == (2, ((1, school), (2, school)))


def test_unlocked_figures_are_counted_anew_and_can_be_locked_again(locked: Library) -> None:
    work.report(locked, CLERK, TaskId(3), told(UNITS[0], CLERK.today))
    unlock(locked, CLERK, "2026Q2", "市司法局要求更正")
    late = period_figures(locked, 1, "2026Q2", today=CLERK.today).of(FigureName.LATE)
    assert late
    assert late.value == 1
    lock(locked, CLERK, "2026Q2", 1)
    first, second = locks.locks(locked)
    assert (first.unlocked, first.unlock_reason, second.unlocked) == (CLERK.today, "市司法局要求更正", None)


@pytest.mark.parametrize(
    ("act", "lacks"),
    [
        (lambda library: lock(library, CLERK, "2026Q2"), "locked_already"),
        (lambda library: lock(library, CLERK, "2025Q4"), "plan_of_year"),
        (lambda library: lock(library, CLERK, "2026Q4"), "future_period"),
        (lambda library: lock(library, CLERK, "二季度"), "period"),
        (lambda library: unlock(library, CLERK, "2026Q2", " "), "reason"),
        (lambda library: unlock(library, CLERK, "2026Q1", "误锁"), "locked"),
        (lambda library: count_in_next(library, CLERK, [1]), "late_return"),
    ],
)
def test_what_may_not_be_locked_or_unlocked(locked: Library, act: Callable[[Library], object], lacks: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        act(locked)
    assert refused.value.data["lacks"] == (lacks,)


def test_an_unknown_plan_is_refused(locked: Library) -> None:
    with pytest.raises(UnknownId):
        lock(locked, CLERK, "2026Q2", 9)


def test_the_half_year_is_locked_apart_from_its_last_quarter(locked: Library) -> None:
    lock(locked, CLERK, "2026H1")
    assert [each.period for each in locks.locks(locked, holding=True)] == ["2026Q2", "2026H1"]


# ---- undo


def test_undo_passes_over_a_lock_and_refuses_what_it_counts(locked: Library) -> None:
    with pytest.raises(NotAllowed) as refused:
        undo.undo(locked, CLERK)
    assert refused.value.data["lacks"] == ("locked_period",)
    assert locks.lock_of(locked, 1, "2026Q2") is not None


def test_an_act_after_the_lock_can_be_undone_and_done_again(locked: Library) -> None:
    work.report(locked, CLERK, TaskId(3), told(UNITS[0], CLERK.today))
    assert undo.undo(locked, CLERK)
    assert not late_returns(locked)
    assert undo.redo(locked, CLERK)
    assert len(late_returns(locked)) == 1


def test_a_step_that_touches_no_task_of_the_plan_can_be_undone(base: Path, tmp_path: Path) -> None:
    with Library.open(copytree(base, tmp_path / base.name), who="李明") as library:
        unlock(library, CLERK, "2026Q2", "误锁")
        unit_acts.add_unit(library, CLERK, Unit("市新局"))
        lock(library, CLERK, "2026Q2")
        done = undo.undo(library, CLERK)
        assert done is not None
        assert "unit" in done.ids


def test_what_was_undone_before_the_lock_is_not_done_again(base: Path, tmp_path: Path) -> None:
    with Library.open(copytree(base, tmp_path / base.name), who="李明") as library:
        unlock(library, CLERK, "2026Q2", "误锁")
        undo.undo(library, CLERK)
        lock(library, CLERK, "2026Q2")
        with pytest.raises(NotAllowed):
            undo.redo(library, CLERK)


# ---- late returns


def by_hand(library: Library, folder: Path) -> None:
    work.report(library, CLERK, TaskId(3), told(UNITS[0], CLERK.today))


def by_day(library: Library, folder: Path) -> None:
    """It names no period and lies in the days of grace of the one that was locked."""
    grace = By("李明", date(2026, 7, 1))
    work.report(library, grace, TaskId(3), told(UNITS[0], grace.today, ""))


def by_paste(library: Library, folder: Path) -> None:
    reporting.report_many(library, CLERK, [Entry(TaskId(3), UNITS[0], "已办")], day=CLERK.today, period="2026Q2")


def by_book(library: Library, folder: Path) -> None:
    path = save(workbook_of(library, UNITS[0], 1, usual_fill(3)), folder / "市教育局.xlsx")
    rounds = Rounds(library)
    done = take_over(library, CLERK, rounds, reviewed(rounds, received([path]), Asked()))
    assert done.merged == 3


@pytest.mark.parametrize("come", [by_hand, by_day, by_paste, by_book])
def test_what_comes_late_stays_in_its_period(
    locked: Library, tmp_path: Path, come: Callable[[Library, Path], None]
) -> None:
    sent = figures(locked)
    come(locked, tmp_path)
    assert figures(locked) == sent
    found = [each for each in late_returns(locked) if each.report.task_id == 3]
    assert [(each.lock.period, each.report.after_lock, each.waits) for each in found] == [("2026Q2", SENT, True)]


def test_what_tells_of_another_period_is_not_late(locked: Library) -> None:
    work.report(locked, CLERK, TaskId(3), told(UNITS[0], CLERK.today, "2026Q3"))
    assert not late_returns(locked)


def test_a_late_return_still_lights_its_share(locked: Library) -> None:
    """未报 becomes 迟报 on the screen, though not in the figures that were sent."""
    work.report(locked, CLERK, TaskId(3), told(UNITS[0], CLERK.today))
    lit = lit_works(locked, CLERK.today, [3])[3]
    statuses = {
        s.period.name: s.standing for s in reporting_of(lit.work.task.deadline, lit.work.shares[0].facts, lit.frame)
    }
    assert statuses["2026Q2"] is Standing.MADE_GOOD


def test_a_late_return_counts_in_the_next_period(locked: Library) -> None:
    by_hand(locked, Path())
    (late,) = late_returns(locked)
    count_in_next(locked, CLERK, [late.report.id])
    (late,) = late_returns(locked)
    assert (late.report.counted_in, late.waits) == ("2026Q3", False)


def test_it_counts_in_the_first_period_that_is_still_to_be_sent(locked: Library) -> None:
    """Where the third quarter went up too, what is told in it would be told nowhere."""
    autumn = By("李明", date(2026, 10, 12))
    lock(locked, autumn, "2026Q3")
    work.report(locked, autumn, TaskId(3), told(UNITS[0], autumn.today))
    (late,) = late_returns(locked)
    count_in_next(locked, autumn, [late.report.id, late.report.id])
    assert [each.report.counted_in for each in late_returns(locked)] == ["2026Q4"]


def test_what_was_settled_is_not_settled_otherwise(locked: Library, tmp_path: Path) -> None:
    by_hand(locked, tmp_path)
    (late,) = late_returns(locked)
    letter = correction(locked, 1, [late.report.id], CorrectionOrder("省政府办公厅"), today=CLERK.today)
    out = tmp_path / "更正.docx"
    write_correction(letter, resource("templates", TEMPLATE), out)
    count_in_next(locked, CLERK, [late.report.id])
    for act in (
        lambda: count_in_next(locked, CLERK, [late.report.id]),
        lambda: enter_correction(locked, CLERK, letter, [late.report.id], out),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.data["lacks"] == ("late_settled",)
    undo.undo(locked, CLERK)
    enter_correction(locked, CLERK, letter, [late.report.id], out)


def test_once_unlocked_it_counts_in_its_own_period(locked: Library) -> None:
    by_hand(locked, Path())
    (late,) = late_returns(locked)
    unlock(locked, CLERK, "2026Q2", "更正")
    with pytest.raises(NotAllowed) as refused:
        count_in_next(locked, CLERK, [late.report.id])
    assert refused.value.data["lacks"] == ("late_settled",)


# ---- corrections


def corrected(library: Library, day: date) -> list[tuple[str, int, int]]:
    """Correct the first report as of a day; return which figures of the whole plan a letter would change."""
    first = stored.reports(library, [1])[0]
    work.report(library, CLERK, TaskId(1), told(UNITS[0], day), corrects=first.id)
    ids = [each.report.id for each in late_returns(library)]
    letter = correction(library, 1, ids, CorrectionOrder(), today=CLERK.today)
    return [(each.what, each.old, each.new) for each in letter.changes if each.where == "全部"]


def test_a_correction_leaves_out_reports_but_not_what_they_correct(locked: Library) -> None:
    assert corrected(locked, CLERK.today) == [("按时报送家次", 2, 1), ("迟报家次", 0, 1)]


def test_what_changes_no_figure_needs_no_letter(locked: Library) -> None:
    with pytest.raises(NotAllowed) as refused:
        corrected(locked, date(2026, 6, 20))
    assert refused.value.data["lacks"] == ("changed_figures",)


def test_a_second_correction_counts_the_first(locked: Library, tmp_path: Path) -> None:
    for number, task in enumerate((3, 4), 1):
        work.report(locked, CLERK, TaskId(task), told(UNITS[0], CLERK.today))
        ids = [each.report.id for each in late_returns(locked) if each.waits]
        letter = correction(locked, 1, ids, CorrectionOrder("省政府办公厅"), today=CLERK.today)
        (late,) = (each for each in letter.changes if (each.what, each.where) == ("迟报家次", "全部"))
        assert (late.old, late.new, len(letter.late)) == (0, number, 1)
        out = tmp_path / f"更正{number}.docx"
        assert write_correction(letter, resource("templates", TEMPLATE), out).lacks == ("signer",)
        enter_correction(locked, CLERK, letter, ids, out)
    assert [each.report.counted_in for each in late_returns(locked)] == [CORRECTED, CORRECTED]
    assert [each.kind for each in kept(locked, Submission)] == ["correction", "correction"]
    undo.undo(locked, CLERK)
    assert [each.waits for each in late_returns(locked)] == [False, True]


# ---- with what it went up


def test_a_lock_belongs_to_what_went_up(locked: Library) -> None:
    sent = upward_acts.submit(locked, CLERK, Submission("report", CLERK.today, "一季度情况")).made
    order = LockOrder("2026Q1", 1, "随文", sent)
    lock_as(locked, CLERK, order, count(locked, order, CLERK.today))
    found = locks.lock_of(locked, 1, "2026Q1")
    assert found is not None
    told = submission_of(locked, found)
    assert told is not None
    assert (found.submission_id, told.title) == (sent, "一季度情况")
    upward_acts.remove_sent(locked, CLERK, SentKind.SUBMISSION, sent or 0)
    assert submission_of(locked, found) is None


def test_what_went_up_is_registered_with_the_lock_as_one_step(locked: Library) -> None:
    order = LockOrder("2026Q1", submission=Submission("table", CLERK.today, " 一季度进展情况表 "))
    done = lock_as(locked, CLERK, order, count(locked, order, CLERK.today))
    (sent,) = kept(locked, Submission)
    assert (sent.title, sent.period, len(done.ids["period_lock"])) == ("一季度进展情况表", "2026Q1", 1)
    assert [each.submission_id for each in locks.locks(locked)] == [None, sent.id]


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (9, UnknownId),
        (Submission("table", CLERK.today, " "), NotAllowed),
        (Submission("table", date(2030, 1, 1), "表"), NotAllowed),
        (Submission("table", CLERK.today, "表", superior_id=9), UnknownId),
    ],
)
def test_what_cannot_have_gone_up_locks_nothing(locked: Library, sent: int | Submission, refusal: type) -> None:
    order = LockOrder("2026Q1", 1, submission=sent)
    with pytest.raises(refusal):
        lock_as(locked, CLERK, order, count(locked, order, CLERK.today))
    assert [each.period for each in locks.locks(locked)] == ["2026Q2"]


def test_it_is_counted_beside_the_open_library_and_can_be_stopped(locked: Library) -> None:
    order = LockOrder("2026Q1")
    told: list[tuple[int, int]] = []
    apart = count_apart(locked.folder, order, CLERK.today, lambda stage, done, total: told.append((done, total)))
    assert apart == count(locked, order, CLERK.today)
    assert told[0] == (0, 100)

    def stop(stage: Stage, done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        count(locked, order, CLERK.today, stop)


def test_totals_are_those_of_the_figures(locked: Library) -> None:
    whole = [each for each in locks.locked_figures(locked, 1) if not each.section and each.unit_id is None]
    assert locks.locked_totals(locked) == {1: {each.name: each.value for each in whole}}
