"""回头看: begun from a plan, another library or an old ledger; judged, tied to this year's tasks, carried over."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, PlanDates
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, DeadlineKind
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.work import Evidence, Said
from gongkai_desk.domain.year.lookback import Judgement, KeptItem, Outcome
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services import undo, units
from gongkai_desk.services.progress import closing, work
from gongkai_desk.services.year import lookback
from gongkai_desk.services.year.lookback_file import of_library, old_ledger
from gongkai_desk.standing.lights import works
from gongkai_desk.standing.year import lookback as standing
from gongkai_desk.standing.year.lookback_sources import other_library, own_year
from gongkai_desk.store import journal, migrations
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import links, plans
from gongkai_desk.store.units import find_unit
from tests.builders import a_plan, a_task, stored_plan
from tests.old_ledgers import coloured

THEN, NOW = date(2025, 11, 3), date(2026, 4, 10)
BY = By("李明", NOW)
LONG_TERM = Deadline("长期坚持", DeadlineKind.LONG_TERM)
TASKS = (
    a_task(seq="1", title="规范政策发布", content="集中公开现行有效行政规范性文件"),
    a_task(seq="2", title="招生信息", content="按学期公开义务教育入学政策和学区划分", unit_text="市教育局", lead=()),
    a_task(seq="3", title="政务开放", content="常态化开展政府开放日活动", deadline=LONG_TERM),
    a_task(seq="4", title="无期限", content="适时发布工作动态", deadline=NO_DEADLINE),
)
DUE = Deadline("9月底前", DeadlineKind.MONTH_END, date(2025, 9, 30), (date(2025, 9, 30),))


def last_year() -> Plan:
    return a_plan(title="云州市2025年政务公开工作要点", year=2025, dates=PlanDates(written=date(2025, 3, 5)), doc_no="")


@pytest.fixture
def years(library: Library) -> Library:
    """Last year's plan of four tasks, the first closed, and this year's of one."""
    for name in ("市政府办公室", "市司法局", "市教育局"):
        units.add_unit(library, By("李明", THEN), Unit(name, "", UnitClass.DEPARTMENT, contact="王芳", phone="5566"))
    dated = [replace(task, deadline=DUE) if task.deadline.due else task for task in TASKS]
    stored_plan(library, *dated, day=THEN, plan=last_year())
    stored_plan(library, a_task(seq="1", title="招生", content="按学期公开义务教育入学政策和学区划分"), day=NOW)
    by = By("李明", THEN)
    work.attach(library, by, 1, Evidence("目录", url="https://www.example.gov.cn/1"))
    closing.move(library, by, 1, "*", Action.APPLY)
    closing.move(library, by, 1, "*", Action.CLOSE, Said(opinion="已公开"))
    return library


def begun(library: Library) -> int:
    made = lookback.begin(library, BY, own_year(library, NOW, year=2025)).made
    assert made is not None
    return made


def items(library: Library, number: int = 1) -> list[KeptItem]:
    return stored.items(library, number)


def test_a_plan_is_looked_back_at_as_it_reads(years):
    found = items(years, begun(years))
    assert [each.item.seq for each in found] == ["1", "2", "3", "4"]
    assert [each.item.chosen for each in found] == [True, True, False, False]
    assert [each.item.result for each in found] == [Outcome.DONE, *[Outcome.NOT_DONE] * 3]
    assert (found[0].item.evidence, found[0].item.opinion) == ("目录", "已公开")
    assert not any(each.confirmed for each in found)


def test_to_begin_is_one_step(years):
    begun(years)
    undo.undo(years, BY)
    assert stored.lookbacks(years) == []


def test_nothing_to_look_back_at_is_refused(library):
    with pytest.raises(NotAllowed) as refused:
        lookback.begin(library, BY, own_year(library, NOW, year=2024))
    assert refused.value.data["lacks"] == ("lookback_items",)


# ---- judging


def test_a_result_counts_once_a_person_has_confirmed_it(years):
    begun(years)
    of = stored.lookback(years, 1)
    before = standing.counts(years, of, NOW)
    assert (len(before.items), len(before.done), len(before.unconfirmed)) == (2, 0, 2)
    lookback.judge(years, BY, [1], Judgement(confirm=True))
    after = standing.counts(years, of, NOW)
    assert (after.done.ids, after.unconfirmed.ids) == ((1,), (2,))
    assert (items(years)[0].item.checked, items(years)[0].item.checker) == (NOW, "李明")


def test_many_are_judged_as_one_step(years):
    begun(years)
    lookback.judge(years, BY, [2, 3], Judgement(result=Outcome.GOING_ON, chosen=True))
    assert [each.item.result for each in items(years)][1:3] == [Outcome.GOING_ON] * 2
    undo.undo(years, BY)
    assert [each.item.result for each in items(years)][1:3] == [Outcome.NOT_DONE] * 2


def test_words_that_are_no_result_are_refused(years):
    begun(years)
    with pytest.raises(NotAllowed):
        lookback.judge(years, BY, [1], Judgement(result="差不多"))
    with pytest.raises(UnknownId):
        lookback.judge(years, BY, [99], Judgement(confirm=True))


def test_an_empty_result_is_not_confirmed(years):
    begun(years)
    lookback.judge(years, BY, [1], Judgement(result=""))
    with pytest.raises(NotAllowed):
        lookback.judge(years, BY, [1, 2], Judgement(confirm=True))


# ---- this year


def test_the_same_task_of_this_year_is_suggested_until_it_is_tied(years):
    begun(years)
    of = stored.lookback(years, 1)
    assert [(each.item, each.task_id) for each in standing.suggested(years, of, 2)] == [(1, 5)]
    lookback.tie(years, BY, {2: [5]})
    assert standing.suggested(years, of, 2) == ()
    assert items(years)[1].next_ids == (5,)
    assert links.links(years, links.LAST_YEAR) == [(5, 2)]


def test_a_split_task_goes_on_with_several(years):
    begun(years)
    plan = years.rows("SELECT plan_id FROM task WHERE id = 5")[0][0]
    more = work.add_task(years, BY, plan, a_task(seq="2", content="公布学区划分")).made
    lookback.tie(years, BY, {2: [5, more]})
    assert items(years)[1].next_ids == (5, more)
    assert len(items(years)) == 4
    lookback.tie(years, BY, {2: [more]})
    assert items(years)[1].next_ids == (more,)
    assert links.links(years, links.LAST_YEAR) == [(more, 2)]
    undo.undo(years, BY)
    undo.undo(years, BY)
    assert items(years)[1].next_ids == ()
    assert links.links(years, links.LAST_YEAR) == []


def test_a_task_of_the_same_plan_does_not_go_on(years):
    begun(years)
    with pytest.raises(NotAllowed) as refused:
        lookback.tie(years, BY, {2: [3]})
    assert refused.value.data["lacks"] == ("other_year",)


def test_unfinished_items_become_tasks_of_this_year(years):
    begun(years)
    changes = lookback.carry_over(years, BY, [2, 3], 2, "年底前")
    dated, lasting = plans.tasks(years, 2)[1:]
    assert (dated.title, dated.deadline.due) == ("招生信息", date(2026, 12, 31))
    assert lasting.deadline.kind is DeadlineKind.LONG_TERM
    assert [share.unit for share in works(years, [dated.id])[dated.id].shares] == ["市教育局"]
    assert links.links(years, links.LAST_YEAR) == [(dated.id, 2), (lasting.id, 3)]
    assert changes.made == lasting.id
    undo.undo(years, BY)
    assert len(plans.tasks(years, 2)) == 1
    assert [each.next_ids for each in items(years)] == [()] * 4


def test_done_or_tied_items_are_not_carried_over(years):
    begun(years)
    lookback.tie(years, BY, {2: [5]})
    for number, lack in ((1, "unfinished"), (2, "not_linked")):
        with pytest.raises(NotAllowed) as refused:
            lookback.carry_over(years, BY, [number], 2)
        assert refused.value.data["lacks"] == (lack,)


def test_a_task_that_ended_the_year_as_stage_closed_goes_on(years):
    closing.move(years, By("李明", THEN), 3, "*", Action.CARRY_OVER, Said(opinion="转下年", override="阶段销号"))
    begun(years)
    assert items(years)[2].item.result == Outcome.GOING_ON
    lookback.carry_over(years, BY, [3], 2)
    assert works(years, [3])[3].shares[0].state is State.CLOSED  # 年度办结 stays as it is


# ---- from elsewhere


def test_another_library_is_only_read_and_its_ids_stay_foreign(years, tmp_path):
    with Library.create(tmp_path / "今年.gkdesk", "今年", who="李明", day=NOW) as mine:
        units.add_unit(mine, BY, Unit("市司法局", "", UnitClass.DEPARTMENT))
        units.add_unit(mine, BY, Unit("市政府办公室", "", UnitClass.DEPARTMENT))
        plan = stored_plan(mine, TASKS[1], day=NOW)
        before = (years.folder / "ledger.db").read_bytes()
        found = other_library(years.folder, None, NOW)
        assert found.lookback.year == 2026
        found = other_library(years.folder, 2025, NOW)
        assert (years.folder / "ledger.db").read_bytes() == before
        lookback.begin(mine, BY, found, plan)
        kept = items(mine)
        assert [each.item.foreign_id for each in kept] == [1, 2, 3, 4]
        assert {each.item.task_id for each in kept} == {None}
        assert (kept[0].item.result, kept[0].item.evidence) == (Outcome.DONE, "目录")
        of = stored.lookback(mine, 1)
        assert (of.library, of.plan_id) == (years.origin.library, plan)
        lookback.tie(mine, BY, {2: [1]})
        assert links.links(mine, links.LAST_YEAR) == []
        assert items(mine)[1].next_ids == (1,)


def test_a_library_of_an_older_format_is_read_and_stays_as_it_is(library, tmp_path):
    old = tmp_path / "去年.gkdesk"
    for name in ("originals", "backups"):
        (old / name).mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(old / "ledger.db", isolation_level=None)) as db:
        migrations.run(db, migrations.STEPS[:1])
        db.execute("BEGIN")
        step = journal.begin(db, "导入", By("李明", THEN), "do", None)
        db.execute("INSERT INTO plan (title, year) VALUES ('要点', 2025)")
        db.execute("INSERT INTO task (plan_id, content, seq) VALUES (1, '公开目录', '1')")
        step.finish()
        db.execute("COMMIT")
    before = (old / "ledger.db").read_bytes()
    found = other_library(old, None, NOW)
    assert [(each.item.content, each.item.foreign_id) for each in found.items] == [("公开目录", 1)]
    assert (old / "ledger.db").read_bytes() == before
    assert sorted(each.name for each in old.iterdir()) == ["backups", "ledger.db", "originals"]


def test_the_outcome_of_a_year_has_its_rows(years):
    assert standing.outcome(years, 2025, NOW) is None
    begun(years)
    lookback.judge(years, BY, [1, 2], Judgement(confirm=True))
    found = standing.outcome(years, 2025, NOW)
    assert found is not None
    assert (found.items.ids, found.done.ids, found.not_done.ids) == ((1, 2), (1,), (2,))
    assert found.unfinished.ids == (2,)


def test_the_last_look_back_at_a_plan_counts(years):
    begun(years)
    again = begun(years)
    found = standing.outcome(years, 2025, NOW)
    assert found is not None
    assert set(found.items.ids) <= {each.id for each in items(years, again)}
    assert standing.newest(years, 1).id == again
    assert standing.newest(years, 2).id == again


def test_a_removed_look_back_is_gone(years):
    lookback.remove(years, BY, begun(years))
    assert stored.lookbacks(years) == []
    with pytest.raises(UnknownId):
        standing.newest(years, 1)


def old_ledger_file(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["云州市2025年政务公开工作台账"])
    sheet.append(["序号", "任务名称", "任务内容", "责任单位", "完成时限", "进展情况", "完成情况", "佐证材料"])
    sheet.append(
        [1, "规范政策发布", "集中公开行政规范性文件目录", "市司法局", "9月底前", "已公开目录", "已完成", "目录"]
    )
    sheet.append([2, "招生信息", "按学期公开义务教育入学政策", "市教育局", "8月底前", "正在整理", "推进中", ""])
    sheet.append([3, "政务开放", "适时开展政府开放日活动", "各有关单位", "", "", "未启动", ""])
    path = folder / "2025年台账.xlsx"
    book.save(path)
    return path


def test_an_old_ledger_is_looked_back_at_row_by_row(years, tmp_path):
    found = old_ledger(of_library(years, old_ledger_file(tmp_path), NOW))
    assert (found.lookback.year, found.lookback.file_name) == (2025, "2025年台账.xlsx")
    read = [each.item for each in found.items]
    assert [item.result for item in read] == [Outcome.DONE, Outcome.GOING_ON, Outcome.NOT_DONE]
    assert [item.chosen for item in read] == [True, True, False]
    assert read[0].evidence == "目录"
    lookback.begin(years, BY, found, 2)
    assert items(years)[1].item.unit_id == units_id(years, "市教育局")


def test_a_coloured_ledger_tells_its_results_by_colour(years, tmp_path):
    found = old_ledger(of_library(years, coloured(tmp_path / "旧.xlsx"), date(2027, 2, 1)))
    read = [each.item for each in found.items]
    assert found.lookback.year == 2026
    assert [item.result for item in read] == ["done", "going_on", "going_on", "not_done", "going_on"]
    assert [item.chosen for item in read] == [True, True, True, True, False]
    assert "http://www.yunzhou.gov.cn/gfxwj" in read[0].evidence


def units_id(library: Library, name: str) -> int:
    return find_unit(library, name).id


def test_an_item_named_twice_becomes_one_task(years):
    begun(years)
    lookback.judge(years, BY, [2, 2], Judgement(result=Outcome.NOT_DONE))
    before = len(plans.task_ids(years, 2))
    lookback.carry_over(years, BY, [2, 2], 2)
    assert len(plans.task_ids(years, 2)) == before + 1


def test_an_act_upon_no_item_is_no_step(years):
    begun(years)
    before = undo.undo_name(years)
    for act in (
        lambda: lookback.judge(years, BY, [], Judgement(result=Outcome.DONE)),
        lambda: lookback.tie(years, BY, {}),
        lambda: lookback.carry_over(years, BY, [], 2),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.data["lacks"] == ("something_to_enter",)
    assert undo.undo_name(years) == before
