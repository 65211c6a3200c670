"""意见反馈表 among what came back: reviewed against rounds and stored opinions; what is sure is entered as one step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.cycle.opinions import Agrees
from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.cycle.reviews import DOUBTED_WHOLE, Received
from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchKind, DispatchUnit, Opinion, ReturnedFile
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.outside import without_unseen
from gongkai_desk.rules.returns.identity import Batch as Printed
from gongkai_desk.rules.returns.identity import Signs, Whose, batch_waits, unit_named, units_in_name, whose
from gongkai_desk.rules.returns.opinions import ToldRow, is_opinion_form, task_of
from gongkai_desk.rules.returns.sheets import marks_of
from gongkai_desk.services.collecting.reviewing import Asked
from gongkai_desk.services.opinion_returns import rows_of
from gongkai_desk.services.opinions import drop_silence
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.entries import dispatches, opinions
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import records
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.evidence import keep_bytes, keep_file
from gongkai_desk.words.codes import looks_like_code, read_book_code


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """A row with the opinion that it would be, what is stored on the same matter, and why it waits.

    ``known``: it is stored already, or was and a person took it away: it is not entered again.
    """

    row: ToldRow
    opinion: Opinion
    stored: Opinion | None = None
    by: Known | None = None
    waits: tuple[Wait, ...] = ()
    known: bool = False

    @property
    def takes(self) -> bool:
        """Tell whether it is entered."""
        return not self.known and not self.waits

    @property
    def open(self) -> bool:
        """Tell whether a person has to look."""
        return not self.known and bool(self.waits)


@dataclass(frozen=True, slots=True)
class OpinionReview:
    """A 意见反馈表 with whose it is, its place in the round, its rows."""

    source: Received
    unit: int | None
    by: Known | None
    place: DispatchUnit | None
    waits: tuple[Wait, ...]
    rows: tuple[OpinionRow, ...] = field(default=())

    @property
    def waiting(self) -> int:
        """Return how many rows wait; a form of which nothing was read is one."""
        return sum(row.open for row in self.rows) or int(not self.rows)


def apart(sources: Iterable[Received]) -> tuple[list[Received], list[Received]]:
    """Part what came into 意见反馈表 and the rest."""
    forms: list[Received] = []
    others: list[Received] = []
    for each in sources:
        (forms if is_opinion_form(each.content.tables) else others).append(each)
    return forms, others


def reviewed(rounds: Rounds, sources: Sequence[Received], asked: Asked) -> list[OpinionReview]:
    """Review forms together: two that say different things for one unit on one matter wait for each other."""
    desk = _Desk(rounds)
    files = [desk.review(source, asked) for source in sources]
    said: dict[tuple[object, ...], set[tuple[str, str, str]]] = defaultdict(set)
    for row in (row for file in files for row in file.rows if row.takes):
        said[_matter(row.opinion)].add(_words(row.opinion))
    return [replace(file, rows=tuple(_single(row, said[_matter(row.opinion)]) for row in file.rows)) for file in files]


def _single(row: OpinionRow, said: set[tuple[str, str, str]]) -> OpinionRow:
    return replace(row, waits=(*row.waits, Wait.TWICE)) if row.takes and len(said) > 1 else row


def _matter(opinion: Opinion) -> tuple[object, ...]:
    return opinion.plan_id, opinion.unit_id, opinion.task_id


def _words(opinion: Opinion) -> tuple[str, str, str]:
    return opinion.text, opinion.agrees, opinion.basis


class _Desk:
    """What forms are read against: rounds of asking, what is stored."""

    def __init__(self, rounds: Rounds) -> None:
        library = self.library = rounds.library
        self.rounds = rounds
        self.batches: dict[int | None, Dispatch] = {
            each.id: each for each in dispatches.dispatches(library, kind=DispatchKind.OPINION)
        }
        self.places = {each.id: each for each in dispatches.dispatch_units(library) if each.dispatch_id in self.batches}
        self.stored = opinions.opinions(library)
        self.ever = {(*_matter(each), each.text) for each in records(library, Opinion)}
        self._tasks: dict[int, list[StoredTask]] = {}

    def review(self, source: Received, asked: Asked) -> OpinionReview:
        """Return one form as it is understood."""
        lines = [text for table in source.content.tables for text in (*table.above, *_texts(table.rows[:8]))]
        marks, rows = marks_of(lines), list(rows_of(source))
        coded = self.places.get(read_book_code(marks.code, self.rounds.identity) or 0) if marks.code else None
        named = {row.unit for row in rows} if rows else {""}
        found = self._whose(source, coded, named.pop() if len(named) == 1 else "、")
        place = coded if coded and coded.unit_id == found.unit else self._place(found.unit, asked)
        waits = list(found.waits)
        if marks.code and looks_like_code(marks.code) and coded is None:
            waits.append(Wait.BAD_CODE)
        if place is None:
            waits.append(Wait.NOT_ADDRESSED)
        else:
            batch = self.batches[place.dispatch_id]
            wanted = batch.id == asked.dispatch
            number = Printed(batch.batch, "")
            waits += batch_waits(number, marks.batch, (), asked=asked.dispatch is not None, wanted=wanted)
        kept = tuple(dict.fromkeys(waits))
        told = tuple(self._row(row, found.unit, place, kept) for row in rows)
        return OpinionReview(source, found.unit, found.by, place, kept, told)

    def _whose(self, source: Received, coded: DispatchUnit | None, cell: str) -> Whose:
        directory, stem = self.rounds.directory, source.short.rpartition(".")[0] or source.short
        named = unit_named(cell, directory) if cell else None
        senders = self.rounds.senders.get(source.sender, frozenset())
        return whose(Signs(coded.unit_id if coded else None, cell, named, units_in_name(stem, directory), senders))

    def _place(self, unit: int | None, asked: Asked) -> DispatchUnit | None:
        """Return where a unit without code was asked last; of several drafts none, for nothing says which is meant."""
        mine = [each for each in self.places.values() if each.unit_id == unit and unit is not None]
        if asked.dispatch is not None:
            mine = [each for each in mine if each.dispatch_id == asked.dispatch]
        drafts = {self.batches[each.dispatch_id].plan_id for each in mine}
        return max(mine, key=row_id) if len(drafts) == 1 else None

    def _row(self, row: ToldRow, unit: int | None, place: DispatchUnit | None, waits: tuple[Wait, ...]) -> OpinionRow:
        plan = self.batches[place.dispatch_id].plan_id if place else 0
        tasks = self._tasks_of(plan)
        task = task_of(row, tasks)
        text = without_unseen(row.text)
        agrees = row.agrees or (Agrees.UNSAID if text else Agrees.YES)
        opinion = Opinion(plan, task, unit, place.id if place else None, agrees=agrees.value, text=text,
                          basis=without_unseen(row.basis))  # fmt: skip
        there = [each for each in self.stored if _matter(each) == _matter(opinion) and not each.silent]
        known = (*_matter(opinion), text) in self.ever and bool(place)
        more = [Wait.NO_TASK] if row.matter and task is None else []
        more += [Wait.CONFLICT] if self._contradicts(opinion, there) else []
        stands = next((each for each in there if each.text == text), there[0] if there else None)
        return OpinionRow(row, opinion, stands, _by(row, task, tasks), (*waits, *more), known)

    def _contradicts(self, new: Opinion, there: Sequence[Opinion]) -> bool:
        """Tell whether what is stored says otherwise on the same matter, or 无意见 stands against an opinion."""
        own = [each for each in self.stored if (each.plan_id, each.unit_id) == _matter(new)[:2] and not each.silent]
        none = not new.text and new.agrees != Agrees.NO
        against = [each for each in own if (not each.text and each.agrees != Agrees.NO) != none]
        return any(_words(each) != _words(new) for each in there) or bool(against)

    def _tasks_of(self, plan: int) -> list[StoredTask]:
        if plan and plan not in self._tasks:
            self._tasks[plan] = plans.tasks(self.library, plan)
        return self._tasks.get(plan, [])


def _texts(rows: Iterable[Sequence[str | None]]) -> Iterator[str]:
    yield from ("　".join(filter(None, row)) for row in rows)


def _by(row: ToldRow, task: int | None, tasks: Sequence[StoredTask]) -> Known | None:
    seq = next(((each.seq or "").rpartition("/")[2] for each in tasks if each.id == task), "")
    return None if task is None else Known.NUMBER if row.seq and row.seq == seq else Known.CONTENT


def take_over(library: Library, by: By, rounds: Rounds, files: Sequence[OpinionReview]) -> Changes | None:
    """Enter what is sure as one step, the forms kept; ``None`` where nothing is new.

    Raises:
        ReadOnlyLedger, DiskFull, NoPermission: nothing is stored then.
    """
    sure = [file for file in files if file.place is not None and not DOUBTED_WHOLE & {*file.waits}]
    fresh = [file for file in sure if file.source.sha256 not in rounds.known or any(row.takes for row in file.rows)]
    if not fresh:
        return None
    folder = library.folder / "evidence"
    kept = [keep_file(folder, of.path) if of.path else keep_bytes(folder, of.data or b"", of.short)
            for of in (file.source for file in fresh)]  # fmt: skip
    entered: set[tuple[object, ...]] = set()
    with library.step(f"回收意见反馈表（{len(fresh)}份）", by) as step:
        for file, content in zip(fresh, kept, strict=True):
            number = rounds.known.get(file.source.sha256) or opinions.insert_letter(
                step, _file_of(file, by), replace(content, name=file.source.name)
            )
            _enter(library, step, by, file, number, entered)
    return step.changes


def _file_of(file: OpinionReview, by: By) -> ReturnedFile:
    assert file.place is not None
    batch, place = file.place.dispatch_id, file.place.id
    return ReturnedFile("opinion", by.today, batch, place, file.unit, unit_by=file.by or "", sender=file.source.sender)


def _enter(
    library: Library, step: Step, by: By, file: OpinionReview, letter: int, entered: set[tuple[object, ...]]
) -> None:
    assert file.place is not None
    rows = [row for row in file.rows if row.takes]
    if rows:
        drop_silence(library, step, rows[0].opinion.plan_id, [file.unit or 0], by.today)
    for row in rows:
        key = (*_matter(row.opinion), *_words(row.opinion))
        if key not in entered:
            opinions.insert_opinion(step, replace(row.opinion, returned_file_id=letter, day=by.today))
            entered.add(key)
    stands = dispatches.dispatch_unit(library, row_id(file.place))
    taken = stands.taken or (None if file.waiting else by.today)
    noted = replace(stands, returned=stands.returned or by.today, taken=taken)
    if noted != stands:
        dispatches.set_book(step, noted)


def not_returned(rounds: Rounds, files: Sequence[OpinionReview], asked: Asked) -> list[int]:
    """Return the units of the rounds that are collected from which no form has come, now or before."""
    own = [file for file in files if file.place is not None and not DOUBTED_WHOLE & {*file.waits}]
    batches = {file.place.dispatch_id for file in own if file.place}
    known = {each.id for each in dispatches.dispatches(rounds.library, kind=DispatchKind.OPINION)}
    batches |= {asked.dispatch} & known if asked.dispatch is not None else set()
    came = {file.place.id for file in own if file.place}
    found = dispatches.dispatch_units(rounds.library, sorted(number for number in batches if number is not None))
    return [each.unit_id for each in found if each.returned is None and each.id not in came]
