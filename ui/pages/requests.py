"""The page 依申请公开: the register of requests, how many working days are left, and what the law allows next."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gongkai_desk.rules.requests import Act, RequestState, lacks
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.registers import Kept, annual_table, asked_for, kept_requests, periods, unit_names
from gongkai_desk.wording.clocks import clock_lines, days_short, days_text, due_sentence, due_text, state_text
from gongkai_desk.wording.registers import APPLICANTS, CHANNELS, OUTCOMES, result_long
from gongkai_desk.wording.sentences import LACKS
from gongkai_desk.workdays import Workdays
from ui.commands.registers import REMOVED
from ui.commands.requests import ADD, CHANGE, COMMANDS, EXPORTS, ORDER
from ui.desk import Desk
from ui.models.register_table import Head, Line
from ui.pages.register import Facts, shape_of

OPEN, LATE, DONE = "在办", "逾期", "已答复"


class Requests:
    """The requests as a register shows them; the acts themselves are in ``ui.commands.requests``."""

    title = "依申请公开"
    hint = "查找编号、申请人、内容"
    heads = (
        Head("编号", 9.6, centred=True),
        Head("收到日期", 5.6, centred=True, spare=1),
        Head("申请的信息"),
        Head("状态", 8.4),
        Head("应答复日期", 7.4, centred=True),
        Head("工作日", 5.6, centred=True, spare=2),
    )
    shaped = 3
    merged: tuple[int, ...] = ()
    empty_text = (
        "还没有登记申请",
        "收到政府信息公开申请后逐件登记，程序按条例推算答复期限，年底自动汇总年报表三。",
    )
    adding, changing, commands, exports = ADD, CHANGE, COMMANDS, EXPORTS

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[int, Kept] = {}
        self._removed: dict[int, Kept] = {}
        self._units: Mapping[int | None, str] = {}
        self._workdays: Workdays | None = None

    def entry(self, number: int | None) -> Kept | None:
        """Return a request with its clock, also a removed one."""
        return self._kept.get(number or 0) or self._removed.get(number or 0)

    def entries(self, numbers: Collection[int]) -> list[Kept]:
        """Return these requests in the order of the register."""
        return [each for number, each in {**self._kept, **self._removed}.items() if number in numbers]

    def load(self) -> None:
        """Ask the library again."""
        library, today = self._desk.library, self._desk.today
        if library is None:
            self._kept, self._removed, self._units = {}, {}, {}
            return
        self._kept = {each.request.id: each for each in kept_requests(library, today)}
        self._removed = {each.request.id: each for each in kept_requests(library, today, removed=True)}
        self._units, self._workdays = unit_names(library), office_workdays(library)

    def years(self) -> set[int]:
        """Return the years that have entries."""
        days = (each.request.received for each in self._kept.values())
        return {day.year for day in days if day is not None}

    def _of_year(self, year: int | None) -> list[Kept]:
        return [each for each in self._kept.values() if year is None or _counts_in(each, year)]

    def counts(self, year: int | None) -> tuple[int, Mapping[str, int]]:
        """Return how many entries there are in a year, and how many each chip shows."""
        of_year = self._of_year(year)
        found = {chip: sum(_under(each, chip) for each in of_year) for chip in (OPEN, LATE, DONE)}
        if self._removed:
            found[REMOVED] = len(self._removed)
        return len(of_year), {chip: count for chip, count in found.items() if count or chip == OPEN}

    def lines(self, year: int | None, chip: str, words: str) -> list[Line]:
        """Return what a filter shows."""
        kept = self._removed.values() if chip == REMOVED else self._of_year(year)
        found = [each for each in kept if chip in ("", REMOVED) or _under(each, chip)]
        return [_line(each) for each in reversed(found) if not words or words in _texts(each)]

    def summary(self, year: int | None) -> str:
        """Return the sentence under the title."""
        if self._desk.library is None or not self._kept:
            return ""
        if year is None:
            return f"全部 {len(self._kept)} 件"
        new, carried, done, out = annual_table(self._desk.library, year, self._desk.today).sums()
        left = "结转下年度" if year < self._desk.today.year else "在办"
        return f"{year}年新收 {new} 件，上年结转 {carried} 件，已办结 {done} 件，{left} {out} 件"

    def facts(self, number: int) -> Facts | None:
        """Return what the pane beside says of an entry."""
        kept = self.entry(number)
        if kept is None:
            return None
        one, clock = kept.request, kept.clock
        done = result_long(one.result) if one.result else ""
        days = "" if clock.state is RequestState.GIVEN_UP else f"，{days_text(clock)}"
        due = "" if clock.closed else due_sentence(clock)
        told = (
            ("申请人", f"{one.applicant or '未填'}（{APPLICANTS[one.applicant_class]}）"),
            ("申请方式", CHANNELS[one.channel]),
            ("申请内容", asked_for(one)),
            ("承办单位", self._units.get(one.unit_id, "")),
            ("延期理由", one.extension_reason),
            ("答复", f"{one.answered.isoformat()} {one.doc_no}".rstrip() if one.answered else ""),
            ("办理结果", done),
            ("行政复议", OUTCOMES[one.review] if one.review else ""),
            ("行政诉讼", OUTCOMES[one.litigation] if one.litigation else ""),
            ("结转", f"{one.carried_from}年末结转" if one.carried_from else ""),
            ("备注", one.remark),
        )
        state = "\n".join(filter(None, (f"{state_text(clock)}{days}", due)))
        shape = shape_of(clock.light, closed=clock.closed)
        return Facts(f"{one.number}　{one.subject}", shape, state, clock_lines(clock), told)

    def refusals(self, number: int) -> Mapping[str, str]:
        """Return for each act by name why it cannot be done now, empty for what can."""
        if number in self._removed:
            return {"restore": ""}
        kept = self._kept.get(number)
        found = {"change": "", "remove": ""}
        if kept is None or kept.clock.closed or self._workdays is None or self._desk.library is None:
            return found
        law = periods(self._desk.library)
        for act in ORDER:
            missing = lacks(act, kept.request, self._desk.today, self._workdays, law)
            if missing and act in (Act.COMPLETE, Act.TAKE_OPINION):
                continue  # nothing is waited for: no button either
            found[act.value] = "；".join(LACKS[each] for each in missing)
        return found


def _counts_in(kept: Kept, year: int) -> bool:
    """Tell whether a request stands in a year: received in it, or carried into it."""
    received, answered = kept.request.received, kept.request.answered
    if received is None or received.year > year:
        return received is None
    return received.year == year or answered is None or answered.year >= year


def _under(kept: Kept, chip: str) -> bool:
    clock = kept.clock
    if chip == DONE:
        return clock.closed
    return not clock.closed and (chip == OPEN or clock.late or clock.state is RequestState.OVERDUE)


def _texts(kept: Kept) -> str:
    one = kept.request
    return "\n".join((one.number, one.applicant, one.subject, one.content, one.doc_no, one.remark))


def _line(kept: Kept) -> Line:
    one, clock = kept.request, kept.clock
    texts = (
        one.number,
        one.received.isoformat() if one.received else "",
        one.subject,
        state_text(clock),
        due_text(clock),
        days_short(clock),
    )
    return Line(one.id, texts, shape_of(clock.light, closed=clock.closed))
