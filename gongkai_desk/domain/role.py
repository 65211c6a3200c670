"""What a unit is to a task, as names; a window needs no more of ``domain.unit`` to start."""

from enum import StrEnum


class Role(StrEnum):
    """What a unit is to a task."""

    LEAD = "lead"  # 牵头
    RESPONSIBLE = "responsible"  # 责任、落实
    SUPPORT = "support"  # 配合
