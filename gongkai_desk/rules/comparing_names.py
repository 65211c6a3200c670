"""Differences between two printings of a name (任务名称): content words or only verbs and function words."""

import re
from collections.abc import Iterator

from gongkai_desk.domain.difference import DifferenceKind
from gongkai_desk.rules.matching import Item, fold

# verbs that say «do it», and words without content of their own: 加强, 推进, 涉及, 运用; not 公开, 服务
_VERBS = re.compile(
    r"进一步|持续|着力|全面|切实|认真|积极|不断|深入|扎实|大力|严格|有效|稳步|加强|加大|加快|强化|深化|推进|推动|推行|促进|提升|提高|做好|做实|"
    r"做优|做细|抓好|抓实|搞好|办好|开展|组织|落实|实施|执行|规范|完善|健全|优化|改进|实行|坚持|运用|应用|使用|利用|推广|涉及|关于|有关|相关|工作"
)
_FUNCTION = re.compile(r"[的了和及与并等之地涉对于]|[^0-9A-Za-z\u3400-\u9fff]")


def compare_names(a: Item, b: Item) -> Iterator[tuple[DifferenceKind, str, str]]:
    """Yield at most one (kind, name in a, name in b)."""
    if a.title_key == b.title_key:
        return
    if not a.title or not b.title:
        yield DifferenceKind.NAME_MISSING, a.title, b.title
        return
    same = core(a.title) == core(b.title)
    yield DifferenceKind.NAME_WORDING if same else DifferenceKind.NAME_CHANGED, a.title, b.title


def core(name: str) -> str:
    """Return the content words of a name: 加强涉及税费信息公开 → 税费信息公开."""
    folded = fold(name)
    return _FUNCTION.sub("", _VERBS.sub("", folded)) or folded
