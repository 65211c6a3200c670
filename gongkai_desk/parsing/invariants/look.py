"""All invariants in order, and the doubts that they raise: none where the first reading doubts the same already.

Measured before they were kept: on layouts that the reader of the day did not know nearly all of what they doubt is
wrong (of some 170 doubts one was needless); on the real plans three are raised, each on a task that is doubtful anyhow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai_desk.domain.draft import Doubt
from gongkai_desk.parsing.invariants import coverage, names, units, work
from gongkai_desk.parsing.invariants.model import Invariant, Reading
from gongkai_desk.parsing.settings import USUAL

INVARIANTS: tuple[Invariant, ...] = (
    units.named_in_content,
    units.left_in_clause,
    units.of_one_body,
    units.in_kept_columns,
    names.named,
    names.under_sections,
    names.section_each,
    names.above_number,
    names.like_most,
    names.in_kept_columns,
    work.is_work,
    work.is_whole,
    work.is_one_item,
    work.ends_before_next,
    work.ends_with_item,
    work.told_apart,
    work.bound_told,
    work.is_time,
    work.in_kept_columns,
    coverage.all_read,
)
_UNITS = frozenset({"lead", "responsible", "support"})


def look_again(reading: Reading, before: Sequence[Doubt]) -> Iterator[Doubt]:
    """Yield what the invariants doubt of fields that nothing doubts ``before``; each field once."""
    doubted = {(doubt.task, _group(doubt.field)) for doubt in before}
    for invariant in INVARIANTS:
        for doubt in invariant(reading):
            about = doubt.task, _group(doubt.field)
            if doubt.task is not None and about not in doubted:
                doubted.add(about)
                text = " ".join(doubt.text.split())[: USUAL.doubt_quote]
                yield replace(doubt, text=text, source=reading.raws[doubt.task].source)


def _group(field: str) -> str:
    return "units" if field in _UNITS else field
