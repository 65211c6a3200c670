"""What goes up, as it stands: the 报送登记, which duty a filing answers, its letter's facts, its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_desk.domain.calendar import Duty
from gongkai_desk.domain.cycle.sent import SentEntry, SentKind, SentUp
from gongkai_desk.domain.cycle.upward import Filing, Submission
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.papers.letters import TEMPLATES, FilingLetter, LetterForm
from gongkai_desk.paths import resource
from gongkai_desk.rules.duties import Imposed
from gongkai_desk.standing.cycle.opinions import issued_copy
from gongkai_desk.standing.papers import breakdown_paper
from gongkai_desk.standing.year_duties import duties
from gongkai_desk.store.entries import upward
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import OFFICE, UNIT, setting
from gongkai_desk.store.tasks import plans

FILING = "filing"
_OWN_TEMPLATES = "templates"


def sent_up(library: Library) -> tuple[SentUp, ...]:
    """Return the 报送登记, the newest first: submissions and filings."""
    names = upward.superior_names(library)
    titles: dict[int, str] = {plan.id: plan.title for plan in plans.plans(library)}
    found = [_submitted(each, names) for each in upward.kept(library, Submission)]
    found += [_filed(each, names, titles) for each in upward.kept(library, Filing) if each.day]
    return tuple(sorted(found, key=lambda each: (each.day, each.kind, each.id), reverse=True))


def _submitted(each: Submission, names: Mapping[int, str]) -> SentUp:
    entry = SentEntry(each.doc_no, each.receipt, each.receipt_by, each.remark)
    return SentUp(
        SentKind.SUBMISSION, row_id(each), each.kind, each.title, names.get(each.superior_id or 0, ""), each.day, entry,
        each.version, each.means, None, each.filed_copy_id, each.plan_id,
    )  # fmt: skip


def _filed(each: Filing, names: Mapping[int, str], titles: Mapping[int, str]) -> SentUp:
    assert each.day is not None
    entry = SentEntry(each.doc_no, each.receipt, each.receipt_by, each.remark)
    addressee = names.get(each.superior_id or 0, "") or each.addressee
    return SentUp(
        SentKind.FILING, row_id(each), FILING, f"报备《{titles.get(each.plan_id, '')}》", addressee, each.day, entry,
        "", "", each.due, each.filed_copy_id, each.plan_id,
    )  # fmt: skip


def filing_duties(library: Library, plan_id: int, year: int) -> tuple[Duty, ...]:
    """Return the demands to file a plan, open ones of the plan itself first; of each that sets a day, with its clock.

    A superior's plan demands that ours be filed, so those of the year's other plans follow; there may be none at all:
    it is owed only where a plan says so (DOMAIN §0.8).
    """
    found = [each for each in duties(library, year) if each.key.startswith(f"plan:{Imposed.FILING}:")]
    return tuple(sorted(found, key=lambda each: (each.done is not None, each.plan_id != plan_id)))


@dataclass(frozen=True, slots=True)
class FilingOrder:
    """What a person says of a letter of filing; ``duty`` is the demand that it answers."""

    form: LetterForm = LetterForm.REPORT
    addressee: str = ""
    copy_to: str = ""
    signer: str = ""
    doc_no: str = ""
    issuer: str = ""
    annexes: tuple[str, ...] = ()
    duty: Duty | None = None


def filing_letter(library: Library, plan_id: int, order: FilingOrder, day: date) -> FilingLetter:
    """Return what a letter of filing says; the table is enclosed, further ``annexes`` are only named.

    Raises:
        UnknownId: there is no such plan.
    """
    plan = plans.plan(library, plan_id)
    contact, phone, signer = (setting(library, f"slip.{name}") for name in ("contact", "phone", "signer"))
    return FilingLetter(
        order.form,
        plan,
        len(plans.task_ids(library, plan_id)),
        order.issuer or setting(library, UNIT) or plan.issuer or setting(library, OFFICE),
        order.addressee,
        day,
        order.signer or (signer if order.form is LetterForm.REPORT else ""),
        order.copy_to,
        order.doc_no,
        _basis(library, order.duty),
        (breakdown_paper(library, plan_id).heading, *order.annexes),
        contact,
        phone,
    )


def _basis(library: Library, duty: Duty | None) -> str:
    """Return whose demand is answered: 《…要点》（文号）的要求."""
    if duty is None or duty.plan_id is None:
        return ""
    plan = plans.plan(library, duty.plan_id)
    return f"《{plan.title}》{f'（{plan.doc_no}）' if plan.doc_no else ''}要求"


def template_of(library: Library, name: str) -> Path:
    """Return a letter's template: the office's own, kept in its library, else the shipped one."""
    own = own_template(library, name)
    return own if own.is_file() else resource("templates", name)


def own_template(library: Library, name: str) -> Path:
    """Return where the office's own template lies, or would lie."""
    return library.folder / _OWN_TEMPLATES / name


def letter_template(library: Library, form: LetterForm) -> Path:
    """Return the template of a letter of filing."""
    return template_of(library, TEMPLATES[form])


def enclosed(library: Library, plan_id: int) -> BreakdownPaper | Path:
    """Return what a letter of filing encloses: the paper as it was issued, else the table as it stands."""
    return issued_copy(library, plan_id) or breakdown_paper(library, plan_id)


def filed_tables(library: Library, plan_id: int) -> Sequence[tuple[Filing, Path]]:
    """Return the filings of a plan whose table was kept, the newest first, each with where it lies."""
    found = [each for each in upward.kept(library, Filing, plan_id) if each.filed_copy_id is not None]
    return [(each, upward.copy_path(library, each.filed_copy_id or 0)) for each in reversed(found)]
