"""How a superior's form is understood: heads, columns, rows, and which task belongs into which row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from gongkai_desk.domain.forms import FormCell, FormField, FormMode, FormState, FormTable, Lack, Matched, TaskFacts
from gongkai_desk.domain.ids import PlanId, TaskId, stored_as
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.rules.forms.body import RowKind, as_examples, by_examples, mode_of, regions_of
from gongkai_desk.rules.forms.fitting import filled
from gongkai_desk.rules.forms.heads import Head, field_of, heads_of, limit_of, of_day, signature, with_map
from gongkai_desk.rules.forms.laying import Wanted, words_for
from gongkai_desk.rules.forms.rows import Known, matched_rows
from tests.builders import a_task

F = FormField
FIVE = "序号|工作任务|责任单位|进展情况|备注"


def table(*lines: str, name: str = "表") -> FormTable:
    """Return a table of rows whose cells are parted by |; ``^`` goes on from above, ``<`` from the left."""
    marks = [line.split("|") for line in lines]
    rows: list[list[FormCell | None]] = [[None if m in "^<" and m else FormCell(m) for m in row] for row in marks]
    for r, row in enumerate(marks):
        for c, mark in enumerate(row):
            if mark and mark in "^<":
                continue
            wide = next((n for n in range(c + 1, len(row)) if row[n] != "<"), len(row)) - c
            high = next((n for n in range(r + 1, len(marks)) if marks[n][c] != "^"), len(marks)) - r
            rows[r][c] = FormCell(mark, high, wide)
    return FormTable(name, tuple(map(tuple, rows)))


def heads(*tables: FormTable) -> tuple[Head, ...]:
    return tuple(head for number, each in enumerate(tables) for head in heads_of(each, number))


def stored(number: int, **fields: object) -> StoredTask:
    return stored_as(StoredTask, a_task(**fields), id=TaskId(number), plan_id=PlanId(1))


def facts(*tasks: StoredTask, state: FormState = FormState.RUNNING, **texts: str) -> dict[int, TaskFacts]:
    told = {FormField(name): text for name, text in texts.items()}
    return {task.id: TaskFacts(task, {F.CONTENT: task.content, **told}, state) for task in tasks}


class TestHeads:
    @pytest.mark.parametrize(
        ("head", "field"),
        [
            ("本季度进展情况（不超过200字）", F.PROGRESS),
            ("工作开展情况及成效", F.PROGRESS),
            ("贯彻落实情况", F.PROGRESS),
            ("是否完成", F.STATE),
            ("完成状态", F.STATE),
            ("进 展 状 态", F.STATE),
            ("存在的主要问题", F.PROBLEMS),
            ("问题困难", F.PROBLEMS),
            ("未完成原因", F.PROBLEMS),
            ("下一步工作打算", F.NEXT_STEPS),
            ("下步计划", F.NEXT_STEPS),
            ("后续工作措施", F.NEXT_STEPS),
            ("佐证材料（附链接）", F.EVIDENCE),
            ("公开网址", F.EVIDENCE),
            ("证明材料", F.EVIDENCE),
            ("填报人", F.CONTACT),
            ("联络员", F.CONTACT),
            ("联系电话", F.PHONE),
            ("手机号码", F.PHONE),
            ("填报时间", F.DAY),
            ("报送日期", F.DAY),
            ("序 号", F.SEQ),
            ("牵头单位", F.LEAD),
            ("完成时限", F.DEADLINE),
            ("任务码", F.CODE),
            ("上半年进展情况", F.PROGRESS),
            ("前期工作情况", F.PROGRESS),
            ("上期进展", None),
            ("上一季度进展情况", None),
            ("退回意见", None),
            ("得分", None),
        ],
    )
    def test_head_words_ask_for_a_field(self, head: str, field: FormField | None) -> None:
        assert field_of(head) is field

    @pytest.mark.parametrize(
        ("head", "limit"),
        [
            ("进展（不超过200字）", 200),
            ("进展情况（300字以内）", 300),
            ("进展（限150字）", 150),
            ("进展情况（字数控制在100）", 100),
            ("进展情况", 0),
        ],
    )
    def test_a_head_may_limit_the_characters(self, head: str, limit: int) -> None:
        assert limit_of(head) == limit

    @pytest.mark.parametrize(
        ("lines", "rows"),
        [
            ((FIVE,), 1),
            (("序号|工作任务|任务分工|<|进展情况", "^|^|责任单位|完成时限|^"), 2),
            (("序号|任务|情况|<|<", "^|^|进展情况|佐证|<", "^|^|^|佐证材料|填报日期"), 3),
        ],
    )
    def test_a_head_is_as_high_as_its_merged_cells(self, lines: Sequence[str], rows: int) -> None:
        (head,) = heads(table("关于报送的通知|<|<|<|<", *lines, "1||||"))
        assert (head.first, head.rows) == (1, rows)

    def test_a_line_for_who_reports_is_no_head(self) -> None:
        assert heads(table("填报单位：||联系人：|联系电话：|", FIVE, "1||||"))[0].first == 1

    def test_a_row_of_a_task_is_no_second_head(self) -> None:
        assert len(heads(table(FIVE, "1|公布进展情况。|市民政局||", "2|责任单位报送落实情况|市教育局||"))) == 1

    def test_two_tables_on_one_sheet_have_each_a_head(self) -> None:
        found = heads(table(FIVE, "||||", "|||| ", "序号|任务名称|存在问题|下一步打算|", "||||"))
        assert [head.first for head in found] == [0, 3]

    @pytest.mark.parametrize(
        ("words", "field"),
        [
            (("一季度进展", "二季度进展", "三季度进展"), [None, F.PROGRESS, None]),
            (("上半年进展", "下半年进展", "备注"), [F.PROGRESS, None, F.REMARK]),
            (("5月进展", "6月进展", "7月进展"), [None, F.PROGRESS, None]),
        ],
    )
    def test_of_columns_for_periods_that_of_the_day_is_filled(self, words: Sequence[str], field: object) -> None:
        (head,) = of_day(heads(table(f"序号|任务|{'|'.join(words)}", "1||||")), date(2022, 6, 20))
        assert [column.field for column in head.columns[2:]] == field

    def test_what_was_done_alone_is_told_in_words(self) -> None:
        (head,) = heads(table("序号|任务|责任单位|完成情况", "1|||"))
        assert head.columns[3].field is F.PROGRESS

    def test_words_to_choose_from_ask_for_a_state(self) -> None:
        (head,) = heads(table("序号|任务|进展情况|完成情况（已完成/持续推进/滞后）", "1|||"))
        assert (head.columns[3].field, head.columns[3].choices) == (F.STATE, ("已完成", "持续推进", "滞后"))

    def test_a_person_names_columns_by_their_words(self) -> None:
        found, unheard = with_map(heads(table(FIVE, "1||||")), {"备注": F.EVIDENCE, "附件": F.REMARK})
        assert (found[0].columns[4].field, found[0].columns[4].by, unheard) == (F.EVIDENCE, Matched.HAND, ("附件",))

    def test_a_form_is_known_again_in_the_next_quarter(self) -> None:
        first, later = (heads(table(f"序号|任务|2022年{q}季度进展", "1||")) for q in ("一", "二"))
        assert signature(first) == signature(later)

    def test_an_example_names_a_column_that_its_head_does_not(self) -> None:
        form = table("序号|任务|责任单位|甲栏|乙栏", "例|公布清单|某局|已完成|2022-06-30", "||||")
        (region,) = regions_of((form,), heads(form))
        named = by_examples((form,), region).columns[3:]
        assert [(each.field, each.by) for each in named] == [(F.STATE, Matched.CONTENT), (F.DAY, Matched.CONTENT)]


class TestRows:
    def test_each_row_is_told_for_what_it_is(self) -> None:
        form = table(FIVE, "一、重点领域|<|<|<|<", "1|公布清单|市民政局||", "2||||", "合计||||", "注：按季报送|<|<|<|<")
        (region,) = regions_of((form,), heads(form))
        K = RowKind
        assert [row.kind for row in region.rows] == [K.SECTION, K.TASK, K.ROOM, K.FOOT, K.FOOT]

    def test_what_stands_above_a_second_table_is_none_of_the_firsts(self) -> None:
        form = table(FIVE, "||||", "合计||||", "二、问题||||", "序号|任务|存在问题|下一步打算|备注", "||||")
        first, _ = regions_of((form,), heads(form))
        assert [row.kind for row in first.rows] == [RowKind.ROOM, RowKind.FOOT, RowKind.FOOT]

    def test_a_strange_row_with_room_below_is_an_example(self) -> None:
        form = table(FIVE, "1|公布某清单|某局|已公布。|", "||||", "||||")
        regions = regions_of((form,), heads(form))
        mode = mode_of(regions, matched_rows(regions, Known([stored(1)])))
        assert mode is FormMode.EMPTY
        assert [row.kind for row in as_examples(regions)[0].rows] == [RowKind.EXAMPLE, RowKind.ROOM, RowKind.ROOM]


class TestMatching:
    def matches(self, *lines: str, known: Known, head: str = FIVE) -> list[tuple[tuple[int, ...], str, bool]]:
        form = table(head, *lines)
        return [(each.tasks, each.by, each.sure) for each in matched_rows(regions_of((form,), heads(form)), known)]

    def test_by_number_and_content(self) -> None:
        own = [stored(7, seq="1", content="公布养老机构名录、收费标准和投诉渠道")]
        found = self.matches("1|公布养老机构名录、收费标准和投诉渠道。|市民政局||", known=Known(own))
        assert found == [((7,), "number+content", True)]

    def test_by_content_where_numbers_differ(self) -> None:
        own = [stored(7, seq="5", content="公布养老机构名录、收费标准和投诉渠道")]
        assert self.matches("1|公布养老机构名录、收费标准和投诉渠道|||", known=Known(own))[0] == ((7,), "content", True)

    @pytest.mark.parametrize(
        "printed",
        ["公布托育机构名录、收费标准和投诉渠道", "公布殡葬服务机构名录、收费标准", "完善养老机构名录管理"],
    )
    def test_what_is_only_alike_is_never_sure(self, printed: str) -> None:
        own = [stored(7, seq="9", title="养老机构信息公开", content="公布养老机构名录、收费标准和投诉渠道")]
        (found,) = self.matches(f"1|{printed}|||", known=Known(own))
        assert not found[2]

    def test_by_links_to_the_superiors_task(self) -> None:
        above = stored(1, seq="1", content="各市要集中公开惠企政策，逐项配发解读")
        own = [stored(7, seq="3", content="梳理本市政策清单"), stored(8, seq="4", content="制作政策图解")]
        known = Known(own, [above], [(7, 1), (8, 1)])
        assert self.matches("1|各市要集中公开惠企政策，逐项配发解读|||", known=known) == [((7, 8), "link", True)]

    def test_as_a_person_set_it_the_last_time(self) -> None:
        own = [stored(7, content="甲"), stored(8, content="乙")]
        known = Known(own, remembered={"公布清单": (8,)})
        assert self.matches("1|公布清单|||", known=known) == [((8,), "remembered", True)]

    def test_a_name_alone_stands_for_all_tasks_of_that_name(self) -> None:
        own = [stored(7, title="助企纾困", content="公布政策清单"), stored(8, title="助企纾困", content="配发政策解读")]
        assert self.matches("1|助企纾困|||", known=Known(own)) == [((7, 8), "content", True)]


class TestWords:
    @pytest.mark.parametrize(
        ("choices", "done", "late"),
        [
            ((), "已完成", "滞后"),
            (("已办结", "正在推进", "进展缓慢"), "已办结", "进展缓慢"),
            (("未完成", "完成"), "完成", None),
        ],
    )
    def test_a_forms_words_stand_for_states(self, choices: Sequence[str], done: str, late: str | None) -> None:
        words = words_for(choices)
        assert (words[FormState.DONE], words.get(FormState.LATE)) == (done, late)


class TestPlacing:
    def lay(self, form: FormTable, mode: FormMode, known: Known, told: dict[int, TaskFacts], limit: int = 0):
        regions = regions_of((form,), heads(form))
        wanted = Wanted(told, words_for(()), matched_rows(regions, known), limit)
        return filled((form,), regions, mode, wanted)

    def test_several_tasks_are_joined_by_number_and_told(self) -> None:
        own = [
            stored(7, seq="3", title="助企", content="公布清单"),
            stored(8, seq="4", title="助企", content="配发解读"),
        ]
        told = {7: facts(own[0], progress="已公布。")[7], 8: facts(own[1], progress="已配发。")[8]}
        done = self.lay(table(FIVE, "1|助企|||"), FormMode.PRINTED, Known(own), told)
        assert [each.text for each in done.fills[0].texts] == ["3.已公布。\n4.已配发。"]
        assert [(note.lack, note.tasks) for note in done.notes] == [(Lack.SEVERAL, (7, 8))]

    @pytest.mark.parametrize(("head", "limit"), [("进展（不超过5字）", 0), ("进展情况", 5)])
    def test_a_text_over_the_limit_is_whole_and_told(self, head: str, limit: int) -> None:
        own = [stored(7, seq="1", content="公布养老机构名录")]
        form = table(f"序号|任务|责任单位|{head}|备注", "1|公布养老机构名录|||")
        done = self.lay(form, FormMode.PRINTED, Known(own), facts(*own, progress="已公布名录三份。"), limit)
        assert done.fills[0].texts[0].text == "已公布名录三份。"
        assert [(note.lack, note.limit) for note in done.notes] == [(Lack.OVER, 5)]

    def test_rows_of_one_merged_cell_are_told_in_it_together(self) -> None:
        own = [
            stored(7, seq="1", content="公布养老机构名录和收费标准"),
            stored(8, seq="2", content="公布投诉渠道和处理结果"),
        ]
        form = table(FIVE, "1|公布养老机构名录和收费标准|||", "2|公布投诉渠道和处理结果||^|")
        told = {7: facts(own[0], progress="甲。")[7], 8: facts(own[1], progress="乙。")[8]}
        done = self.lay(form, FormMode.PRINTED, Known(own), told)
        assert [(each.row, each.text) for each in done.fills[0].texts] == [(1, "1.甲。\n2.乙。")]

    def test_numbers_go_on_from_those_that_are_printed(self) -> None:
        own = [stored(number, content=f"任务{number}") for number in range(1, 5)]
        done = self.lay(table(FIVE, "1||||", "2||||", "合计||||"), FormMode.EMPTY, Known(own), facts(*own))
        texts = [(each.row, each.text) for each in done.fills[0].texts if each.column == 0]
        assert (texts, done.fills[0].growths[0].count) == ([(3, "3"), (4, "4")], 2)

    def test_a_word_that_the_form_does_not_have_is_told(self) -> None:
        own = [stored(7, seq="1", content="公布养老机构名录")]
        form = table("序号|任务|进展情况|完成状态", "1|公布养老机构名录||")
        regions = regions_of((form,), heads(form))
        wanted = Wanted(
            facts(*own, state=FormState.DONE), {FormState.RUNNING: "推进"}, matched_rows(regions, Known(own))
        )
        assert [note.lack for note in filled((form,), regions, FormMode.PRINTED, wanted).notes] == [Lack.NO_STATE_WORD]


def test_dates_are_no_heads() -> None:
    assert heads(table(f"{date(2022, 6, 30)}|进展情况", "a|b")) == ()
