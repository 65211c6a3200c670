"""How items open: with a heading sentence that gives the title, or straight with the work."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.parsing.clauses import ClauseFinder
from gongkai_desk.parsing.tree import STOPS

_SENTENCE_END = re.compile(r"[。！？\n]|(?<=[\u4e00-\u9fff”》）])\.(?!\d)")
_LONGEST_SUBJECT = 30  # characters of a heading sentence that merely names the subject
_LONGEST_HEADING = 60  # characters of a heading on its own line, or where the plan has one in nearly every item
_HABIT = 0.75  # so many items open with one: then longer ones and ones with a comma are headings too
_COLON = re.compile(r"[^，。；：:\n]{2,20}(?=[：:])")
_STATES_WORK = re.compile(r"[，,；;：:]|\d+月|年底|不少于|不低于|至少|每[周月年季]|以上|确保")  # «6月底前完成…»


@dataclass(frozen=True, slots=True)
class Habit:
    """Whether the items of a plan open with a heading sentence as a rule, and whether a colon ends it."""

    opens: bool
    colon: bool = False


def first_sentence_end(text: str) -> int:
    """Return where the first sentence or line ends, without its stop."""
    match = _SENTENCE_END.search(text)
    return match.start() if match else len(text)


def heading_of(text: str, finder: ClauseFinder) -> str:
    """Return a heading without clause and closing stop."""
    sentence = text[: first_sentence_end(text)]
    for clause in reversed(finder.find(sentence)):
        sentence = sentence[: clause.start] + sentence[clause.end :]
    return sentence.strip(STOPS)


def habit_of(items: Sequence[str]) -> Habit:
    """Learn from the texts of all items how they open."""
    several = [text for text in items if 0 < first_sentence_end(text) < len(text) - 1]
    named = sum(names_subject(text[: first_sentence_end(text)]) for text in several)
    colons = sum(_colon_end(text) > 0 for text in items)
    return Habit(bool(several) and named / len(several) >= _HABIT, colons > 1 and colons / len(items) >= _HABIT)


def _colon_end(text: str) -> int:
    """Return where a name before a colon ends: 规范发布：集中公开…; 0 if there is none."""
    match = _COLON.match(text)
    return match.end() if match and names_subject(match[0]) else 0


def names_subject(sentence: str) -> bool:
    """Return whether a first sentence merely names what the item is about (推进信息公开。)."""
    return 0 < len(sentence) <= _LONGEST_SUBJECT and not _STATES_WORK.search(sentence)


def heading_end(text: str, habit: Habit, finder: ClauseFinder) -> int:
    """Return where the heading sentence at the head of an item's text ends; 0 if it has none."""
    end = (habit.colon and _colon_end(text)) or first_sentence_end(text)
    sentence = text[:end]
    clauses = finder.find(text)
    body_end = clauses[0].start if clauses else len(text)
    if not sentence or not text[end + 1 : body_end].strip(STOPS + "\n") or finder.find(sentence):
        return 0
    if text[end] == "\n" and len(sentence) <= _LONGEST_HEADING:
        return end
    if names_subject(sentence):
        return end
    short = len(sentence) <= _LONGEST_HEADING and len(re.findall("[，,]", sentence)) <= 1
    return end if habit.opens and short and not re.search(r"\d+月|；", sentence) else 0
