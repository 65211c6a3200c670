"""Personal data in a text: numbers of identity cards, mobiles and bank cards, mailboxes, homes, applicants' names.

Identity numbers are told by GB 11643-1999 (18 digits, ISO 7064 MOD 11-2) and its forerunner of 15 digits, bank cards
by the check of ISO/IEC 7812-1 (Luhn). Each character is read as its narrow form, one for one, so that places in the
text stay what they are. How much of a datum stays readable follows the custom of GB/T 37964 and GB/T 35273.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import accumulate

from gongkai_desk.domain.year.personal import NOTHING_KNOWN, Find, Key, Known, PersonalKind

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # ０ → 0, ＠ → @, Ｘ → X
_NARROW = str.maketrans(_WIDE | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | dict.fromkeys(map(ord, "\u3000\xa0"), " "))
_WIDE_ONE = re.compile(r"[０-９Ａ-Ｚａ-ｚ＠－．＿＋‐-―−\u3000\xa0]")
_MANY_DIGITS = re.compile(r"(?:\d[ \t\r\n-]{0,3}){11}")  # less is no number of a person
_GAP = r"[ \t\r\n-]{0,3}"  # 110105 19491231 002X, and a number that a line end parts
_GAPS = re.compile(r"[ \t\r\n-]+")
_FREE, _CLOSED = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"

_ID_18 = re.compile(rf"(?={_FREE}([1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx]){_CLOSED})")  # 11010519491231002X
_ID_15 = re.compile(rf"{_FREE}[1-9]\d{{14}}{_CLOSED}")  # 110105491231002
_PHONE = re.compile(
    rf"(?<![0-9A-Za-z第])(?<!\d[-.])((?:(?:\+|00)?86{_GAP})?"
    r"1[3-9](?:\d{9}|\d[ -]\d{4}[ -]\d{4}|\d[ -]\d{8}|\d{5}[ -]\d{4}|\d{2}[ -]\d{3}[ -]\d{4}"
    r"|(?:\d[ \r\n]{0,3}){8}\d))"
    r"(?![0-9A-Za-z])(?!-\d)(?!\s?(?:元|万|亿|件|条|次|人|户|平方))"
)  # 138-1234-5678, 138 1234\n5678
_CARD = re.compile(rf"{_FREE}([1-9](?:[ -]?\d){{15,18}}){_CLOSED}")  # 6222 0212 3456 7890 128
_MAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9](?:[\w.+-]{0,62}[A-Za-z0-9])?@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,}", re.A)
_URL = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+", re.I)

_DECADES = {1: "12345", 2: "123", 3: "1234567", 4: "123456", 5: "01234", 6: "12345", 7: "1", 8: "123", 9: "1"}
_PROVINCES = frozenset(f"{region}{each}" for region, provinces in _DECADES.items() for each in provinces)  # GB/T 2260
_WEIGHTS = tuple(2**place % 11 for place in range(17, 0, -1))  # 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2
_CHECKS = "10X98765432"
_CREDIT_CODE = re.compile(r"(?:信用代码|机构代码|登记号)[^身份证]{0,6}$")  # 统一社会信用代码：12…
_CARD_SAID = re.compile(r"(?:卡号|银行卡|账号|帐号|账户|帐户|开户)[^\n]{0,12}$")
_CARD_HEADS = ("62", "9558")  # UnionPay, and the older cards of a bank that has no other head
_NEAR = 16  # characters before a number in which a word tells what it is

_NO_PERSON = re.compile(r"(?:批号|编号|单号|文号|任务码|单位码|识别码|受理号|流水号|档号|合同号|订单)[:：]?\s?$")

_NUMBER = r"[0-9A-Za-z一二三四五六七八九十]{1,5}"
_DOORS = re.compile(r"\d{2,4}[室户]|组\s?\d{1,4}号")
_HOMES = (
    re.compile(  # 幸福小区3号楼2单元501室
        rf"[\u4e00-\u9fff0-9]{{2,24}}?{_NUMBER}(?:号楼|栋|幢|座|号)\s?(?:{_NUMBER}单元\s?)?\d{{2,4}}[室户]$"
    ),
    re.compile(rf"[\u4e00-\u9fff]{{2,16}}[村屯社][\u4e00-\u9fff]{{0,6}}?{_NUMBER}组\s?\d{{1,4}}号$"),  # 西山村三组15号
)
_LONGEST_HOME = 44  # characters before a door in which its address begins
_LIVES = re.compile(r".*(?:位于|居住|住在|家住|住|在|到)")
_HOME_SAID = re.compile(
    r"(?:(?:家庭住址|家庭地址|户籍地址|户籍所在地|居住地址|现住址|住址)\s?[:：]|家住)\s?([^\s,，。;；、()（）:：]{6,40})"
)
_WORKPLACE = re.compile(r"政府|中心|大厦|大楼|机关|委员会|局|厅|馆|公司|学校|医院|银行|法院|服务|窗口|办公")

_SAID_BEFORE = re.compile(r"(?:申请人|申请者|当事人|公民|原告|上诉人)(?:[为是系])?[:：\s]?$")
_SAID_AFTER = re.compile(r"(?:[^\u4e00-\u9fff]|$|先生|女士|同志|申请|提出|提交|要求|等人|等\d|一案|诉|不服)")
_LONE_BEFORE = re.compile(r"(?:[^\u4e00-\u9fff]|^|[对向与和因由为])$")


def finds(text: str, known: Known = NOTHING_KNOWN) -> tuple[Find, ...]:
    """Return the personal data of a text in its order, none over another; contacts that are known are none.

    Landlines are an office's own, mailboxes of 政府 (.gov.cn) too. Homes are told cautiously: with 室 or 户 behind a
    house's number, with 组 and 号 behind a village, or where a word says that it is one.
    """
    plain = text.translate(_NARROW) if _WIDE_ONE.search(text) else text
    found: list[Find] = []
    taken: list[tuple[int, int]] = []
    for finder in _finders_of(plain):
        for kind, start, end in finder(plain):
            one = Find(kind, start, end, text[start:end], _value(kind, plain[start:end]))
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            if one.key not in known.contacts:
                found.append(one)
    for start, end in _names(plain, known.applicants):
        if not any(start < last and first < end for first, last in taken):
            found.append(Find(PersonalKind.APPLICANT, start, end, text[start:end], plain[start:end]))
            taken.append((start, end))
    return tuple(sorted(found, key=lambda each: each.start))


def masked(text: str, hidden: Collection[Find]) -> str:
    """Return the text with finds covered by stars, each character for one: places in it stay what they are."""
    parts = list(text)
    for each in hidden:
        parts[each.start : each.end] = _COVERS[each.kind](text[each.start : each.end])
    return "".join(parts)


def contacts_in(texts: Collection[str]) -> frozenset[Key]:
    """Return what stands in fields for contacts: papers are meant to carry it."""
    return frozenset(each.key for text in texts for each in finds(text))


# ---- finding


_Spans = Iterator[tuple[PersonalKind, int, int]]


def _ids(text: str) -> _Spans:
    last = 0
    for match in _ID_18.finditer(text):
        start, end = match.span(1)
        if start >= last and _is_id(_GAPS.sub("", match[1]).upper()) and not _is_credit_code(text, start):
            last = end
            yield PersonalKind.ID, start, end
    for match in _ID_15.finditer(text):
        start = match.start()
        other = _is_credit_code(text, start) or _is_of_no_person(text, start) or _in_url(text, start)
        if _is_old_id(match[0]) and not other:
            yield PersonalKind.ID, *match.span()


def _is_id(digits: str) -> bool:
    return _is_region(digits) and _is_day(digits[6:14]) and digits[17] == check_digit(digits[:17])


def _is_old_id(digits: str) -> bool:
    return _is_region(digits) and _is_day(f"19{digits[6:12]}")


def _is_region(digits: str) -> bool:
    return digits[:2] in _PROVINCES and digits[2:6] != "0000"


def _is_day(text: str) -> bool:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).year in range(1900, 2100)
    except ValueError:
        return False


def check_digit(body: str) -> str:
    """Return the last character of an identity number by its first 17 digits."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def _is_credit_code(text: str, start: int) -> bool:
    return _CREDIT_CODE.search(text[max(0, start - _NEAR) : start]) is not None


