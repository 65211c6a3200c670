"""How the tables of this version are written down: columns of a kind together, each reference with its index.

Every table has an integer ``id`` that is never used again. Days are ISO text (``2022-09-30``), ``NULL`` where not
known; texts are never ``NULL``. Words of a closed list (states, kinds) are checked by their enums and not here: a word
more would mean to build its table anew. ``CHECK`` keeps what could not be understood otherwise: flags, and rows that
belong to one of several things.
"""

from __future__ import annotations

import re

_ID = "id INTEGER PRIMARY KEY AUTOINCREMENT"
_REFERENCE = re.compile(r"(\w+) INTEGER( NOT NULL)? REFERENCES (\w+)")
FEW = frozenset(
    {
        *("plan", "original", "unit_group", "superior", "filed_copy", "issued_paper", "duty", "draw", "dispatch"),
        *("submission", "period_lock", "packet", "form", "lookback", "assessment", "assessment_item"),
        *("assessment_rule", "annual_report"),
    }
)
"""Tables of few rows, which hardly ever go: to look through what refers to them then is cheaper than an index."""


def texts(*names: str) -> str:
    """Return columns of text, empty by default."""
    return ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in names)


def days(*names: str) -> str:
    """Return columns of days that need not be known."""
    return ", ".join(f"{name} TEXT" for name in names)


def lists(*names: str) -> str:
    """Return columns of JSON lists: parsed measures and places only."""
    return ", ".join(f"{name} TEXT NOT NULL DEFAULT '[]'" for name in names)


def numbers(*names: str) -> str:
    """Return columns of whole numbers, 0 by default."""
    return ", ".join(f"{name} INTEGER NOT NULL DEFAULT 0" for name in names)


def flags(*names: str) -> str:
    """Return columns of 0 or 1."""
    return ", ".join(f"{name} INTEGER NOT NULL DEFAULT 0 CHECK ({name} IN (0, 1))" for name in names)


def some(table: str, name: str = "") -> str:
    """Return a reference that may be empty; named for its table by default."""
    return f"{name or f'{table}_id'} INTEGER REFERENCES {table}(id)"


def one(table: str, name: str = "") -> str:
    """Return a reference that must be there."""
    return f"{name or f'{table}_id'} INTEGER NOT NULL REFERENCES {table}(id)"


def at_most_one(*names: str) -> str:
    """Return the rule that a row comes from one of several things, or was made by hand."""
    return f"CHECK ({' + '.join(f'({name} IS NOT NULL)' for name in names)} <= 1)"


def table(name: str, *columns: str, led: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the statements that make a table and the indices of its references, but for those to ``FEW``.

    Without them each of the thousands of rows that undo takes away would be looked for in every row that may refer to
    it. ``led`` are references with which an index begins that is written by hand.
    """
    made = f"CREATE TABLE {name} ({', '.join((_ID, *columns))}) STRICT"
    found = (match for column in columns if (match := _REFERENCE.match(column)) and match[1] not in led)
    wanted = (match for match in found if match[3] not in FEW)
    return made, *(_index(name, match[1], sparse=not match[2]) for match in wanted)


def _index(table_name: str, column: str, *, sparse: bool) -> str:
    made = f"CREATE INDEX {table_name}_{column} ON {table_name}({column})"
    return f"{made} WHERE {column} IS NOT NULL" if sparse else made


def index(name: str, on: str, *, unique: bool = False) -> str:
    """Return an index; ``on`` as SQL writes it: ``task(plan_id, position)``."""
    return f"CREATE {'UNIQUE ' if unique else ''}INDEX {name} ON {on}"
