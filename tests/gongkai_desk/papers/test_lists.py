"""Lists on paper as values: calendar, reminders, register of numbers, spot checks, evidence, findings, what is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.calendar import CalendarLine, CalendarPaper
from gongkai_desk.domain.papers import Packet, PacketPiece, SeenTable
from gongkai_desk.domain.review import Finding, FindingList
from gongkai_desk.domain.sheet import Align
from gongkai_desk.domain.slips import ChaseLine, ChaseList, Means, Register, SlipKind, SlipNumber
from gongkai_desk.domain.spot_check import CheckSheet, SheetLine
from gongkai_desk.export.tables import lay_table
from gongkai_desk.page.layout import Row, RowKind, TablePaper
from gongkai_desk.page.measures import LANDSCAPE
from gongkai_desk.papers.checking import check_sheet, check_sheet_name, evidence_list, finding_list
from gongkai_desk.papers.seen import seen_table, year_list
from gongkai_desk.papers.slips import OPEN, TICKED, chase_list, chase_list_name, register

DAY = date(2026, 9, 20)


def heads(paper: TablePaper) -> list[str]:
    return [column.title for column in paper.columns]


def above(paper: TablePaper) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in paper.above]


def cell(paper: TablePaper, head: str, row: int = 0) -> str:
    return paper.rows[row].texts[heads(paper).index(head)]


class TestCalendar:
    LINES = (
        CalendarLine(9, "9月30日\n周三", "甲", "市教育局", "第1项"),
        CalendarLine(9, "9月30日\n周三", "乙", "市民政局", "第2项"),
        CalendarLine(10, "10月8日\n周四", "丙", "市教育局", "第3项"),
    )

    def rows(self, *lines: CalendarLine) -> list[Row]:
        return list(year_list(CalendarPaper("2026年工作日历", "全部要点", lines)).rows)

    def test_each_month_has_its_head_with_its_count(self) -> None:
        sections = [row.texts for row in self.rows(*self.LINES) if row.kind is RowKind.SECTION]
        assert sections == [("九月（2项）",), ("十月（1项）",)]

    def test_a_day_stands_once_for_its_lines(self) -> None:
        assert [row.joined for row in self.rows(*self.LINES) if row.joined] == [
            (False,) * 4,
            (True, False, False, False),
            (False,) * 4,
        ]

    def test_the_same_words_in_another_month_are_another_day(self) -> None:
        rows = self.rows(self.LINES[0], replace(self.LINES[0], month=10))
        assert not any(any(row.joined) for row in rows)

    @pytest.mark.parametrize(("month", "head"), [(1, "一月（1项）"), (11, "十一月（1项）"), (12, "十二月（1项）")])
    def test_months_are_named(self, month: int, head: str) -> None:
        assert self.rows(CalendarLine(month, "1日", "甲", "", ""))[0].texts == (head,)

    def test_an_empty_year_has_no_rows(self) -> None:
        assert self.rows() == []


class TestChasing:
    LINE = ChaseLine("市教育局", "王芳", "0571-1234", "逾期2项", frozenset({Means.PHONE, Means.MEETING}))

    def test_a_tick_stands_under_each_means_that_was_used(self) -> None:
        paper = chase_list(ChaseList("催办名单", DAY, (self.LINE,)))
        assert {means: cell(paper, means.value) for means in Means} == {
            means: TICKED if means in self.LINE.told else OPEN for means in Means
        }

    def test_units_are_numbered_and_counted(self) -> None:
        paper = chase_list(ChaseList("催办名单", DAY, (self.LINE, replace(self.LINE, unit="市民政局")), "市政府办公室"))
        assert [cell(paper, "序号", row) for row in (0, 1)] == ["1", "2"]
        assert above(paper) == ["催办名单", "市政府办公室　　2026年9月20日　　共2家"]

    def test_without_an_office_nothing_stands_in_its_place(self) -> None:
        assert above(chase_list(ChaseList("催办名单", DAY, ())))[1] == "2026年9月20日　　共0家"

    def test_its_file_bears_the_day(self) -> None:
        assert chase_list_name(ChaseList("催办名单", date(2026, 3, 5), ())) == "催办名单（20260305）"

    def test_the_register_tells_each_number_with_its_days(self) -> None:
        line = SlipNumber(
            1, SlipKind.RED, 2026, 3, 1, "市教育局", "督办单", DAY, date(2026, 9, 23), None, "李明", "红督〔2026〕3号",
            (1, 2, 1),
        )  # fmt: skip
        paper = register(Register("登记簿", (line,), {1: "开放日", 2: "公开规划"}))
        assert paper.rows[0].texts == (
            "红督〔2026〕3号", "市教育局", "开放日；公开规划", "2026-09-20", "2026-09-23", "李明", "",
        )  # fmt: skip

    def test_a_task_that_is_gone_leaves_its_place_empty(self) -> None:
        line = SlipNumber(1, SlipKind.RED, 2026, 3, 1, "市教育局", "督办单", None, None, None, tasks=(9,))
        assert cell(register(Register("登记簿", (line,), {})), "事项") == ""


class TestCheckSheet:
    LINE = SheetLine("1", "3　开放日", "市教育局", "推进中", "2份", "看材料", "", "")
    SHEET = CheckSheet("抽查表", "抽查〔2026〕1号", "抽样范围：…", "", "王芳", DAY, (LINE,))

    def test_what_was_not_found_yet_leaves_room_to_write(self) -> None:
        assert cell(check_sheet(self.SHEET), "核查情况") == "\n\n"
        found = replace(self.LINE, finding="只办了1场", verdict="不属实")
        paper = check_sheet(replace(self.SHEET, lines=(found,)))
        assert (cell(paper, "核查情况"), cell(paper, "结论")) == ("只办了1场", "不属实")

    def test_nothing_is_printed_where_a_hand_signs(self) -> None:
        assert cell(check_sheet(self.SHEET), "检查人签字") == ""

    def test_how_it_was_drawn_stands_above(self) -> None:
        assert above(check_sheet(self.SHEET)) == [
            "抽查表",
            "检查单位：　　　　　　　　　　检查人：王芳抽查〔2026〕1号　　2026年9月20日",
            "抽样范围：…",
        ]
        assert above(check_sheet(replace(self.SHEET, office="市政府办公室")))[1].startswith("检查单位：市政府办公室　")

    def test_its_file_bears_the_number(self) -> None:
        assert check_sheet_name(self.SHEET) == "抽查表（抽查〔2026〕1号）"


class TestEvidence:
    PIECE = PacketPiece("1-1", "开放日", "公报", "市教育局", "第5期", date(2026, 5, 8), None)

    def paper(self, *pieces: PacketPiece, missing: tuple[str, ...] = ()) -> TablePaper:
        return evidence_list(Packet("佐证材料清单", "三季度", pieces, DAY, missing))

    @pytest.mark.parametrize(
        ("changes", "text"),
        [
            ({}, "—"),
            ({"file": Path("x"), "name": "1-1公报.pdf"}, "有"),
            ({"file": Path("x")}, "缺"),
        ],
        ids=["a number", "kept", "gone"],
    )
    def test_it_says_whether_the_file_is_there(self, changes: dict[str, object], text: str) -> None:
        assert cell(self.paper(replace(self.PIECE, **changes)), "文件") == text  # type: ignore[arg-type]

    def test_each_short_piece_takes_one_line(self) -> None:
        piece = replace(self.PIECE, number="117-13", received=date(2026, 5, 9))
        laid = lay_table(self.paper(*(replace(piece, task=f"开放日{n}") for n in range(67))))
        assert [each.height for each in laid.placed()[:5]] == pytest.approx(
            [laid.grid.pitch + laid.grid.padding] * 5, abs=1
        )
        assert laid.placed()[-1].page < 4

    def test_an_address_without_a_name_stands_once(self) -> None:
        paper = self.paper(replace(self.PIECE, title="https://a.cn/1", place="https://a.cn/1"))
        assert (cell(paper, "材料名称"), cell(paper, "网址或文号")) == ("https://a.cn/1", "")

    def test_a_day_that_is_not_known_is_left_empty(self) -> None:
        paper = self.paper(self.PIECE)
        assert (cell(paper, "生效日期"), cell(paper, "收到日期")) == ("2026-05-08", "")

    def test_a_task_stands_once_for_its_pieces(self) -> None:
        rows = self.paper(self.PIECE, replace(self.PIECE, number="1-2"), replace(self.PIECE, task="公开规划")).rows
        assert [row.joined[1] for row in rows] == [False, True, False]
        assert not any(row.joined[2] for row in rows)

    def test_tasks_without_evidence_stand_in_a_table_of_their_own(self) -> None:
        beside = self.paper(self.PIECE, missing=("公开规划", "政策解读", "开放日", "年报")).then
        assert beside is not None
        assert beside.heading == "尚无佐证材料的任务（4项）"
        assert [row.texts for row in beside.rows] == [("公开规划", "政策解读", "开放日"), ("年报", "", "")]
        assert self.paper(self.PIECE).then is None

    def test_it_counts_its_pieces(self) -> None:
        assert above(self.paper(self.PIECE))[1] == "三季度　　共1份　　2026年9月20日"


class TestFindings:
    def test_each_field_of_a_finding_has_its_column(self) -> None:
        found = Finding("1", "开放日", "缺责任单位", "原文", "第3页", "已补")
        paper = finding_list(FindingList("核对问题清单", (found,)))
        assert dict(zip(heads(paper), paper.rows[0].texts, strict=True)) == {
            "序号": "1",
            "任务": "开放日",
            "问题": "缺责任单位",
            "原文": "原文",
            "位置": "第3页",
            "处理": "已补",
        }

    def test_control_characters_of_a_source_stay_off_the_paper(self) -> None:
        found = Finding("1", "开\x07放日", "问题", "上\x0b下", "", "")
        assert finding_list(FindingList("清单", (found,))).rows[0].texts[1:4] == ("开放日", "问题", "上\n下")


class TestSeen:
    TABLE = SeenTable(
        "当前表格",
        ("名称", "内容", "时限"),
        (1.0, 8.0, 1.0),
        (Align.LEFT, Align.LEFT, Align.CENTRE),
        (("甲", "一", "5月"), ("甲", "二", "6月"), ("甲", "三", "7月")),
        groups=((1, None, None), (1, None, None), (2, None, None)),
    )

    def test_what_was_one_cell_on_the_screen_is_one_on_paper(self) -> None:
        assert [row.joined for row in seen_table(self.TABLE).rows] == [
            (False, False, False),
            (True, False, False),
            (False, False, False),
        ]

    def test_without_groups_nothing_is_joined(self) -> None:
        assert not any(any(row.joined) for row in seen_table(replace(self.TABLE, groups=())).rows)

    def test_the_columns_fill_the_page_and_none_is_too_narrow(self) -> None:
        narrow = replace(self.TABLE, shares=(0.01, 8.0, 0.01))
        widths = [column.width for column in seen_table(narrow).columns]
        assert sum(widths) == pytest.approx(LANDSCAPE.area_width)
        assert min(widths) == pytest.approx(11.0)

    def test_more_columns_than_the_page_has_room_for_keep_their_least_width(self) -> None:
        many = SeenTable("表", ("列",) * 30, (1.0,) * 30, (Align.LEFT,) * 30, ())
        assert {column.width for column in seen_table(many).columns} == {11.0}

    def test_a_note_says_by_what_it_was_picked(self) -> None:
        assert above(seen_table(replace(self.TABLE, note="筛选：红灯"))) == ["当前表格", "筛选：红灯"]
        assert above(seen_table(self.TABLE)) == ["当前表格"]
