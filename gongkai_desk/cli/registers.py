"""``list requests`` and ``list interpretations``: the small registers."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from gongkai_desk.cli.main import Session
from gongkai_desk.standing.registers import kept_interpretations, kept_requests
from gongkai_desk.store.library import Library
from gongkai_desk.wording.clocks import (
    INTERPRETATION_STATES,
    clock_lines,
    days_text,
    standing_text,
    state_text,
)

Row = dict[str, Any]
SHOWN = {  # the columns of the plain listing
    "requests": ("id", "number", "received", "subject", "due", "state_text", "days_text"),
    "interpretations": ("id", "file_title", "file_day", "title", "day", "due", "state_text", "days_text"),
}


def request_rows(library: Library, args: argparse.Namespace, session: Session) -> list[Row]:
    """Return the requests with their clocks; names and all, for it is the office's own listing."""
    return [
        {
            **_plain(each.request),
            "due": _iso(each.clock.due),
            "state": each.clock.state,
            "state_text": state_text(each.clock),
            "light": each.clock.light,
            "days_used": each.clock.used,
            "days_left": each.clock.left,
            "days_text": days_text(each.clock),
            "why": clock_lines(each.clock),
        }
        for each in kept_requests(library, session.today)
        if _found(args, each.request.number, each.request.subject, each.request.content, each.request.applicant)
    ]


def interpretation_rows(library: Library, args: argparse.Namespace, session: Session) -> list[Row]:
    """Return the files with their interpretations, and how these stand."""
    return [
        {
            **_plain(each.one),
            "due": _iso(each.standing.due),
            "state": each.standing.state,
            "state_text": INTERPRETATION_STATES[each.standing.state],
            "light": each.standing.light,
            "days_text": standing_text(each.standing),
        }
        for each in kept_interpretations(library, session.today)
        if _found(args, each.one.file_title, each.one.file_doc_no, each.one.title)
    ]


def _found(args: argparse.Namespace, *texts: str) -> bool:
    return not args.search or any(args.search in text for text in texts)


def _plain(one: Any) -> Row:  # noqa: ANN401 - either of two dataclasses
    from dataclasses import fields

    values = {each.name: getattr(one, each.name) for each in fields(one)}
    return {"id": values.pop("id"), **{name: _value(value) for name, value in values.items()}}


def _value(value: object) -> object:
    return _iso(value) if isinstance(value, date) else value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
