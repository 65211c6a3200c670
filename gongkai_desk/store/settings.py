"""Settings of the office, kept in its library."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


def setting(library: Library, name: str, default: str = "") -> str:
    """Return a setting's text."""
    found = library.rows("SELECT value FROM setting WHERE name = ?", (name,))
    return str(found[0][0]) if found else default


def set_setting(step: Step, name: str, value: str) -> None:
    """Keep a setting."""
    step.connection.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


OFFICE, UNIT = "office.name", "office.unit"
"""The office that keeps the ledger (政务公开办), and the unit that it belongs to (本单位)."""


def filters(library: Library, view: str) -> dict[str, str]:
    """Return the saved filters of a view, in their order: name → value."""
    return dict(library.rows("SELECT name, value FROM saved_filter WHERE view = ? ORDER BY position, id", (view,)))


def put_filter(step: Step, view: str, name: str, value: str) -> None:
    """Keep a filter, in the place of one of the same name."""
    found = step.connection.execute("SELECT id FROM saved_filter WHERE view = ? AND name = ?", (view, name)).fetchone()
    if found:
        step.connection.execute("UPDATE saved_filter SET value = ? WHERE id = ?", (value, found[0]))
    else:
        step.connection.execute("INSERT INTO saved_filter (name, view, value) VALUES (?, ?, ?)", (name, view, value))


def drop_filter(step: Step, view: str, name: str) -> None:
    """Forget a filter."""
    step.connection.execute("DELETE FROM saved_filter WHERE view = ? AND name = ?", (view, name))
