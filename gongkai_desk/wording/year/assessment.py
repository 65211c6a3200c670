"""What a clerk reads of a 考核: facts and their sentences, what a scheme lacks, what an approval is wanted for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from gongkai_desk.domain.cycle.judging import AssessmentEntry
from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.year.assessment import (
    AssessedFact,
    AssessedRow,
    Scheme,
    SchemeItem,
    SchemeRule,
    Scores,
    UnitScore,
)
from gongkai_desk.domain.year.self_scores import SelfWait
from gongkai_desk.rules.year.assessment import SchemeLack, cap_of, in_rank_order, points_text
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.lights import period_text
from gongkai_desk.words.normal import shortened

FACTS: Final = {
    AssessedFact.LATE: "进展迟报（每项任务）",
    AssessedFact.LATE_ONCE: "进展迟报（每期计一次）",
    AssessedFact.NOT_REPORTED: "进展未报（每项任务）",
    AssessedFact.NOT_REPORTED_ONCE: "进展未报（每期计一次）",
    AssessedFact.RETURNED: "退回整改、退回补报",
    AssessedFact.NO_EVIDENCE: "缺佐证材料",
    AssessedFact.OVERDUE: "逾期未完成",
    AssessedFact.DONE_LATE: "逾期完成",
    AssessedFact.CHECK_FAILED: "抽查不属实、未落实",
    AssessedFact.HAND: "人工登记",
}
"""Facts as a scheme is edited."""

_SENTENCES: Final = {
    AssessedFact.LATE: "{period}“{title}”进展迟报{days}个工作日",
    AssessedFact.LATE_ONCE: "{period}有{tasks}项任务的进展迟报，最迟{days}个工作日",
    AssessedFact.NOT_REPORTED: "{period}“{title}”进展应于{due}前报送，未报",
    AssessedFact.NOT_REPORTED_ONCE: "{period}有{tasks}项任务的进展未报",
    AssessedFact.RETURNED: "“{title}”申请销号，{day}退回整改{reason}",
    AssessedFact.NO_EVIDENCE: "“{title}”{reason}，没有佐证材料",
    AssessedFact.OVERDUE: "“{title}”应于{due}前完成，逾期未完成",
    AssessedFact.DONE_LATE: "“{title}”应于{due}前完成，{day}完成，逾期{days}天",
    AssessedFact.CHECK_FAILED: "{day}抽查“{title}”，结论为{reason}",
}
_REPORT_RETURNED: Final = "{period}“{title}”进展被退回补报{reason}"
_BOOK_RETURNED: Final = "{period}填报表{day}退回补报{reason}"
_MOST_TITLE, _MOST_REASON = 36, 40
_STOPS = "。；，"  # at the end of a text that goes on in a sentence
_INNER = str.maketrans("“”", "‘’")  # a title is quoted already


def fact_sentence(row: AssessedRow) -> str:
    """Return what an entry says of its fact, without its points."""
    template = _SENTENCES[row.fact]
    if row.fact is AssessedFact.RETURNED and row.report_id is not None:
        template = _REPORT_RETURNED
    elif row.dispatch_unit_id is not None:
        template = _BOOK_RETURNED
    reason = shortened(row.reason.rstrip(_STOPS), _MOST_REASON)
    if row.fact is AssessedFact.RETURNED and reason:
        reason = f"（{reason}）"
    return template.format(
        period=period_text(row.period) if row.period else "",
        title=shortened(row.title.rstrip(_STOPS), _MOST_TITLE).translate(_INNER),
        days=row.days,
        tasks=row.tasks,
        due=chinese_date(row.due),
        day=chinese_date(row.day),
        reason=reason,
    )


def entry_sentence(entry: AssessmentEntry) -> str:
    """Return an entry with its points: 2026年二季度“…”进展迟报3个工作日，扣0.5分."""
    word = "扣" if entry.points < 0 else "加"
    return f"{entry.sentence.rstrip('。；')}，{word}{points_text(abs(entry.points))}分"


def signed(entry: AssessmentEntry) -> str:
    """Return an entry's points as a ledger prints them: -0.5, +1."""
    return f"{'+' if entry.points > 0 else ''}{points_text(entry.points)}"


def rule_text(item: SchemeItem, rule: SchemeRule) -> str:
    """Return a rule in words: 每有一次进展迟报扣0.5分，扣完5分为止."""
    if rule.text:
        return rule.text
    what = "其他经认定的情形" if rule.fact is AssessedFact.HAND else FACTS[rule.fact]
    if rule.points == 0:
        return f"{what}，按事实扣分、加分"
    amount, cap = points_text(abs(rule.points)), cap_of(rule, item.points)
    if rule.points > 0:
        return f"{what}，每次加{amount}分，最多加{points_text(cap)}分"
    return f"{what}，每次扣{amount}分，扣完{points_text(cap) + '分' if cap != item.points else ''}为止"


# ---- what a scheme lacks

