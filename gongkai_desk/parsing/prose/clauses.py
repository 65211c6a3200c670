"""Where in a text responsibility is assigned: brackets, labelled lines and sentences, closing sentences.

A clause is known by its words (牵头, 落实, 责任单位：), never by its brackets: （PPP） is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.assigning import is_clause, is_loose_clause, is_unit_list
from gongkai_desk.words.labels import UNIT_LABELS, Label, label_runs
from gongkai_desk.words.lexicon import ANY_CLOSING, ANY_OPENING, COLONS, RUN_STOPS, SENTENCE_STOPS
from gongkai_desk.words.list_remarks import is_list_remark
from gongkai_desk.words.unit_names import is_unit_like, split_units, starts_named
from gongkai_desk.words.units import UnitDirectory

_STEP = dict.fromkeys(ANY_OPENING, 1) | dict.fromkeys(ANY_CLOSING, -1)
_OPENING = re.compile(f"[{re.escape(ANY_OPENING)}]")
_BRACKET_OR_LINE = re.compile(f"[{re.escape(ANY_OPENING + ANY_CLOSING)}\\n]")
_EXPLAINS = re.compile(r"[含如即见注原附]|包括|参见|详见|以下|另|不")  # （含民办学校）
_SENTENCE_ENDS = RUN_STOPS + "\n"
_BEFORE = "。；！？;!?”’』」》）)\n："  # a run of text has ended before the bracket …
_AFTER = "。；，;,.\n"  # … or ends right after it
# «责任单位：»
_LABEL = re.compile(rf"(?:(?<=[。；;！!？?\n])|\A)\s*[（(]?[\u4e00-\u9fff、/及和与]{{2,12}}[)）]?[{COLONS}]")
_ITEM_ENDS = re.compile(r"[。；;]?[ \t\u3000]*(?:\n|\Z)")
# what may speak about the list behind a clause: 列第一位的为牵头单位，下同。 ⏎ 注：带★的为牵头单位
_REMARK = re.compile(
    r"[\s。；，]*(?P<said>(?:以下|下列|下述|后|其[他余它]|列|排|位|名|居|首|第|注|备注|说明|带|标|凡|加|各|不|恕|牵头|主办|有关|相关|所有|全|上述|以上"
    r"|[★☆▲△●○◆◇■□※＊*#（(])[^。；\n]*)[。；]?"
)
_LABEL_END = re.compile(r"[。\n]")
_SENTENCE = re.compile(rf"[^{SENTENCE_STOPS}\n]+[{SENTENCE_STOPS}]?\s*$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause: ``text`` without its outer brackets, from ``start`` to ``end`` of the text it is in."""

    start: int
    end: int
    text: str

    def with_more(self, other: Clause) -> Clause:
        """Return one clause of two that follow each other: （牵头单位：甲）（责任单位：乙）."""
        return Clause(self.start, other.end, f"{self.text}；{other.text}")

    def moved(self, by: int) -> Clause:
        """Return the clause counted from another beginning."""
        return replace(self, start=self.start + by, end=self.end + by)


class ClauseFinder:
    """Finds clauses with the help of the unit directory; keeps what it found, a text is asked for several times."""

    def __init__(self, directory: UnitDirectory) -> None:
        self._directory = directory
        self._known: dict[str, tuple[Clause, ...]] = {}

    def find(self, text: str) -> tuple[Clause, ...]:
        """Return the clauses of a text in order, none inside another."""
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def without(self, text: str) -> str:
        """Return a text without its clauses."""
        for clause in reversed(self.find(text)):
            text = text[: clause.start] + text[clause.end :]
        return text

    def _find(self, text: str) -> tuple[Clause, ...]:
        groups = list(_brackets(text))
        found = [_shown(text, a, b) for a, b in groups if self._assigns(text, a, b)]
        found += _labelled(text, groups)
        found += _dashed(text, found)
        found.sort(key=lambda clause: clause.start)
        ends = [*(clause.start for clause in found), len(text)][1:]
        return tuple(_with_remarks(text, clause, end) for clause, end in zip(found, ends, strict=bool(found)))

    def _assigns(self, text: str, start: int, end: int) -> bool:
        """Return whether a bracket names who does the work, by its words and by where it stands."""
        inner = _shown(text, start, end).text
        if len(inner) < 2:
            return False
        if is_label_text(inner):
            return True
        edges = _edges(text, start, end)
        if not edges.free:
            return False
        if is_clause(inner) or (edges.closes and is_unit_list(inner, self._directory)):
            return True
        if _EXPLAINS.match(inner):
            return False
        if _ITEM_ENDS.match(text, end) and is_loose_clause(inner, self._directory, sure=edges.behind_sentence):
            return True
        return edges.alone and all(map(_is_short_unit, split_units(inner)))


