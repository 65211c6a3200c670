"""Raw PDF text, one printed line after the other, becomes a table again."""

from gongkai_desk.domain.draft import Part
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

HEAD = "附件\n\n２０２６年云州市政务公开工作要点任务分解表\n\n序号 任务名称 任务内容 责任单位 时间节点\n\n"


def part_of(text: str) -> Part:
    (part,) = parse(read_text(text), UnitDirectory.usual(), Workdays.usual()).parts
    return part


def rows(text: str) -> list[tuple[str | None, str | None, str, str, str]]:
    tasks = part_of(text).tasks
    return [(t.seq, t.title, t.content, "、".join((*t.lead, *t.responsible)), t.deadline.text) for t in tasks]


def test_stacked_numbers_share_the_name_that_follows() -> None:
    text = HEAD + (
        "２\n\n３\n\n规范文件\n发布形式\n\n公开现行有效的文\n件\n\n各区 政 府、市 政 府\n各部门 ９月底前\n\n"
        "更新目录.\n\n市司法局\n\n全年\n"
    )
    assert rows(text) == [
        ("2", "规范文件发布形式", "公开现行有效的文件", "各区政府、市政府各部门", "9月底前"),
        ("3", "规范文件发布形式", "更新目录。", "市司法局", "全年"),
    ]


def test_number_and_name_may_share_a_line_and_content_and_unit_a_group() -> None:
    text = HEAD + "１\n公告结果\n\n依法公告审计结果\n市审 计 局 牵 头,相\n关单位落实\n\n全年\n\n"
    text += "２ 强化保障\n在预算中安排经\n费\n\n各区政府 全年\n"
    assert rows(text) == [
        ("1", "公告结果", "依法公告审计结果", "市审计局、相关单位", "全年"),
        ("2", "强化保障", "在预算中安排经费", "各区政府", "全年"),
    ]


def test_page_number_repeated_header_and_imprint_are_no_cells() -> None:
    text = HEAD + (
        "１\n规范发布\n\n公开文件\n\n市司法局 全年\n\n—９１—\n\n序号 任务名称 任务内容 责任单位 时间节点\n\n"
        "２\n抓好落实\n\n发布本区要点\n\n各区政府\n\n本文印发\n３０日内\n\n"
        "　云州市人民政府办公室 ２０２６年３月６日印发\n"
    )
    assert [row[0] for row in rows(text)] == ["1", "2"]
    task = part_of(text).tasks[1]
    assert (task.deadline.text, str(task.deadline.due)) == ("本文印发30日内", "2026-04-05")


def test_one_cell_a_line() -> None:
    text = "云州市2026年任务分解表\n序号\n任务名称\n任务内容\n责任单位\n时间节点\n"
    text += "1\n规范发布\n公开现行有效文件\n市司法局\n9月底前\n"
    text += "2\n办好公报\n刊登文件及解读材料\n市政府办公室\n全年\n"
    assert rows(text) == [
        ("1", "规范发布", "公开现行有效文件", "市司法局", "9月底前"),
        ("2", "办好公报", "刊登文件及解读材料", "市政府办公室", "全年"),
    ]


def test_each_cell_keeps_its_range() -> None:
    text = HEAD + "１\n规范发布\n\n公开文件\n\n市司法局\n\n全年\n"
    draft = parse(read_text(text), UnitDirectory.usual(), Workdays.usual())
    places = draft.parts[0].tasks[0].source
    assert [draft.text[place.start : place.end] for place in places] == ["规范发布", "公开文件", "市司法局", "全年"]  # type: ignore[union-attr]
