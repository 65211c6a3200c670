"""Saved filters (常用筛选) as a clerk keeps them."""

from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.work import Changes
from gongkai_desk.errors import UnknownId
from gongkai_desk.store import filters

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


def save_filter(library: "Library", view: str, name: str, value: str, *, who: str, day: date) -> Changes:
    """Keep a filter of a view under a name; one of the same name is replaced."""
    with library.step(f"保存筛选“{name}”", who=who, day=day) as step:
        filters.put_filter(step, view, name, value)
    return step.changes


def remove_filter(library: "Library", view: str, name: str, *, who: str, day: date) -> Changes:
    """Forget a filter.

    Raises:
        UnknownId: there is none of this name.
    """
    if name not in filters.filters(library, view):
        raise UnknownId(library=str(library.folder), what="filter", id=name)
    with library.step(f"删除筛选“{name}”", who=who, day=day) as step:
        filters.drop_filter(step, view, name)
    return step.changes
