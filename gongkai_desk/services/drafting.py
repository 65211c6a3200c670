"""Reviewing a draft (核对): every act returns a new review, so the window's undo is keeping the former one.

Nothing here is stored. What a person corrects is read again by the same rules that read the file.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.plan import Doubt, Draft, Part, Plan, Task
from gongkai_desk.parsing.checks import row_doubts
from gongkai_desk.parsing.fields import Context, Raw, understand
from gongkai_desk.words.deadlines import TimeContext
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

TEXTS = ("seq", "title", "content", "unit_text", "deadline")  # what a person may type into


@dataclass(frozen=True, slots=True)
class Review:
    """A draft with one of its parts under review; ``dropped`` are tasks taken out, each with the place it had."""

    draft: Draft
    part: int
    dropped: tuple[tuple[int, Task], ...] = ()

    @property
    def shown(self) -> Part:
        """Return the part under review."""
        return self.draft.parts[self.part]

    @property
    def plan(self) -> Plan:
        """Return what the part's plan says about itself."""
        return self.draft.plans[self.shown.plan]


@dataclass(frozen=True, slots=True)
class Reader:
    """What corrected texts are read against: the office's units and working days."""

    directory: UnitDirectory
    workdays: Workdays

    def context(self, plan: Plan) -> Context:
        """Return what the parser reads a task of ``plan`` against."""
        return Context(self.directory, TimeContext(plan.year, plan.dates, self.workdays))


def correct(review: Review, index: int, texts: dict[str, str], reader: Reader) -> Review:
    """Put typed texts (names in ``TEXTS``) into a task and read it again."""
    task, doubts = _read_again(review.shown.tasks[index], index, texts, reader.context(review.plan))
    tasks = (*review.shown.tasks[:index], task, *review.shown.tasks[index + 1 :])
    others = [doubt for doubt in review.shown.doubts if doubt.task != index]
    return _with(review, tasks, (*others, *doubts))


def split(review: Review, index: int, at: int, reader: Reader) -> Review:
    """Cut a task's content at character ``at``; both halves keep name, units and deadline. At an edge: no change."""
    task = review.shown.tasks[index]
    halves = task.content[:at].strip(), task.content[at:].strip()
    if not all(halves):
        return review
    read = [
        _read_again(task, index + k, {"content": half}, reader.context(review.plan)) for k, half in enumerate(halves)
    ]
    tasks = (*review.shown.tasks[:index], *(each for each, _ in read), *review.shown.tasks[index + 1 :])
    kept = _moved(review.shown.doubts, lambda i: None if i == index else i + (i > index))
    return _with(review, tasks, (*kept, *(doubt for _, doubts in read for doubt in doubts)))


def merge(review: Review, indices: Iterable[int], reader: Reader) -> Review:
    """Make one task of several: their contents as paragraphs; name, units and deadline of the first."""
    chosen = sorted(set(indices))
    if len(chosen) < 2:
        return review
    first, *rest = chosen
    tasks = review.shown.tasks
    whole = replace(tasks[first], source=tuple(place for i in chosen for place in tasks[i].source))
    joined = {"content": "\n".join(tasks[i].content for i in chosen)}
    task, doubts = _read_again(whole, first, joined, reader.context(review.plan))
    kept = _without(_with(review, (*tasks[:first], task, *tasks[first + 1 :]), review.shown.doubts), rest)
    others = [doubt for doubt in kept.shown.doubts if doubt.task != first]
    return _with(kept, kept.shown.tasks, (*others, *doubts))


def drop(review: Review, indices: Iterable[int]) -> Review:
    """Take tasks out; they stay restorable."""
    chosen = sorted(set(indices))
    taken = tuple((i, review.shown.tasks[i]) for i in chosen)
    return replace(_without(review, chosen), dropped=(*review.dropped, *taken))


