"""Names of units in running text: where one ends, which 、 belongs to a name, which names are collective or open.

All offsets hold: brackets and stops are folded one character for one, so every name that is handed out is the printed
text, only without the blanks that a narrow column put inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from gongkai_desk.words.lexicon import CLOSING, DIGITS, OPENING
from gongkai_desk.words.traditional import FOLDS

_FOLD = FOLDS | str.maketrans("()[]【】{}［］〈〉＜＞<>;:,", "（）〔〕〔〕〔〕〔〕〔〕〔〕〔〕；：，")
_FOLDABLE = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")  # a quick look: most texts have nothing to fold
STOPS = "、，；。"

# The levels that stand for a whole layer of units: 区, 县（市）, 市（县）, 区县, 乡镇, 省级, 市直
LEVEL = (
    r"(?:中央|国家|自治区|设区市|地级以上市|功能区|开发区|市辖区|特区|区县|县区|市县|市州|乡镇|镇乡|镇街|街镇|街道|社区|省|市|地区|州|盟|区|县|旗"
    r"|自治[州县旗]|旗县|苏木乡镇|乡镇苏木|苏木|嘎查|师市|团场|团镇|乡|镇|街|村|师|团)"
    r"(?:（[^（）]{1,12}）|〔[^〔〕]{1,12}〕)?(?:级|直|属)?"
)
CORPS = rf"(?:兵团)?第[{DIGITS}0-9×]{{1,3}}师|兵团"  # 兵团第八师
_LEVELS = re.compile(rf"{LEVEL}(?:、?{LEVEL})*")  # 市 | 区、县（市）
_EACH_LEVELS = re.compile(rf"各(?:地、?)?{_LEVELS.pattern}|各地")  # 各区 | 各镇、街道 | 各地、州、市
_LAYER = re.compile(  # 县（市）政府, 区人民政府（管委会）: goes on with 各区、
    rf"{LEVEL}(?:{LEVEL})?(?:人民)?(?:政府|行署|行政公署|办事处|街道办事处|党委|党工委)?(?:（[^（）]*）|〔[^〔〕]*〕)?"
)
_ZONE = re.compile(r"(?:开发区|功能区)(?:（[^（）]*）|〔[^〔〕]*〕)?")  # no level of government: 各县区 | 开发区
_TOWNS = re.compile(
    r"(?:[镇乡街村]|苏木|嘎查)(?:道|（.*）|〔.*〕)?$|^(?:[镇乡街村]|苏木|嘎查)"
)  # no higher level follows: 各街道、镇 | 市、区…
_EACH_KIND = re.compile(r".*各(?:委|部|办|局|厅|室|处)(?:、(?:委|部|办|局|厅|室|处|院|会|中心))*")  # 市政府各委、办
_KIND = re.compile(r"(?:委|部|办|局|厅|室|处|院|会|中心|办局)")
_OF_ONE_PLACE = ("政府", "人民政府", "管委会", "办事处")  # 各县（市、区）党委、政府
_PARTY_THEN_GOVERNMENT = re.compile(r"(省|市|区|县|州|旗)委、\1(?:人民)?政府(?:各|有关|相关|直属|所属)")

# How a unit ends (办 of 市文资办, 联 of 市残联, 行 of 人民银行 …)
_ENDINGS = (
    "局|委|办|厅|院|中心|集团|公司|处|队|会|部|室|馆|台|校|社|站|所|署|政府|单位|部门|机构|机关|区|县|州|市|"
    "镇|乡|街道|街|街镇|镇街|村|社区|科|股|组|专班|行|园|联|协|团|大学|中学|小学|海关|企业|厂|网|盟|旗|工委|"
    "处室|科室|院校|高校|学校|各地|地方|省份|厅局|委办局|县（市）|庭|库|段|中队|基地|主体|电力|电信|移动|联通|"
    "铁塔|邮政|烟草|法院|检察院|军分区|人武部|指挥部|总社|师|团场|各级|各方|各市|平台|运营商|窗口|纪委监委|"
    "党委|党组|党工委|支部|人大|团中央|热线|日报|晚报|晨报|都市报|苏木|嘎查|行署|兵团|师市|机场|林场|农场|牧场"
)
_ENDING = re.compile("(?:" + _ENDINGS + ")$")
# 涉农 …, 相关 …, 有关 …; and bodies that are named by what they do to the paper, not by a name
_VAGUE = re.compile(
    r"相关|有关|^各?(?:省|市|区|县)?涉[\u4e00-\u9fff]{1,4}(?:区|县|政府|部门|单位|企业|机构|镇|乡|街道)"
    r"|^各?(?:文件|政策|信息|材料|方案|牵头|规范性文件)*(?:起草|制发|制定|发文|印发|承办|主办|责任|牵头|建设|实施|公开|制作|代建|项目|报送|发布|提供"
    r"|获取|保存|行业|主管|行业主管|业务主管|监管|行业监管)(?:单位|部门|机关|机构|科室|处室|主体)$"
)
# …等, …等部门, …等5个单位, …等公共资源交易监管部门
_AND_OTHERS = re.compile(
    r"(?P<bare>.+?)等(?P<rest>(?:[\u4e00-\u9fffA-Za-z0-9（）〔〕、]*(?:部门|单位|机构|机关|企业|委办局|科室|处室|高校|院校|地区|区县|地|家))?)$"
)
_OTHERS_EXACT = re.compile(r"(?P<bare>.+)等$")
_START = re.compile(
    rf"(?:省|市(?!场|容|政(?!府|务|协|法|数))|区(?!块|域)|县(?!域)|州|旗|盟|自治[区州县旗]|{CORPS}|地区|行署|各|有关|相关|国家|中央|中国|全市|全省|全县|全区|团[省市区县州旗]委"
    r"|涉|其他|驻|属地|本)"
)
_FIELDS = re.compile(r"^[\u4e00-\u9fff、]{2,40}(?<!各)(?<!有关)(?<!相关)部门$")  # 卫生健康部门, 审计等部门
_FIELD = re.compile(rf"(?!各|.*(?:{_ENDINGS})$)[\u4e00-\u9fff]{{2,6}}")  # 教育, 民政, 市发改
_BRACKET = re.compile(f"[{OPENING}{CLOSING}]")
_LONGEST = 80  # characters; what is longer is no name, and is not searched for one
_SENTENCE = re.compile(r"[。！？“”‘’《》〈〉!?%％=＝]|会同|应当|^[\d\W_]+$")


def folded(text: str) -> str:
    """Return the text with one kind of bracket and stop and simplified characters, character for character."""
    return text.translate(_FOLD) if _FOLDABLE.search(text) else text


def bare(text: str) -> str:
    """Return the text without any white space."""
    return "".join(text.split())


def cuts(text: str, stops: str = STOPS, *, blanks: bool = True) -> Iterator[tuple[str, int, int]]:
    """Yield (stop before, start, end) of the pieces between stops that stand outside brackets.

    Text whose brackets do not match is cut as if it had none, so that nothing is swallowed.
    """
    flat = folded(text)
    start, before = 0, ""
    for place, char in _outside_brackets(flat, stops, blanks):
        if flat[start:place].strip():
            yield before, start, place
            before = char
        elif not before.strip():
            before = char
        elif char.strip():  # two stops in a row part for good
            before = "；"
        start = place + 1


def _outside_brackets(flat: str, stops: str, blanks: bool) -> Iterator[tuple[int, str]]:
    """Yield the places of the stops outside brackets, and of one behind the last character."""
    bracketed = any(char in flat for char in OPENING) and _matched(flat)
    depth = 0
    for found in _stop_pattern(stops, blanks).finditer(flat):
        if bracketed:
            depth += (found[0] in OPENING) - (found[0] in CLOSING)
        if not depth and found[1]:
            yield found.start(), found[0]
    yield len(flat), "。"


@cache
def _stop_pattern(stops: str, blanks: bool) -> re.Pattern[str]:
    """Return what finds stops, as its group, and brackets."""
    blank = r"\s" if blanks else ""
    return re.compile(rf"([{re.escape(stops)}{blank}])|[{OPENING}{CLOSING}]")


def _matched(flat: str) -> bool:
    depth = 0
    for found in _BRACKET.finditer(flat):
        depth += 1 if found[0] in OPENING else -1
        if depth < 0:
            return False
    return depth == 0


def split_units(text: str) -> tuple[str, ...]:
    """Return the names of a list as printed, e.g. ``市教委、各区、县（市）政府`` → two names.

    Cut at 、，； and white space. 、 inside a collective name stays; blanks inside a name, as narrow columns make
    them, are closed; 和 and 及 part two names only where both are whole (市文化和旅游局 stays one).
    """
    return tuple(name for name, _ in split_spans(text))


def split_spans(text: str) -> tuple[tuple[str, str], ...]:
    """Return (name, what was dropped as printed twice over a line break) for each name of a list."""
    names: list[str] = []
    doubled: list[str] = []
    stops: list[str] = []
    for before, start, end in cuts(text):
        piece = bare(text[start:end])
        if not names or len(names[-1]) > _LONGEST:
            names.append(piece)
            doubled.append("")
            stops.append(before)
        elif before.isspace() and not _parts(names[-1], piece):
            twice = _twice(names[-1], piece)
            names[-1] += piece[len(twice) :]
            doubled[-1] += twice
        elif before == "、" and _one_name(folded(names[-1]), folded(piece)):
            names[-1] += "、" + piece
        else:
            names.append(piece)
            doubled.append("")
            stops.append(before)
    _share_noun(names, doubled, stops)
    return tuple((part, twice) for name, twice in zip(names, doubled, strict=True) for part in _at_conjunctions(name))


def _share_noun(names: list[str], doubled: list[str], stops: list[str]) -> None:
    """Join 市教育 | 民政 | 卫生健康部门: fields that share the noun at the end are no units by themselves."""
    for place in range(len(names) - 1, 0, -1):
        left, right = names[place - 1], names[place]
        if stops[place] == "、" and _FIELDS.search(right) and not _START.match(right) and _FIELD.fullmatch(left):
            names[place - 1 : place + 1] = [f"{left}、{right}"]
            doubled[place - 1 : place + 1] = [doubled[place - 1] + doubled[place]]
            del stops[place]


def _parts(left: str, right: str) -> bool:
    """Tell whether a blank parts two names (市教委 市民政局) or only lines of one (市人力资源 社会保障局)."""
    if not is_whole(left) or not is_whole(right) or len(right) < 2:
        return False
    if _START.match(right):
        return True
    return len(left) > 2 and len(right) > 2 and not _goes_on(left, right)


def _goes_on(left: str, right: str) -> bool:
    """Tell 市发展改革委 | 员会, 市政府办 | 公室, 市政府 | 办公厅 from two names."""
    if (left[-1], right[0]) in {("委", "员"), ("办", "公"), ("中", "心"), ("大", "队"), ("部", "门"), ("街", "道")}:
        return True
    return left.endswith(("政府", "委", "管委会")) and right.startswith(
        ("办公", "各部门", "法制", "新闻", "研究室", "督查")
    )


def _twice(left: str, right: str) -> str:
    """Return what a line break printed twice: 市人力资源和社会保障 | 保障局 → 保障."""
    longest = 0 if is_whole(left) else min(len(left) - 1, len(right) - 1, 6)
    return next((right[:n] for n in range(longest, 1, -1) if left.endswith(right[:n])), "")


def _one_name(left: str, right: str) -> bool:
    """Tell whether the 、 between two pieces belongs to one name (各区、县（市）政府; 市、区行政复议主管部门)."""
    if _ZONE.fullmatch(left) or (_ZONE.fullmatch(right) and _EACH_LEVELS.fullmatch(left)):
        return False
    if _LEVELS.fullmatch(left):
        return not right.startswith("各")
    if _EACH_LEVELS.fullmatch(left):
        return bool(_LAYER.fullmatch(right)) and not (_TOWNS.search(left) and not _TOWNS.match(right))
    if _EACH_KIND.fullmatch(left) and _KIND.fullmatch(right):
        return True
    if left.startswith("各") and left.endswith(("党委", "党工委")) and right in _OF_ONE_PLACE:
        return True
    return bool(_PARTY_THEN_GOVERNMENT.match(f"{left}、{right}"))


def _at_conjunctions(name: str) -> list[str]:
    """Part 各区政府和市政府有关部门, 市财政局及相关单位; leave 市文化和旅游局, 市财政局及其所属单位 alone."""
    flat = folded(name)
    for found in re.finditer(r"以及|及|和|与|/", flat[:_LONGEST]):
        left, right = flat[: found.start()], flat[found.end() :]
        begins = _START.match(right) or (found[0] == "/" and is_whole(right.partition("/")[0]))
        if _balanced(left) and is_whole(left) and begins and is_whole(right):
            return [name[: found.start()], *_at_conjunctions(name[found.end() :])]
    return [name]


def _balanced(flat: str) -> bool:
    return _matched(flat)


def is_whole(name: str) -> bool:
    """Tell whether a name ends as units end, e.g. 市教委, 各区县（市）政府, 市民政局等部门; 市文化 does not."""
    return _is_whole(name[-4 * _LONGEST :])


@lru_cache(maxsize=2048)  # the same units stand in item after item
def _is_whole(end: str) -> bool:
    flat = folded(bare(end))
    while (shorter := re.sub(r"(?:（[^（）]*）|〔[^〔〕]*〕)$", "", flat)) != flat and shorter:
        flat = shorter
    return len(flat) > 1 and bool(_ENDING.search(open_end(flat) or flat))


def is_unit_like(name: str) -> bool:
    """Tell whether a piece of text can be the name of a unit at all (a remark or a sentence is not)."""
    flat = folded(bare(name))
    return 2 <= len(flat) <= 45 and not _SENTENCE.search(flat) and is_whole(flat)


_NO_NAME = re.compile(  # 以下均需各区落实, 市教委要按月公开
    r"[，。；：！？“”‘’《》*★▲]|(?:负责|牵头|配合|落实|完成|推进|确保|加强|做好|抓好|开展|建立|按照|按职责)(?!.{0,4}(?:单位|部门|中心|办|局|组|公司)$)"
    r"|[均都皆]|不再|不得|要求|以下|上述|[需须要应](?!急)|[0-9]{1,4}[年月日%]"
)
_LONGEST_LIKELY = 30  # characters; the longest name of the real plans has 22


def is_unlikely(name: str) -> bool:
    """Tell whether a name that no directory knows does not look like a body: by its end, its length, its words."""
    flat = folded(bare(name))
    head = _unbracketed(flat)
    whole = is_whole(flat) or is_open(flat) or open_end(flat) is not None
    return not whole or len(head) > _LONGEST_LIKELY or bool(_NO_NAME.search(head))


_GLUED = re.compile(  # 市财政局|市发改委: a body of a level behind a body of the same level; 市公安局市中分局 is one
    r"(?P<level>[省市县区州旗盟])(?!委(?:[省市县区州旗盟]|$))[\u4e00-\u9fff]{2,12}?(?:局|厅|办|中心|公司|集团|委|院|队|协会)"
    r"(?P=level)(?!场|直|级|属|中)[\u4e00-\u9fff]{2,14}(?<!分)(?:局|厅|办|中心|公司|集团|委|院|队|协会)"
)


def is_glued(name: str) -> bool:
    """Tell two names between which the stop is lacking, so far as their words show it: 市财政局市发改委."""
    return bool(_GLUED.fullmatch(folded(bare(name))))


_SHARED_END = re.compile(  # 青坪、石塘、双河镇政府
    r"(?:[^、]{0,4}?(?:省|市|州|盟|区|县|旗))?[\u3400-\u9fff]{1,5}?(?P<end>(?:镇|乡|街道|苏木|区|县|市|旗)(?:人民)?政府|(?:街道|镇|乡)?办事处|街道办?|镇|乡|村|社区|苏木"
    r"|嘎查|管委会|林场|农场|牧场|派出所|团场|师)"
)
_BARE_PLACE = re.compile(r"(?!各|有关|相关|其他)[\u3400-\u9fff]{2,4}")


def shared_endings(names: Sequence[str]) -> dict[str, str]:
    """Return {printed: full} for bare places that share the ending of a later name: 青坪 → 青坪镇政府."""
    full: dict[str, str] = {}
    end = ""
    for name in reversed(names):
        flat = folded(bare(name))
        if found := _SHARED_END.fullmatch(flat):
            end = found["end"]
        elif end and _BARE_PLACE.fullmatch(flat) and not is_whole(flat):
            full[name] = name + end
        else:
            end = ""
    return full


def open_end(name: str) -> str | None:
    """Return the name before an open end: 市民政局等部门 → 市民政局; ``None`` if it has none (市中等职业学校)."""
    plain = bare(name)
    return _open_end(plain) if len(plain) <= _LONGEST else None


@lru_cache(maxsize=2048)
def _open_end(plain: str) -> str | None:
    flat = folded(plain)
    found = _AND_OTHERS.match(flat) or _OTHERS_EXACT.match(flat)
    if found is None or len(found["bare"]) < 2:
        return None
    if not _ENDING.search(_unbracketed(found["bare"])) and "、" not in found["bare"]:  # 发改、财政等部门 is open too
        return None
    return plain[: len(found["bare"])]


def _unbracketed(flat: str) -> str:
    return re.sub(r"(?:（[^（）]*）|〔[^〔〕]*〕)$", "", flat) or flat


def is_open(name: str) -> bool:
    """Tell whether a name leaves the units to the reader: 相关单位, 市直有关单位, 文件起草单位, 涉农区县政府."""
    return open_end(name) is None and bool(_VAGUE.search(_unbracketed(folded(bare(name)))))


def is_collective(name: str) -> bool:
    """Tell whether a name stands for several units by class: 各区政府, 区县（市）政府, 市政府各部门, 各科室."""
    flat = folded(bare(name))
    if is_open(name) or not is_whole(flat):
        return False
    return "各" in flat or is_layered(flat)


def is_layered(name: str) -> bool:
    """Tell a layer named without 各: 区县（市）政府, 县（市、区）政府, 镇（街）; 市政府 alone is one unit."""
    found = _LAYER.fullmatch(folded(bare(name)))
    return found is not None and bool(re.match(rf"(?:{_TWO_LEVELS})", folded(bare(name))))


_TWO_LEVELS = (
    r"(?:区县|县区|市县|市州|旗县|盟市|乡镇|镇街|街镇|苏木乡镇)|(?:省|市|州|盟|区|县|旗|乡|镇|街|街道)(?:（[^（）]+）|〔[^〔〕]+〕)"
    r"|(?:区|县|镇|乡)(?:县|市|旗|街)"
)


def is_level(name: str) -> bool:
    """Tell bare levels, which are no unit by themselves: 市, 市、区, 县（市）."""
    return bool(_LEVELS.fullmatch(folded(bare(name))))


def starts_named(name: str) -> bool:
    """Tell whether a name begins as full names and collective names do (市…, 各…, 有关…), not as short forms."""
    return bool(_START.match(folded(bare(name))))


_NAME = r"[\u4e00-\u9fff]{2,8}?(?:[\u4e00-\u9fff]{0,8}?自治[区州县旗]|地区|省|市|区|县|州|旗|盟)"
# 云州市人民政府办公室, 上海市黄浦区政府
_BY_ISSUER = re.compile(
    rf"(?P<place>(?:{_NAME}){{1,3}}?)(?=人民政府|政府|行政公署|行署|管理?委员?会|委员会办公|委办公|政务公开|政务服务)"
)
# 云州市2026年政务公开工作要点, 2022年上海市政务公开工作要点
_BY_TITLE = re.compile(
    rf"(?:关于印发|印发|《)?(?:\d{{4}}年度?)?(?P<place>(?:{_NAME}){{1,3}}?)(?=\d{{4}}年|政务公开|人民政府|行政公署|行署)"
)
_SIGN = re.compile(r"(?:自治[区州县旗]|地区|[省市区县州旗盟])$")
_PARTS = re.compile(_NAME)


def place_of(issuer: str, title: str) -> str:
    """Return the place that a plan's issuer or else its title names; empty where neither does (国务院办公厅)."""
    found = _BY_ISSUER.match(issuer.strip()) or _BY_TITLE.match(title.strip())
    return found["place"] if found else ""


def is_another(place: str, own: str) -> bool:
    """Tell whether a paper is of another place of the same level: 沈阳市 for 上海市, not 江苏省 for 南京市."""
    if not place or not own or _SIGN.search(place) is None or _last(place) == _last(own):
        return False
    return place[-1] == own[-1]


def own_place(papers: Iterable[tuple[str, str]]) -> str:
    """Return the place of an office by (issuer, title) of what it keeps: the first of the lowest level."""
    found = [place for issuer, title in papers if (place := place_of(issuer, title))]
    return min(found, key=_level, default="")


def without_place(name: str, place: str) -> str:
    """Return a name without the proper name of its place: 上海市教育委员会 → 市教育委员会; else as it is."""
    for head in (place, _last(place)):
        if head and name.startswith(head) and len(name) > len(head):
            return head[-1] + name[len(head) :]
    return name


def _last(place: str) -> str:
    """Return the lowest part of a place: 上海市黄浦区 → 黄浦区."""
    parts = _PARTS.findall(place)
    return parts[-1] if parts else ""


def _level(place: str) -> int:
    return "县区旗市州盟省".find(place[-1]) if place[-1] in "县区旗市州盟省" else 9
