"""意见反馈表 among what came back: reviewed against rounds and what is stored; the sure is entered, the rest waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai_desk.domain.cycle.opinions import Agrees
from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.cycle.reviews import Answer, Received
from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchKind, DispatchUnit, Opinion, ReturnedFile, ReturnedRow
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.outside import without_unseen
from gongkai_desk.rules.returns.identity import Batch as Printed
from gongkai_desk.rules.returns.identity import Signs, batch_waits, likeliest, unit_named, units_in_name, whose
from gongkai_desk.rules.returns.opinions import ToldRow, is_opinion_form, task_of
from gongkai_desk.rules.returns.sheets import marks_of
from gongkai_desk.services.collecting.reviewing import Asked
from gongkai_desk.services.collecting.sources import keep_contents
from gongkai_desk.services.opinion_returns import rows_of
from gongkai_desk.services.opinions import drop_silence
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.entries import dispatches, opinions, returns
from gongkai_desk.store.entries.returns import OPINION_FILE
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import records
from gongkai_desk.store.tasks import plans
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
    """A 意见反馈表 with whose it is, its place in the round, its rows.

    ``batch``: the round it is of; ``likely``: the place of which it came as far as can be told; ``known``: this very
    file was collected before.
    """

    source: Received
    unit: int | None
    by: Known | None
    place: DispatchUnit | None
    waits: tuple[Wait, ...]
    rows: tuple[OpinionRow, ...] = field(default=())
    batch: int | None = None
    likely: DispatchUnit | None = None
    known: int | None = None

    @property
    def waiting(self) -> int:
        """Return how many rows wait; a form of which nothing was read is one, until a person has looked."""
        return sum(row.open for row in self.rows)


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
        signs = self._signs(source, coded, named.pop() if len(named) == 1 else "、")
        found = whose(signs)
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
        told = tuple(self._row(row, found.unit, place, kept) for row in rows or (ToldRow(""),))
        if not rows:
            told = tuple(replace(row, waits=(*row.waits, Wait.NOT_FILLED)) for row in told)
        of_round = place.dispatch_id if place else self._numbered(marks.batch) or asked.dispatch
        likely = self._likely(signs, place, asked)
        of = OpinionReview(source, found.unit, found.by, place, kept, told, of_round, likely)
        return self._as_known(of)

    def _signs(self, source: Received, coded: DispatchUnit | None, cell: str) -> Signs:
        directory = self.rounds.directory
        named = unit_named(cell, directory) if cell else None
        senders = self.rounds.senders.get(source.sender, frozenset())
        return Signs(coded.unit_id if coded else None, cell, named, units_in_name(source.name, directory), senders)

    def _numbered(self, printed: str) -> int | None:
        found = (number for number, batch in self.batches.items() if printed and batch.batch == printed.strip())
        return next(found, None)

    def _likely(self, signs: Signs, place: DispatchUnit | None, asked: Asked) -> DispatchUnit | None:
        """Return the place of the unit for which most signs speak, in the round of ``place``."""
        unit = likeliest(signs)
        same = place is not None and place.unit_id == unit
        own = (each for each in self.places.values() if place and each.dispatch_id == place.dispatch_id)
        return place if same else next((each for each in own if each.unit_id == unit), None) or self._place(unit, asked)

    def _as_known(self, file: OpinionReview) -> OpinionReview:
        """Return a form that was collected before with its rows as they stand since: nothing of it is taken again."""
        number = self.rounds.known.get(file.source.sha256)
        if number is None:
            return file
        stored = {(row.line, row.words): row for row in self.rounds.rows_of_file(number)}
        rows = tuple(_once(row, stored.get(key_of(row))) for row in file.rows)
        return replace(file, known=number, rows=rows)

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


def key_of(row: OpinionRow) -> tuple[int, str]:
    """Return what a row is known again by within its file."""
    return row.row.line, row.row.matter


def _once(row: OpinionRow, stored: ReturnedRow | None) -> OpinionRow:
    """Return a row of a form that was collected before: settled, or waiting for what it waited for then."""
    if stored is None or stored.settled is not None:
        return replace(row, known=True, waits=())
    return replace(row, known=False, waits=waits_in(stored.other) or row.waits or (Wait.CONFLICT,))


def waits_in(kept: str) -> tuple[Wait, ...]:
    """Return why a stored row waits."""
    words = kept.split("、")
    return tuple(wait for wait in Wait if wait.value in words)


def _texts(rows: Iterable[Sequence[str | None]]) -> Iterator[str]:
    yield from ("　".join(filter(None, row)) for row in rows)


def _by(row: ToldRow, task: int | None, tasks: Sequence[StoredTask]) -> Known | None:
    seq = next(((each.seq or "").rpartition("/")[2] for each in tasks if each.id == task), "")
    return None if task is None else Known.NUMBER if row.seq and row.seq == seq else Known.CONTENT


def take_over(library: Library, by: By, rounds: Rounds, files: Sequence[OpinionReview]) -> Changes | None:
    """Keep what came and enter what is sure of it as one step; ``None`` where every form was kept before.

    Raises:
        ReadOnlyLedger, DiskFull, NoPermission: nothing is stored then.
    """
    fresh = {file.source.sha256: file for file in files if file.known is None}
    if not fresh:
        return None
    kept = keep_contents(library, (file.source for file in fresh.values()))
    entered: set[tuple[object, ...]] = set()
    with library.step(f"回收意见反馈表（{len(fresh)}份）", by) as step:
        for file, content in zip(fresh.values(), kept, strict=True):
            number = opinions.insert_letter(step, _file_of(file, by), replace(content, name=file.source.name))
            _enter(library, step, by, file, number, entered)
    return step.changes


def _file_of(file: OpinionReview, by: By) -> ReturnedFile:
    place = file.likely.id if file.likely else None
    return ReturnedFile(
        OPINION_FILE, by.today, file.batch, place, file.unit, unit_by=file.by or "", sender=file.source.sender,
        remark="、".join(file.waits),
    )  # fmt: skip


def _enter(
    library: Library, step: Step, by: By, file: OpinionReview, letter: int, entered: set[tuple[object, ...]]
) -> None:
    rows = [row for row in file.rows if row.takes]
    if rows:
        drop_silence(library, step, rows[0].opinion.plan_id, [file.unit or 0], by.today)
    for row in rows:
        key = (*_matter(row.opinion), *_words(row.opinion))
        if key not in entered:
            opinions.insert_opinion(step, replace(row.opinion, returned_file_id=letter, day=by.today))
            entered.add(key)
    for row in file.rows:
        if not row.known:
            returns.insert_row(step, _stored(row, letter, by))
    if file.likely is not None:
        note_return(step, dispatches.dispatch_unit(library, row_id(file.likely)), by.today, whole=not file.waiting)


def _stored(row: OpinionRow, letter: int, by: By) -> ReturnedRow:
    """Return a row as it is stored: the opinion in the cells of progress, state and evidence; why it waits."""
    new = row.opinion
    waiting = ReturnedRow(
        letter, "", row.row.line, new.task_id, new.unit_id, row.by or "", not row.waits, new.text, new.agrees,
        evidence=new.basis, words=row.row.matter, other="、".join(row.waits),
    )  # fmt: skip
    done = replace(waiting, settled=by.today, settled_by=by.who, answer=Answer.TAKEN.value)
    return done if row.takes else waiting


def note_return(step: Step, place: DispatchUnit, today: date, *, whole: bool) -> None:
    """Note that a unit's form has come; ``whole``: nothing of it waits."""
    taken = place.taken or (today if whole else None)
    noted = replace(place, returned=place.returned or today, taken=taken)
    if noted != place:
        dispatches.set_book(step, noted)


def not_returned(rounds: Rounds, files: Sequence[OpinionReview], asked: Asked) -> list[int]:
    """Return the units of the rounds that are collected from which no form has come, now or before."""
    own = [file.likely for file in files if file.likely is not None]
    batches = {place.dispatch_id for place in own}
    known = {each.id for each in dispatches.dispatches(rounds.library, kind=DispatchKind.OPINION)}
    batches |= {asked.dispatch} & known if asked.dispatch is not None else set()
    came = {place.id for place in own}
    found = dispatches.dispatch_units(rounds.library, sorted(number for number in batches if number is not None))
    return [each.unit_id for each in found if each.returned is None and each.id not in came]
