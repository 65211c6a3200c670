"""Words by which an official paper (公文) shows what its lines are: titles, numbers, signatures, imprint, preamble.

Every test takes a cleaned line. Seen in plans and letters of provinces, cities, counties and departments. The second
half tells what sets nobody a task: what a paper says of itself, and what a web page prints under the article. There a
sentence must speak of the paper (本办法, 以上政策) or of nothing but its force: «9月底前印发施行» is work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.plan import Level
from gongkai_desk.words.lexicon import COLONS, DIGITS, TO
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
    r"(?:您?(?:现在|当前)?(?:的|所在的?)*位置|首页)\s*[:：>›»＞].*|.+[>›»＞].+[>›»＞].+"
    r"|[>›»＞]\s*[\u4e00-\u9fff].{1,30}"  # 首页 > 政务公开 > 政策文件, its first step on another line
)
_BYLINE = (  # 本报记者 李明 通讯员 王芳, 文/图 记者 张三
    r"(?:文[/|｜]?图?)?(?:(?:[\u4e00-\u9fff]{0,6}[报网台社媒端体])?(?:全媒体|融媒体?|首席|见习|特约|实习)*(?:记者|通讯员|实习生)[:：/]?"
    r"[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3}){0,3}){1,3}"
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
    r"^(?:国务院|中共中央)$|^[\u4e00-\u9fff（）()·\s]{4,40}(?:厅|办|办公室|政府|局|委|委员会|领导小组|小组|处|中心|院|督[查办]室|研究室|管委会|部|署|总社|公司|机关)$"
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
_GLUED_PREAMBLE = re.compile(  # the same with its text behind it on one line, where line breaks were lost
    "(?:总体要求|指导思想|基本原则|适用范围|总体目标|有关概念|支持对象|总体思路)(?!责任|考核|管理|分解|[和与及、的，。])\\S{6,}"
)
_LAST_PARTS = re.compile(  # with which a plan ends, often without a number
    "(?:附则|其[他它](?:事项|要求|规定)?|(?:有关|相关|工作|几点|具体)要求|(?:工作|组织|支撑|要素)?保障(?:措施|机制)?|保障和?监督|组织(?:领导|实施|推进|保障)|监督(?:管理|检查|考核)|督查考核|政策支持|资金保障"
    "|实施保障|推进措施|责任追究)(?:[和与及、].{2,6})?"
)
_ASIDE = re.compile(  # lines that belong to no task and to nobody's surprise
    rf"[（(]此[件文].{{0,12}}[)）]|附件[：:\d{DIGITS}]*.{{0,40}}|抄送.*|主送.*|[（(]?联系(?:人|电话|方式).*|.*印发(?:[（(]共印.*)?|公开(?:方式|属性|类别)[{COLONS}].*"
    rf"|(?:发件人|收件人|抄送人?|密送|主题|发送时间|From|To|Cc|Subject|Date)[{COLONS}].*"
    rf"|(?:参会|出席|列席|参加|记录|整理)(?:会议|人员|单位|人)?[{COLONS}].*|{_CRUMBS}|{_BYLINE}|扫.{{0,6}}码.*|关注我们|打印本页|关闭窗口|分享到.*|责任编辑.*|上一篇.*|下一篇.*|来源[{COLONS}].*|浏览次数.*|[-—]*\s*完\s*[-—]*"
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
    """Return the year that a title names, the first of several (2026—2028年)."""
    found = years_in(line)
    return found[0] if found else None


_YEARS = re.compile(rf"(?<!\d)(?P<first>(?:19|20)\d{{2}})年?(?:{TO}|～|－|―)+(?P<last>(?:19|20)\d{{2}})(?=年)")


def years_in(line: str) -> tuple[int, int] | None:
    """Return the first and the last year that a title names, twice the same where it names one."""
    if span := _YEARS.search(line):
        return int(span["first"]), int(span["last"])
    found = _YEAR.search(line)
    return (int(found[1]), int(found[1])) if found else None


_YEAR_LINE = re.compile(  # «（2026年4月）» under a title, «2025年3月20日，副县长主持召开…», «2023年是…»
    rf"[（(]?(?P<alone>(?:19|20)\d{{2}})年度?(?:\d{{1,2}}月(?:[0-9{DIGITS}]{{1,3}}日)?)?[)）]?$"
    r"|(?P<held>(?:19|20)\d{2})年\d{1,2}月\d{1,2}日(?:[上下]午|晚)?，[^。]{2,40}(?:召开|主持)|(?P<of>(?:19|20)\d{2})年是"
)


def year_of_line(line: str) -> int | None:
    """Return the year that a line before the tasks says, where no title names one: （2026年4月）."""
    found = _YEAR_LINE.match(line)
    return int(found[found.lastgroup or 0]) if found else None


_SUBJECT = re.compile(rf"(?:主题|标题|Subject)[{COLONS}]\s*(?:(?:转发|回复|Fwd?|Re)[{COLONS}]\s*)*(?P<name>.{{4,60}})")


def subject_in(line: str) -> str | None:
    """Return what a mail is about, from its line 主题：转发：X → X."""
    found = _SUBJECT.fullmatch(line)
    return found["name"] if found else None


def is_other_paper(title: str, text: str) -> bool:
    """Return whether a paper is by its title or its two parties (甲方, 乙方) a contract, a letter or a speech."""
    named = _OTHER.search(re.sub(r"[（(〔][^（）()]*[)）〕]$", "", title.strip("《》 ")))
    sends = re.search("印发|转发|下发|征求", title)
    parties = {found.lastindex for found in _PARTIES.finditer(text)}
    return bool(named and not sends) or len(parties) > 1


def is_preamble(heading: str) -> bool:
    """Return whether a heading opens a section that states no task: 总体要求, 指导思想, 工作目标."""
    return bool(_GLUED_PREAMBLE.match(heading)) or bool(
        _PREAMBLE.fullmatch(re.split(f"[{COLONS}]", heading.strip("。：: "))[0])
    )


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


# --------------------------------------------------------------------------- what sets nobody a task

_SELF = (  # 本办法, 以上政策, 本实施方案
    r"(?:本|以上|上述)(?:实施|工作|行动|若干|管理|暂行)?"
    r"(?:办法|方案|通知|意见|措施|规定|细则|政策|要点|计划|文件|条例|规程|制度|清单|举措|条款|规则|指南|决定|规划|要求|标准){1,2}"
)
_FORCE = "施行|实施|生效|执行|试行"
_FROM = rf"(?:自|从|于)[^，。；]{{2,24}}?(?:起|之?日)(?:正式|开始)?(?:{_FORCE})(?=[，；]|$)"  # 自2026年7月1日起施行
_STATES = re.compile(  # one sentence without its stop
    rf"{_SELF}(?:中)?(?:所)?(?:称|指|适用|所述)|{_SELF}中?[^，。]{{2,20}}(?:，)?是指"
    rf"|(?:{_SELF})?[^，。]{{0,4}}{_FROM}"
    rf"|{_SELF}[^。]{{0,20}}(?:有效期|有效|{_FROM}|于[^，。]{{4,14}}(?:{_FORCE})|解释|废止|截止)"
    rf"|(?:{_SELF})?有效期(?:限)?(?:为|至|到|自|[{COLONS}0-9一二三五])"
    rf"|(?:{_SELF}|条文|具体|最终解释权|解释权)?(?:内容|条款)?(?:由|归)[^，。；]{{2,40}}?(?:负责|进行|共同)?(?:负责)?解释"
    r"|(?:此前|以前|原|凡|之前)[^。]{0,60}(?:不一致的?|同时废止|自行废止|即行废止|为准)"
    r"|(?:国家|上级|法律)[^。]{0,30}另有规定的"
    rf"|{_SELF}与[^。]{{0,30}}(?:重复|重叠|交叉|不一致|抵触)的?[，,]|未尽事宜"
    r"|现?(?:面?向社会|公开|广泛|再次)*(?:公开)?(?:征求|征集)(?:社会|公众|群众|各方)*意见[^。]*(?:可于|可以|可通过|请于|请将|截止|日前)"
    rf"|(?:公开)?(?:征求|征集)意见(?:的)?(?:起止|时间|日期|期限|期|截止)+[^。]{{0,6}}[{COLONS}为自至]"
    r"|(?:如有|如对|欢迎|请|公众|社会各界|有关单位和个人|意见)[^。]{0,40}(?:意见|建议)?[^。]{0,30}\d+月\d+日[^。]{0,30}(?:反馈|反映|提交|提出|发送|寄|邮箱)"
    r"|[\u4e00-\u9fff]{4,24}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:公布|发布|公开征求意见)"
    r"|为了?[^。]{4,200}(?:制定|提出)(?:本|以下|如下)[^，。]{0,12}$"
)
_OF_OPINIONS = re.compile("意见|建议")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?")

_LINKS = "相关(?:文档|文件|附件|链接|阅读|文章|新闻|稿件|解读|信息|政策)"
_FILES = "(?:附件|原文|文件|文档)(?:下载|列表)"
_KEY = re.compile(  # words with which such a line, or a part of it, begins
    r"[【\[［（(]?(?:(?:责任编辑|编辑|审核|校对|作者|(?:信息|文章|稿件|新闻)?来源|发布(?:时间|日期|机构|单位)"
    rf"|(?:浏览|点击|阅读)(?:次数|量|数|率)?|访问量|字[号体]|政策解读|[上下]一?[篇条])[{COLONS}]"
    r"|扫一扫|扫[^。扫]{0,8}?码|手机(?:上)?打开|关注我们|(?:打印|关闭|收藏)(?:本页|此页|正文|窗口|页面|本文)"
    rf"|[打关](?:印|闭)(?=[】\]］）)])|分享[到至]?[{COLONS}]?|{_FILES}[{COLONS}]?|{_LINKS}[{COLONS}]?"
    r"|返回(?:顶部|首页|列表|上页)|(?:我要)?纠错|版权所有|网站地图)"
)
_HEADS = re.compile(rf"{_FILES}|{_LINKS}[{COLONS}]?$|[上下]一?[篇条][{COLONS}]")
_SURE = re.compile(  # those that no sentence of work holds
    rf"[【\[［（(]?(?:扫一扫|打印本页|关闭(?:窗口|本页)|责任编辑[{COLONS}]|分享[到至]|手机(?:上)?打开"
    rf"|(?:信息|文章|稿件)来源[{COLONS}]|浏览次数[{COLONS}]|[上下]一篇[{COLONS}])"
)
_FILL = re.compile(
    r"[】\]］）)\s|｜/·，、。大中小无]*(?:微信|微博|新浪微博|QQ空间|QQ好友|QQ|朋友圈|更多|[】\]］）)\s])*"
)
_STOPS = "。；！？\n"
_LONGEST = 400  # characters of such a tail on one line
_VALUE, _REST = 80, 16  # characters behind a word with a colon, behind another


def states_no_task(text: str) -> bool:
    """Return whether every sentence says only whom a paper is for, what its words mean, or how long it holds."""
    sentences = [found[0].strip(" \n。！？；") for found in _SENTENCE.finditer(text)]
    sentences = [sentence for sentence in sentences if sentence]
    return bool(sentences) and all(map(_states_nothing, sentences))


def _states_nothing(sentence: str) -> bool:
    found = _STATES.match(sentence)
    if not found:
        return False
    asks = found[0].startswith(("如", "欢", "请", "公众", "社会", "有关", "意见"))
    return not asks or bool(_OF_OPINIONS.search(sentence))


def closing_at(text: str) -> int:
    """Return where the sentences begin that close a text and state no task; its length where none do."""
    begin = len(text)
    for found in reversed(list(_SENTENCE.finditer(text))):
        if not states_no_task(found[0]):
            break
        begin = found.start()
    return begin


def page_tail_at(text: str) -> int:
    """Return where in a line begins what a web page prints below its article; its length where nothing does.

    Inside a line (…长期坚持信息来源：云州市商务局打印本页) only what no sentence holds begins it.
    """
    begin = max(text.rfind(stop, 0, max(len(text) - 1, 0)) for stop in _STOPS) + 1
    keys = list(_KEY.finditer(text, max(begin, len(text) - _LONGEST)))
    for at, key in enumerate(keys):
        if (key.start() == begin or _SURE.match(key[0])) and _are_all(text, keys[at:]):
            return keys[at - 1].start() if at and _goes_with(keys[at - 1], key) else key.start()
    return len(text)


def _are_all(text: str, keys: Sequence[re.Match[str]]) -> bool:
    """Return whether nothing but such words and their values stands from the first of them to the end of the line."""
    ends = [*(key.start() for key in keys[1:]), len(text)]
    return all(_is_value(key[0], text[key.end() : end]) for key, end in zip(keys, ends, strict=True))


def _is_value(key: str, value: str) -> bool:
    if key[-1] in COLONS:
        return len(value) <= _VALUE
    return (bool(_SURE.match(key)) and len(value) <= _REST) or bool(_FILL.fullmatch(value))


def _goes_with(before: re.Match[str], key: re.Match[str]) -> bool:
    """Return whether a label before a sure word is of the tail too: 来源：云州市民政局责任编辑：李四."""
    return before[0][-1] in COLONS and key.start() - before.end() <= _REST


def is_page_tail(line: str) -> bool:
    """Return whether a whole line is of what a web page prints below its article: 打印本页　关闭窗口."""
    return bool(line) and page_tail_at(line) == 0


def opens_page_tail(line: str) -> bool:
    """Return whether the lines below belong to what a page prints under its article: 相关文档, 附件下载：."""
    return is_page_tail(line) and bool(_HEADS.search(line))
