"""The second look: each invariant on three wordings that break it, and on a list that keeps them all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.parsing.blocks.model import Entry, Leftover, Paragraph, Raw, Table
from gongkai_desk.parsing.invariants.look import look_again
from gongkai_desk.parsing.invariants.model import Reading
from gongkai_desk.words.terms import ColumnRole
from gongkai_desk.words.units import UnitDirectory

USUAL = UnitDirectory.usual()


def task(content: str = "建成便民服务点12处。", due: str = "6月底前", **fields: object) -> Task:
    """Return a task that breaks nothing."""
    plain: dict[str, object] = {"responsible": ("市民政局",), "unit_text": "市民政局", "title": "便民服务点建设"}
    deadline = Deadline(due, DeadlineKind.MONTH_END) if due else Deadline()
    return Task(content=content, deadline=deadline, **{**plain, **fields})  # type: ignore[arg-type]


OTHER = task("改造老旧小区30个。", title="老旧小区改造")


def doubts(*tasks: Task, before: Sequence[Doubt] = (), **more: object) -> list[tuple[DoubtKind, int | None, str]]:
    raws = [Raw(each.content) for each in tasks]
    found = look_again(Reading(tasks, raws, USUAL, **more), before)  # type: ignore[arg-type]
    return [(doubt.kind, doubt.task, doubt.field) for doubt in found]


def test_a_list_that_was_read_right_raises_nothing() -> None:
    third = task("清理欠款（含历史欠款）不少于80%。", title="清欠", lead=("市财政局",), unit_text="市财政局、市民政局")
    assert doubts(task(), OTHER, third) == []


@pytest.mark.parametrize(
    ("seq", "section", "content"),
    [
        ("2", (), "新建幼儿园3所。3.改造食堂5所。"),
        ("（一）", (), "公开征地信息。（二）公开补偿标准。"),
        ("二、", (), "推进平台整合。三、加强解读回应。"),
        ("（四）", ("三、试点任务",), "报送国务院办公厅。四、工作进度"),
    ],
    ids=["arabic", "bracket", "chinese", "section"],
)
def test_the_next_number_within_a_content_is_an_item_of_its_own(
    seq: str, section: tuple[str, ...], content: str
) -> None:
    assert (DoubtKind.CONTENT_MIXED, 0, "content") in doubts(task(content, seq=seq, section=section), OTHER)


@pytest.mark.parametrize(
    ("seq", "section", "content"),
    [
        ("三/1", ("三、试点任务",), "确保平台支持互联网协议IPv6四、工作进度"),
        ("一/（二）", (), "编制本地区公开目录并报备案（三）规范申请办理"),
        ("1", ("第二章 信息公开",), "按照国家有关规定执行到位第三章监督检查"),
        ("二、", (), "推进平台整合三、加强解读回应"),
    ],
)
def test_the_next_number_is_seen_also_where_no_stop_stands_before_it(
    seq: str, section: tuple[str, ...], content: str
) -> None:
    assert (DoubtKind.CONTENT_MIXED, 0, "content") in doubts(task(content, seq=seq, section=section), OTHER)


@pytest.mark.parametrize(
    ("seq", "content"),
    [
        ("一、", "打通二、三级网点，按第一、二、三产业统计。"),
        ("（一）", "按照《条例》第二十条（二）项规定的范围公开。"),
        ("第二章", "按照《条例》第三章规定的程序办理。"),
        ("三、", "第三、四季度各开展一次检查。"),
    ],
)
def test_numbers_in_a_sentence_are_no_next_item(seq: str, content: str) -> None:
    assert (DoubtKind.CONTENT_MIXED, 0, "content") not in doubts(task(content, seq=seq), OTHER)


@pytest.mark.parametrize(
    "paragraph",
    [
        "未纳入试点范围的其他县（市、区），可参照本方案推进。",
        "各单位要于每季度末报送工作进展情况。",
        "本通知印发前已有规定的，以本通知为准。",
    ],
)
def test_a_paragraph_that_closes_the_paper_is_no_part_of_the_last_item(paragraph: str) -> None:
    assert doubts(OTHER, task(f"开展考核评估。\n{paragraph}")) == [(DoubtKind.CONTENT_MIXED, 1, "content")]
    several = task("改造老旧小区30个。\n完善配套设施。", title="老旧小区改造")
    assert doubts(several, task(f"开展考核评估。\n{paragraph}")) == []


@pytest.mark.parametrize(
    "content",
    [
        "1.新建幼儿园3所。2.新建小学5所。3.改造食堂5所。",
        "重点做好以下工作：1.建库。2.建网。3.建队伍。",
        "新建幼儿园3所。3.5亿元用于食堂。",
        "新建幼儿园3所。5.另有安排。",
    ],
    ids=["list", "list behind a colon", "amount", "another number"],
)
def test_a_list_within_an_item_is_none(content: str) -> None:
    assert (DoubtKind.CONTENT_MIXED, 0, "content") not in doubts(task(content, seq="2"), OTHER)


def test_a_field_that_is_doubted_already_is_not_doubted_twice() -> None:
    before = [Doubt(DoubtKind.UNIT_OPEN_ENDED, 0, "lead", "市教育局等")]
    assert doubts(task(unit_text="市民政局、市教育局"), OTHER, before=before) == []


@pytest.mark.parametrize(
    "content",
    [
        "开展助企纾困。（市商务局、市财政局按职责分工负责，各区结合实际抓好）",
        "新建充电桩600个。\n市商务局、市财政局",
        "家政服务进社区60个——市商务局牵头，市财政局配合，全年",
        "投诉办结率不低于98%。（市商务局，此项工作持续推进）",
    ],
)
def test_bodies_that_close_a_content_are_no_work(content: str) -> None:
    found = doubts(task(content), OTHER)
    assert (DoubtKind.UNIT_MISSED, 0, "responsible") in found
    assert (DoubtKind.CONTENT_MIXED, 0, "content") in found


@pytest.mark.parametrize(
    "printed",
    ["市民政局、市财政局", "市民政局；市财政局交办时间：5月12日", "由市财政局会同市民政局负责"],
)
def test_a_body_among_the_printed_units_has_a_role(printed: str) -> None:
    assert doubts(task(unit_text=printed), OTHER) == [(DoubtKind.UNIT_MISSED, 0, "responsible")]


@pytest.mark.parametrize("unit", ["2.市水务局", "市财政局/市发改委", "由市教委牵头", "市公路中心（养护队"])
def test_a_unit_is_the_name_of_one_body(unit: str) -> None:
    odd = task(responsible=("市民政局", unit))
    assert doubts(odd, OTHER) == [(DoubtKind.UNIT_UNLIKELY, 0, "responsible")]


@pytest.mark.parametrize(
    ("header", "cell"), [("包联机关", "市财政局"), ("支撑力量", "市水务局、市教育局"), ("挂点", "各区政府")]
)
def test_a_column_of_units_that_nobody_knows_is_doubted_at_each_task(header: str, cell: str) -> None:
    found = doubts(task(extra={header: cell}), task("改造老旧小区30个。", title="老旧小区", extra={header: cell}))
    assert found == [(DoubtKind.UNIT_MISSED, 0, "responsible"), (DoubtKind.UNIT_MISSED, 1, "responsible")]


@pytest.mark.parametrize("title", ["问题", "（2026年5月12日）", "市财政局", "9月底前"])
def test_a_name_names_something(title: str) -> None:
    assert doubts(task(title=title), OTHER) == [(DoubtKind.HEADING_UNLIKELY, 0, "title")]


@pytest.mark.parametrize("title", ["整改举措", "工作安排情况", "专项行动"])
def test_names_differ_from_task_to_task(title: str) -> None:
    tasks = [task(f"建成泵站{at}座。", title=title) for at in range(3)]
    assert doubts(*tasks) == [(DoubtKind.HEADING_UNLIKELY, at, "title") for at in range(3)]


@pytest.mark.parametrize(
    "section",
    [
        "云州市人民政府关于加快推进农机装备产业转型升级的指导意见",
        "云州市2026年乡村振兴重点任务",
        "关于印发云州市营商环境方案的通知",
    ],
)
def test_the_title_of_the_paper_is_no_section(section: str) -> None:
    found = doubts(task(section=(section, "一、产业")), task("改造老旧小区30个。", title="小区", section=("二、民生",)))
    assert found == [(DoubtKind.HEADING_UNLIKELY, 0, "section")]


@pytest.mark.parametrize(
    "names", [("农贸市场", "背街小巷", "公交站台"), ("甲楼", "乙楼", "丙楼"), ("水", "电", "气网")]
)
def test_sections_that_differ_from_task_to_task_are_names(names: tuple[str, ...]) -> None:
    tasks = [task(f"整修设施{at}处。", title=None, section=(name,)) for at, name in enumerate(names)]
    found = doubts(*tasks)
    assert found == [(DoubtKind.HEADING_UNLIKELY, at, field) for at in range(3) for field in ("section", "title")]


@pytest.mark.parametrize("numbers", [("1.1", "1.1.1"), ("2.3", "2.3.2"), ("5", "5.1")])
def test_a_number_above_others_is_a_heading(numbers: tuple[str, str]) -> None:
    found = doubts(task(seq=numbers[0]), task("改造老旧小区30个。", title="老旧小区", seq=f"一/{numbers[1]}"))
    assert found == [(DoubtKind.HEADING_UNLIKELY, 0, "title"), (DoubtKind.HEADING_UNLIKELY, 1, "section")]


@pytest.mark.parametrize(
    ("lacks", "field"), [({"title": None}, "title"), ({"title": ""}, "title"), ({"section": ()}, "section")]
)
def test_few_without_what_nearly_all_have_are_doubted(lacks: dict[str, object], field: str) -> None:
    tasks = [task(f"建成项目{at}个。", title=f"项目第{at}批", section=("一、建设",)) for at in range(5)]
    odd = task("改造小区。", **{"title": "小区改造", "section": ("一、建设",), **lacks})
    assert doubts(*tasks, odd) == [(DoubtKind.HEADING_UNLIKELY, 5, field)]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("建议全称", ("关于停车设施的建议", "关于校外托管的建议")),
        ("产业方向", ("新能源汽车产业链", "生物医药产业链")),
        ("整治范围", ("农村公路平交路口", "临水临崖路段")),
    ],
)
def test_a_column_that_names_each_task_is_doubted(header: str, names: tuple[str, str]) -> None:
    tasks = [task(f"完成第{at}批工作。", title=None, extra={header: name}) for at, name in enumerate(names)]
    assert doubts(*tasks) == [(DoubtKind.HEADING_UNLIKELY, 0, "title"), (DoubtKind.HEADING_UNLIKELY, 1, "title")]


@pytest.mark.parametrize(
    "content",
    [
        "市财政局、市教育局",
        "9月底前",
        "建立机制。\n参加会议：市住建局王涛",
        "督促入户安检。\n市市场监管局：",
    ],
)
def test_a_content_is_work_and_nothing_else(content: str) -> None:
    assert (DoubtKind.CONTENT_MIXED, 0, "content") in doubts(task(content), OTHER)


@pytest.mark.parametrize("head", ["交办事项{}：", "任务{}：", "实事{}："])
def test_a_numbered_label_is_no_work(head: str) -> None:
    tasks = [task(f"{head.format(number)}建成泵站。", title=f"泵站{number}") for number in "一二"]
    assert [doubt[2] for doubt in doubts(*tasks) if doubt[0] is DoubtKind.CONTENT_MIXED] == ["content", "content"]


@pytest.mark.parametrize("content", ["推行“综合查一次。", "落实《云州市条例。", "建设（含改造泵站。"])
def test_a_pair_of_brackets_is_whole(content: str) -> None:
    assert doubts(task(content), OTHER) == [(DoubtKind.CONTENT_MIXED, 0, "content")]


@pytest.mark.parametrize("content", ["建成泵站并", "建成泵站2", "建成泵站，"])
def test_a_content_ends_as_the_others_do(content: str) -> None:
    tasks = [task(f"建成泵站{at}座。", title=f"泵站第{at}批") for at in range(12)]
    assert doubts(*tasks, task(content)) == [(DoubtKind.CONTENT_MIXED, 12, "content")]


@pytest.mark.parametrize("number", ["（三）", "5.", "四、"])
def test_two_items_that_ran_together_are_doubted(number: str) -> None:
    tasks = [task(f"建成泵站{at}座。", title=f"泵站第{at}批") for at in range(5)]
    glued = task(f"推进管网改造并完成年度建设目标。{number}开展节水宣传进社区活动。", title="管网改造")
    assert doubts(*tasks, glued) == [(DoubtKind.CONTENT_MIXED, 5, "content")]


@pytest.mark.parametrize("content", ["建成便民服务点12处。", "清欠。加快进度。", "落实“一窗通办”。"])
def test_a_task_that_comes_twice_is_doubted(content: str) -> None:
    found = doubts(task(content), OTHER, task(content))
    assert found == [(DoubtKind.CONTENT_MIXED, 0, "content"), (DoubtKind.CONTENT_MIXED, 2, "content")]


@pytest.mark.parametrize("bound", ["5月底前完成11处改造", "年底前开工", "三季度末前投用", "推进改造，长期坚持"])
def test_a_bound_in_the_content_sets_the_deadline(bound: str) -> None:
    assert doubts(task(f"{bound}。", due=""), OTHER) == [(DoubtKind.TIME_MISSED, 0, "deadline")]


@pytest.mark.parametrize("due", ["持续推进，人行云州支行", "6月底前，市财政局", "全年，国网供电公司"])
def test_a_deadline_names_no_body(due: str) -> None:
    found = doubts(task(due=due), OTHER)
    assert found == [(DoubtKind.TIME_MISSED, 0, "deadline"), (DoubtKind.UNIT_MISSED, 0, "responsible")]


@pytest.mark.parametrize("header", ["调整后完成时间", "变更后办结时限", "二次期限"])
def test_of_two_columns_of_deadlines_the_other_is_doubted(header: str) -> None:
    assert doubts(task(extra={header: "9月底前"}), OTHER) == [(DoubtKind.TIME_MISSED, 0, "deadline")]


@pytest.mark.parametrize("header", ["开动", "动工节点日", "进场"])
def test_days_beside_a_guessed_deadline_are_doubted(header: str) -> None:
    found = doubts(task(extra={header: "3月"}), OTHER, guessed=frozenset({ColumnRole.DEADLINE}))
    assert found == [(DoubtKind.TIME_MISSED, 0, "deadline")]


@pytest.mark.parametrize(
    ("lost", "field"),
    [("同步实施雨污分流改造。", "content"), ("市水务局", "responsible"), ("11月底前", "deadline")],
)
def test_a_cell_that_no_task_took_is_doubted_at_its_task(lost: str, field: str) -> None:
    rows = [[Entry(task().content), Entry(lost)], [Entry(OTHER.content), Entry("")]]
    table = Table(tuple(map(tuple, rows)))
    assert doubts(task(), OTHER, blocks=(table,)) == [(DoubtKind.TEXT_MISSED, 0, field)]


@pytest.mark.parametrize("heading", ["Ⅱ．农贸市场提升", "乙、民生保障", "第二组"])
def test_a_heading_that_was_lost_is_doubted_at_the_tasks_below(heading: str) -> None:
    lines = [Paragraph(task().content), Paragraph(heading), Paragraph(OTHER.content)]
    assert doubts(task(), OTHER, blocks=lines) == [(DoubtKind.TEXT_MISSED, 1, "section")]
    left = [Leftover(heading)]
    assert doubts(task(), OTHER, blocks=lines, left=left) == [(DoubtKind.TEXT_MISSED, 1, "section")]


@pytest.mark.parametrize("line", ["本表由各单位填报，每月25日前报送。", "抄送：市委办公室", "（此件公开发布）"])
def test_what_is_told_or_nobodys_is_not_doubted_again(line: str) -> None:
    lines = [Paragraph(task().content), Paragraph(line), Paragraph(OTHER.content)]
    assert doubts(task(), OTHER, blocks=lines, left=[Leftover(line)]) == []


@pytest.mark.parametrize("opens", ["会议议定：", "会议决定以下事项：", "会议要求，"])
def test_what_opens_a_decision_of_minutes_is_nobodys_text(opens: str) -> None:
    blocks = [Paragraph("建成便民服务点12处。"), Paragraph(f"{opens}改造老旧小区30个。")]
    last = task("清理欠款不少于80%。", title="清欠")
    assert doubts(task(), OTHER, last, blocks=[*blocks, Paragraph("清理欠款不少于80%。")]) == []
