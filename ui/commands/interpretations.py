"""What the page 政策解读 does: each act asks in its own form and is one undoable step."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from gongkai_desk.domain.registers import Interpretation
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.papers.listed import SEEN
from gongkai_desk.services import interpretations
from gongkai_desk.standing import registers
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.registers import KeptInterpretation
from ui.commands.registers import EntryCommand, InRegister
from ui.deleting import KEYS

with lazy_imports():
    from gongkai_desk.standing import registers
    from ui.dialogs.registers import interpretation_form

InInterpretations = InRegister[KeptInterpretation]


def _asked(
    at: InInterpretations, one: Interpretation, title: str, verb: str, *, interpreted: bool
) -> Interpretation | None:
    desk = at.here.desk
    if desk.library is None:
        return None
    allowed = registers.days_allowed(desk.library)
    span = interpretation_form.Span(desk.today, office_workdays(desk.library), allowed)
    form = interpretation_form.InterpretationForm
    return form.ask(at.parent, one, span, desk.shelf, (title, verb), interpreted=interpreted)


def add(at: InInterpretations) -> None:
    """登记文件: a file, with its interpretation if there is one already."""
    new = Interpretation(file_day=at.here.desk.today)
    _add(at, _asked(at, new, "登记文件", "登记", interpreted=False))


def again(at: InInterpretations) -> None:
    """再登记一种解读: a further interpretation of the same file."""
    if at.current is not None:
        new = replace(at.current.one, title="", form="", link="", day=None, remark="")
        _add(at, _asked(at, new, "再登记一种解读", "登记", interpreted=True))


def _add(at: InInterpretations, given: Interpretation | None) -> None:
    if given is not None:
        at.go_to(at.write(interpretations.add_interpretation, new=given) or 0)


def interpret(at: InInterpretations) -> None:
    """登记解读: what interprets a file that waited."""
    _change(at, "登记解读", "登记", interpreted=True)


def change(at: InInterpretations) -> None:
    """修改."""
    _change(at, "修改登记", "保存", interpreted=False)


def _change(at: InInterpretations, title: str, verb: str, *, interpreted: bool) -> None:
    one = at.current.one if at.current is not None else None
    given = _asked(at, one, title, verb, interpreted=interpreted) if one is not None else None
    if one is not None and given is not None:
        at.write(interpretations.change_interpretation, number=one.id, new=given)


def remove(at: InInterpretations) -> None:
    """Put the current entry into the recycle bin; Ctrl+Z or 还原 brings it back."""
    if at.current is not None:
        at.remove(interpretations.remove_interpretations, at.current.one.id)


def restore(at: InInterpretations) -> None:
    """Take the current entry out of the recycle bin."""
    if at.current is not None:
        at.write(interpretations.restore_interpretations, ids=[at.current.one.id])


def show_task(at: InInterpretations) -> None:
    """查看对应任务: go to the task that the file is about."""
    if at.current is not None and at.current.one.task_id is not None:
        at.here.ways.go_to_task(at.current.one.task_id)


def export(at: InInterpretations) -> None:
    """Write what is shown as a workbook."""
    library = at.here.desk.library
    if library is None:
        return
    title = f"{at.year_name}政策解读登记表"
    table = registers.interpretations_table(library, at.shown, title, at.summary)
    at.here.exports.paper(SEEN, table, PaperFormat.XLSX, partial(export, at))


ADD = EntryCommand("add", "登记文件…", add)
CHANGE = EntryCommand("change", "修改…", change)
COMMANDS = (
    EntryCommand("interpret", "登记解读…", interpret, wide=True),
    EntryCommand("again", "再登记一种解读…", again, wide=True),
    EntryCommand("task", "查看对应任务", show_task, wide=True),
    CHANGE,
    EntryCommand("remove", "删除", remove, keys=KEYS),
    EntryCommand("restore", "还原", restore),
)
"""What can be done with the current entry."""
EXPORTS = (EntryCommand("register", "登记表（Excel）…", export),)
"""What stands under «导出»."""
