"""Numbered prose becomes tasks: the runs of text that a responsibility clause closes.

What counts as one task is told in DOMAIN §9: one run of text closed by one clause; an item with several clauses
is several tasks with the same section and title; an item without any is a task without unit. A heading with numbered
items below is a section, one that owns its text gives the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.plan import Place
from gongkai_desk.parsing.blocks.model import Leftover, Listing, Raw
from gongkai_desk.parsing.prose.actors import subject_beside, subject_of
from gongkai_desk.parsing.prose.clauses import Clause, ClauseFinder, closing_sentence, is_label_text
from gongkai_desk.parsing.prose.labelled import is_about_paper, label_lines
from gongkai_desk.parsing.prose.projects import Project, project_in
from gongkai_desk.parsing.prose.reports import with_reports, without_reports
from gongkai_desk.parsing.prose.tree import (
    STOPS,
    Flow,
    Habit,
    Node,
    Text,
    first_sentence_end,
    habit_of,
    has_clause,
    heading_end,
    heading_of,
    is_item,
    items_of,
    names_subject,
    names_whom,
)
from gongkai_desk.parsing.rare.layouts import card_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.clauses.minutes import decides, only_thinks
from gongkai_desk.words.lexicon import COLONS, ENDED, STATEMENT_STOPS
from gongkai_desk.words.numbering import NumberStyle
from gongkai_desk.words.papers import is_aside, is_preamble, opens_page_tail, states_no_task

_EDGE = re.compile(r"[\s。；;，,、.）):：]*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of an item's text and the clause that closes it."""

    start: int
    end: int
    clause: Clause | None

    @property
    def whole_end(self) -> int:
        """Return where the run ends, its clause included."""
        return self.clause.end if self.clause else self.end


def runs_of(text: str, finder: ClauseFinder, begin: int = 0) -> list[Run]:
    """Cut a text at its clauses; clauses with nothing between them are one, a rest without clause is a run."""
    runs: list[Run] = []
    for clause in finder.find(text):
        if clause.start < begin:
            continue
        start, end = _trimmed(text, begin, clause.start)
        if start < end or not runs:
            runs.append(Run(start, max(start, end), clause))
        elif last := runs[-1].clause:
            runs[-1] = replace(runs[-1], clause=last.with_more(clause))
        begin = clause.end
    start, end = _trimmed(text, begin, len(text))
    if start < end:
        closing = None if runs else closing_sentence(text[start:end])
        if closing:
            closing = closing.moved(start)
            runs.append(Run(*_trimmed(text, start, closing.start), closing))
        else:
            runs.append(Run(start, end, None))
    return runs


