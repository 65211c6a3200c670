"""One writer at a time."""

from pathlib import Path

import pytest

from gongkai_desk.errors import BusyLedger
from gongkai_desk.store.lock import WriterLock


def test_the_lock_goes_with_its_holder(tmp_path: Path) -> None:
    held = WriterLock(tmp_path, "李明")
    with pytest.raises(BusyLedger) as caught:
        WriterLock(tmp_path, "王芳")
    assert caught.value.data["who"] == "李明"
    held.release()
    WriterLock(tmp_path, "王芳").release()
