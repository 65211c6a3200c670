"""Made-up plans, set in several layouts, are read back equal; and no input makes the parser fail."""

from itertools import groupby

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.draft import Draft
from gongkai_desk.errors import EmptyFile, NoTasks
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.document import Grid
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import document, draft, grid, paged

DIRECTORY, WORKDAYS = UnitDirectory.usual(), Workdays.usual()
TITLE = "云州市2026年政务公开工作要点"
UNITS = [
    "市司法局",
    "市教育局",
    "市政府办公室",
    "各区政府",
    "市政府各部门",
    "市数据局",
    "市卫生健康委",
    "各县（市、区）政府",
]
NAMES = ["规范政策发布", "加强政策解读", "办好政府公报", "管好政府网站", "回应群众关切", "做好年度报告"]
WORKS = [
    "集中公开现行有效的行政规范性文件，方便企业和群众查询",
    "对重要政策同步起草、同步审签、同步发布解读材料",
    "按照“应公开尽公开”原则，及时更新目录（含街镇目录）。完善检索功能",
    "依托12345热线，建立问题办理和反馈机制；定期通报办理情况",
    "落实《政府信息公开条例》（国令第711号）要求，做好依申请公开",
]
DEADLINES = ["6月底前", "全年", "2026年9月底", "10月15日前", "长期坚持", "三季度"]

units = st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True)
tasks = st.tuples(st.sampled_from(NAMES), st.sampled_from(WORKS), units, units, st.sampled_from(DEADLINES))
plans = st.lists(tasks, min_size=1, max_size=7)
Made = tuple[str, str, list[str], list[str], str]
slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def wanted(plan: list[Made]) -> list[tuple[str, ...]]:
    return [(name, work, "、".join(lead), "、".join(others), deadline) for name, work, lead, others, deadline in plan]


def read(found: Draft) -> list[tuple[str, ...]]:
    (part,) = found.parts
    return [
        (t.title or "", t.content.rstrip("。"), "、".join(t.lead), "、".join(t.responsible), t.deadline.text)
        for t in part.tasks
    ]


def rows(plan: list[Made], covered: str) -> list[str]:
    """Return the rows of a table in which a name that repeats is merged."""
    found: list[str] = []
    for name, group in groupby(plan, key=lambda task: task[0]):
        for at, (_, work, lead, others, deadline) in enumerate(group):
            printed = covered if at else name
            found.append("|".join([str(len(found) + 1), printed, work, "、".join(lead), "、".join(others), deadline]))
    return found


HEAD = "序号|任务名称|任务内容|牵头单位|责任单位|完成时限"


@slow
@given(plans)
def test_a_table_with_merged_names(plan: list[Made]) -> None:
    assert read(draft(TITLE + "任务分解表", grid("\n".join([HEAD, *rows(plan, "^")])))) == wanted(plan)


@slow
@given(plans, st.integers(1, 4))
def test_a_table_over_pages(plan: list[Made], size: int) -> None:
    printed = rows(plan, "")
    cut = [printed[n : n + size] for n in range(0, len(printed), size)]
    pages = paged(*([grid("\n".join([HEAD, *page]), ruled=False)] for page in cut))
    assert read(parse(pages, DIRECTORY, WORKDAYS)) == wanted(plan)


@slow
@given(plans)
def test_a_table_pasted_from_excel(plan: list[Made]) -> None:
    text = "\n".join([TITLE, HEAD, *rows(plan, "")]).replace("|", "\t")
    assert read(parse(read_text(text), DIRECTORY, WORKDAYS)) == wanted(plan)


@slow
@given(plans, st.sampled_from(["（{}）", "\n（{}）", "\n{}", "【{}】", "{}。"]))
def test_a_narrative(plan: list[Made], bracket: str) -> None:
    text = f"{TITLE}\n一、重点任务"
    for at, (name, work, lead, others, deadline) in enumerate(plan, start=1):
        clause = f"牵头单位：{'、'.join(lead)}；责任单位：{'、'.join(others)}；完成时限：{deadline}"
        text += f"\n{at}.{name}。{work}。" + bracket.format(clause)
    assert read(draft(text)) == wanted(plan)


TOKENS = [
    TITLE,
    "一、",
    "（一）",
    "1.",
    "（1）",
    "①",
    "第一条",
    "一是",
    "推进公开",
    "规范发布。",
    "集中公开文件，",
    "（市司法局）",
    "责任单位：",
    "牵头单位：市政府办公室",
    "完成时限：",
    "9月底前",
    "全年",
    "序号",
    "任务名称",
    "任务内容",
    "责任单位",
    "时间节点",
    "（",
    "）",
    "〔",
    "《",
    "》",
    "2026年",
    "任务分解表",
    "附件：1.",
    "同上",
    "〃",
    "各区政府、",
    "12",
    "—1—",
    "牵头",
    "落实",
    "；",
    "：",
    "。",
    "二、",
    "2.",
    "续",
]
pieces = st.lists(st.sampled_from([*TOKENS, "\n", "\n\n", "\t", " ", "　"]), min_size=1, max_size=40)


@slow
@given(pieces)
def test_no_text_makes_it_fail(words: list[str]) -> None:
    try:
        found = parse(read_text("".join(words)), DIRECTORY, WORKDAYS)
    except (NoTasks, EmptyFile):
        return
    assert all(task.content.strip() for part in found.parts for task in part.tasks)


@slow
@given(st.lists(st.lists(st.sampled_from([*TOKENS, "", "^"]), min_size=1, max_size=6), min_size=1, max_size=8))
def test_no_table_makes_it_fail(cells: list[list[str]]) -> None:
    table: Grid = grid("\n".join([HEAD, *("|".join(row) for row in cells)]))
    try:
        found = parse(document(TITLE, table, "附件", table), DIRECTORY, WORKDAYS)
    except NoTasks:
        return
    assert all(task.content.strip() for part in found.parts for task in part.tasks)
