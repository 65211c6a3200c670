"""No sequence of acts closes a share against the rules, loses a report, or makes undo ≠ the state before.

Random acts upon three tasks and their units, beside a book that is kept by the domain's table of acts alone.
"""

import atexit
import copy
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Quota, Task
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import ALL, Evidence, NewAmount, NewReport, Said, Settled, Settlement
from gongkai_desk.errors import NotAllowed
from gongkai_desk.services import undo
from gongkai_desk.services.progress import closing, counting, work
from gongkai_desk.standing.lights import lights, works
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work as stored
from tests.acts import ACTS, ON_A_CLOSE
from tests.builders import stored_plan

DAY = date(2026, 3, 6)
BY = By("李明", DAY)
UNITS = ("市教育局", "市财政局", "市民政局")
TWICE, LASTING, EARLY = 1, 2, 3  # ids: two counts are asked · 长期坚持 · due before the issue
ASKED = 2
UNTIL, OTHER = date(2026, 12, 20), date(2026, 11, 30)

_OUT = ACTS[Action.REOPEN].states
_AT_REST = _OUT | {State.PENDING, State.SUSPENDED}  # what «the whole» waits for no more


def deadline(kind: DeadlineKind, due: date | None) -> Deadline:
    return Deadline("时限", kind, due, (due,) if due else ())


TASKS = (
    Task(
        "开放日",
        deadline=deadline(DeadlineKind.DATE, date(2026, 9, 30)),
        responsible=UNITS,
        quotas=(Quota("不少于2次", ">=", Decimal(ASKED), "次"),),
    ),
    Task("公开目录", deadline=deadline(DeadlineKind.LONG_TERM, None), responsible=UNITS[:2]),
    Task("年报", deadline=deadline(DeadlineKind.DATE, date(2026, 1, 31)), lead=UNITS[:1], responsible=UNITS[1:]),
)


@dataclass
class Of:
    """What the book knows of one unit's share."""

    state: State = State.NOT_STARTED
    count: int = 0
    before: list[State] = field(default_factory=list)  # the states that pauses interrupted
    due: date | None = None  # 延期
    acts: int = 0

    def begin(self) -> None:
        if self.state is State.NOT_STARTED:
            self.state = State.IN_PROGRESS

    def move(self, action: Action, *, begun: bool = True) -> None:
        self.acts += 1
        if action in (Action.EXTEND, Action.CHANGE):
            self.due = UNTIL
        if action in (Action.SUSPEND, Action.DEFER):
            self.before.append(self.state)
        if action is Action.RESUME:
            was = self.before.pop()
            self.state = State.IN_PROGRESS if was is State.NOT_STARTED and begun else was
        else:
            self.state = ACTS[action].leads_to(self.state)
        if self.state in _OUT:
            self.before.clear()


@dataclass
class Book:
    """What the book knows of all."""

    of: dict[tuple[int, str], Of]
    proofs: dict[int, tuple[int, str]] = field(default_factory=dict)  # id → task, unit («»: of the whole task)
    reports: dict[int, tuple[int, str, str]] = field(default_factory=dict)  # id → task, unit, text
    corrected: set[int] = field(default_factory=set)
    due: dict[int, date | None] = field(default_factory=lambda: {n: t.deadline.due for n, t in enumerate(TASKS, 1)})

    def units(self, task: int) -> list[str]:
        return [unit for number, unit in self.of if number == task]

    def proofs_of(self, task: int, unit: str) -> int:
        return sum(each in ((task, unit), (task, "")) for each in self.proofs.values())

    def has_facts(self, task: int, unit: str) -> bool:
        """Tell whether anything of a unit's own was entered."""
        reported = any(each[:2] == (task, unit) for each in self.reports.values())
        return reported or (task, unit) in self.proofs.values() or bool(self.of[task, unit].count)

    def may(self, task: int, units: Sequence[str], action: Action, override: str, *, whole: bool) -> bool:
        """Tell whether an act may be done upon shares, all or none."""
        rest = whole and any(self.of[task, unit].state not in _AT_REST for unit in self.units(task))
        return all(self._may(task, unit, action, override, rest) for unit in units)

    def _may(self, task: int, unit: str, action: Action, override: str, rest: bool) -> bool:
        of, act = self.of[task, unit], ACTS[action]
        if of.state not in act.states:
            return False
        if "later" in act.needs and (due := of.due or self.due[task]) and due >= UNTIL:
            return False
        if "lasting" in act.needs and self.due[task] is not None:
            return False
        missing = {
            "proof": not self.proofs_of(task, unit),
            "counts": task == TWICE and of.count < ASKED,
            "application": of.state is State.RETURNED,
            "units": rest,
        }
        return bool(override) or not any(missing[need] for need in act.needs & ON_A_CLOSE)


