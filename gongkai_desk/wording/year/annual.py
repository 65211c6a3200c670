"""Words of the 年报: its parts and headings as the form prints them, its lines, its checks, the prefilled sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gongkai_desk.domain.registers import ApplicantClass, Count, Outcome, Result
from gongkai_desk.domain.year.annual import AnnualCell, AnnualScope, Check, CheckKind, Dispute, Heading, Made, MadePlace
from gongkai_desk.domain.year.annual_sheets import AnnualWait, Extra, SheetLine
from gongkai_desk.wording.registers import APPLICANTS, COUNTS, OUTCOMES, result_long

TITLE: Final = "{office}{year}年政府信息公开工作年度报告"
COMPARED_TITLE: Final = "{office}{year}年政府信息公开年报数据与上年对比"
PARTS: Final = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
HEADINGS: Final = {
    Heading.PROACTIVE: "（一）主动公开",
    Heading.ON_REQUEST: "（二）依申请公开",
    Heading.MANAGEMENT: "（三）政府信息管理",
    Heading.PLATFORM: "（四）政府信息公开平台建设",
    Heading.SUPERVISION: "（五）监督保障",
    Heading.PROBLEMS: "（一）存在的主要问题",
    Heading.IMPROVED: "（二）改进情况",
}
NAMES: Final = {
    Heading.OPENING: "总体情况",
    **{heading: text[3:] for heading, text in HEADINGS.items()},
    Heading.OTHER: "其他事项",
}
"""What each is called in a list, and in a template."""
SCOPES: Final = {AnnualScope.OWN: "本机关", AnnualScope.ALL: "汇总（本机关和各单位）"}

TO_FILL: Final = "【待填：{what}】"
OPENING: Final = (
    "本报告按照《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》"
    "（国办公开办函〔2021〕30号）编制，所列数据的统计期限为{year}年1月1日至{last}。"
)
ALL_BODIES: Final = "汇总数据包括本机关和{told}家单位。"
OWN_ALONE: Final = "汇总数据只有本机关的，各单位的尚未报送。"
NOT_TOLD: Final = "【待填：还有{count}家单位没有报送年报数据】"
PARTLY: Final = "{name}有{count}格没有填，汇总时没有计入。"
COUNTED: Final = "表三、表四按依申请登记数出，所填的不印在{year}年的年报里，只作下一年比对用。"
PLAN: Final = (
    "《{plan}》部署任务{tasks}项，已完成{closed}项，占{rate}"
    "（口径：任务，不含长期任务{long_term}项和不涉及、中止、取消、暂缓的{out}项）。"
)
NORMATIVE: Final = "制发行政规范性文件{made}件，废止{gone}件，现行有效{now}件。"
INTERPRETED: Final = "发布政策解读{count}篇。"
LOOKED_BACK: Final = (
    "对{year}年要点落实情况开展“回头看”，核查{items}项，已落实{done}项，持续推进{going_on}项，未落实{not_done}项。"
)
RECTIFIED: Final = "列入整改{entries}项，已销号{closed}项。"
REQUESTS: Final = "新收政府信息公开申请{new}件，上年结转{came}件；办结{total}件，结转下年度{out}件。"
DISPUTES: Final = "因政府信息公开申请行政复议{review}件，提起行政诉讼{lawsuits}件。"
LAST_PROBLEM: Final = "对上年报告提出的“{text}”："
FEE: Final = "本年度收取政府信息公开信息处理费{fee}元。"
LEFT_OVER: Final = "上年要点尚有{count}项没有落实。"
SUPERVISED: Final = ("工作考核", "社会评议", "责任追究结果")
"""What the form asks for by name under 监督保障."""
ASSESSED: Final = "按照《{name}》开展了政务公开工作考核。"

# ---- the tables

ARTICLES: Final = (
    ("第二十条第（一）项", "信息内容", (Made.RULES, Made.NORMATIVE)),
    ("第二十条第（五）项", "信息内容", (Made.LICENCES,)),
    ("第二十条第（六）项", "信息内容", (Made.PENALTIES, Made.COERCION)),
    ("第二十条第（八）项", "信息内容", (Made.FEES,)),
)
MADE: Final = {
    Made.RULES: "规章",
    Made.NORMATIVE: "行政规范性文件",
    Made.LICENCES: "行政许可",
    Made.PENALTIES: "行政处罚",
    Made.COERCION: "行政强制",
    Made.FEES: "行政事业性收费",
}
MADE_PLACES: Final = {
    MadePlace.MADE: "本年制发件数",
    MadePlace.ABOLISHED: "本年废止件数",
    MadePlace.IN_FORCE: "现行有效件数",
    MadePlace.DECISIONS: "本年处理决定数量",
    MadePlace.YUAN: "本年收费金额（单位：万元）",
}
DISPUTES_OF: Final = {
    Dispute.REVIEW: "行政复议",
    Dispute.DIRECT: "行政诉讼（未经复议直接起诉）",
    Dispute.AFTER_REVIEW: "行政诉讼（复议后起诉）",
}
CHECKS: Final = {
    CheckKind.BALANCE: "表三{place}：第一项加第二项等于第三项加第四项",
    CheckKind.RESULTS: "表三{place}：各项办理结果之和等于总计",
    CheckKind.CARRIED: "表三{place}：上年结转等于上年年报的结转下年度",
    CheckKind.IN_FORCE: "表二{place}：现行有效等于上年现行有效加制发减废止",
    CheckKind.WHOLE: "{place}：应是不小于0的整数",
}
_TOTAL: Final = "总计"


def cell_words(cell: AnnualCell) -> str:
    """Return what a cell is called: 行政规范性文件　本年制发件数, 本年新收…　自然人."""
    if cell.part == 2:
        place = MadePlace(cell.place)
        return f"{MADE[Made(cell.line)]}　{'本年收费金额（元）' if place is MadePlace.YUAN else MADE_PLACES[place]}"
    if cell.part == 3:
        return f"{line_words(cell.line)}　{APPLICANTS[ApplicantClass(cell.place)]}"
    return f"{DISPUTES_OF[Dispute(cell.line)]}　{OUTCOMES[Outcome(cell.place)]}"


def line_words(line: str) -> str:
    """Return what a line of table 3 is called, a result with its group."""
    return COUNTS[Count(line)] if line in set(Count) else result_long(Result(line))


def check_sentence(check: Check) -> str:
    """Return what a check says, with both sides: …，12≠13."""
    told = CHECKS[check.kind].format(place=_place(check))
    if check.holds is None:
        return f"{told}（数据未填全）"
    return told if check.holds else f"{told}，{check.left}≠{check.right}"


def _place(check: Check) -> str:
    if check.kind is CheckKind.IN_FORCE:
        return MADE[Made(check.place)]
    if check.kind is CheckKind.WHOLE:
        line, _, place = check.place.partition(".")
        part = 2 if line in set(Made) else 4 if line in set(Dispute) else 3
        return cell_words(AnnualCell(part, line, place))
    return _TOTAL if check.place == _TOTAL else APPLICANTS[ApplicantClass(check.place)]


# ---- 年报数据表 of the units

BOOK_TITLE: Final = "{year}年政府信息公开年报数据表"
EXTRAS: Final = {
    Extra.FEE: "信息处理费（元，没有收取填0）",
    Extra.SUBMITTED: "提交日期",
    Extra.PUBLISHED: "公布日期",
}
BOOK_HOW: Final = (
    "1. 只填“数量”“自然人”等空白格；没有的填0，不要留空。收费金额、信息处理费按元填。",
    "2. “数据码”等栏已经印好，收表时凭码核对，请不要改动，不要删行、调换行序。本表没有密码。",
    "3. 表三每一列：第一项加第二项等于第三项总计加第四项；上年结转应等于上年年报的结转下年度。",
    "4. 不得填写国家秘密、工作秘密，不得填写申请人姓名等个人信息。",
)
SHEET_WAITS: Final = {
    AnnualWait.BAD_CODE: "数据表码认不出",
    AnnualWait.UNIT_BY_NAME: "没有数据表码，按单位名称认的",
    AnnualWait.UNIT_DIFFERS: "数据表码和填报单位不是一家",
    AnnualWait.OTHER_BOOK: "有别的单位或年度的行",
    AnnualWait.WORDS_DIFFER: "有的行数据码和项目对不上",
    AnnualWait.UNREAD: "有的格填的不是数",
    AnnualWait.OPEN: "有的格没有填，是0还是没有数据",
    AnnualWait.TWICE: "有的行重复且数不一样",
    AnnualWait.CHECKS: "勾稽关系不符",
    AnnualWait.CONFLICT: "与已登记的数不一样",
}


def extra_words(line: SheetLine) -> str:
    """Return what a row of the workbook is called."""
    if line.extra is not None:
        return EXTRAS[line.extra]
    first = line.cells[0]
    return line_words(first.line) if first.part == 3 else cell_words(first)


def sheet_waits_text(waits: Iterable[AnnualWait]) -> str:
    """Return why a workbook waits."""
    return "、".join(SHEET_WAITS[each] for each in dict.fromkeys(waits))
