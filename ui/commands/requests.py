"""What the page 依申请公开 does: each act asks in its own form and is one undoable step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from gongkai_desk.domain.ids import Changes
from gongkai_desk.domain.registers import Request
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.papers.listed import ANNUAL, FORMAT_WORDS, SEEN
from gongkai_desk.rules.requests import Act
from gongkai_desk.services import requests
from gongkai_desk.standing import registers
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.registers import Kept
from gongkai_desk.wording.clocks import ACTS
from ui.commands.registers import EntryCommand, InRegister
from ui.deleting import KEYS
from ui.desk import Desk
from ui.dialogs.registers.request_acts import Law

with lazy_imports():
    from gongkai_desk.standing import registers
    from ui.dialogs.base import ask
    from ui.dialogs.registers import request_acts, request_form

InRequests = InRegister[Kept]
ORDER = (Act.ANSWER, Act.EXTEND, Act.ASK_COMPLETION, Act.COMPLETE, Act.ASK_THIRD_PARTY, Act.TAKE_OPINION)
_HALVES = (Act.EXTEND, Act.ASK_COMPLETION)  # two buttons in one line
_SERVICES: dict[Act, Callable[..., Changes]] = {
    Act.ANSWER: requests.answer,
    Act.EXTEND: requests.extend,
    Act.ASK_COMPLETION: requests.ask_completion,
    Act.COMPLETE: requests.complete,
    Act.ASK_THIRD_PARTY: requests.ask_third_party,
    Act.TAKE_OPINION: requests.take_opinion,
}


def _law(desk: Desk) -> Law:
    assert desk.library is not None
    return Law(desk.today, office_workdays(desk.library), registers.periods(desk.library))


# -- entries


def add(at: InRequests) -> None:
    """登记申请."""
    desk = at.here.desk
    if desk.library is None:
        return
    new = Request(number=requests.proposed_number(desk.library, desk.today.year), received=desk.today)
    given = request_form.RequestForm.ask(at.parent, new, _law(desk), desk.shelf.unit_names(), new=True)
    if given is not None:
        at.go_to(at.write(requests.add_request, new=given) or 0)


def change(at: InRequests) -> None:
    """修改: all facts, also those of acts that were entered wrongly."""
    desk = at.here.desk
    if at.current is None:
        return
    units = desk.shelf.unit_names()
    given = request_form.RequestForm.ask(at.parent, at.current.request, _law(desk), units, new=False)
    if given is not None:
        at.write(requests.change_request, request_id=at.current.request.id, new=given)


def remove(at: InRequests) -> None:
    """Put the current request into the recycle bin; Ctrl+Z or 还原 brings it back."""
    if at.current is not None:
        at.remove(requests.remove_requests, at.current.request.id)


def restore(at: InRequests) -> None:
    """Take the current request out of the recycle bin."""
    if at.current is not None:
        at.write(requests.restore_requests, ids=[at.current.request.id])


# -- acts of the law


def act(which: Act, at: InRequests) -> None:
    """Ask for an act upon the current request and do it."""
    if at.current is None:
        return
    one = at.current.request
    given = request_acts.ActForm.ask(at.parent, which, one, _law(at.here.desk))
    if given is not None:
        at.write(_SERVICES[which], request_id=one.id, **given)


def carry_over(at: InRequests) -> None:
    """登记上年结转: mark what was open at the end of last year."""
    year = at.here.desk.today.year - 1
    text = (
        f"把{year}年12月31日前收到、当时还没有办结的申请登记为结转。\n"
        "年报表三按日期统计，不受影响；登记后程序会核对两年的结转数是否一致。"
    )
    if ask.choose(at.parent, "登记上年结转", text, "登记结转"):
        at.write(requests.carry_over, year=year)


# -- papers


def export_register(at: InRequests) -> None:
    """Write what is shown as a workbook; names only where they are wanted."""
    library = at.here.desk.library
    with_names = request_form.NamesForm.ask(at.parent, len(at.shown))
    if library is None or with_names is None:
        return
    title, note = f"{at.year_name}依申请公开登记表", f"共{len(at.shown)}件"
    table = registers.requests_table(library, at.shown, title, note, with_names=with_names)
    at.here.exports.paper(SEEN, table, PaperFormat.XLSX, partial(export_register, at))


def export_annual(format: PaperFormat, at: InRequests) -> None:
    """Write the annual tables, after they were checked."""
    desk = at.here.desk
    if desk.library is None:
        return
    year = at.year or desk.today.year
    table = registers.annual_table(desk.library, year, desk.today)
    if request_form.CheckForm.ask(at.parent, table):
        at.here.exports.paper(ANNUAL, table, format, partial(export_annual, format, at))


def _annual(format: PaperFormat) -> EntryCommand[Kept]:
    text = f"{ANNUAL.title}（{FORMAT_WORDS[format].split()[0]}）…"
    return EntryCommand(f"annual_{format.value}", text, partial(export_annual, format))


ADD = EntryCommand("add", "登记申请…", add)
CHANGE = EntryCommand("change", "修改…", change)
COMMANDS = (
    *(EntryCommand(each.value, f"{ACTS[each]}…", partial(act, each), wide=each not in _HALVES) for each in ORDER),
    CHANGE,
    EntryCommand("remove", "删除", remove, keys=KEYS),
    EntryCommand("restore", "还原", restore),
)
"""What can be done with the current request."""
EXPORTS: tuple[EntryCommand[Kept] | None, ...] = (
    EntryCommand("register", "登记表（Excel）…", export_register),
    *(_annual(each) for each in ANNUAL.formats),
    None,
    EntryCommand("carry_over", "登记上年结转…", carry_over),
)
"""What stands under «导出»; ``None`` for a line."""
