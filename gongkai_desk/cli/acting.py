"""Acts as plain values, from the command line or a line of a batch, done through the services."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai_desk.cli.main import Session
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Evidence, NewAmount, NewReport, Settled, Settlement
from gongkai_desk.errors import EmptyFile
from gongkai_desk.services.progress import closing, counting, work
from gongkai_desk.services.progress.closing import Said, move_many
from gongkai_desk.services.progress.work import empty_files
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.plans import first_task

Act = Mapping[str, Any]
"""task: id or ``None`` (the first one); unit: id, any name, ``*`` for all, ``None`` for the first; date; and by act:
text, evidence (file or link; empty: the file may be), action with until, reason, doc_no, approver, opinion, override,
amount with quota."""


def task_of(library: Library, act: Act) -> int:
    """Return the id of the task that is meant."""
    number = act.get("task")
    return first_task(library) if number is None else int(number)


def proof_of(given: str, *, empty: bool = False, **said: Any) -> tuple[Evidence, Path | None]:  # noqa: ANN401
    """Return the evidence that a file's name or a link means.

    Raises:
        EmptyFile: nothing is in the file, and ``empty`` does not say that it is meant.
    """
    if "://" in given:
        return Evidence("", url=given, **said), None
    if not empty and empty_files([Path(given)]):
        raise EmptyFile(file=given, reason="evidence")
    return Evidence("", **said), Path(given)


def report(library: Library, session: Session, act: Act) -> int | None:
    """Enter one report, with its evidence if there is any."""
    given = act.get("evidence")
    return work.report(
        library,
        session.by,
        task_of(library, act),
        NewReport(
            act.get("unit"),
            act.get("date") or session.today,
            act["text"],
            period=act.get("period") or "",
            zero=bool(act.get("zero")),
        ),
        proofs=[proof_of(given, empty=bool(act.get("empty")))] if given else [],
    ).made


def transit(library: Library, session: Session, act: Act) -> int | None:
    """Do an act upon shares of a task: 申请, 核查, 销号, 退回, 延期 and the rest."""
    words = {name: act.get(name) or "" for name in ("reason", "doc_no", "opinion", "override")}
    said = Said(until=act.get("until"), day=act.get("date"), approver=act.get("approver") or session.who, **words)
    task, units = task_of(library, act), act.get("unit")
    wanted = [(task, unit) for unit in (units if isinstance(units, list) else [units])]
    action = Action(act["action"])
    return move_many(library, session.by, wanted, action, said).made


def settle(library: Library, session: Session, act: Act) -> int | None:
    """Settle a deadline that is to be confirmed (时限待确认)."""
    return closing.settle(
        library,
        session.by,
        task_of(library, act),
        Settlement(
            Settled(act["how"]), finished=act.get("finished"), reason=act.get("reason") or "", deadline=act["deadline"]
        ),
    ).made


def count(library: Library, session: Session, act: Act) -> int | None:
    """Enter a countable thing."""
    return counting.count(
        library,
        session.by,
        task_of(library, act),
        NewAmount(
            act.get("unit"),
            act.get("amount") or Decimal(1),
            act.get("date"),
            act.get("quota") or 0,
            act.get("text") or "",
        ),
    ).made
