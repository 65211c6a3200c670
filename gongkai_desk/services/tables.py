"""导出当前表格: plain rows in, a workbook out; needs no library."""

from pathlib import Path

from gongkai_desk.domain.tables import SeenTable
from gongkai_desk.progress import Progress, silent


def write_seen(table: SeenTable, path: Path, progress: Progress = silent) -> None:
    """Write a table as it is seen; errors as ``export.seen_table``."""
    from gongkai_desk.export import seen_table

    seen_table.write_seen(path, table, progress)
