"""补报更正: the letter that says which of the figures that were sent change, and what was reported late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai_desk.domain.plan import Plan
from gongkai_desk.wording.days import chinese_date, month_day
from gongkai_desk.wording.lights import period_text

TEMPLATE: Final = "correction-report.docx"
"""In ``resources/templates``; an office may have its own in ``templates`` of its library."""
_ROOM: Final = "　" * 4
_NAMED: Final = 3  # units that the text names, the others being counted


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that was sent and what it is with what came late; ``where``: 全部, a section, a unit."""

    what: str
    where: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class LateLine:
    """What a unit reported late on a task."""

    unit: str
    task: str
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class CorrectionOrder:
    """What a person says of the letter; the number is the OA's, empty until it is known."""

    addressee: str = ""
    copy_to: str = ""
    signer: str = ""
    issuer: str = ""
    doc_no: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionLetter:
    """What a 补报更正 says: ``sent`` is the day on which the period was locked, ``as_of`` up to when it counted."""

    plan: Plan
    period: str
    sent: date
    as_of: date
    day: date
    changes: tuple[FigureChange, ...]
    late: tuple[LateLine, ...]
    order: CorrectionOrder = CorrectionOrder()

    @property
    def title(self) -> str:
        """Return 关于更正《…》2026年二季度进展数据的报告."""
        return f"关于更正《{self.plan_name}》{period_text(self.period)}进展数据的报告"

    @property
    def plan_name(self) -> str:
        """Return the plan's title; one that was printed as a table alone is called so."""
        return self.plan.title.removesuffix("任务分解表") or self.plan.title


def correction_values(letter: CorrectionLetter) -> dict[str, str]:
    """Return what the names of the template stand for."""
    order = letter.order
    return {
        "标题": letter.title,
        "发文机关": order.issuer or letter.plan.issuer or _ROOM,
        "文号": order.doc_no or f"　　　〔{letter.day.year}〕　　号",
        "签发人": order.signer or _ROOM,
        "主送": order.addressee or _ROOM,
        "抄送": order.copy_to,
        "要点名称": letter.plan_name,
        "要点文号": letter.plan.doc_no,
        "期间": period_text(letter.period),
        "原报日期": chinese_date(letter.sent),
        "截止日期": chinese_date(letter.as_of),
        "补报单位": units_text([each.unit for each in letter.late]),
        "补报条数": str(len(letter.late)),
        "日期": chinese_date(letter.day),
        "联系人": order.contact,
        "联系电话": order.phone,
    }


def correction_lists(letter: CorrectionLetter) -> dict[str, list[dict[str, str]]]:
    """Return the rows of the template's two tables: 更正, 补报."""
    changed = [
        {"项目": each.what, "范围": each.where, "原报": str(each.old), "更正为": str(each.new)}
        for each in letter.changes
    ]
    late = [
        {"序号": str(number), "单位": each.unit, "任务": each.task, "日期": month_day(each.day), "进展": each.text}
        for number, each in enumerate(letter.late, 1)
    ]
    return {"更正": changed, "补报": late}


def units_text(names: Sequence[str]) -> str:
    """Return units as a text names them: 市教育局、市司法局, of many the first ones (等5家单位)."""
    each = list(dict.fromkeys(filter(None, names)))
    told = "、".join(each[:_NAMED])
    return f"{told}等{len(each)}家单位" if len(each) > _NAMED else told


def lacks(letter: CorrectionLetter) -> tuple[str, ...]:
    """Return what is missing of a letter that goes up: ``addressee``, ``signer``, ``issuer``."""
    order = letter.order
    missing = {
        "addressee": not order.addressee.strip(),
        "signer": not order.signer.strip(),
        "issuer": not (order.issuer.strip() or letter.plan.issuer),
    }
    return tuple(name for name, is_missing in missing.items() if is_missing)
