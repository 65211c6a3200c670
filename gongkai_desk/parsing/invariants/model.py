"""A part as it was read, and what an invariant asks of it: the bodies that a text names, the columns nobody knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gongkai_desk.domain.draft import Doubt
from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.blocks.model import Block, Leftover, Raw
from gongkai_desk.words.assigning import is_known
from gongkai_desk.words.normal import key
from gongkai_desk.words.terms import ColumnRole, column_role, is_known_header
from gongkai_desk.words.unit_names import is_unit_like, starts_named
from gongkai_desk.words.units import UnitDirectory


@dataclass(frozen=True, slots=True)
class Reading:
    """A list of tasks as it was read: ``raws`` as found, ``tasks`` understood; ``title`` is the plan's.

    ``guessed`` are the roles of columns that only what stands in them told; ``blocks``, ``left`` and ``headers`` are
    what the list was read from, what belongs to no task of it, and the headers of its table as printed.
    """

    tasks: Sequence[Task]
    raws: Sequence[Raw]
    directory: UnitDirectory
    title: str = ""
    guessed: frozenset[ColumnRole] = frozenset()
    blocks: Sequence[Block] = ()
    left: Sequence[Leftover] = ()
    headers: Sequence[str] = ()

    def kept(self) -> dict[str, dict[int, str]]:
        """Return the columns that no field took up though they may be wanted: header → {task: cell}."""
        columns: dict[str, dict[int, str]] = {}
        for index, task in enumerate(self.tasks):
            for name, text in task.extra.items():
                if not is_known_header(name) or column_role(name) in (ColumnRole.DEADLINE, ColumnRole.ADJUSTED):
                    columns.setdefault(name, {})[index] = text
        return columns


Invariant = Callable[[Reading], Iterator[Doubt]]

_BETWEEN = re.compile(r"[，；。、：:（）()〔〕\[\]【】\s]|以及|会同")
_BEFORE = re.compile(r"^(?:由|请|并|及|和|与|其中|\d{1,2}[.．])+")
_BEHIND = re.compile(
    r"(?:分别|共同|联合|具体|按照?(?:各自)?职责(?:分工)?|牵头|主办|主责|负责|配合|协办|会办|承办|落实|参与|协助|实施|组织|推进|领办){1,6}$"
)
_SHORTEST, _LONGEST = 3, 16  # characters of a name that stands glued to other words


def names_in(text: str, directory: UnitDirectory) -> list[str]:
    """Return the bodies that a text names, by the directory or by how they begin and end."""
    found = []
    for piece in _BETWEEN.split(text):
        name = _BEHIND.sub("", _BEFORE.sub("", piece))
        if name and (is_body(name, directory) or (name := _head(name, directory))):
            found.append(name)
    return found


def is_body(name: str, directory: UnitDirectory) -> bool:
    """Tell a name that the directory has, or that begins and ends as names of bodies do."""
    return is_known(name, directory) or (len(name) >= _SHORTEST and starts_named(name) and is_unit_like(name))


def _head(text: str, directory: UnitDirectory) -> str:
    """Return the known name with which a text begins: 县财政局交办时间."""
    if not starts_named(text):
        return ""
    heads = (text[:end] for end in range(min(len(text) - 1, _LONGEST), _SHORTEST - 1, -1))
    return next((head for head in heads if is_known(head, directory)), "")


def units_of(task: Task) -> tuple[str, ...]:
    """Return all units of a task."""
    return (*task.lead, *task.responsible, *task.support)


def stands_in(name: str, texts: Sequence[str]) -> bool:
    """Tell whether a name is one of several, a part of one, or the whole of which one is a part."""
    if name in texts:
        return True
    wanted = key(name)
    return any(wanted in key(text) or key(text) in wanted for text in texts if text)
