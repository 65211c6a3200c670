"""Modules that are loaded when something of them is first used, so that a start need not wait for them.

The one boundary of laziness: a file says at its top what it needs, and what a start can do without stands
under ``lazy_imports``::

    with lazy_imports():
        from gongkai_desk.services.progress import work
        from gongkai_desk.standing import lights

``lights.Lighting`` loads that module, with all that *it* imports at its top. Type checker, search and rename
see plain imports. It is what PEP 810 (``lazy import``) will bring; until then a name stands for a whole module of ours,
never for a function or class of it, which would have to be loaded to be had.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import get_ident
from types import ModuleType, SimpleNamespace


class LazyModule(ModuleType):
    """Stands for a module; what is asked of it is asked of the real one, loaded by the usual import."""

    def __getattr__(self, name: str) -> object:
        return getattr(import_module(self.__name__), name)


@contextmanager
def lazy_imports() -> Iterator[None]:
    """Let ``from package import module`` load nothing yet, in this block and this thread."""
    usual, own_thread = builtins.__import__, get_ident()

    def stand_in(
        name: str,
        names: Mapping[str, object] | None = None,
        local_names: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType | SimpleNamespace:
        if get_ident() != own_thread:  # a job that imports just now gets the real thing
            return usual(name, names, local_names, fromlist or (), level)
        if not fromlist or level:
            raise ImportError(f"lazy_imports wants «from package import module», not «import {name}»")
        return SimpleNamespace(**{each: LazyModule(f"{name}.{each}") for each in fromlist})

    builtins.__import__ = stand_in  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.__import__ = usual
