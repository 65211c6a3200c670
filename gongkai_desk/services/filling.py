"""按上级表样填报: a superior's form is read, understood, filled from the ledger into a copy, and remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain.cycle.upward import Form, FormColumn
from gongkai_desk.domain.forms import (
    Filled,
    FormField,
    FormFile,
    FormMode,
    FormNote,
    FormState,
    FormTable,
    Lack,
    RowMatch,
    TableFill,
    TaskFacts,
)
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.papers import USUAL_LEDGER, LedgerChoice
from gongkai_desk.errors import NoForm
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.paths import written_whole
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading import child
from gongkai_desk.rules.forms.body import Region, as_examples, by_examples, mode_of, printed_rows, regions_of, row_words
from gongkai_desk.rules.forms.heads import Head, heads_of, signature, with_known, with_map
from gongkai_desk.rules.forms.placing import Wanted, filled, words_for
from gongkai_desk.rules.forms.rows import Known, matched_rows
from gongkai_desk.standing.form_facts import form_facts, known_tasks
from gongkai_desk.store.entries.forms import KnownForm, keep_form, known_form
from gongkai_desk.store.library import Library

with lazy_imports():  # the child alone loads it
    from gongkai_desk.services import forms_in_child

_READERS = ("gongkai_desk.services.forms_in_child",)


@dataclass(frozen=True, slots=True)
class FillOrder:
    """What a form is to be filled from; ``columns``: fields that a person set, by head words (``None``: left blank)."""

    plan_id: int
    as_of: date
    choice: LedgerChoice = USUAL_LEDGER
    columns: Mapping[str, FormField | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matching:
    """A form beside our tasks, before anything is written: all of it may be set otherwise by a person.

    ``by_hand``: the printed rows whose tasks a person chose, by their words; ``limit``: characters of 进展, 0: as the
    heads say. ``unheard``: head words of ``FillOrder.columns`` that no column bears.
    """

    form: FormFile
    heads: tuple[Head, ...]
    facts: Mapping[int, TaskFacts]
    known: Known
    mode: FormMode
    matches: tuple[RowMatch, ...]
    words: Mapping[FormState, str]
    limit: int = 0
    stored: KnownForm | None = None
    by_hand: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unheard: tuple[str, ...] = ()

    @property
    def regions(self) -> tuple[Region, ...]:
        """Return each table of the form with its rows; rows that nobody of ours is in are examples of an empty one."""
        regions = regions_of(self.form.tables, self.heads)
        return as_examples(regions) if self.mode is FormMode.EMPTY else regions


def read_form(path: Path, progress: Progress = silent) -> FormFile:
    """Read a superior's form in the child process.

    Raises:
        InputError: the file is refused; the kind says why.
        Cancelled: ``progress`` asked to stop.
    """
    child.prepare(*_READERS)
    return child.run(_look, path, progress=progress)


def _look(path: Path, progress: Progress = silent) -> FormFile:
    return forms_in_child.look(path, progress)


def matched(library: Library, form: FormFile, order: FillOrder) -> Matching:
    """Return how a form and a plan's tasks fit together, by what is remembered of it and by words.

    Raises:
        UnknownId: there is no such plan.
        NoForm: no table of the file has a head that we know.
    """
    found = tuple(head for number, table in enumerate(form.tables) for head in heads_of(table, number))
    if not found:
        raise NoForm(file=form.file)
    stored = known_form(library, signature(found))
    heads = tuple(by_examples(form.tables, region) for region in regions_of(form.tables, found))
    heads = with_known(heads, stored.columns) if stored is not None else heads
    heads, unheard = with_map(heads, order.columns)
    facts = form_facts(library, order.plan_id, order.as_of, order.choice)
    known = known_tasks(library, order.plan_id, dict(stored.rows) if stored is not None else {})
    words = {FormState(state): word for state, word in dict(stored.words).items()} if stored is not None else {}
    regions = regions_of(form.tables, heads)
    matches = matched_rows(regions, known)
    return Matching(
        form,
        heads,
        facts,
        known,
        mode_of(regions, matches),
        matches,
        words or words_for(_choices(heads)),
        stored.form.word_limit if stored is not None else 0,
        stored,
        dict(stored.rows) if stored is not None else {},
        unheard,
    )


def _choices(heads: Sequence[Head]) -> tuple[str, ...]:
    columns = (head.column(FormField.STATE) for head in heads)
    return next((column.choices for column in columns if column is not None and column.choices), ())


def with_heads(matching: Matching, heads: Sequence[Head]) -> Matching:
    """Return it with columns that a person set; rows are compared again, as their content may stand elsewhere now."""
    regions = regions_of(matching.form.tables, heads)
    matches = matched_rows(regions, replace(matching.known, remembered=matching.by_hand))
    return replace(matching, heads=tuple(heads), matches=matches, mode=mode_of(regions, matches))


def with_row(matching: Matching, grid: int, row: int, tasks: Sequence[int]) -> Matching:
    """Return it with the tasks that a person chose for a printed row; none: the row stays blank."""
    matches = tuple(
        RowMatch(grid, row, tuple(tasks), "hand", bool(tasks)) if (each.grid, each.row) == (grid, row) else each
        for each in matching.matches
    )
    words = next(
        row_words(each) for region, each in printed_rows(matching.regions) if (region.grid, each.index) == (grid, row)
    )
    return replace(matching, matches=matches, by_hand={**matching.by_hand, words: tuple(tasks)})


def laid(matching: Matching) -> Filled:
    """Return what would be written, and what waits for a person."""
    wanted = Wanted(matching.facts, matching.words, matching.matches, matching.limit)
    regions = matching.regions
    done = filled(matching.form.tables, regions, matching.mode, wanted)
    headless = set(range(len(matching.form.tables))) - {region.head.table for region in regions}
    notes = tuple(FormNote(Lack.NO_HEAD, number, None, matching.form.tables[number].name)
                  for number in sorted(headless) if _is_table(matching.form.tables[number]))  # fmt: skip
    return replace(done, notes=(*done.notes, *notes))


def _is_table(table: FormTable) -> bool:
    """Tell a table whose head was not known from instructions and lines for signatures."""
    return len(table.rows) > 2 and sum(sum(cell is not None and bool(cell.text) for cell in row) > 2
                                       for row in table.rows) > 1  # fmt: skip


def write(path: Path, target: Path, done: Filled, progress: Progress = silent) -> tuple[str, ...]:
    """Write the filled copy of a form; return in a clerk's words what of it does not show whole.

    Raises:
        InputError: the form cannot be read any more.
        NoPermission, DiskFull, TargetInUse: ``target`` cannot be written; what stood there stays.
    """
    child.prepare(*_READERS)
    with written_whole(target) as beside:
        told: tuple[str, ...] = child.run(_fill, path, beside, done.fills, progress=progress)
    return told


def fill(
    library: Library, by: By, matching: Matching, done: Filled, files: tuple[Path, Path], *, remembered: bool = True
) -> tuple[str, ...]:
    """Write the filled copy (``files``: form, target) and remember the form in one act; return as ``write``.

    What fails to be written is not remembered. ``remembered=False``: the library is open for reading only.
    """
    if not remembered:
        return write(*files, done)
    told: list[str] = []
    remember(library, by, matching, lambda: told.extend(write(*files, done)))
    return tuple(told)


def _fill(path: Path, target: Path, fills: Sequence[TableFill], progress: Progress = silent) -> tuple[str, ...]:
    return forms_in_child.fill(path, target, fills, progress)


def remember(library: Library, by: By, matching: Matching, write_file: Callable[[], object] | None = None) -> Changes:
    """Keep what is known of a form now, as one undoable step: columns, words for states, rows set by hand.

    ``write_file`` is called before anything is stored for good: where it fails, nothing is.
    """
    name = Path(matching.form.file).stem
    form = Form(
        name,
        signature(matching.heads),
        matching.mode.value,
        matching.stored.form.superior_id if matching.stored is not None else None,
        max(head.rows for head in matching.heads),
        matching.limit,
        by.today,
    )
    columns = tuple(
        FormColumn(0, grid, column.position, column.header, column.field or "", column.by or "")
        for grid, head in enumerate(matching.heads)
        for column in head.columns
    )
    words = {state.value: word for state, word in matching.words.items()}
    with library.step(f"按上级表样填报《{name}》", by) as step:
        step.made = keep_form(step, matching.stored, KnownForm(form, columns, words, matching.by_hand))
        if write_file is not None:
            write_file()
    return step.changes
