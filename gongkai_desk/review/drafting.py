"""Reviewing a draft (核对): every act returns a new review, so the window's undo is keeping the former one.

Nothing here is stored. What a person corrects is read again by the same rules that read the file; what nobody touched
stays as it is, doubts and decisions included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.draft import Doubt, Part
from gongkai_desk.domain.plan import PagePlace, Place, Plan, Task, TextPlace
from gongkai_desk.domain.review import Decision, Dropped, Review
from gongkai_desk.parsing.checks import number_pairs, row_doubts
from gongkai_desk.parsing.typed import Sense, read_again
from gongkai_desk.review.findings import about_units, differing, with_all_units
from gongkai_desk.words.dates import TimeContext
from gongkai_desk.words.deadlines import read_deadline
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

_TYPED = {  # field of a doubt → the text that it arises from
    "seq": "seq",
    "deadline": "deadline",
    "lead": "unit_text",
    "responsible": "unit_text",
    "support": "unit_text",
    "units": "unit_text",
    "title": "title",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """What corrected texts are read against: the office's units and working days."""

    directory: UnitDirectory
    workdays: Workdays

    def time(self, plan: Plan) -> TimeContext:
        """Return what the deadlines of ``plan`` are read against."""
        return self.sense(plan).time

    def sense(self, plan: Plan) -> Sense:
        """Return what texts of a task of ``plan`` are read against."""
        return Sense(plan, self.directory, self.workdays)


def correct(review: Review, index: int, texts: Mapping[str, str], reader: Reader) -> Review:
    """Put typed texts (names in ``TEXTS``) into a task and read it again; the doubts they answer are decided."""
    former = doubts_of(review, index)
    task, fresh = read_again(review.shown.tasks[index], texts, reader.sense(review.plan), index)
    doubts = _still(former, fresh, texts)
    decided = [Decision(d, f"改为“{texts[typed_in(d)]}”") for d in former if typed_in(d) in texts and d not in doubts]
    corrected = _with(review, _swapped(review, index, (task,)), [*_others(review, index), *doubts])
    return replace(corrected, decided=(*_undecided(review, index, texts), *decided))


def split(review: Review, index: int, at: int, reader: Reader) -> Review:
    """Cut a task's content at character ``at``; both halves keep name, units and deadline. At an edge: no change."""
    task, former = review.shown.tasks[index], doubts_of(review, index)
    halves = task.content[:at].strip(), task.content[at:].strip()
    if not all(halves):
        return review
    tasks: list[Task] = []
    doubts: list[Doubt] = []
    for k, half in enumerate(halves):
        read, fresh = read_again(task, {"content": half}, reader.sense(review.plan), index + k)
        tasks.append(read)
        doubts += [replace(doubt, task=index + k) for doubt in _still(former, fresh, {"content": half})]
    moved = _placed(review, lambda i: i + (i > index))
    others = [doubt for doubt in _others(review, index, moved.shown.doubts) if doubt.task != index]
    return _with(moved, _swapped(review, index, tasks), [*others, *doubts])


def merge(review: Review, indices: Iterable[int], reader: Reader) -> Review:
    """Make one task of several: contents as paragraphs, all units, the rest of the first; what differs is a doubt."""
    chosen = sorted(set(indices))
    if len(chosen) < 2:
        return review
    first, *rest = chosen
    tasks = review.shown.tasks
    joined = {"content": "\n".join(tasks[i].content for i in chosen)}
    rows = [tasks[i] for i in chosen]
    whole = replace(with_all_units(rows), source=tuple(place for task in rows for place in task.source))
    task, fresh = read_again(whole, joined, reader.sense(review.plan), first)
    of_units = [d for i in rest for d in doubts_of(review, i) if typed_in(d) == "unit_text"]
    former = about_units(whole, first, (*doubts_of(review, first), *of_units))
    doubts = [*_others(review, first), *_still(former, fresh, joined), *differing(rows, first)]
    return _without(_with(review, _swapped(review, first, (task,)), doubts), rest)


def drop(review: Review, indices: Iterable[int]) -> Review:
    """Take tasks out; they stay restorable."""
    chosen = sorted(set(indices))
    taken = tuple(Dropped(i, review.shown.tasks[i], doubts_of(review, i)) for i in chosen)
    return replace(_without(review, chosen), dropped=(*review.dropped, *taken))


