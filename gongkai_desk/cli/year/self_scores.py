"""What ``collect`` says of 自评表 that came back, in the shape of 填报表."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai_desk.domain.year.self_scores import SelfRow
from gongkai_desk.services.year.self_scores import SelfReview
from gongkai_desk.wording.year.assessment import self_waits_text


def self_json(file: SelfReview) -> dict[str, Any]:
    """Return a 自评表: its unit, its rows with the points that were filled in, which of them are sure."""
    told = {
        "file": file.source.name,
        "outcome": "ok_warn" if file.waiting else "ok",
        "unit": file.unit or None,
        "unit_by": "code" if file.place else None,
        "zero": False,
        "rows": [_row_json(row) for row in file.rows],
        "unplaced": [],
        "absent": [],
    }
    return told | ({"message": _message(file)} if file.waiting else {})


def _row_json(row: SelfRow) -> dict[str, Any]:
    points = {"sent": "", "stored": "", "returned": row.told.points, "take": row.takes}
    return {
        "sheet": "",
        "row": row.told.line,
        "task": None,
        "item": row.told.words,
        "sure": not row.waits,
        "fields": {"points": points, "remark": points | {"returned": row.told.remark}},
        "remark": self_waits_text(row.waits),
    }


def _message(file: SelfReview) -> str:
    why = self_waits_text(dict.fromkeys(wait for row in file.rows for wait in row.waits))
    return f"自评表待定：{why}；请在“报表 → 考核”的“待定的自评…”里定"


def tell_self(files: Sequence[SelfReview]) -> None:
    """Say in a line a file what came of it."""
    for file in files:
        taken = sum(row.takes for row in file.rows)
        again = "，以前已收" if file.known else ""
        print(f"{file.source.name}　{file.unit or '单位待定'}　自评表　登记{taken}项，待定{file.waiting}项{again}")
        if file.waiting:
            print(f"  ! {_message(file)}")