class _Edges(NamedTuple):
    """The characters round a bracket; "" at the ends of the text."""

    before: str
    after: str

    @property
    def free(self) -> bool:
        """Return whether the bracket stands at either end of a run of text."""
        return self.before in _BEFORE or self.after in _AFTER

    @property
    def behind_sentence(self) -> bool:
        """Return whether it stands behind a whole sentence."""
        return self._follows(_SENTENCE_ENDS)

    @property
    def closes(self) -> bool:
        """Return whether it stands behind a whole sentence, or is the last thing of its paragraph."""
        return self.behind_sentence or (self.after in "。\n" and self.before in _BEFORE)

    @property
    def alone(self) -> bool:
        """Return whether it stands behind a whole sentence and nothing follows."""
        return self._follows("。；！\n") and self.after in ("", "\n")

    def _follows(self, stops: str) -> bool:
        return bool(self.before) and self.before in stops


def _edges(text: str, start: int, end: int) -> _Edges:
    return _Edges(text[max(start - 2, 0) : start].rstrip(" ")[-1:], text[end : end + 1])


def _with_remarks(text: str, clause: Clause, limit: int) -> Clause:
    """Return the clause with the sentences behind it that speak about the list: they are no text of their own."""
    while (found := _REMARK.match(text, clause.end, limit)) and is_list_remark(found["said"]):
        clause = Clause(clause.start, found.end(), f"{clause.text}。{found['said'].strip()}")
    return clause


def _is_short_unit(name: str) -> bool:
    return len(name) <= USUAL.unit_in_bracket and is_unit_like(name)


def closing_sentence(text: str) -> Clause | None:
    """Return the last sentence if it only says who does it: 由市政府办公室牵头，各区政府配合。.

    One whose bracket lost its opening half needs no 由; remarks about the list may follow it.
    """
    match = _SENTENCE.search(text, max(len(text) - USUAL.closing_sentence, 0))
    if not match:
        return None
    sentence = match.group().strip().rstrip(SENTENCE_STOPS)
    if is_list_remark(sentence) and (clause := closing_sentence(text[: match.start()])):
        return _with_remarks(text, clause, len(text))
    begins = text[: match.start()].rstrip()[-1:] in _SENTENCE_ENDS and match.start() > 0
    bare = re.sub(r"^(以上|上述)?[\u4e00-\u9fff]{0,6}由", "", sentence)
    if sentence[-1:] in ANY_CLOSING and not any(mark in sentence for mark in ANY_OPENING):
        bare = sentence[:-1]
    if begins and bare != sentence and is_clause(bare):
        return Clause(match.start(), len(text), bare)
    return None


