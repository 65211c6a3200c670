"""States and lights as shapes with a colour each, so that none is told by colour alone."""

from __future__ import annotations

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.state import State
from ui.theme import Tone
from ui.widgets.painting import Shape, ShapeKind

SHAPES: dict[State, Shape] = {
    State.NOT_STARTED: Shape(ShapeKind.RING, Tone.DIM),
    State.IN_PROGRESS: Shape(ShapeKind.HALF, Tone.TEXT),
    State.PENDING: Shape(ShapeKind.DOT, Tone.BLUE),
    State.CLOSED: Shape(ShapeKind.TICK, Tone.GREEN),
    State.RETURNED: Shape(ShapeKind.BACK, Tone.AMBER),
    State.NOT_APPLICABLE: Shape(ShapeKind.DASH, Tone.DIM),
    State.SUSPENDED: Shape(ShapeKind.DASH, Tone.DIM),
    State.DEFERRED: Shape(ShapeKind.DASH, Tone.DIM),
    State.CANCELLED: Shape(ShapeKind.DASH, Tone.DIM),
}


LIGHT_SHAPES: dict[Colour, Shape] = {
    Colour.RED: Shape(ShapeKind.WARN_FULL, Tone.RED),
    Colour.YELLOW: Shape(ShapeKind.DIAMOND, Tone.AMBER),
    Colour.BLUE: Shape(ShapeKind.DOT, Tone.BLUE),
    Colour.GREEN: Shape(ShapeKind.TICK, Tone.GREEN),
    Colour.OFF: Shape(ShapeKind.DASH, Tone.DIM),
}
"""Lights; a full triangle warns, a full diamond nears, so that a black-and-white print tells them apart."""