def _in_url(text: str, start: int) -> bool:
    return ("://" in text or "www." in text) and any(
        match.start() <= start < match.end() for match in _URL.finditer(text)
    )


def _phones(text: str) -> _Spans:
    for match in _PHONE.finditer(text):
        start = match.start(1)
        broken = "\n" in match[1] or "\r" in match[1]
        if broken and not _is_one_number(match[1]):
            continue
        if not _is_of_no_person(text, start) and not _in_url(text, start):
            yield PersonalKind.PHONE, *match.span(1)


def _is_one_number(text: str) -> bool:
    """Tell whether digits over a line's end are one number: parted once, or by three, four and four."""
    groups = [len(each) for each in _GAPS.split(text)]
    return len(groups) <= 2 or groups[-3:] == [3, 4, 4]


def _is_of_no_person(text: str, start: int) -> bool:
    return _NO_PERSON.search(text[max(0, start - _NEAR) : start]) is not None


def _cards(text: str) -> _Spans:
    for match in _CARD.finditer(text):
        digits = _GAPS.sub("", match[1])
        said = _CARD_SAID.search(text[max(0, match.start() - _NEAR) : match.start()])
        if _is_of_no_person(text, match.start()):
            continue
        if (said or digits.startswith(_CARD_HEADS)) and is_luhn(digits) and not _in_url(text, match.start()):
            yield PersonalKind.CARD, *match.span(1)


