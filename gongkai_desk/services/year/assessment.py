"""考核: a scheme stored, facts drawn into the 扣分台账, entries withdrawn, points given, objections answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai_desk.domain.cycle.judging import AssessmentEntry, AssessmentScore, Rectification
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.domain.year.assessment import Objection, Scheme, SchemeItem
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.year.assessment import FORBIDS, lacks, within
from gongkai_desk.standing.year.assessment import entry_key, ranking_approval
from gongkai_desk.store.entries import assessment as stored
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import insert_record, records, set_record
from gongkai_desk.store.rows import json_text


class PointsKind(StrEnum):
    """Whose points are given: as the columns of ``assessment_score`` are called."""

    SELF = "self_points"
    REVIEW = "review_points"
    OUTSIDE = "outside_points"


@dataclass(frozen=True, slots=True)
class GivenPoints:
    """Points of a unit (``assessment_unit``) for an item; ``None`` takes them back."""

    unit: int
    item: int
    points: Decimal | None
    remark: str = ""


def save_scheme(library: Library, by: By, new: Scheme) -> Changes:
    """Store a scheme, a new one or as it is now; entries of a rule whose points changed get the new ones.

    Raises:
        NotAllowed: what ``lacks`` forbids, or entries or points hang on something that it no longer has.
        UnknownId: no such scheme.
    """
    forbidden = {lack for lack, _ in lacks(new)} & FORBIDS
    if forbidden:
        raise NotAllowed(library=str(library.folder), lacks=tuple(f"scheme_{each}" for each in sorted(forbidden)))
    old = stored.scheme(library, new.id) if new.id is not None else None
    _refuse_approved(library, new.id)
    if stored.in_use(library, new):
        raise NotAllowed(library=str(library.folder), lacks=("assessment_in_use",))
    with library.step(f"{'修改' if old else '新建'}考核方案 {new.name}", by) as step:
        step.made = stored.save_scheme(step, library, new)
        if old is not None:
            _reprice(step, library, old, new)
    return step.changes


def _reprice(step: Step, library: Library, old: Scheme, new: Scheme) -> None:
    was = {rule.id: rule.points for _, rule in old.ruled}
    moved = {rule.id: rule.points for _, rule in new.ruled if was.get(rule.id, rule.points) != rule.points}
    for entry in stored.entries(library, row_id(old)):
        rule = entry.assessment_rule_id
        if rule in moved and entry.points == was[rule]:
            set_record(step, replace(entry, points=moved[rule]), row_id(entry))


def draw(library: Library, by: By, number: int, entries: Sequence[AssessmentEntry]) -> Changes:
    """Enter what facts proposed (``standing.year.assessment.drawn``) into the 扣分台账, as one step.

    What stands there already is not entered again.

    Raises:
        NotAllowed: there is nothing to enter, or the ranking was approved.
        UnknownId: a unit or an item that the scheme has not.
    """
    known = {entry_key(entry) for entry in stored.entries(library, number)}
    new = [entry for entry in entries if entry_key(entry) not in known]
    return _enter(library, by, number, new, f"提取考核事实（{len(new)}条）")


def add_entry(library: Library, by: By, number: int, entry: AssessmentEntry) -> Changes:
    """Enter points by hand, with a sentence.

    Raises:
        NotAllowed: no sentence or no points, an item that others score, or the ranking was approved.
    """
    _refuse(library, *(["sentence"] if not entry.sentence.strip() else []), *(["points"] if not entry.points else []))
    return _enter(library, by, number, [entry], "登记考核扣分、加分")


def _enter(library: Library, by: By, number: int, entries: Sequence[AssessmentEntry], name: str) -> Changes:
    _refuse(library, *(["something_to_enter"] if not entries else []))
    _refuse_approved(library, number)
    scheme, rows = stored.scheme(library, number), {each.id for each in stored.assessed_units(library, number)}
    for entry in entries:
        leaf = _leaf(library, scheme, rows, entry.assessment_unit_id, entry.assessment_item_id)
        _refuse(library, *(["own_points"] if leaf.outside else []))
    with library.step(name, by) as step:
        for entry in entries:
            step.made = stored.insert_entry(step, entry)
    return step.changes


def withdraw(library: Library, by: By, ids: Sequence[int], reason: str) -> Changes:
    """Take entries back (复核), with the reason; they stay in the ledger as withdrawn.

    Raises:
        NotAllowed: no reason, or the ranking was approved.
        UnknownId: no such entry.
    """
    _refuse(library, *(["reason"] if not reason.strip() else []))
    _refuse_approved_of(library, ids)
    with library.step(f"复核撤销考核扣分（{len(ids)}条）", by) as step:
        stored.withdraw(step, ids, by.today, reason.strip())
    return step.changes


def count_again(library: Library, by: By, ids: Sequence[int]) -> Changes:
    """Let withdrawn entries count again.

    Raises:
        NotAllowed: the ranking was approved.
        UnknownId: no such entry.
    """
    _refuse_approved_of(library, ids)
    with library.step(f"恢复考核扣分（{len(ids)}条）", by) as step:
        stored.withdraw(step, ids, None, "")
    return step.changes


def give_points(library: Library, by: By, number: int, kind: PointsKind, given: Sequence[GivenPoints]) -> Changes:
    """Store points of units for items: 自评, 复核, or of an item of others, as one step.

    Raises:
        NotAllowed: points below 0 or above an item's weight, of others for an item that they do not score, or the
            ranking was approved.
        UnknownId: a unit or an item that the scheme has not.
    """
    return _give(library, by, number, [(kind, each) for each in given])


def give_typed(library: Library, by: By, number: int, given: Sequence[tuple[bool, GivenPoints]]) -> Changes:
    """Store points that were typed into the table of scores: outside (``True``) or of a person, as one step.

    Raises:
        NotAllowed, UnknownId: as ``give_points``.
    """
    return _give(library, by, number, [(PointsKind.OUTSIDE if of else PointsKind.REVIEW, each) for of, each in given])


def _give(library: Library, by: By, number: int, given: Sequence[tuple[PointsKind, GivenPoints]]) -> Changes:
    scheme = stored.scheme(library, number)
    rows = {each.id for each in stored.assessed_units(library, number)}
    _refuse(library, *(["something_to_enter"] if not given else []))
    _refuse_approved(library, number)
    for kind, each in given:
        _check(library, _leaf(library, scheme, rows, each.unit, each.item), kind, each)
    known = {(each.assessment_unit_id, each.assessment_item_id): each for each in stored.scores(library, number)}
    kinds = {kind for kind, _ in given}
    name = _GIVING[kinds.pop()] if len(kinds) == 1 else "登记考核评分"
    with library.step(f"{name}（{len(given)}格）", by) as step:
        for kind, each in given:
            stored.put_score(step, _with(known.get((each.unit, each.item)), kind, each))
    return step.changes


def _check(library: Library, leaf: SchemeItem, kind: PointsKind, each: GivenPoints) -> None:
    """Refuse points that would count nowhere: of others for an item of ours, of ours for one that others score."""
    if kind is not PointsKind.SELF and leaf.outside is not (kind is PointsKind.OUTSIDE):
        _refuse(library, "own_points" if leaf.outside else "outside_points")
    if each.points is not None and within(each.points, leaf.points) != each.points:
        _refuse(library, "points_within")


_GIVING = {PointsKind.SELF: "登记自评分", PointsKind.REVIEW: "登记复核分", PointsKind.OUTSIDE: "登记第三方、综合评分"}


def _with(old: AssessmentScore | None, kind: PointsKind, each: GivenPoints) -> AssessmentScore:
    base = old or AssessmentScore(each.unit, each.item)
    remarked = replace(base, remark=each.remark or base.remark)
    match kind:
        case PointsKind.SELF:
            return replace(remarked, self_points=each.points)
        case PointsKind.REVIEW:
            return replace(remarked, review_points=each.points)
        case _:
            return replace(remarked, outside_points=each.points)


def record_objection(library: Library, by: By, unit_row: int, new: Objection, withdrawn: Sequence[int] = ()) -> Changes:
    """Note what a unit (``assessment_unit``) objects and is answered, taking back entries wrongly made, as one step.

    An empty objection takes it back; one without a day is of today.

    Raises:
        NotAllowed: an answer without an objection, entries taken back without an answer or after the approval.
        UnknownId: no such unit or entry.
    """
    row = stored.assessed_unit(library, unit_row)
    text, reply = new.text.strip(), new.reply.strip()
    _refuse(library, *(["objection"] if reply and not text else []))
    _refuse(library, *(["objection_reply"] if withdrawn and not reply else []))
    if withdrawn:
        _refuse_approved_of(library, withdrawn)
    day = (new.day or by.today) if text else None
    with library.step("答复考核申诉" if reply else "登记考核申诉", by) as step:
        stored.set_unit(step, replace(row, objection=text, objected=day, objection_reply=reply))
        stored.withdraw(step, withdrawn, by.today, f"申诉复核：{reply}")
    return step.changes


def feed_rectifications(library: Library, by: By, ids: Sequence[int], due: date | None = None) -> Changes:
    """Put the problems behind entries into the 整改台账; those that stand there already are left out.

    Raises:
        NotAllowed: all of them stand there already, or none is given.
        UnknownId: no such entry.
    """
    found = _entries(library, ids)
    there = {each.assessment_entry_id for each in records(library, Rectification, _IN, (json_text(sorted(ids)),))}
    new = [each for each in found if each.id not in there and each.points < 0]
    _refuse(library, *(["something_to_enter"] if not new else []))
    with library.step(f"考核问题列入整改台账（{len(new)}条）", by) as step:
        for entry in new:
            unit = stored.assessed_unit(library, entry.assessment_unit_id).unit_id
            row = Rectification(
                by.today, entry.sentence, assessment_entry_id=entry.id, task_id=entry.task_id, unit_id=unit, due=due
            )
            step.made = insert_record(step, row)
    return step.changes


_IN = "removed IS NULL AND assessment_entry_id IN (SELECT value FROM json_each(?))"


# ---- what is refused


def _leaf(library: Library, scheme: Scheme, rows: Collection[int | None], unit: int, item: int) -> SchemeItem:
    """Return an item; refuse one that the scheme has not, and a unit that it does not assess."""
    leaf = scheme.leaf(item)
    if leaf is None:
        raise UnknownId(library=str(library.folder), what="assessment_item", id=item)
    if unit not in rows:
        raise UnknownId(library=str(library.folder), what="assessment_unit", id=unit)
    return leaf


def _refuse(library: Library, *missing: str) -> None:
    if missing:
        raise NotAllowed(library=str(library.folder), lacks=missing)


def _refuse_approved(library: Library, number: int | None) -> None:
    """Refuse to change points whose ranking was approved: what was approved is what is printed."""
    if number is not None and ranking_approval(library, number) is not None:
        _refuse(library, "approved_already")


def _refuse_approved_of(library: Library, ids: Iterable[int]) -> None:
    rows = {entry.assessment_unit_id for entry in _entries(library, ids)}
    for number in {stored.assessed_unit(library, row).assessment_id for row in rows}:
        _refuse_approved(library, number)


def _entries(library: Library, ids: Iterable[int]) -> list[AssessmentEntry]:
    wanted = set(ids)
    found = stored.entries_by_id(library, wanted)
    if missing := wanted - {each.id for each in found}:
        raise UnknownId(library=str(library.folder), what="assessment_entry", id=min(missing))
    return found
