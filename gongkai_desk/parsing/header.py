"""What a plan says about itself: title, document number, issuer, dates, year, level.

The lines before a plan are heard once: as the letter that sends it, and on from there with the plan's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai_desk.domain.plan import Plan, PlanDates
from gongkai_desk.parsing.blocks.model import Paragraph
from gongkai_desk.parsing.paper_names import name_in, without_number, without_uploads, year_told
from gongkai_desk.parsing.prose.labelled import label_line
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.lexicon import TEXT_STOPS
from gongkai_desk.words.papers import (
    doc_no_in,
    imprint_in,
    is_letter_title,
    is_paper_title,
    is_plan_title,
    is_signer,
    level_of,
    masthead_in,
    sender_in_title,
    signature_in,
    subject_in,
    title_in_letter,
    year_in,
    year_of_line,
    years_in,
)
from gongkai_desk.words.whole_dates import read_date


@dataclass(frozen=True, slots=True)
class Titles:
    """What the lines before the tasks say, each from the first line that says it (the plan's title from the last)."""

    plan: str = ""
    letter: str = ""
    sent: str = ""  # the title in a letter's title: 关于印发《X》的通知
    paper: str = ""  # of a paper of another kind: 关于…的指导意见
    page: str = ""  # what stands above all as a heading: the title of a web page
    doc_no: str = ""
    masthead: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and when, from all lines round the tasks; ``above`` is the line read last."""

    signer: str = ""
    written: date | None = None
    imprinter: str = ""
    imprint: date | None = None
    above: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard so far; ``front`` are the lines before the tasks, ``year`` what long sentences there name."""

    front: tuple[str, ...] = ()
    titles: Titles = field(default_factory=Titles)
    signature: Signature = field(default_factory=Signature)
    year: int | None = None


def heard(front: Sequence[Paragraph], so_far: Heard | None = None) -> Heard:
    """Hear lines before the tasks, on from what was heard before them."""
    so_far = so_far or Heard()
    lines = _lines(front)
    titles, signature = so_far.titles, so_far.signature
    for line in lines:
        titles = _titled(titles, line)
    titles = replace(titles, page=titles.page or _headline(front))
    dated = without_uploads(lines, titles.plan or titles.page)
    year = so_far.year or year_told([paragraph.text[: USUAL.letter_text] for paragraph in front])
    return Heard((*so_far.front, *lines), titles, _signed(signature, dated), year)


def signed(so_far: Heard, back: Sequence[Paragraph]) -> Heard:
    """Hear the tasks themselves and the lines behind them, which may hold a signature and an imprint."""
    return replace(so_far, signature=_signed(so_far.signature, _lines(back)))


def plan_of(known: Heard, title: str, issue_date: date | None) -> Plan:
    """Return the plan that was heard.

    ``title`` is the plan's own title if it was found; ``issue_date`` stands in for a date that the paper does not say.
    """
    titles, signature = known.titles, known.signature
    name = title or titles.plan or titles.sent or titles.letter or titles.paper or titles.page
    name = name or next(filter(None, map(subject_in, known.front)), "") or name_in(known.front)
    name = without_number(name)
    issuer = signature.signer or titles.masthead or titles.sender or signature.imprinter
    dates = _dates(signature, issue_date)
    year = _year_in(name, dates) or year_in(titles.letter) or _year_of(titles.doc_no, dates)
    year = year or next(filter(None, map(year_of_line, known.front)), None) or known.year
    return Plan(name, titles.doc_no, issuer, dates, year, level_of(issuer, name))


def _headline(front: Sequence[Paragraph]) -> str:
    return next((line.text for line in front if line.heading in (0, 1) and _is_name(line.text)), "")


def _dates(signature: Signature, issue_date: date | None) -> PlanDates:
    dates = PlanDates(written=signature.written, imprint=signature.imprint)
    return replace(dates, imprint=issue_date) if issue_date and dates.issue is None else dates


def _is_name(line: str) -> bool:
    fits = USUAL.name_least <= len(line) <= USUAL.name_most and line[-1] not in TEXT_STOPS
    return fits and label_line(line) is None


def _year_in(title: str, dates: PlanDates) -> int | None:
    """Return the year of a title: of several (2026—2028年) the one of the issue, else the first."""
    first, last = years_in(title) or (0, 0)
    if dates.issue and first <= dates.issue.year <= last:
        return dates.issue.year
    return first or None


def _year_of(doc_no: str, dates: PlanDates) -> int | None:
    """Take the year of the document number or of the issue where no title names one."""
    number = doc_no.partition("〔")[2][:4]
    if number.isdigit():
        return int(number)
    return dates.issue.year if dates.issue else None


def _lines(paragraphs: Sequence[Paragraph]) -> list[str]:
    lines = (line for p in paragraphs for line in p.text[: USUAL.letter_text].split("\n"))
    return [line for line in lines if 2 <= len(line) <= USUAL.letter_line]


def _titled(titles: Titles, line: str) -> Titles:
    """Read titles, number and masthead from a line before the tasks."""
    number = doc_no_in(line)
    letter = line.strip("《》") if is_letter_title(line) and not number else ""
    return Titles(
        plan=line if is_plan_title(line) else titles.plan,
        letter=titles.letter or letter,
        sent=_kept(titles.sent, title_in_letter(line)),
        paper=titles.paper or (line if is_paper_title(line) else ""),
        doc_no=_kept(titles.doc_no, number),
        masthead=_kept(titles.masthead, masthead_in(line)),
        sender=_kept(titles.sender, sender_in_title(line)),
    )


def _kept(known: str, found: str | None) -> str:
    return known or found or ""


def _signed(known: Signature, lines: Sequence[str]) -> Signature:
    """Read who signed and when: a name alone on the line before a date alone on its line; and the imprint."""
    above = known.above
    for line in lines:
        if imprint := imprint_in(line):
            known = replace(known, imprint=imprint.day, imprinter=imprint.issuer)
        elif not known.written:
            known = _dated(known, line, above)
        above = line
    return replace(known, above=above)


def _dated(known: Signature, line: str, above: str) -> Signature:
    if both := signature_in(line):
        return replace(known, signer=both[0], written=both[1])
    if len(line) <= USUAL.day_line and (day := _whole_date(line)):
        return replace(known, written=day, signer=above.replace(" ", "") if is_signer(above) else known.signer)
    return known


def _whole_date(line: str) -> date | None:
    bare = line.strip("（）() ")
    return read_date(bare) if bare[-1:] in "日" or bare.replace("-", "").isdigit() else None
