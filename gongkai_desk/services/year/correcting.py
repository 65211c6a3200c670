"""补报更正: the letter is written from its template, and entered with the reports that it tells as one step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from gongkai_desk.domain.cycle.upward import Submission
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.year.period import CORRECTED
from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.errors import NotAllowed
from gongkai_desk.export.bands import title_lines
from gongkai_desk.export.templates import Filling, write_filled
from gongkai_desk.page.measures import FIGURES, PORTRAIT, points
from gongkai_desk.papers.year.correction import CorrectionLetter, correction_lists, correction_values, lacks
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.services.year.late import known_late
from gongkai_desk.services.year.leaving import masked_filling
from gongkai_desk.store.entries import locks, upward
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import insert_record

_KIND = "correction"


class WrittenCorrection(NamedTuple):
    """The letter on the disk; ``unknown``: names of the template that nothing is known for, ``lacks``: room left."""

    letter: Path
    unknown: tuple[str, ...]
    lacks: tuple[str, ...]


def write_correction(
    letter: CorrectionLetter, template: Path, out: Path, progress: Progress = silent, *, mask: Mask = NO_MASK
) -> WrittenCorrection:
    """Write the letter (.docx); needs no library.

    Raises:
        Unreadable, Damaged: the template is no Word document.
        NoPermission, DiskFull, TargetInUse: it cannot be written.
    """
    progress(Stage.WRITING, 0, 1)
    title = "\n".join(title_lines(letter.title, points(PORTRAIT.area_width) / FIGURES.title_size))
    values = correction_values(letter) | {"标题": title}
    filling = masked_filling(Filling(values, correction_lists(letter)), mask)
    unknown = write_filled(template, filling, out)
    return WrittenCorrection(out, unknown, lacks(letter))


def enter_correction(
    library: Library, by: By, letter: CorrectionLetter, report_ids: Collection[int], written: Path
) -> Changes:
    """Enter a correction in the 报送登记 with a frozen copy; its reports count as told. ``made``: the submission.

    Raises:
        UnknownId, NotAllowed: as for ``known_late``; they came after different locks (``late_return``).
    """
    chosen = {number: late.lock for number, late in known_late(library, report_ids).items()}
    if len({lock.id for lock in chosen.values()}) != 1:
        raise NotAllowed(library=str(library.folder), lacks=("late_return",))
    lock = next(iter(chosen.values()))
    copy = upward.freeze(library, written)
    with library.step(f"补报更正（{len(chosen)}条）", by) as step:
        new = Submission(_KIND, by.today, letter.title, _superior(library, letter), lock.plan_id, lock.period)
        sent = replace(new, doc_no=letter.order.doc_no, corrects=lock.submission_id)
        step.made = insert_record(step, replace(sent, filed_copy_id=upward.insert_copy(step, copy)))
        for number in chosen:
            locks.set_counted(step, number, CORRECTED)
    return step.changes


def _superior(library: Library, letter: CorrectionLetter) -> int | None:
    return next((each.id for each in upward.superiors(library) if each.name == letter.order.addressee), None)
