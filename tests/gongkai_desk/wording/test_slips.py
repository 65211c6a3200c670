"""Slips, spot checks and cases of errors in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai_desk import errors
from gongkai_desk.domain.light import Colour, Why
from gongkai_desk.domain.slips import COLOURED, Means, Reminder, Slip, SlipKind, SlipTask
from gongkai_desk.domain.spot_check import Draw, Verdict, Wanted
from gongkai_desk.rules.work.slips import USUAL_RULES
from gongkai_desk.wording import figures, salvage, slips
from gongkai_desk.wording.sentences import error_sentence

DAY = date(2026, 10, 9)


def a_slip(**fields: Any) -> Slip:
    """Return a slip on one task; ``fields`` override."""
    task = SlipTask(1, 1, "举办开放日", "云政办〔2026〕8号第1项", "2026年9月30日", "已启动", "已过9天，没有申请销号")
    usual = {
        "kind": SlipKind.RED,
        "title": "政务公开工作督办单（红色）",
        "unit_id": 1,
        "unit": "市教育局",
        "tasks": (task,),
        "day": DAY,
        "answer_until": date(2026, 10, 13),
        "demand": "请立即办理。",
    }
    return Slip(**(usual | fields))


class TestSlips:
    def test_every_kind_has_words_and_can_be_chosen(self) -> None:
        assert set(slips.SLIP_KINDS) == set(SlipKind)
        assert {kind for kinds in slips.CHOICES.values() for kind in kinds} == set(SlipKind)
        assert COLOURED in slips.CHOICES.values()

    def test_what_an_office_may_send_slips_for_has_words(self) -> None:
        assert {why for rule in USUAL_RULES.values() for why in rule.triggers} == set(slips.TRIGGERS)

    def test_its_text_says_all_that_the_paper_says(self) -> None:
        given = a_slip(office="市政府办公室", contact="王芳", phone="0571-1234", signer="李明", copy_to="分管负责同志")
        lines = slips.slip_text(given).split("\n")
        assert lines[:3] == ["政务公开工作督办单（红色）", "编号：（生成时编号）", "承办单位：市教育局　　事项数：1项"]
        assert "1. 举办开放日" in lines
        assert "　未报或滞后情形：已过9天，没有申请销号" in lines
        assert lines[-4:] == [
            "反馈时限：2026年10月13日",
            "签发人：李明　　联系人：王芳　　联系电话：0571-1234",
            "发单单位：市政府办公室　　2026年10月9日",
            "抄送：分管负责同志",
        ]

    def test_an_issued_one_bears_its_number_and_no_copy_where_there_is_none(self) -> None:
        text = slips.slip_text(a_slip(number=3, number_text="红督〔2026〕3号"))
        assert "编号：红督〔2026〕3号" in text
        assert "抄送" not in text

    @pytest.mark.parametrize("kind", SlipKind)
    def test_only_what_is_near_is_not_called_behind(self, kind: SlipKind) -> None:
        near = kind in (SlipKind.HINT, SlipKind.BLUE)
        assert ("临期情形：" in slips.slip_text(a_slip(kind=kind))) is near

    def test_causes_are_short_words(self) -> None:
        assert slips.causes_text((Why.OVERDUE, Why.REPORT_MISSING)) == "逾期、逾期未报"
        assert slips.causes_text(()) == "在办"

    @pytest.mark.parametrize(
        ("fields", "text"),
        [
            ({}, "电话；未答复"),
            ({"answer": "月底前报"}, "电话；月底前报"),
            ({"answered_by": "张华", "answer": "月底前报"}, "电话；张华：月底前报"),
            ({"answered_by": "张华", "promised": date(2026, 10, 30)}, "电话；张华；承诺2026年10月30日"),
        ],
        ids=["no answer", "an answer", "by whom", "promised"],
    )
    def test_a_reminder_says_what_came_of_it(self, fields: dict[str, Any], text: str) -> None:
        assert slips.reminder_text(Reminder(DAY, 1, Means.PHONE, **fields)) == text


class TestChecks:
    def test_every_verdict_has_words(self) -> None:
        assert set(figures.VERDICTS) == set(Verdict)

    @pytest.mark.parametrize(
        ("wanted", "plan", "text"),
        [
            (Wanted(1), "", "全部要点"),
            (Wanted(1, plan_id=2), "2026年工作要点", "《2026年工作要点》"),
            (Wanted(1, units=("甲", "乙", "丙")), "", "全部要点，甲、乙、丙"),
            (Wanted(1, units=("甲", "乙", "丙", "丁")), "", "全部要点，甲、乙、丙等4家"),
            (Wanted(1, colours=(Colour.RED, Colour.YELLOW)), "", "全部要点，红灯、黄灯"),
            (Wanted(1, section="一、公开\x1f（二）重点", closed_only=True), "", "全部要点，（二）重点，只抽已销号的"),
        ],
        ids=["all", "a plan", "three units", "four units", "lights", "a section, closed"],
    )
    def test_from_what_is_drawn(self, wanted: Wanted, plan: str, text: str) -> None:
        assert figures.scope_text(wanted, plan) == text

    def test_how_much_is_drawn(self) -> None:
        assert figures.amount_text(Wanted(1, percent=10)) == "抽取10%"
        assert figures.amount_text(Wanted(1, count=3, each_unit=True)) == "抽取3项，每家单位至少1项"

    def test_a_draw_says_how_to_draw_it_again(self) -> None:
        made = Draw(2026, 2, DAY, "王芳", Wanted(20261009, percent=20), 40, "x", checks=(1, 2, 3))
        assert figures.number_text(made) == "抽查〔2026〕2号"
        assert figures.drawn_text(made) == (
            "抽样范围：全部要点，共40项次；抽取20%，实抽3项次；抽样号20261009（同一抽样号可重抽核对）"
        )


class TestCases:
    @pytest.mark.parametrize(
        ("error", "sentence"),
        [
            (errors.Encrypted(file="a.docx", tried=True), "《a.docx》的密码不对，请重新输入。"),
            (errors.NoText(file="a.pdf", component=True), salvage.NOTHING_RECOGNISED.format(file="a.pdf")),
            (errors.UnknownId(library="台账", id="", what="task"), salvage.NO_TASK_YET.format(library="台账")),
            (errors.EmptyFile(file="证.jpg", reason="evidence"), salvage.EMPTY_EVIDENCE.format(file="证.jpg")),
            (errors.Unreadable(file="/x/夹", reason="folder"), "“夹”是文件夹，请选择其中的文件。"),
            (errors.Unreadable(file="null", reason="no_file"), salvage.NO_FILE.format(file="null")),
            (errors.ReadOnlyLedger(library="库", reason="place"), salvage.PLACE_READ_ONLY.format(library="库")),
            (errors.DamagedLedger(library="库", reason="no_ledger"), salvage.NO_LEDGER.format(library="库")),
            (errors.BadBackup(file="备.zip", reason="nothing_left"), salvage.NOTHING_LEFT.format(file="备.zip")),
        ],
        ids=lambda value: value.kind if isinstance(value, errors.DeskError) else "",
    )
    def test_a_case_has_a_sentence_of_its_own(self, error: errors.DeskError, sentence: str) -> None:
        assert salvage.case_of(error)
        assert error_sentence(error) == sentence

    def test_the_usual_case_has_the_usual_sentence(self) -> None:
        assert salvage.case_of(errors.Encrypted(file="a.docx")) == ""
        assert "请输入密码" in error_sentence(errors.Encrypted(file="a.docx"))

    def test_the_newest_good_snapshot_is_named_behind(self) -> None:
        told = error_sentence(errors.DamagedLedger(library="库", reason="no_ledger", newest="20261001.db"))
        assert told.endswith("最近一份完好的自动备份是“20261001.db”，在台账库的 backups 文件夹里。")

    @pytest.mark.parametrize(
        ("count", "text"), [(0, ""), (1, "0"), (5, "0、1、2、3、4"), (6, "0、1、2、3、4等 6 处")], ids=str
    )
    def test_many_facts_are_a_count(self, count: int, text: str) -> None:
        assert salvage.first_facts([str(number) for number in range(count)]) == text

    def test_names_of_files_cannot_break_a_sentence(self) -> None:
        assert error_sentence(errors.Damaged(file="{file}{0}.docx")).startswith("《{file}{0}.docx》已损坏")


class TestSalvage:
    def test_what_came_over_is_told_in_the_order_of_the_ledger(self) -> None:
        told = salvage.saved_line({"task": 28, "plan": 1, "column_layout": 2, "other": 3}, 4)
        assert told == "已救出：要点 1 条、任务 28 条、其他记录 5 条；文件 4 份。"
        assert salvage.saved_line({}, 0) == "已救出：没有记录；文件 0 份。"

    def test_what_did_not_is_told_with_what_to_do(self) -> None:
        lines = salvage.lost_lines({"report": 3}, {"journal", "x", "y"}, [f"证{n}.jpg" for n in range(6)])
        assert lines[:3] == [
            "没有救出：进展 3 条。",
            "读不全、不知缺多少：变更记录、其他记录。",
            "缺少文件：证0.jpg、证1.jpg、证2.jpg、证3.jpg、证4.jpg等 6 份。",
        ]
        assert "核对" in lines[3]

    def test_nothing_lost_is_nothing_told(self) -> None:
        assert salvage.lost_lines({}, (), []) == []
