"""What was found in a draft: contradictions side by side, findings as a list, rows joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.draft import Doubt, DoubtKind, Draft, Part, PartKind, Readings
from gongkai_desk.domain.plan import CellPlace, PagePlace, Place, Task, TextPlace
from gongkai_desk.domain.review import Finding, FindingList, Review
from gongkai_desk.domain.revision import Difference, DifferenceKind, Value
from gongkai_desk.rules.compare.lists import compare_lists
from gongkai_desk.wording.differences import difference_sentence, readings_text
from gongkai_desk.wording.sentences import doubt_sentence
from gongkai_desk.words.normal import key
from gongkai_desk.words.units import UnitDirectory

_ALSO = {DifferenceKind.UNIT_ORDER}  # not material, but the first unit may be the one that leads
_OF_WHOLE_TASKS = {  # no two readings of one thing
    DifferenceKind.TASK_DROPPED,
    DifferenceKind.TASK_ADDED,
    DifferenceKind.ROW_UNDER_OTHER_ITEM,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Where the tables of one plan (indexes in ``Draft.parts``) differ from its body; the body is the first list."""

    tables: tuple[int, ...]
    differences: tuple[Difference, ...]


def bodies_against_annexes(draft: Draft, directory: UnitDirectory) -> Iterator[Compared]:
    """Yield each plan of a draft that has both, its body compared with its tables."""
    for plan in range(len(draft.plans)):
        body, tables = (_of_plan(draft, plan, kind) for kind in (PartKind.NARRATIVE, PartKind.TABLE))
        if body and tables:
            yield Compared(tables, compare_lists(_tasks(draft.parts, body), _tasks(draft.parts, tables), directory))


def with_contradictions(draft: Draft, directory: UnitDirectory) -> Draft:
    """Return the draft, tables with a doubt for each thing in which they differ materially from their plan's body."""
    found: defaultdict[int, list[Doubt]] = defaultdict(list)
    for compared in bodies_against_annexes(draft, directory):
        rows = _Rows(draft.parts, compared.tables)
        for difference in compared.differences:
            if difference.material or difference.kind in _ALSO:
                table, task = rows.about(difference)
                found[table].append(_doubt(difference, task))
    parts = (replace(part, doubts=(*part.doubts, *found[at])) for at, part in enumerate(draft.parts))
    return replace(draft, parts=tuple(parts))


def _of_plan(draft: Draft, plan: int, kind: PartKind) -> tuple[int, ...]:
    return tuple(at for at, part in enumerate(draft.parts) if part.plan == plan and part.kind is kind)


def _tasks(parts: tuple[Part, ...], chosen: tuple[int, ...]) -> tuple[Task, ...]:
    return tuple(task for at in chosen for task in parts[at].tasks)


class _Rows:
    """Where the tasks of a plan's tables stand: table and index by place, and by printed number."""

    def __init__(self, parts: tuple[Part, ...], tables: tuple[int, ...]) -> None:
        rows = [(table, at, task) for table in tables for at, task in enumerate(parts[table].tasks)]
        self._first = tables[0]
        self._by_place = {place: (table, at) for table, at, task in reversed(rows) for place in task.source}
        self._by_number = {task.seq: (table, at) for table, at, task in reversed(rows)}

    def about(self, difference: Difference) -> tuple[int, int | None]:
        """Return table and task that a difference is about, no task where it is about the whole list."""
        found = next((self._by_place[place] for place in difference.source[1] if place in self._by_place), None)
        number = difference.item[1]
        if found is None and number is not None:
            found = self._by_number.get(number)
        return found or (self._first, None)


def _doubt(difference: Difference, task: int | None) -> Doubt:
    nothing = difference.a is None and difference.b is None
    if nothing or difference.kind in _OF_WHOLE_TASKS:
        readings, text = None, difference_sentence(difference)
    else:
        readings = Readings(_said(difference.a), _said(difference.b), difference.source[0])
        text = readings_text(readings)
    return Doubt(DoubtKind.BODY_AND_ANNEX, task, difference.field, text, difference.source[1], readings)