def _cut(runs: list[Run]) -> tuple[list[Run], Run | None]:
    """Part off the text behind the last clause."""
    rest = len(runs) > 1 and runs[-1].clause is None
    return (runs[:-1], runs[-1]) if rest else (runs, None)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what only parts runs: blanks, and stops at the head."""
    match = _EDGE.match(text, start, end)
    start = match.end() if match else start
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def tasks_from_outline(root: Node, finder: ClauseFinder) -> Listing:
    """Turn the tree of a narrative into tasks."""
    items = list(items_of(root, finder))
    habit = habit_of([Flow(item.whole()).text for item in items])
    walk = _Walk(habit, finder, items[-1] if items else root)
    walk.node(root, None)
    return Listing(walk.tasks, walk.left)


@dataclass
class _Walk:
    habit: Habit
    finder: ClauseFinder
    last: Node
    tasks: list[Raw] = field(default_factory=list)
    left: list[Leftover] = field(default_factory=list)
    stated: list[Node] = field(default_factory=list)  # tasks with measures below: no headings of these

    def node(self, node: Node, inherited: Clause | None) -> None:
        """Take the tasks of a node and below; ``inherited`` is the clause of a heading above."""
        if self._is_preamble(node):
            return
        if project := project_in(node):
            self._project(node, project)
        elif is_item(node, self.finder):
            self._item(node, inherited)
        elif node.children:
            self._section(node, inherited)
        else:
            self._unnumbered(node)

    def _project(self, node: Node, project: Project) -> None:
        flow = Flow(node.whole())
        title = heading_of(node.first, self.finder)
        raw = self._raw(node, None, flow.places(0, len(flow.text)), project.content, title, project.clause)
        doubts = ((DoubtKind.TWO_READINGS, "responsible", project.members),) if project.members else ()
        self.tasks.append(replace(raw, extra=project.extra, doubts=doubts))

    def _is_preamble(self, node: Node) -> bool:
        """Tell 总体要求, 适用范围, 本办法自…起施行 and their like, which state no task unless a clause assigns one."""
        if not node.number:
            return False
        said = is_preamble(heading_of(node.first, self.finder)) or states_no_task(_joined(node.whole()))
        return said and not has_clause(node.whole(), self.finder)

    def _item(self, node: Node, inherited: Clause | None) -> None:
        texts, tail = _without_tail(node.whole(), self.finder) if node is self.last else (node.whole(), [])
        texts, thoughts = _without_thoughts(_without_closing(texts))
        self._leave(thoughts)
        texts, reports = without_reports(texts)
        before = len(self.tasks)
        self._tasks_of(node, texts, inherited)
        self.tasks[before:] = [_of_run(node, with_reports(raw, reports)) for raw in self.tasks[before:]]
        self._leave_tail(tail)

    def _tasks_of(self, node: Node, texts: list[Text], inherited: Clause | None) -> None:
        flow = Flow(texts)
        if card := card_of([paragraph.text[offset:] for paragraph, offset in texts]):
            source = flow.places(0, len(flow.text))
            self.tasks.append(self._raw(node, None, source, card.content, card.title, card.clause))
        elif own := self._clause_of_name(flow.text):
            self._runs(node, flow, own.end, heading_of(flow.text, self.finder), own)
        else:
            end = heading_end(flow.text, self.habit, self.finder)
            self._runs(node, flow, end, flow.text[:end].rstrip(STOPS) or None, inherited)

    def _clause_of_name(self, text: str) -> Clause | None:
        """Return the clause behind an item's name, or on the lines right below it, that holds for the text below.

        规范发布（市司法局） ⏎ 集中公开… or 规范发布 ⏎ 责任单位：市司法局 ⏎ 完成时限：9月底前 ⏎ 集中公开…
        """
        end = first_sentence_end(text)
        found = self.finder.find(text)
        if not found or text[end : found[0].start].strip(STOPS + "\n"):
            return None
        own = found[0]
        for clause in found[1:]:
            if text[own.end : clause.start].strip(STOPS + "\n"):
                return None
            own = own.with_more(clause)
        if len(text) - own.end < USUAL.closing // 2:
            return None
        name = text[: own.start].strip()
        own_line = text[end : end + 1] == "\n" and len(name) <= 2 * USUAL.item_name
        return own if own_line or (names_subject(name) and end <= own.end + 1) else None

    def _unnumbered(self, node: Node) -> None:
        """Prose without any number: a short line is the name of what follows it."""
        group: list[Text] = []
        for text in [*node.texts, None]:
            if group and (text is None or _is_name(text[0].text)):
                self._named(node, group)
                group = []
            if text:
                group.append(text)

    def _named(self, node: Node, texts: list[Text]) -> None:
        if not has_clause(texts, self.finder):
            self._leave(texts)
            return
        flow = Flow(texts)
        end = heading_end(flow.text, self.habit, self.finder) if _is_name(texts[0][0].text) else 0
        self._runs(node, flow, end, flow.text[:end].rstrip(STOPS) or None, None)

    def _section(self, node: Node, inherited: Clause | None) -> None:
        """A heading, perhaps with a clause that holds for all below it, and an introduction."""
        if node.number and _states_work_of_its_own(node, self.finder):
            self._stated(node)
        elif node.number:
            end = first_sentence_end(node.first)
            own = self.finder.find(node.first[:end]) or _right_behind(node.first, end, self.finder)
            inherited = own[0] if own else _whom(node) or inherited
            self._introduction(node, end + 1)
        shared = _shared_clause(node, self.finder) or inherited
        for child in node.children:
            self.node(child, shared)

    def _stated(self, node: Node) -> None:
        """Take an item above measures that have units of their own as a task: its units hold for no other."""
        self._runs(node, Flow(node.texts[:1]), 0, None, None)
        self.stated.append(node)
        self._leave(node.texts[1:])

    def _introduction(self, node: Node, offset: int) -> None:
        """Text between a heading and the items below: a task only where a clause closes it."""
        paragraph, start = node.texts[0]
        texts = [(paragraph, start + offset)] if node.first[offset:].strip(STOPS) else []
        texts += node.texts[1:]
        if has_clause(texts, self.finder):
            self._runs(node, Flow(texts), 0, heading_of(node.first, self.finder), None)
        else:
            self._leave(texts)

    def _runs(self, node: Node, flow: Flow, begin: int, title: str | None, inherited: Clause | None) -> None:
        runs, rest = _cut(runs_of(flow.text, self.finder, begin))
        if not runs and begin:  # a heading is all there is
            runs, title = [Run(0, begin, None)], None
        runs = [run for run in runs if run.end > run.start]
        for at, run in enumerate(runs):
            clause = run.clause or inherited
            source = flow.places(run.start if at else 0, run.whole_end)
            part = f"{at + 1}/{len(runs)}" if len(runs) > 1 else None
            content = flow.text[run.start : run.end]
            whole = flow.text[run.start if at else 0 : run.end]  # with the item's name
            closing = bool(run.clause and _is_sentence(flow.text, run.clause))
            said = subject_beside(whole, clause.text, sentence=closing) if clause else subject_of(whole)
            raw = self._raw(node, part, source, content, title, said.clause)
            unsure = ((DoubtKind.TWO_READINGS, "responsible", said.doubted),) if said.doubted else ()
            self.tasks.append(replace(raw, doubts=unsure))
        if rest:
            self._rest(node, flow, rest)

    def _raw(
        self, node: Node, part: str | None, source: tuple[Place, ...], content: str, title: str | None, clause: str
    ) -> Raw:
        return Raw(
            content=content,
            seq="/".join(node.path) or None,
            part=part,
            section=self._section_of(node),
            title=title,
            clauses=((None, clause),) if clause else (),
            unit_text=clause,
            source=source,
        )

    def _section_of(self, node: Node) -> tuple[str, ...]:
        above = [node for node in node.above if node.number and not any(node is other for other in self.stated)]
        return tuple(node.heading_mark + heading_of(node.first, self.finder) for node in above)

    def _rest(self, node: Node, flow: Flow, run: Run) -> None:
        """Text after an item's last clause: sentences are a task without unit, at the plan's end without number."""
        text, places = flow.text[run.start : run.end], flow.places(run.start, run.end)
        if len(text) < USUAL.closing or text.rstrip()[-1:] not in STATEMENT_STOPS:
            self.left.append(Leftover(text, places))
        elif node is self.last:
            self.tasks.append(Raw(content=text, section=self._section_of(node)[:1], source=places))
        else:
            seq = "/".join(node.path) or None
            self.tasks.append(Raw(content=text, seq=seq, section=self._section_of(node), source=places))

    def _leave_tail(self, texts: Sequence[Text]) -> None:
        """Leave what stands below the last item; the links under 相关文档 are nobody's text."""
        links = next((at for at, (paragraph, _) in enumerate(texts) if opens_page_tail(paragraph.text)), len(texts))
        self._leave(texts[:links])

    def _leave(self, texts: Sequence[Text]) -> None:
        self.left += [Leftover(p.text[offset:], p.places) for p, offset in texts if p.text[offset:].strip(STOPS)]