def _shown(text: str, start: int, end: int) -> Clause:
    inner = text[start + 1 : end - 1] if text[end - 1] in ANY_CLOSING else text[start + 1 : end]
    return Clause(start, end, inner.strip())


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield outermost bracket groups; one that never closes ends with its paragraph."""
    at = 0
    while opening := _OPENING.search(text, at):
        start = opening.start()
        end = _end_of_group(text, start)
        if end:
            yield start, end
        at = end or start + USUAL.clause + 2


def _end_of_group(text: str, start: int) -> int:
    """Return where the bracket ends that opens at ``start``; 0 where its other half got lost in a long text."""
    depth = 0
    for found in _BRACKET_OR_LINE.finditer(text, start, start + USUAL.clause + 2):
        depth += _STEP.get(found[0], 0)
        if not depth:
            return found.end()
        if found[0] == "\n" and _is_lost(text, start, found.start()):
            return found.start()
    return len(text) if len(text) - start <= USUAL.clause + 1 else 0


def _is_lost(text: str, start: int, at: int) -> bool:
    """Return whether a bracket that is open at a line feed is lost: its paragraph ends, or it is too long."""
    ends = at + 1 < len(text) and text[at + 1] not in "、，；"
    return ends or at - start > USUAL.clause


def is_label_text(text: str) -> bool:
    """Return whether a text opens with a label that assigns or dates: 责任单位：…, also 牵头领导：…."""
    runs = label_runs(text) if _LABEL.match(text) else ()
    assigns = any(run.label in UNIT_LABELS or run.label in (Label.DEADLINE, Label.LEADER) for run in runs)
    return assigns and runs[0].label is not None


_DASHED = re.compile(r"(?:——|--|―{1,2}|—)[ \u3000]*(?P<who>[^—―。；\n]{4,200})[。；]?(?=\n|\Z)")


def _dashed(text: str, found: Sequence[Clause]) -> Iterator[Clause]:
    """Yield what stands behind a dash at the end of a line and says who does it: …60个——区商务局牵头，9月底前."""
    for match in _DASHED.finditer(text):
        inside = any(clause.start < match.end() and match.start() < clause.end for clause in found)
        if not inside and is_clause(match["who"]):
            yield Clause(match.start(), match.end(), match["who"].strip())


_HAS_ROLE = re.compile("牵头|会同|联合|负责|配合|协助|协同|参与|参加|协办|承办|主办|落实|实施")
_OPENING_WHO = re.compile(r"(?:^|(?<=[。；\n]))(?:此项工作|该项工作|该事项)?由(?P<who>[^。；\n]{2,160})")
_SUBJECT = re.compile(
    r"(?:^|(?<=[。；\n]))(?P<who>(?!由)[^。；，：\n]{2,120}?(?:牵头|负责))(?![人制的同者领])(?P<more>[^。；\n]{2,160})"
)
_PARTS = re.compile("[，、]|会同|联合|协同")


def opening_clauses(text: str) -> Iterator[str]:
    """Yield the pieces with which sentences say who does their work: 由县住建局牵头，县水利局配合，|5月底前完成…."""
    for match in _OPENING_WHO.finditer(text):
        if who := _longest_clause(match["who"].split("，")):
            yield who


def subject_clauses(text: str) -> Iterator[str]:
    """Yield the subjects of sentences that say what those do: 县公路局、公路管理站负责|治理…, 县应急局牵头，联合…."""
    for match in _SUBJECT.finditer(text):
        if match["more"][0] != "，":
            who = _longest_clause([match["who"]])
        else:
            pieces = match["more"][1:].split("，")
            who = _longest_clause([match["who"], *pieces])
        if who and starts_named(who):
            yield who


def _longest_clause(pieces: Sequence[str]) -> str:
    """Return the most of the pieces from the first on that assign, "" where none do; the last one is work."""
    for count in range(max(len(pieces) - 1, 1), 0, -1):
        who = "，".join(pieces[:count])
        if _HAS_ROLE.search(pieces[count - 1]) and any(map(starts_named, _PARTS.split(who))) and is_clause(who):
            return who
    return ""


def _labelled(text: str, groups: list[tuple[int, int]]) -> Iterator[Clause]:
    """Yield labelled sentences that stand in no bracket."""
    after = 0
    at = 0
    for match in _LABEL.finditer(text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        while at < len(groups) and groups[at][1] <= start:
            at += 1
        inside = at < len(groups) and groups[at][0] <= start
        if start < after or inside:
            continue
        stop = _LABEL_END.search(text, match.end())
        end = stop.start() if stop else len(text)
        if end - start <= USUAL.clause and is_label_text(text[start:end]):
            yield Clause(start, end, text[start:end].strip())
            after = end
