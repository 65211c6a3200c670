"""Ids of records: what was never stored has none, and none is made up."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.cycle.upward import Superior
from gongkai_desk.domain.ids import row_id


def test_a_stored_record_has_its_id() -> None:
    assert row_id(Superior("市政府办公室", id=7)) == 7


def test_a_record_that_was_never_stored_has_none() -> None:
    with pytest.raises(ValueError, match="市政府办公室"):
        row_id(Superior("市政府办公室"))
