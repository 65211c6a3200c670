"""What the finders of tasks hand on, in tables and in prose alike: tasks as printed, and text that belongs to none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai_desk.domain.place import Place
from gongkai_desk.domain.plan import DoubtKind
from gongkai_desk.domain.state import Role
from gongkai_desk.words.terms import NoPlan

Clause = tuple[Role | None, str]
"""A text that names units, and the role of its column (``None``: the text says who is what)."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One task as found, with nothing understood yet.

    ``clauses`` are the texts that name units, each with the role of its column (``None``: the text says who is what).
    ``deadline`` is the cell, ``None`` where neither column nor label gives one; ``above`` is what 同上 means.
    ``doubts`` are what the finder saw: kind, field, text.
    """

    content: str
    seq: str | None = None
    part: str | None = None
    section: tuple[str, ...] = ()
    title: str | None = None
    title_derived: bool = False
    clauses: tuple[Clause, ...] = ()
    unit_text: str = ""
    deadline: str | None = None
    above: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    source: tuple[Place, ...] = ()
    doubts: tuple[tuple[DoubtKind, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text that belongs to no task, and where it stands."""

    text: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """What a table or a stretch of prose yields.

    ``title`` stands inside the table; ``refused`` says why it is no plan; ``notes`` are the headers as printed, of
    which one may say who leads.
    """

    tasks: Sequence[Raw] = ()
    left: Sequence[Leftover] = ()
    title: str = ""
    refused: NoPlan | None = None
    notes: Sequence[str] = ()
