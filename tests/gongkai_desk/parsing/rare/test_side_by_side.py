"""Two columns of prose side by side are read one after the other; a table set with blanks is not taken apart."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.plan import parse
from gongkai_desk.parsing.rare.side_by_side import read_columns
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

TITLE = "云州市2026年夜市培育工作方案\n"
LEFT = """一、整修老街
（一）修补门面。修补破损的门面，
恢复旧招幌，灯箱尺寸一致。
（市商务局牵头）
（二）亮灯到夜。夜间亮灯到十一
点。（市城管局负责）
二、增设摊位
（三）划出摊位。在三处空地划出
摊位。（市城管局负责）"""
RIGHT = """（四）抽签进场。摊位每季度抽签
一次。（市商务局负责）
三、守住底线
（五）检查食品。每周抽检一次熟
食。（市市场监管局负责）
（六）管好油烟。加装净化设备，
定期清洗。（市生态环境局负责）
（七）疏导车辆。增设临时泊位。
（市公安局负责）"""
WANTED = [
    ("修补门面", "修补破损的门面，恢复旧招幌，灯箱尺寸一致。", ("市商务局",)),
    ("亮灯到夜", "夜间亮灯到十一点。", ("市城管局",)),
    ("划出摊位", "在三处空地划出摊位。", ("市城管局",)),
    ("抽签进场", "摊位每季度抽签一次。", ("市商务局",)),
    ("检查食品", "每周抽检一次熟食。", ("市市场监管局",)),
    ("管好油烟", "加装净化设备，定期清洗。", ("市生态环境局",)),
    ("疏导车辆", "增设临时泊位。", ("市公安局",)),
]


def _beside(left: str, right: str, blank: str = " ", gap: int = 4) -> str:
    """Set two texts side by side, as programs do that copy out of a page of two columns."""
    rows = zip(left.split("\n"), right.split("\n"), strict=True)
    return "\n".join(a + blank * ((36 - 2 * len(a)) // (2 if blank == "\u3000" else 1) + gap) + b for a, b in rows)


def _tasks(text: str) -> tuple[Task, ...]:
    return parse(read_text(text), UnitDirectory.usual(), Workdays.usual()).parts[0].tasks


@pytest.mark.parametrize(("blank", "gap"), [(" ", 4), ("\u3000", 2), (" ", 9)], ids=["blanks", "wide blanks", "far"])
def test_the_left_column_is_read_before_the_right_one(blank: str, gap: int) -> None:
    read = _tasks(TITLE + _beside(LEFT, RIGHT, blank, gap))
    assert [(task.title, task.content, (*task.lead, *task.responsible)) for task in read] == WANTED
    assert [task.section[0] for task in read] == ["一、整修老街"] * 2 + ["二、增设摊位"] * 2 + ["三、守住底线"] * 3


def test_the_right_column_may_be_longer_or_shorter() -> None:
    more = _beside(LEFT, RIGHT) + "\n" + " " * 40 + "（八）清扫路面。收摊后清扫。\n" + " " * 40 + "（市城管局负责）"
    assert [task.title for task in _tasks(TITLE + more)][-1] == "清扫路面"
    fewer = _beside(LEFT, RIGHT) + "\n各区要抓好落实。"
    assert len(_tasks(TITLE + fewer)) == 7


def test_places_lead_back_to_the_text() -> None:
    document = read_text(TITLE + _beside(LEFT, RIGHT))
    read = parse(document, UnitDirectory.usual(), Workdays.usual()).parts[0].tasks
    (place, *_) = read[3].source
    assert document.text[place.start : place.end].startswith("抽签进场。")


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{n}.公开第{n}批目录，按月更新。      市司法局、市档案局      6月底前" for n in range(1, 9)),
        "\n".join(f"任务{n}    市司法局" for n in range(1, 9)),
        "一、推进公开\n" + "\n".join(f"{n}.　　公开第{n}批目录。　　（市司法局）" for n in range(1, 9)),
        LEFT,
    ],
    ids=["a table with blanks", "two short columns", "blanks before brackets", "one column"],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert read_columns(read_text(TITLE + text)) is None
