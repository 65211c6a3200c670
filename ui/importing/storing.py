"""存入台账 and 合并修订稿: a review is written to the library, once everything is decided."""

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.review import Review
from gongkai_desk.domain.work import Changes
from gongkai_desk.errors import Duplicate
from gongkai_desk.review import naming
from gongkai_desk.services.intake.importing import add_plan
from ui.desk import Desk
from ui.dialogs import ask
from ui.importing.known import Known
from ui.importing.merging import Merging
from ui.importing.revise_page import RevisePage

if TYPE_CHECKING:
    from gongkai_desk.standing.plan_pairs import Similar
    from gongkai_desk.words.units import UnitDirectory


def similar_to(desk: Desk, review: Review, besides: Collection[int]) -> "Similar | None":
    """Return the stored plan that a review is most like, ``None`` if there is none like it; ``besides`` these (ids)."""
    from gongkai_desk.standing.plan_pairs import similar_plans

    found = similar_plans(desk.library, review) if desk.library is not None else ()
    return next((each for each in found if each.plan.id not in besides), None)


def store_reviewed(
    desk: Desk, window: QWidget, review: Review, path: Path | None, own: "UnitDirectory"
) -> Changes | None:
    """Store a review as a new plan; a file that is there already is asked about. ``None``: it was not stored.

    Raises:
        DeskError: it could not be stored.
    """
    try:
        return _add(desk, review, path, own, again=False)
    except Duplicate as error:
        if ask.choose(window, "已经导入过", f"《{error.data['title']}》已经在台账库中。", "再导入一次"):
            return _add(desk, review, path, own, again=True)
        return None


def _add(desk: Desk, review: Review, path: Path | None, own: "UnitDirectory", *, again: bool) -> Changes | None:
    named = naming.with_names(review)
    act = partial(
        add_plan,
        draft=named.draft,
        part=named.part,
        who=desk.who,
        day=desk.today,
        original=path,
        again=again,
        propose=False,
        units=naming.units_to_enter(review, own),
    )
    return desk.write(act)


def merge_reviewed(
    merging: Merging, page: RevisePage, review: Review, path: Path | None, known: Known
) -> Changes | None:
    """Merge a review into the stored plan; ``None``: something is still to be decided, the page says what.

    Raises:
        DeskError: it could not be stored.
    """
    if merging.revision.open(merging.choices):
        page.refuse()
        return None
    return merging.store(review, path, known.own())
