"""States and lights as shapes with a colour each, so that none is told by colour alone."""

from __future__ import annotations

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.state import State
from ui.widgets.painting import Shape, ShapeKind

SHAPES: dict[State, Shape] = {
    State.NOT_STARTED: Shape(ShapeKind.RING, "dim"),
    State.IN_PROGRESS: Shape(ShapeKind.HALF, "text"),
    State.PENDING: Shape(ShapeKind.DOT, "blue"),
    State.CLOSED: Shape(ShapeKind.TICK, "green"),
    State.RETURNED: Shape(ShapeKind.BACK, "amber"),
    State.NOT_APPLICABLE: Shape(ShapeKind.DASH, "dim"),
    State.SUSPENDED: Shape(ShapeKind.DASH, "dim"),
    State.DEFERRED: Shape(ShapeKind.DASH, "dim"),
    State.CANCELLED: Shape(ShapeKind.DASH, "dim"),
}


LIGHT_SHAPES: dict[Colour, Shape] = {
    Colour.RED: Shape(ShapeKind.WARN_FULL, "red"),
    Colour.YELLOW: Shape(ShapeKind.DIAMOND, "amber"),
    Colour.BLUE: Shape(ShapeKind.DOT, "blue"),
    Colour.GREEN: Shape(ShapeKind.TICK, "green"),
    Colour.OFF: Shape(ShapeKind.DASH, "dim"),
}
"""Lights; a full triangle warns, a full diamond nears, so that a black-and-white print tells them apart."""
