"""修订稿: compared with the stored plan, merged choice by choice, taken back exactly."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, PlanDates, Task, TaskEdit
from gongkai_desk.domain.review import Agreed, Review
from gongkai_desk.domain.revision import MERGING, ORDER, ORIGINAL, WHOLE, Choice, LineKind, Revision, Spot, decided
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import Deadline, DeadlineKind, TimeRemark
from gongkai_desk.domain.work import NewReport, Settled, Settlement
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.work.revising import chosen_alike
from gongkai_desk.services import undo
from gongkai_desk.services.intake import revising
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.progress import closing, work
from gongkai_desk.standing import plan_pairs
from gongkai_desk.standing.lights import works
from gongkai_desk.store import journal, units
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, shares
from gongkai_desk.store.tasks.evidence import original_of
from tests.builders import said

DAY = date(2022, 11, 22)
WHO = By("李明", DAY)
ROUND = Deadline("全年", DeadlineKind.YEAR_ROUND)


def by(text: str, month: int) -> Deadline:
    return Deadline(text, DeadlineKind.MONTH_END, date(2022, month, 28), (date(2022, month, 28),))


def item(name: str, content: str, **fields: object) -> Task:
    usual = {"unit_text": "市财政局", "responsible": ("市财政局",), "deadline": by("9月底前", 9)}
    return Task(**({"title": name, "content": content} | usual | fields))  # type: ignore[arg-type]


OLD = (
    item("规划公开", "集中公开各类规划，形成规划库，便于公众查询。", seq="1"),
    item("公文公开", "主动公开现行有效的行政规范性文件，每季度更新一次。", seq="2"),
    item("政策解读", "重大政策文件与解读材料同步起草、同步审批、同步发布。", seq="3"),
    item("留言办理", "公众留言5个工作日内答复，疑难问题会同有关单位研究。", seq="4"),
)
ADDED = item("新媒体管理", "清理僵尸账号，健全政务新媒体台账。", seq="3")
NEW = (
    replace(OLD[0], deadline=by("10月底前", 10)),
    replace(OLD[1], content=OLD[1].content.replace("每季度", "每月"), unit_text="市司法局", responsible=("市司法局",)),
    ADDED,
    replace(OLD[2], content=OLD[2].content.replace("重大政策文件", "重大政策文件，"), seq="4"),
)


def a_draft(tasks: Iterable[Task], number: str = "云政办〔2022〕1号", file: str = "要点.pdf") -> Draft:
    plan = Plan("云州市2022年工作要点", number, "云州市人民政府办公室", PlanDates(imprint=date(2022, 3, 1)), 2022)
    tasks = tuple(tasks)
    return Draft(file, (plan,), (Part(PartKind.TABLE, "任务分解表", tasks),), text=f"{file}{number}{tasks}")


REVISED = a_draft(NEW, "云政办〔2022〕9号", "修订稿.pdf")


@pytest.fixture
def plan_id(library: Library) -> int:
    made = add_plan(library, WHO, Intake(a_draft(OLD), 0)).made
    assert made is not None
    return made


def compared(library: Library, plan_id: int, draft: Draft = REVISED) -> Revision:
    return plan_pairs.compare_with_stored(library, plan_id, draft, 0)


def all_of(revision: Revision, wanted: Choice) -> dict[Spot, Choice]:
    return {a.spot: wanted for a in revision.data} | chosen_alike(revision.lines, wanted)


def merged(library: Library, plan_id: int, draft: Draft = REVISED, wanted: Choice = Choice.NEW, **chosen: Choice):
    """Merge all alike, but what concerns a task of this name."""
    revision = compared(library, plan_id, draft)
    choices = all_of(revision, wanted)
    for line in revision.lines:
        for aspect in line.aspects:
            choices[aspect.spot] = chosen.get((line.old or line.new).title, choices[aspect.spot])
    return revising.revise(library, WHO, plan_id, Intake(draft, 0), choices)


def bare(tasks: Iterable[Task]) -> list[Task]:
    return [said(task) for task in tasks]


def facts(library: Library) -> list[str]:
    """Return the dump without the kept files: they stay whatever is chosen."""
    return [line for line in dumped(library) if not line.startswith("original ")]


def named(library: Library, plan_id: int, name: str) -> Task:
    return next(task for task in plans.tasks(library, plan_id) if task.title == name)


def test_lines_say_what_became_of_each_task(library: Library, plan_id: int) -> None:
    lines = compared(library, plan_id).lines
    assert [(line.kind, (line.old or line.new).title) for line in lines] == [
        (LineKind.CHANGED, "规划公开"),
        (LineKind.CHANGED, "公文公开"),
        (LineKind.ADDED, "新媒体管理"),
        (LineKind.CHANGED, "政策解读"),
        (LineKind.GONE, "留言办理"),
    ]


def test_what_matters_is_told_from_wording(library: Library, plan_id: int) -> None:
    found = {
        (line.old.title, a.spot.aspect): a.material
        for line in compared(library, plan_id).lines
        if line.old
        for a in line.aspects
    }
    assert found == {
        ("规划公开", "deadline"): True,
        ("公文公开", "content"): True,
        ("公文公开", "units"): True,
        ("政策解读", "seq"): False,
        ("政策解读", "content"): False,
        ("留言办理", WHOLE): True,
    }


def test_nothing_is_merged_while_something_is_undecided(library: Library, plan_id: int) -> None:
    before = facts(library)
    with pytest.raises(NotAllowed) as refused:
        revising.revise(library, WHO, plan_id, Intake(REVISED, 0), {})
    assert refused.value.data["lacks"] == ("choices",)
    assert facts(library) == before


def test_all_kept_changes_nothing(library: Library, plan_id: int) -> None:
    before = facts(library)
    merged(library, plan_id, wanted=Choice.OLD)
    assert facts(library) == before


def test_all_new_makes_the_plan_the_revised_one(library: Library, plan_id: int) -> None:
    merged(library, plan_id)
    assert bare(plans.tasks(library, plan_id)) == bare(NEW)
    assert plans.plan(library, plan_id).doc_no == "云政办〔2022〕9号"
    kept = original_of(library, plan_id)
    assert kept is not None
    assert kept[1] == "修订稿.pdf.txt"


def test_kept_tasks_keep_ids_and_work(library: Library, plan_id: int) -> None:
    task = named(library, plan_id, "公文公开")
    work.report(library, By("李明", DAY), task.id, NewReport(None, DAY, "已更新"))
    merged(library, plan_id)
    assert named(library, plan_id, "公文公开").id == task.id
    assert [line.reports for line in compared(library, plan_id).lines if line.old and line.old.id == task.id] == [1]


def test_units_are_linked_anew(library: Library, plan_id: int) -> None:
    revision = compared(library, plan_id)
    revising.revise(library, WHO, plan_id, Intake(REVISED, 0, agreed=Agreed(())), all_of(revision, Choice.NEW))
    task = named(library, plan_id, "公文公开")
    (assigned,) = units.assignments(library, [task.id])
    assert assigned.unit_id == units.find_unit(library, "市司法局").id
    with pytest.raises(UnknownId):
        units.find_unit(library, "市教育局")  # nobody names it


def test_a_changed_deadline_is_noted_with_the_number(library: Library, plan_id: int) -> None:
    closing.settle(library, By("李明", DAY), named(library, plan_id, "规划公开").id, Settlement(Settled.KEPT))
    merged(library, plan_id)
    task = named(library, plan_id, "规划公开")
    (act,) = shares.transitions(library, [task.id])[task.id, None]
    assert (act.act, act.doc_no) == (Action.CHANGE, "云政办〔2022〕9号")
    assert "由“9月底前”改为“10月底前”" in act.reason
    assert works(library, [task.id])[task.id].settings.settled is None


def test_a_deadline_that_the_office_set_stays_until_another_is_printed(library: Library, plan_id: int) -> None:
    number = named(library, plan_id, "规划公开").id
    closing.settle(library, By("李明", DAY), number, Settlement(Settled.OTHER, deadline="11月底前"))
    same = (OLD[0], *NEW[1:])
    assert compared(library, plan_id, a_draft(same)).lines[0].kind is LineKind.SAME
    merged(library, plan_id, a_draft(same))
    kept = plans.task(library, number)
    assert (kept.deadline.text, kept.as_printed.deadline) == ("11月底前", OLD[0].deadline)
    merged(library, plan_id)
    assert (plans.task(library, number).deadline, plans.task(library, number).printed) == (NEW[0].deadline, None)
    for text in ("11月底前", "11月底前", "9月底前"):
        undo.undo(library, By("李明", DAY))
        assert plans.task(library, number).deadline.text == text


@pytest.mark.parametrize(
    ("choice", "state", "there"),
    [(Choice.OLD, State.NOT_STARTED, True), (Choice.CANCEL, State.CANCELLED, True), (Choice.REMOVE, None, False)],
)
def test_a_task_that_is_gone_is_kept_cancelled_or_removed(
    library: Library, plan_id: int, choice: Choice, state: State | None, there: bool
) -> None:
    gone = named(library, plan_id, "留言办理")
    merged(library, plan_id, 留言办理=choice)
    assert (gone.id in plans.task_ids(library, plan_id)) is there
    if there:
        assert [share.state for share in works(library, [gone.id])[gone.id].shares] == [state]


def test_a_task_with_work_is_cancelled_rather_than_removed(library: Library, plan_id: int) -> None:
    gone = named(library, plan_id, "留言办理")
    work.report(library, By("李明", DAY), gone.id, NewReport(None, DAY, "已答复12件"))
    merged(library, plan_id)
    (share,) = works(library, [gone.id])[gone.id].shares
    assert share.state is State.CANCELLED
    acts = [act for each in shares.transitions(library, [gone.id]).values() for act in each]
    assert "云政办〔2022〕9号" in acts[0].reason


def test_new_tasks_go_in_at_their_place(library: Library, plan_id: int) -> None:
    merged(library, plan_id, wanted=Choice.OLD, 新媒体管理=Choice.NEW)
    assert [task.title for task in plans.tasks(library, plan_id)] == [
        "规划公开",
        "公文公开",
        "新媒体管理",
        "政策解读",
        "留言办理",
    ]


def test_undo_restores_exactly(library: Library, plan_id: int) -> None:
    before = list(dumped(library))
    merged(library, plan_id)
    undo.undo(library, WHO)
    assert list(dumped(library)) == before


def test_pairs_set_by_hand_are_kept_to(library: Library, plan_id: int) -> None:
    ids = plans.task_ids(library, plan_id)
    pairs = [(ids[0], 0), (ids[1], 1), (ids[3], 2), (ids[2], 3)]  # 留言办理 became 新媒体管理
    revision = plan_pairs.compare_with_stored(library, plan_id, REVISED, 0, pairs)
    choices = all_of(revision, Choice.NEW)
    revising.revise(library, WHO, plan_id, Intake(REVISED, 0), choices, pairs=pairs)
    assert bare(plans.tasks(library, plan_id)) == bare(NEW)
    assert named(library, plan_id, "新媒体管理").id == ids[3]


def test_places_are_always_of_the_file_that_is_shown(library: Library, plan_id: int) -> None:
    revision = compared(library, plan_id)
    choices = all_of(revision, Choice.NEW) | {Spot(None, None, ORIGINAL): Choice.OLD}
    revising.revise(library, WHO, plan_id, Intake(REVISED, 0), choices)
    kept = original_of(library, plan_id)
    assert kept is not None
    assert kept[1] == "要点.pdf.txt"


def test_what_was_settled_is_not_asked_again(library: Library) -> None:
    before = by("2月底前", 2)
    said = replace(before, remarks=(TimeRemark.BEFORE_ISSUE, TimeRemark.LAST_YEAR))
    made = add_plan(library, WHO, Intake(a_draft([replace(OLD[0], deadline=said)]), 0)).made
    fresh = replace(OLD[0], deadline=replace(before, remarks=(TimeRemark.BEFORE_ISSUE,)))
    review = Review(a_draft([fresh]), 0)
    taken_over = revising.with_former(review, plans.tasks(library, made))
    assert taken_over.shown.tasks[0].deadline == said
    assert compared(library, made, a_draft([fresh])).lines[0].kind is LineKind.SAME


def test_an_empty_cell_never_empties_a_stored_one_unasked(library: Library, plan_id: int) -> None:
    draft = a_draft([replace(OLD[0], unit_text="", responsible=())])
    (aspect,) = compared(library, plan_id, draft).lines[0].aspects
    assert aspect.material


def correct(library: Library, plan_id: int, name: str, **fields: str) -> int:
    """Let the clerk write into a task; return its id."""
    number = named(library, plan_id, name).id
    work.edit_task(library, WHO, number, TaskEdit(**fields))
    return number


def test_a_correction_stays_where_the_revision_repeats_what_it_corrected(library: Library, plan_id: int) -> None:
    """Also when all else is taken from it; where the revision says a third thing, it is asked about."""
    mine = OLD[3].content.replace("5个", "3个")
    number = correct(library, plan_id, "留言办理", content=mine)
    repeated = a_draft((*OLD[:2], replace(OLD[2], title="政策解读工作"), OLD[3]))
    revision = compared(library, plan_id, repeated)
    aspect = next(a for line in revision.lines for a in line.aspects if a.spot.old == number)
    assert (decided(aspect, {}), aspect.why) == (Choice.OLD, "经办人改过，修订稿仍是原来的写法")
    merged(library, plan_id, repeated)
    assert plans.task(library, number).content == mine
    assert named(library, plan_id, "政策解读工作")
    merged(library, plan_id, repeated, 留言办理=Choice.NEW)
    assert plans.task(library, number).content == OLD[3].content
    third = a_draft((*OLD[:3], replace(OLD[3], content=OLD[3].content.replace("5个", "2个"))))
    correct(library, plan_id, "留言办理", content=mine)
    assert any(a.spot.old == number for a in compared(library, plan_id, third).open({}))


def test_what_an_earlier_revision_brought_is_print_and_no_correction(library: Library, plan_id: int) -> None:
    merged(library, plan_id)
    back = compared(library, plan_id, a_draft(OLD))
    assert {a.preset for line in back.lines for a in line.aspects} == {Choice.NEW}


def test_a_correction_that_was_undone_is_none(library: Library, plan_id: int) -> None:
    number = correct(library, plan_id, "留言办理", content="另一说法，限时答复。")
    undo.undo(library, WHO)
    assert journal.overwritten(library, "task", [number], MERGING) == {}


def test_a_task_that_the_clerk_deleted_stays_so(library: Library, plan_id: int) -> None:
    gone = named(library, plan_id, "政策解读")
    work.remove_tasks(library, WHO, [gone.id])
    line = next(line for line in compared(library, plan_id).lines if line.new and line.new.title == "政策解读")
    assert (line.kind, line.deleted and line.deleted.id) == (LineKind.ADDED, gone.id)
    assert line.aspects[0].why == "2022-11-22 李明删除过，不选就仍不列入"
    merged(library, plan_id)
    assert gone.id not in plans.task_ids(library, plan_id)
    assert "政策解读" not in {task.title for task in plans.tasks(library, plan_id)}


def test_a_deleted_task_comes_back_with_its_work_if_that_is_chosen(library: Library, plan_id: int) -> None:
    gone = named(library, plan_id, "政策解读")
    work.report(library, WHO, gone.id, NewReport("市财政局", DAY, "已办"))
    work.remove_tasks(library, WHO, [gone.id])
    before = facts(library)
    merged(library, plan_id, 政策解读=Choice.NEW)
    back = named(library, plan_id, "政策解读")
    assert (back.id, back.content, back.seq) == (gone.id, NEW[3].content, "4")
    assert [task.title for task in plans.tasks(library, plan_id)][-1] == "政策解读"
    undo.undo(library, WHO)
    assert [line for line in facts(library) if not line.startswith(("step", "journal"))] == [
        line for line in before if not line.startswith(("step", "journal"))
    ]


def test_a_task_that_a_revision_dropped_is_new_when_another_brings_it(library: Library, plan_id: int) -> None:
    merged(library, plan_id, 留言办理=Choice.REMOVE)
    line = next(e for e in compared(library, plan_id, a_draft(OLD)).lines if e.new and e.new.title == "留言办理")
    assert line.deleted is None
    assert line.aspects[0].material


def test_a_stored_plan_is_found_by_its_number_or_by_title_and_tasks(library: Library, plan_id: int) -> None:
    by_number = plan_pairs.similar_plans(library, Review(a_draft(NEW), 0))
    by_tasks = plan_pairs.similar_plans(library, Review(REVISED, 0))
    assert [(each.plan.id, each.by) for each in (*by_number, *by_tasks)] == [
        (plan_id, plan_pairs.Likeness.NUMBER),
        (plan_id, plan_pairs.Likeness.TASKS),
    ]
    assert (by_tasks[0].tasks, by_tasks[0].shared) == (4, 3)


def test_another_plan_is_not_similar(library: Library, plan_id: int) -> None:
    other = replace(REVISED, plans=(replace(REVISED.plans[0], year=2023, title="云州市2023年工作要点"),))
    assert plan_pairs.similar_plans(library, Review(other, 0)) == ()


# ---- whatever is in them

WORDS = ("规划", "公文", "解读", "留言", "网站", "清单")
SOME_TASKS = st.lists(
    st.builds(
        lambda name, ending, seq, unit, deadline: item(
            f"{name}公开",
            f"做好{name}工作，{ending}。",
            seq=seq,
            unit_text=unit,
            responsible=(unit,),
            deadline=deadline,
        ),
        st.sampled_from(WORDS),
        st.sampled_from(("按月更新", "每季度更新", "及时更新，接受监督", "健全机制")),
        st.sampled_from((None, "1", "2", "3")),
        st.sampled_from(("市财政局", "市司法局", "各区政府")),
        st.sampled_from((by("9月底前", 9), by("10月底前", 10), ROUND)),
    ),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=SOME_TASKS, new=SOME_TASKS)
def test_any_revision_is_kept_out_or_taken_whole_and_taken_back(
    tmp_path_factory: pytest.TempPathFactory, old: list[Task], new: list[Task]
) -> None:
    folder: Path = tmp_path_factory.mktemp("lib") / "库.gkdesk"
    with Library.create(folder, "库", who="李明", day=DAY) as library:
        made = add_plan(library, WHO, Intake(a_draft(old), 0)).made
        assert made is not None
        draft = a_draft(new, "云政办〔2022〕9号", "修订稿.pdf")
        before, whole = facts(library), list(dumped(library))
        revision = compared(library, made, draft)
        revising.revise(library, WHO, made, Intake(draft, 0), all_of(revision, Choice.OLD))
        assert facts(library) == before
        revising.revise(library, WHO, made, Intake(draft, 0), all_of(revision, Choice.NEW))
        assert bare(plans.tasks(library, made)) == bare(new)
        assert ORDER not in {a.spot.aspect for line in compared(library, made, draft).lines for a in line.aspects}
        undo.undo(library, WHO)
        undo.undo(library, WHO)
        assert list(dumped(library)) == whole
