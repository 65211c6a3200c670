"""The page 依申请公开: the register of requests, how many working days are left, and what the law allows next."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gongkai_desk.papers.listed import ANNUAL, FORMAT_WORDS
from gongkai_desk.rules.registers.requests import Act, RequestState, lacks
from gongkai_desk.standing.register_papers import asked_for, unit_names
from gongkai_desk.standing.registers import Kept, kept_requests, periods
from gongkai_desk.wording.clocks import ACTS, clock_lines, days_short, days_text, due_sentence, due_text, state_text
from gongkai_desk.wording.registers import APPLICANTS, CHANNELS, OUTCOMES, result_long
from gongkai_desk.wording.sentences import LACKS
from ui.desk import Desk
from ui.models.register_table import Head, Line
from ui.pages.register_page import REMOVED, Facts, RegisterPage, shape_of

if TYPE_CHECKING:
    from gongkai_desk.workdays import Workdays
    from ui.menus import Menus

OPEN, LATE, DONE = "在办", "逾期", "已答复"
_ORDER = (Act.ANSWER, Act.EXTEND, Act.ASK_COMPLETION, Act.COMPLETE, Act.ASK_THIRD_PARTY, Act.TAKE_OPINION)

_HALVES = (Act.EXTEND, Act.ASK_COMPLETION)  # two buttons in one line


class Requests(RegisterPage):
    """Shows the requests; the acts themselves are in ``ui.acts.requests``."""

    title_text = "依申请公开"
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
    empty_text = (
        "还没有登记申请",
        "收到政府信息公开申请后逐件登记，程序按条例推算答复期限，年底自动汇总年报表三。",
    )

    def __init__(self, desk: Desk, menus: "Menus", parent: QWidget | None = None) -> None:
        super().__init__(desk, menus, parent)
        from ui.acts.requests import RequestActs

        self._kept: dict[int, Kept] = {}
        self._removed: dict[int, Kept] = {}
        self._units: Mapping[int | None, str] = {}
        self._workdays: Workdays | None = None
        self.acts: RequestActs = RequestActs(self)
        self.name_adding("登记申请…")
        for act in _ORDER:
            self.offer(act.value, f"{ACTS[act]}…", self.acts.does(act), wide=act not in _HALVES)
        self.offer("change", "修改…", self.change)
        self.offer("remove", "删除", self.acts.remove)
        self.offer("restore", "还原", self.acts.restore)
        self.offer_export("登记表（Excel）…", self.acts.export_register)
        for format in ANNUAL.formats:
            text = f"{ANNUAL.title}（{FORMAT_WORDS[format].split()[0]}）…"
            self.offer_export(text, partial(self.acts.export_annual, format))
        self.exports_menu.addSeparator()
        self.offer_export("登记上年结转…", self.acts.carry_over)

    def add(self) -> None:
        """Ask for a new request."""
        self.acts.add()

    def change(self) -> None:
        """Ask for the facts of the current request."""
        self.acts.change()

    def kept(self, number: int | None) -> Kept | None:
        """Return a request with its clock, also a removed one."""
        return self._kept.get(number or 0) or self._removed.get(number or 0)

    def shown(self) -> list[Kept]:
        """Return the requests that are shown, in the order of the register."""
        rows = (self.model.line(row) for row in range(self.model.rowCount()))
        ids = {line.id for line in rows if line is not None}
        return [each for number, each in {**self._kept, **self._removed}.items() if number in ids]

    # -- what the page asks

    def load(self) -> None:
        library, today = self.desk.library, self.desk.today
        if library is None:
            self._kept, self._removed, self._units = {}, {}, {}
            return
        from gongkai_desk.standing.days import office_workdays

        self._kept = {each.request.id or 0: each for each in kept_requests(library, today)}
        self._removed = {each.request.id or 0: each for each in kept_requests(library, today, removed=True)}
        self._units, self._workdays = unit_names(library), office_workdays(library)

    def years(self) -> set[int]:
        days = (each.request.received for each in self._kept.values())
        return {day.year for day in days if day is not None}

    def _of_year(self, year: int | None) -> list[Kept]:
        return [each for each in self._kept.values() if year is None or _counts_in(each, year)]

    def counts(self, year: int | None) -> tuple[int, Mapping[str, int]]:
        of_year = self._of_year(year)
        found = {chip: sum(_under(each, chip) for each in of_year) for chip in (OPEN, LATE, DONE)}
        if self._removed:
            found[REMOVED] = len(self._removed)
        return len(of_year), {chip: count for chip, count in found.items() if count or chip == OPEN}

    def lines(self, year: int | None, chip: str, words: str) -> list[Line]:
        kept = self._removed.values() if chip == REMOVED else self._of_year(year)
        found = [each for each in kept if chip in ("", REMOVED) or _under(each, chip)]
        return [_line(each) for each in reversed(found) if not words or words in _texts(each)]

    def summary(self, year: int | None) -> str:
        if self.desk.library is None or not self._kept:
            return ""
        from gongkai_desk.standing.registers import annual_table

        if year is None:
            return f"全部 {len(self._kept)} 件"
        new, carried, done, out = annual_table(self.desk.library, year, self.desk.today).sums()
        left = "结转下年度" if year < self.desk.today.year else "在办"
        return f"{year}年新收 {new} 件，上年结转 {carried} 件，已办结 {done} 件，{left} {out} 件"

    def facts(self, number: int) -> Facts | None:
        kept = self.kept(number)
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
        if number in self._removed:
            return {"restore": ""}
        kept = self._kept.get(number)
        found = {"change": "", "remove": ""}
        if kept is None or kept.clock.closed or self._workdays is None or self.desk.library is None:
            return found
        law = periods(self.desk.library)
        for act in _ORDER:
            missing = lacks(act, kept.request, self.desk.today, self._workdays, law)
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
    return Line(one.id or 0, texts, shape_of(clock.light, closed=clock.closed))
