"""A city's library whose 填报表 go to its districts, and what a district does with them in a library of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desk.domain.cycle.books import SendOrder
from gongkai_desk.domain.forms import Filled
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.papers import LedgerChoice
from gongkai_desk.domain.plan import Plan
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.rules.forms.fitting import laid
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.services import dispatching, filling
from gongkai_desk.services.collecting.reviewing import Asked, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.taking import Taken, take_over
from gongkai_desk.services.intake import handed
from gongkai_desk.services.units import add_unit
from gongkai_desk.standing.cycle.books import outgoing, returned_book
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, work
from tests.builders import a_task, stored_plan

ENTERED, DAY, CLOSING = date(2026, 3, 10), date(2026, 6, 15), date(2026, 6, 25)
CITY, DISTRICT = By("城", DAY), By("区", DAY)
EAST, WEST = "云州市东城区政府", "云州市西城区政府"
LONG = Deadline("长期坚持", DeadlineKind.LONG_TERM, None, ())
TASKS = (
    ("政策文件", "集中公开现行有效行政规范性文件，逐件标注有效性并提供下载"),
    ("公开指南", "修订本机关政府信息公开指南，更新受理机构和联系方式"),
    ("政策解读", "围绕稳就业保民生做好政策解读，重要政策同步发布解读材料"),
    ("公开专区", "建立健全政务公开专区，在服务大厅提供查询和申请服务"),
)


@dataclass
class City:
    """The city's library with its plan; ``folder``: where its papers go."""

    library: Library
    plan: int
    folder: Path
    sent: int = 0

    def send(self, unit: str = EAST, period: str = "2026Q2", *, shared: bool = False) -> Path:
        """Send a batch out and return the book of a unit."""
        closing = CLOSING if period == "2026Q2" else date(2026, 9, 25)
        of = outgoing(self.library, SendOrder(self.plan, period, closing, shared=shared), DAY)
        self.sent += 1
        staged = dispatching.stage(self.folder / str(self.sent), of)
        try:
            _, sent = dispatching.send(self.library, CITY, staged)
        finally:
            staged.discard()
        parcel = next(parcel for whose, parcel in of.units if whose.unit.name == unit)
        return sent.files[parcel.file_name]

    def send_back(self, opinion: str) -> Path:
        """Send the first row of the only book back with an opinion; return the file."""
        out = self.folder / "退回补报.xlsx"
        book = returned_book(self.library, 1)
        rows = (replace(book.rows[0], opinion=opinion),)
        dispatching.send_back(self.library, CITY, 1, replace(book, rows=rows), out)
        return out

    def collect(self, book: Path) -> Taken:
        """Collect a book that came back."""
        rounds = Rounds(self.library)
        return take_over(self.library, CITY, rounds, reviewed(rounds, received([book]), Asked()))

    def told(self) -> dict[tuple[str, str], str]:
        """Return what was taken over, by unit and name of the task."""
        names = {task.id: task.title or "" for task in plans.tasks(self.library, self.plan)}
        known = {unit.id: unit.name for unit in units.units(self.library)}
        found = work.reports(self.library)
        return {(known[each.unit_id], names[each.task_id]): each.text for each in found if each.unit_id}


@contextmanager
def a_city(folder: Path) -> Iterator[City]:
    """Yield a city whose four tasks are all districts'."""
    with Library.create(folder / "城.gkdesk", "云州市台账", who="城", day=ENTERED) as library:
        for name in (EAST, WEST):
            add_unit(library, CITY, Unit(name, "", UnitClass.DISTRICT))
        tasks = [
            a_task(
                seq=str(n), title=title, content=text, lead=(), responsible=(EAST, WEST), unit_text="", deadline=LONG
            )
            for n, (title, text) in enumerate(TASKS, 1)
        ]
        plan = Plan("2026年云州市政务公开工作要点", issuer="云州市人民政府办公厅", year=2026)
        number = stored_plan(library, *tasks, day=ENTERED, plan=plan)
        yield City(library, number, folder / "下发")


def taken_in(library: Library, book: Path, unit: str = "") -> int:
    """Register a book in the district's library as is usual; return the plan's id."""
    offer = handed.offered(library, handed.read_book(book))
    choice = handed.usual_choice(offer)
    changes = handed.take_in(library, DISTRICT, book, offer, handed.HandedChoice(choice.plan_id, unit or choice.unit))
    assert changes.made is not None
    return changes.made


def filled_back(library: Library, book: Path, plan: int, target: Path, unit: str = "") -> Filled:
    """Fill a book from a plan; return what was written."""
    form = filling.read_form(book)
    order = filling.FillOrder(plan, DAY, unit=unit)
    since, until = period_days(filling.usual_period(library, form, order)) or (None, None)
    done = laid(filling.fit(library, form, replace(order, choice=LedgerChoice((), since, until, by_period=True))))
    filling.write(book, target, done)
    return done


def changed(book: Path, target: Path, change: Callable[[Worksheet], None]) -> Path:
    """Return a copy of a book in which a person changed something of the table to fill."""
    made = openpyxl.load_workbook(book)
    change(made["填报表"])
    made.save(target)
    return target
