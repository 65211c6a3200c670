"""征求意见的函: what its template's names stand for; that silence counts is said only where it was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai_desk.domain.cycle.books import Sender
from gongkai_desk.domain.cycle.opinions import AskedUnit
from gongkai_desk.papers.unit_sheet import plan_name
from gongkai_desk.wording.days import chinese_date

TEMPLATE: Final = "opinion-letter.docx"
"""In ``resources/templates``; an office may have its own in ``templates`` of its library."""
SILENCE: Final = "逾期未复的，视为无意见。"
_DRAFT: Final = "（征求意见稿）"
_ROOM: Final = "　" * 4


@dataclass(frozen=True, slots=True)
class AskingLetter:
    """What a 函 that asks for opinions says; ``plan`` is the draft's title, ``basis`` whose demand it answers.

    ``doc_no`` is the OA's number, empty until it is known. ``silence``: who does not answer has no opinion.
    """

    plan: str
    batch: str
    units: int
    tasks: int
    day: date
    sender: Sender
    issuer: str = ""
    basis: str = ""
    doc_no: str = ""
    closing: date | None = None
    silence: bool = False

    @property
    def draft_name(self) -> str:
        """Return what the draft is called: 2026年政务公开工作要点（征求意见稿）."""
        name = plan_name(self.plan)
        return name if "征求意见" in name else f"{name}{_DRAFT}"

    @property
    def title(self) -> str:
        """Return 关于征求《…（征求意见稿）》意见的函."""
        return f"关于征求《{self.draft_name}》意见的函"


def asking_values(letter: AskingLetter) -> dict[str, str]:
    """Return what the names of the template stand for; a blank to write on where nothing is known."""
    sender = letter.sender
    return {
        "标题": letter.title,
        "发文机关": letter.issuer or sender.office or _ROOM,
        "文号": letter.doc_no or f"　　　〔{letter.day.year}〕　　号",
        "主送": "各有关单位",
        "依据": letter.basis or "政务公开工作有关要求",
        "要点名称": letter.draft_name,
        "批号": letter.batch,
        "任务数": str(letter.tasks),
        "单位数": str(letter.units),
        "反馈时限": f"于{chinese_date(letter.closing)}前" if letter.closing else "尽快",
        "反馈去向": f"发送至{sender.mail}" if sender.mail else "按收到本函的渠道反馈",
        "逾期未复": SILENCE if letter.silence else "",
        "联系人": sender.contact or _ROOM,
        "联系电话": sender.phone or _ROOM,
        "日期": chinese_date(letter.day),
    }


def asking_subject(letter: AskingLetter, asked: AskedUnit, *, again: bool = False) -> str:
    """Return the subject of a mail that a unit's form is sent with; ``again``: it has not answered (催复)."""
    word = "请尽快反馈意见" if again else "征求意见"
    return f"{word}：{letter.draft_name}（{asked.unit}，批号{asked.batch}）"


def asking_message(letter: AskingLetter, asked: AskedUnit, *, again: bool = False) -> str:
    """Return the text of a mail or a message to a unit that is asked; ``again``: that has not answered yet."""
    lines = [f"{asked.unit}：", _reminded(letter, asked) if again else _asked(letter, asked)]
    lines.append("征求意见稿尚未定稿，请勿外传。不得填写国家秘密、工作秘密。")
    sender = letter.sender
    who = "，".join(
        filter(None, (sender.contact and f"联系人：{sender.contact}", sender.phone and f"电话：{sender.phone}"))
    )
    return "\n".join([*lines, *filter(None, (who and f"{who}。", sender.office))])


def _asked(letter: AskingLetter, asked: AskedUnit) -> str:
    own = f"，其中涉及贵单位的任务{len(asked.own)}项，已在反馈表中标出" if asked.own else ""
    when = f"于{chinese_date(asked.closing)}前" if asked.closing else "尽快"
    return (
        f"现就《{letter.draft_name}》征求意见（批号{asked.batch}，单位码{asked.code}）{own}。"
        f"请{when}填好意见反馈表，{_where(letter)}；没有意见的，也请写明“无意见”。{SILENCE if letter.silence else ''}"
    )


def _reminded(letter: AskingLetter, asked: AskedUnit) -> str:
    until = f"，反馈截止日为{chinese_date(asked.closing)}" if asked.closing else ""
    return (
        f"《{letter.draft_name}》征求意见（批号{asked.batch}，单位码{asked.code}）{until}，目前尚未收到贵单位反馈。"
        f"请尽快填好意见反馈表，{_where(letter)}；没有意见的，也请写明“无意见”。已经反馈的，请告知联系人。"
    )


def _where(letter: AskingLetter) -> str:
    return f"发送至{letter.sender.mail}" if letter.sender.mail else "按原渠道反馈"
