"""What waits in the small registers today: requests near or past their last day, files without interpretation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.registers import Request
from gongkai_desk.rules.interpretations import InterpretationState
from gongkai_desk.services.interpretations import KeptInterpretation, kept_interpretations
from gongkai_desk.services.requests import Kept, due_soon, kept_requests, periods

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

REQUESTS, INTERPRETATIONS = "requests", "interpretations"
"""The registers, by the names of their pages."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One entry that waits: its id, its last day, what it is about."""

    id: int
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class RegisterTopic:
    """Entries of a register that wait for the same thing: heading, what to do, how pressing, the entries."""

    register: str
    heading: str
    step: str
    colour: Colour
    entries: tuple[Waiting, ...]

    @property
    def by_law(self) -> bool:
        """Tell whether the law sets the day: such things come before all others."""
        return self.register == REQUESTS


def register_topics(library: "Library", today: date) -> list[RegisterTopic]:
    """Return what waits in the registers, the most pressing first; topics without entries are left out."""
    soon = periods(library).soon
    late, near, settle = due_soon(kept_requests(library, today, only_open=True), soon)
    near_name = f"依申请公开{soon}个工作日内到期"
    files = kept_interpretations(library, today)
    missing = [each for each in files if each.standing.state is InterpretationState.MISSING]
    waiting = [each for each in files if each.standing.state is InterpretationState.WAITING]
    return [
        RegisterTopic(register, f"{name} {len(entries)} {unit}", step, colour, entries)
        for register, name, unit, step, colour, entries in (
            (REQUESTS, "依申请公开逾期", "件", "尽快答复申请人", Colour.RED, _requests(late)),
            (REQUESTS, near_name, "件", "答复，或在期限内决定延期", Colour.YELLOW, _requests(near)),
            (REQUESTS, "依申请公开待登记结果", "件", "逾期未补正的登记办理结果", Colour.BLUE, _requests(settle)),
            (INTERPRETATIONS, "政策逾期未解读", "份", "催起草单位发布解读", Colour.RED, _files(missing)),
            (INTERPRETATIONS, "政策待解读", "份", "与文件同步发布解读", Colour.YELLOW, _files(waiting)),
        )
        if entries
    ]


def _requests(kept: Iterable[Kept]) -> tuple[Waiting, ...]:
    return _by_day(_request(each.request, each.clock.due) for each in kept)


def _request(one: Request, due: date | None) -> Waiting:
    """Return a request with its last day, or the day until when its completion might have come."""
    return Waiting(one.id or 0, due or one.completion_until, f"{one.number}　{one.subject}")


def _files(kept: Iterable[KeptInterpretation]) -> tuple[Waiting, ...]:
    return _by_day(Waiting(each.one.id or 0, each.standing.due, each.one.file_title) for each in kept)


def _by_day(found: Iterator[Waiting]) -> tuple[Waiting, ...]:
    return tuple(sorted(found, key=lambda each: each.day or date.max))
