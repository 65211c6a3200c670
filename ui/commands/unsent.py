"""What was typed and not stored: shown when asked for, put back into its cell or its form."""

from __future__ import annotations

from collections.abc import Callable

from ui.commands import progress
from ui.commands.command import Here
from ui.lazy import lazy_imports
from ui.models.task_table import short_seq
from ui.unsent import CELL, UnsentTexts, put_text

with lazy_imports():
    from gongkai_desk.store.tasks import unsent
    from ui.dialogs.office import restore

_FORMS: dict[str, Callable[[Here], object]] = {
    "ReportDialog": progress.report,
    "SummaryDialog": progress.summarise,
}
"""Forms of a task that are opened at once; any other takes its text when its clerk opens it."""
_LONG = 8000  # milliseconds


def show(here: Here, texts: UnsentTexts) -> None:
    """Show what waits, and put back what is chosen."""
    tasks = here.desk.shelf.some([each.task for each in texts.left if each.task is not None])
    names: dict[int, str] = {task.id: f"{short_seq(task)} {task.title or task.content[:12]}".strip() for task in tasks}
    chosen = restore.UnsentDialog.ask(texts, names, here.parent)
    if chosen is not None:
        _put_back(here, texts, chosen)


def _put_back(here: Here, texts: UnsentTexts, text: unsent.Unsent) -> None:
    if text.task is not None:
        here.ways.go_to_task(text.task)
    if text.place == CELL:
        _into_details(here, texts, text)
        return
    texts.put_back(text)
    if text.place in _FORMS and text.task is not None:
        _FORMS[text.place](here)
    else:
        here.say(f"已备好：再打开“{text.title}”时会放回原处。", _LONG)


def _into_details(here: Here, texts: UnsentTexts, text: unsent.Unsent) -> None:
    """Open the field of the right pane that a cell or the field itself was about, with the text in it."""
    field = here.frame.task_field(text.title)
    field.open()
    if field.is_open:
        put_text(field.editor, text.fields[0][1])
        texts.drop(text)
