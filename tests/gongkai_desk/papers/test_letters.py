"""Letters to superiors: what their names stand for, what they lack, 请示 in a 报告."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.papers.letters import FilingLetter, LetterForm, annex_lines, filing_values, lacks, requests_in
from tests.builders import a_plan

LETTER = FilingLetter(
    LetterForm.REPORT, a_plan(), 32, "云州市云山区人民政府办公室", "云州市人民政府办公室", date(2026, 4, 2), "张三"
)


def test_a_report_and_a_letter_are_called_differently():
    assert LETTER.title == "关于报备《云州市2026年政务公开工作要点》任务分解表的报告"
    assert replace(LETTER, form=LetterForm.LETTER).title.endswith("任务分解表备案的函")


def test_a_plan_that_is_a_table_is_not_called_one_twice():
    table = replace(LETTER, plan=a_plan(title="云州市2026年政务公开工作要点任务分解表"))
    assert table.title == LETTER.title


def test_room_is_left_for_the_number_of_the_oa():
    assert "〔2026〕" in filing_values(LETTER)["文号"]
    assert filing_values(replace(LETTER, doc_no="云政办报〔2026〕3号"))["文号"] == "云政办报〔2026〕3号"


def test_several_annexes_are_numbered_and_one_is_not():
    assert annex_lines(("任务分解表",)) == "任务分解表"
    assert annex_lines(("任务分解表", "联络员名单")) == "1.任务分解表\n2.联络员名单"


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, ()),
        ({"signer": ""}, ("signer",)),
        ({"addressee": ""}, ("addressee",)),
        ({"addressee": "省政府办公厅、省司法厅"}, ("one_addressee",)),
        ({"form": LetterForm.LETTER, "signer": "", "addressee": "市司法局、市财政局"}, ()),
    ],
    ids=["whole", "no signer", "nobody", "two superiors", "a letter to two"],
)
def test_what_goes_up_has_one_addressee_and_a_signer(changes, missing):
    assert lacks(replace(LETTER, **changes)) == missing


@pytest.mark.parametrize("text", ["妥否，请批示。", "当否，请予批复", "恳请给予支持", "现将有关事项请示如下", "请审定"])
def test_words_that_ask_for_a_decision_are_found(text):
    assert requests_in(text)


@pytest.mark.parametrize("text", ["现将任务分解表报上，请予备案。特此报告。", "经市政府批准，现印发", "请认真贯彻执行"])
def test_what_only_tells_asks_for_nothing(text):
    assert requests_in(text) == ()
