"""回头看: begun, its items judged and confirmed, tied to this year's tasks, carried over; one undoable step each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai_desk.domain.cycle.judging import LookbackItem
from gongkai_desk.domain.ids import By, Changes, PlanId
from gongkai_desk.domain.plan import Task, TaskEdit
from gongkai_desk.domain.time import DeadlineKind
from gongkai_desk.domain.year.lookback import UNFINISHED, Judgement, KeptItem, LookbackPaper, RectificationPaper
from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.errors import NotAllowed
from gongkai_desk.export.templates import Filling
from gongkai_desk.papers.year.lookback_report import template_lists, template_values
from gongkai_desk.parsing.typed import Sense, edited
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.services.progress.work import put_task, sense_of
from gongkai_desk.services.year.leaving import write_titled
from gongkai_desk.standing.year.lookback_sources import ItemThen, LookedAt
from gongkai_desk.store import units
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import links, plans
from gongkai_desk.wording.year.lookback import RESULTS


def begin(library: Library, by: By, at: LookedAt, plan_id: int | None = None) -> Changes:
    """Begin a look-back with all its items; ``made`` is its id.

    ``plan_id``: this year's plan with which the items of another library or of a file go on.

    Raises:
        UnknownId: no such plan.
        NotAllowed: there is nothing to look back at (``lacks``: ``lookback_items``).
    """
    of = replace(at.lookback, day=by.today)
    if plan_id is not None and of.plan_id is None:
        of = replace(of, plan_id=plans.plan(library, plan_id).id)
    if not at.items:
        raise NotAllowed(library=str(library.folder), lacks=("lookback_items",))
    items = list(_with_units(library, at.items))
    with library.step(f"开始回头看 {of.year}年（{len(items)}项）", by) as step:
        step.made = stored.insert_lookback(step, of, items)
    return step.changes


def _with_units(library: Library, found: Sequence[ItemThen]) -> Iterable[LookbackItem]:
    """Yield the items with the units of this library; one that is not in its directory stays in the text alone."""
    known = units.directory(library)
    for each in found:
        item = each.item
        if item.unit_id is None and each.unit and (unit := known.stored(each.unit)) is not None:
            item = replace(item, unit_id=unit.id)
        yield item


def remove(library: Library, by: By, lookback_id: int) -> Changes:
    """Put a look-back into the recycle bin; what came of it (整改, 接续) stays.

    Raises:
        UnknownId: no such look-back.
    """
    of = stored.lookback(library, lookback_id)
    with library.step(f"删除回头看 {of.year}年", by) as step:
        stored.remove_lookback(step, lookback_id, by.today)
    return step.changes


# ---- results


def judge(library: Library, by: By, ids: Sequence[int], said: Judgement) -> Changes:
    """Enter result, evidence, opinion or the tick of items, as one step; with ``confirm`` their results stand.

    A result that a person enters is confirmed with it.

    Raises:
        UnknownId: no such item.
        NotAllowed: the result is none (``lacks``: ``lookback_result``), or one is confirmed that has none; there is no
            item (``something_to_enter``).
    """
    found = _some_items(library, ids)
    if said.result is not None and said.result not in RESULTS:
        raise NotAllowed(library=str(library.folder), lacks=("lookback_result",))
    new = [_judged(each.item, by, said) for each in found]
    if said.confirm and any(not item.result for item in new):
        raise NotAllowed(library=str(library.folder), lacks=("lookback_result",))
    with library.step(_name(said, found), by) as step:
        for item in new:
            stored.set_item(step, item)
    return step.changes


def _some_items(library: Library, ids: Sequence[int]) -> list[KeptItem]:
    """Return items, each once; refuse an act upon none, which would be a step that changes nothing."""
    if not ids:
        raise NotAllowed(library=str(library.folder), lacks=("something_to_enter",))
    return stored.items_of_ids(library, ids)


def _judged(old: LookbackItem, by: By, said: Judgement) -> LookbackItem:
    new = replace(
        old,
        result=old.result if said.result is None else said.result,
        evidence=old.evidence if said.evidence is None else said.evidence.strip(),
        opinion=old.opinion if said.opinion is None else said.opinion.strip(),
        chosen=old.chosen if said.chosen is None else said.chosen,
    )
    if said.result == "":
        return replace(new, checked=None, checker="")
    stands = said.confirm or said.result is not None
    return replace(new, checked=by.today, checker=by.who) if stands else new


def _name(said: Judgement, found: Sequence[KeptItem]) -> str:
    many = f"（{len(found)}项）" if len(found) > 1 else ""
    if said.result is not None:
        return f"核定落实情况：{RESULTS[said.result] or '撤回'}{many}"
    if said.confirm:
        return f"核定落实情况{many}"
    if said.chosen is not None:
        return f"{'列入' if said.chosen else '不列入'}回头看{many}"
    return f"修改回头看事项{many}"


# ---- this year


def tie(library: Library, by: By, wanted: Mapping[int, Sequence[int]]) -> Changes:
    """Let items go on with tasks of this year ({item: tasks}, none to part them), as one step.

    A task of this library is linked with the new one as its 上年任务.

    Raises:
        UnknownId: no such item or task.
        NotAllowed: a task of the very plan that is looked back at (``lacks``: ``other_year``); there is no item
            (``something_to_enter``).
    """
    found = _some_items(library, list(wanted))
    for each in found:
        _refuse_same_plan(library, each, wanted[each.id])
    many = f"（{len(found)}项）" if len(found) > 1 else ""
    with library.step(f"{'接续' if any(wanted.values()) else '取消接续'}任务{many}", by) as step:
        for each in found:
            _tie(library, step, each, wanted[each.id])
    return step.changes


def _refuse_same_plan(library: Library, kept: KeptItem, task_ids: Sequence[int]) -> None:
    then = stored.plan_then(library, kept)
    if any(plans.task(library, number).plan_id == then for number in task_ids):
        raise NotAllowed(library=str(library.folder), lacks=("other_year",))


def _tie(library: Library, step: Step, kept: KeptItem, task_ids: Sequence[int]) -> None:
    new = list(dict.fromkeys(task_ids))
    then = kept.item.task_id
    if then is not None:
        linked = set(links.links(library, links.LAST_YEAR))
        links.delete_links(step, [(n, then) for n in kept.next_ids if n not in new], links.LAST_YEAR)
        for number in new:
            if (number, then) not in linked:
                links.insert_link(step, number, then, links.LAST_YEAR)
    stored.set_next(library, step, kept, new)


def carry_over(library: Library, by: By, ids: Sequence[int], plan_id: PlanId, deadline: str = "") -> Changes:
    """Add unfinished items to this year's plan as tasks of it, each tied to its item; one step for all.

    They read as they did then, with ``deadline`` in place of one that is over; a long-term task keeps its own. Those
    that a task of this year goes on with already are refused.

    Raises:
        UnknownId: no such item or plan.
        NotAllowed: ``lacks``: ``unfinished`` (the result is 已落实, or nobody said), ``not_linked``, ``other_year``,
            ``something_to_enter`` (there is no item).
    """
    plan = plans.plan(library, plan_id)
    found = _some_items(library, ids)
    _refuse_carry(library, found, plan_id)
    sense = sense_of(library, plan)
    many = f"（{len(found)}项）" if len(found) > 1 else ""
    with library.step(f"转入《{plan.title}》{many}", by) as step:
        for each in found:
            step.made = put_task(library, step, plan_id, _task_again(each.item, deadline, sense))
            _tie(library, step, each, [step.made])
    return step.changes


def _refuse_carry(library: Library, found: Sequence[KeptItem], plan_id: int) -> None:
    then = {stored.plan_then(library, each) for each in found}
    told = (
        ("unfinished", any(each.item.result not in UNFINISHED for each in found)),
        ("not_linked", any(each.next_ids for each in found)),
        ("other_year", plan_id in then),
    )
    if missing := tuple(name for name, is_so in told if is_so):
        raise NotAllowed(library=str(library.folder), lacks=missing)


def _task_again(item: LookbackItem, deadline: str, sense: Sense) -> Task:
    """Return an item as a task of this year."""
    texts = TaskEdit(title=item.title or None, content=item.content, unit_text=item.unit_text or None)
    then = edited(Task(), TaskEdit(deadline=item.deadline_text), sense).deadline
    goes_on = then.kind is DeadlineKind.YEAR_RANGE if then.due else then.kind is not None  # 长期坚持, 2024—2026年
    again = item.deadline_text if goes_on else deadline
    return edited(Task(), replace(texts, deadline=again or None), sense)


# ---- the report


def write_report(
    facts: LookbackPaper | RectificationPaper,
    template: Path,
    out: Path,
    progress: Progress = silent,
    *,
    mask: Mask = NO_MASK,
) -> tuple[str, ...]:
    """Write the 回头看报告, or the 整改台账, by a template; return the names in it that nothing is known for.

    Raises:
        Unreadable, Damaged: the template is no Word document.
        NoPermission, DiskFull, TargetInUse, NotAllowed: ``out`` cannot be written.
    """
    progress(Stage.WRITING, 0, 0)
    return write_titled(template, Filling(template_values(facts), template_lists(facts)), out, mask)
