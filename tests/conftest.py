"""What every test may ask for."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "plans"


@pytest.fixture(scope="session")
def shared_plans() -> Path:
    """Return the folder of real plans beside the checkout, or skip."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real plans (../shared/plans) is not here")
    return SHARED


@pytest.fixture
def today() -> date:
    return date(2022, 11, 22)


@pytest.fixture(autouse=True)
def own_user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests away from the settings of the person who runs them."""
    monkeypatch.setenv("GONGKAI_DESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def library(tmp_path: Path, today: date) -> "Iterator[Library]":
    """Yield an empty library, open for writing."""
    from gongkai_desk.store.library import Library

    with Library.create(tmp_path / "云州市.gkdesk", "云州市", who="李明", day=today) as made:
        yield made
