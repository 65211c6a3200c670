"""征求意见 as it is entered: whom a round asks, 无意见 of many, the answer to an opinion; the words that are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path


class Agrees(StrEnum):
    """是否同意, as it is stored; a unit that has opinions may still agree."""

    YES = "yes"
    NO = "no"
    UNSAID = ""


class Adopted(StrEnum):
    """What became of an opinion, as it is stored."""

    YES = "yes"  # 采纳
    PARTLY = "partly"  # 部分采纳
    NO = "no"  # 不采纳
    OPEN = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A round: whom, until when, by which means and paper; ``silent_agrees``: the notice says silence is 无意见.

    ``papers``: its 函 and forms are to be written; else it is only entered. ``mail``: with a draft for each mailbox.
    ``confirmed``: a person confirmed the channel, so drafts and words to copy may be made of a 征求意见稿.
    """

    unit_ids: tuple[int, ...]
    closing: date | None = None
    silent_agrees: bool = False
    means: str = ""
    doc_no: str = ""
    remark: str = ""
    papers: bool = False
    mail: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class NoOpinion:
    """Units that answered 无意见 on a day; ``letter``: their 函, or the file that holds all of them."""

    unit_ids: tuple[int, ...]
    day: date
    letter: Path | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether opinions are adopted, and why not; ``consultation``: how a 不同意 was talked over, on which day."""

    adopted: Adopted
    reply: str = ""
    consulted: date | None = None
    consultation: str = ""


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """Whom a 意见反馈表 goes to and what it is known again by; ``own``: the tasks of the draft that are this unit's.

    ``sheet_code``: what the code for machines on it says.
    """

    unit: str
    batch: str
    code: str  # 单位码
    own: frozenset[int] = frozenset()
    closing: date | None = None
    sheet_code: str = ""