def restore(review: Review, which: Iterable[int]) -> Review:
    """Put dropped tasks (their numbers in ``dropped``) back near the places they had."""
    chosen = sorted(set(which))
    for number in chosen:
        review = _restored(review, review.dropped[number])
    left = tuple(each for number, each in enumerate(review.dropped) if number not in chosen)
    return replace(review, dropped=left)


def _restored(review: Review, dropped: Dropped) -> Review:
    at = min(dropped.place, len(review.shown.tasks))
    return insert(review, at, dropped.task, dropped.doubts)


def insert(review: Review, at: int, task: Task, doubts: Iterable[Doubt] = ()) -> Review:
    """Put a task in at place ``at``, with what is doubtful about it."""
    moved = _placed(review, lambda i: i + (i >= at))
    tasks = (*review.shown.tasks[:at], task, *review.shown.tasks[at:])
    return _with(moved, tasks, (*moved.shown.doubts, *(replace(doubt, task=at) for doubt in doubts)))


def renumber(review: Review) -> Review:
    """Number the tasks 1, 2, 3 … as the list stands."""
    tasks = [replace(task, seq=str(number), part=None) for number, task in enumerate(review.shown.tasks, 1)]
    former = [doubt for doubt in review.shown.doubts if doubt.field == "seq"]
    others = [doubt for doubt in review.shown.doubts if doubt.field != "seq"]
    return with_decisions(_with(review, tasks, others), former, "重排序号")


def settle(review: Review, doubt: Doubt, answer: str = "看过，没有问题") -> Review:
    """Strike a doubt that a person has looked at, and keep what was said about it."""
    part = replace(review.shown, doubts=tuple(d for d in review.shown.doubts if d != doubt))
    struck = _with_part(review, part)
    draft = replace(struck.draft, doubts=tuple(d for d in struck.draft.doubts if d != doubt))
    return with_decisions(replace(struck, draft=draft), [doubt], answer)


def with_decisions(review: Review, doubts: Iterable[Doubt], answer: str) -> Review:
    """Remember what a person decided about doubts."""
    return replace(review, decided=(*review.decided, *(Decision(doubt, answer) for doubt in doubts)))


def with_task(review: Review, index: int, task: Task) -> Review:
    """Put a task in the place of another, its doubts staying."""
    return _with(review, _swapped(review, index, (task,)), review.shown.doubts)


def choose(review: Review, part: int) -> Review:
    """Turn to another part of the file; what was dropped and decided belongs to the part left behind."""
    return Review(review.draft, part)


def describe(review: Review, plan: Plan, reader: Reader | None = None) -> Review:
    """Put corrected plan data (title, number, dates …) in place; with a reader the deadlines are counted anew."""
    former, plans = review.plan, list(review.draft.plans)
    plans[review.shown.plan] = plan
    described = replace(review, draft=replace(review.draft, plans=tuple(plans)))
    if reader is None or (former.year, former.dates) == (plan.year, plan.dates):
        return described
    for index, task in enumerate(described.shown.tasks):
        if read_deadline(task.deadline.text, reader.time(former)) == task.deadline:  # as printed: nobody chose it
            described = _timed_anew(described, index, reader)
    return described


def _timed_anew(review: Review, index: int, reader: Reader) -> Review:
    text = {"deadline": review.shown.tasks[index].deadline.text}
    task, fresh = read_again(review.shown.tasks[index], text, reader.sense(review.plan), index)
    answered = {(each.doubt.kind, each.doubt.text) for each in review.decided if each.doubt.task == index}
    open_ones = [doubt for doubt in fresh if (doubt.kind, doubt.text) not in answered]
    doubts = _still(doubts_of(review, index), open_ones, text)
    return _with(review, _swapped(review, index, (task,)), [*_others(review, index), *doubts])


def doubts_of(review: Review, index: int) -> tuple[Doubt, ...]:
    """Return the open doubts about one task."""
    return tuple(doubt for doubt in review.shown.doubts if doubt.task == index)


def reading_order(places: Sequence[Place]) -> tuple[float, ...]:
    """Return what places of one file can be ordered by: page and top, or offset; cells stand as they are listed."""
    first = places[0]
    if isinstance(first, PagePlace):
        return (first.page, first.box.top)
    if isinstance(first, TextPlace):
        return (first.start, 0)
    digits = "".join(letter for letter in first.cell if letter.isdigit())
    return (int(digits or 0), 0)


