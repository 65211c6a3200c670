"""The page 政策解读: files and what interprets them, the last day for it, how far the files are covered."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gongkai_desk.rules.interpretations import InterpretationState
from gongkai_desk.standing.registers import KeptInterpretation, coverage, kept_interpretations, unit_names
from gongkai_desk.wording.clocks import INTERPRETATION_STATES, standing_text
from gongkai_desk.wording.days import chinese_date
from ui.commands.interpretations import ADD, CHANGE, COMMANDS, EXPORTS
from ui.commands.registers import REMOVED
from ui.desk import Desk
from ui.models.register_table import Head, Line
from ui.pages.register import Facts, shape_of

WAITING, MISSING, DONE = "待解读", "逾期未解读", "已解读"


class Interpretations:
    """The files as a register shows them; the acts themselves are in ``ui.commands.interpretations``."""

    title = "政策解读"
    hint = "查找文件、文号、解读材料"
    heads = (
        Head("文件"),
        Head("公布日期", 5.6, centred=True),
        Head("解读材料"),
        Head("形式", 4.6, centred=True, spare=2),
        Head("解读日期", 5.6, centred=True, spare=3),
        Head("状态", 7.0),
        Head("最迟", 5.6, centred=True, spare=1),
    )
    shaped = 5
    merged: tuple[int, ...] = (0, 1)
    empty_text = (
        "还没有登记政策文件",
        "文件与解读材料应同步起草、同步签批、同步发布，最迟在文件公布后3个工作日内发布解读。\n"
        "每公布一份应解读的文件就登记一份，程序会提醒还没有解读的。",
    )
    adding, changing, commands, exports = ADD, CHANGE, COMMANDS, EXPORTS

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[int, KeptInterpretation] = {}
        self._removed: dict[int, KeptInterpretation] = {}
        self._units: Mapping[int | None, str] = {}
        self._tasks: dict[int, str] = {}

    def entry(self, number: int | None) -> KeptInterpretation | None:
        """Return an entry, also a removed one."""
        return self._kept.get(number or 0) or self._removed.get(number or 0)

    def entries(self, numbers: Collection[int]) -> list[KeptInterpretation]:
        """Return these entries in the order of the register."""
        return [each for number, each in {**self._kept, **self._removed}.items() if number in numbers]

    def load(self) -> None:
        """Ask the library again."""
        library, today = self._desk.library, self._desk.today
        if library is None:
            self._kept, self._removed, self._units = {}, {}, {}
            return
        self._kept = {each.one.id: each for each in kept_interpretations(library, today)}
        self._removed = {each.one.id: each for each in kept_interpretations(library, today, removed=True)}
        self._units = unit_names(library)
        linked = {each.one.task_id for each in self._kept.values() if each.one.task_id is not None}
        self._tasks = {task.id: task.content for task in self._desk.shelf.some(sorted(linked))}

    def years(self) -> set[int]:
        """Return the years that have entries."""
        return {each.one.file_day.year for each in self._kept.values() if each.one.file_day is not None}

    def _of_year(self, year: int | None) -> list[KeptInterpretation]:
        days = ((each, each.one.file_day) for each in self._kept.values())
        return [each for each, day in days if year is None or day is None or day.year == year]

    def counts(self, year: int | None) -> tuple[int, Mapping[str, int]]:
        """Return how many entries there are in a year, and how many each chip shows."""
        of_year = self._of_year(year)
        found = {chip: sum(_under(each, chip) for each in of_year) for chip in (WAITING, MISSING, DONE)}
        if self._removed:
            found[REMOVED] = len(self._removed)
        return len(of_year), {chip: count for chip, count in found.items() if count or chip == WAITING}

    def lines(self, year: int | None, chip: str, words: str) -> list[Line]:
        """Return what a filter shows."""
        kept = self._removed.values() if chip == REMOVED else self._of_year(year)
        found = [each for each in kept if chip in ("", REMOVED) or _under(each, chip)]
        return [_line(each) for each in _newest_first(found) if not words or words in _texts(each)]

    def summary(self, year: int | None) -> str:
        """Return the sentence under the title."""
        if self._desk.library is None or not self._kept:
            return ""
        found = coverage(self._desk.library, self._desk.today, year)
        if not found.files:
            return ""
        told = f"应解读文件 {found.files} 份，已解读 {found.done} 份（{found.done * 100 // found.files}%）"
        return f"{told}，其中按期 {found.in_time} 份，未解读 {len(found.missing)} 份"

    def facts(self, number: int) -> Facts | None:
        """Return what the pane beside says of an entry."""
        kept = self.entry(number)
        if kept is None:
            return None
        one, standing = kept.one, kept.standing
        days = standing_text(standing)
        state = "，".join(filter(None, (INTERPRETATION_STATES[standing.state], days)))
        told = (
            ("文号", one.file_doc_no),
            ("文件网址", one.file_link),
            ("解读材料", one.title),
            ("形式", one.form),
            ("解读网址", one.link),
            ("起草单位", self._units.get(one.unit_id, "")),
            ("对应任务", self._tasks.get(one.task_id or 0, "")),
            ("备注", one.remark),
        )
        due = f"解读与文件同步发布，最迟{chinese_date(standing.due)}。"
        return Facts(one.file_title, shape_of(standing.light, closed=not standing.open), state, (due,), told)

    def refusals(self, number: int) -> Mapping[str, str]:
        """Return for each act by name why it cannot be done now, empty for what can."""
        if number in self._removed:
            return {"restore": ""}
        kept = self._kept.get(number)
        found = {"change": "", "remove": ""}
        if kept is None:
            return found
        if kept.one.task_id in self._tasks:
            found["task"] = ""
        return {**found, "interpret" if kept.standing.open else "again": ""}


def _under(kept: KeptInterpretation, chip: str) -> bool:
    state = kept.standing.state
    if chip == DONE:
        return not kept.standing.open
    return state is (InterpretationState.WAITING if chip == WAITING else InterpretationState.MISSING)


def _newest_first(found: list[KeptInterpretation]) -> list[KeptInterpretation]:
    """Return the newest files first, the interpretations of each in the order in which they were entered."""
    order: dict[tuple[str, str], int] = {}
    for each in found:
        order.setdefault(each.one.file, len(order))
    return sorted(found, key=lambda each: -order[each.one.file])


def _texts(kept: KeptInterpretation) -> str:
    one = kept.one
    return "\n".join((one.file_title, one.file_doc_no, one.title, one.form, one.remark))


def _line(kept: KeptInterpretation) -> Line:
    one, standing = kept.one, kept.standing
    texts = (
        "\n".join(filter(None, (one.file_title, one.file_doc_no))),
        one.file_day.isoformat() if one.file_day else "",
        one.title,
        one.form,
        one.day.isoformat() if one.day else "",
        INTERPRETATION_STATES[standing.state],
        standing.due.isoformat(),
    )
    return Line(one.id, texts, shape_of(standing.light, closed=not standing.open), one.file)
