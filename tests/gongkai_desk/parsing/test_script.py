"""Plans in traditional characters, in characters beyond the basic plane and in vertical punctuation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.draft import Draft
from gongkai_desk.errors import NoTasks
from gongkai_desk.parsing.plan import parse
from gongkai_desk.parsing.script import Script, script_of
from gongkai_desk.reading.read import read_document
from gongkai_desk.words.traditional import FOLDS, simplified
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import draft, grid

LAYOUTS = Path(__file__).parents[2] / "data" / "plans" / "layouts"
WRITTEN = {ord(new): chr(old) for old, new in reversed(FOLDS.items())}  # simplified → one traditional form
TEXTS = sorted(path for path in LAYOUTS.glob("*.txt"))


def read(path: Path) -> str:
    """Return all that is read of a file, as text; the refusal where there is one."""
    try:
        found: Draft = parse(read_document(path), UnitDirectory.usual(), Workdays.usual())
    except NoTasks as error:
        return repr(error.reason)
    plans = [replace(plan, level=None) for plan in found.plans]  # a level's value is a word of ours
    return repr((plans, found.parts, found.doubts))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_layout_in_traditional_characters_reads_as_in_simplified_ones(path: Path, tmp_path: Path) -> None:
    other = tmp_path / path.name
    other.write_text(path.read_text(encoding="utf-8").translate(WRITTEN), encoding="utf-8")
    assert read(other) == read(path).translate(WRITTEN)


TRADITIONAL = (
    "雲州縣2026年政務公開工作要點",
    "一、深化政務公開",
    "1.規範文件發佈。發布後5個工作日內公開，於9月底前完成皇后街、理髮館等點位的目錄。（牽頭單位：縣發展改革委；責任單位：縣民政局、各鄉鎮）",
    "2.公開乾旱信息。每季度公開不少於2次，主幹道路旁設專欄。（縣應急管理局、水利局負責，6月底前出臺方案，年底前完成）",
)


def test_a_traditional_plan_is_understood_and_printed_as_it_is() -> None:
    (part,) = draft(*TRADITIONAL).parts
    first, second = part.tasks
    assert (first.section, first.title) == (("一、深化政務公開",), "規範文件發佈")
    assert first.content == "發布後5個工作日內公開，於9月底前完成皇后街、理髮館等點位的目錄。"
    assert (first.lead, first.responsible) == (("縣發展改革委",), ("縣民政局", "各鄉鎮"))
    assert (second.title, second.responsible) == ("公開乾旱信息", ("縣應急管理局", "水利局"))
    assert "主幹道路旁" in second.content
    assert (second.deadline.text, str(second.deadline.due)) == ("6月底前出臺方案，年底前完成", "2026-12-31")
    assert second.recurrence
    assert second.recurrence.every.value == "quarter"


def test_a_traditional_table_is_understood() -> None:
    table = grid("序號|任務名稱|任務內容|責任單位|完成時限\n1|公開預算|公布預算。|縣財政局牽頭，審計局配合|9月底前")
    (part,) = draft("雲州縣2026年政務公開工作任務分解表", table).parts
    (task,) = part.tasks
    assert (task.lead, task.support, task.title) == (("縣財政局",), ("審計局",), "公開預算")
    assert part.doubts == ()


def test_names_are_known_in_either_script() -> None:
    assert UnitDirectory.usual().find("市發展改革委") == UnitDirectory.usual().find("市发展改革委")


RARE = (
    "𠮷州市2026年政务公开工作要点",
    "一、深化公开",
    "1.规范㙟东目录。公布㙟东𬭚厂目录。（市司法局、𠮷水县政府、㙍口街道办事处负责，𬯎镇政府配合）",
    "2.公开预算。公布预算。（市财政局负责）",
)


def test_characters_beyond_the_basic_plane_are_read_like_others() -> None:
    found = draft(*RARE)
    first = found.parts[0].tasks[0]
    assert (found.plans[0].title, first.title, first.content) == (RARE[0], "规范㙟东目录", "公布㙟东𬭚厂目录。")
    assert first.responsible == ("市司法局", "𠮷水县政府", "㙍口街道办事处")
    assert first.support == ("𬯎镇政府",)
    assert found.parts[0].doubts == ()


def test_vertical_and_small_punctuation_is_ordinary() -> None:
    item = "1︑规范目录︒更新目录﹐补齐缺项︒︵牵头单位︓市司法局︔责任单位﹕市教育局︑各区政府︶"
    (part,) = draft("云州市2026年政务公开工作要点", "一、公开", item, "2、公开预算。公布预算。（市财政局）").parts
    task = part.tasks[0]
    assert (task.content, task.lead) == ("更新目录，补齐缺项。", ("市司法局",))
    assert task.responsible == ("市教育局", "各区政府")


def test_an_ordinary_plan_is_read_as_it_is() -> None:
    path = LAYOUTS / "one-level.txt"
    assert script_of(read_document(path)) is None


PRINTED = st.text(alphabet="發髮后後里裡乾干于於公开開局，。1", min_size=1, max_size=60)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(PRINTED, st.data())
def test_whatever_was_read_once_comes_back_as_printed(text: str, data: st.DataObject) -> None:
    """What is all of a paper has its own characters again; a stretch of it has as many, of the same words."""
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    back = Script(text).as_printed(simplified(piece))
    assert simplified(back) == simplified(piece)
    if simplified(text) == simplified(piece):
        assert back == piece
