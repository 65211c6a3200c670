"""只核对不存入: what was found in a draft and what was decided, as a list to save; nothing is stored."""

from __future__ import annotations

from dataclasses import replace

from gongkai_desk.domain.place import CellPlace, PagePlace, Place, TextPlace
from gongkai_desk.domain.plan import Doubt, Task
from gongkai_desk.domain.review import Finding, FindingList, Review
from gongkai_desk.wording.sentences import doubt_sentence

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
