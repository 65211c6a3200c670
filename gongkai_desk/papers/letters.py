"""Letters to superiors (报备的报告, 函): what a template's names stand for, what a letter lacks, 请示 in a 报告."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.plan import Plan
from gongkai_desk.wording.days import chinese_date


class LetterForm(StrEnum):
    """文种: a 报告 goes to one's superior, a 函 to a body of the same rank or another line."""

    REPORT = "report"
    LETTER = "letter"


FORM_WORDS = {LetterForm.REPORT: "报告", LetterForm.LETTER: "函"}
TEMPLATES = {LetterForm.REPORT: "filing-report.docx", LetterForm.LETTER: "filing-letter.docx"}
"""In ``resources/templates``; an office may have its own beside its library's ledger."""


@dataclass(frozen=True, slots=True)
class FilingLetter:
    """What a letter of filing says; ``basis``: whose demand it answers, ``annexes``: the names of what it encloses.

    ``doc_no`` is the OA's number, empty until it is known: room is left for it.
    """

    form: LetterForm
    plan: Plan
    tasks: int
    issuer: str
    addressee: str
    day: date
    signer: str = ""
    copy_to: str = ""
    doc_no: str = ""
    basis: str = ""
    annexes: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""

    @property
    def title(self) -> str:
        """Return 关于报备《…》任务分解表的报告, 关于报送《…》任务分解表备案的函."""
        named = f"《{self.plan_name}》任务分解表"
        matter = f"报备{named}" if self.form is LetterForm.REPORT else f"报送{named}备案"
        return f"关于{matter}的{FORM_WORDS[self.form]}"

    @property
    def plan_name(self) -> str:
        """Return the plan's title; one that was printed as a table alone is called so."""
        return self.plan.title.removesuffix("任务分解表") or self.plan.title


_ROOM = "　" * 4


def filing_values(letter: FilingLetter) -> dict[str, str]:
    """Return what the names of a template stand for."""
    plan = letter.plan
    return {
        "标题": letter.title,
        "发文机关": letter.issuer or _ROOM,
        "文号": letter.doc_no or f"　　　〔{letter.day.year}〕　　号",
        "签发人": letter.signer or _ROOM,
        "主送": letter.addressee or _ROOM,
        "抄送": letter.copy_to,
        "依据": letter.basis or "政务公开工作有关要求",
        "要点名称": letter.plan_name,
        "要点文号": plan.doc_no,
        "年度": str(plan.year or letter.day.year),
        "任务数": str(letter.tasks),
        "报送": "报上" if letter.form is LetterForm.REPORT else "函送你们",
        "附件说明": annex_lines(letter.annexes),
        "附件份数": str(len(letter.annexes)),
        "日期": chinese_date(letter.day),
        "联系人": letter.contact,
        "联系电话": letter.phone,
    }


def annex_lines(annexes: Sequence[str]) -> str:
    """Return 附件说明: one annex without a number, several a line each with theirs; no stop after a name."""
    if len(annexes) == 1:
        return annexes[0]
    return "\n".join(f"{number}.{name}" for number, name in enumerate(annexes, start=1))


_SEVERAL = re.compile(r"[、，,；;\n]")  # 省政府办公厅、省司法厅


def lacks(letter: FilingLetter) -> tuple[str, ...]:
    """Return what is missing of a letter: ``addressee``, ``one_addressee``, ``signer`` (what goes up needs one)."""
    return tuple(_lacks(letter))


def _lacks(letter: FilingLetter) -> Iterator[str]:
    addressee = letter.addressee.strip().rstrip("：:")
    if not addressee:
        yield "addressee"
    elif letter.form is LetterForm.REPORT and _SEVERAL.search(addressee):
        yield "one_addressee"
    if letter.form is LetterForm.REPORT and not letter.signer.strip():
        yield "signer"
    if not letter.issuer.strip():
        yield "issuer"


# 妥否，请批示 · 当否，请批复 · 恳请给予支持 · 请审定
_ASKS = re.compile(
    r"[妥当可]否|是否妥当|请示|请(?:予以?|给予|领导|审议|予)?(?:批示|批复|审批|批准|审定|核准|核批)"
    r"|(?:恳请|请求|请予)[^。；，]{0,10}(?:支持|解决|协调|批准|同意|拨付)"
)


def requests_in(text: str) -> tuple[str, ...]:
    """Return the words by which a text asks its reader to decide, each once: a 报告 must not hold a 请示."""
    return tuple(dict.fromkeys(_ASKS.findall(text)))
