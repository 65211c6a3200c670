"""Words by which an official paper (公文) shows what its lines are: titles, numbers, signatures, imprint, preamble.

Every test takes a cleaned line. Seen in plans and letters of provinces, cities, counties and departments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.plan import Level
from gongkai_desk.words.asides import is_page_tail, states_no_task
from gongkai_desk.words.lexicon import COLONS, DIGITS
from gongkai_desk.words.whole_dates import read_date

_KINDS = (  # what a paper that holds tasks calls itself
    "工作要点|要点|任务分解表|分解表|任务分工表|分工表|任务分工|分工方案|任务清单|责任清单|工作清单|任务表|工作台账|台账|工作安排"
    "|实施方案|工作方案|行动方案|行动计划|工作计划|推进方案|落实方案|重点任务|重点工作|任务分解|工作任务|实施意见|若干措施|工作措施"
)
_TITLE = re.compile(
    rf"(?P<name>[^。；！？]*?(?:{_KINDS}))(?:[（(〔][^（）()]{{0,12}}[)）〕])?"
)  # «2026年××县政务公开工作要点（征求意见稿）»
_ANNEX_WORD = re.compile(
    r"(?:工作)?(?:重点)?(?:任务)?(?:分解|分工)(?:表|方案|清单)?$|任务(?:清单|表)$|责任清单$|(?:工作)?台账$"
)
_LETTER = re.compile(r"关于(?:印发|转发|下发|发布|公布|做好|报送|开展)|的?(?:通知|函|报告|意见|批复)$")
_QUOTED = re.compile(r"(?:印发|转发|下发|发布|公布)\s*[《〈](.+)[》〉]\s*的(?:通知|函)")
_BARE = re.compile(r"(?:印发|转发|下发|发布|公布)\s*(?![《〈])(.+?)的(?:通知|函)$")
_HEADLINE = re.compile(r"(?:印发|转发|发布|公布|出台)\s*《(.+)》$")  # of a web page: 云州市印发《…若干意见》
_PAPER = re.compile(  # «云州市人民政府关于加快推进…转型升级的指导意见»
    r"[^。；：！？]{0,40}关于[^。；：！？]{2,80}(?:意见|措施|办法|规定|决定|规划|方案|要点|政策|举措|行动|计划|清单|安排|细则|二?十?[一二三四五六七八九]?条)"
    r"(?:[（(〔][^（）()]{0,12}[)）〕])?》?"
)
_KIND_ONLY = re.compile(
    rf"(?:{_KINDS}|任务|重点|工作|责任|分解|分工|落实|推进|实施|方案|清单|细则|[和及与、])+"
)  # 任务分解和责任分工方案
_CRUMBS = (
    r"(?:您?(?:现在|当前)?(?:的|所在的?)*位置|首页)\s*[:：>›»＞].*|.+[>›»＞].+[>›»＞].+"  # 首页 > 政务公开 > 政策文件
)
_SENDER = re.compile(r"^(.{4,40}?)关于")
_DOC_NO = re.compile(
    r"[\u4e00-\u9fff]{1,16}[〔\[［（(]\s?(?:19|20)\d{2}\s?[)）］\]〕]\s?(?:第)?\d{1,5}号"
)  # 京政办发〔2016〕26号
# the information table of a web page
_DOC_NO_LABEL = re.compile(rf"^(?:发文字号|文件?号|文件编号|发文号)[{COLONS}]\s*")
_SIGNED = re.compile(r"([\u4e00-\u9fff（）]{4,40})((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)")  # name and date on one line
_IMPRINT = re.compile(
    rf"^(?P<who>[^，。：]*?)[\s　]*(?P<day>[0-9〇○零{DIGITS}]{{2,4}}年\S{{1,3}}月\S{{1,3}}日)\s*印发"
)  # 上海市人民政府办公厅2022年2月23日印发
_MASTHEAD = re.compile(r"^([\u4e00-\u9fff（）]{4,30}?)文件(?:[〔（].*)?$")  # 沈阳市政务公开领导小组文件
_SIGNER = re.compile(
    r"^(?:国务院|中共中央)$|^[\u4e00-\u9fff（）()·\s]{4,40}(?:厅|办|办公室|政府|局|委|委员会|领导小组|小组|处|中心|院|管委会|部|署|总社|公司|机关)$"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|年度)")
_SAYS_OF_ITSELF = (  # what a paper says of itself: whom it is for, what its words mean, how long it holds
    "(?:适用|支持|实施|扶持|奖励|补助|补贴|申报|服务|覆盖|政策)(?:范围|对象|主体)|(?:有关|相关|基本|主要)?概念(?:界定|说明)?|名词解释|术语(?:和定义|解释|定义)?|定义"
    "|(?:施行|生效|执行)(?:说明|时间|日期|期限)|实施(?:日期|期限)|(?:政策)?有效期限?|政策期限|(?:最终)?解释(?:权|机关|部门|单位)"
    "|(?:公开)?征求意见(?:的)?(?:起止)?(?:时间|日期|期限)|意见反馈(?:方式|渠道|途径)?|起草说明|编制说明"
)
_PREAMBLE = re.compile(  # headings of sections that state no task
    rf"(?:总体|指导|基本)?(?:总则|附则|总体要求|指导思想|基本原则|工作原则|指导原则|总体思路|工作思路|总体部署|目标任务|目标要求|工作背景"
    rf"|背景依据|制定依据|编制依据|工作依据|起草背景|[\u4e00-\u9fff]{{0,4}}目标|{_SAYS_OF_ITSELF})(?:[和与及、].{{2,6}})?"
)
_LAST_PARTS = re.compile(  # with which a plan ends, often without a number
    "(?:附则|其[他它](?:事项|要求|规定)?|(?:有关|相关|工作|几点|具体)要求|(?:工作|组织|支撑|要素)?保障(?:措施|机制)?|保障和?监督|组织(?:领导|实施|推进|保障)|监督(?:管理|检查|考核)|督查考核|政策支持|资金保障"
    "|实施保障|推进措施|责任追究)(?:[和与及、].{2,6})?"
)
_ASIDE = re.compile(  # lines that belong to no task and to nobody's surprise
    rf"[（(]此[件文].{{0,12}}[)）]|附件[：:\d{DIGITS}]*.{{0,40}}|抄送.*|主送.*|[（(]?联系(?:人|电话|方式).*|.*印发(?:[（(]共印.*)?|公开(?:方式|属性|类别)[{COLONS}].*"
    rf"|{_CRUMBS}|扫.{{0,6}}码.*|关注我们|打印本页|关闭窗口|分享到.*|责任编辑.*|上一篇.*|下一篇.*|来源[{COLONS}].*|浏览次数.*|[-—]*\s*完\s*[-—]*"
)
_OTHER = re.compile(  # titles of papers that set nobody a task: …服务合同, …的函, 在…会上的讲话
    r"(?:合同|协议)(?:书|文本|范本)?$|(?<!印发)(?:复|便)?函$|(?:邀请|感谢|公开|慰问|表扬)信$|讲话(?:稿|提纲)?$|致辞$|发言(?:稿|提纲)?$"
    r"|章程$|简历$|(?:申请|说明|委托|承诺|倡议)书$|(?:召开|举办|举行|参加).*(?:会|会议|论坛|培训班?|活动|讲座)的?通知$"
)
_PARTIES = re.compile(r"(甲\s*方)|(乙\s*方)")
_SENDS = re.compile(r"(?:印发|转发|下发|发布)给?你们")  # 现印发给你们，请认真贯彻落实
_ADDRESS = re.compile(rf"^[^。；]{{2,200}}[{COLONS}]$")


def is_plan_title(line: str) -> bool:
    """Return whether a line is the title of a plan or a breakdown table, not of a letter."""
    line = line.replace("\n", "")
    if len(line) > 70 or len(line) < 4 or (_LETTER.search(line) and not _TITLE.fullmatch(line)):
        return False
    return bool(_TITLE.fullmatch(line)) and not line.startswith(("附件", "《", "关于")) and "：" not in line


def is_letter_title(line: str) -> bool:
    """Return whether a line is the title of a letter: …关于印发…的通知."""
    return len(line) <= 120 and bool(re.search(r"关于.+的?(?:通知|函|报告|批复)》?$", line))


def is_paper_title(line: str) -> bool:
    """Return whether a line is the title of a paper that names its kind: 国务院关于…的指导意见, 云州市印发《…》."""
    line = line.replace("\n", "")
    return len(line) <= 120 and bool(_PAPER.fullmatch(line) or _HEADLINE.search(line))


def is_kind_of_plan(line: str) -> bool:
    """Return whether a line says only of what kind a plan is, as the last line of a title does: 任务分解表."""
    return len(line) <= 20 and bool(_KIND_ONLY.fullmatch(line))


def base_title(title: str) -> str:
    """Return a title without the word that makes it an annex: …工作要点任务分解表 → …工作要点."""
    return _ANNEX_WORD.sub("", re.sub(r"[（(〔][^（）()]*[)）〕]$", "", title)) or title


def title_in_letter(line: str) -> str | None:
    """Return the title of what a letter sends: 关于印发《X》的通知 → X."""
    found = _QUOTED.search(line) or _BARE.search(line) or _HEADLINE.search(line)
    return found.group(1).strip() if found else None


def sender_in_title(line: str) -> str | None:
    """Return who sends a letter, from its title: X关于印发…的通知 → X."""
    found = _SENDER.match(line.lstrip("《")) if is_letter_title(line) else None
    return found.group(1) if found else None


def doc_no_in(line: str) -> str | None:
    """Return the document number (发文字号) of a line that is one, or that begins with one: 京政办发〔2016〕26号."""
    line = _DOC_NO_LABEL.sub("", line)
    found = _DOC_NO.match(line)
    if not found:
        return None
    rest = line[found.end() :]
    alone = not rest.strip() or rest.lstrip().startswith(("《", "签发")) or is_letter_title(rest)
    return re.sub(r"\s", "", found.group()) if alone else None


@dataclass(frozen=True, slots=True)
class Imprint:
    """The last line of a paper: who printed it and when."""

    issuer: str
    day: date


def imprint_in(line: str) -> Imprint | None:
    """Read an imprint line: 上海市人民政府办公厅 2022年2月23日印发."""
    found = _IMPRINT.search(line)
    day = read_date(found["day"]) if found else None
    return Imprint(found["who"].strip(), day) if found and day else None


def masthead_in(line: str) -> str | None:
    """Return the issuer of a masthead line: 沈阳市政务公开领导小组文件."""
    found = _MASTHEAD.match(line)
    return found.group(1) if found else None


def is_signer(line: str) -> bool:
    """Return whether a line may be the signature under a letter: the name of a body and nothing else."""
    return bool(_SIGNER.match(line))


def signature_in(line: str) -> tuple[str, date] | None:
    """Read a signature whose name and date share a line: 云州市人民政府办公室　　2026年3月5日."""
    found = _SIGNED.fullmatch(line)
    day = read_date(found[2]) if found and is_signer(found[1]) else None
    return (found[1], day) if found and day else None


def year_in(line: str) -> int | None:
    """Return the year that a title names."""
    found = _YEAR.search(line)
    return int(found.group(1)) if found else None


def is_other_paper(title: str, text: str) -> bool:
    """Return whether a paper is by its title or its two parties (甲方, 乙方) a contract, a letter or a speech."""
    named = _OTHER.search(re.sub(r"[（(〔][^（）()]*[)）〕]$", "", title.strip("《》 ")))
    sends = re.search("印发|转发|下发|征求", title)
    parties = {found.lastindex for found in _PARTIES.finditer(text)}
    return bool(named and not sends) or len(parties) > 1


def is_preamble(heading: str) -> bool:
    """Return whether a heading opens a section that states no task: 总体要求, 指导思想, 工作目标."""
    return bool(_PREAMBLE.fullmatch(re.split(f"[{COLONS}]", heading.strip("。：: "))[0]))


def is_last_part(line: str) -> bool:
    """Return whether a line is the heading of a part with which plans end: 组织保障, 其他事项, 附则."""
    return bool(_LAST_PARTS.fullmatch(line.strip("：: ")))


def is_aside(line: str) -> bool:
    """Return whether a line belongs to no task by its nature: （此件公开发布）, 附件：…, 抄送：…, links of a page."""
    line = line.strip()
    return bool(_ASIDE.fullmatch(line)) or is_page_tail(line) or states_no_task(line)


def is_formal(line: str) -> bool:
    """Return whether a line belongs to the letter round a plan and not to its tasks: number, title, address, date."""
    line = line.strip()
    day = len(line) <= 20 and read_date(line) is not None
    letter = bool(doc_no_in(line)) or is_letter_title(line) or masthead_in(line) is not None
    return day or letter or is_aside(line) or is_address(line) or is_signer(line) or bool(_SENDS.search(line))


def is_address(line: str) -> bool:
    """Return whether a line names those a letter is sent to: 各区人民政府，市政府各部门：."""
    return bool(_ADDRESS.match(line)) and bool(re.search(r"各|有关|直属", line[:60]))


def level_of(issuer: str, title: str = "") -> Level | None:
    """Return who issued a plan, from the name of the body: 沈阳市政务公开领导小组 → 市."""
    name = re.sub(r"^\d{4}年度?", "", issuer or title)
    if re.match(r"国务院|中共中央|全国|国家", name):
        return Level.STATE
    if re.match(r"[\u4e00-\u9fff]{2,8}(?:省|自治区)|(?:北京|上海|天津|重庆)市(?:人民政府|政府|委|政务|$|\d)", name):
        return (
            Level.PROVINCE
            if not re.search(r"[市县区](?:人民)?政府", re.sub(r"^[\u4e00-\u9fff]{1,8}?(?:省|自治区|市)", "", name))
            else Level.COUNTY
        )
    if re.match(r"[\u4e00-\u9fff]{2,8}?(?:市|州|盟)[\u4e00-\u9fff]{1,8}?[县区旗](?:人民|政府|政务|委)", name):
        return Level.COUNTY
    if re.search(r"(?:(?<!办公)厅|局|委员会)(?:办公室)?(?=$|(?:19|20)\d{2}年)", name):
        return Level.DEPARTMENT
    if re.match(r"[\u4e00-\u9fff]{2,10}?(?:县|区|旗)(?:人民|政府|政务|委|$|\d)", name):
        return Level.COUNTY
    if re.match(r"[\u4e00-\u9fff]{2,10}?(?:市|州|盟)(?:人民|政府|政务|委|$|\d)", name):
        return Level.CITY
    return None
