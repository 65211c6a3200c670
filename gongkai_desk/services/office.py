"""Settings of the office (本单位), kept in its library."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.work import Changes
from gongkai_desk.store.settings import set_setting, setting

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

OFFICE, UNIT = "office.name", "office.unit"
"""The office that keeps the ledger (政务公开办), and the unit that it belongs to (本单位)."""


def settings(library: "Library", names: Mapping[str, str]) -> dict[str, str]:
    """Return settings with these names; what was never set is as ``names`` says."""
    return {name: setting(library, name, usual) for name, usual in names.items()}


def save_settings(library: "Library", values: Mapping[str, str], *, who: str, day: date) -> Changes:
    """Keep settings of the office."""
    with library.step("修改设置", who=who, day=day) as step:
        for name, value in values.items():
            set_setting(step, name, value)
    return step.changes
