"""Superiors' forms that were filled: known again by their head words, with what a person settled about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.upward import Form, FormColumn, FormRow, FormWord
from gongkai_desk.store.records import insert_record, records, set_record

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


@dataclass(frozen=True, slots=True)
class KnownForm:
    """A form with its columns, its words for states, and the tasks that feed its printed rows, by their words."""

    form: Form
    columns: tuple[FormColumn, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def known_form(library: Library, signature: str) -> KnownForm | None:
    """Return the form with these head words, the one used last if there are several."""
    found = records(library, Form, "signature = ? AND removed IS NULL", (signature,))
    if not found:
        return None
    form = found[-1]
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row in records(library, FormRow, "form_id = ?", (form.id,)):
        rows[row.words].append(row.task_id)
    words = {each.state: each.word for each in records(library, FormWord, "form_id = ?", (form.id,))}
    columns = tuple(records(library, FormColumn, "form_id = ?", (form.id,)))
    return KnownForm(form, columns, words, {key: tuple(tasks) for key, tasks in rows.items()})


def keep_form(step: Step, known: KnownForm | None, new: KnownForm) -> int:
    """Store a form as it was filled now, in the place of what was known of it; return its id."""
    if known is None or known.form.id is None:
        number = insert_record(step, new.form)
    else:
        number = known.form.id
        set_record(step, new.form, number)
    _keep_columns(step, known, [replace(each, form_id=number) for each in new.columns])
    _keep_words(step, number, new.words)
    _keep_rows(step, number, new.rows)
    return number


def _keep_columns(step: Step, known: KnownForm | None, columns: Sequence[FormColumn]) -> None:
    there = {(each.grid, each.position): each.id for each in known.columns} if known is not None else {}
    for column in columns:
        old = there.pop((column.grid, column.position), None)
        if old is None:
            insert_record(step, column)
        else:
            set_record(step, column, old)
    gone = ((number,) for number in there.values())
    step.connection.executemany("DELETE FROM form_column WHERE id = ?", gone)


def _keep_words(step: Step, form: int, words: Mapping[str, str]) -> None:
    old = dict(step.connection.execute("SELECT state, word FROM form_word WHERE form_id = ?", (form,)).fetchall())
    if old != dict(words):
        step.connection.execute("DELETE FROM form_word WHERE form_id = ?", (form,))
        for state, word in words.items():
            insert_record(step, FormWord(form, state, word))


def _keep_rows(step: Step, form: int, rows: Mapping[str, tuple[int, ...]]) -> None:
    old = step.connection.execute("SELECT words, task_id FROM form_row WHERE form_id = ?", (form,)).fetchall()
    new = [(words, task) for words, tasks in rows.items() for task in tasks]
    if sorted(old) != sorted(new):
        step.connection.execute("DELETE FROM form_row WHERE form_id = ?", (form,))
        for words, task in new:
            insert_record(step, FormRow(form, words, task))
