"""A table of which only the cells are left, one a line: rows are told by number, column or bar, or not at all."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind, Draft
from gongkai_desk.domain.plan import Task
from gongkai_desk.errors import NoTasks
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

TITLE = "云州市2026年老旧小区整治任务分解表\n"


def read(text: str) -> Draft:
    return parse(read_text(TITLE + text), UnitDirectory.usual(), Workdays.usual())


def tasks_of(text: str) -> tuple[Task, ...]:
    (part,) = read(text).parts
    return part.tasks


def lines(*rows: str, gap: str = "\n") -> str:
    """Return the cells of rows, one a line; ``|`` parts cells."""
    return gap.join(cell for row in rows for cell in row.split("|")) + "\n"


def said(task: Task) -> tuple[object, ...]:
    return task.seq, task.section, task.title, task.content, (*task.lead, *task.responsible), task.deadline.text


GAPS = pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["no blanks", "a blank line between"])
WANTED = [
    ("1", ("一、屋面",), "更换水管", "供水管逐栋更换，同步改造水表井。", ("市住建局", "市水务局"), "9月底前"),
    ("2", ("一、屋面",), "修补屋面", "雨季前查出漏点，逐户修补。", ("市住建局",), "6月底前"),
    ("3", ("二、空间",), "建充电棚", "按每百户一处布点。", ("市消防支队",), "全年"),
]


@GAPS
@pytest.mark.parametrize(
    "names",
    [
        "序号|任务名称|任务内容|责任单位|完成时限",
        "序号|整治任务|工作措施|承办单位|办结时限",
        "序号|督办事项|办理要求|责任部门|时间节点",
    ],
)
def test_sections_stand_between_rows(gap: str, names: str) -> None:
    text = lines(
        names,
        "一、屋面",
        "1|更换水管|供水管逐栋更换，同步改造水表井。|市住建局、市水务局|9月底前",
        "2|修补屋面|雨季前查出漏点，逐户修补。|市住建局|6月底前",
        "二、空间",
        "3|建充电棚|按每百户一处布点。|市消防支队|全年",
        gap=gap,
    )
    assert [said(task) for task in tasks_of(text)] == WANTED


@GAPS
@pytest.mark.parametrize(
    "names", ["序号|任务名称|任务内容|责任单位", "编号|交办事项|具体措施|落实单位", "序号|项目名称|建设内容|实施单位"]
)
def test_no_column_need_be_a_deadline(gap: str, names: str) -> None:
    text = lines(
        names, "1|更换水管|供水管逐栋更换。|市住建局", "2|修补屋面|雨季前逐户修补。|市城管局、市住建局", gap=gap
    )
    read = [(task.seq, task.title, task.content, task.responsible) for task in tasks_of(text)]
    assert read == [
        ("1", "更换水管", "供水管逐栋更换。", ("市住建局",)),
        ("2", "修补屋面", "雨季前逐户修补。", ("市城管局", "市住建局")),
    ]


@GAPS
def test_other_columns_stay_with_the_task(gap: str) -> None:
    text = lines(
        "序号|任务名称|任务内容|牵头单位|配合单位|分管领导|完成时限",
        "1|更换水管|供水管逐栋更换。|市住建局|市水务局|李明|9月底前",
        "2|修补屋面|雨季前逐户修补。|市城管局|市住建局|王芳|6月底前",
        gap=gap,
    )
    (first, second) = tasks_of(text)
    assert (first.lead, first.support, first.extra) == (("市住建局",), ("市水务局",), {"分管领导": "李明"})
    assert (second.lead, second.support, second.extra) == (("市城管局",), ("市住建局",), {"分管领导": "王芳"})


@GAPS
def test_units_may_stand_on_lines_of_their_own(gap: str) -> None:
    text = lines(
        "序号|民生实事|责任单位|完成时限",
        "1|建设湿地公园。|县水务局|县住建局|12月底前",
        "2|新建人行天桥2座。|县住建局|9月投入使用",
        "3|启动图书馆新馆建设。|县文体广新局|县代建中心|12月底前",
        gap=gap,
    )
    read = [(task.content, task.responsible, task.deadline.text) for task in tasks_of(text)]
    assert read == [
        ("建设湿地公园。", ("县水务局", "县住建局"), "12月底前"),
        ("新建人行天桥2座。", ("县住建局",), "9月投入使用"),
        ("启动图书馆新馆建设。", ("县文体广新局", "县代建中心"), "12月底前"),
    ]


@GAPS
def test_a_row_without_number_shares_what_was_merged(gap: str) -> None:
    text = lines(
        "序号|任务内容|责任单位|完成时限",
        "1|建设养老楼。|县民政局|5月底前|开设老年大学。|12月底前",
        "2|迁建服务中心。|县住建局|12月底前",
        gap=gap,
    )
    read = [(task.seq, task.content, task.responsible, task.deadline.text) for task in tasks_of(text)]
    assert read == [
        ("1", "建设养老楼。", ("县民政局",), "5月底前"),
        ("1", "开设老年大学。", ("县民政局",), "12月底前"),
        ("2", "迁建服务中心。", ("县住建局",), "12月底前"),
    ]


@GAPS
def test_rows_without_numbers_are_told_by_their_columns(gap: str) -> None:
    text = lines(
        "任务名称|任务内容|责任单位|完成时限",
        "更换水管|供水管逐栋更换，改造水表井。|市住建局|9月底前",
        "修补屋面|雨季前查出漏点，逐户修补。|市城管局|6月底前",
        gap=gap,
    )
    assert [said(task)[2:] for task in tasks_of(text)] == [
        ("更换水管", "供水管逐栋更换，改造水表井。", ("市住建局",), "9月底前"),
        ("修补屋面", "雨季前查出漏点，逐户修补。", ("市城管局",), "6月底前"),
    ]


@GAPS
@pytest.mark.parametrize("names", ["市住房和城|乡建设局", "市自然资源和|规划局", "市市场监|督管理局"])
def test_a_unit_may_wrap(gap: str, names: str) -> None:
    text = lines(
        "序号|工作任务|责任单位|完成时限",
        f"1|新建水厂，同步推进管网和泵站|建设。|市水务局、市财政局、{names}|9月底前",
        "2|逐户修补屋面。|市住建局|6月底前",
        gap=gap,
    )
    (first, _) = tasks_of(text)
    assert first.content == "新建水厂，同步推进管网和泵站建设。"
    assert first.responsible == ("市水务局", "市财政局", names.replace("|", ""))


@GAPS
def test_where_units_of_two_columns_part_is_doubted(gap: str) -> None:
    text = lines(
        "序号|项目名称|主要内容|牵头单位|配合单位",
        "1|增加学位|新建学校12个。|市教育局|市财政局|市住建局",
        "2|促进就业|新增就业1万人。|市人社局|市财政局",
        gap=gap,
    )
    (part,) = read(text).parts
    assert [(task.lead, task.support) for task in part.tasks] == [
        (("市教育局",), ("市财政局", "市住建局")),
        (("市人社局",), ("市财政局",)),
    ]
    assert [doubt.task for doubt in part.doubts if doubt.kind is DoubtKind.TWO_READINGS] == [0]


@GAPS
@pytest.mark.parametrize("head", ["资金来源", "现状", "总投资"])
def test_a_column_that_nobody_knows_stays_with_the_task(gap: str, head: str) -> None:
    text = lines(
        f"序号|任务名称|任务内容|{head}|责任单位|完成时限",
        "1|水管|更换水管。|财政|市住建局|9月底前",
        "2|屋面|修补屋面。|自筹|市城管局|6月底前",
        gap=gap,
    )
    assert [task.extra for task in tasks_of(text)] == [{head: "财政"}, {head: "自筹"}]


BARS = ["|", "｜", "│"]


def barred(*rows: str, bar: str) -> str:
    return "".join(f"{cell}\n{bar}\n" if cell else f"{bar}\n" for row in rows for cell in row.split("/"))


@pytest.mark.parametrize("bar", BARS)
def test_bars_count_the_cells(bar: str) -> None:
    text = barred(
        "任务名称/任务要求/牵头单位/责任单位",
        "一、屋面和管网",
        "/1.供水管逐栋更换，改造水表井。/市住建局/市水务局、各街道办事处",
        "/2.雨季前查出漏点，逐户修补。//各街道办事处",
        "二、公共空间",
        "/3.按每百户一处布点。/市消防支队/",
        bar=bar,
    )
    read = [(task.section, task.seq, task.content, task.lead, task.responsible) for task in tasks_of(text)]
    assert read == [
        (("一、屋面和管网",), "1", "供水管逐栋更换，改造水表井。", ("市住建局",), ("市水务局", "各街道办事处")),
        (("一、屋面和管网",), "2", "雨季前查出漏点，逐户修补。", (), ("各街道办事处",)),
        (("二、公共空间",), "3", "按每百户一处布点。", ("市消防支队",), ()),
    ]


@pytest.mark.parametrize("bar", BARS)
def test_bars_behind_the_cells_of_a_line(bar: str) -> None:
    text = "\n".join(
        f"{cell}{bar}"
        for row in ("序号/任务内容/责任单位/完成时限", "1/逐栋更换水管。/市住建局/9月底前", "2/逐户修补屋面。//6月底前")
        for cell in row.split("/")
    )
    read = [(task.seq, task.content, task.responsible, task.deadline.text) for task in tasks_of(text)]
    assert read == [("1", "逐栋更换水管。", ("市住建局",), "9月底前"), ("2", "逐户修补屋面。", (), "6月底前")]


def test_what_stands_round_the_table_is_no_cell() -> None:
    text = lines("序号|任务内容|责任单位", "1|逐栋更换水管。|市住建局", "2|逐户修补屋面。|市城管局")
    read_ = read(text + "分享到：\n云州市人民政府办公室\n2026年3月5日\n")
    assert [task.content for task in read_.parts[0].tasks] == ["逐栋更换水管。", "逐户修补屋面。"]
    assert [task.responsible for task in read_.parts[0].tasks] == [("市住建局",), ("市城管局",)]


TORN = [
    lines("序号|任务名称|任务内容|责任单位|完成时限", "更换|供水|1|市住建|9月|逐栋|更换|2|底前|市|3|修补|全年|4|雨季"),
    lines("任务名称|任务内容|责任单位", "甲|乙|丙|丁|戊|己|庚|辛"),
    lines("序号|工作任务|责任单位|完成时限", "1|2|3|4|市司法局|市教育局|市财政局|6月底前|全年|9月底前"),
]


@pytest.mark.parametrize("text", TORN, ids=["torn words", "mere words", "column by column"])
def test_rows_that_cannot_be_told_are_told_as_such(text: str) -> None:
    with pytest.raises(NoTasks) as refused:
        read(text)
    assert refused.value.data["reason"] == "torn_table"


@pytest.mark.parametrize("text", TORN, ids=["torn words", "mere words", "column by column"])
def test_beside_tasks_such_a_table_is_a_doubt_with_its_place(text: str) -> None:
    prose = "一、推进公开\n1.公开目录，及时更新内容。（市司法局牵头）\n2.公开结果，逐条答复来信。（市教育局牵头）\n"
    prose += "附件\n云州市2026年实事任务分解表\n"
    found = read(prose + text)
    (doubt,) = [doubt for doubt in found.doubts if doubt.kind is DoubtKind.TABLE_SKIPPED]
    assert doubt.source
    assert [task.content for task in found.parts[0].tasks] == ["公开目录，及时更新内容。", "公开结果，逐条答复来信。"]


@GAPS
@pytest.mark.parametrize(
    ("number", "progress"),
    [("指标序号", "推进落实情况"), ("序号", "进展情况"), ("任务序号", "完成情况"), ("编号", "落实情况")],
)
def test_what_was_reported_is_no_row_of_its_own(gap: str, number: str, progress: str) -> None:
    text = lines(
        f"{number}|任务|时限|{progress}",
        "22|依据标准目录，持续提升重点领域的信息公开水平|持续推进|每月月底公开养老领域项目落实情况",
        "24|补贴资金发放结果以村为单位公开|年底前|已落实",
        "30|科学合理确定公开方式，编制目录|年底前|推进中",
        gap=gap,
    )
    tasks = tasks_of(text)
    assert [(task.seq, task.deadline.text) for task in tasks] == [
        ("22", "持续推进"),
        ("24", "年底前"),
        ("30", "年底前"),
    ]
    assert tasks[0].content == "依据标准目录，持续提升重点领域的信息公开水平"
    assert [task.extra for task in tasks] == [
        {progress: "每月月底公开养老领域项目落实情况"},
        {progress: "已落实"},
        {progress: "推进中"},
    ]


@GAPS
@pytest.mark.parametrize("numbers", ["36,37", "36，37", "36、37", "36-37"])
@pytest.mark.parametrize(("one", "two"), [("1、", "2、"), ("1.", "2."), ("（1）", "（2）")])
def test_points_in_a_cell_keep_their_numbers_and_lines(gap: str, numbers: str, one: str, two: str) -> None:
    text = lines(
        "序号|任务|时限|进展情况",
        "35|加强舆情监测和风险研判，前瞻性做好引导|持续推进|推进中",
        f"{numbers}|{one}主管部门要履行法定职责，加强工作指导|{two}规范第三方评估工作，不再开展评估|持续推进|推进中",
        "41|将落实情况纳入年度报告予以公开|年底前|已完成",
        gap=gap,
    )
    _, task, _ = tasks_of(text)
    assert task.content == f"{one}主管部门要履行法定职责，加强工作指导\n{two}规范第三方评估工作，不再开展评估"
    assert task.seq in (numbers, numbers.replace("，", ","))


@GAPS
@pytest.mark.parametrize("tail", ["扫一扫在手机打开当前页", "打印本页　关闭窗口", "分享到：微信"])
def test_what_the_page_prints_below_is_no_cell(gap: str, tail: str) -> None:
    text = lines(
        "序号|任务|时限|进展情况",
        "1|加强舆情监测和风险研判，前瞻性做好引导|持续推进|推进中",
        "2|将落实情况纳入年度报告予以公开|年底前|推送2篇稿件",
        tail,
        gap=gap,
    )
    assert tasks_of(text)[-1].extra == {"进展情况": "推送2篇稿件"}


ROWS = (
    "一、推进规划落实 1 推进规划的落实，加强督促指导和检查 市司法局 全年 2 出台年度推进意见"
    " 各区政府，市政府各部门 四月份 3 清理公布执法主体资格名单 各区政府，市司法局 二季度 二、打造两大体系"
    " 4 明晰各部门职权，汇编法定权力，及时向社会公开 市政府各部门 二季度"
    " 5 探索建立考核指标体系，开展日常考查和群众评议工作 市司法局 全年"
)


@pytest.mark.parametrize(
    "names",
    [
        "序号 工 作 内 容 责任部门 完成时限",
        "序 号 工作内容 责任部门 完 成 时 限",
        "序号 重点任务 责任单位 时间节点",
        "编号 主要任务 牵头单位 办结时限",
    ],
)
def test_a_table_on_one_line_is_parted_at_its_blanks(names: str) -> None:
    letter = (
        "云州市人民政府办公室关于印发《2026年依法行政工作任务分解表》的通知 各区人民政府，市政府各部门：现印发给你们。"
    )
    text = f"{letter} 二〇二六年三月三十日 2026年依法行政工作任务分解表 {names} {ROWS}"
    draft = parse(read_text(text), UnitDirectory.usual(), Workdays.usual())
    (part,) = draft.parts
    assert draft.plans[0].title == "2026年依法行政工作任务分解表"
    read = [(task.seq, task.section, task.content, task.deadline.text) for task in part.tasks]
    assert [(seq, section[0][:2], deadline) for seq, section, _, deadline in read] == [
        ("1", "一、", "全年"),
        ("2", "一、", "四月份"),
        ("3", "一、", "二季度"),
        ("4", "二、", "二季度"),
        ("5", "二、", "全年"),
    ]
    assert read[1][2] == "出台年度推进意见"
    assert (*part.tasks[1].lead, *part.tasks[1].responsible) == ("各区政府", "市政府各部门")


GLUED = (
    "一、推进规划落实1推进规划的落实，加强督促指导和检查市司法局全年2出台年度推进意见各区政府四月份3清理公布"
    "执法主体资格名单各区政府，市司法局二季度二、打造两大体系4明晰各部门职权，汇编法定权力，及时向社会公开市政府各部门二季度"
)


@pytest.mark.parametrize(
    "names",
    [
        "序号工作内容责任部门完成时限",
        "序号重点任务牵头单位配合单位时间节点",
        "序号任务名称主要措施责任单位完成时间备注",
    ],
)
def test_a_table_whose_parting_is_lost_beside_tasks_is_told(names: str) -> None:
    prose = "一、推进公开\n1.规范发布。公开规章。（市司法局牵头）\n2.清理文件。逐件清理。（市司法局负责）\n"
    (part,) = (draft := read(f"{prose}附件\n{names}{GLUED}")).parts
    assert [task.title for task in part.tasks] == ["规范发布", "清理文件"]
    (told,) = [doubt for doubt in draft.doubts if doubt.kind is DoubtKind.TABLE_SKIPPED]
    assert told.text.startswith("序号")
    assert told.source


@pytest.mark.parametrize(
    "names",
    [
        "序号工作内容责任部门完成时限",
        "序号重点任务牵头单位配合单位时间节点",
        "序号任务名称主要措施责任单位完成时间备注",
    ],
)
def test_a_table_whose_parting_is_lost_alone_is_refused_for_what_it_is(names: str) -> None:
    with pytest.raises(NoTasks) as refused:
        read(f"{names}{GLUED}")
    assert refused.value.data["reason"] == "lines_lost"


@pytest.mark.parametrize(
    "text",
    [
        "1.建立台账。逐项明确工作任务、责任单位、完成时限，序号统一编排，" + "按月调度，" * 30 + "（市司法局负责）",
        "1.建立台账。台账有序号、任务内容责任单位两栏，" + "按月调度，" * 30 + "（市司法局负责）",
    ],
)
def test_a_sentence_about_columns_is_prose(text: str) -> None:
    assert len(tasks_of(text)) == 1