def _right_behind(text: str, end: int, finder: ClauseFinder) -> Sequence[Clause]:
    """Return the clause that is all that stands behind the stop of a heading sentence: 研究…提供支撑。（甲牵头）."""
    found = finder.find(text)
    return found if len(found) == 1 and not (text[end : found[0].start] + text[found[0].end :]).strip(STOPS) else ()


def _states_work_of_its_own(node: Node, finder: ClauseFinder) -> bool:
    """Tell an item that says at length what is to be done, and by whom, from a heading, though measures stand below.

    Its clause closes it, and all below has another: 研究…，为…提供支撑。（甲、乙负责） 具体措施： 1．…（甲牵头）.
    """
    found = finder.find(node.first)
    if not found or node.first[found[-1].end :].strip(STOPS):
        return False
    work = node.first[: found[0].start].rstrip()
    at_length = work.endswith(tuple(ENDED)) and not names_subject(work.rstrip(STOPS))
    return at_length and all(has_clause(child.whole(), finder) for child in node.children)


def _is_sentence(text: str, clause: Clause) -> bool:
    """Tell a clause that is a sentence of its own: 由A牵头，B配合。."""
    return "由" in text[clause.start : clause.end].removesuffix(clause.text).partition(clause.text)[0]


def _of_run(node: Node, raw: Raw) -> Raw:
    """Doubt the work of a task that neither number nor style begins, where it has several lines: one may be apart."""
    unmarked = node.number and not node.number.text and node.number.style is NumberStyle.ARABIC
    if not unmarked or "\n" not in raw.content:
        return raw
    return replace(raw, doubts=(*raw.doubts, (DoubtKind.CONTENT_MIXED, "content", raw.content[: USUAL.subject])))