def is_luhn(digits: str) -> bool:
    """Tell whether the last digit checks the others, as on bank cards."""
    twice = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in twice) % 10 == 0


def _mails(text: str) -> _Spans:
    for match in _MAIL.finditer(text):
        if not match[0].lower().endswith(".gov.cn"):
            yield PersonalKind.MAIL, *match.span()


def _homes(text: str) -> _Spans:
    for match in _HOME_SAID.finditer(text):
        if ":" in match[0] or "：" in match[0] or any(map(str.isdigit, match[1])):
            yield PersonalKind.ADDRESS, *match.span(1)
    for door in _DOORS.finditer(text):
        yield from _home_before(text, door.end())


def _home_before(text: str, end: int) -> _Spans:
    """Yield the home whose door ends at ``end``, without the words that say that somebody lives there."""
    begin = max(0, end - _LONGEST_HOME)
    for pattern in _HOMES:
        match = pattern.search(text[begin:end])
        if match is not None and not _WORKPLACE.search(match[0]):
            lives = _LIVES.match(match[0])
            yield PersonalKind.ADDRESS, begin + match.start() + (lives.end() if lives else 0), end
            return


def _finders_of(text: str) -> Iterator[Callable[[str], _Spans]]:
    """Yield what may find something in a text, the surest first; most texts of a paper carry nothing."""
    if "@" in text:
        yield _mails
    if _MANY_DIGITS.search(text):
        yield from (_ids, _cards, _phones)
    if any(word in text for word in "室户组住址籍"):
        yield _homes


def _names(text: str, applicants: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where applicants are named; a short name only where it stands by itself or the words say so."""
    for name in applicants:
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if len(name) > _SHORT or _stands_alone(text, start, end):
                yield start, end
            start = text.find(name, end)


_SHORT = 2  # characters: 高原 may be a name and is a word


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    said = _SAID_BEFORE.search(before) is not None
    return said or (_LONE_BEFORE.search(before) is not None and _SAID_AFTER.match(after) is not None)


def _value(kind: PersonalKind, plain: str) -> str:
    """Return a datum without its gaps; a mobile without the code of the country."""
    if kind is PersonalKind.ADDRESS:
        return plain
    bare = plain.lower() if kind is PersonalKind.MAIL else _GAPS.sub("", plain).upper()
    return bare[-11:] if kind is PersonalKind.PHONE else bare


# ---- covering


def _but_ends(first: int, last: int) -> Callable[[str], str]:
    """Return what covers all but so many of the letters and digits at the start and at the end; gaps stay."""

    def cover(text: str) -> str:
        solid = [each.isalnum() for each in text]
        before, total = list(accumulate(solid)), sum(solid)
        return "".join(
            "*" if is_solid and first < place <= total - last else char
            for char, is_solid, place in zip(text, solid, before, strict=True)
        )

    return cover


def _cover_phone(text: str) -> str:
    extra = max(0, sum(map(str.isalnum, text)) - 11)  # 86
    return _but_ends(3 + extra, 4)(text)


def _cover_mail(text: str) -> str:
    at = text.translate(_NARROW).index("@")
    kept = min(1, at - 1)
    return text[:kept] + "*" * (at - kept) + text[at:]


def covered_name(text: str) -> str:
    """Return an applicant's name covered but for the surname, 张**; of a body its ends stay, 云州****公司."""
    return text[:1] + "*" * (len(text) - 1) if len(text) <= 4 else _but_ends(2, 2)(text)


def _cover_home(text: str) -> str:
    """Cover an address behind its first characters: the district may stay, the door may not."""
    kept = min(6, len(text) // 3)
    return text[:kept] + "*" * (len(text) - kept)


_COVERS: dict[PersonalKind, Callable[[str], str]] = {
    PersonalKind.ID: _but_ends(1, 1),
    PersonalKind.PHONE: _cover_phone,
    PersonalKind.CARD: _but_ends(0, 4),
    PersonalKind.MAIL: _cover_mail,
    PersonalKind.ADDRESS: _cover_home,
    PersonalKind.APPLICANT: covered_name,
}
