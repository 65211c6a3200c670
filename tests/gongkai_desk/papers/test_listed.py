"""The list of papers: every paper by its name, made of what it says, in the formats that it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.papers import BreakdownPaper, CardPaper, LedgerEntry, LedgerPaper, OpinionTable
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.slips import ChaseLine, ChaseList, Register
from gongkai_desk.errors import UnknownId, UnsupportedType
from gongkai_desk.papers.listed import BREAKDOWN, CARDS, CHASE_LIST, LEDGER, PAPERS, Place, Source, paper_kind
from gongkai_desk.papers.making import MAKERS, file_name
from gongkai_desk.standing.papers import PaperOrder, paper_facts, write_kind
from gongkai_desk.store.library import Library
from tests.builders import a_plan, a_task, stored_plan

DAY = date(2026, 6, 30)
MADE_OF = {
    Source.PLAN: BreakdownPaper,
    Source.LEDGER: LedgerPaper,
    Source.TASKS: CardPaper,
    Source.CHASE_LIST: ChaseList,
    Source.REGISTER: Register,
    Source.OPINIONS: OpinionTable,
}


@pytest.fixture
def filled(library: Library) -> Library:
    """One plan with two tasks."""
    stored_plan(library, a_task(seq="1"), a_task(seq="2"), day=DAY)
    return library


def test_every_paper_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in PAPERS}) == len({kind.title for kind in PAPERS}) == len(PAPERS)
    assert all(paper_kind(kind.name) is kind for kind in PAPERS)


def test_every_paper_has_one_who_makes_it() -> None:
    assert set(MAKERS) == set(PAPERS)


def test_the_reports_have_keys_of_their_own() -> None:
    letters = [kind.letter for kind in PAPERS if kind.place is Place.REPORTS]
    assert len(set(letters)) == len(letters)
    assert all(letters)


@pytest.mark.parametrize("kind", [kind for kind in PAPERS if kind.source is not Source.OWN], ids=lambda kind: kind.name)
def test_a_paper_goes_from_the_library_to_each_of_its_formats(filled: Library, tmp_path: Path, kind) -> None:
    facts = paper_facts(filled, kind, PaperOrder(1, DAY))
    assert isinstance(facts, MADE_OF[kind.source])
    for format in kind.formats:
        path = tmp_path / f"件.{format}"
        write_kind(kind, facts, path, format, pen=lambda made, path, progress: path.write_text(made.title))
        assert path.stat().st_size > 0
    assert file_name(kind, facts)


def test_a_paper_refuses_a_format_that_it_does_not_come_in(tmp_path: Path) -> None:
    facts = CardPaper(a_plan(), [LedgerEntry(a_task())], DAY)
    with pytest.raises(UnsupportedType):
        write_kind(CARDS, facts, tmp_path / "卡.xlsx", PaperFormat.XLSX)


def test_what_a_page_makes_is_not_read_from_the_library(filled: Library) -> None:
    with pytest.raises(ValueError, match="statistics"):
        paper_facts(filled, paper_kind("statistics"), PaperOrder(1, DAY))


@pytest.mark.parametrize("kind", [BREAKDOWN, LEDGER, CARDS], ids=lambda kind: kind.name)
def test_a_plan_that_is_not_there_is_refused(filled: Library, kind) -> None:
    with pytest.raises(UnknownId):
        paper_facts(filled, kind, PaperOrder(99, DAY, (999,)))


def test_proposed_names_tell_which_paper_it_is() -> None:
    one, two = (CardPaper(a_plan(), [LedgerEntry(a_task(seq="3"))] * count, DAY) for count in (1, 2))
    assert file_name(CARDS, one) == "云州市2026年政务公开工作任务卡（3）"
    assert file_name(CARDS, two) == "云州市2026年政务公开工作任务卡"
    called = ChaseList("催办名单", DAY, (ChaseLine("市教育局", "", "", ""),))
    assert file_name(CHASE_LIST, called) == "催办名单（20260630）"
