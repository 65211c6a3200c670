"""Feedback tables that came back: whose they are, of which task each row speaks; taken in as one undoable step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.cycle.opinions import Agrees
from gongkai_desk.domain.cycle.reviews import Received
from gongkai_desk.domain.cycle.rounds import Opinion
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import NotAllowed
from gongkai_desk.outside import without_unseen
from gongkai_desk.rules.returns.identity import unit_named, units_in_name
from gongkai_desk.rules.returns.opinions import ToldRow, task_of, told_rows
from gongkai_desk.services.opinions import drop_silence, put
from gongkai_desk.store import units
from gongkai_desk.store.entries import opinions
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.evidence import keep_bytes, keep_file
from gongkai_desk.words.units import UnitDirectory


@dataclass(frozen=True, slots=True)
class Laid:
    """A row with its unit and task; ``unit_id`` ``None``: a person says whose it is.

    ``known``: it is stored already.
    """

    source: Received
    row: ToldRow
    unit_id: int | None
    task_id: int | None
    known: bool = False

    @property
    def text(self) -> str:
        """Return the opinion; words about a task that was not found stand before it, so that nothing is lost."""
        matter = without_unseen(self.row.matter) if self.task_id is None and self.row.matter else ""
        text = without_unseen(self.row.text)
        return f"（针对“{matter}”）{text}" if matter and text else text


def laid(library: Library, plan_id: int, sources: Sequence[Received]) -> list[Laid]:
    """Return the rows of files that were read (``collecting.sources.received``), each with whose it is.

    A unit is sure where the table names it, or the file's name alone does; where the two differ a person decides.
    """
    directory, tasks = units.directory(library), plans.tasks(library, plan_id)
    known = {(each.unit_id, each.task_id, each.text) for each in opinions.opinions(library, plan_id)}
    found: list[Laid] = []
    for source in sources:
        for row in rows_of(source):
            each = Laid(source, row, _unit_of(row, source, directory), task_of(row, tasks))
            there = (each.unit_id, each.task_id, each.text) in known
            found.append(Laid(source, row, each.unit_id, each.task_id, there))
    return found


def rows_of(source: Received) -> Iterator[ToldRow]:
    """Yield what the tables of a file say; of a unit that only agrees, row by row, once for all of it."""
    rows = [row for table in source.content.tables for row in told_rows(table)]
    said = [row for row in rows if row.text or row.agrees is Agrees.NO]
    yield from said
    silent = {row.unit: row for row in rows if row.unit not in {each.unit for each in said}}
    yield from (replace(row, matter="", seq="") for row in silent.values())


def _unit_of(row: ToldRow, source: Received, directory: UnitDirectory) -> int | None:
    named = unit_named(row.unit, directory) if row.unit else None
    by_file = units_in_name(source.name, directory)
    if row.unit and named is None:
        return None  # it names one that we do not know
    if named is not None:
        return named if not by_file or named in by_file else None
    return next(iter(by_file)) if len(by_file) == 1 else None


def take_in(library: Library, by: By, plan_id: int, rows: Sequence[Laid]) -> Changes:
    """Enter rows that a person has confirmed as one step, their files kept; what is stored already is left out.

    Raises:
        UnknownId: no such plan.
        NotAllowed: nothing is left to enter, or a row has no unit (``lacks``: ``opinion_text``, ``units``).
        Unreadable: a file changed since it was read, or is gone.
    """
    plans.plan(library, plan_id)
    new = [each for each in rows if not each.known]
    if not new or any(each.unit_id is None for each in new):
        raise NotAllowed(library=str(library.folder), lacks=("units" if new else "opinion_text",))
    sources = {id(each.source): each.source for each in new}
    folder = library.folder / "evidence"
    kept = {
        number: keep_file(folder, source.path) if source.path else keep_bytes(folder, source.data or b"", source.short)
        for number, source in sources.items()
    }
    with library.step(f"登记收回的意见 {len(new)} 条", by) as step:
        drop_silence(library, step, plan_id, [each.unit_id or 0 for each in new], by.today)
        for each in new:
            agrees = each.row.agrees or (Agrees.UNSAID if each.text else Agrees.YES)
            told = Opinion(
                plan_id,
                each.task_id,
                each.unit_id,
                day=by.today,
                agrees=agrees.value,
                text=each.text,
                basis=without_unseen(each.row.basis),
            )
            step.made = put(library, step, told, kept[id(each.source)])
    return step.changes
