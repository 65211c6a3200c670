"""Tasks → rows: sections, numbers, names, units."""

import pytest

from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.plan import Deadline, Task
from gongkai_desk.domain.sheet import FIVE_COLUMNS, BreakdownStyle
from gongkai_desk.page.layout import Row, RowKind
from gongkai_desk.papers.ledger import breakdown_rows
from gongkai_desk.papers.rows import item_name, responsible_text, sequence, unit_text
from tests.builders import a_plan, a_task


def rows(*tasks: Task, style: BreakdownStyle = BreakdownStyle.FIVE) -> list[Row]:
    return breakdown_rows(BreakdownPaper(a_plan(), tasks, style))


def test_every_level_of_a_section_has_its_row_once() -> None:
    tasks = [
        a_task(section=section) for section in (("一、甲", "（一）乙"), ("一、甲", "（一）乙"), ("一、甲", "（二）丙"))
    ]
    sections = [(row.texts[0], row.level) for row in rows(*tasks) if row.kind is RowKind.SECTION]
    assert sections == [("一、甲", 0), ("（一）乙", 1), ("（二）丙", 1)]


def test_a_shorter_path_shows_the_heading_it_is_under_again() -> None:
    tasks = [a_task(section=("二、甲", "（三）乙")), a_task(section=("二、甲",)), a_task(section=("三、丙",))]
    sections = [(row.texts[0], row.level) for row in rows(*tasks) if row.kind is RowKind.SECTION]
    assert sections == [("二、甲", 0), ("（三）乙", 1), ("二、甲（续）", 0), ("三、丙", 0)]


def test_one_name_is_one_cell_over_numbers_of_their_own() -> None:
    first, second = rows(a_task(seq="1", section=()), a_task(seq="2", section=()))
    assert first.joined == (False,) * len(FIVE_COLUMNS)
    assert second.joined == (False, True, False, False, False)


def test_tasks_without_a_name_are_not_joined() -> None:
    assert not any(rows(a_task(title=None, section=()), a_task(title=None, section=()))[1].joined)


def test_a_section_ends_what_is_joined() -> None:
    assert not any(rows(a_task(section=("一、甲",)), a_task(section=("二、乙",)))[-1].joined)


def test_items_join_units_and_deadlines_only_within_one_item() -> None:
    tasks = (a_task(seq="1"), a_task(seq="1"), a_task(seq="2"))
    joined = [row.joined for row in rows(*tasks, style=BreakdownStyle.ITEM) if row.kind is RowKind.TASK]
    assert joined == [(False,) * 5, (True, False, True, True, True), (False,) * 5]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        pytest.param(["1", "2", "2"], ["1", "2", "2"], id="as printed"),
        pytest.param(["1", None, "3"], ["1", "", "3"], id="a missing number stays missing"),
        pytest.param(["一/1", "一/2", "二/1"], ["1", "2", "3"], id="paths are counted anew"),
        pytest.param([None, None], ["1", "2"], id="no numbers at all"),
    ],
)
def test_numbers(printed: list[str | None], shown: list[str]) -> None:
    assert sequence([a_task(seq=number) for number in printed]) == shown


@pytest.mark.parametrize(
    ("seq", "title", "name"),
    [
        ("3", "规范发布", "3.规范发布"),
        ("3", "12345热线", "3. 12345热线"),
        ("二/16", "规范发布", "16.规范发布"),
        ("四/(一)", "规范发布", "（一）规范发布"),
        ("一", "规范发布", "一、规范发布"),
        (None, "规范发布", "规范发布"),
    ],
    ids=["number", "digits follow", "path", "bracketed", "chinese", "none"],
)
def test_item_names(seq: str | None, title: str, name: str) -> None:
    assert item_name(a_task(seq=seq, title=title)) == name


def test_units_entered_by_hand_become_a_clause() -> None:
    task = a_task(unit_text="", lead=("市司法局",), responsible=("市教育局", "市商务局"), support=("市财政局",))
    assert unit_text(task) == "市司法局牵头，市教育局、市商务局负责，市财政局配合"


def test_supporting_units_stand_below_the_responsible_ones() -> None:
    task = a_task(unit_text="", responsible=("市教育局",), support=("市财政局",))
    assert responsible_text(task) == "市教育局\n配合单位：市财政局"


def test_an_empty_cell_below_a_filled_one_says_that_there_is_none() -> None:
    tasks = (a_task(), a_task(lead=(), unit_text="市司法局"), a_task(lead=(), unit_text="市司法局"))
    shown = rows(*tasks, style=BreakdownStyle.ITEM)[1:]
    assert [row.texts[2] for row in shown] == ["市政府办公室", "—", "—"]
    assert [row.joined[2] for row in shown] == [False, False, True]


def test_a_column_of_units_has_a_dash_wherever_there_is_none() -> None:
    tasks = (a_task(seq="1"), a_task(seq="2", title="办理", lead=(), unit_text="市司法局"))
    assert [row.texts[2] for row in rows(*tasks, style=BreakdownStyle.ITEM)[1:]] == ["市政府办公室", "—"]


def test_a_column_that_is_empty_on_the_whole_paper_stays_empty() -> None:
    tasks = [a_task(seq=str(n), deadline=Deadline()) for n in (1, 2)]
    assert [row.texts[4] for row in rows(*tasks)[1:]] == ["", ""]


def test_a_task_without_a_name_is_called_by_its_first_clause_and_not_joined() -> None:
    content = "做好开放日活动，邀请公众走进机关。"
    nameless = [a_task(seq=number, title=None, content=content, section=()) for number in ("2", None)]
    for style, names in (
        (BreakdownStyle.FIVE, ["做好开放日活动"] * 2),
        (BreakdownStyle.ITEM, ["2.做好开放日活动", "做好开放日活动"]),
    ):
        shown = rows(a_task(section=()), *nameless, style=style)[1:]
        place = 1 if style is BreakdownStyle.FIVE else 0
        assert [row.texts[place] for row in shown] == names
        assert not any(row.joined[place] for row in shown)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        pytest.param("责任单位：市司法局、市教育局", "市司法局、市教育局", id="the column's own word"),
        pytest.param(
            "牵头单位：市司法局；责任单位：市教育局", "牵头单位：市司法局；责任单位：市教育局", id="two roles"
        ),
        pytest.param("市司法局牵头", "市司法局牵头", id="no label"),
    ],
)
def test_a_label_does_not_stand_in_the_column_of_its_name(printed: str, shown: str) -> None:
    assert unit_text(a_task(unit_text=printed)) == shown
