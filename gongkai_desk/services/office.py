"""Settings of the office (本单位) and its working days, kept in its library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import NoDays, UnknownId
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading import child
from gongkai_desk.reading.document import Line
from gongkai_desk.reading.read import read_document
from gongkai_desk.standing.days import LOCAL_COUNTS
from gongkai_desk.store.entries.duties import STATE, drop_days, put_days
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import drop_filter, filters, put_filter, set_setting, setting
from gongkai_desk.words.whole_dates import read_notice


def settings(library: Library, names: Mapping[str, str]) -> dict[str, str]:
    """Return settings with these names; what was never set is as ``names`` says."""
    return {name: setting(library, name, usual) for name, usual in names.items()}


def save_settings(library: Library, by: By, values: Mapping[str, str]) -> Changes:
    """Keep settings of the office."""
    with library.step("修改设置", by) as step:
        for name, value in values.items():
            set_setting(step, name, value)
    return step.changes


def save_filter(library: Library, by: By, view: str, name: str, value: str) -> Changes:
    """Keep a filter of a view under a name; one of the same name is replaced."""
    with library.step(f"保存筛选“{name}”", by) as step:
        put_filter(step, view, name, value)
    return step.changes


def remove_filter(library: Library, by: By, view: str, name: str) -> Changes:
    """Forget a filter.

    Raises:
        UnknownId: there is none of this name.
    """
    if name not in filters(library, view):
        raise UnknownId(library=str(library.folder), what="filter", id=name)
    with library.step(f"删除筛选“{name}”", by) as step:
        drop_filter(step, view, name)
    return step.changes


def let_local_count(library: Library, by: By, *, counts: bool) -> Changes:
    """Let the local list count too, or not."""
    with library.step("计入地方放假" if counts else "不计地方放假", by) as step:
        set_setting(step, LOCAL_COUNTS, "1" if counts else "")
    return step.changes


def set_days(library: Library, by: By, days: Mapping[date, bool], *, name: str = "", in_list: str = STATE) -> Changes:
    """Enter days with whether they are worked; later notices add to or change earlier ones."""
    with library.step("设置工作日", by) as step:
        put_days(step, days, name=name, in_list=in_list)
    return step.changes


def clear_year(library: Library, by: By, year: int, *, in_list: str = STATE) -> Changes:
    """Forget what was entered for a year."""
    with library.step(f"清除{year}年工作日设置", by) as step:
        drop_days(step, year, in_list=in_list)
    return step.changes


def read_notice_file(path: Path) -> dict[date, bool]:
    """Return the days that a file of a State Council's notice (or a local one) names, each with whether it is worked.

    Raises:
        InputError: the file is refused; ``NoDays``: it names none.
    """
    found = read_notice(notice_text(path), None)
    if not found:
        raise NoDays(file=str(path))
    return found


def notice_text(path: Path, progress: Progress = silent) -> str:
    """Return all text of a notice's file, read in the child process.

    Raises:
        InputError: the file is refused.
    """
    text: str = child.run(_text_of, path, progress=progress)
    return text


def _text_of(path: Path, progress: Progress = silent) -> str:
    """Return all text of a file; runs in the child."""
    document = read_document(path, progress=progress)
    lines = (item.text for page in document.pages for item in page.items if isinstance(item, Line))
    return document.text or "\n".join(lines)
