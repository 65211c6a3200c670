"""Verbs and remarks of responsibility clauses: 牵头, 负责落实, 配合, 按职责分工, 列第一位的为牵头单位."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from gongkai_desk.words.lexicon import BODY, WHEN

# how, not who: 按职责分工, 分别, 共同 …; counted, so that a hostile text cannot make the search explode
_HOW: Final = (
    r"(?:(?:按照?|依照?|依据|根据|结合)(?:各自)?的?(?:部门|单位|工作|法定)?(?:职责|职能|任务|权限|属地)?"
    r"(?:分工|职责|职能|范围|要求|原则|权限){0,2}"
    r"|(?:结合|根据)(?:各自|本地区?|本部门|本单位|当地|工作)?实际(?:情况)?|因地制宜|属地|[均都皆]?(?:需|须|应当?|要)|[均都皆]"
    r"|分别|共同|联合|具体|各自|主要|做好|积极|密切|全力|各负其责|自行|统一|切实|抓好|分工|协同|合力|分头|予以|进行|会商|同步"
    r"|组织|统筹|协调|全面|认真|依法|逐级|一并|同时|全程){0,5}"
)
_WORK: Final = (
    r"(?:负责|组织|协调|推进|推动|落实|实施|办理|完成|执行|推行|开展|抓好|做好|指导|督促|监督|配合|工作"
    r"|到位|抓总|贯彻|统筹|协助|建设|制定|制订|起草|拟订|编制|修订|研究|提出|公开|发布|汇总|解读|承办"
    r"|督导|督办|督查|调度|检查|验收|会商|处置|整治|对接|申报){0,5}"  # 市教委牵头督导, 市教委牵头研究提出
)
_BODY: Final = f"(?:{BODY})"
# the first that fits wins; the group's name without its number is the role
_VERBS: Final = (
    ("lead", rf"(?:为|是|作为)总?(?:牵头|主办|主责|主要责任)(?:责任)?{_BODY}"),
    ("support", rf"(?:为|是|作为)(?:配合|协办|协助|参与|参加|协同)(?:责任)?{_BODY}"),
    ("responsible", rf"(?:为|是|作为)(?:责任|落实|实施|承办|负责){_BODY}"),
    ("lead", rf"[总双]?(?:牵头|主办|主责|领衔){_WORK}"),
    ("support", rf"(?:协同|支持|做好)?(?:配合|协办|会办|会签|协助|参与|参加|协同|支持){_WORK}"),
    ("responsible", rf"(?:负责|落实|承办|实施|承担|主抓|执行|推进|办理|抓落实){_WORK}"),
    ("guide", r"(?:指导|督导|监督|督促|督办)(?:指导|监督|督促|检查|落实|实施|推进){0,3}"),
    ("lead", r"统筹(?:协调|推进|负责){0,2}"),
)
_VERB: Final = "|".join(f"(?P<{role}{place}>{pattern})" for place, (role, pattern) in enumerate(_VERBS))
_SAID: Final = re.compile(rf"{_HOW}(?:{_VERB})$")  # closes a piece: 市教委|分别牵头落实
_SOME_VERB: Final = re.compile(  # a quick look before the long pattern
    "牵头|主办|主责|领衔|配合|协办|会办|会签|协助|参与|参加|协同|支持|负责|落实|承办|实施|承担|主抓|执行|推进|办理|抓落实|指导|督导|监督|督促|督办|统筹|责任"
)
_LONGEST_VERB: Final = 40  # characters; only the end of a piece is searched for its verb

# a verb with the next unit glued to it: 市教委牵头市民政局配合, 市教委牵头会同市民政局
_NEXT: Final = r"(?=\s*(?:会同|各|相关|有关|省|市|区|县|州|盟|旗|兵团|行署|其他|由))"
_GLUE: Final = re.compile(rf"(?:牵头|落实|组织实施|负责|主办|承办|配合|协办|协助){_NEXT}")
GLUED: Final = re.compile(
    rf"(?<=[\u4e00-\u9fff）〕])(?P<how>{_HOW})"
    r"(?P<verb>牵头(?:负责|落实|组织实施)?|负责(?:落实)?|主办|承办|配合|协办|协助)"
    rf"{_NEXT}"
)
WITH: Final = re.compile(
    r"并?会同|(?<=[，、])(?:联合|协同)(?=[省市区县州盟旗各有相])|^\s*(?:联合|协同)(?=[省市区县州盟旗各有相])|商(?=[省市区县盟旗各有相])|^\s*会(?=[省市区县盟旗各有相])"
)  # A会同B
# 由市教委牵头, 市级层面由市教委牵头, 以上任务均由市教委牵头, 1.市教委牵头
BEFORE: Final = re.compile(
    r"^(?:其中，?)?(?:\d{1,2}[.．、])?(?P<where>第[0-9一二三四五六七八九十]{1,3}[项条款点]|[\u4e00-\u9fff]{1,8}(?:层面|方面|环节|部分|工作|任务|事项|内容|措施|管护|维护|监管|验收|运维|经费|资金|督办|考核))?"
    r"(?:[并拟均]|其中)?(?:由|请|责成)(?=.)"
    r"|^(?:并|其中|\d{1,2}[.．、])(?=[省市区县州盟旗各有相])"
)
ROLE_WORD: Final = re.compile(  # alone in a bracket behind a unit: 市教委（牵头）
    rf"(?P<lead>总?(?:牵头|主办|主责){_BODY}?(?:负责)?)|(?P<support>(?:配合|协办|协助|参与|参加|会办){_BODY}?)"
    rf"|(?P<responsible>(?:责任|承办|落实|实施){_BODY}|负责|承办|落实)"
)
PREFIX: Final = re.compile(  # a label that lost its colon: 牵头单位市教委
    rf"^\s*(?:(?P<lead>(?:牵头|主办|主责){_BODY})|(?P<support>(?:配合|协办|协助|参与|参加|会办){_BODY})"
    rf"|(?P<responsible>(?:责任|承办|落实|实施|负责){_BODY}))[为是]?\s*(?=[省市区县州盟旗各团有相])"
)
HOW_ALONE: Final = re.compile(r"按照?(?:各自)?职[责能](?:分工)?$")
_REMARK: Final = re.compile(
    r"排名|先后|下同|[列排]在?(?:第一|首)|加粗|标\*|带\*|同上|详见|另有|另行|除外|见附件|除.{1,20}外|如下|以下(?:简|统)称|特别说明|[列排]第"
)
_WHEN: Final = re.compile(WHEN)
# a sentence or its rest, no name: 切实做好工作, 确保……的
_PROSE: Final = re.compile(
    rf"^(?:{_HOW}{_WORK}|其中)$|^(?:切实|加强|做好|确保|并|要|应|须|将|对|在|按|认真|进一步|及时|不断|严格|为|以|根据|通过)|[的了“”《》。！？]"
)
_LONGEST_NAME: Final = 45  # characters; the longest collective name of the real plans has 30


@lru_cache(maxsize=2048)  # a piece is asked about by several stages
def verb_of(piece: str) -> tuple[int, str | None]:
    """Return where the closing verb of a folded piece begins, and the role it gives: 市教委分别牵头落实 → 3, lead."""
    start = max(0, len(piece) - _LONGEST_VERB)
    said = _SAID.search(piece[start:]) if _SOME_VERB.search(piece, start) else None
    if said is None or is_convention(re.split("[、，]", piece[: start + said.start()])[-1]):
        return len(piece), None  # 列第一位的|为牵头单位 is no verb of a unit
    return start + said.start(), next(name for name, value in said.groupdict().items() if value)[:-1]


def may_be_glued(flat: str) -> bool:
    """Tell by a quick look whether ``GLUED`` is worth searching for."""
    return bool(_GLUE.search(flat))


def is_remark(text: str) -> bool:
    """Tell whether a piece between units is no unit by its words: 2022年12月底前完成, 切实做好工作."""
    return len(text) > _LONGEST_NAME or bool(_WHEN.search(text) or _PROSE.search(text))


def is_convention(text: str) -> bool:
    """Tell whether a piece speaks about the list itself, though it may end as units do (列第一位的为牵头单位)."""
    return bool(_REMARK.search(text))
