"""What a small register is, without its page: its heads, what it shows of its entries, what can be done with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from gongkai_desk.domain.light import Colour
from ui.commands.registers import EntryCommand, EntryT
from ui.models.register_table import Head, Line
from ui.models.task_table import LIGHT_SHAPES
from ui.theme import Tone
from ui.widgets.painting import Shape, ShapeKind

_REST = Shape(ShapeKind.HALF, Tone.TEXT)


def shape_of(light: Colour, *, closed: bool) -> Shape:
    """Return the shape of an entry: what runs well is under way, not done."""
    return _REST if light is Colour.GREEN and not closed else LIGHT_SHAPES[light]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the pane beside says of an entry: name, state, the sentences of its clock, its other facts by label."""

    name: str
    shape: Shape
    state: str
    why: Sequence[str]
    facts: Sequence[tuple[str, str]]


class Register(Protocol[EntryT]):
    """What a register is: its heads, what it shows of its entries, and what can be done with them."""

    @property
    def title(self) -> str:
        """Return what the page is called."""

    @property
    def hint(self) -> str:
        """Return what the search field says."""

    @property
    def heads(self) -> tuple[Head, ...]:
        """Return the columns."""

    @property
    def shaped(self) -> int:
        """Return the column with a shape."""

    @property
    def merged(self) -> tuple[int, ...]:
        """Return the columns whose like cells stand as one."""

    @property
    def empty_text(self) -> tuple[str, str]:
        """Return what is said where there is no entry yet: in short, and what to do."""

    @property
    def adding(self) -> EntryCommand[EntryT]:
        """Return what makes a new entry."""

    @property
    def changing(self) -> EntryCommand[EntryT]:
        """Return what a double click does."""

    @property
    def commands(self) -> tuple[EntryCommand[EntryT], ...]:
        """Return what can be done with the current entry."""

    @property
    def exports(self) -> tuple[EntryCommand[EntryT] | None, ...]:
        """Return what stands under «导出», ``None`` for a line."""

    def entry(self, number: int | None) -> EntryT | None:
        """Return an entry, also a removed one."""

    def entries(self, numbers: Collection[int]) -> list[EntryT]:
        """Return these entries in the order of the register."""

    def load(self) -> None:
        """Ask the library again."""

    def years(self) -> set[int]:
        """Return the years that have entries."""

    def lines(self, year: int | None, chip: str, words: str) -> list[Line]:
        """Return what a filter shows."""

    def counts(self, year: int | None) -> tuple[int, Mapping[str, int]]:
        """Return how many entries there are in a year, and how many each chip shows."""

    def summary(self, year: int | None) -> str:
        """Return the sentence under the title."""

    def facts(self, number: int) -> Facts | None:
        """Return what the pane beside says of an entry."""

    def refusals(self, number: int) -> Mapping[str, str]:
        """Return for each act by name why it cannot be done now, empty for what can."""
