"""征求意见: where a unit stands, what an opinion still lacks before the plan goes to be signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.cycle.opinions import Adopted, Agrees
from gongkai_desk.domain.cycle.rounds import Opinion


class Stand(StrEnum):
    """What a unit has said when it was asked for its opinion."""

    WAITING = "waiting"  # 未回复
    OVERDUE = "overdue"  # 逾期未复
    RECEIVED = "received"  # 已收待定: its form came and waits for a person
    NONE = "none"  # 无意见
    SILENT = "silent"  # 视为无意见
    TOLD = "told"  # 有意见
    AGAINST = "against"  # 不同意


@dataclass(frozen=True, slots=True)
class Asked:
    """Until when a unit was asked, whether silence counts as 无意见 by the notice; ``received``: a form of it waits."""

    closing: date | None = None
    silent_agrees: bool = False
    received: bool = False


def stand_of(opinions: Sequence[Opinion], asked: Asked, today: date) -> Stand:
    """Return where a unit stands with all that it said of a draft."""
    if any(each.agrees == Agrees.NO for each in opinions):
        return Stand.AGAINST
    if any(says_something(each) for each in opinions):
        return Stand.TOLD
    if any(not each.silent for each in opinions):
        return Stand.NONE
    if opinions:
        return Stand.SILENT
    if asked.received:
        return Stand.RECEIVED
    return Stand.OVERDUE if asked.closing is not None and today > asked.closing else Stand.WAITING


def says_something(opinion: Opinion) -> bool:
    """Tell an opinion from 无意见; what is against says something even without a text."""
    return bool(opinion.text.strip()) or opinion.agrees == Agrees.NO


def lacks(opinion: Opinion) -> tuple[str, ...]:
    """Return what an opinion still lacks: ``answer``, ``reply`` (why not adopted), ``consultation`` (不同意)."""
    return tuple(_lacks(opinion)) if says_something(opinion) else ()


def _lacks(opinion: Opinion) -> Iterator[str]:
    if not opinion.adopted:
        yield "answer"
    elif opinion.adopted != Adopted.YES and not opinion.reply.strip():
        yield "reply"
    if opinion.agrees == Agrees.NO and not opinion.consultation.strip():
        yield "consultation"


def open_points(opinions: Iterable[Opinion]) -> tuple[str, ...]:
    """Return what the opinions on a draft still lack, each once."""
    return tuple(dict.fromkeys(lack for opinion in opinions for lack in lacks(opinion)))
