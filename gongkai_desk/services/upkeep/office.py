"""Settings of the office (本单位), kept in its library."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai_desk.domain.act import By, Changes
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import drop_filter, filters, put_filter, set_setting, setting


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
