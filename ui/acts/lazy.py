"""Helpers of the window that are imported and made with their first use: a start need not wait for them."""

from importlib import import_module
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """An attribute ``module:Class`` of the window; the helper is given the window and stays with it."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, window: object, owner: type) -> T:
        module, _, title = self._place.partition(":")
        made: T = getattr(import_module(module), title)(window)
        window.__dict__[self._name] = made  # found there before this attribute from now on
        return made
