"""``import`` of a 填报表 that a superior's library made: its tasks are registered as the superior's (上级任务)."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from gongkai_desk.cli.main import Session, write_json
from gongkai_desk.cli.parse import named_as_given
from gongkai_desk.domain.cycle.handed import HandedChoice, HandedOffer
from gongkai_desk.domain.ids import Changes
from gongkai_desk.domain.plan import Level
from gongkai_desk.errors import EnvironmentFailure, InputError
from gongkai_desk.services.collecting.handed import apart, as_file
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.intake.handed import offered, read_book, take_in, usual_choice
from gongkai_desk.store.library import Library
from gongkai_desk.wording.handed import counts, notes


def register(library: Library, args: argparse.Namespace, session: Session) -> int:
    """Register the book as one step; print the plan's id, or what came of each row (``--json``)."""
    told = _register(library, args, session, Path(args.file))
    if args.json:
        write_json(args.json, told)
    else:
        print(told["plan"])
    return 0


def is_bundle(name: str) -> bool:
    """Tell a folder, archive or mail, which may hold a superior's book and is no plan itself."""
    return name != "-" and (Path(name).is_dir() or Path(name).suffix.lower() in (".zip", ".eml"))


def register_held(library: Library, args: argparse.Namespace, session: Session) -> int | None:
    """Register what superiors' books a folder, archive or mail holds, each as one step; ``None``: it holds none.

    Several are told as a list under ``books``.
    """
    found, _ = apart(library, received([Path(args.file)]))
    told = []
    for each in found:
        with as_file(each) as path:
            told.append(_register(library, args, session, path) | {"file": each.source.name})
    if not told:
        return None
    if args.json:
        outcome = next((each["outcome"] for each in told if each["outcome"] != "ok"), "ok")
        write_json(args.json, told[0] if len(told) == 1 else {"outcome": outcome, "books": told})
    else:
        print("\n".join(str(each["plan"]) for each in told))
    return 0


def _register(library: Library, args: argparse.Namespace, session: Session, path: Path) -> dict[str, object]:
    named = args.file if path == Path(args.file) else path.name
    with named_as_given(named, InputError, EnvironmentFailure):
        offer = offered(library, read_book(path, args.password))
        choice = _choice(offer, args)
        done = take_in(library, session.by, path, offer, choice)
    for note in notes(offer, choice):
        print(f"提示：{note}", file=sys.stderr)
    return _as_json(offer, choice, done)


def _choice(offer: HandedOffer, args: argparse.Namespace) -> HandedChoice:
    choice = usual_choice(offer)
    level = Level(args.level) if args.level else choice.level
    return replace(choice, unit=args.unit or choice.unit, level=level)


def _as_json(offer: HandedOffer, choice: HandedChoice, done: Changes) -> dict[str, object]:
    book, into = offer.book, offer.of(choice.plan_id)
    new, known = counts(offer, choice)
    return {
        "outcome": "ok_warn" if any(notes(offer, choice)) else "ok",
        "plan": done.made,
        "handed": True,
        "batch": book.batch,
        "code": book.code,
        "unit": choice.unit,
        "office": book.office,
        "closing": book.closing.isoformat() if book.closing else None,
        "tasks": len(offer.tasks),
        "new": new,
        "known": known,
        "into": into.plan.id if into is not None else None,
        "spoiled": [row.line for row in book.spoiled],
        "warnings": list(notes(offer, choice)),
    }