SHARES = st.sampled_from([(n, unit) for n, task in enumerate(TASKS, 1) for unit in (*task.lead, *task.responsible)])
OVERRIDES = st.sampled_from(["", "", "集中办结"])


@cache
def _filled() -> Path:
    """Return a library with the tasks, made once."""
    made = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, made)
    folder = made / "a.gkdesk"
    with Library.create(folder, "试", who="李明", day=DAY) as library:
        stored_plan(library, *TASKS, day=DAY)
    return folder


class Acts(RuleBasedStateMachine):
    """Random acts; every one, and every undo and redo, is compared with the book."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.library = Library.open(shutil.copytree(_filled(), self.folder / "a.gkdesk"), who="李明")
        self.library.connection.execute("PRAGMA synchronous = OFF")
        self.book = Book({(n, u): Of() for n, t in enumerate(TASKS, 1) for u in (*t.lead, *t.responsible)})
        self.pages = [(list(dumped(self.library)), copy.deepcopy(self.book))]
        self.page = 0

    def note(self) -> None:
        """Write a new page; what was undone before cannot be done again. An act that changes nothing is no step."""
        facts = list(dumped(self.library))
        if facts == self.pages[self.page][0]:
            return
        del self.pages[self.page + 1 :]
        self.pages.append((facts, copy.deepcopy(self.book)))
        self.page += 1

    # ---- facts

    @rule(share=SHARES, text=st.sampled_from("甲乙丙"))
    def reports(self, share: tuple[int, str], text: str) -> None:
        done = work.report(self.library, BY, share[0], NewReport(share[1], DAY, text))
        self.book.reports[done.made] = (*share, text)
        self.book.of[share].begin()
        self.note()

    @precondition(lambda self: self.book.reports)
    @rule(data=st.data())
    def corrects(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.book.reports)))
        task, unit, _ = self.book.reports[number]
        done = work.report(self.library, BY, task, NewReport(unit, DAY, "更正"), corrects=number)
        self.book.reports[done.made] = (task, unit, "更正")
        self.book.corrected.add(number)
        self.book.of[task, unit].begin()
        self.note()

    @rule(share=SHARES, whole=st.booleans())
    def proves(self, share: tuple[int, str], whole: bool) -> None:
        proof = Evidence("佐证", doc_no="1号")
        unit = None if whole else share[1]
        done = work.attach(self.library, By("李明", DAY), share[0], proof, unit=unit)
        self.book.proofs[done.made] = (share[0], unit or "")
        if unit:
            self.book.of[share].begin()
        self.note()

    @precondition(lambda self: self.book.proofs)
    @rule(data=st.data())
    def removes_a_proof(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.book.proofs)))
        work.remove_evidence(self.library, By("李明", DAY), [number])
        del self.book.proofs[number]
        self.note()

    @rule(unit=st.sampled_from(UNITS), amount=st.integers(1, 2))
    def counts(self, unit: str, amount: int) -> None:
        counting.count(self.library, BY, TWICE, NewAmount(unit, Decimal(amount)))
        self.book.of[TWICE, unit].count += amount
        self.book.of[TWICE, unit].begin()
        self.note()

    # ---- acts

    @rule(share=SHARES, action=st.sampled_from(Action), override=OVERRIDES)
    def moves_one(self, share: tuple[int, str], action: Action, override: str) -> None:
        self.move([share], share[0], [share[1]], action, override, whole=False)

    @rule(task=st.sampled_from([TWICE, LASTING, EARLY]), action=st.sampled_from(Action), override=OVERRIDES)
    def moves_all(self, task: int, action: Action, override: str) -> None:
        units = self.book.units(task)
        left = [unit for unit in units if action is Action.REOPEN or self.book.of[task, unit].state not in _OUT]
        self.move([(task, ALL)], task, left or units[:1], action, override, whole=True)

    @rule(
        task=st.sampled_from([TWICE, EARLY]),
        units=st.permutations(UNITS).map(lambda units: units[:2]),
        action=st.sampled_from(Action),
        override=OVERRIDES,
    )
    def moves_some(self, task: int, units: list[str], action: Action, override: str) -> None:
        self.move([(task, unit) for unit in units], task, units, action, override, whole=False)

    def move(
        self,
        wanted: list[tuple[int, str]],
        task: int,
        units: Sequence[str],
        action: Action,
        override: str,
        *,
        whole: bool,
    ) -> None:
        allowed = self.book.may(task, units, action, override, whole=whole)
        said = Said("因故", UNTIL, override=override)
        try:
            closing.move_many(self.library, BY, wanted, action, said=said)
        except NotAllowed:
            assert not allowed, (action, units)
            assert list(dumped(self.library)) == self.pages[self.page][0]
            return
        assert allowed, (action, units)
        for unit in units:
            self.book.of[task, unit].move(action, begun=self.book.has_facts(task, unit))
        self.note()

    @rule(how=st.sampled_from(Settled))
    def settles(self, how: Settled) -> None:
        other = OTHER.isoformat() if how is Settled.OTHER else ""
        closing.settle(self.library, BY, EARLY, Settlement(how, deadline=other))
        self.book.due[EARLY] = OTHER if other else self.book.due[EARLY]
        for unit in self.book.units(EARLY):
            if how is Settled.DONE and self.book.of[EARLY, unit].state not in _OUT:
                self.book.of[EARLY, unit].move(Action.CLOSE)
        self.note()

    # ---- back and forth

    @precondition(lambda self: self.page)
    @rule(times=st.integers(1, 3))
    def undoes(self, times: int) -> None:
        for _ in range(min(times, self.page)):
            undo.undo(self.library, By("李明", DAY))
            self.turn_to(self.page - 1)

    @rule(times=st.integers(1, 2))
    def redoes(self, times: int) -> None:
        for _ in range(times):
            done = undo.redo(self.library, By("李明", DAY))
            assert (done is None) == (self.page + 1 == len(self.pages))
            if done:
                self.turn_to(self.page + 1)

    def turn_to(self, page: int) -> None:
        self.page = page
        facts, book = self.pages[page]
        self.book = copy.deepcopy(book)
        assert list(dumped(self.library)) == facts

    # ---- what always holds

    @invariant()
    def every_share_stands_as_in_the_book(self) -> None:
        for task, of in works(self.library, [TWICE, LASTING, EARLY]).items():
            for share in of.shares:
                known = self.book.of[task, share.unit]
                assert share.state is known.state, (task, share.unit)
                assert share.amounts.get(0, 0) == known.count
                assert len(share.acts) == known.acts
                assert len(share.proofs) == self.book.proofs_of(task, share.unit)

    @invariant()
    def no_report_is_lost(self) -> None:
        kept = {each.id: (each.task_id, each.unit, each.text) for each in stored.reports(self.library, former=True)}
        assert kept == self.book.reports
        shown = {each.id for of in works(self.library).values() for share in of.shares for each in share.reports}
        assert shown == self.book.reports.keys() - self.book.corrected

    def teardown(self) -> None:
        for day in (DAY, date(2026, 12, 31)):
            assert len(lights(self.library, day)) == len(TASKS)
        while self.page:
            undo.undo(self.library, By("李明", DAY))
            self.turn_to(self.page - 1)
        self.library.close()
        shutil.rmtree(self.folder)


Acts.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestActs = Acts.TestCase