def task_at(review: Review, spot: Place) -> int | None:
    """Return the place of the task that stands at a spot of the source (a point of a page, an offset, a cell)."""
    return next((i for i, task in enumerate(review.shown.tasks) if any(_holds(p, spot) for p in task.source)), None)


def _holds(place: Place, spot: Place) -> bool:
    if isinstance(place, PagePlace) and isinstance(spot, PagePlace):
        across = place.box.x0 <= spot.box.x0 <= place.box.x1
        return place.page == spot.page and across and place.box.top <= spot.box.top <= place.box.bottom
    if isinstance(place, TextPlace) and isinstance(spot, TextPlace):
        return place.start <= spot.start < place.end
    return place == spot


def typed_in(doubt: Doubt) -> str:
    """Return which of ``TEXTS`` a doubt arises from."""
    return _TYPED.get(doubt.field, "content")


def _still(former: Iterable[Doubt], fresh: Iterable[Doubt], texts: Mapping[str, str]) -> list[Doubt]:
    """Return what is doubtful now: of what was typed the fresh doubts, of the rest the former ones."""
    kept = [doubt for doubt in former if typed_in(doubt) not in texts]
    return [*kept, *(doubt for doubt in fresh if typed_in(doubt) in texts)]


def _undecided(review: Review, index: int, texts: Mapping[str, str]) -> list[Decision]:
    """Return the decisions without those about texts of this task that were typed anew."""
    return [
        each
        for each in review.decided
        if each.doubt.task != index or typed_in(each.doubt) not in texts or each.answer.startswith("改为")
    ]


def _swapped(review: Review, index: int, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return the part's tasks with one of them replaced."""
    return (*review.shown.tasks[:index], *tasks, *review.shown.tasks[index + 1 :])


def _others(review: Review, index: int, doubts: Iterable[Doubt] | None = None) -> list[Doubt]:
    return [doubt for doubt in (review.shown.doubts if doubts is None else doubts) if doubt.task != index]


def _without(review: Review, indices: Sequence[int]) -> Review:
    gone = set(indices)
    moved = _placed(review, lambda i: None if i in gone else i - sum(each < i for each in gone))
    tasks = [task for i, task in enumerate(review.shown.tasks) if i not in gone]
    return _with(moved, tasks, moved.shown.doubts)


def _placed(review: Review, place: Callable[[int], int | None]) -> Review:
    """Return the review with what is said about tasks moved to their new places; of tasks that are gone it falls."""
    doubts = tuple(moved for doubt in review.shown.doubts if (moved := _moved(doubt, place)))
    decided = tuple(
        replace(each, doubt=moved) for each in review.decided if (moved := _moved(each.doubt, place)) is not None
    )
    return replace(_with_part(review, replace(review.shown, doubts=doubts)), decided=decided)


def _moved(doubt: Doubt, place: Callable[[int], int | None]) -> Doubt | None:
    if doubt.task is None:
        return doubt
    at = place(doubt.task)
    return None if at is None else replace(doubt, task=at)


def _with(review: Review, tasks: Iterable[Task], doubts: Iterable[Doubt]) -> Review:
    """Return the review with these tasks; gaps and repeats of numbers are looked for where neighbours changed.

    A number that follows the one it followed before stays as it was judged when the file was read: in prose numbers
    begin anew under each heading, and a name corrected in a merged cell makes no number a second one.
    """
    placed = tuple(task if task.position == i else replace(task, position=i) for i, task in enumerate(tasks))
    before, now = number_pairs(review.shown.tasks), number_pairs(placed)
    known = set(before.values())
    kept = [d for d in doubts if d.field != "seq" or d.task is None or now.get(d.task) in known]
    answered = {(each.doubt.kind, each.doubt.text, each.doubt.task) for each in review.decided}
    fresh = [d for d in row_doubts(placed) if d.task is not None and now[d.task] not in known]
    numbers = [doubt for doubt in fresh if (doubt.kind, doubt.text, doubt.task) not in answered]
    return _with_part(review, replace(review.shown, tasks=placed, doubts=(*kept, *numbers)))


def _with_part(review: Review, part: Part) -> Review:
    parts = list(review.draft.parts)
    parts[review.part] = part
    return replace(review, draft=replace(review.draft, parts=tuple(parts)))
