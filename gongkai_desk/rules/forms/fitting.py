"""A form beside our tasks before anything is written: what was understood, all of it for a person to set otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.forms import (
    Filled,
    FormField,
    FormFile,
    FormMode,
    FormNote,
    FormState,
    FormTable,
    Lack,
    Matched,
    RowMatch,
    TableFill,
    TaskFacts,
)
from gongkai_desk.outside import without_unseen
from gongkai_desk.rules.forms.body import FormRow, Region, as_examples, mode_of, printed_rows, regions_of, row_words
from gongkai_desk.rules.forms.empty import lay_empty
from gongkai_desk.rules.forms.handed import BookOn
from gongkai_desk.rules.forms.heads import Head, HeadColumn
from gongkai_desk.rules.forms.laying import Laying, Wanted
from gongkai_desk.rules.forms.printed import lay_printed
from gongkai_desk.rules.forms.rows import Known, matched_rows


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a form and a plan's tasks fit together.

    ``words``: the form's for states; ``limit``: characters of 进展 that a person set, 0: as the heads say; ``by_hand``:
    the tasks that a person chose for printed rows, by the rows' words; ``unheard``: head words that were given for a
    column and that none bears; ``texts``: progress of printed rows (grid, row) as a person wrote or confirmed it.
    ``book``: it is this 填报表 of a superior, and ``unit`` is who fills it in there.
    """

    form: FormFile
    heads: tuple[Head, ...]
    facts: Mapping[int, TaskFacts]
    known: Known
    mode: FormMode
    matches: tuple[RowMatch, ...]
    words: Mapping[FormState, str]
    limit: int = 0
    by_hand: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unheard: tuple[str, ...] = ()
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    book: BookOn | None = None
    unit: str = ""

    @property
    def regions(self) -> tuple[Region, ...]:
        """Return each table of the form with its rows; in an empty form printed rows are examples."""
        regions = regions_of(self.form.tables, self.heads)
        return as_examples(regions) if self.mode is FormMode.EMPTY else regions

    @property
    def printed(self) -> list[tuple[RowMatch, FormRow]]:
        """Return the printed rows with the tasks that belong into each; none in an empty form."""
        found = {(each.grid, each.row): each for each in self.matches}
        return [(found[region.grid, row.index], row) for region, row in printed_rows(self.regions)]


def fitted(form: FormFile, heads: Sequence[Head], facts: Mapping[int, TaskFacts], known: Known) -> Fitting:
    """Return a form beside our tasks; its words for states are still to be given."""
    regions = regions_of(form.tables, heads)
    matches = matched_rows(regions, known)
    return Fitting(form, tuple(heads), facts, known, mode_of(regions, matches), matches, {}, by_hand=known.remembered)


def with_field(fitting: Fitting, grid: int, position: int, wanted: FormField | None) -> Fitting:
    """Return it with what a person wants in a column; rows are matched anew, for their content may stand elsewhere."""

    def set_in(column: HeadColumn) -> HeadColumn:
        if column.position != position:
            return column
        return replace(column, field=wanted, by=Matched.HAND if wanted else None, phone=False)

    heads = tuple(
        replace(head, columns=tuple(map(set_in, head.columns))) if number == grid else head
        for number, head in enumerate(fitting.heads)
    )
    again = fitted(fitting.form, heads, fitting.facts, replace(fitting.known, remembered=fitting.by_hand))
    return replace(fitting, heads=again.heads, matches=again.matches, mode=again.mode)


def with_row(fitting: Fitting, grid: int, row: int, tasks: Sequence[int]) -> Fitting:
    """Return it with the tasks that a person chose for a printed row; none: the row stays blank."""
    words = next(row_words(each) for match, each in fitting.printed if (match.grid, match.row) == (grid, row))
    chosen = RowMatch(grid, row, tuple(tasks), "hand", bool(tasks))
    matches = tuple(chosen if (each.grid, each.row) == (grid, row) else each for each in fitting.matches)
    return replace(fitting, matches=matches, by_hand={**fitting.by_hand, words: tuple(tasks)})


def with_text(fitting: Fitting, grid: int, row: int, text: str) -> Fitting:
    """Return it with what a person wrote as the progress of a printed row."""
    return replace(fitting, texts={**fitting.texts, (grid, row): without_unseen(text)})


def progress_of(fitting: Fitting, filled_in: Filled, grid: int, row: int) -> str:
    """Return what would be written as the progress of a printed row."""
    head = fitting.heads[grid]
    column = head.column(FormField.PROGRESS)
    texts = (text for each in filled_in.fills if each.table == head.table for text in each.texts)
    place = (row, column.position) if column is not None else None
    return next((text.text for text in texts if (text.row, text.column) == place), "")


def limit_of(fitting: Fitting, grid: int) -> int:
    """Return how many characters the progress of a table may have, 0 for any."""
    column = fitting.heads[grid].column(FormField.PROGRESS)
    return (column.limit if column is not None else 0) or fitting.limit


def filled(tables: Sequence[FormTable], regions: Sequence[Region], mode: FormMode, wanted: Wanted) -> Filled:
    """Return what is written into a form."""
    laying = Laying(tables, wanted)
    if mode is FormMode.PRINTED:
        lay_printed(laying, regions)
    else:
        lay_empty(laying, regions)
    fills = (TableFill(number, tuple(each.growths), tuple(each.texts)) for number, each in sorted(laying.done.items()))
    return Filled(mode, tuple(each for each in fills if each.texts), laying.rows, tuple(laying.notes))


def laid(fitting: Fitting) -> Filled:
    """Return what would be written, and what waits for a person."""
    book = fitting.book
    wanted = Wanted(
        fitting.facts,
        fitting.words,
        fitting.matches,
        fitting.limit,
        fitting.texts,
        told_only=book is not None,
        sent_back=book is not None and book.sent_back,
    )
    regions, tables = fitting.regions, fitting.form.tables
    done = filled(tables, regions, fitting.mode, wanted)
    if book is not None:
        return replace(done, fills=(*done.fills, *(book.chosen(fitting.unit) if done.fills else ())))
    headless = sorted(set(range(len(tables))) - {region.head.table for region in regions})
    notes = (FormNote(Lack.NO_HEAD, each, None, tables[each].name) for each in headless if _is_table(tables[each]))
    return replace(done, notes=(*done.notes, *notes))


def _is_table(table: FormTable) -> bool:
    """Tell a table whose head was not known from instructions and lines for signatures."""
    wide = (sum(cell is not None and bool(cell.text) for cell in row) > 2 for row in table.rows)
    return len(table.rows) > 2 and sum(wide) > 1