def restore(review: Review, which: int, reader: Reader) -> Review:
    """Put the dropped task number ``which`` back near the place it had."""
    place, task = review.dropped[which]
    at = min(place, len(review.shown.tasks))
    same, doubts = _read_again(task, at, {}, reader.context(review.plan))
    kept = _moved(review.shown.doubts, lambda i: i + (i >= at))
    tasks = (*review.shown.tasks[:at], same, *review.shown.tasks[at:])
    back = _with(review, tasks, (*kept, *doubts))
    return replace(back, dropped=(*review.dropped[:which], *review.dropped[which + 1 :]))


def renumber(review: Review) -> Review:
    """Number the tasks 1, 2, 3 … as the list stands."""
    tasks = [replace(task, seq=str(number), part=None) for number, task in enumerate(review.shown.tasks, 1)]
    return _with(review, tasks, review.shown.doubts)


def settle(review: Review, doubt: Doubt) -> Review:
    """Strike a doubt that a person has looked at."""
    return _with_part(review, replace(review.shown, doubts=tuple(d for d in review.shown.doubts if d != doubt)))


def choose(review: Review, part: int) -> Review:
    """Turn to another part of the file; what was dropped belongs to the part left behind."""
    return Review(review.draft, part)


def describe(review: Review, plan: Plan) -> Review:
    """Put corrected plan data (title, number, dates …) in place."""
    plans = list(review.draft.plans)
    plans[review.shown.plan] = plan
    return replace(review, draft=replace(review.draft, plans=tuple(plans)))


def _read_again(task: Task, index: int, texts: dict[str, str], context: Context) -> tuple[Task, list[Doubt]]:
    """Return the task as the parser would have made it, had the file said ``texts``."""
    typed = {name: text.strip() for name, text in texts.items()}
    unit_text = typed.get("unit_text", task.unit_text)
    deadline = typed.get("deadline", task.deadline.text)
    raw = Raw(
        content=typed.get("content", task.content),
        seq=typed.get("seq", task.seq or "") or None,
        part=task.part,
        section=task.section,
        title=typed.get("title", task.title or "") or None,
        title_derived=task.title_derived and "title" not in typed,
        clauses=((None, unit_text),) if unit_text else (),
        unit_text=unit_text,
        deadline=deadline,
        extra=task.extra,
        source=task.source,
    )
    read, doubts = understand(raw, index, context)
    if "unit_text" not in typed:
        read = replace(
            read, lead=task.lead, responsible=task.responsible, support=task.support, units_full=task.units_full
        )
    if "deadline" not in typed:  # what 同上 meant is known no more
        read = replace(read, deadline=task.deadline)
    return read, doubts


def _without(review: Review, indices: Sequence[int]) -> Review:
    gone = set(indices)
    tasks = [task for i, task in enumerate(review.shown.tasks) if i not in gone]
    doubts = _moved(review.shown.doubts, lambda i: None if i in gone else i - sum(each < i for each in gone))
    return _with(review, tasks, doubts)


def _moved(doubts: Iterable[Doubt], place: Callable[[int], int | None]) -> list[Doubt]:
    """Return the doubts with their tasks' new places; those whose task is gone fall away."""
    moved = [(doubt, doubt.task if doubt.task is None else place(doubt.task)) for doubt in doubts]
    return [replace(doubt, task=at) for doubt, at in moved if at is not None or doubt.task is None]


def _with(review: Review, tasks: Iterable[Task], doubts: Iterable[Doubt]) -> Review:
    """Return the review with these tasks; gaps and repeats of numbers are looked for anew."""
    placed = tuple(replace(task, position=i) for i, task in enumerate(tasks))
    numbers = row_doubts(placed)
    others = [doubt for doubt in doubts if doubt.field != "seq"]
    return _with_part(review, replace(review.shown, tasks=placed, doubts=(*others, *numbers)))


def _with_part(review: Review, part: Part) -> Review:
    parts = list(review.draft.parts)
    parts[review.part] = part
    return replace(review, draft=replace(review.draft, parts=tuple(parts)))
