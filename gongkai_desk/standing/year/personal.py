"""What a library knows of people in what leaves: contacts that papers are to carry, applicants that they are not."""

from __future__ import annotations

from gongkai_desk.domain.year.personal import Known
from gongkai_desk.rules.personal import contacts_in
from gongkai_desk.standing.cycle.books import MAIL
from gongkai_desk.store import units
from gongkai_desk.store.entries import registers, upward
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import setting

_OF_OFFICE = ("slip.contact", "slip.phone", MAIL)


_NO_NAMES = frozenset({"申请人", "匿名", "不详", "未知", "未署名", "无名氏", "自然人", "公民", "市民"})
"""What people enter for an applicant whom they do not name: words that papers print of themselves."""


def _is_name(text: str) -> bool:
    return len(text) > 1 and text not in _NO_NAMES and "某" not in text and "*" not in text


def known_people(library: Library) -> Known:
    """Return the contacts of units, superiors and the office itself, and the applicants of the register.

    Requests in the recycle bin count too. An applicant who is called as a contact is none here.
    """
    contacts = [setting(library, name) for name in _OF_OFFICE]
    for unit in units.units(library):
        contacts += (unit.contact, unit.phone, unit.mail)
    for superior in upward.superiors(library):
        contacts += (superior.contact, superior.phone, superior.mail)
    requests = (*registers.requests(library), *registers.requests(library, removed=True))
    names = dict.fromkeys(each.applicant.strip() for each in requests)
    told = "\n".join(contacts)
    applicants = tuple(name for name in names if _is_name(name) and name not in told)
    return Known(contacts_in(contacts), applicants)