_TRACES = (
    "“{about}”把批示、刊发、经验做法或者留痕当作得分依据。《整治形式主义为基层减负若干规定》要求不得以这些作为"
    "评价工作的依据，考核会因此变成比材料，所以本软件不预设这类分值。确有上级文件要求的，可以保留，请在备注中写明依据。"
)
LACKS: Final = {
    SchemeLack.NO_NAME: "请写方案名称。",
    SchemeLack.NO_ITEMS: "请至少写一个指标。",
    SchemeLack.SUM: "各指标分值合计与总分不符（{about}）。",
    SchemeLack.PART_SUM: "二级指标合计与一级指标分值不符：{about}。",
    SchemeLack.WEIGHT: "“{about}”的分值应大于 0。",
    SchemeLack.CAP: "“{about}”的封顶应在 0 到该项分值之间。",
    SchemeLack.NO_POINTS: "“{about}”有一条规则没有写每次几分。",
    SchemeLack.TRACES: _TRACES,
    SchemeLack.OUTSIDE_RULES: "“{about}”的得分由表格导入，所列规则不起作用。",
    SchemeLack.BANDS: "两个等次的分数线相同。",
    SchemeLack.NO_UNITS: "还没有选被考核单位。",
}


def lack_sentence(lack: SchemeLack, about: str) -> str:
    """Return what is not as it should be in a scheme."""
    return LACKS[lack].format(about=about)


# ---- what stands on papers

INTERNAL: Final = "内部资料　注意保存"
NOT_RANKED: Final = "本表按单位名录顺序排列，不排名次。"
METHOD: Final = "注：每个指标得分不低于0分，不高于该项分值；每条规则累计扣分、加分以其封顶为限。"


def approval_line(approval: Approval) -> str:
    """Return the line that a paper with a ranking bears: 经王××审定（2026年12月20日，文号）."""
    number = f"，{approval.doc_no}" if approval.doc_no else ""
    return f"名次经{approval.approver}审定（{chinese_date(approval.day)}{number}）"


def missing_note(units: Sequence[UnitScore]) -> str:
    """Return which units have points still to be given, item by item; empty: none."""
    waiting: dict[str, list[str]] = {}
    for unit in units:
        for item in unit.missing:
            waiting.setdefault(item.name, []).append(unit.unit)
    parts = [f"{name}（{_units_named(found, len(units))}）" for name, found in waiting.items()]
    return f"尚未评分，未计入总分、不定等次：{'；'.join(parts)}。" if parts else ""


def _units_named(found: Sequence[str], every: int) -> str:
    if len(found) == every:
        return f"{every}家均未评" if every > 1 else found[0]
    return "、".join(found)


def scheme_title(scheme: Scheme, period: str = "") -> str:
    """Return what papers call the assessment: 2026年度政务公开工作考核, of a period …考核（2026年二季度）."""
    year = f"{scheme.year}年"
    title = scheme.name if year in scheme.name else f"{year}度{scheme.name}"
    return f"{title}（{period_text(period)}）" if period and period != str(scheme.year) else title


# ---- 自评

SELF_WAITS: Final = {
    SelfWait.BAD_CODE: "指标码或自评码不对",
    SelfWait.UNIT_BY_NAME: "没有自评码，按单位名称认出",
    SelfWait.UNIT_DIFFERS: "单位名称与自评码不符",
    SelfWait.OTHER_BOOK: "这一行是另一家单位的",
    SelfWait.UNREAD: "自评得分不是数",
    SelfWait.BEYOND: "超出该项分值",
    SelfWait.CONFLICT: "与已登记的自评分不同",
    SelfWait.APPROVED: "名次已经审定",
}


def self_waits_text(waits: Iterable[SelfWait]) -> str:
    """Return why a row of a 自评表 waits."""
    return "、".join(SELF_WAITS[each] for each in waits)


# ---- what stands in the window

NO_SCHEME: Final = (
    "还没有考核方案。点“方案…”自己编制，或粘贴、导入单位现有的指标表；"
    "有了方案，“提取事实…”按规则找出迟报、未报、退回等情形。"
)
PICK_A_CELL: Final = "点一格得分，下面列出它的每一条扣分和加分。第三方、人工评分的格子可直接填写，也可从表格粘贴。"
NO_RANKING: Final = "名次未审定，只能出不排名次的内部表。"


def cell_text(unit: UnitScore, item: SchemeItem | None) -> str:
    """Return what a cell says: an item's points of its weight, or the unit's sum."""
    score = next((each for each in unit.items if item is not None and each.item.id == item.id), None)
    if score is None:
        return f"总分 {points_text(unit.total)}，{len(unit.entries)} 条扣分和加分"
    told = f"{score.item.name} {points_text(score.points, '未评')}/{points_text(score.item.points)}"
    own = f"，自评 {points_text(score.self_points)}" if score.self_points is not None else ""
    return f"{told}{own}，{len(score.entries)} 条"


def list_text(name: str) -> str:
    """Return what a list of units is called: A → A类; empty stays empty."""
    return f"{name}类" if len(name) == 1 else name


def places(scores: Scores) -> tuple[tuple[str, str, str, str], ...]:
    """Return the ranking for who is to allow it: 类别, 名次, 单位, 总分, list by list."""
    return tuple(
        (list_text(unit.list), str(unit.rank), unit.unit, points_text(unit.total))
        for unit in in_rank_order(scores.units)
    )
