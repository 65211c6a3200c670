"""Rare layouts stand behind one list: each is seen in its own paper, told in the log, and may be dropped."""

from __future__ import annotations

import logging

import pytest

from gongkai_desk.domain.draft import Draft
from gongkai_desk.parsing.plan import parse
from gongkai_desk.parsing.rare import layouts
from gongkai_desk.reading.document import Document
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import document, grid

TITLE = "云州市2026年政务公开工作要点"
STACKED = "序号 任务名称 任务内容 责任单位 时间节点\n\n１\n公告结果\n\n依法公告审计结果\n\n市审计局\n\n全年\n"
ITEMS = (
    "一、推进公开（一）规范发布。公开文件，及时更新目录。（市司法局）（二）加强解读。同步解读，丰富形式。（市教育局）"
)
TORN = (
    "序号工作内容责任部门完成时限1推进规划的落实，加强督促指导和检查市司法局全年"
    "2出台年度意见，逐项分解任务，明确责任各区政府四月份"
)
FORM = "任务名称|公开征收信息|任务内容|公开目录\n牵头单位|市司法局|完成时限|6月底前"
CARD = "1.规范发布\n工作内容：集中公开文件。\n牵头单位：市司法局\n完成时限：9月底前"
BESIDE = "\n".join(
    f"{a}    {b}"
    for a, b in (
        ("（一）规范发布。公开文件。", "（四）培训人员。举办培训。"),
        ("（市司法局负责，按月更新）", "（市委党校负责，每年两次）"),
        ("（二）加强解读。同步解读。", "（五）清理栏目。关停栏目。"),
        ("（市教育局负责，丰富形式）", "（市数据局负责，六月完成）"),
        ("（三）回应关切。及时回应。", "（六）办好热线。接诉即办。"),
        ("（市信访局负责，限时办结）", "（市热线办负责，公开结果）"),
    )
)
LETTER = "云政办发〔2026〕8号\n关于印发要点和清单的通知\n云州市人民政府办公室\n2026年3月5日"
TABLE = "序号|任务内容|责任单位\n1|公开目录|市司法局\n2|公开结果|市教育局"

PAPERS = {
    "stacked": read_text(f"{TITLE}任务分解表\n\n{STACKED}"),
    "cells": read_text(f"{TITLE}任务分解表\n序号\n任务内容\n责任单位\n1\n公告审计结果。\n市审计局\n"),
    "one line": read_text(
        " ".join(
            [
                TITLE,
                *(
                    "一、推进公开",
                    *[f"（{n}）规范发布。公开文件和目录，及时更新。（市司法局）" for n in "一二三四五六七八"],
                ),
            ]
        )
    ),
    "side by side": read_text(f"{TITLE}\n{BESIDE}"),
    "framed": document(f"{TITLE}\n1.规范发布。公开文件。\n【牵头单位】市司法局\n【完成时限】9月底前"),
    "glued": document(f"{TITLE}{ITEMS}"),
    "minutes": document(f"{TITLE}\n一、用地\n会议决定：1、由市司法局牵头，公开文件。2、由市教育局牵头，公开目录。"),
    "torn": document(f"{TITLE}\n1.规范发布。公开文件。（市司法局）\n{TORN}"),
    "form": document(TITLE, grid(FORM)),
    "card": document(f"{TITLE}\n一、推进\n{CARD}"),
    "letter": document(
        f"{LETTER}\n{TITLE}\n1.公开目录。（市司法局）\n2.公开结果。（市教育局）\n云州市2026年公共服务任务清单",
        grid(TABLE),
    ),
}


def read(paper: Document) -> Draft:
    return parse(paper, UnitDirectory.usual(), Workdays.usual())


@pytest.fixture
def seen(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, layouts.__name__)
    return caplog


@pytest.mark.parametrize("name", PAPERS)
def test_each_layout_is_seen_in_its_paper_and_told_at_debug(name: str, seen: pytest.LogCaptureFixture) -> None:
    assert read(PAPERS[name]).parts[0].tasks
    assert set(seen.messages) == {name}


def test_an_ordinary_plan_has_none_of_them(seen: pytest.LogCaptureFixture) -> None:
    read(document(f"{TITLE}\n一、推进公开\n1.规范发布。公开文件。（市司法局）\n2.加强解读。同步解读。（市教育局）"))
    read(document(TITLE, grid(TABLE)))
    assert seen.messages == []


def test_every_layout_has_a_name_of_its_own_and_its_paper() -> None:
    assert sorted(layout.name for layout in layouts.RARE) == sorted(PAPERS)
    assert all(layout.paper for layout in layouts.RARE)


def test_a_layout_that_is_dropped_from_the_list_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [task.title for task in read(PAPERS["form"]).parts[0].tasks] == ["公开征收信息"]
    monkeypatch.setattr(layouts, "RARE", tuple(each for each in layouts.RARE if each.name != "form"))
    assert [task.title for task in read(PAPERS["form"]).parts[0].tasks] != ["公开征收信息"]
