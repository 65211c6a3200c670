"""What a plan says about itself: title, document number, issuer, dates, year, level."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desk.domain.plan import Plan, PlanDates
from gongkai_desk.parsing.blocks import Paragraph
from gongkai_desk.words.deadlines import read_date
from gongkai_desk.words.papers import (
    doc_no_in,
    imprint_in,
    is_formal,
    is_letter_title,
    is_plan_title,
    is_signer,
    level_of,
    masthead_in,
    sender_in_title,
    signature_in,
    title_in_letter,
    year_in,
)

_LONGEST = 120  # characters of a line that may say something about the paper


@dataclass(frozen=True, slots=True)
class Said:
    """What the lines around a plan say, each from the first line that says it."""

    plan_title: str = ""
    letter_title: str = ""
    sent_title: str = ""
    doc_no: str = ""
    masthead: str = ""
    sender: str = ""
    signer: str = ""
    written: date | None = None
    imprinter: str = ""
    imprint: date | None = None


def read_header(front: Sequence[Paragraph], back: Sequence[Paragraph], title: str, issue_date: date | None) -> Plan:
    """Read the lines before the tasks (``front``) and after them (``back``).

    ``title`` is the plan's own title if it was found; ``issue_date`` stands in for a date that the paper does not say.
    """
    said = _signature(_lines([*front, *back]), _first(front))
    said = replace(said, plan_title=title or said.plan_title)
    name = said.plan_title or said.sent_title or said.letter_title or _first_name(front)
    issuer = said.signer or said.masthead or said.sender or said.imprinter
    dates = PlanDates(written=said.written, imprint=said.imprint)
    if dates.issue is None and issue_date:
        dates = PlanDates(written=issue_date)
    year = year_in(name) or year_in(said.letter_title) or _year_of(said, dates)
    return Plan(name, said.doc_no, issuer, dates, year, level_of(issuer, name))


def _first_name(front: Sequence[Paragraph]) -> str:
    """Return the first line that may be a title where none says that it is one: …三年行动（2024—2026年）."""
    names = (
        line for line in _lines(front) if not is_formal(line) and 8 <= len(line) <= 60 and line[-1] not in "。；：，"
    )
    return next(names, "")


def _year_of(said: Said, dates: PlanDates) -> int | None:
    """Take the year of the document number or of the issue where no title names one."""
    number = said.doc_no.partition("〔")[2][:4]
    if number.isdigit():
        return int(number)
    return dates.issue.year if dates.issue else None


def _lines(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [line for p in paragraphs for line in p.text[:2000].split("\n") if 2 <= len(line) <= _LONGEST]


def _first(front: Sequence[Paragraph]) -> Said:
    """Read titles, number and masthead from the lines before the tasks."""
    said = Said()
    for line in _lines(front):
        number = doc_no_in(line)
        said = replace(
            said,
            doc_no=said.doc_no or number or "",
            masthead=said.masthead or masthead_in(line) or "",
            letter_title=said.letter_title or (line.strip("《》") if is_letter_title(line) and not number else ""),
            sender=said.sender or sender_in_title(line) or "",
            sent_title=said.sent_title or title_in_letter(line) or "",
            plan_title=line if is_plan_title(line) else said.plan_title,
        )
    return said


def _signature(lines: Sequence[str], said: Said) -> Said:
    """Read who signed and when: a name alone on the line before a date alone on its line; and the imprint."""
    for at, line in enumerate(lines):
        if imprint := imprint_in(line):
            said = replace(said, imprint=imprint.day, imprinter=imprint.issuer)
        elif not said.written and (signed := signature_in(line)):
            said = replace(said, signer=signed[0], written=signed[1])
        elif len(line) <= 20 and not said.written and (day := _whole_date(line)):
            before = lines[at - 1] if at else ""
            said = replace(said, written=day, signer=before.replace(" ", "") if is_signer(before) else said.signer)
    return said


def _whole_date(line: str) -> date | None:
    bare = line.strip("（）() ")
    return read_date(bare) if bare[-1:] in "日" or bare.replace("-", "").isdigit() else None
