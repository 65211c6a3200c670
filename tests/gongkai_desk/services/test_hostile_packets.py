"""A packet is a file from outside: what was tampered with is refused, and nothing of it reaches the library."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from gongkai_desk.errors import BadPacket, DeskError, Limit
from gongkai_desk.paths import LEDGER
from gongkai_desk.services import packets
from gongkai_desk.services.packet_in_child import look
from gongkai_desk.services.packets import Opened
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.gongkai_desk.services.test_packets import HOME, filled, reported, sent

Tamper = Callable[[sqlite3.Connection], object]


@pytest.fixture
def packet(library: Library, tmp_path: Path) -> Iterator[Path]:
    filled(library)
    reported(library, HOME, "已办。")
    return sent(library, tmp_path)


def rewritten(packet: Path, tamper: Tamper, extra: dict[str, bytes] | None = None) -> Path:
    """Return the packet with another database."""
    target, ledger = packet.with_name("改过.gkpack"), packet.with_name("改.db")
    with ZipFile(packet) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        ledger.write_bytes(old.read(LEDGER))
        with closing(sqlite3.connect(ledger)) as connection:
            tamper(connection)
            connection.commit()
        new.writestr(LEDGER, ledger.read_bytes())
        for name in old.namelist():
            if name != LEDGER:
                new.writestr(name, old.read(name))
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return target


def unjournaled(sql: str) -> Tamper:
    """Return what writes past the journal, as an attacker would who keeps the schema."""

    def tamper(connection: sqlite3.Connection) -> None:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(sql)
        for _, made in triggers:
            connection.execute(made)

    return tamper


@pytest.mark.parametrize(
    "tamper",
    [
        pytest.param(lambda c: c.execute("CREATE TRIGGER evil AFTER INSERT ON report BEGIN DELETE FROM task; END"),
                     id="a trigger of its own"),
        pytest.param(lambda c: c.execute("CREATE TABLE evil (x)"), id="a table of its own"),
        pytest.param(unjournaled("UPDATE report SET task_id = 99"), id="a reference to nothing"),
        pytest.param(unjournaled("UPDATE task SET quotas = '[{'"), id="measures that are no JSON"),
        pytest.param(unjournaled("UPDATE task SET other = '{\"栏\": 1}'"), id="columns that are no text"),
        pytest.param(unjournaled("UPDATE report SET day = '2022-13-45'"), id="a day that is none"),
        pytest.param(unjournaled("UPDATE unit_state SET state = 'boss'"), id="a state that is none"),
        pytest.param(unjournaled("INSERT INTO evidence (name, sha256, suffix) VALUES ('证', '../../etc', '')"),
                     id="a file outside"),
        pytest.param(lambda c: c.execute("PRAGMA application_id = 7"), id="no ledger"),
    ],
)  # fmt: skip
def test_a_database_that_was_tampered_with_is_refused(library: Library, packet: Path, tamper: Tamper) -> None:
    scratch = packet.parent / "scratch"
    scratch.mkdir()
    with pytest.raises(BadPacket):
        look(rewritten(packet, tamper), scratch, library.folder)


def test_an_evil_name_lays_nothing_outside(library: Library, packet: Path) -> None:
    scratch = packet.parent / "scratch"
    scratch.mkdir()
    extra = {"../evil.txt": b"x", "evidence/../../evil.txt": b"x"}
    look(rewritten(packet, lambda c: None, extra), scratch, library.folder)
    assert not list(packet.parent.rglob("evil.txt"))


def test_a_content_that_is_not_what_its_name_says_is_refused(library: Library, packet: Path) -> None:
    scratch = packet.parent / "scratch"
    scratch.mkdir()
    with pytest.raises(BadPacket):
        look(rewritten(packet, lambda c: None, {f"evidence/aa/{'a' * 64}.pdf": b"x"}), scratch, library.folder)


def test_a_bomb_is_refused_before_it_is_unpacked(library: Library, packet: Path) -> None:
    with pytest.raises(Limit):
        look(rewritten(packet, lambda c: None, {"evidence/aa/0.txt": bytes(64 << 20)}), packet.parent, library.folder)


def test_texts_lose_what_nobody_sees(library: Library, packet: Path, tmp_path: Path) -> None:
    (scratch := tmp_path / "scratch").mkdir()
    file = rewritten(packet, unjournaled("UPDATE task SET content = '公开\u202e招生\u200b' WHERE id = 1"))
    packets.merge(library, HOME, Opened(look(file, scratch, library.folder), scratch))
    assert plans.task(library, 1).content == "公开招生"


def test_the_child_process_opens_it(library: Library, packet: Path, tmp_path: Path) -> None:
    packets.unpack(packet, tmp_path / "给.gkdesk", "王芳")
    with Library.open(tmp_path / "给.gkdesk", read_only=True) as away:
        assert len(plans.tasks(away)) == 3
    with pytest.raises(DeskError), packets.opened(rewritten(packet, lambda c: c.execute("DROP TABLE draw")), tmp_path):
        pytest.fail("it was opened")
