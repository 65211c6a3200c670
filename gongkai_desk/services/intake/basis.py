"""承接: what our own tasks take up of a superior's plan."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.domain.act import By, Changes
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import links, plans

Pairs = Sequence[tuple[int, int]]
"""Own tasks with the superior's that they take up."""


def link(library: Library, by: By, pairs: Pairs) -> Changes:
    """Let own tasks take up the superior's, as one step; a link that is there stays one.

    Raises:
        UnknownId: one of the tasks is not there.
    """
    return relink(library, by, pairs, ())


def unlink(library: Library, by: By, pairs: Pairs) -> Changes:
    """Take links away."""
    return relink(library, by, (), pairs)


def relink(library: Library, by: By, new: Pairs, gone: Pairs) -> Changes:
    """Make links and take others away, as one step.

    Raises:
        UnknownId: one of the tasks to be linked is not there.
    """
    for number in {number for pair in new for number in pair}:
        plans.task(library, number)
    known = set(links.links(library))
    with library.step("设置承接关系" if new else "取消承接关系", by) as step:
        links.delete_links(step, gone)
        for own, superior in dict.fromkeys(new):
            if (own, superior) not in known:
                step.made = links.insert_link(step, own, superior)
    return step.changes
