"""The look-back of the worked year (tests/data/worked_year): twelve items of an old ledger, beside the hand's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongkai_desk.domain.figures import Counted
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.year.lookback import Judgement, KeptItem, LookbackPaper, Recheck, RectifyState
from gongkai_desk.papers.year.lookback import lookback_table
from gongkai_desk.papers.year.lookback_report import report_sections
from gongkai_desk.services import undo
from gongkai_desk.services.year import lookback, rectification
from gongkai_desk.services.year.lookback_file import of_library, old_ledger
from gongkai_desk.standing.year import lookback as standing
from gongkai_desk.standing.year import rectification as entries
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.worked_year import WHO, WorkedYear, expected, facts, opened

TOLD: dict[str, Any] = facts()["lookback"]
HAND: dict[str, Any] = expected()["lookback"]
DAY = date.fromisoformat(TOLD["day"])
BY = By(WHO, DAY)
_HEADS = ("序号", "任务名称", "任务内容", "责任单位", "完成时限", "完成情况", "佐证材料")
_WORDS = {"done": "已完成", "going_on": "推进中", "not_done": "未启动"}


def ledger(folder: Path) -> Path:
    """Write the old ledger as its office kept it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([f"{TOLD['year']}年政务公开工作台账"])
    sheet.append(_HEADS)
    for item in TOLD["items"]:
        said = (item[name] for name in ("seq", "title", "content", "unit_text", "deadline_text"))
        sheet.append([*said, _WORDS[item["result"]], item["evidence"]])
    path = folder / TOLD["file_name"]
    book.save(path)
    return path


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkedYear]:
    """The year with the look-back begun from the old ledger, as it was read."""
    folder = tmp_path_factory.mktemp("worked")
    with opened(folder / "云州市.gkdesk") as made:
        lookback.begin(made.library, BY, old_ledger(of_library(made.library, ledger(folder), DAY)), made.plan)
        yield made


def items(library: Library) -> list[KeptItem]:
    return stored.items(library, 1)


def seqs(library: Library, found: Counted) -> list[str]:
    known = {each.id: each.item.seq for each in items(library)}
    return [known[number] for number in found.ids]


def test_an_old_ledgers_rows_are_read_as_they_stood(year):
    read = [(each.item.seq, each.item.title, each.item.result, each.item.evidence) for each in items(year.library)]
    assert read == [(each["seq"], each["title"], each["result"], each["evidence"]) for each in TOLD["items"]]
    assert [each.item.seq for each in items(year.library) if each.item.chosen] == HAND["preselected"]


def test_this_years_tasks_are_suggested_as_the_hand_matched_them(year):
    found: dict[str, list[str]] = {each["seq"]: [] for each in TOLD["items"]}
    kept = items(year.library)
    for match in standing.suggested(year.library, stored.lookback(year.library, 1), year.plan):
        found[kept[match.item].item.seq].append(year.seq(match.task_id))
    assert {seq: sorted(tasks, key=int) for seq, tasks in found.items()} == HAND["matches"]


@pytest.fixture(scope="module")
def judged(year: WorkedYear) -> WorkedYear:
    """The same after a person ticked, confirmed, tied and entered what the hand did."""
    library = year.library
    ids = {each.item.seq: each.id for each in items(library)}
    lookback.judge(library, BY, [ids[seq] for seq in HAND["ticked_by_hand"]], Judgement(chosen=True))
    lookback.judge(library, BY, list(ids.values()), Judgement(confirm=True))
    ties = {ids[each["seq"]]: [year.tasks[seq] for seq in each["next"]] for each in TOLD["items"] if each["next"]}
    lookback.tie(library, BY, ties)
    for each in TOLD["rectifications"]:
        enter(library, ids[each["item"]], each)
    return year


def enter(library: Library, item: int, told: dict[str, Any]) -> None:
    """Enter what was to be put right and let it go as far as it went."""
    made = rectification.enter_items(library, BY, [item], date.fromisoformat(told["due"])).made
    assert made is not None
    if told["finished"]:
        rectification.finish(library, BY, [made], date.fromisoformat(told["finished"]))
    if told["rechecked"]:
        found = Recheck(passed=True, result=told["recheck_result"], day=date.fromisoformat(told["rechecked"]))
        rectification.recheck(library, BY, [made], found, close=bool(told["closed"]))


def test_results_are_counted_as_by_hand(judged):
    found = standing.outcome(judged.library, TOLD["year"], DAY)
    assert found is not None
    assert seqs(judged.library, found.items) == HAND["chosen"]
    for name in ("done", "going_on", "not_done"):
        assert seqs(judged.library, getattr(found, name)) == HAND[name]
    assert sorted(seqs(judged.library, found.unfinished), key=int) == HAND["unfinished"]
    assert len(found.rectifications) == HAND["rectifications"]


def test_entries_stand_as_by_hand(judged):
    kept = entries.kept(judged.library, DAY)
    names = {each.id: each.item.seq for each in items(judged.library)}
    of_state = {
        state: [names[each.entry.lookback_item_id] for each in kept if each.state is state] for state in RectifyState
    }
    assert of_state[RectifyState.CLOSED] == HAND["rectifications_closed"]
    assert of_state[RectifyState.OVERDUE] == HAND["rectifications_overdue_on_2026-10-12"]


def test_what_nobody_goes_on_with_is_left_to_carry_over(judged):
    left = [each for each in items(judged.library) if each.item.seq in HAND["unfinished"] and not each.next_ids]
    assert [each.item.seq for each in left] == HAND["carry_over"]
    before = plans.task_ids(judged.library, judged.plan)
    made = lookback.carry_over(judged.library, BY, [each.id for each in left], judged.plan, "年底前").made
    assert [*before, made] == plans.task_ids(judged.library, judged.plan)
    undo.undo(judged.library, BY)
    assert before == plans.task_ids(judged.library, judged.plan)


@pytest.fixture(scope="module")
def paper(judged: WorkedYear) -> LookbackPaper:
    return standing.lookback_paper(judged.library, stored.lookback(judged.library, 1), DAY)


def test_the_papers_print_the_hands_figures_and_each_leads_to_its_rows(judged, paper):
    line = "共核查11项：已落实5项，持续推进3项，未落实3项；落实率45.5%（按任务计算）"
    shown = [piece for band in lookback_table(paper).above for piece in band.pieces]
    assert line in [piece.text for piece in shown]
    assert HAND["rate"] in line
    whole = report_sections(paper)[1].paragraphs[0]
    told = [(whole.text[link.start : link.end], seqs(judged.library, link.counted)) for link in whole.links]
    hand = [HAND[name] for name in ("chosen", "done", "going_on", "not_done", "done", "chosen")]
    assert told == [(str(len(each)), each) for each in hand]
