"""Cutting prose into sentences, clauses and pieces, with names hidden: a number in a title is no measure."""

import re
from typing import Final

from gongkai_desk.words.lexicon import CLAUSE_STOPS, COUNTED

# A title, a document number, a slogan: hidden behind as many blanks, phrases are cut out of the unmasked text.
_NAMES: Final = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|[“\"][^“”\"]*[”\"]")
_BRACKET: Final = re.compile(r"（[^（）\n]*）")  # «各县（市、区）»: its 、 parts no sentence
_CLAUSE_END: Final = re.compile(f"[{CLAUSE_STOPS}]")
_LONGEST: Final = 1000  # characters; keeps endless clauses of hostile files from costing more than their length
CLAUSE: Final = re.compile(f"[^{CLAUSE_STOPS}]+")
PIECE: Final = re.compile(f"[^{CLAUSE_STOPS}、]+")
NUMERAL: Final = rf"(?:[0-9]{{1,12}}(?:\.[0-9]{{1,6}})?|[{COUNTED}]{{1,6}})"


def masked(text: str) -> str:
    """Return ``text``, as long as it was, with names hidden and brackets holding no 、."""
    text = _NAMES.sub(lambda m: "□" * len(m.group()), text)
    return _BRACKET.sub(lambda m: m.group().replace("、", "□"), text)


def clause_end(text: str, at: int) -> int:
    """Return where the clause that holds ``at`` ends."""
    last = min(len(text), at + _LONGEST)
    match = _CLAUSE_END.search(text, at, last)
    return match.start() if match else last


def clause_start(text: str, at: int) -> int:
    """Return where the clause that holds ``at`` begins."""
    first = max(0, at - _LONGEST)
    return max(max(text.rfind(c, first, at) for c in CLAUSE_STOPS) + 1, first)
