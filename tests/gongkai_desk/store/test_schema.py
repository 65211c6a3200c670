"""The tables as a new library gets them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.store import journal, migrations
from gongkai_desk.store.header import CURRENT, SEAL, seal_of, version_of
from gongkai_desk.store.library import Library
from gongkai_desk.store.migrations import differing, shape_of
from gongkai_desk.store.schema.columns import FEW
from gongkai_desk.wording import salvage

DAY = date(2026, 7, 1)


def _indexed(library: Library) -> set[tuple[str, str]]:
    """Return table and first column of every index."""
    rows = library.rows(
        "SELECT m.name, (SELECT name FROM pragma_index_info(i.name) WHERE seqno = 0)"
        " FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table'"
    )
    return set(rows)


def test_what_may_refer_to_many_rows_is_found_without_reading_them_all(library: Library) -> None:
    """Undoing an import takes thousands of tasks away: each is looked for wherever a task may be named."""
    indexed = _indexed(library)
    for table in journal.tables(library.connection):
        references = library.rows('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,))
        assert [
            (table, column) for column, other in references if other not in FEW and (table, column) not in indexed
        ] == []


def test_every_table_is_strict_and_numbers_its_rows_for_good(library: Library) -> None:
    made = {name: sql for name, (kind, _, sql) in shape_of(library.connection).items() if kind == "table"}
    del made["task_search"]  # computed
    assert [name for name, sql in made.items() if "AUTOINCREMENT" not in sql or not sql.endswith("STRICT")] == []


def test_a_new_library_is_what_its_schema_says(library: Library) -> None:
    assert differing(library.connection) == []


@pytest.mark.parametrize(
    "statement",
    ["DROP INDEX task_due", "DROP TRIGGER journal_opinion_insert", "CREATE TABLE mine (x)", "DROP VIEW assigned"],
)
def test_what_is_missing_or_foreign_is_named(library: Library, statement: str) -> None:
    library.connection.execute(statement)
    assert differing(library.connection) == [statement.split()[2]]


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("day_off", {"day": "2026-01-01", "working": 2}),
        ("rectification", {"day": "2026-01-01", "lookback_item_id": 1, "spot_check_id": 1}),
        ("annual_figure", {"annual_report_id": 1, "part": 5, "line": "a", "place": "b", "value": "1"}),
    ],
    ids=["flag", "two sources", "part"],
)
def test_what_could_not_be_understood_is_refused(library: Library, table: str, values: dict[str, object]) -> None:
    sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"), library.step("存", By("", DAY)) as step:
        step.connection.execute(sql, tuple(values.values()))


def test_a_period_is_locked_once_until_it_is_unlocked(library: Library) -> None:
    lock = "INSERT INTO period_lock (period, day, unlocked) VALUES ('2026Q2', '2026-07-01', ?)"
    with library.step("锁定", By("", DAY)) as step:
        step.connection.executemany(lock, [("2026-07-02",), (None,)])
    with pytest.raises(sqlite3.IntegrityError), library.step("锁定", By("", DAY)) as step:
        step.connection.execute(lock, (None,))


def test_lights_are_told_of_every_table_that_they_may_depend_on(library: Library) -> None:
    known = {
        *("task", "task_unit", "task_unit_choice", "task_link", "unit_state", "report", "summary_source"),
        *("evidence", "evidence_link", "quota_event", "timed_case", "transition", "spot_check", "plan"),
        "closing_move",
        *("unit", "unit_alias", "unit_group", "group_class", "group_member", "group_exclusion"),
        *("day_off", "setting"),
    }
    assert set(journal.tables(library.connection)) == known | journal.OF_NO_TASK
    assert not known & journal.OF_NO_TASK


def test_a_clerk_knows_every_table_that_salvage_counts_by_a_name(library: Library) -> None:
    internal = {"unit_alias", "unit_group", "group_class", "group_member", "group_exclusion", "saved_filter"}
    assert set(journal.tables(library.connection)) - internal <= salvage.TABLES.keys()


def test_the_seal_is_that_of_a_new_ledger():
    """Whoever changes the schema puts the seal that this test names into ``store.header``."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.deserialize(migrations.blank(migrations.STEPS))
        assert seal_of(fresh) == SEAL
        assert version_of(fresh) == CURRENT == len(migrations.STEPS)


def test_a_foreign_trigger_breaks_the_seal():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.deserialize(migrations.blank(migrations.STEPS))
        fresh.execute("CREATE TRIGGER other AFTER INSERT ON setting BEGIN DELETE FROM step; END")
        assert seal_of(fresh) != SEAL
