"""The clocks of 依申请公开 and 政策解读 in words: states, days used and left, by which rules a last day was counted."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.rules.day_count import DayCount, DayKind
from gongkai_desk.rules.interpretations import InterpretationState, Standing
from gongkai_desk.rules.requests import Act, Clock, Note, RequestState, Said
from gongkai_desk.wording.days import chinese_date, long_day, spans

REQUEST_STATES = {
    RequestState.RUNNING: "在办",
    RequestState.COMPLETION: "待补正",
    RequestState.THIRD_PARTY: "征求第三方意见",
    RequestState.ANSWERED: "已答复",
    RequestState.OVERDUE: "逾期",
    RequestState.GIVEN_UP: "视为放弃",
}

ACTS = {
    Act.ANSWER: "答复",
    Act.EXTEND: "延期",
    Act.ASK_COMPLETION: "告知补正",
    Act.COMPLETE: "收到补正",
    Act.ASK_THIRD_PARTY: "征求第三方意见",
    Act.TAKE_OPINION: "收到第三方意见",
}

INTERPRETATION_STATES = {
    InterpretationState.TOGETHER: "同步发布",
    InterpretationState.IN_TIME: "按期发布",
    InterpretationState.LATE: "逾期发布",
    InterpretationState.WAITING: "待解读",
    InterpretationState.MISSING: "逾期未解读",
}


def state_text(clock: Clock) -> str:
    """Return the state in words; an answer past its day says so, one given up without an entered result too."""
    word = REQUEST_STATES[clock.state]
    if clock.closed:
        return f"{word}（逾期）" if clock.late else word
    return f"{word}，待登记结果" if clock.state is RequestState.GIVEN_UP else word


def days_text(clock: Clock) -> str:
    """Return how the days stand, as a short cell: 余8个工作日, 超3个工作日, 用时12个工作日."""
    if clock.closed:
        return f"用时{clock.used}个工作日"
    if clock.late:
        return f"超{-clock.left}个工作日"
    return f"暂停，余{clock.left}个工作日" if clock.stopped else f"余{clock.left}个工作日"


def due_text(clock: Clock) -> str:
    """Return the last day on time as tables write it; while a third party is asked it is the latest one."""
    if clock.due is None:
        return "待补正后起算"
    return f"最迟{clock.due.isoformat()}" if clock.stopped else clock.due.isoformat()


def due_sentence(clock: Clock) -> str:
    """Return the last day on time in a sentence of its own, nothing while a completion is waited for."""
    if clock.due is None:
        return ""
    return f"答复期限：{'最迟' if clock.stopped else ''}{chinese_date(clock.due)}。"


def days_short(clock: Clock) -> str:
    """Return how the days stand under the head 工作日: 余8, 超3, 用时12, 暂停，余8."""
    if clock.state is RequestState.GIVEN_UP and not clock.closed:
        return ""
    return days_text(clock).removesuffix("个工作日")


def clock_lines(clock: Clock) -> list[str]:
    """Return by which rules the last day was counted, a sentence each."""
    return [_note(said) for said in clock.notes]


def _note(said: Said) -> str:
    day = chinese_date(said.day, "限期")
    return _NOTES[said.note].format(day=day, number=said.number)


_NOTES = {
    Note.FROM: "{day}收到，次日起算，{number}个工作日内答复（条例第三十三条）。",
    Note.COMPLETION_ASKED: "{day}告知补正，期限停止计算（条例第三十条）。",
    Note.COMPLETION_LATE: "告知补正应不晚于{day}，请核实。",
    Note.WAITING: "等待申请人在{day}前补正，补正收到之日起重新计算。",
    Note.RESTARTED: "{day}收到补正，从次日起重新计算{number}个工作日。",
    Note.NO_COMPLETION: "到{day}没有收到补正，无正当理由的视为放弃申请；请登记办理结果。",
    Note.ASKED_THIRD: "{day}征求第三方意见，所需时间不计算在内（条例第三十三条）。",
    Note.OPINION: "{day}收到第三方意见，其间{number}个工作日不计。",
    Note.OPINION_LONG: "第三方应在{number}个工作日内提出意见，这次超过了，请核实。",
    Note.SILENT: "第三方到{day}没有提出意见，次日起继续计算，由本机关决定是否公开（条例第三十二条）。",
    Note.EXTENDED: "{day}决定延长{number}个工作日，只能延长一次（条例第三十三条）。",
    Note.EXTENDED_LATE: "延长应在{day}前决定，这次已过期，不计延长，请核实。",
    Note.GUESSED_YEAR: "{number}年放假安排尚未录入，按周一至周五推算。",
}


def standing_text(standing: Standing) -> str:
    """Return how the days of an interpretation stand: 余2个工作日, 超3个工作日; nothing where it came in time."""
    if standing.state is InterpretationState.WAITING:
        return f"余{standing.left}个工作日"
    return f"超{-standing.left}个工作日" if standing.left < 0 else ""


_NOT_COUNTED = {DayKind.OFF: "国务院放假安排", DayKind.LOCAL_OFF: "地方放假", DayKind.WEEKEND: "周末"}


def result_sentence(count: DayCount) -> str:
    """Return the result in one sentence."""
    if not count.days:
        return "结束日应晚于起算日。"
    end = long_day(count.end)
    last = count.days[-1]
    if last.number is None:
        return f"到{end}共{count.count}个工作日，当日不是工作日。"
    return f"第{count.count}个工作日是{end}。"


def count_lines(count: DayCount) -> Sequence[str]:
    """Return how it was counted, a sentence each: the start, what counts, what does not, what is not known."""
    if not count.days:
        return ()
    told = [f"起算日{long_day(count.start)}当天不计，自次日起数。"]
    counted = [each.day for each in count.days if each.number is not None]
    if counted:
        told.append(f"计入{len(counted)}天：{spans(counted)}。")
    for kind, word in _NOT_COUNTED.items():
        if days := [each.day for each in count.days if each.kind is kind]:
            told.append(f"不计{len(days)}天（{word}）：{spans(days)}。")
    if make_up := [each.day for each in count.days if each.kind is DayKind.MAKE_UP]:
        told.append(f"其中调休上班{len(make_up)}天照计：{spans(make_up)}。")
    if count.guessed:
        years = "、".join(f"{year}年" for year in count.guessed)
        told.append(f"注意：{years}放假安排还没有录入，按周一至周五推算。")
    return told
