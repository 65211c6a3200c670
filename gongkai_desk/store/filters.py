"""Saved filters: a name and what a view made of it; the store does not look inside."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


def filters(library: "Library", view: str) -> dict[str, str]:
    """Return the saved filters of a view, in their order: name → value."""
    return dict(library.rows("SELECT name, value FROM saved_filter WHERE view = ? ORDER BY position, id", (view,)))


def put_filter(step: "Step", view: str, name: str, value: str) -> None:
    """Keep a filter, in the place of one of the same name."""
    found = step.connection.execute("SELECT id FROM saved_filter WHERE view = ? AND name = ?", (view, name)).fetchone()
    if found:
        step.connection.execute("UPDATE saved_filter SET value = ? WHERE id = ?", (value, found[0]))
    else:
        step.connection.execute("INSERT INTO saved_filter (name, view, value) VALUES (?, ?, ?)", (name, view, value))


def drop_filter(step: "Step", view: str, name: str) -> None:
    """Forget a filter."""
    step.connection.execute("DELETE FROM saved_filter WHERE view = ? AND name = ?", (view, name))
