"""Which items of two lists belong together."""

import pytest

from gongkai_desk.rules.compare.matching import fold, joined, match
from tests.builders import a_task

TEXTS = (
    "集中公开现行有效行政规范性文件，公布目录和文本",
    "发布就业见习岗位，编印就业政策服务手册",
    "公布二级以上医院门诊安排和收费项目",
    "开设规划专栏，集中展示总体规划和专项规划",
    "修订答复文书示范文本，组织依申请公开培训",
)
NAMES = ("清理文件", "就业信息", "医疗信息", "规划信息", "依申请公开")


def a_list():
    pairs = zip(NAMES, TEXTS, strict=True)
    return [a_task(seq=str(n), title=name, content=text) for n, (name, text) in enumerate(pairs, start=1)]


def partners(a, b):
    return [(pair.a.label, pair.b.label) for pair in match(a, b).pairs]


def test_a_list_matches_itself():
    assert partners(a_list(), a_list()) == [(n, n) for n in "12345"]


def test_meaning_goes_before_order():
    assert partners(a_list(), a_list()[::-1]) == [(n, n) for n in "12345"]


def test_reworded_items_find_each_other():
    other = [a_task(seq="9", title="就业和社保信息", content="发布就业见习岗位不少于3000个，编印就业政策手册")]
    assert partners(a_list(), other) == [("2", "9")]


def test_what_has_no_partner_is_told_on_each_side():
    new = a_task(seq="6", title="政府开放月", content="邀请市民代表走进供水、公交一线")
    matching = match(a_list(), [*a_list()[1:], new])
    assert [item.label for item in matching.only_a] == ["1"]
    assert [item.label for item in matching.only_b] == ["6"]


def test_rows_of_one_item_are_joined_against_a_narrative():
    body = [a_task(seq="一/1", title="规范政策发布", content="。".join(TEXTS[:3]))]
    table = [a_task(seq="1", content=text) for text in TEXTS[:3]]
    (pair,) = match(body, table).pairs
    assert (pair.a.label, pair.b.label, len(pair.b.tasks)) == ("一/1", "1", 3)


def test_rows_stay_rows_against_rows():
    table = [a_task(seq=str(n), content=text) for n, text in enumerate(TEXTS)]
    assert len(match(table, table[1:]).pairs) == 4


def test_rows_under_one_name_that_share_no_text_are_no_pair():
    assert partners([a_task(content=TEXTS[0])], [a_task(content=TEXTS[2]), a_task(content=TEXTS[4])]) == []


def test_a_task_that_lost_its_text_is_known_by_name_and_place():
    short = a_task(seq="2", title="就业信息", content="编印")
    assert partners(a_list(), [a_list()[0], short, *a_list()[2:]])[1] == ("2", "2")


def test_only_the_item_that_is_stated_in_several_rows_is_joined():
    whole = [*a_list()[:4], a_task(seq="5", title="其他", content=f"{TEXTS[4]}。{TEXTS[4][::-1]}。")]
    cut = [*a_list(), a_task(seq="6", title="另一部分", content=TEXTS[4][::-1])]
    pairs = match(whole, cut).pairs
    assert [len(pair.b.tasks) for pair in pairs] == [1, 1, 1, 1, 2]


def test_a_copied_row_is_an_added_one():
    assert [item.label for item in match(a_list(), [*a_list(), a_list()[4]]).only_b] == ["5"]


def test_equal_rows_pair_in_order():
    same = [a_task(seq=None, title=None, content="同上") for _ in range(3)]
    positions = [(pair.a.position, pair.b.position) for pair in match(same, same).pairs]
    assert positions == [(0, 0), (1, 1), (2, 2)]


def test_runs_of_one_name_are_joined_and_named_by_their_numbers():
    items = joined([a_task(seq="3"), a_task(seq="4"), a_task(seq="5", title="另一项")])
    assert [item.label for item in items] == ["3—4", "5"]


def test_folding_keeps_every_character_in_its_place():
    assert fold("公开 （一），“三审”") == '公开(一),"三审"'


@pytest.mark.parametrize("changed", [False, True], ids=["equal", "all-changed"])
def test_six_hundred_tasks_match(changed):
    a = [a_task(seq=str(n), title=f"任务{n}", content=f"{n * 7919}" + TEXTS[n % 5] * 3) for n in range(600)]
    b = [a_task(seq=task.seq, title=task.title, content=task.content + "，并报送") for task in a] if changed else a
    assert len(match(a, b).pairs) == 600
