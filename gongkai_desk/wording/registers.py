"""What a clerk reads in the registers 依申请公开 and 政策解读: classes, results as printed, the annual table."""

from __future__ import annotations

from gongkai_desk.domain.registers import AnnualTable, ApplicantClass, Channel, Count, Outcome, Result

APPLICANTS = {
    ApplicantClass.PERSON: "自然人",
    ApplicantClass.BUSINESS: "商业企业",
    ApplicantClass.RESEARCH: "科研机构",
    ApplicantClass.WELFARE: "社会公益组织",
    ApplicantClass.LEGAL: "法律服务机构",
    ApplicantClass.OTHER: "其他",
}
BODIES = "法人或其他组织"

CHANNELS = {
    Channel.IN_PERSON: "当面提交",
    Channel.SIGNED_MAIL: "签收邮件",
    Channel.LETTER: "平常信函",
    Channel.INTERNET: "网络",
    Channel.FAX: "传真",
}
RECEIPT_RULES = {
    Channel.IN_PERSON: "当面提交的，提交之日为收到之日",
    Channel.SIGNED_MAIL: "邮寄并签收的，签收之日为收到之日",
    Channel.LETTER: "平常信函，与申请人确认之日为收到之日",
    Channel.INTERNET: "通过网络提交的，双方确认之日为收到之日",
    Channel.FAX: "通过传真提交的，双方确认之日为收到之日",
}
"""Which day is the day of receipt (条例第三十一条)."""

RESULT_GROUPS: tuple[tuple[str, tuple[Result, ...]], ...] = (
    ("（三）不予公开", tuple(Result)[2:10]),
    ("（四）无法提供", tuple(Result)[10:13]),
    ("（五）不予处理", tuple(Result)[13:18]),
    ("（六）其他处理", tuple(Result)[18:21]),
)
"""The groups of results with their members; the first two results stand alone."""

RESULTS = {  # as table 3 prints them (国办公开办函〔2021〕30号)
    Result.GRANTED: "（一）予以公开",
    Result.PARTLY: "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    Result.SECRET: "1.属于国家秘密",
    Result.FORBIDDEN: "2.其他法律行政法规禁止公开",
    Result.SAFETY: "3.危及“三安全一稳定”",
    Result.THIRD_PARTY: "4.保护第三方合法权益",
    Result.INTERNAL: "5.属于三类内部事务信息",
    Result.PROCESS: "6.属于四类过程性信息",
    Result.CASE_FILE: "7.属于行政执法案卷",
    Result.INQUIRY: "8.属于行政查询事项",
    Result.NOT_HELD: "1.本机关不掌握相关政府信息",
    Result.TO_BE_MADE: "2.没有现成信息需要另行制作",
    Result.STILL_UNCLEAR: "3.补正后申请内容仍不明确",
    Result.COMPLAINT: "1.信访举报投诉类申请",
    Result.REPEATED: "2.重复申请",
    Result.PUBLICATION: "3.要求提供公开出版物",
    Result.MASS: "4.无正当理由大量反复申请",
    Result.CONFIRMATION: "5.要求行政机关确认或重新出具已获取信息",
    Result.NOT_COMPLETED: "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    Result.NOT_PAID: "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    Result.OTHER: "3.其他",
}
_SHORT = {
    Result.PARTLY: "部分公开",
    Result.NOT_COMPLETED: "逾期不补正，不再处理",
    Result.NOT_PAID: "逾期未缴费，不再处理",
    Result.OTHER: "其他处理",
}

COUNTS = {
    Count.NEW: "一、本年新收政府信息公开申请数量",
    Count.CARRIED_IN: "二、上年结转政府信息公开申请数量",
    Count.TOTAL: "（七）总计",
    Count.CARRIED_OUT: "四、结转下年度继续办理",
}
DONE_HEAD = "三、本年度办理结果"

OUTCOMES = {
    Outcome.UPHELD: "结果维持",
    Outcome.CORRECTED: "结果纠正",
    Outcome.OTHER: "其他结果",
    Outcome.PENDING: "尚未审结",
}

FORMS = ("文字解读", "图解", "问答", "视频、动漫", "新闻发布会", "专家解读", "负责人解读", "媒体解读")
"""Usual forms of interpretations; others may be written."""


def result_short(result: Result) -> str:
    """Return a result without its number, as a table on the screen has room for."""
    return _SHORT.get(result) or RESULTS[result].lstrip("（一二）12345678.")


def result_long(result: Result) -> str:
    """Return a result with its group: 不予公开：属于国家秘密."""
    group = next((head[3:] for head, members in RESULT_GROUPS if result in members), "")
    name = result_short(result)
    return f"{group}：{name}" if group and result is not Result.OTHER else name


REGISTER_LACKS = {  # what ``NotAllowed`` says is missing; part of ``wording.LACKS``
    "request_answered": "该申请已经答复",
    "request_subject": "请写明申请的是什么信息",
    "received_day": "请写明收到日期",
    "day_order": "各项日期的先后不对",
    "asked_day": "请先写明告知补正或征求意见的日期",
    "completion_once": "补正只能告知一次",
    "completion_in_time": "告知补正应在收到申请之日起7个工作日内",
    "completion_until": "请写明补正期限",
    "completion_not_asked": "没有等待补正",
    "completion_pending": "正在等待申请人补正",
    "third_party_once": "已经征求过第三方意见",
    "third_party_not_asked": "没有正在征求的第三方意见",
    "extension_once": "答复期限只能延长一次",
    "extension_in_time": "已过答复期限，不能再延长",
    "extension_days": "延长不得超过20个工作日",
    "result": "请选择办理结果",
    "answer_day": "请写明答复日期",
    "answered_first": "答复之后才有复议、诉讼",
    "number_taken": "编号已被别的申请使用",
    "year_end": "该年度还没有结束",
    "nothing_open": "没有需要结转的申请",
    "file_title": "请写明文件标题",
    "file_day": "请写明文件发布日期",
}


# ---- the annual table

CHECKED = "勾稽关系：第一项加第二项之和等于第三项加第四项之和。"
BY_YEAR_OF_ANSWER = "注：行政复议、行政诉讼按所涉申请的答复年度统计。"


def check_sentence(table: AnnualTable) -> str:
    """Return whether table 3 adds up, with its sums: 12＋1＝9＋4，相符。."""
    new, carried, done, out = table.sums()
    return f"{CHECKED}核对：{new}＋{carried}{'＝' if table.adds_up else '≠'}{done}＋{out}，{_agrees(table)}。"


def _agrees(table: AnnualTable) -> str:
    return "相符" if table.adds_up else "不符，请核对各件的日期和结果"


def table_remarks(table: AnnualTable) -> list[str]:
    """Return what a clerk should look at before the table is printed; empty where all is well."""
    found = []
    if table.to_settle:
        found.append(f"逾期未补正、尚未登记办理结果，暂计入结转：{'、'.join(table.to_settle)}。")
    carried = table.sums()[1]
    if table.marked is not None and table.marked != carried:
        found.append(f"按日期上年结转{carried}件，上年末登记结转{table.marked}件，请核对。")
    return found
