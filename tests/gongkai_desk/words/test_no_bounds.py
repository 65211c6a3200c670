"""Days in prose that set no deadline: how long something holds, whom it is for, what has been done."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.time import TimeRemark
from gongkai_desk.words.dates import NO_DATES, TimeContext
from gongkai_desk.words.deadlines import prose_deadline
from gongkai_desk.workdays import Workdays

CONTEXT = TimeContext(2026, NO_DATES, Workdays.usual())


@pytest.mark.parametrize(
    "text",
    [
        "本办法自2026年5月1日起施行，有效期至2027年4月30日。",
        "资质证书有效期为2026年1月1日至2026年12月31日。",
        "新版目录试行至2026年12月底。",
        "政策自2026年1月1日起施行至2026年12月31日。",
        "缓缴政策执行至2026年底。",
        "补助标准自2026年1月1日起实施，至2026年12月31日止。",
        "扩围政策延长至2026年12月31日。",
        "失业补助金政策实施期限为2026年1月1日至12月31日。",
        "试行期间：2026年3月1日至9月30日。",
        "原公告于2026年6月30日失效，及时清理。",
    ],
)
def test_how_long_something_holds_is_no_deadline(text: str) -> None:
    assert prose_deadline(text, CONTEXT).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月1日至12月31日，困难企业可组织职工在岗培训。",
        "落实稳岗返还。2026年1月1日至2027年12月31日，对不裁员的企业给予补贴。",
        "2026年1月1日至12月31日期间，对小微企业减免房租。",
        "对2026年1月1日至6月30日新招用毕业生的企业，发放补贴。",
        "将2026年3月1日至5月31日期间毕业的学生纳入名单。",
    ],
)
def test_a_span_in_which_one_may_profit_is_no_deadline(text: str) -> None:
    assert prose_deadline(text, CONTEXT).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "会议同意县财政局关于2026年1—9月份财政预算执行情况的意见。",
        "公开2026年1月至6月重大项目用地报表。",
        "市统计局发布1—8月份工业经济数据。",
        "听取2026年1—3月份政务公开情况汇报。",
    ],
)
def test_what_a_report_is_of_is_no_deadline(text: str) -> None:
    assert prose_deadline(text, CONTEXT).text == ""


@pytest.mark.parametrize("text", ["3—11月开展执行情况检查。", "2026年3月至6月组织数据核查。"])
def test_a_span_in_which_work_is_done_is_one(text: str) -> None:
    assert prose_deadline(text, CONTEXT).text != ""


@pytest.mark.parametrize(
    "text",
    [
        "一期工程已于2026年5月30日通车试运营。",
        "两个站点均已在2026年6月底前建成。",
        "2026年3月底完成了选址，4月初启动了设计。",
        "方案业已于3月20日前印发。",
        "主体结构2026年4月30日全部已封顶。",
    ],
)
def test_what_has_been_done_is_no_deadline(text: str) -> None:
    assert prose_deadline(text, CONTEXT).text == ""


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("按方案要求，2026年9月底前，基本完成整治任务。", "2026年9月底前"),
        ("试行办法于6月底前出台。", "6月底前"),
        ("自7月1日起组织实施，至12月底前完成验收。", "至12月底前"),
        ("2026年1月1日至12月31日，开展专项整治行动。", "2026年1月1日至12月31日"),
        ("10月15日至11月15日开展集中宣传。", "10月15日至11月15日"),
        ("6月底前完成为企业办事情况的了解和评估。", "6月底前"),
        ("有效期届满的许可，9月底前完成清理。", "9月底前"),
        ("新办法6月底前施行。", "6月底前"),
        ("6月底前对已建成的项目开展验收。", "6月底前"),
        ("9月底前完成已公开目录的清理。", "9月底前"),
        ("整改期限至2026年6月30日。", "至2026年6月30日"),
        ("实施期限至2026年11月底。", "至2026年11月底"),
    ],
)
def test_days_near_such_words_that_do_bound_the_work(text: str, deadline: str) -> None:
    assert prose_deadline(text, CONTEXT).text == deadline


def test_a_part_of_a_year_in_which_one_may_profit_is_to_be_confirmed() -> None:
    found = prose_deadline("10月15日至11月15日，对参保企业发放补贴。", CONTEXT)
    assert (found.text, found.remarks) == ("10月15日至11月15日", (TimeRemark.TO_CONFIRM,))
