"""A disk that fills while a paper is saved: the error is told, and nothing is left that complains when it goes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from gongkai_desk.domain.sheet import Align
from gongkai_desk.errors import DiskFull
from gongkai_desk.export import excel, word, word_kit, workbook
from gongkai_desk.page.layout import BandKind, TableColumn, TablePaper, band, whole_row
from gongkai_desk.paths import told_kindly

FULL = Path("/dev/full")  # takes no byte
PAPER = TablePaper(
    "清单",
    (TableColumn("序号", 16.0, Align.CENTRE), TableColumn("任务", 140.0)),
    [whole_row("1", "公开")],
    (band(BandKind.TITLE, "清单"),),
)


@contextmanager
def onto_full_disk(target: Path) -> Iterator[Path]:
    with told_kindly(target):
        yield FULL


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    ("writer", "saver", "suffix"), [(word, word_kit, "docx"), (excel, workbook, "xlsx")], ids=["docx", "xlsx"]
)
def test_a_package_goes_quietly_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: ModuleType, saver: ModuleType, suffix: str
) -> None:
    monkeypatch.setattr(saver, "written_whole", onto_full_disk)
    with pytest.raises(DiskFull):
        writer.write(PAPER, tmp_path / f"清单.{suffix}")
    gc.collect()  # what could not be let go would be a warning here
