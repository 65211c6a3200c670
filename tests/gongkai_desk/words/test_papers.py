"""What the lines of an official paper show themselves to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai_desk.domain.plan import Level
from gongkai_desk.words import papers

CASES: list[tuple[Callable[[str], object], str, object]] = [
    (papers.is_plan_title, "云州市2026年政务公开工作要点（征求意见稿）", True),
    (papers.is_plan_title, "关于印发云州市2026年政务公开工作要点的通知", False),
    (papers.is_letter_title, "云州市人民政府关于印发工作要点的通知", True),
    (papers.is_letter_title, "云州市2026年政务公开工作要点", False),
    (papers.base_title, "云州市2026年政务公开工作要点任务分解表", "云州市2026年政务公开工作要点"),
    (papers.title_in_letter, "关于印发《云州市工作要点》的通知", "云州市工作要点"),
    (papers.title_in_letter, "关于印发云州市工作要点的通知", "云州市工作要点"),
    (papers.title_in_letter, "云州市工作要点", None),
    (papers.sender_in_title, "云州市人民政府办公室关于印发工作要点的通知", "云州市人民政府办公室"),
    (papers.doc_no_in, "云政办发〔2026〕 8号", "云政办发〔2026〕8号"),
    (papers.doc_no_in, "发文字号：云政办发〔2026〕8号", "云政办发〔2026〕8号"),
    (papers.doc_no_in, "根据云政办发〔2026〕8号文件", None),
    (
        papers.imprint_in,
        "云州市人民政府办公室 2026年3月6日印发",
        papers.Imprint("云州市人民政府办公室", date(2026, 3, 6)),
    ),
    (papers.masthead_in, "云州市政务公开领导小组文件", "云州市政务公开领导小组"),
    (papers.is_signer, "云州市人民政府办公室", True),
    (papers.is_signer, "公开现行有效的文件", False),
    (papers.signature_in, "云州市人民政府办公室2026年3月5日", ("云州市人民政府办公室", date(2026, 3, 5))),
    (papers.year_in, "云州市2026年工作要点", 2026),
    (papers.year_in, "云州市工作要点", None),
    (papers.year_in, "云州市提升行动方案（2026-2027年）", 2026),
    (papers.year_in, "云州市三年行动计划（2026—2028年）", 2026),
    (papers.year_in, "云州市2026年至2028年行动计划", 2026),
    (papers.years_in, "云州市三年行动计划（2026～2028年）", (2026, 2028)),
    (papers.years_in, "云州市2026年工作要点", (2026, 2026)),
    (papers.is_preamble, "总体要求。", True),
    (papers.is_preamble, "推进公开", False),
    (papers.is_aside, "（此件公开发布）", True),
    (papers.is_address, "各区人民政府，市政府各部门：", True),
    (papers.is_formal, "2026年3月5日", True),
    (papers.is_formal, "公开现行有效的文件，更新目录", False),
    (papers.level_of, "国务院办公厅", Level.STATE),
    (papers.level_of, "云南省人民政府办公厅", Level.PROVINCE),
    (papers.level_of, "云州市人民政府办公室", Level.CITY),
    (papers.level_of, "云州市青山区人民政府", Level.COUNTY),
    (papers.level_of, "云州市司法局", Level.DEPARTMENT),
]


@pytest.mark.parametrize(("read", "line", "wanted"), CASES, ids=[f"{read.__name__} {line}" for read, line, _ in CASES])
def test_a_line(read: Callable[[str], object], line: str, wanted: object) -> None:
    assert read(line) == wanted
