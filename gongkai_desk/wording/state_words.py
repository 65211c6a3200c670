"""The words for states, acts and kinds of deadlines that a window shows at once; ``wording`` has them too."""

from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import DeadlineKind

STATES = {
    State.NOT_STARTED: "未启动",
    State.IN_PROGRESS: "推进中",
    State.PENDING: "待核查",
    State.CLOSED: "已销号",
    State.RETURNED: "退回整改",
    State.NOT_APPLICABLE: "不涉及",
    State.SUSPENDED: "已中止",
    State.DEFERRED: "暂缓",
    State.CANCELLED: "任务取消",
}

ACTIONS = {
    Action.APPLY: "申请销号",
    Action.VERIFY: "核查",
    Action.CLOSE: "销号",
    Action.RETURN: "退回整改",
    Action.NOT_APPLICABLE: "不涉及",
    Action.EXTEND: "延期",
    Action.CHANGE: "变更",
    Action.SUSPEND: "中止",
    Action.RESUME: "恢复",
    Action.DEFER: "暂缓",
    Action.CANCEL: "取消任务",
    Action.REOPEN: "重开",
    Action.CARRY_OVER: "年度办结",
}

DEADLINE_RULES = {
    DeadlineKind.DATE: "以写明的当日为最后一天",
    DeadlineKind.MONTH: "当月最后一天",
    DeadlineKind.MONTH_END: "当月最后一天",
    DeadlineKind.QUARTER: "当季最后一天",
    DeadlineKind.HALF_YEAR: "半年的最后一天",
    DeadlineKind.YEAR_END: "当年12月31日",
    DeadlineKind.YEAR_ROUND: "全年推进，没有单独的截止日，年底统一检查",
    DeadlineKind.LONG_TERM: "长期任务，没有截止日",
    DeadlineKind.DATE_THEN_LONG_TERM: "到期完成首次任务，此后长期坚持",
    DeadlineKind.RELATIVE: "从印发或发布的次日起算",
    DeadlineKind.YEAR_RANGE: "最后一年的12月31日",
}
