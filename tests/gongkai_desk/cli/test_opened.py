"""A library as commands open it: closed whatever happens, damage told as damage; acts as plain values."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai_desk.cli import acts
from gongkai_desk.cli.listing import WIDEST, _short
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import library_for_reading, library_for_writing
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Quota
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import NewReport
from gongkai_desk.errors import DamagedLedger, EmptyFile, NotAllowed, NotFound, ReadOnlyLedger, UnknownId
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.services.progress import work
from gongkai_desk.standing.lights import works
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work as stored
from tests.builders import a_task, stored_plan

DAY = date(2026, 3, 10)
SESSION = Session(DAY, "李明", lambda: None)  # type: ignore[arg-type, return-value]
UNIT = "市司法局"


@pytest.fixture
def folder(library: Library) -> Path:
    """Return a closed library with one task that asks for two of something."""
    twice = Quota("不少于2次", ">=", Decimal(2), "次")
    stored_plan(library, a_task(lead=(), responsible=(UNIT, "市教育局"), quotas=(twice,)), day=DAY)
    library.close()
    return library.folder


def share(library: Library, unit: str = UNIT) -> Share:
    return next(each for each in works(library, [1])[1].shares if each.unit == unit)


@pytest.mark.parametrize("fault", [UnknownId, KeyboardInterrupt, ZeroDivisionError])
def test_whatever_happens_the_library_is_closed(folder: Path, fault: type[BaseException]) -> None:
    with pytest.raises(fault), library_for_writing(folder, "李明"):
        raise fault
    with library_for_writing(folder, "王芳") as again:  # busy, were it still open
        assert not again.read_only


def test_a_reader_takes_no_changes(folder: Path) -> None:
    with library_for_reading(folder) as library, pytest.raises(ReadOnlyLedger):
        work.report(library, By("李明", DAY), 1, NewReport(UNIT, DAY, "已办"))


def test_a_fault_of_the_program_stays_one_where_the_ledger_is_sound(folder: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), library_for_reading(folder) as library:
        library.rows("SELECT nothing FROM nowhere")


def test_a_fault_over_a_damaged_ledger_is_told_as_damage(folder: Path) -> None:
    ledger = folder / "ledger.db"
    data = bytearray(ledger.read_bytes())
    data[-4096 * 4 :] = bytes(4096 * 4)
    ledger.write_bytes(data)
    with pytest.raises(DamagedLedger), library_for_reading(folder):
        raise ZeroDivisionError


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotFound), library_for_writing(tmp_path / "无.gkdesk", "李明"):
        pass
    assert not (tmp_path / "无.gkdesk").exists()


class TestActing:
    @pytest.fixture
    def opened(self, folder: Path):
        with library_for_writing(folder, "李明") as library:
            yield library

    def test_without_a_task_the_first_is_meant(self, opened: Library) -> None:
        assert (acts.task_of(opened, {}), acts.task_of(opened, {"task": "7"})) == (1, 7)

    def test_a_report_with_its_evidence_is_one_step(self, opened: Library, tmp_path: Path) -> None:
        proof = tmp_path / "清单.txt"
        proof.write_text("一", encoding="utf-8")
        made = acts.report(opened, SESSION, {"unit": UNIT, "text": "已办", "evidence": str(proof), "period": "2026Q1"})
        (told,) = stored.reports(opened)
        assert (told.id, told.day, told.period) == (made, DAY, "2026Q1")
        assert len(share(opened).proofs) == 1

    def test_who_approved_is_the_clerk_unless_said(self, opened: Library) -> None:
        for unit, approver in ((UNIT, ""), ("市教育局", "王主任")):
            acts.transit(opened, SESSION, {"unit": unit, "action": "suspend", "reason": "改版", "approver": approver})
        assert [share(opened, unit).acts[0].approver for unit in (UNIT, "市教育局")] == ["李明", "王主任"]

    def test_several_units_are_one_act(self, opened: Library) -> None:
        acts.transit(opened, SESSION, {"unit": [UNIT, "市教育局"], "action": "apply"})
        assert {each.state for each in works(opened, [1])[1].shares} == {State.PENDING}

    def test_a_count_is_one_unless_said(self, opened: Library) -> None:
        acts.count(opened, SESSION, {"unit": UNIT})
        acts.count(opened, SESSION, {"unit": UNIT, "amount": Decimal("1.5")})
        assert share(opened).amounts == {0: Decimal("2.5")}

    @pytest.mark.parametrize("amount", [Decimal("-1"), Decimal("NaN"), Decimal("Infinity")])
    def test_what_is_no_amount_is_refused(self, opened: Library, amount: Decimal) -> None:
        with pytest.raises(NotAllowed):
            acts.count(opened, SESSION, {"unit": UNIT, "amount": amount})
        assert share(opened).amounts == {}

    def test_a_link_is_no_file_and_an_empty_file_is_asked_about(self, tmp_path: Path) -> None:
        assert acts.proof_of("https://a.gov.cn/1")[1] is None
        (tmp_path / "空.txt").touch()
        with pytest.raises(EmptyFile):
            acts.proof_of(str(tmp_path / "空.txt"))
        assert acts.proof_of(str(tmp_path / "空.txt"), empty=True)[1] == tmp_path / "空.txt"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        ("一\n二\t三", "一 二 三"),
        ("字" * WIDEST, "字" * WIDEST),
        ("字" * (WIDEST + 1), "字" * (WIDEST - 1) + "…"),
    ],
    ids=["nothing", "a number", "lines", "fits", "cut"],
)
def test_a_cell_of_the_plain_listing_is_one_short_line(value: object, text: str) -> None:
    assert _short(value) == text