def _said(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


_NAME = 40  # characters of a task's content where it has no name
_OPEN, _DROPPED, _LOST = "待确认", "已删除，不存入", "未读出，请对照原件"


def findings(review: Review) -> list[Finding]:
    """Return the doubts in the order of the tasks, decided ones with their answers, then what was dropped or lost."""
    found = [(doubt, _OPEN) for doubt in review.doubts]
    found += [(each.doubt, each.answer) for each in review.decided]
    last = len(review.shown.tasks)
    found.sort(key=lambda each: last if each[0].task is None else each[0].task)
    listed = [_finding(review, doubt, answer) for doubt, answer in found]
    taken = [each.task for each in review.dropped]
    listed += [_of_task(review, task, "删除的任务", task.content, task.source, _DROPPED) for task in taken]
    listed += [Finding("", "全文", "这一处没有读出", loss.what, loss.where, _LOST) for loss in review.draft.losses]
    return listed


def finding_list(review: Review) -> FindingList:
    """Return the list as what its paper is made of."""
    return FindingList(findings_title(review), tuple(findings(review)))


def findings_title(review: Review) -> str:
    """Return the title of the list."""
    return f"{review.plan.title or review.draft.file}核对问题清单"


def _finding(review: Review, doubt: Doubt, answer: str) -> Finding:
    problem = doubt_sentence(replace(doubt, text=""))  # its words stand in a column of their own
    if doubt.task is None or doubt.task >= len(review.shown.tasks):
        return Finding("", "全文", problem, doubt.text, _place(review, doubt.source), answer)
    task = review.shown.tasks[doubt.task]
    printed = {"deadline": task.deadline.text, "recurrence": task.content}.get(doubt.field) or task.unit_text
    return _of_task(review, task, problem, doubt.text or printed, doubt.source or task.source, answer)


def _of_task(review: Review, task: Task, problem: str, printed: str, source: tuple[Place, ...], answer: str) -> Finding:
    name = task.title or " ".join(task.content.split())[:_NAME]
    return Finding((task.seq or "").split("/")[-1], name, problem, printed, _place(review, source), answer)


def _place(review: Review, source: tuple[Place, ...]) -> str:
    """Return where something stands in words: 第5页, 任务表 B12, 第3段."""
    if not source:
        return ""
    first = source[0]
    if isinstance(first, PagePlace):
        pages = sorted({place.page for place in source if isinstance(place, PagePlace)})
        return f"第{'、'.join(map(str, pages))}页"
    if isinstance(first, CellPlace):
        return f"{first.sheet} {first.cell}"
    assert isinstance(first, TextPlace)
    return f"第{review.draft.text.count(chr(10), 0, first.start) + 1}行"


_BETWEEN = "；"  # between the printed units of two rows
_NOTHING = "没有写"


def with_all_units(tasks: Sequence[Task]) -> Task:
    """Return the first task with the units of all, each once and in its weightiest role, printed one after another."""
    lead = _once(name for task in tasks for name in task.lead)
    responsible = _once(name for task in tasks for name in task.responsible if name not in lead)
    support = _once(name for task in tasks for name in task.support if name not in (*lead, *responsible))
    full = {name: whole for task in reversed(tasks) for name, whole in task.units_full.items()}
    texts = _once(task.unit_text for task in tasks if task.unit_text)
    printed = _BETWEEN.join(texts) if len({key(text) for text in texts}) > 1 else "".join(texts[:1])
    return replace(tasks[0], lead=lead, responsible=responsible, support=support, units_full=full, unit_text=printed)


def about_units(whole: Task, index: int, former: Iterable[Doubt]) -> list[Doubt]:
    """Return what was doubtful of the rows as doubts of the one they became; one row's units answer another's lack."""
    kept = (doubt for doubt in former if doubt.kind is not DoubtKind.NO_UNIT or not whole.unit_text)
    return list(dict.fromkeys(replace(doubt, task=index) for doubt in kept))


def differing(tasks: Sequence[Task], index: int) -> Iterator[Doubt]:
    """Yield what the rows say differently, as doubts about the task at ``index`` that they became."""
    if len({(task.lead, task.responsible, task.support) for task in tasks}) > 1:
        yield _row_doubt(index, "units", "责任单位", [task.unit_text for task in tasks], "各家都已保留")
    if len({task.deadline for task in tasks}) > 1:
        yield _row_doubt(index, "deadline", "完成时限", [task.deadline.text for task in tasks], "按第一行")


def _row_doubt(index: int, field: str, name: str, texts: Sequence[str], kept: str) -> Doubt:
    each = " / ".join(dict.fromkeys(text or _NOTHING for text in texts))
    return Doubt(DoubtKind.ROWS_DIFFER, index, field, f"{name} {each}，{kept}")


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
