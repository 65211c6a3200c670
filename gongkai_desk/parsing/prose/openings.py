"""How items open: with a heading sentence that gives the title, or straight with the work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.parsing.prose.clauses import ClauseFinder
from gongkai_desk.parsing.prose.tree import STOPS
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.lexicon import COLONS

_SENTENCE_END = re.compile(r"[。！？\n]|(?<=[\u4e00-\u9fff”》）])\.(?!\d)")
_COLON = re.compile(rf"[^，。；：:\n]{{2,20}}(?=[{COLONS}])")
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
    return finder.without(text[: first_sentence_end(text)]).strip(STOPS)


def habit_of(items: Sequence[str]) -> Habit:
    """Learn from the texts of all items how they open."""
    several = [text for text in items if 0 < first_sentence_end(text) < len(text) - 1]
    named = sum(names_subject(text[: first_sentence_end(text)]) for text in several)
    colons = sum(_colon_end(text) > 0 for text in items)
    return Habit(
        bool(several) and named / len(several) >= USUAL.habit_share,
        colons > 1 and colons / len(items) >= USUAL.habit_share,
    )


def _colon_end(text: str) -> int:
    """Return where a name before a colon ends: 规范发布：集中公开…; 0 if there is none."""
    match = _COLON.match(text)
    return match.end() if match and names_subject(match[0]) else 0


def names_subject(sentence: str) -> bool:
    """Return whether a first sentence merely names what the item is about (推进信息公开。)."""
    return 0 < len(sentence) <= USUAL.subject and not _STATES_WORK.search(sentence)


def heading_end(text: str, habit: Habit, finder: ClauseFinder) -> int:
    """Return where the heading sentence at the head of an item's text ends; 0 if it has none."""
    end = (habit.colon and _colon_end(text)) or first_sentence_end(text)
    sentence = text[:end]
    clauses = finder.find(text)
    body_end = clauses[0].start if clauses else len(text)
    if not sentence or not text[end + 1 : body_end].strip(STOPS + "\n") or finder.find(sentence):
        return 0
    return end if _is_heading(sentence, text[end], habit) else 0


def _is_heading(sentence: str, stop: str, habit: Habit) -> bool:
    """Return whether a first sentence is a heading: by its line, by its words, or because nearly all items have one."""
    short = len(sentence) <= USUAL.habitual_heading
    if (short and stop == "\n") or names_subject(sentence):
        return True
    return habit.opens and short and len(re.findall("[，,]", sentence)) <= 1 and not re.search(r"\d+月|；", sentence)
