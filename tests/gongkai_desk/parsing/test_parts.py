"""A document is cut at the titles of plans; lists of one plan stand together, and its lines are heard once."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.draft import DoubtKind, PartKind
from gongkai_desk.domain.plan import Plan, PlanDates
from gongkai_desk.parsing.blocks.model import Entry, Leftover, Listing, Paragraph, Table
from gongkai_desk.parsing.checks import left_over, of_selection, row_doubts
from gongkai_desk.parsing.header import heard, plan_of, signed
from gongkai_desk.parsing.parts import front_of, is_same_plan, stretches
from gongkai_desk.parsing.rare.layouts import under_letter
from gongkai_desk.parsing.search import Found, grouped, searched
from gongkai_desk.progress import silent
from gongkai_desk.words.units import UnitDirectory
from tests.builders import a_plan, a_task, draft, grid

BODY, ANNEX = "云州市2026年政务公开工作要点", "云州市2026年政务公开工作要点任务分解表"
ROWS = ("序号|任务内容|责任单位", "1|公开目录|市司法局", "2|公开结果|市教育局")
TABLE = Table(tuple(tuple(Entry(cell, cell) for cell in row.split("|")) for row in ROWS))


def lines(text: str) -> list[Paragraph]:
    return [Paragraph(line) for line in text.split("\n")]


def test_titles_cut_a_document_and_may_go_over_two_lines() -> None:
    cut = stretches([*lines(f"云政办发〔2026〕8号\n云州市2026年\n政务公开工作要点\n一、推进公开\n{ANNEX}"), TABLE])
    assert [stretch.title for stretch in cut] == ["", BODY, ANNEX]
    assert [paragraph.text for paragraph in front_of(cut, 1, first=True)] == ["云政办发〔2026〕8号"]


def test_the_front_of_a_later_plan_begins_with_its_own_letter() -> None:
    cut = stretches(lines(f"{BODY}\n一、推进公开\n云政办发〔2026〕9号\n云州市2026年培训工作方案\n一、办班"))
    assert [paragraph.text for paragraph in front_of(cut, 2, first=False)] == ["云政办发〔2026〕9号"]


def test_a_table_stands_under_the_numbered_headings_before_it() -> None:
    (stretch,) = stretches([*lines("一、推进公开\n（一）规范\n二、保障"), TABLE])
    assert [section for _, section in stretch.tables] == [("二、保障",)]


@pytest.mark.parametrize(
    ("title", "other", "wanted"),
    [
        (BODY, ANNEX, True),
        (BODY, "云州市2025年政务公开工作要点", False),
        ("云州市政务公开工作要点", "青山县政务公开工作要点", False),
        (BODY, "", True),
        (BODY, "云州市2026年优化营商环境行动方案", False),
    ],
    ids=["body and annex", "another year", "another place", "no title", "another subject"],
)
def test_titles_of_one_plan(title: str, other: str, wanted: bool) -> None:
    assert is_same_plan(title, other) is wanted


def test_tasks_are_searched_under_each_title_and_sentences_round_a_table_are_left_over() -> None:
    cut = stretches(
        [*lines(f"{BODY}\n1.公开目录。（市司法局）\n2.公开结果。（市教育局）\n{ANNEX}\n请认真落实。"), TABLE]
    )
    search = searched(cut, UnitDirectory.usual(), silent)
    assert [found.kind for found in search.found] == [PartKind.NARRATIVE, PartKind.TABLE]
    assert [len(found.listing.tasks) for found in search.found] == [2, 2]
    assert search.found[1].listing.left == [Leftover("请认真落实。")]
    assert [len(group) for group in grouped(search.found)] == [2]


def test_lists_of_other_plans_are_other_groups() -> None:
    found = [Found(PartKind.TABLE, title, Listing(), 0) for title in (BODY, "云州市2026年培训工作方案", BODY)]
    assert [len(group) for group in grouped(found)] == [1, 1, 1]


def test_a_plan_is_heard_on_from_its_letter() -> None:
    letter = heard(
        lines("云州市人民政府办公室文件\n云政办发〔2026〕8号\n关于印发《云州市2026年政务公开工作要点》的通知")
    )
    whole = signed(heard(lines(BODY), letter), lines("1.公开目录。\n云州市人民政府办公室\n2026年3月5日"))
    assert plan_of(letter, "", date(2026, 4, 1)).dates == PlanDates(imprint=date(2026, 4, 1))
    plan = plan_of(whole, "", date(2026, 4, 1))
    assert (plan.title, plan.doc_no, plan.issuer) == (BODY, "云政办发〔2026〕8号", "云州市人民政府办公室")
    assert plan.dates == PlanDates(written=date(2026, 3, 5))


def test_a_name_on_the_last_line_of_the_front_signs_a_date_on_the_first_behind_it() -> None:
    known = signed(heard(lines("云州市人民政府办公室")), lines("2026年3月5日"))
    assert (known.signature.signer, known.signature.written) == ("云州市人民政府办公室", date(2026, 3, 5))


def test_a_letter_speaks_for_plans_that_say_nothing_of_themselves() -> None:
    letter, bare = a_plan(title=""), Plan(ANNEX, "", "", PlanDates(), 2026, None)
    found = under_letter([a_plan(), bare], letter)
    assert found
    assert [(plan.doc_no, plan.dates) for plan in found] == [(letter.doc_no, letter.dates)] * 2
    assert under_letter([a_plan()], letter) is None
    assert under_letter([bare], Plan("", "", "", PlanDates(), None, None)) is None


@pytest.mark.parametrize(
    ("numbers", "kinds"),
    [
        (["1", "2", "3"], []),
        (["1", "3"], [DoubtKind.NUMBER_GAP]),
        (["1", "2", "2"], [DoubtKind.NUMBER_REPEAT]),
        (["2"], [DoubtKind.NUMBER_GAP]),
        (["21", "22", "23"], []),
        (["18", "20"], [DoubtKind.NUMBER_GAP, DoubtKind.NUMBER_GAP]),
        (["1", "2", "1"], []),
        (["一", "", "二"], []),
    ],
)
def test_numbers_of_rows(numbers: list[str], kinds: list[DoubtKind]) -> None:
    tasks = [a_task(seq=number or None, title=f"任务{at}") for at, number in enumerate(numbers)]
    assert [doubt.kind for doubt in row_doubts(tasks)] == kinds


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        pytest.param(["5", "10", "12", "18"], [None], id="each jumps"),
        pytest.param(["二/3", "二/6", "二/7", "三/12", "三/15", "三/16"], [None], id="jumps among neighbours"),
        pytest.param(["1", "2", "4", "5", "7"], [2, 4], id="two were lost"),
        pytest.param([*map(str, range(1, 21)), "22", "24", "26"], [20, 21, 22], id="few of many"),
        pytest.param(["5", "10", "3", "18"], [0, 1, 2, 3], id="they do not rise"),
    ],
)
def test_numbers_of_a_selection_are_told_once(numbers: list[str], told: list[int | None]) -> None:
    tasks = [a_task(seq=number, title=f"任务{at}") for at, number in enumerate(numbers)]
    doubts = of_selection(row_doubts(tasks), tasks)
    assert [doubt.task for doubt in doubts] == told
    assert {doubt.kind for doubt in doubts} == {DoubtKind.NUMBER_GAP}
    assert told != [None] or "像是节选" in doubts[0].text


def test_only_left_over_text_that_says_something_is_doubtful() -> None:
    texts = [
        Leftover("各单位要高度重视，认真抓好落实"),
        Leftover("（完）"),
        Leftover("附件：1.任务分解表"),
        Leftover("公" * 300),
    ]
    assert [doubt.text for doubt in left_over(texts)] == ["各单位要高度重视，认真抓好落实", "公" * 120]


POINTS = {
    "points": "一、工作要点\n1.政策解读。解读出台的文件。\n2.注重回应关切。及时回应来信来访。\n3.强化建设。立制度。",
    "brackets": "一、主要任务\n（一）政策解读。解读文件。\n（二）回应关切。及时回应来信来访。\n（三）建章。建立制度。",
    "numbers alone": "1.推进政策解读，解读出台的文件。\n2.回应关切，及时回应来信来访。\n3.建章立制，建立公开制度。",
}


@pytest.mark.parametrize("points", POINTS.values(), ids=POINTS)
def test_points_beside_a_table_under_no_title_are_told(points: str) -> None:
    table = grid(
        "重点任务|工作内容|负责科室\n政策解读|对出台的文件进行全面解读。|综合科\n制度建设|建立公开制度。|办公室"
    )
    (part,) = draft(f"{points}\n二、任务分解", table).parts
    assert [task.title for task in part.tasks] == ["政策解读", "制度建设"]
    told = [doubt for doubt in part.doubts if doubt.kind is DoubtKind.LEFT_OVER]
    assert any("及时回应来信来访" in doubt.text for doubt in told)
    assert all(doubt.source for doubt in told)
