"""What a paper says of itself is no task and sets no deadline: scope, terms, goals, force, what a web page adds."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind, Part
from gongkai_desk.errors import NoTasks
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import document as made
from tests.builders import grid

TITLE = "云州市2026年社区食堂建设实施方案\n"
TASKS = """二、重点任务
（一）腾出用房。街道闲置用房优先用作食堂。（责任单位：市民政局）
（二）发放就餐券。每月向高龄老人发放就餐券二十张。（责任单位：市财政局）"""
FIRST, SECOND = "街道闲置用房优先用作食堂。", "每月向高龄老人发放就餐券二十张。"


def _part(text: str) -> Part:
    return parse(read_text(TITLE + text), UnitDirectory.usual(), Workdays.usual()).parts[0]


def _is_just_the_tasks(part: Part) -> None:
    assert [task.content for task in part.tasks] == [FIRST, SECOND]
    assert [task.deadline.due for task in part.tasks] == [None, None]
    assert [task.responsible for task in part.tasks] == [("市民政局",), ("市财政局",)]


@pytest.mark.parametrize(
    "front",
    [
        "一、适用范围\n本方案适用于建成区内面积五千平方米以下的社区。",
        "一、有关概念\n本方案所称社区食堂，是指为居民提供就餐服务、由街道认定的场所。",
        "一、总体目标\n到2026年12月底前，新建社区食堂四十家，居民满意率明显上升。",
        "一、总体要求\n（一）指导思想。以人民为中心，改善就餐条件。\n（二）基本原则。政府引导，市场运作。\n（三）建设目标。2026年9月底前建成三十家。",
        "一、支持对象\n在本市注册、信用良好的餐饮企业和社会组织。",
        "一、支持对象：在本市注册、信用良好的餐饮企业。",
        "一、名词解释\n1.社区食堂，指由街道认定的就餐场所。\n2.就餐券，指由财政出资的优惠凭证。",
        "一、适用范围和期限。本措施适用于本市餐饮企业，2026年12月31日前有效。",
        "一、整治目标\n到2026年年底，违规场所全部清零。",
        "一、实施范围及对象\n全市各街道。",
        "一、总体要求坚持政府引导，市场运作，改善就餐条件。",
    ],
)
def test_scope_terms_and_goals_are_no_tasks(front: str) -> None:
    _is_just_the_tasks(_part(f"{front}\n{TASKS}"))


@pytest.mark.parametrize(
    "end",
    [
        "本方案自2026年7月1日起施行，有效期至2029年6月30日。",
        "本办法于2026年7月1日生效，试行三年，至2029年6月30日止，条文由市民政局解释。\n云州市民政局2026年5月20日公布，意见请于2026年6月10日前反馈。",
        "本措施由市民政局负责解释，自印发之日起实施。此前有关规定与本措施不一致的，以本措施为准。",
        "以上政策自发布之日起执行，有效期3年。",
        "三、附则\n本方案自2026年7月1日起施行，由市民政局负责解释。",
        "三、施行说明\n自2026年7月1日起施行。",
        "三、有效期\n本方案有效期至2028年12月31日。",
        "三、本方案自印发之日起施行，有效期五年，由市民政局会同市财政局负责解释。",
        "（三）解释权。本方案由市民政局解释。",
        "公开征求意见时间：2026年5月20日至2026年6月10日。",
        "如有意见和建议，请于2026年6月10日前通过电子邮件反馈至市民政局。",
        "本方案自2026年7月1日起施行。原《云州市社区食堂管理办法》同时废止。",
        "附则\n本方案自2026年7月1日起施行。",
        "三、其他\n（一）本政策措施与其他政策重复的，按就高不重复原则执行。\n（二）本政策措施自发布之日起30日后施行，有效期三年。",
        "现向社会公开征求意见，公众可于2026年3月10日前通过邮箱提出意见。",
    ],
)
def test_when_and_how_long_a_paper_is_in_force_is_no_task(end: str) -> None:
    part = _part(f"{TASKS}\n{end}")
    _is_just_the_tasks(part)
    assert DoubtKind.LEFT_OVER not in {doubt.kind for doubt in part.doubts}


def test_a_closing_sentence_at_the_end_of_an_item_without_unit_is_cut_off() -> None:
    part = _part("1.建设食堂。新建三十家。\n2.规范管理。统一标识。本方案自2026年7月1日起施行。")
    assert [(task.content, task.deadline.due) for task in part.tasks] == [("新建三十家。", None), ("统一标识。", None)]


def test_articles_that_state_no_work() -> None:
    part = _part(
        "第一条 为规范社区食堂建设，根据有关规定，制定本办法。\n第二条 本办法所称社区食堂，是指由街道认定的场所。\n"
        "第三条 本办法适用于本市行政区域。\n第四条 街道闲置用房优先用作食堂。（责任单位：市民政局）\n"
        "第五条 每月向高龄老人发放就餐券二十张。（责任单位：市财政局）\n第六条 本办法自2026年7月1日起施行。"
    )
    _is_just_the_tasks(part)


@pytest.mark.parametrize(
    "tail",
    [
        "扫一扫在手机打开当前页",
        "【打印】 【关闭】",
        "打印本页 关闭窗口",
        "责任编辑：张三\n来源：云州市民政局",
        "分享到： 微信 微博 QQ空间",
        "相关文档\n《云州市社区食堂建设实施方案》政策解读\n一图读懂社区食堂",
        "附件下载：\n1.社区食堂建设标准.docx\n2.就餐券样式.pdf",
        "【原文下载】\n上一篇：关于做好防汛工作的通知\n下一篇：没有了",
        "信息来源：云州市民政局 浏览次数：123 【字体：大 中 小】",
    ],
)
def test_what_a_web_page_prints_below_is_no_task(tail: str) -> None:
    part = _part(f"{TASKS}\n{tail}")
    _is_just_the_tasks(part)
    assert DoubtKind.LEFT_OVER not in {doubt.kind for doubt in part.doubts}


@pytest.mark.parametrize(
    "tail",
    [
        "信息来源：云州市商务局 打印本页 关闭窗口",
        "来源：云州市民政局 责任编辑：李四",
        "扫一扫在手机打开当前页 分享到：",
    ],
)
def test_such_a_tail_on_the_same_line_is_no_value(tail: str) -> None:
    part = _part(f"一、修整老街。修补门面，恢复招牌。牵头单位：市商务局 完成时限：2026年5月底前 {tail}")
    (task,) = part.tasks
    assert (task.content, task.lead, task.deadline.text) == ("修补门面，恢复招牌。", ("市商务局",), "2026年5月底前")


def test_safeguards_are_tasks_without_units() -> None:
    part = _part(
        f"{TASKS}\n三、保障措施\n（一）加强组织领导。各街道要落实专人负责。\n（二）强化督促检查。适时开展检查，通报情况。"
    )
    assert [task.title for task in part.tasks[2:]] == ["加强组织领导", "强化督促检查"]
    assert not any(task.responsible for task in part.tasks[2:])


@pytest.mark.parametrize(
    "item",
    [
        "公开征求意见。重大决策草案公开征求意见时间不少于30日。（责任单位：市司法局）",
        "落实实施办法。修订就餐券实施办法，9月底前印发施行。（责任单位：市司法局）",
        "明确支持对象。制定支持对象名录。（责任单位：市司法局）",
        "提供附件下载。政策文件提供附件下载。（责任单位：市司法局）",
        "完善来源登记。食材注明来源，可查可追。（责任单位：市司法局）",
    ],
)
def test_work_that_only_sounds_so_is_a_task(item: str) -> None:
    part = _part(f"{TASKS}\n（三）{item}")
    assert len(part.tasks) == 3
    assert part.tasks[2].responsible == ("市司法局",)
    assert part.tasks[2].content == item.split("。")[1] + "。"


def test_a_goal_that_names_its_unit_is_a_task() -> None:
    part = _part(
        "一、总体目标\n新建食堂四十家。（责任单位：市民政局）\n二、发放就餐券。每月发放。（责任单位：市财政局）"
    )
    assert [task.responsible for task in part.tasks] == [("市民政局",), ("市财政局",)]


@pytest.mark.parametrize(
    "table",
    [
        "一级指标|二级指标|三级指标|指标属性|指标说明\n政策公开|解读|解读率|定量|解读文件占应解读文件的比例。",
        "序号|指标名称|单位|2025年|2026年目标值|属性\n1|城镇新增就业|万人|3.2|3.5|预期性",
        "指标类别|指标|目标值|数据来源\n公开质量|栏目更新及时率|95%|网站监测",
    ],
)
def test_a_table_of_indicators_is_none_of_tasks(table: str) -> None:
    with pytest.raises(NoTasks) as refused:
        parse(made("指标体系", grid(table)), UnitDirectory.usual(), Workdays.usual())
    assert refused.value.data["reason"] == "indicators"


def test_indicators_with_units_and_deadlines_are_tasks() -> None:
    table = "一级指标|二级指标|三级指标|责任单位|完成时限\n政策公开|解读|解读文件与政策同日发布。|市司法局|6月底前"
    assert len(parse(made("任务分解表", grid(table)), UnitDirectory.usual(), Workdays.usual()).parts[0].tasks) == 1
