"""The words for lights that a window shows at once; sentences that explain them are in ``wording.lights``."""

from typing import TYPE_CHECKING

from gongkai_desk.domain.light import Colour, Topic, Why

if TYPE_CHECKING:
    from gongkai_desk.rules.lights import TaskLight

COLOURS = {
    Colour.RED: "红",
    Colour.YELLOW: "黄",
    Colour.BLUE: "蓝",
    Colour.GREEN: "绿",
    Colour.OFF: "不亮",
}

WORDS = {
    Why.NOT_APPLICABLE: "不涉及",
    Why.SUSPENDED: "已中止",
    Why.DEFERRED: "暂缓",
    Why.CANCELLED: "任务取消",
    Why.LAST_YEAR: "属上年事项",
    Why.NOT_BEGUN: "尚未开始",
    Why.CLOSED: "已销号",
    Why.CARRIED: "年度办结",
    Why.DONE_LATE: "逾期完成",
    Why.PENDING: "待核查",
    Why.OVERDUE: "逾期",
    Why.REPORT_MISSING: "逾期未报",
    Why.RECTIFY_OVERDUE: "整改逾期",
    Why.TO_CONFIRM: "时限待确认",
    Why.DUE_SOON: "即将到期",
    Why.REPORT_SOON: "该报进展",
    Why.REPORT_IN_GRACE: "进展未报",
    Why.RETURNED: "退回整改",
    Why.RUNNING: "正常推进",
}

TOPICS = {
    Topic.OVERDUE: "已逾期",
    Topic.RECTIFY_OVERDUE: "整改逾期",
    Topic.DUE_7: "7天内到期",
    Topic.DUE_15: "8至15天到期",
    Topic.DUE_30: "16至30天到期",
    Topic.REPORT_MISSING: "进展逾期未报",
    Topic.REPORT_DUE: "近期应报进展",
    Topic.TO_VERIFY: "待核查",
    Topic.NO_PROOF: "申请销号缺佐证",
    Topic.RETURNED: "退回整改",
    Topic.TO_CONFIRM: "时限待确认",
}

TOPIC_STEPS = {  # what a clerk does about it
    Topic.OVERDUE: "催办，或按批准办理延期",
    Topic.RECTIFY_OVERDUE: "催促整改，整改后重新申请销号",
    Topic.DUE_7: "提醒责任单位抓紧报送、申请销号",
    Topic.DUE_15: "提醒责任单位",
    Topic.DUE_30: "提前知会责任单位",
    Topic.REPORT_MISSING: "催报进展",
    Topic.REPORT_DUE: "通知责任单位报送本期进展",
    Topic.TO_VERIFY: "核查佐证材料，销号或退回整改",
    Topic.NO_PROOF: "请责任单位补交佐证材料",
    Topic.RETURNED: "跟踪整改期限",
    Topic.TO_CONFIRM: "逐项确认时限：照此执行、另定时限、属上年事项或补登完成",
}


def light_text(light: "TaskLight") -> str:
    """Return a task's light as it is written: 红3/62; 不亮 alone."""
    word = COLOURS[light.colour]
    return word if light.colour is Colour.OFF else f"{word}{light.count}/{light.total}"
