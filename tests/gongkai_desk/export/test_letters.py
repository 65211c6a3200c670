"""催办单 and its kin: the papers are opened again and looked at."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from gongkai_desk.domain.slips import (
    ChaseLine,
    ChaseList,
    Means,
    Register,
    Slip,
    SlipKind,
    SlipNumber,
    SlipTask,
)
from gongkai_desk.papers.listed import CHASE_LIST, REGISTER, SLIPS
from gongkai_desk.papers.slips import MARKS
from tests.papers import Writing

DAY, UNTIL = date(2026, 10, 9), date(2026, 10, 13)
TASK = SlipTask(1, 1, "第3项　规范政策发布", "《要点》第3项：集中公开", "9月底前", "未报送进展。", "已过9天。")
SLIP = Slip(
    SlipKind.CHASE,
    "政务公开工作催办单",
    7,
    "市教育局",
    (TASK,),
    DAY,
    UNTIL,
    "请立即办理。",
    office="市政府办公室政务公开办",
    contact="李明",
    phone="0571-1234",
    signer="王强",
    number=3,
    number_text="催办〔2026〕3号",
)


def word(tmp_path: Path, *slips: Slip) -> Any:
    Writing(SLIPS).docx(tmp_path / "单.docx", slips)
    return docx.Document(str(tmp_path / "单.docx"))


def table_texts(table: Any) -> list[str]:
    return [cell_text(cell) for row in table.rows for cell in row._tr.tc_lst]


def cell_text(cell: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p")))


def test_the_slip_says_all_that_a_unit_must_know(tmp_path: Path) -> None:
    slip, *_ = word(tmp_path, SLIP).tables
    assert table_texts(slip) == [
        *("承办单位", "市教育局", "事项数", "1项"),
        *("任务依据", "《要点》第3项：集中公开", "完成时限", "9月底前"),
        *("截至日进展", "未报送进展。", "未报或\n滞后情形", "已过9天。", "办理要求", "请立即办理。"),
        *("反馈时限", "2026年10月13日", "签发人", "王强", "联系人", "李明", "联系电话", "0571-1234"),
        *("发单单位\n（盖章）", "市政府办公室政务公开办\n2026年10月9日"),
    ]


def test_answer_slip_and_stub_bear_the_number(tmp_path: Path) -> None:
    document = word(tmp_path, SLIP)
    said = [paragraph.text.strip() for paragraph in document.paragraphs if paragraph.text.strip()]
    assert said == [
        *("政务公开工作催办单", "编号：催办〔2026〕3号"),
        *("政务公开工作催办单回执", "编号：催办〔2026〕3号", "（沿此线裁开）"),
        *("政务公开工作催办单存根", "编号：催办〔2026〕3号"),
    ]
    _, answer, stub = document.tables
    assert {"办理情况", "负责人\n签字", "单位盖章\n及日期", "签收人", "签收时间"} <= set(table_texts(answer))
    assert {"发单日期", "2026年10月9日", "送达方式\n及时间", "经办人"} <= set(table_texts(stub))


def test_many_items_are_named_one_by_one_and_counted_on_the_stub(tmp_path: Path) -> None:
    many = tuple(replace(TASK, name=f"第{number}项　规范政策发布") for number in range(1, 6))
    slip, answer, stub = word(tmp_path, replace(SLIP, tasks=many)).tables
    assert [text for text in table_texts(slip) if text.startswith("事项")][1:] == [
        f"事项{number}　第{number}项　规范政策发布" for number in range(1, 6)
    ]
    assert table_texts(answer)[5].endswith("第3项　规范政策发布\n等5项")
    assert table_texts(stub)[5] == "第1项　规范政策发布\n等5项"


@pytest.mark.parametrize("kind", MARKS)
def test_a_colour_is_a_word_too(tmp_path: Path, kind: SlipKind) -> None:
    title = f"政务公开工作督办单（{MARKS[kind][0][:2]}）"
    document = word(tmp_path, replace(SLIP, kind=kind, title=title))
    head = document.paragraphs[1]
    assert MARKS[kind][0] in head.text
    assert [shade.get(qn("w:fill")) for shade in head._p.iter(qn("w:shd"))] == [MARKS[kind][1].ground]


def test_every_slip_of_a_batch_begins_on_page_one(tmp_path: Path) -> None:
    document = word(tmp_path, SLIP, replace(SLIP, unit="市司法局"))
    starts = [each.get(qn("w:start")) for each in document.element.body.iter(qn("w:pgNumType"))]
    assert starts == ["1", "1"]
    assert [table_texts(table)[1] for table in document.tables[::3]] == ["市教育局", "市司法局"]


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    odd = replace(TASK, basis="<w:br/>&\x00\n二", progress="=1+1")
    texts = table_texts(word(tmp_path, replace(SLIP, tasks=(odd,))).tables[0])
    assert {"<w:br/>&\n二", "=1+1"} <= set(texts)


@pytest.mark.parametrize("count", [1, 21, 62])
def test_the_list_has_a_row_of_ticks_per_unit(tmp_path: Path, count: int) -> None:
    lines = tuple(ChaseLine(f"市{n}局", "李明", "0571-1234", "逾期2项", frozenset({Means.PHONE})) for n in range(count))
    Writing(CHASE_LIST).docx(tmp_path / "名单.docx", ChaseList("催办名单", DAY, lines, "政务公开办"))
    document = docx.Document(str(tmp_path / "名单.docx"))
    head, first, *_ = document.tables[0].rows
    assert [cell.text.replace("\n", "") for cell in head.cells][5:] == list(Means)
    assert [cell.text for cell in first.cells] == ["1", "市0局", "李明", "0571-1234", "逾期2项", "☑", *"□" * 5]
    assert len(document.tables[0].rows) == count + 1
    heights = [int(each.get(qn("w:val"))) / 20 for each in document.tables[0]._tbl.iter(qn("w:trHeight"))]
    assert sum(heights) < 225 / 25.4 * 72 - 62  # one page under title and note


def test_the_register_names_the_tasks(tmp_path: Path) -> None:
    line = SlipNumber(
        *(1, SlipKind.CHASE, 2026, 3, 7, "市教育局", "催办单", DAY, UNTIL, None),
        signer="王强",
        number_text="催办〔2026〕3号",
        tasks=(1,),
    )
    Writing(REGISTER).docx(tmp_path / "簿.docx", Register("登记簿", (line,), {1: "规范政策发布"}))
    row = docx.Document(str(tmp_path / "簿.docx")).tables[0].rows[1]
    assert [cell.text for cell in row.cells] == [
        *("催办〔2026〕3号", "市教育局", "规范政策发布", "2026-10-09", "2026-10-13", "王强", ""),
    ]


def test_more_than_ten_items_stand_in_one_table(tmp_path: Path) -> None:
    said = ((f"第{n}项 集中公开", f"已公开{n}条。", f"已过{n}天。") for n in range(1, 122))
    many = tuple(replace(TASK, name=name, progress=progress, late=late) for name, progress, late in said)
    slip, *_ = word(tmp_path, replace(SLIP, tasks=many)).tables
    rows = [[cell_text(cell) for cell in row._tr.tc_lst] for row in slip.rows]
    assert rows[1] == ["任务依据", "《要点》"]
    assert rows[2] == ["序号", "事项", "完成时限", "截至日进展", "未报或\n滞后情形"]
    assert rows[3] == ["1", "集中公开", "9月底前", "已公开1条。", "已过1天。"]
    assert len(rows) == 3 + 121 + 5


def test_what_most_items_have_in_common_stands_once_above_the_table(tmp_path: Path) -> None:
    many = [replace(TASK, name=f"第{n}项 集中公开{n}") for n in range(1, 68)]
    many[3] = replace(many[3], late="已过40天。")
    slip, *_ = word(tmp_path, replace(SLIP, tasks=tuple(many))).tables
    rows = [[cell_text(cell) for cell in row._tr.tc_lst] for row in slip.rows]
    assert rows[2:5] == [
        ["截至日进展", "未报送进展。"],
        ["未报或\n滞后情形", "除表内写明的以外，已过9天。"],
        ["序号", "事项", "完成时限"],
    ]
    assert (rows[5][1], rows[8][1]) == ("集中公开1", "集中公开4\n已过40天。")


def test_a_letter_of_sixty_seven_items_takes_two_pages_and_its_answer_slip() -> None:
    many = tuple(replace(TASK, name=f"第{n}项　规范政策文件第{n}号公开") for n in range(1, 68))
    demand = (
        "请立即办理，于反馈时限前书面报送办理情况、滞后原因和完成时间，由负责人签字并加盖公章；确需延期的，按程序报批。"
    )
    assert len(Writing(SLIPS).pages((replace(SLIP, tasks=many, demand=demand),)).pages) == 3


@pytest.mark.parametrize("count", range(1, 75, 6))
def test_the_seal_never_stands_on_a_page_without_what_is_asked(count: int) -> None:
    many = tuple(replace(TASK, name=f"第{n}项　规范政策文件第{n}号公开") for n in range(1, count + 1))
    pages = Writing(SLIPS).pages((replace(SLIP, tasks=many),)).pages
    sealed = [{ink.text for ink in page.inks} for page in pages]
    assert ["请立即办理。" in texts for texts in sealed if "发单单位\n（盖章）" in texts] == [True]
