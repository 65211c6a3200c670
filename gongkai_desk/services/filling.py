"""按上级表样填报: a superior's form is read, fitted to our tasks, filled from the ledger into a copy, remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from gongkai_desk.domain.cycle.upward import Form, FormColumn
from gongkai_desk.domain.forms import Filled, FormField, FormFile, FormMode, FormState, TableFill
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.papers import USUAL_LEDGER, LedgerChoice
from gongkai_desk.errors import NoForm, NotAllowed
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.paths import written_whole
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading import child
from gongkai_desk.rules.forms.body import by_examples, regions_of
from gongkai_desk.rules.forms.fitting import Fitting, fitted
from gongkai_desk.rules.forms.handed import BookOn, book_on, heads_with_codes
from gongkai_desk.rules.forms.heads import Head, heads_of, of_day, signature, with_known, with_map
from gongkai_desk.rules.forms.laying import words_for
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.standing.cycle.form_facts import form_facts, known_tasks
from gongkai_desk.store.entries.forms import KnownForm, keep_form, known_form
from gongkai_desk.store.entries.handed import book_coded
from gongkai_desk.store.library import Library

with lazy_imports():  # the child alone loads it
    from gongkai_desk.services import forms_in_child

_READERS = ("gongkai_desk.services.forms_in_child",)


@dataclass(frozen=True, slots=True)
class FillOrder:
    """What a form is to be filled from; ``columns``: fields that a person set, by head words (``None``: left blank).

    ``unit``: who fills in a superior's shared 填报表, empty for the unit that was said when it was registered.
    """

    plan_id: int
    as_of: date
    choice: LedgerChoice = USUAL_LEDGER
    columns: Mapping[str, FormField | None] = field(default_factory=dict)
    unit: str = ""


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


def fit(library: Library, form: FormFile, order: FillOrder) -> Fitting:
    """Return how a form and a plan's tasks fit together, by what is remembered of it and by words.

    Raises:
        UnknownId: there is no such plan.
        NoForm: no table of the file has a head that we know.
    """
    found = heads_with_codes([head for number, table in enumerate(form.tables) for head in heads_of(table, number)])
    if not found:
        raise NoForm(file=form.file)
    kept = known_form(library, signature(found)) or KnownForm(Form("", ""))
    heads = of_day(found, min(order.choice.until or order.as_of, order.as_of))
    heads = tuple(by_examples(form.tables, region) for region in regions_of(form.tables, heads))
    heads, unheard = with_map(with_known(heads, kept.columns), order.columns)
    facts, book = form_facts(library, order.plan_id, order.as_of, order.choice), book_on(form.tables, heads)
    words = {FormState(state): word for state, word in kept.words.items()}
    fitting = fitted(form, heads, facts, known_tasks(library, order.plan_id, kept.rows, book))
    if fitting.mode is FormMode.EMPTY:  # the plan's own tasks are what is listed
        listed = form_facts(library, order.plan_id, order.as_of, order.choice, fed=False)
        fitting = replace(fitting, facts=listed)
    fitting = replace(fitting, book=book, unit=_unit(library, book, order.unit))
    return replace(fitting, words=words or words_for(_choices(heads)), limit=kept.form.word_limit, unheard=unheard)


def units_open(library: Library, form: FormFile) -> tuple[str, ...]:
    """Return between which units of a superior's shared book a person must choose; none where it is known."""
    book = _book(form)
    if book is None or not book.units or book.unit:
        return ()
    entry = book_coded(library, book.code)
    return () if entry is not None and entry.unit in book.units else book.units


def usual_period(library: Library, form: FormFile, order: FillOrder) -> str:
    """Return the period of a superior's book, if something was reported for it; else empty: all that was so far."""
    book = _book(form)
    since, until = (period_days(book.period) if book is not None else None) or (None, None)
    if book is None or since is None:
        return ""
    facts = form_facts(library, order.plan_id, order.as_of, LedgerChoice((), since, until, by_period=True))
    told = any(each.zero or each.texts.get(FormField.PROGRESS) for each in facts.values())
    return book.period if told else ""


def _book(form: FormFile) -> BookOn | None:
    return book_on(form.tables, [head for number, table in enumerate(form.tables) for head in heads_of(table, number)])


def _unit(library: Library, book: BookOn | None, wanted: str) -> str:
    """Return who fills in a shared book.

    Raises:
        NotAllowed: nobody of those that it is for (``lacks``: ``handed_unit``).
    """
    if book is None or not book.units or book.unit:
        return book.unit if book is not None else ""
    entry = book_coded(library, book.code)
    unit = wanted or (entry.unit if entry is not None else "")
    if unit not in book.units:
        raise NotAllowed(library=library.name, lacks=("handed_unit",))
    return unit


def _choices(heads: Sequence[Head]) -> tuple[str, ...]:
    columns = (head.column(FormField.STATE) for head in heads)
    return next((column.choices for column in columns if column is not None and column.choices), ())


# ---- writing


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


def _fill(path: Path, target: Path, fills: Sequence[TableFill], progress: Progress = silent) -> tuple[str, ...]:
    return forms_in_child.fill(path, target, fills, progress)


def remember(library: Library, by: By, fitting: Fitting, write_file: Callable[[], object] | None = None) -> Changes:
    """Keep what is known of a form now, as one undoable step: columns, words for states, rows set by hand.

    ``write_file`` is called before anything is stored for good: where it fails, nothing is.
    """
    mark, name = signature(fitting.heads), Path(fitting.form.file).stem
    before = known_form(library, mark)
    rows = max(head.rows for head in fitting.heads)
    form = Form(name, mark, fitting.mode.value, None, rows, fitting.limit, by.today)
    if before is not None:
        form = replace(form, superior_id=before.form.superior_id)
    columns = tuple(
        FormColumn(0, grid, column.position, column.header, column.field or "", column.by or "")
        for grid, head in enumerate(fitting.heads)
        for column in head.columns
    )
    words = {state.value: word for state, word in fitting.words.items()}
    with library.step(f"按上级表样填报《{name}》", by) as step:
        step.made = keep_form(step, before, KnownForm(form, columns, words, fitting.by_hand))
        if write_file is not None:
            write_file()
    return step.changes
