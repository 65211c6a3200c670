"""What a clerk reads about slips: kinds, causes, and a slip as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.domain.light import Why
from gongkai_desk.domain.slips import COLOURED, Reminder, Slip, SlipKind
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.states import WORDS

SLIP_KINDS = {
    SlipKind.HINT: "提示单",
    SlipKind.CHASE: "催办单",
    SlipKind.BLUE: "督办单（蓝）",
    SlipKind.YELLOW: "督办单（黄）",
    SlipKind.RED: "督办单（红）",
}

CHOICES: dict[str, tuple[SlipKind, ...]] = {
    "催办单": (SlipKind.CHASE,),
    "提示单": (SlipKind.HINT,),
    "三色督办单（按情形定颜色）": COLOURED,
    "督办单（蓝）": (SlipKind.BLUE,),
    "督办单（黄）": (SlipKind.YELLOW,),
    "督办单（红）": (SlipKind.RED,),
}
"""What a clerk chooses from: the words, and the kinds that are meant."""

TRIGGERS = {
    Why.DUE_SOON: "即将到期",
    Why.REPORT_SOON: "临近报送日",
    Why.REPORT_IN_GRACE: "宽限期内未报",
    Why.RETURNED: "退回整改中",
    Why.OVERDUE: "逾期",
    Why.REPORT_MISSING: "逾期未报",
    Why.RECTIFY_OVERDUE: "整改逾期",
}
"""The causes for which an office may have slips sent, in the order in which they are offered."""


def causes_text(causes: tuple[Why, ...]) -> str:
    """Return the causes of one item in short; without any it is under way."""
    return "、".join(WORDS[why] for why in causes) or "在办"


def slip_text(slip: Slip) -> str:
    """Return a slip as plain text, as the paper has it."""
    return "\n".join(_lines(slip))


def _lines(slip: Slip) -> Iterator[str]:
    yield slip.title
    yield f"编号：{slip.number_text or '（生成时编号）'}"
    yield f"承办单位：{slip.unit}　　事项数：{len(slip.tasks)}项"
    for index, task in enumerate(slip.tasks, start=1):
        yield ""
        yield f"{index}. {task.name}"
        yield f"　任务依据：{task.basis}"
        yield f"　完成时限：{task.deadline}"
        yield f"　截至日进展：{task.progress}"
        yield f"　{'临期情形' if slip.kind in (SlipKind.HINT, SlipKind.BLUE) else '未报或滞后情形'}：{task.late}"
    yield ""
    yield f"办理要求：{slip.demand}"
    yield f"反馈时限：{chinese_date(slip.answer_until)}"
    yield f"签发人：{slip.signer}　　联系人：{slip.contact}　　联系电话：{slip.phone}"
    yield f"发单单位：{slip.office}　　{chinese_date(slip.day)}"
    if slip.copy_to:
        yield f"抄送：{slip.copy_to}"


def reminder_text(reminder: Reminder) -> str:
    """Return how a unit was reminded and what came of it: 电话；张华：月底前报；承诺2026年10月30日."""
    said = "：".join(filter(None, (reminder.answered_by, reminder.answer)))
    promised = f"承诺{chinese_date(reminder.promised)}" if reminder.promised else ""
    return "；".join(filter(None, (reminder.means.value, said or "未答复", promised)))
