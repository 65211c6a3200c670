"""法定期限: the periods that the law sets, as shipped or as the office corrected them, each with its source."""

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.work import Changes
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.paths import resource
from gongkai_desk.rules.duties import LegalDuty, read_legal_duties
from gongkai_desk.store.settings import set_setting, setting

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

_SETTING = "legal."


def shipped() -> tuple[LegalDuty, ...]:
    """Return the periods as they come with the program."""
    return read_legal_duties(resource("duties.csv"))


def legal_duties(library: "Library") -> tuple[LegalDuty, ...]:
    """Return the periods that hold in this office."""
    return tuple(_corrected(library, duty) for duty in shipped())


def _corrected(library: "Library", duty: LegalDuty) -> LegalDuty:
    kept = setting(library, _SETTING + duty.key)
    if not kept:
        return duty
    told: dict[str, Any] = json.loads(kept)
    on = told.get("on")
    return replace(
        duty,
        length=int(told.get("length", duty.length)),
        extension=int(told.get("extension", duty.extension)),
        on=(int(on[0]), int(on[1])) if on else duty.on,
        basis=str(told.get("basis", duty.basis)),
        remark=str(told.get("remark", duty.remark)),
    )


def set_legal(library: "Library", duty: LegalDuty, *, who: str, day: date) -> Changes:
    """Let a period be as ``duty`` says; as shipped again, nothing is kept of it.

    Raises:
        UnknownId: no such period.
        NotAllowed: it has no length or no source (``lacks``).
    """
    usual = next((each for each in shipped() if each.key == duty.key), None)
    if usual is None:
        raise UnknownId(library=str(library.folder), what="legal_duty", id=duty.key)
    lacks = [
        name for name, there in (("length", duty.on or duty.length > 0), ("basis", duty.basis.strip())) if not there
    ]
    if lacks:
        raise NotAllowed(library=str(library.folder), lacks=tuple(lacks))
    told = {
        name: getattr(duty, name)
        for name in ("length", "extension", "on", "basis", "remark")
        if getattr(duty, name) != getattr(usual, name)
    }
    with library.step(f"修改法定期限：{duty.name}", who=who, day=day) as step:
        set_setting(step, _SETTING + duty.key, json.dumps(told, ensure_ascii=False) if told else "")
    return step.changes
