"""Who counts as an applicant where what leaves is looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.registers import Request
from gongkai_desk.services import requests
from gongkai_desk.standing.year.personal import known_people
from gongkai_desk.store.library import Library

DAY = date(2026, 3, 2)


def test_a_word_that_names_nobody_is_no_applicant(tmp_path: Path) -> None:
    with Library.create(tmp_path / "云州市.gkdesk", "云州市", day=DAY) as library:
        for number, name in enumerate(("申请人", "张某", "匿名", "王小明")):
            requests.add_request(library, By("李明", DAY), Request(f"{number}", name, subject="目录", received=DAY))
        assert known_people(library).applicants == ("王小明",)
