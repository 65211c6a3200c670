"""Words that plans and their tables use for themselves: column headers and headers of tables that are no plan.

Headers were seen in the breakdown tables and ledgers of city, county and department offices; each group names the
usual printed form first. ``words.labels`` holds the words in front of a colon, ``words.roles`` the verbs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise


class ColumnRole(StrEnum):
    """What a column of a breakdown table (任务分解表) or ledger (工作台账) holds."""

    SEQ = "seq"  # 序号
    SECTION = "section"  # 类别
    TITLE = "title"  # 任务名称
    CONTENT = "content"  # 任务内容
    LEAD = "lead"  # 牵头单位
    RESPONSIBLE = "responsible"  # 责任单位
    SUPPORT = "support"  # 配合单位
    UNITS = "units"  # 牵头及责任单位: the cell itself says who is what
    GUIDE = "guide"  # 指导部门
    DEADLINE = "deadline"  # 完成时限
    ADJUSTED = "adjusted"  # 调整后完成时间: where it is filled it holds
    STARTS = "starts"  # 开始时间
    ASSIGNED = "assigned"  # 交办时间: the day on which the task was given, never its deadline
    PERIOD = "period"  # 一季度, 上半年: what is to be done in each, one column a period
    LEADER = "leader"  # 责任领导
    CONTACT = "contact"  # 责任人、联系人、联系电话
    GOAL = "goal"  # 工作目标
    BASIS = "basis"  # 任务来源、依据
    FREQUENCY = "frequency"  # 公开频次
    FORM = "form"  # 公开形式、渠道
    SCOPE = "scope"  # 适用范围
    PROGRESS = "progress"  # 进展情况
    STATE = "state"  # 完成情况
    EVIDENCE = "evidence"  # 佐证材料
    PROBLEM = "problem"  # 存在问题
    MEASURES = "measures"  # 整改措施
    NEXT = "next"  # 下一步打算
    CLOSED = "closed"  # 销号日期
    REMARK = "remark"  # 备注


class NoPlan(StrEnum):
    """Why a table that looks like a plan is none."""

    SCORES = "scores"  # 评分表: 分值、得分、权重
    RECTIFICATION = "rectification"  # 整改清单: 问题描述、整改措施、整改情况
    INDICATORS = "indicators"  # 指标体系: 一级指标、指标属性、目标值
    CATALOGUE = "catalogue"  # 公开事项目录: 公开依据、公开主体、公开渠道


PLAIN_WORDS = {
    ColumnRole.SEQ: "序号",
    ColumnRole.SECTION: "类别",
    ColumnRole.TITLE: "任务名称",
    ColumnRole.CONTENT: "任务内容",
    ColumnRole.LEAD: "牵头单位",
    ColumnRole.RESPONSIBLE: "责任单位",
    ColumnRole.SUPPORT: "配合单位",
    ColumnRole.DEADLINE: "完成时限",
    ColumnRole.REMARK: "备注",
}
"""The roles that a person may give to a column, each with the header word that the parser knows it by."""


_EXACT: dict[ColumnRole, str] = {
    ColumnRole.SEQ: "序号 编号 项目 项次 序 号 序列 任务序号 任务编号 事项编号 NO NO. №",
    ColumnRole.SECTION: (
        "类别 分类 类型 板块 领域 章节 所属部分 部分 任务类别 工作类别 任务分类 工作分类 重点领域 工作板块"
        " 一级指标 一级任务 大项 工作领域 任务领域 公开领域 任务模块 模块 专项 专题 条线 批次"
    ),
    ColumnRole.TITLE: (
        "任务名称 事项名称 事项 任务 名称 工作事项 任务事项 项目名称 工作项目 工作任务 重点任务 重点工作"
        " 重点工作任务 公开事项 重点事项 任务标题 任务项目 工作名称 二级指标 二级任务 公开重点 重点公开事项"
        " 工作要点 年度任务 重点公开任务 目标任务 公开任务 年度工作任务 年度重点任务 工作重点 任务类目"
        " 督办事项 交办事项 议定事项 整治任务 民生实事 实事项目 实事 议题 行动名称 工程名称"
    ),
    ColumnRole.CONTENT: (
        "任务内容 工作内容 主要任务 主要内容 具体内容 具体要求 具体任务 工作要求 任务要求 内容 内容要求"
        " 工作举措 工作措施 主要措施 具体措施 主要举措 具体举措 任务举措 推进措施 落实措施 重点举措 公开内容"
        " 任务描述 工作任务内容 任务分解 细化任务 任务细化 分解任务 具体工作 具体工作任务 工作内容及要求"
        " 三级任务 事项内容 主要工作 任务措施 任务清单 具体事项 工作内容/主要措施 内容及要求 要求 三级指标"
        " 重点任务内容 工作安排 公开内容及要求 主要工作任务 工作任务及要求 任务及要求 主要工作内容"
        " 建设内容 建设内容及规模 建设规模及内容 建设规模 办理要求 实施内容"
    ),
    ColumnRole.LEAD: (
        "牵头部门 牵头单位 主办单位 主办部门 牵头科室 牵头处室 牵头 主责单位 主责部门 牵头责任单位"
        " 主要责任单位 主办科室 主办 主责 主责科室 主责处室"
    ),
    ColumnRole.RESPONSIBLE: (
        "责任单位 责任部门 责任科室 责任处室 责任主体 承办单位 承办部门 承办科室 落实单位 落实部门 实施单位"
        " 实施部门 实施主体 负责单位 负责部门 负责科室 负责处室 主管部门 单位 部门 科室 处室 责任机构"
        " 落实主体 完成单位 执行单位 责任股室 承办股室 股室 承办处室 具体责任单位 承接单位 公开主体 公开责任主体"
        " 公开责任单位 分工 任务分工 职责分工 责任分工 责任"
    ),
    ColumnRole.SUPPORT: (
        "配合单位 配合部门 协办单位 协办部门 参加单位 参与单位 参与部门 协助单位 协助部门 会办单位 会办部门"
        " 配合科室 配合处室 协同单位 协同部门 协同配合单位 参加部门 配合责任单位 协办科室 配合 协办 协同 参与 协助"
        " 参加 会办"
    ),
    ColumnRole.GUIDE: "指导部门 指导单位 督导单位 督导部门 监督单位 监督部门 业务指导部门 业务指导单位 督办单位",
    ColumnRole.DEADLINE: (
        "时间节点 完成时限 时限要求 完成时间 时间要求 办结时限 时间安排 时限 时间 期限 完成期限 办理时限"
        " 办结时间 完成时间节点 计划完成时间 完成日期 截止时间 截止日期 落实时限 时间进度 进度安排 时间期限"
        " 工作时限 进度要求 任务时限 推进时限 实施时间 公开时限 公开时间 推进时间 时间节点要求 完成节点 节点"
        " 要求完成时间 预计完成时间 结束时间 工作节点 时序进度 落实时间"
    ),
    ColumnRole.STARTS: "开始时间 启动时间 起始时间 开始日期 开工时间 开工日期 动工时间",
    ColumnRole.LEADER: "责任领导 分管领导 牵头领导 包保领导 市领导 牵头市领导 分管市领导 挂帅领导 责任市领导",
    ColumnRole.CONTACT: (
        "责任人 联系人 联系电话 电话 联系方式 具体责任人 具体负责人 负责人 联络员 经办人 责任人(及电话)"
        " 责任人及电话 联系人及电话 联系人及联系方式 直接责任人 第一责任人 手机 联系人电话 填报人"
        " 具体承办科室及填报人 承办科室及填报人"
    ),
    ColumnRole.GOAL: (
        "工作目标 目标 年度目标 目标要求 预期目标 预期成果 成果形式 工作成果 成果要求 完成标准 工作标准"
        " 完成标志 任务目标"
    ),
    ColumnRole.BASIS: "任务来源 来源 依据 工作依据 任务依据 文件依据 公开依据 来源文件 交办依据 批示内容 领导批示",
    ColumnRole.FREQUENCY: "频次 公开频次 更新频次 更新频率 填报周期 频率",
    ColumnRole.FORM: "公开形式 公开方式 公开渠道 公开载体 公开渠道和载体 发布渠道 公开平台 公开栏目",
    ColumnRole.SCOPE: "适用范围 适用对象 实施范围 适用层级",
    ColumnRole.PROGRESS: (
        "进展情况 工作进展 工作进展情况 进展 最新进展 目前进展 本期进展 落实进展 推进情况 落实情况"
        " 工作落实情况 任务进展 累计进展 累计 目前进展情况 工作推进情况 任务落实情况 办理情况 进度 当前进展"
        " 工作进度 贯彻落实情况"
    ),
    ColumnRole.STATE: (
        "完成情况 完成状态 任务完成情况 状态 是否完成 完成与否 工作完成情况 是否办结 办结情况 任务状态"
        " 进展状态 完成进度"
    ),
    ColumnRole.EVIDENCE: "佐证材料 佐证 证明材料 印证材料 支撑材料 佐证材料名称 网址 公开链接 佐证资料 附件 印证资料",
    ColumnRole.PROBLEM: (
        "突出问题 存在问题 存在的问题 主要问题 困难问题 存在困难 存在问题及困难 问题 未完成原因 滞后原因"
    ),
    ColumnRole.MEASURES: "整改措施 整改情况 改进措施 整改落实情况 解决措施",
    ColumnRole.NEXT: (
        "下一步打算 下一步工作 下一步计划 下步打算 下步计划 下一步安排 下步工作 下一步工作计划 下一步工作安排"
        " 下一步措施"
    ),
    ColumnRole.CLOSED: "销号日期 销号时间 销号 销号情况 实际完成时间 实际完成日期",
    ColumnRole.REMARK: "备注 说明 备 注 其他 其它",
}

_FINISHING = re.compile(r"(?:完成|办结|完结)(?:日期|时间)")
_WORKS = r"(?:单位|部门|科室|处室|股室|机构|主体|乡镇|镇街|街镇|街道|县区|区县)"  # those who do the work
_HELPS = r"(?:配合|协办|参与|参加|协助|协同|会办|支撑|支持|联动|联办|协作)"
# the work and its times in one column: 任务分解/时序进度, 推进措施及完成时限
_STAGED = r"(?:任务|内容|事项|分解|举措|措施|步骤)[及和与、/].*(?:时限|时间|期限|节点|进度|时序|安排|日期)$"
# what a longer header contains, most telling first: 牵头及责任单位, 责任单位（市级）, 2022年重点工作任务
_CONTAINED: tuple[tuple[re.Pattern[str], ColumnRole], ...] = tuple(
    (re.compile(pattern), role)
    for pattern, role in (
        (r"下一?步", ColumnRole.NEXT),
        (r"(?:任务|内容|事项)[及和与、]", ColumnRole.CONTENT),
        (_STAGED, ColumnRole.CONTENT),
        (rf"牵头.*(?:责任|落实|实施|{_HELPS})|(?:责任|主办|承办).*{_HELPS}|{_HELPS}.*责任", ColumnRole.UNITS),
        (rf"(?:牵头|主办|主责).*{_WORKS}$", ColumnRole.LEAD),
        (rf"{_HELPS}.*{_WORKS}$", ColumnRole.SUPPORT),
        (r"(?:指导|督导|监督).*(?:单位|部门)$", ColumnRole.GUIDE),
        (
            rf"(?:责任|承办|落实|实施|负责).*{_WORKS}(?:及|和|、|/)?(?:负责人|责任人)?$",
            ColumnRole.RESPONSIBLE,
        ),
        (r"领导$", ColumnRole.LEADER),
        (r"(?:联系|联络|责任|负责|经办).*(?:人|员|电话|方式)$", ColumnRole.CONTACT),
        (r"(?:交办|下达|布置|批示|立项|受理|登记|转办|派发|接收|来文|签收).*(?:时间|日期)$", ColumnRole.ASSIGNED),
        (
            r"(?:开工|动工|启动|开始).*(?:时间|日期)$|(?:时间|进度|节点|日期|期限).*(?:启动|开始|起始|开工|动工|起)$",
            ColumnRole.STARTS,
        ),
        (
            r"(?:调整|变更|延期|顺延|延长|修订|最新|更新|新|现|现在)(?:为|后|过)?(?:的)?(?:工作|任务|计划|办理)?(?:完成|办结)?"
            r"(?:时限|时间|期限|节点|时间节点|日期)$|^(?:申请|批准|同意|已)?(?:延期|顺延|延长|调整|变更)(?:为|至|到)$",
            ColumnRole.ADJUSTED,
        ),
        (
            r"(?:完成|办结|办理|推进|落实|公开|竣工|完工).*(?:时限|时间|期限|节点|日期)|(?:时间|时限|期限|节点)(?:要求|安排)?$"
            r"|(?:时间|时限|进度|节点|日期|期限).*(?:完成|办结|截止|结束|竣工|完工|止)$",
            ColumnRole.DEADLINE,
        ),
        (r"(?:推进|工作|完成)?时序(?:进度|安排)?$", ColumnRole.DEADLINE),
        (r"佐证|印证|证明材料", ColumnRole.EVIDENCE),
        (r"销号", ColumnRole.CLOSED),
        (r"(?:完成情况|办理结果)$", ColumnRole.STATE),
        (r"(?:任务|事项|指标|建议|提案|议案|问题|项目|清单|督办|交办)(?:编号|序号|号)$", ColumnRole.SEQ),
        (r"成效$", ColumnRole.PROGRESS),
        (r"^(?:所属|任务|工作|公开|重点|涉及)*(?:领域|类别|板块)$", ColumnRole.SECTION),
        (r"(?:类型|类别)$", ColumnRole.SECTION),
        (r"(?:工作|年度|阶段|任务|总体?|[半月季年][度中底末终]?|月份)目标$", ColumnRole.GOAL),
        (
            r"(?:整治|攻坚|改革|建设|治理|推进)重点$|目标任务$|(?:提案|建议|议题|行动|工程|指标|清单)名称$",
            ColumnRole.TITLE,
        ),
        (r"(?:提案|建议|议案|议题|任务|事项)(?:标题|题目)$|(?<!注意)(?<!未尽)(?<!其他)事项$", ColumnRole.TITLE),
        (
            r"(?:举措|措施)(?:及要求)?$|(?<!批示)(?<!指示)(?<!公开)(?<!考核)内容$|^(?:具体|主要|任务|活动)安排$",
            ColumnRole.CONTENT,
        ),
        (r"(?:进展|推进|落实|办理)(?:情况|进度)?$", ColumnRole.PROGRESS),
        (
            r"(?:任务|工作|事项|建设|实施|整治|落实|办理|推进|督办|交办|行动).*(?:内容|要求|举措|措施|分解)$",
            ColumnRole.CONTENT,
        ),
        (
            r"(?:重点|年度|主要|公开|工作|督办|督查|交办|议定|决定|批示|整治|攻坚|改革|专项|民生|实事|会议|建设|创建).*"
            r"(?:任务|事项|工作|项目|实事|行动|工程)(?:名称)?$",
            ColumnRole.TITLE,
        ),
    )
)
_REFUSED = re.compile(
    r"得分|分值|权重|评分|扣分|加分|满分|自评|赋分|计分|分数|问题描述|问题清单|反馈问题|整改|考核|评价"
    r"|(?:填报|报送|上报|会议|发文|印发|更新|发生)(?:时间|日期)"
)
_BRACKETED_ROLE = re.compile(  # 配合（责任）单位, 承办（协办）单位
    rf"(?:责任|牵头|主办|承办).*\({_HELPS}(?:单位|部门)?\)|{_HELPS}.*\((?:责任|承办)(?:单位|部门)?\)"
)
_LONGEST = 16  # characters of a header; a longer cell is a sentence that happens to hold these words

_SCORES = re.compile(r"得分|分值|权重|评分|扣分|加分|满分|赋分|计分|分数|自评分")
_PROBLEMS = re.compile(
    r"问题描述|问题清单|反馈问题|具体问题|发现问题|(?:存在|主要|突出)(?:的)?(?:主要|突出)?问题|问题表现|^问题$"
)
_MENDING = re.compile(r"整改|销号")
_FINDINGS = re.compile(
    r"问题描述|问题清单|反馈问题|具体问题|发现问题|问题表现|销号|整改(?:情况|进展|结果|状态|落实|成效)"
)
_MEASURE = re.compile(r"整改.*(?:措施|举措|要求|任务|内容|办法)$|^(?:解决|改进)(?:措施|办法)$")
_PROBLEM = re.compile(r"^(?:存在|主要|突出)?(?:的)?(?:主要|突出)?问题(?:清单)?$|问题表现$")
_MENDED_BY = re.compile(r"整改.*(?:时限|时间|期限|日期)$")
_PERIOD = re.compile(  # 一季度, 第二季度目标, 2026年上半年工作安排, 3月
    r"(?:20\d\d年)?(?:第?[一二三四1-4]季度|[上下]半年|1?\d月份?|Q[1-4])[末底]?"
    r"(?:工作|目标|任务|计划|安排|节点|进度|内容|重点|推进|形象|完成|打算)*$"
)
_BODIES = re.compile("责任|承办|落实|实施|负责|部门|科室|处室|主体|单位|股室")
_INDICATORS = re.compile(r"^(?:[一二三]级)?指标|指标$|目标值|基期值|现状值|指标值|计量单位")
_CATALOGUE = re.compile(r"公开(?:依据|主体|渠道|对象|层级|方式|载体)")


def _folded(header: str) -> str:
    """Return the header without blanks, widths, footnote marks, stops: 责 任单位： → 责任单位."""
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", header)).translate(str.maketrans("〔〕【】", "()()"))
    return flat.strip("*:;,.。、").upper()


_BY_WORD = {_folded(word): role for role, words in _EXACT.items() for word in words.split()}


def column_role(header: str) -> ColumnRole | None:
    """Return what a column with this header holds; ``None`` for a header that no plan's column has.

    Alone, 工作任务 counts as a title; ``column_roles`` reads a whole header row and knows better.
    """
    folded = _folded(header)
    if _BRACKETED_ROLE.search(folded):
        return ColumnRole.UNITS
    bare, whole = re.sub(r"\(.*?\)", "", folded), re.sub(r"[()]", "", folded)
    found = _BY_WORD.get(folded) or _BY_WORD.get(bare) or _BY_WORD.get(whole)
    if found or not bare or len(bare) > _LONGEST or _REFUSED.search(bare):
        return found
    return next((role for pattern, role in _CONTAINED if pattern.search(bare)), None)


def is_staged_header(header: str) -> bool:
    """Tell a column that holds the work and its times together: 任务分解/时序进度."""
    return bool(re.search(_STAGED, _folded(header)))


def is_known_header(header: str) -> bool:
    """Tell whether offices use a header for something: a column that bears another is kept, and told."""
    return column_role(header) is not None or bool(_PERIOD.search(_folded(header)))


def is_finishing_day(header: str) -> bool:
    """Tell a header that is a deadline where it stands alone, and the day of finishing beside a deadline: 办结时间."""
    return _FINISHING.fullmatch(_folded(header)) is not None


def column_roles(headers: Sequence[str]) -> tuple[ColumnRole | None, ...]:
    """Return the roles of a whole header row, each of SEQ, TITLE and CONTENT at most once where that can be told.

    Of two columns 序号 the inner one counts; another number's column (项目 beside 序号) is a title; without a content
    column the last title is the content; of two content columns without a title the first is the title
    (主要任务 · 具体举措).
    """
    roles = [column_role(header) for header in headers]
    for first, later in pairwise(_places(roles, ColumnRole.SEQ)):
        twice = _folded(headers[first]) == _folded(headers[later])
        roles[first if twice else later] = None if twice else ColumnRole.TITLE
    _take_periods(roles, headers)
    _take_adjusted(roles)
    _take_measures(roles, headers)
    titles, contents = _places(roles, ColumnRole.TITLE), _places(roles, ColumnRole.CONTENT)
    if titles and not contents:
        roles[titles[-1]] = ColumnRole.CONTENT
    elif len(contents) > 1 and not titles:
        roles[contents[0]] = ColumnRole.TITLE
    elif titles:
        _take_section(roles, headers, titles, contents)
    return tuple(roles)


def _take_periods(roles: list[ColumnRole | None], headers: Sequence[str]) -> None:
    """Name the columns of quarters or months, of which there are several: one alone is a deadline's cell."""
    found = [n for n, header in enumerate(headers) if _PERIOD.search(_folded(header))]
    if len(found) > 1:
        for n in found:
            roles[n] = ColumnRole.PERIOD


