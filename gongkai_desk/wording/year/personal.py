"""Personal data in what leaves: how its kinds and places are called, what is said and asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from gongkai_desk.domain.year.personal import Found, PersonalKind

KINDS: Final = {
    PersonalKind.ID: "身份证号",
    PersonalKind.PHONE: "手机号",
    PersonalKind.CARD: "银行卡号",
    PersonalKind.MAIL: "电子邮箱",
    PersonalKind.ADDRESS: "家庭住址",
    PersonalKind.APPLICANT: "申请人姓名",
}

HEADING: Final = "标题"
SECTION_ROW: Final = "分组行"
LETTER: Final = "邮件正文"
SUBJECT: Final = "邮件主题"
LETTER_PAPER: Final = "公文"
PAGE: Final = "《{file}》第{page}页"
NOTICE: Final = "报送通知"
BREAKDOWN: Final = "任务分解表"
PACKET_TABLES: Final = {
    "plan": "要点",
    "original": "原文件",
    "unit": "单位",
    "task": "任务",
    "task_unit": "分工",
    "doubt": "疑点",
    "transition": "办理记录",
    "quota_event": "数量登记",
    "timed_case": "限时事项",
    "report": "进展",
    "evidence": "佐证材料",
    "unit_state": "单位状态",
    "spot_check": "抽查记录",
}
"""What a row of a packet is called, by its table; another is called by the table's own name."""
BANDS: Final = {
    "title": "标题",
    "annex": "附件标记",
    "draft": "标题下",
    "note": "标题下",
    "line": "表头行",
    "internal": "表头行",
    "small": "表下注",
    "heading": "表的标题",
    "caption": "图的说明",
    "part": "回执",
    "cut": "裁切线",
    "form_title": "标题",
    "form_note": "标题下",
    "head": "正文标题",
    "subhead": "正文标题",
    "body": "正文",
    "closing": "正文",
    "signed": "落款",
}
"""What a line over, under or between tables is called, by the value of ``BandKind``."""


def counted_kinds(found: Iterable[Found]) -> str:
    """Return how many places of each kind there are: 身份证号1处、手机号3处."""
    counts = Counter(dict.fromkeys(KINDS, 0))
    for each in found:
        counts[each.kind] += len(each.places)
    return "、".join(f"{KINDS[kind]}{count}处" for kind, count in counts.items() if count)


def told_line(found: Iterable[Found], covered: Iterable[Found]) -> str:
    """Return the one line that the command line says: what was found, and what of it was covered."""
    all_of, hidden = tuple(found), tuple(covered)
    if not hidden:
        return f"含个人信息：{counted_kinds(all_of)}，照原样写出；遮盖用 --personal mask"
    if len(hidden) == len(all_of):
        return f"含个人信息：{counted_kinds(all_of)}，已遮盖"
    kept = [each for each in all_of if each not in hidden]
    return f"含个人信息：{counted_kinds(hidden)}已遮盖，{counted_kinds(kept)}照原样写出"


# ---- the window

HOW_TO_COVER: Final = (
    "打勾的用 * 遮盖，同一内容在各处一并遮盖；手机号、邮箱没有预先打勾，请看一看。只管这一次，台账里的原文不变。"
)
LETTER_HAS: Final = "主题或正文里有{kinds}。请改去；确需照原样发的，再按一次“生成邮件草稿”。"
COVERED_NAME: Final = "{name}（已遮盖个人信息）"
SCANNING: Final = "正在核对个人信息"
FROZEN: Final = "这个文件已经生成或已经定稿，不能遮盖：确认原样发出，或取消后改好再发。"
NOT_TO_COVER: Final = "这种材料要原样交回合并，不能遮盖：确认原样发出，或取消后先在台账里改去。"
MORE_PLACES: Final = "另有 {count} 处。"


def found_heading(found: Iterable[Found]) -> str:
    """Return what the window says of what was found."""
    return f"要发出的内容里查到个人信息：{counted_kinds(found)}。"


def found_line(each: Found) -> str:
    """Return a find as a line of a list: its kind, itself, where it stands."""
    more = f"等{len(each.places)}处" if len(each.places) > 1 else ""
    shown = " ".join(each.shown.split())
    return f"{KINDS[each.kind]}　{shown}　（{each.places[0].where}{more}）"
