"""The page 政策解读: files and what interprets them, the last day for it, how far the files are covered."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gongkai_desk.rules.registers.interpretations import InterpretationState
from gongkai_desk.standing.register_papers import unit_names
from gongkai_desk.standing.registers import KeptInterpretation, coverage, kept_interpretations
from gongkai_desk.wording.clocks import INTERPRETATION_STATES, standing_text
from gongkai_desk.wording.days import chinese_date
from ui.desk import Desk
from ui.models.register_table import Head, Line
from ui.pages.register_page import REMOVED, Facts, RegisterPage, shape_of

if TYPE_CHECKING:
    from ui.menus import Menus

WAITING, MISSING, DONE = "待解读", "逾期未解读", "已解读"


class Interpretations(RegisterPage):
    """Shows the files; the acts themselves are in ``ui.acts.interpretations``."""

    title_text = "政策解读"
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
    empty_text = (
        "还没有登记政策文件",
        "文件与解读材料应同步起草、同步签批、同步发布，最迟在文件公布后3个工作日内发布解读。\n"
        "每公布一份应解读的文件就登记一份，程序会提醒还没有解读的。",
    )

    def __init__(self, desk: Desk, menus: "Menus", parent: QWidget | None = None) -> None:
        super().__init__(desk, menus, parent)
        from ui.acts.interpretations import InterpretationActs

        self._kept: dict[int, KeptInterpretation] = {}
        self._removed: dict[int, KeptInterpretation] = {}
        self._units: Mapping[int | None, str] = {}
        self._tasks: dict[int, str] = {}
        self.view.merged_columns = (0, 1)
        self.acts: InterpretationActs = InterpretationActs(self)
        self.name_adding("登记文件…")
        self.offer("interpret", "登记解读…", self.acts.interpret, wide=True)
        self.offer("again", "再登记一种解读…", self.acts.again, wide=True)
        self.offer("task", "查看对应任务", self._go_to_task, wide=True)
        self.offer("change", "修改…", self.change)
        self.offer("remove", "删除", self.acts.remove)
        self.offer("restore", "还原", self.acts.restore)
        self.offer_export("登记表（Excel）…", self.acts.export)

    def add(self) -> None:
        """Ask for a new file."""
        self.acts.add()

    def change(self) -> None:
        """Ask for the facts of the current entry."""
        self.acts.change()

    def kept(self, number: int | None) -> KeptInterpretation | None:
        """Return an entry, also a removed one."""
        return self._kept.get(number or 0) or self._removed.get(number or 0)

    def shown(self) -> list[KeptInterpretation]:
        """Return the entries that are shown, in the order of the register."""
        rows = (self.model.line(row) for row in range(self.model.rowCount()))
        ids = {line.id for line in rows if line is not None}
        return [each for number, each in {**self._kept, **self._removed}.items() if number in ids]

    def _go_to_task(self) -> None:
        kept = self.kept(self.current())
        if kept is not None and kept.one.task_id is not None:
            self.task_chosen.emit(kept.one.task_id)

    # -- what the page asks

    def load(self) -> None:
        library, today = self.desk.library, self.desk.today
        if library is None:
            self._kept, self._removed, self._units = {}, {}, {}
            return
        self._kept = {each.one.id or 0: each for each in kept_interpretations(library, today)}
        self._removed = {each.one.id or 0: each for each in kept_interpretations(library, today, removed=True)}
        self._units = unit_names(library)
        linked = {each.one.task_id for each in self._kept.values() if each.one.task_id is not None}
        self._tasks = {task.id or 0: task.content for task in self.desk.shelf.some(sorted(linked))}

    def years(self) -> set[int]:
        return {each.one.file_day.year for each in self._kept.values() if each.one.file_day is not None}

    def _of_year(self, year: int | None) -> list[KeptInterpretation]:
        days = ((each, each.one.file_day) for each in self._kept.values())
        return [each for each, day in days if year is None or day is None or day.year == year]

    def counts(self, year: int | None) -> tuple[int, Mapping[str, int]]:
        of_year = self._of_year(year)
        found = {chip: sum(_under(each, chip) for each in of_year) for chip in (WAITING, MISSING, DONE)}
        if self._removed:
            found[REMOVED] = len(self._removed)
        return len(of_year), {chip: count for chip, count in found.items() if count or chip == WAITING}

    def lines(self, year: int | None, chip: str, words: str) -> list[Line]:
        kept = self._removed.values() if chip == REMOVED else self._of_year(year)
        found = [each for each in kept if chip in ("", REMOVED) or _under(each, chip)]
        return [_line(each) for each in _newest_first(found) if not words or words in _texts(each)]

    def summary(self, year: int | None) -> str:
        if self.desk.library is None or not self._kept:
            return ""
        found = coverage(self.desk.library, self.desk.today, year)
        if not found.files:
            return ""
        told = f"应解读文件 {found.files} 份，已解读 {found.done} 份（{found.done * 100 // found.files}%）"
        return f"{told}，其中按期 {found.in_time} 份，未解读 {len(found.missing)} 份"

    def facts(self, number: int) -> Facts | None:
        kept = self.kept(number)
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
    return Line(one.id or 0, texts, shape_of(standing.light, closed=not standing.open), one.file)
