"""政策解读: files and what interprets them; each act of the office one undoable step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai_desk.domain.ids import By, Changes, InterpretationId
from gongkai_desk.domain.registers import Interpretation
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules import interpretations as rules
from gongkai_desk.store import units
from gongkai_desk.store.entries import registers
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.words.normal import shortened

_NAME = 16  # characters of a name in the name of a step


def add_interpretation(library: Library, by: By, new: Interpretation) -> Changes:
    """Enter a file, with its interpretation or waiting for one; ``made`` is the entry's id.

    Raises:
        NotAllowed: the facts do not hold together (``lacks``).
        UnknownId: no such unit or task.
    """
    _refuse_faulty(library, new, by.today)
    name = new.title.strip() or new.file_title
    with library.step(f"登记政策解读 {shortened(name, _NAME)}", by) as step:
        step.made = registers.insert_interpretation(step, new)
    return step.changes


def change_interpretation(library: Library, by: By, number: int, new: Interpretation) -> Changes:
    """Let an entry be as ``new`` says.

    Raises:
        UnknownId: no such entry, unit or task.
        NotAllowed: the facts do not hold together (``lacks``).
    """
    registers.interpretation(library, number)
    _refuse_faulty(library, new, by.today)
    with library.step(f"修改政策解读 {shortened(new.title or new.file_title, _NAME)}", by) as step:
        registers.set_interpretation(step, number, new)
    return step.changes


def _refuse_faulty(library: Library, new: Interpretation, today: date) -> None:
    found = rules.faults(new, today)
    if found:
        raise NotAllowed(library=str(library.folder), lacks=found)
    if new.task_id is not None:
        plans.task(library, new.task_id)
    if new.unit_id is not None and all(unit.id != new.unit_id for unit in units.units(library)):
        raise UnknownId(library=str(library.folder), what="unit", id=new.unit_id)


def remove_interpretations(library: Library, by: By, ids: Sequence[InterpretationId]) -> Changes:
    """Put entries into the recycle bin.

    Raises:
        UnknownId: one of them is not there.
    """
    known = [registers.interpretation(library, each) for each in ids]
    name = shortened(known[0].title or known[0].file_title, _NAME) if len(known) == 1 else f"{len(known)} 条"
    with library.step(f"删除政策解读 {name}", by) as step:
        registers.set_entries_removed(step, registers.INTERPRETATION, ids, by.today)
    return step.changes


def restore_interpretations(library: Library, by: By, ids: Sequence[InterpretationId]) -> Changes:
    """Take entries out of the recycle bin.

    Raises:
        UnknownId: one of them is not in it.
    """
    known = {each.id for each in registers.interpretations(library, removed=True)}
    for each in ids:
        if each not in known:
            raise UnknownId(library=str(library.folder), what="interpretation", id=each)
    with library.step(f"还原政策解读 {len(ids)} 条", by) as step:
        registers.set_entries_removed(step, registers.INTERPRETATION, ids, None)
    return step.changes
