"""Which line names a paper, and what stands above a list beside it."""

from __future__ import annotations

import pytest

from gongkai_desk.parsing.paper_names import name_in, without_number, without_uploads, year_told
from gongkai_desk.words.papers import is_aside


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["> 政务公开 > 工作报告", "云州市2026年重点工作一季度进展情况表"], "云州市2026年重点工作一季度进展情况表"),
        (["首页 > 政务公开 > 政策文件", "县政府第8次常务会议纪要"], "县政府第8次常务会议纪要"),
        (["云州日报记者李明", "2026年市级民生实事清单"], "2026年市级民生实事清单"),
        (["责任单位：市教育局", "云州市2026年十件实事"], "云州市2026年十件实事"),
        (["【督办通知】", "各有关单位："], "督办通知"),
        (["【第3号督办单】"], "第3号督办单"),
        (["常务会议纪要", "2026年3月2日，县长主持召开县政府第8次常务会议。"], "常务会议纪要"),
        (["专题会议纪要"], "专题会议纪要"),
        (["快看！2026年市级民生实事清单"], "2026年市级民生实事清单"),
        (["云州市民生实事推进三年行动（2024—2026年）"], "云州市民生实事推进三年行动（2024—2026年）"),
    ],
)
def test_a_paper_is_named_by_the_line_that_names_it(lines: list[str], wanted: str) -> None:
    assert name_in(lines) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "> 政务公开 > 工作报告",
        "云州日报记者李明",
        "责任单位：市教育局",
        "牵头领导：王芳",
        "进度安排：年底前完成",
        "【工作要求】",
        "会议认为，要加快推进各项工作。",
    ],
)
def test_what_is_no_name(line: str) -> None:
    assert name_in([line]) == ""


@pytest.mark.parametrize(
    "line",
    ["记者孙娟", "本报记者李明通讯员王芳", "云州发布全媒体记者张三、李四", "文/图记者张三", "绵报融媒记者曾晨"],
)
def test_a_byline_is_nobodys_text(line: str) -> None:
    assert is_aside(line)


@pytest.mark.parametrize("line", ["组织记者采访。", "邀请媒体记者参加发布会", "市记者协会", "加强通讯员队伍建设"])
def test_work_with_reporters_is_no_byline(line: str) -> None:
    assert not is_aside(line)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("云州市人民政府关于促进开放发展的若干意见（云政发〔2026〕3号）", "云州市人民政府关于促进开放发展的若干意见"),
        ("云州市2026年工作要点 云政办发〔2026〕8号", "云州市2026年工作要点"),
        ("云州市2026年工作要点（征求意见稿）", "云州市2026年工作要点（征求意见稿）"),
        ("云政办发〔2026〕8号", "云政办发〔2026〕8号"),
    ],
)
def test_the_papers_number_is_no_part_of_its_title(title: str, wanted: str) -> None:
    assert without_number(title) == wanted


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["云州市2026年工作要点", "VIP专免", "2028-06-03", "29.51KB"], ""),
        (["2026-01-05", "24 页", "侵权投诉"], ""),
        (["2026/1/5 09:30", "百度文库"], ""),
        (["2028-06-03", "各区政府："], "云州市2026年工作要点"),
    ],
)
def test_the_day_of_an_upload_is_not_the_papers(lines: list[str], title: str) -> None:
    assert not [line for line in without_uploads(lines, title) if line[:3] == "202"]


@pytest.mark.parametrize("day", ["2026-03-05", "2025-12-30", "2028年3月5日"])
def test_other_days_stay(day: str) -> None:
    assert without_uploads([day, "云州市人民政府办公室"], "云州市2026年工作要点")[0] == day


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("昨日，市政府公布了2026年十大实事的任务分解表，明确了责任单位。", 2026),
        ("近日，县政府印发2026年度重点工作，共30项。", 2026),
        ("继2025年十件实事全部完成后，2026年民生实事今日公布。", None),
        ("2021年以来，累计完成投资30亿元。", None),
    ],
)
def test_a_sentence_before_the_tasks_may_name_their_year(text: str, year: int | None) -> None:
    assert year_told([text]) == year
