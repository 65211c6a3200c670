"""A project whose task and those who do it stand under headings of their own is one task.

（一）供水工程 ⏎ 1、任务 ⏎ 完成土方。 ⏎ 2、项目领导小组 ⏎ 组长：副县长 ⏎ 成员单位：水利局、城建局. The members do the
work; that they do is read from the group alone, and doubted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.parsing.prose.clauses import is_label_text
from gongkai_desk.parsing.prose.tree import STOPS, Node
from gongkai_desk.words.lexicon import COLONS

_TASK = re.compile("(?:工作|主要|目标|重点|建设|年度|攻坚|具体)*(?:任务|内容|目标)(?:[及和]?(?:要求|内容|目标))?")
_GROUP = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:领导小组|工作小组|工作组|攻坚组|指挥部|专班|推进组)(?:成员|组成(?:人员)?)?|(?:责任|任务|职责)分工"
    "|(?:责任|组成)(?:单位|人员|领导)"
)
_TIME = re.compile("(?:完成|推进|工作)?(?:时限|时间|进度)(?:安排|要求|节点)?")
_LINE = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,8}})[{COLONS}]\s*(?P<value>\S.*)")
_MEMBERS = re.compile("(?:主要|相关)?成员(?:单位|部门)?|组成单位")


@dataclass(frozen=True, slots=True)
class Project:
    """What the headings below a project say: its work, who does it as a clause, the persons of the group."""

    content: str
    clause: str
    extra: dict[str, str]
    members: str


def project_in(node: Node) -> Project | None:
    """Return the project that a heading and those below it are, ``None`` where they are anything else."""
    named = [_named(child) for child in node.children if not child.children]
    if not node.number or len(node.texts) > 1 or len(named) < max(2, len(node.children)):
        return None
    works = [lines for name, lines in named if _TASK.fullmatch(name)]
    groups = [lines for name, lines in named if _GROUP.fullmatch(name)]
    times = [lines for name, lines in named if _TIME.fullmatch(name)]
    if len(works) != 1 or not works[0] or not groups or len(works) + len(groups) + len(times) < len(named):
        return None
    return _project(works[0], [line for lines in groups for line in lines], [line for lines in times for line in lines])


def _named(node: Node) -> tuple[str, list[str]]:
    """Return the heading of a node and the lines below it: 任务 | 完成土方。, also of 任务：完成土方。."""
    name, _, rest = node.first.partition("：") if "：" in node.first else (node.first, "", "")
    lines = [rest, *(paragraph.text[offset:] for paragraph, offset in node.texts[1:])]
    return name.strip(STOPS), [line.strip() for line in lines if line.strip()]


def _project(work: Sequence[str], group: Sequence[str], times: Sequence[str]) -> Project | None:
    clauses: list[str] = []
    extra: dict[str, str] = {}
    members = ""
    for line in group:
        label = _LINE.fullmatch(line)
        if label and _MEMBERS.fullmatch(label["name"]):
            members = f"{members}、{label['value'].rstrip(STOPS)}" if members else label["value"].rstrip(STOPS)
        elif is_label_text(line):
            clauses.append(line.rstrip(STOPS))
        elif label:
            extra[label["name"]] = label["value"]
        else:
            return None
    if members:
        clauses.append(f"责任单位：{members}")
    clauses += [f"完成时限：{line.rstrip(STOPS)}" for line in times]
    return Project("\n".join(work), "；".join(clauses), extra, members) if clauses else None
