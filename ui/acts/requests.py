"""What the page 依申请公开 does: each act asks in its own form and is one undoable step."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.domain.registers import Request
from gongkai_desk.papers.listed import ANNUAL, SEEN
from gongkai_desk.rules.registers.requests import Act
from gongkai_desk.services.registers import requests
from gongkai_desk.standing import registers
from ui.acts.register import RegisterActs
from ui.dialogs.request_law import Law

if TYPE_CHECKING:
    from gongkai_desk.domain.work import Changes
    from ui.pages.requests import Requests


class RequestActs(RegisterActs):
    """Asks, and has the service do it."""

    def __init__(self, page: "Requests") -> None:
        super().__init__(page, requests.remove_requests, requests.restore_requests)
        self._page = page

    def _law(self) -> Law:
        from gongkai_desk.standing.days import office_workdays

        assert self._desk.library is not None
        return Law(self._desk.today, office_workdays(self._desk.library), registers.periods(self._desk.library))

    # -- entries

    def add(self) -> None:
        """登记申请."""
        from ui.dialogs.request_form import RequestForm

        if self._desk.library is None:
            return
        today = self._desk.today
        new = Request(number=requests.proposed_number(self._desk.library, today.year), received=today)
        given = RequestForm.ask(self._page, new, self._law(), self._desk.shelf.unit_names(), new=True)
        if given is not None:
            made = self._write(requests.add_request, new=given)
            self._page.go_to(made or 0)

    def change(self) -> None:
        """修改: all facts, also those of acts that were entered wrongly."""
        from ui.dialogs.request_form import RequestForm

        kept = self._page.kept(self._page.current())
        if kept is None or not self._desk.may_write or not self._page.actions_by_name["change"].isVisible():
            return
        given = RequestForm.ask(self._page, kept.request, self._law(), self._desk.shelf.unit_names(), new=False)
        if given is not None:
            self._write(requests.change_request, new=given)

    # -- acts of the law

    def does(self, act: Act) -> Callable[[], None]:
        """Return what asks for an act and does it."""
        return partial(self.act, act)

    def act(self, act: Act, *_: object) -> None:
        """Ask for an act upon the current request and do it."""
        from ui.dialogs.request_acts import ActForm

        kept = self._page.kept(self._page.current())
        if kept is None or kept.request.id is None:
            return
        given = ActForm.ask(self._page, act, kept.request, self._law())
        if given is not None:
            self._write(_SERVICES[act], request_id=kept.request.id, **given)

    def carry_over(self) -> None:
        """登记上年结转: mark what was open at the end of last year."""
        from ui.dialogs.ask import choose

        year = self._desk.today.year - 1
        text = (
            f"把{year}年12月31日前收到、当时还没有办结的申请登记为结转。\n"
            "年报表三按日期统计，不受影响；登记后程序会核对两年的结转数是否一致。"
        )
        if choose(self._page, "登记上年结转", text, "登记结转"):
            self._write(requests.carry_over, year=year)

    # -- papers

    def export_register(self) -> None:
        """Write what is shown as a workbook; names only where they are wanted."""
        from gongkai_desk.standing.register_papers import requests_table
        from ui.dialogs.register_export import NamesForm

        library, shown = self._desk.library, self._page.shown()
        with_names = NamesForm.ask(self._page, len(shown))
        if library is None or with_names is None:
            return
        title, note = f"{self._page.year.currentText()}依申请公开登记表", f"共{len(shown)}件"
        table = requests_table(library, shown, title, note, with_names=with_names)
        self._exports.paper(SEEN, table, PaperFormat.XLSX, self.export_register)

    def export_annual(self, format: PaperFormat, *_: object) -> None:
        """Write the annual tables."""
        from ui.dialogs.register_export import CheckForm

        if self._desk.library is None:
            return
        year = self._page.year.currentData() or self._desk.today.year
        table = registers.annual_table(self._desk.library, year, self._desk.today)
        if CheckForm.ask(self._page, table):
            self._exports.paper(ANNUAL, table, format, partial(self.export_annual, format))


_SERVICES: "dict[Act, Callable[..., Changes]]" = {
    Act.ANSWER: requests.answer,
    Act.EXTEND: requests.extend,
    Act.ASK_COMPLETION: requests.ask_completion,
    Act.COMPLETE: requests.complete,
    Act.ASK_THIRD_PARTY: requests.ask_third_party,
    Act.TAKE_OPINION: requests.take_opinion,
}