def _take_adjusted(roles: list[ColumnRole | None]) -> None:
    """Take the first adjusted deadline for the deadline where no column has one that was adjusted."""
    if ColumnRole.ADJUSTED in roles and ColumnRole.DEADLINE not in roles:
        roles[roles.index(ColumnRole.ADJUSTED)] = ColumnRole.DEADLINE


def _take_measures(roles: list[ColumnRole | None], headers: Sequence[str]) -> None:
    """Take a problem for the name and what is done about it for the work, where no column states tasks."""
    if {ColumnRole.TITLE, ColumnRole.CONTENT} & {*roles}:
        return
    folded = [_folded(header) for header in headers]
    measure = next((n for n, header in enumerate(folded) if _MEASURE.search(header)), None)
    problem = next((n for n, header in enumerate(folded) if _PROBLEM.search(header)), None)
    if measure is None or problem is None:
        return
    roles[problem], roles[measure] = ColumnRole.TITLE, ColumnRole.CONTENT
    if ColumnRole.DEADLINE not in roles:
        by = next((n for n, header in enumerate(folded) if _MENDED_BY.search(header)), None)
        if by is not None:
            roles[by] = ColumnRole.DEADLINE


def _take_section(
    roles: list[ColumnRole | None], headers: Sequence[str], titles: Sequence[int], contents: Sequence[int]
) -> None:
    """Make the first title a section where the names below it are titles themselves."""
    inner = len(contents) > 1 and titles[0] < contents[0] and _is_inner(headers[contents[0]], headers[contents[1]])
    if inner:
        roles[titles[0]], roles[contents[0]] = ColumnRole.SECTION, ColumnRole.TITLE
    elif len(titles) > 1 and ColumnRole.SECTION not in roles:
        roles[titles[0]] = ColumnRole.SECTION


