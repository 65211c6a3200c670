"""Which line names a paper where none says that it is its title: 常务会议纪要, 【督办通知】, 2026年十件实事进展情况.

Above a list that was copied from a page stand other lines as well: where the page stands in its site, who wrote it,
fields of a form, what a reader of documents says about the file. None of them is a name, nor is their day the paper's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai_desk.words.lexicon import COLONS, TEXT_STOPS
from gongkai_desk.words.papers import is_formal, subject_in, year_in

_LEAST, _MOST = 8, 60  # characters of a line that is a name by nothing but its place
_SHORTEST = 4  # characters of one that says what it is: 会议纪要
_ENDS = re.compile(  # as papers call themselves
    r"(?:纪要|通知|通报|公告|公示|清单|台账|计划|方案|要点|安排|意见|措施|举措|决定|目标|任务书?|实事|项目|进展|情况|汇总|分解书?|分工|[单表])"
    r"(?:[（(〔][^（）()]{1,12}[)）〕])?$"
)
_LABEL = re.compile(rf"[\u4e00-\u9fff]{{2,8}}[{COLONS}]")  # 责任单位：市教育局, 原标题：…
_BRACKETS = re.compile(r"[【〖\[](?P<name>[^【】〖〗\[\]]{2,30})[】〗\]]")
_CALL = re.compile(r"[^！!？?]{1,8}[！!？?](?=.)")  # 快看！2026年民生实事清单
_NUMBER_BEHIND = re.compile(r"[（(]?[\u4e00-\u9fff]{1,10}[〔\[［（(](?:19|20)\d{2}[)）］\]〕]\d{1,5}号[)）]?$")
_OF_READER = re.compile(  # what a reader of documents prints beside a title: its size, pages, price
    r"\d+(?:\.\d+)?\s?[KMkm][Bb]|\d+\s?页|VIP.*|.*文库|侵权(?:投诉|举报)|海报|(?:下载|阅读|收藏)(?:量|数|次数)?[:：]?\d*|\d{3}\+"
)
_DIGIT_DAY = re.compile(r"(?P<year>(?:19|20)\d{2})[-/.]\d{1,2}[-/.]\d{1,2}(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?")
_YEAR_OF = re.compile(  # 昨日，市政府公布了2026年十大实事的任务分解表
    r"(?P<year>(?:19|20)\d{2})年度?[^，。；]{0,12}?(?:实事|重点工作|重点任务|工作要点|分解表|分工表|任务清单|工作计划|主要任务)"
)


def name_in(lines: Sequence[str]) -> str:
    """Return the line that names a paper: the first that ends as such names do, else the first that may be one."""
    names = [name for line in lines if (name := _name_of(line))]
    return next(filter(_ENDS.search, names), "") or next((name for name in names if len(name) >= _LEAST), "")


def _name_of(line: str) -> str:
    """Return a line without what stands round a name, "" where it is none."""
    if bracketed := _BRACKETS.fullmatch(line):
        return bracketed["name"] if _ENDS.search(bracketed["name"]) else ""
    if is_formal(line) or line[-1] in TEXT_STOPS or (_LABEL.match(line) and not subject_in(line)):
        return ""
    name = _CALL.sub("", line)
    told = len(name) >= _LEAST or (len(name) >= _SHORTEST and _ENDS.search(name))
    return name if told and len(name) <= _MOST else ""


def without_number(title: str) -> str:
    """Return a title without the paper's number behind it: …若干意见（国发〔2019〕3号）."""
    return _NUMBER_BEHIND.sub("", title).rstrip() or title


def without_uploads(lines: Sequence[str], title: str) -> list[str]:
    """Return the lines without days on which somebody put the paper on the net: beside a reader's words, or too late.

    A day in digits alone (2024-06-03) that is later than the year of the title is none of its issue.
    """
    of_reader = any(_OF_READER.fullmatch(line.strip()) for line in lines)
    year = year_in(title)
    return [line for line in lines if not _is_upload(line, year, of_reader=of_reader)]


def _is_upload(line: str, year: int | None, *, of_reader: bool) -> bool:
    found = _DIGIT_DAY.fullmatch(line.strip())
    return found is not None and (of_reader or (year is not None and int(found["year"]) > year))


def year_told(lines: Sequence[str]) -> int | None:
    """Return the one year of the tasks that sentences before them name: …公布了2026年十大实事的任务分解表."""
    years = {int(found["year"]) for line in lines for found in _YEAR_OF.finditer(line)}
    return years.pop() if len(years) == 1 else None
