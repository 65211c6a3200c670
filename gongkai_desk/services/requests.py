"""依申请公开: the register of requests, each act of the office one undoable step."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai_desk.domain.ids import By, Changes, RequestId
from gongkai_desk.domain.registers import Request, Result, StoredRequest
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules import annual_table as counting
from gongkai_desk.rules.requests import Act, faults, lacks
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.registers import periods
from gongkai_desk.store import units
from gongkai_desk.store.entries import registers
from gongkai_desk.store.library import Library
from gongkai_desk.wording.clocks import ACTS

_NUMBER = re.compile(r"^(?P<before>.*?)〔(?P<year>\d{4})〕(?P<number>\d+)号$")

# ---- asking


def proposed_number(library: Library, year: int) -> str:
    """Return the number that the next request of a year gets, written as the last one: 依申请〔2026〕3号."""
    read = [found for each in registers.requests(library) if (found := _NUMBER.match(each.number))]
    of_year = [found for found in read if int(found["year"]) == year]
    last = max(of_year or read, key=lambda found: (int(found["year"]), int(found["number"])), default=None)
    number = max((int(found["number"]) for found in of_year), default=0) + 1
    return f"{last['before'] if last else ''}〔{year}〕{number}号"


# ---- writing


def add_request(library: Library, by: By, new: Request) -> Changes:
    """Enter a request; ``made`` is its id. Without a number it gets the proposed one.

    Raises:
        NotAllowed: the facts do not hold together (``lacks``).
        UnknownId: no such unit.
    """
    received = new.received or by.today
    new = replace(new, number=new.number.strip() or proposed_number(library, received.year))
    _refuse_faulty(library, new, by.today, None)
    with library.step(f"登记依申请 {new.number}", by) as step:
        step.made = registers.insert_request(step, new)
    return step.changes


def change_request(library: Library, by: By, request_id: RequestId, new: Request) -> Changes:
    """Let a request be as ``new`` says: for corrections of what was entered.

    Raises:
        UnknownId: no such request or unit.
        NotAllowed: the facts do not hold together (``lacks``).
    """
    old = registers.request(library, request_id)
    _refuse_faulty(library, new, by.today, request_id)
    with library.step(f"修改依申请 {old.number}", by) as step:
        registers.set_request(step, request_id, new)
    return step.changes


def _refuse_faulty(library: Library, new: Request, today: date, own: int | None) -> None:
    found = faults(new, today, periods(library))
    others = {each.number for each in registers.requests(library) if each.id != own}
    if new.number and new.number in others:
        found = (*found, "number_taken")
    if found:
        raise NotAllowed(library=str(library.folder), lacks=found)
    if new.unit_id is not None and all(unit.id != new.unit_id for unit in units.units(library)):
        raise UnknownId(library=str(library.folder), what="unit", id=new.unit_id)


def extend(library: Library, by: By, request_id: RequestId, *, day: date, days: int, reason: str) -> Changes:
    """延期答复: once, by 20 working days at most, before the period is over, with its reason.

    Raises:
        UnknownId: no such request.
        NotAllowed: as said above (``lacks``).
    """
    missing = () if reason.strip() else ("reason",)
    given = {"extended": day, "extended_days": days, "extension_reason": reason.strip()}
    return _act(library, by, request_id, Act.EXTEND, given, day=day, missing=missing)


def ask_completion(library: Library, by: By, request_id: RequestId, *, day: date, until: date) -> Changes:
    """告知补正: once, within 7 working days of receipt; the clock stands still until the completion comes.

    Raises:
        UnknownId: no such request.
        NotAllowed: as said above (``lacks``).
    """
    given = {"completion_asked": day, "completion_until": until}
    return _act(library, by, request_id, Act.ASK_COMPLETION, given, day=day)


def complete(library: Library, by: By, request_id: RequestId, *, day: date) -> Changes:
    """收到补正: the period starts anew on that day.

    Raises:
        UnknownId: no such request.
        NotAllowed: no completion is waited for (``lacks``).
    """
    return _act(library, by, request_id, Act.COMPLETE, {"completed": day}, day=day)


def ask_third_party(library: Library, by: By, request_id: RequestId, *, day: date) -> Changes:
    """征求第三方意见: the clock stands still until the opinion comes, 15 working days at most if none does.

    Raises:
        UnknownId: no such request.
        NotAllowed: one was asked before, or a completion is waited for (``lacks``).
    """
    return _act(library, by, request_id, Act.ASK_THIRD_PARTY, {"third_party_asked": day}, day=day)


def take_opinion(library: Library, by: By, request_id: RequestId, *, day: date) -> Changes:
    """收到第三方意见: the clock goes on.

    Raises:
        UnknownId: no such request.
        NotAllowed: no third party is being asked (``lacks``).
    """
    return _act(library, by, request_id, Act.TAKE_OPINION, {"third_party_answered": day}, day=day)


def answer(library: Library, by: By, request_id: RequestId, result: Result, *, day: date, doc_no: str = "") -> Changes:
    """答复: enter the result, also that of a request that was given up.

    Raises:
        UnknownId: no such request.
        NotAllowed: it was answered before, or the day is none (``lacks``).
    """
    given = {"answered": day, "result": result, "doc_no": doc_no.strip()}
    return _act(library, by, request_id, Act.ANSWER, given, day=day)


def _act(
    library: Library,
    by: By,
    request_id: RequestId,
    act: Act,
    given: Mapping[str, Any],
    *,
    day: date,
    missing: tuple[str, ...] = (),
) -> Changes:
    """Do an act that the law allows on its day."""
    old = registers.request(library, request_id)
    found = lacks(act, old, day, office_workdays(library), periods(library)) or missing
    new = replace(old, **given)
    found = found or faults(new, by.today, periods(library))
    if found:
        raise NotAllowed(library=str(library.folder), lacks=found)
    with library.step(f"{ACTS[act]} {old.number}", by) as step:
        registers.set_request(step, request_id, new)
    return step.changes


def carry_over(library: Library, by: By, year: int) -> Changes:
    """结转下年度: mark all requests that were open when ``year`` ended; the next year's table is checked against it.

    Raises:
        NotAllowed: the year is not over, or none was open (``lacks``).
    """
    end = date(year, 12, 31)
    found = counting.open_at_end(registers.requests(library), year, end)
    lack = "year_end" if by.today < end else "" if found else "nothing_open"
    if lack:
        raise NotAllowed(library=str(library.folder), lacks=(lack,))
    with library.step(f"{year}年结转 {len(found)} 件", by) as step:
        registers.set_carried(step, [each.id for each in found], year)
    return step.changes


def remove_requests(library: Library, by: By, ids: Sequence[RequestId]) -> Changes:
    """Put requests into the recycle bin.

    Raises:
        UnknownId: one of them is not there.
    """
    known = [registers.request(library, each) for each in ids]
    name = known[0].number if len(known) == 1 else f"{len(known)} 件"
    with library.step(f"删除依申请 {name}", by) as step:
        registers.set_entries_removed(step, registers.REQUEST, ids, by.today)
    return step.changes


def restore_requests(library: Library, by: By, ids: Sequence[RequestId]) -> Changes:
    """Take requests out of the recycle bin.

    Raises:
        UnknownId: one of them is not in it.
        NotAllowed: the number of one was given to another since (``lacks``).
    """
    known: dict[int, StoredRequest] = {each.id: each for each in registers.requests(library, removed=True)}
    for each in ids:
        if each not in known:
            raise UnknownId(library=str(library.folder), what="request", id=each)
    numbers = Counter(each.number for each in registers.requests(library) if each.number)
    numbers.update(known[each].number for each in ids if known[each].number)
    if any(numbers[known[each].number] > 1 for each in ids):
        raise NotAllowed(library=str(library.folder), lacks=("number_taken",))
    with library.step(f"还原依申请 {len(ids)} 件", by) as step:
        registers.set_entries_removed(step, registers.REQUEST, ids, None)
    return step.changes
