"""One letter sends several plans: what it says of number, issuer and dates holds for a plan that says nothing itself.

Made for a letter that sends two annexes (tests/data/plans/layouts/two-annexes.docx).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai_desk.domain.plan import Plan


def under_letter(plans: Sequence[Plan], letter: Plan) -> Sequence[Plan] | None:
    """Return the plans with the letter's number, issuer, dates and level; ``None`` where each has its own."""
    if not letter.issuer:
        return None
    found = [_under(plan, letter) if _says_nothing(plan, plans[0]) else plan for plan in plans]
    return found if found != list(plans) else None


def _says_nothing(plan: Plan, first: Plan) -> bool:
    return not plan.doc_no and not plan.issuer and plan.year == first.year


def _under(plan: Plan, letter: Plan) -> Plan:
    dates = letter.dates if letter.dates.issue else plan.dates
    return replace(plan, doc_no=letter.doc_no, issuer=letter.issuer, dates=dates, level=letter.level)
