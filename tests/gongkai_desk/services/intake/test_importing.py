"""导入: what is stored, kept, matched, refused, and taken back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By, stored_as
from gongkai_desk.domain.plan import (
    Box,
    CellPlace,
    Level,
    PagePlace,
    Plan,
    PlanDates,
    Quota,
    StoredPlan,
    Task,
    TextPlace,
)
from gongkai_desk.domain.time import Deadline, DeadlineKind, Every, Recurrence, TimeLimit, TimeRemark
from gongkai_desk.errors import Duplicate, NoPart, ReadOnlyLedger
from gongkai_desk.services import undo
from gongkai_desk.services.intake import plans as by_hand
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.evidence import original_of
from tests.builders import said

DAY = date(2022, 11, 22)

FULL = Task(
    content="推进公开。\n第二段。",
    seq="1",
    part="1/2",
    section=("一、重点领域", "（一）规划"),
    title="规划公开",
    title_derived=True,
    lead=("市发展改革委",),
    responsible=("商务局", "各区政府"),
    support=("市财政局",),
    units_full={"商务局": "市商务局"},
    unit_text="牵头部门：市发展改革委；责任单位：商务局、各区政府",
    deadline=Deadline(
        "6月底、12月底",
        DeadlineKind.MONTH_END,
        date(2022, 12, 31),
        (date(2022, 6, 30), date(2022, 12, 31)),
        date(2022, 3, 1),
        (TimeRemark.SEVERAL,),
    ),
    inner_deadlines=(date(2022, 9, 1),),
    recurrences=(Recurrence(Every.QUARTER, 2, "每季度不少于2次"),),
    quotas=(Quota("超过90%", ">=", Decimal("90.5"), "%", "比例", strict=True),),
    time_limits=(TimeLimit("5个工作日内", 5, True, "收到留言"),),
    extra={"责任领导": "某某"},
    source=(PagePlace(3, Box(1.5, 2, 3, 4)), CellPlace("表", "B2"), TextPlace(3, 9)),
)


def a_draft(*tasks: Task, title: str = "云州市2022年工作要点", text: str = "全文") -> Draft:
    plan = Plan(title, "云政办〔2022〕1号", "云州市人民政府办公室", PlanDates(imprint=date(2022, 3, 1)), 2022)
    return Draft("要点.pdf", (plan,), (Part(PartKind.TABLE, "任务分解表", tasks),), text=text)


def test_a_task_comes_back_as_it_was(library: Library) -> None:
    made = add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0)).made
    assert made is not None
    (stored,) = plans.tasks(library, made)
    assert said(stored) == FULL


def test_a_plan_comes_back_as_it_was(library: Library) -> None:
    draft = a_draft(FULL)
    made = add_plan(library, By("李明", DAY), Intake(draft, 0, level=Level.CITY)).made
    assert plans.plans(library) == [stored_as(StoredPlan, draft.plans[0], level=Level.CITY, id=made)]


def test_units_are_matched_by_all_their_names(library: Library) -> None:
    done = add_plan(library, By("李明", DAY), Intake(a_draft(FULL, FULL), 0))
    assert done.proposed == ("市发展改革委", "市商务局", "市财政局")
    first = [each for each in units.assignments(library) if each.task_id == 1]
    assert [each.printed for each in first if each.unit_id] == ["市发展改革委", "商务局", "市财政局"]
    assert [each.printed for each in first if each.group_id] == ["各区政府"]


def test_units_stay_text_when_nobody_proposes(library: Library) -> None:
    done = add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0, propose=False))
    assert done.proposed == ()
    assert units.units(library) == []


def test_two_spellings_of_a_collective_name_are_one(library: Library) -> None:
    tasks = (Task(content="一", lead=("各区政府",)), Task(content="二", lead=("各区人民政府",)))
    add_plan(library, By("李明", DAY), Intake(a_draft(*tasks), 0))
    assert len({each.group_id for each in units.assignments(library)}) == 1


def test_a_plan_is_read_against_the_usual_units_and_our_own(library: Library) -> None:
    add_plan(library, By("李明", DAY), Intake(a_draft(Task(content="一", lead=("市新设局",))), 0))
    known = units.reading_directory(library)
    assert known.find("市新设局")
    assert known.find("市教育局")


def test_the_original_is_kept_by_content(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "要点.PDF"
    file.write_bytes(b"%PDF-")
    made = add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0, original=file)).made
    assert made is not None
    kept = original_of(library, made)
    assert kept is not None
    assert (kept[0].read_bytes(), kept[0].suffix, kept[1]) == (b"%PDF-", ".pdf", "要点.PDF")


def test_a_paste_is_kept_as_text(library: Library) -> None:
    made = add_plan(library, By("李明", DAY), Intake(a_draft(FULL, text="粘贴的全文"), 0)).made
    assert made is not None
    kept = original_of(library, made)
    assert kept is not None
    assert kept[0].read_text(encoding="utf-8") == "粘贴的全文"


def test_the_same_file_again_is_a_duplicate(library: Library) -> None:
    made = add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0)).made
    with pytest.raises(Duplicate) as caught:
        add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0))
    assert caught.value.data["plan"] == made
    assert add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0, again=True)).made != made


def test_an_import_taken_back_is_no_duplicate(library: Library) -> None:
    add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0))
    undo.undo(library, By("李明", DAY))
    add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0))
    assert len(plans.plans(library)) == 1


def test_an_import_is_one_step_that_names_the_plan(library: Library) -> None:
    add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0))
    assert undo.undo_name(library) == "导入《云州市2022年工作要点》"
    undo.undo(library, By("李明", DAY))
    assert (plans.plans(library), plans.tasks(library), units.units(library)) == ([], [], [])


def test_a_snapshot_is_taken_first(library: Library) -> None:
    add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0))
    (snapshot,) = (library.folder / "backups").iterdir()
    assert snapshot.stat().st_size > 0


def test_a_missing_part_is_told(library: Library) -> None:
    with pytest.raises(NoPart):
        add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 1))


def test_a_reader_imports_nothing(library: Library) -> None:
    library.close()
    with Library.open(library.folder, read_only=True) as reader, pytest.raises(ReadOnlyLedger):
        add_plan(reader, By("李明", DAY), Intake(a_draft(FULL), 0))
    assert list((library.folder / "originals").iterdir()) == []


def test_a_plan_in_the_recycle_bin_is_no_duplicate(library: Library) -> None:
    made = add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0)).made
    assert made is not None
    by_hand.remove_plan(library, By("李明", DAY), made)
    assert add_plan(library, By("李明", DAY), Intake(a_draft(FULL), 0)).made != made


def test_two_plans_of_one_file_are_no_duplicates(library: Library) -> None:
    first = a_draft(FULL)
    second = Plan("另一份要点")
    draft = replace(
        first,
        plans=(*first.plans, second),
        parts=(
            *first.parts,
            Part(PartKind.TABLE, "第二张表", (FULL,), plan=1),
            Part(PartKind.TABLE, "第三张表", (FULL,)),
        ),
    )
    add_plan(library, By("李明", DAY), Intake(draft, 0))
    add_plan(library, By("李明", DAY), Intake(draft, 1))
    assert {plan.title for plan in plans.plans(library)} == {"另一份要点", "云州市2022年工作要点"}
    with pytest.raises(Duplicate):
        add_plan(library, By("李明", DAY), Intake(draft, 2))
