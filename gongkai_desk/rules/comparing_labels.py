"""How a list names its unit columns: 牵头单位 here, 牵头部门 there."""

import re
from collections import Counter
from collections.abc import Iterable

from gongkai_desk.domain.plan import Task
from gongkai_desk.words.terms import ColumnRole, column_role

_LABEL = re.compile(r"(?:^|[；;，。\n])\s*([\u4e00-\u9fff]{2,8})[：:]")  # «牵头部门：市教育局；责任单位：…»
_UNIT_ROLES = (ColumnRole.LEAD, ColumnRole.RESPONSIBLE, ColumnRole.SUPPORT)


def labels_of(tasks: Iterable[Task]) -> dict[ColumnRole, str]:
    """Return the usual label of each role, as printed before the units."""
    found: dict[ColumnRole, Counter[str]] = {}
    for task in tasks:
        for label in _LABEL.findall(task.unit_text):
            role = column_role(label)
            if role in _UNIT_ROLES:
                found.setdefault(role, Counter())[label] += 1
    return {role: counts.most_common(1)[0][0] for role, counts in found.items()}