def _whom(node: Node) -> Clause | None:
    """Return the unit that is all a heading says: 县住建局：."""
    text = node.first.strip()
    return Clause(0, len(text), text.rstrip(COLONS)) if names_whom(text) else None


def _shared_clause(node: Node, finder: ClauseFinder) -> Clause | None:
    """Return the clause on lines of its own that closes a list of items of which no other has one."""
    if len(node.children) < 2 or any(has_clause(child.whole(), finder) for child in node.children[:-1]):
        return None
    texts = [paragraph.text for paragraph, _ in node.children[-1].whole()]
    shared: Clause | None = None
    while len(texts) > 1 and (clause := _alone(texts[-1], finder)):
        shared = clause.with_more(shared) if shared else clause
        texts.pop()
    return shared if shared and not any(finder.find(text) for text in texts) else None


def _alone(text: str, finder: ClauseFinder) -> Clause | None:
    """Return the clause that is all a paragraph says."""
    found = finder.find(text)
    if len(found) != 1:
        return None
    return None if (text[: found[0].start] + text[found[0].end :]).strip(STOPS) else found[0]


def _without_tail(texts: list[Text], finder: ClauseFinder) -> tuple[list[Text], list[Text]]:
    """Cut off what stands under the last item and is no sentence: signatures, notes, links of a web page."""
    labels = label_lines([paragraph.text for paragraph, _ in texts])
    for at, (paragraph, _) in enumerate(texts):
        label = labels[at]
        if not at or _is_prose(paragraph.text) or (label and not is_about_paper(label)):
            continue
        if not finder.find(paragraph.text):
            return texts[:at], texts[at:]
    return texts, []


def _without_closing(texts: list[Text]) -> list[Text]:
    """Leave out the paragraphs behind an item that say of the paper itself from when it is in force, and page links."""
    end = len(texts)
    while end > 1 and is_aside(texts[end - 1][0].text):
        end -= 1
    return texts[:end]


def _without_thoughts(texts: list[Text]) -> tuple[list[Text], list[Text]]:
    """Part off what a meeting thought of an item on lines of their own, where it also decided something."""
    if not any(decides(paragraph.text[offset:]) for paragraph, offset in texts):
        return texts, []
    thoughts = [text for text in texts[1:] if only_thinks(text[0].text[text[1] :])]
    return [text for text in texts if text not in thoughts], thoughts


def _joined(texts: Sequence[Text]) -> str:
    return "\n".join(paragraph.text[offset:] for paragraph, offset in texts)


def _is_name(text: str) -> bool:
    return len(text) <= USUAL.item_name and not re.search("[。；：]", text) and not is_aside(text)


def _is_prose(text: str) -> bool:
    if is_label_text(text):
        return True
    return text.rstrip()[-1:] in "。！？；：…”）)】" and not re.match(r"附件|抄送|主送|[（(]此件|[（(]?联系", text)
