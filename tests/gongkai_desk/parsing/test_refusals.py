"""What is no plan is refused for what it is, or doubted; a plan in an odd form is neither."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind, Draft
from gongkai_desk.errors import NoTasks
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

CONTRACT = """政务公开网站运维服务合同
甲方：云州市政务服务局
乙方：云州市某某科技有限公司
第一条 服务内容
乙方为甲方的政务公开网站提供日常运维和安全加固。
第二条 付款方式
合同签订后10个工作日内，甲方支付合同总价的30%。
第三条 违约责任
任何一方违约，应当承担违约责任。"""
AGREEMENT = """云州市政务公开热线合作协议
一、合作内容
1.建立热线知识库，每月更新。（由乙方负责）
2.提供培训场地。（由甲方负责）
二、合作期限
本协议自2026年1月1日起生效，双方各执一份。"""
LETTER = """关于商请支持政务公开培训工作的函
云州大学：
我市拟于5月举办政务公开培训班，现将有关事项函告如下：
一、请贵校提供培训场地，容纳200人。
二、请贵校选派两名授课老师，讲授法规。
三、请于4月20日前回复。
特此函达，请予支持。
云州市政府办公室
2026年4月2日"""
MEETING = """关于召开全市政务公开工作会议的通知
各县区政府，市直有关部门：
一、会议时间
2026年4月2日上午9时，会期半天。
二、会议地点
市政府第一会议室。
三、参会人员
各县区政府办公室分管负责人。
四、有关要求
请于3月30日前将名单报市政府办公室。"""
SPEECH = """在全市政务公开工作推进会上的讲话
同志们：
一、充分认识政务公开的重要意义
政务公开是法治政府建设的重要内容，必须抓紧抓好。
二、准确把握今年的重点任务
各单位要对标先进，补齐短板。
谢谢大家。"""

NO_UNITS = """云州市2026年政务公开工作要点
一、深化政策公开
（一）规范政策解读。出台政策解读工作规程。
（二）清理文件。完成历年规范性文件清理。"""
NOTICE = """关于做好2026年政务公开工作的通知
一、规范政策解读，6月底前出台政策解读工作规程。
二、清理历史文件，年底前完成。"""
WITH_PARTIES = """云州市2026年合同管理工作方案
1.规范合同文本。公布示范文本，写明甲方、乙方的权利。（市市场监管局牵头，市司法局配合）
2.严格履约。抽查合同履行情况，追究乙方违约责任。（市财政局负责）"""
REPORT = """我市近年社区建设的几点体会
一、注重群众参与
我们坚持开门办事，听取各方面意见，邀请居民走进社区。
二、注重统筹力量
我们把条线的人员拢到一起，统一调度。"""
RUN_TOGETHER = (
    "序号重点任务责任单位完成时限1建好公开专区市政务服务局6月底前2编制解读规程市政府办公室9月底前"
    "3清理长期不更新栏目市大数据中心12月底前4培训工作人员市委党校全年"
)
FEW_ROWS = "序号任务名称责任单位完成时限1建好步道市园林局6月底前2增设凉亭市财政局9月底前3清扫路面市城管局全年"
NUMBERS = "项目总投资1.2亿元 2.3公里绿道 3号线 4个站点 5.1万平方米 6家企业 7月开工 8个月工期 9月竣工 10项指标"


def draft(text: str) -> Draft:
    return parse(read_text(text), UnitDirectory.usual(), Workdays.usual())


@pytest.mark.parametrize(
    "text",
    [CONTRACT, AGREEMENT, LETTER, MEETING, SPEECH],
    ids=["contract", "agreement", "letter", "meeting", "speech"],
)
def test_another_paper_is_refused_as_what_it_is(text: str) -> None:
    with pytest.raises(NoTasks) as refused:
        draft(text)
    assert refused.value.data["reason"] == "other_paper"
    assert "不像" in error_sentence(refused.value)


def test_another_paper_is_read_and_doubted_where_a_person_says_so() -> None:
    read = parse(read_text(CONTRACT), UnitDirectory.usual(), Workdays.usual(), anyway=True)
    assert len(read.parts[0].tasks) >= 2
    assert DoubtKind.UNLIKE_PLAN in {doubt.kind for doubt in read.parts[0].doubts}


@pytest.mark.parametrize("text", [NO_UNITS, NOTICE, WITH_PARTIES], ids=["no units", "notice", "parties in a plan"])
def test_a_plan_is_not_doubted(text: str) -> None:
    read = draft(text)
    assert len(read.parts[0].tasks) == 2
    assert DoubtKind.UNLIKE_PLAN not in {doubt.kind for doubt in read.parts[0].doubts}


def test_prose_that_assigns_nothing_under_a_title_of_no_plan_is_doubted() -> None:
    kinds = [(doubt.kind, doubt.task) for doubt in draft(REPORT).parts[0].doubts]
    assert (DoubtKind.UNLIKE_PLAN, None) in kinds


@pytest.mark.parametrize("text", [RUN_TOGETHER, FEW_ROWS, NUMBERS], ids=["a table in one line", "few rows", "numbers"])
def test_a_text_full_of_numbers_has_lost_its_lines(text: str) -> None:
    with pytest.raises(NoTasks) as refused:
        draft(text)
    assert refused.value.data["reason"] == "lines_lost"
    assert "重新" in error_sentence(refused.value)