def _is_inner(outer: str, inner: str) -> bool:
    """Tell three levels (重点任务 · 主要任务 · 具体举措) from a content with requirements beside it."""
    return "任务" in _folded(outer) and bool(re.search("举措|措施", _folded(inner)))


def _places(roles: Sequence[ColumnRole | None], role: ColumnRole) -> list[int]:
    return [place for place, found in enumerate(roles) if found is role]


def is_refused_header(headers: Sequence[str]) -> NoPlan | None:
    """Return why a table with these headers is no plan, or ``None``.

    A plan may carry weights (分值) or, as a ledger, 存在问题 and 整改措施; it then still has tasks with a deadline.
    What is done about problems is a plan too where units do it and no column tells how far mending has come.
    """
    folded = [_folded(header) for header in headers]
    own = {column_role(header) for header in headers}
    roles = set(column_roles(headers))
    tasks = bool(own & {ColumnRole.TITLE, ColumnRole.CONTENT})
    if _any(_SCORES, folded) and not (tasks and ColumnRole.DEADLINE in roles):
        return NoPlan.SCORES
    assigned = bool(roles & _ASSIGNING)
    if _any(_PROBLEMS, folded) and _any(_MENDING, folded) and not tasks and (_any(_FINDINGS, folded) or not assigned):
        return NoPlan.RECTIFICATION
    if sum(bool(_INDICATORS.search(header)) for header in folded) >= 2 and not _sets_tasks(roles, folded):
        return NoPlan.INDICATORS
    if sum(bool(_CATALOGUE.search(header)) for header in folded) >= 2:
        return NoPlan.CATALOGUE
    return None


_ASSIGNING = frozenset({ColumnRole.LEAD, ColumnRole.RESPONSIBLE, ColumnRole.UNITS})


def _sets_tasks(roles: set[ColumnRole | None], folded: Sequence[str]) -> bool:
    """Return whether columns name who does it or until when; 单位 beside indicators is what they are counted in."""
    units = {ColumnRole.LEAD, ColumnRole.SUPPORT, ColumnRole.UNITS, ColumnRole.DEADLINE}
    named = ColumnRole.RESPONSIBLE in roles and any(header != "单位" and _BODIES.search(header) for header in folded)
    return bool(roles & units) or named


def _any(pattern: re.Pattern[str], headers: Sequence[str]) -> bool:
    return any(pattern.search(header) for header in headers)
