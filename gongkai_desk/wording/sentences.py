"""What a clerk reads: a Chinese sentence for each error, doubt, stage and state, for window and command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from gongkai_desk.domain.draft import Doubt, DoubtKind, PartKind
from gongkai_desk.domain.plan import PlanDates, PlanKind
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.unit import UnitClass
from gongkai_desk.errors import DeskError, NotAllowed
from gongkai_desk.progress import Stage
from gongkai_desk.wording.registers import REGISTER_LACKS
from gongkai_desk.wording.salvage import NEWEST, case_of, first_facts
from gongkai_desk.wording.year.refusals import YEAR_LACKS, YEAR_WHATS

ERRORS = {
    "empty_file": "《{file}》是空文件，请确认收到的文件是否完整。",
    "damaged": "《{file}》已损坏，读不出内容，请向来文单位重新索取。",
    "encrypted": "《{file}》已加密，请输入密码后再读。",
    "no_text": (
        "《{file}》是扫描件，没有文字可读：可以向来文单位索取可复制文字的版本；"
        "或者用 WPS 等转成文字后，粘贴到“选文件”一步的文字框里；或者扫描、另存为 PDF 后再导入。"
    ),
    "bad_component": "“{file}”里的识别组件没有装入，请维护人员按安装说明重新准备这个文件夹。",
    "unsupported_type": "《{file}》不是可以读取的类型（{type}），{step}。",
    "legacy_format": "《{file}》是旧版文字处理文件，请用 WPS 或 Word 打开后另存为 .docx 再导入。",
    "type_mismatch": "《{file}》的内容与扩展名不符（实际是{found}），{step}。",
    "limit": "《{file}》超出可读范围（{what}），请拆分后再导入。",
    "unsafe": "《{file}》含有不安全的内容（{what}），未读取，请联系来文单位另发。",
    "unreadable": "《{file}》打不开，请检查文件是否还在原处。",
    "returned_book": (
        "《{file}》是填报表（意见反馈表）：单位交回的请用“回收汇总”，上级下发的请导入台账库，登记为上级任务。"
    ),
    "no_tasks": "《{file}》中没有可导入的任务（{reason}），请确认选对了文件。",
    "no_form": "《{file}》中没有认出可填的表（表头里没有“序号、任务、进展情况”一类的栏目），请确认是上级发来的表样。",
    "no_days": "《{file}》中没有读出放假、调休的日期，请确认是放假安排的通知。",
    "no_part": "《{file}》中没有“{part}”这一部分，可选的有：{parts}。",
    "duplicate": "《{file}》已经导入过（{title}），如需再次导入请加 --again 或在窗口中确认。",
    "not_a_ledger": "“{library}”不是台账库，请选择扩展名为 .gkdesk 的文件夹。",
    "damaged_ledger": "台账库“{library}”的数据已损坏，请从“备份”中恢复。",
    "newer_ledger": "台账库“{library}”由更新的版本建立，请升级本程序后再打开。",
    "older_ledger": "台账库“{library}”是旧版格式，请先用窗口打开一次或执行 migrate 升级。",
    "read_only_ledger": "台账库“{library}”是以只读方式打开的，不能修改，请关闭后重新打开。",
    "busy_ledger": "台账库“{library}”正由 {who} 在 {where} 使用，请待其关闭后再写入，或以只读方式打开。",
    "bad_backup": "《{file}》不是可用的备份，请换一个备份文件。",
    "bad_packet": "《{file}》不是完好的分工录入包，没有收回，请让对方重新打包交回。",
    "not_found": "找不到“{library}”，请核对台账库的位置。",
    "unknown_id": "台账库中没有“{id}”这个{what}，请先用 list 查看编号或名称。",
    "not_allowed": "现在还不能这样办：{lacks}。",
    "foreign": "这些内容不是从现在打开的台账库“{library}”里读出的，没有存入，请在这个台账库里重新选择后再办。",
    "disk_full": "磁盘已满，《{file}》没有写成，请腾出空间后重试。",
    "no_permission": "没有读写《{file}》的权限，或文件夹不存在、名称过长，请换一个位置。",
    "target_in_use": "《{file}》正被其他程序打开，请关闭后重试或另存为别的名称。",
    "no_window": "这里打不开窗口（{reason}），请在有桌面的电脑上运行，或使用命令行。",
}

PASTED = "粘贴的文字"  # what the command line calls ``-``

REASONS = {
    "no_plan": "全文没有分条列出的任务",
    "scores": "表格是评分表，不是任务分解表",
    "indicators": "表格是评价指标表，不是任务分解表",
    "catalogue": "表格是公开事项目录，不是任务分解表",
    "other_paper": "不像工作要点，像合同、函、会议通知或讲话",
    "lines_lost": "表格线和换行都丢了，分不出一项一项",
    "problems": "表格是问题整改清单，不是任务分解表",
    "empty_table": "表格中没有填写内容",
    "torn_table": "表格只剩一格一行的文字，分不清行和列，请改用原来的 Word、Excel 文件，或从原表整块复制",
    "no_content_column": "表格中没有认出任务内容一栏",
}

LIMITS = {  # what ``Limit`` found too much of
    "silence": "读取时间过长",
    "conversion": "转换时间过长",
    "memory": "占用内存过多",
    "file_bytes": "文件过大",
    "unpacked": "解压后过大",
    "members": "内含部件过多",
    "part": "内含部件过大",
    "pages": "页数过多",
    "pixels": "图片过大",
    "characters": "字数过多",
    "lines": "行数过多",
    "markup": "网页过大",
    "cells": "单元格过多",
}

TYPES = {  # what ``TypeMismatch`` and ``UnsupportedType`` found; others are called by their suffix
    **dict.fromkeys(("png", "jpeg", "gif", "bmp", "tiff", "webp", "heic", "avif", "psd", "djvu", "wmf"), "图片"),
    **dict.fromkeys(("exe", "elf", "lnk", "program"), "程序"),
    **dict.fromkeys(("zip", "7z", "rar", "gz", "bz2", "xz"), "压缩包"),
    **dict.fromkeys(("eml", "msg"), "电子邮件"),
    **dict.fromkeys(("rtf", "odt"), "其他格式的文稿"),
    "locked zip": "加密的压缩包",
    "xlsb": "二进制工作簿",
    **dict.fromkeys(("pptx", "ppt", "odp"), "演示文稿"),
    **dict.fromkeys(("media", "mp3"), "音频或视频"),
    "sqlite": "数据库",
    **dict.fromkeys(("unknown", "ole"), "无法辨认的内容"),
}

STEPS = {  # what to do with a type that is not read
    "图片": "请扫描或另存为 PDF 后再导入",
    "程序": "请不要运行，并与来文单位核实",
    "压缩包": "请先解压，再导入其中的文件",
    "加密的压缩包": "请先用密码解压，再导入其中的文件",
    "电子邮件": "请打开邮件，把附件另存出来后再导入",
    "其他格式的文稿": "请用 WPS 或 Word 另存为 .docx 后再导入",
    "二进制工作簿": "请用 WPS 或 Excel 另存为 .xlsx 后再导入",
    "演示文稿": "请另存为 PDF 后再导入",
}
OTHER_STEPS = {
    "unsupported_type": "请另存为 PDF、Word、Excel 或网页文件后再导入",
    "type_mismatch": "请核对文件后再导入",
}

LACKS = {  # what ``NotAllowed`` says is missing
    "handed_unit": "这是几家单位共用的通用填报表，请说明本单位是其中哪一家（--unit 或在窗口中选择）",
    "empty_folder": "这个位置已有别的内容，请换一个空位置",
    "packet_tasks": "没有选中任务，请换要点或责任单位",
    "received_packet": "这个台账库不是从分工录入包打开的，不用交回",
    "outside_library": "这个位置在台账库文件夹里面，不能存放导出的文件，请另选一个位置",
    "others_step": "上一步由他人办理，请先与经办人确认",
    "another_unit": "请另选一个单位",
    "unused_unit": "该单位还有任务或进展，不能删除",
    "unit_without_facts": "去掉的单位已有进展或办理记录，请改按“不涉及”办理",
    "free_name": "名称已被别的单位使用",
    "evidence": "请给出佐证材料的文件、网址或文号",
    "http_link": "网址应以 http:// 或 https:// 开头",
    "state": "按目前的状态不能这样办",
    "evidence_of_share": "还没有佐证材料",
    "counts": "数量指标还没有达到",
    "units_done": "还有单位没有完成",
    "application": "退回整改后还没有重新申请销号",
    "reason": "请写明理由",
    "until": "请写明日期",
    "later_date": "新的日期应晚于原来的日期",
    "lasting_task": "只有长期任务和跨年任务才能年度办结",
    "future_day": "日期不能晚于今天",
    "unit_of_task": "该单位不是这项任务的应办单位",
    "quota_of_task": "这项任务没有这个数量指标",
    "amount": "数量应是大于零的数",
    "something_due": "没有需要催办的事项",
    "period": "期次应写成 2026Q3、2026H1、2026M03 或 2026",
    "closing": "报送截止日期不能早于今天",
    "something_owed": "所选单位在这一期没有需要填报的任务",
    "mailbox": "所选单位都没有登记邮箱，请先在单位字典中补上，或不做邮件草稿",
    "unanswered": "征求过的单位都已回复，没有要催的",
    "channel": "内部资料和征求意见稿不生成邮件草稿，请先确认报送渠道",
    "report_text": "请写明进展，或注明零报告",
    **REGISTER_LACKS,
    **YEAR_LACKS,
    "name": "请填写名称",
    "length": "请填写期限",
    "basis": "请写明依据",
    "something_to_draw": "没有符合条件的任务可抽",
    "addressee": "请填写主送机关",
    "one_addressee": "报告只能有一个主送机关，其他的请写在抄送里",
    "signer": "上行文请写明签发人",
    "issuer": "请填写发文机关（设置里的“本单位”）",
    "title": "请写明报送的是什么",
    "units": "请选择单位",
    "decision": "还没有选定怎么处理",
    "silence_closing": "逾期视为无意见的，要有回复截止日期",
    "opinion_text": "请写明意见，或选是否同意",
    "overdue_units": "没有逾期未复的单位",
    "silent_agrees": "征求意见时没有写明逾期视为无意见",
    "answer": "还有意见没有答复是否采纳",
    "reply": "不采纳、部分采纳的要写明理由",
    "consultation": "不同意的要写明协商情况",
    "issued_signer": "请填写签发人",
    "issued_day": "请填写印发日期",
    "issued": "还没有登记印发",
    "mail": "邮箱地址不对，多个用分号隔开",
    "choices": "还有实质性的改动没有选择采用新稿还是保留原稿",
}

WHATS = {
    "plan": "要点",
    "task": "任务",
    "unit": "单位",
    "group": "统称单位",
    "printed": "责任单位名称",
    "report": "进展",
    "evidence": "佐证材料",
    "slip": "催办文书",
    "reminder": "催办记录",
    "dispatch": "下发批次",
    "dispatch_unit": "下发的填报表",
    "returned_row": "交回的一行",
    "returned_file": "交回的文件",
    "request": "依申请公开登记",
    "interpretation": "政策解读登记",
    "step": "操作",
    "duty": "事项",
    "legal_duty": "法定期限",
    "draw": "抽查",
    "spot_check": "抽查记录",
    "superior": "上级单位",
    "submission": "报送登记",
    "filing": "报备登记",
    "filed_copy": "留存件",
    "issued_paper": "印发登记",
    "opinion": "意见",
    "template": "文稿模板",
}

DOUBTS = {
    DoubtKind.NUMBER_GAP: "序号不连续：{text}",
    DoubtKind.NUMBER_REPEAT: "序号重复：{text}",
    DoubtKind.SHIFTED_CELLS: "本行各格左移了一列，已按表头复位：{text}",
    DoubtKind.NO_UNIT: "没有写明责任单位",
    DoubtKind.UNIT_NOT_NAMED: "责任单位没有指明：{text}",
    DoubtKind.UNIT_OPEN_ENDED: "责任单位没有列全：{text}",
    DoubtKind.UNIT_UNLIKELY: "不像是单位名称，照原文保留：{text}",
    DoubtKind.DEADLINE_UNREAD: "时限没有读懂，照原文保留：{text}",
    DoubtKind.DEADLINE_BEFORE_ISSUE: "时限早于发文日期：{text}",
    DoubtKind.DEADLINE_AMBIGUOUS: "时限有两种理解：{text}",
    DoubtKind.DEADLINE_VAGUE: "时限没有写明日期：{text}",
    DoubtKind.DEADLINE_WITHOUT_ISSUE_DATE: "时限从印发之日起算，但文中没有印发日期：{text}",
    DoubtKind.DEADLINE_TO_CONFIRM: "时限待确认：{text}",
    DoubtKind.DEADLINE_OF_ONE_PART: "时限仅对应其中一项：{text}",
    DoubtKind.DEADLINE_SEVERAL: "写有几个时限，以最后一个为准：{text}",
    DoubtKind.YEAR_WITHOUT_NOTICE: "该年放假安排尚未公布，工作日按周一至周五推算：{text}",
    DoubtKind.NO_PERIOD: "“定期”没有写明周期：{text}",
    DoubtKind.OTHERS_DUTY: "由其他单位承担的公开义务：{text}",
    DoubtKind.TWO_READINGS: "有两种读法：{text}",
    DoubtKind.LEFT_OVER: "这段文字没有归入任何任务：{text}",
    DoubtKind.EMPTY_CELL: "单元格为空：{text}",
    DoubtKind.NO_PLAN_YEAR: "没有读出年度",
    DoubtKind.NAMED_OTHERWISE: "文件扩展名与内容不符，已按实际内容读取：{text}",
    DoubtKind.BODY_AND_ANNEX: "正文与附件不一致：{text}",
    DoubtKind.ROWS_DIFFER: "合并的几行不一致：{text}",
    DoubtKind.COLUMN_KEPT: "这些栏目没有对应的项目，已作为“其他栏目”随任务保留：{text}",
    DoubtKind.COLUMN_GUESSED: "表头不常见，已按栏内文字认作：{text}",
    DoubtKind.TABLE_SKIPPED: "这张表没有读成任务，请对照原文：{text}",
    DoubtKind.PARTS_APART: "工作簿里有几份任务，每次只取一份，请确认没有漏选：{text}",
    DoubtKind.STRUCK_OUT: "请核对是否仍要办，有{text}",
    DoubtKind.UNLIKE_PLAN: "不像工作要点：没有一项写明责任单位或时限，请确认选对了文件：{text}",
    DoubtKind.UNIT_MISSED: "像是责任单位，没有归入分工：{text}",
    DoubtKind.TIME_MISSED: "像是时限，没有作为完成时限，或时限里另有文字：{text}",
    DoubtKind.HEADING_UNLIKELY: "名称或所属部分请对照原文：{text}",
    DoubtKind.CONTENT_MIXED: "任务内容可能混入或缺了文字，请对照原文：{text}",
    DoubtKind.TEXT_MISSED: "旁边这段文字没有读入：{text}",
    DoubtKind.OCR_READ: "扫描识别，请逐条核对：{text}",
}

DOUBT_CHIPS = {  # the short words on filters and badges
    DoubtKind.NUMBER_GAP: "序号断号",
    DoubtKind.NUMBER_REPEAT: "序号重复",
    DoubtKind.SHIFTED_CELLS: "列错位",
    DoubtKind.NO_UNIT: "缺责任单位",
    DoubtKind.UNIT_NOT_NAMED: "未明确单位",
    DoubtKind.UNIT_OPEN_ENDED: "单位未列全",
    DoubtKind.UNIT_UNLIKELY: "不像单位",
    DoubtKind.NO_PERIOD: "周期待定",
    DoubtKind.BODY_AND_ANNEX: "正文与附件不一致",
    DoubtKind.LEFT_OVER: "未归入任务",
    DoubtKind.EMPTY_CELL: "空单元格",
    DoubtKind.OTHERS_DUTY: "他方义务",
    DoubtKind.TWO_READINGS: "两种读法",
    DoubtKind.ROWS_DIFFER: "合并不一致",
    DoubtKind.COLUMN_KEPT: "其他栏目",
    DoubtKind.COLUMN_GUESSED: "栏目待确认",
    DoubtKind.TABLE_SKIPPED: "表格未读",
    DoubtKind.PARTS_APART: "另有任务",
    DoubtKind.STRUCK_OUT: "有删除线",
    DoubtKind.UNLIKE_PLAN: "不像要点",
    DoubtKind.UNIT_MISSED: "单位可能漏读",
    DoubtKind.TIME_MISSED: "时限可能漏读",
    DoubtKind.HEADING_UNLIKELY: "名称待核对",
    DoubtKind.CONTENT_MIXED: "内容待核对",
    DoubtKind.TEXT_MISSED: "可能漏读",
    DoubtKind.OCR_READ: "扫描识别",
}

STAGES = {
    Stage.OPENING: "正在打开文件",
    Stage.READING: "正在读取",
    Stage.RECOGNISING: "正在识别扫描件",
    Stage.PARSING: "正在识别任务",
    Stage.COMPARING: "正在与本库核对",
    Stage.COUNTING: "正在统计",
    Stage.STORING: "正在存入台账",
    Stage.WRITING: "正在生成文件",
    Stage.DRAWING: "正在绘制页面",
    Stage.INSTALLING: "正在核对并装入识别组件",
}

UNIT_CLASSES = {
    UnitClass.DEPARTMENT: "政府部门",
    UnitClass.DISTRICT: "区县政府",
    UnitClass.ZONE: "功能区管委会",
    UnitClass.TOWN: "镇街",
    UnitClass.VERTICAL: "垂管单位",
    UnitClass.PARTY: "党委部门、群团",
    UnitClass.INSTITUTION: "直属机构、事业单位",
    UnitClass.COMPANY: "企业",
    UnitClass.SECTION: "科室",
    UnitClass.OTHER: "其他",
}

PLAN_KINDS = {
    PlanKind.PLAN: "工作要点",
    PlanKind.ASSIGNED: "临时交办",
    PlanKind.INSPECTION: "检查反馈问题",
    PlanKind.OWN: "本级自定任务",
}

PARTS = {PartKind.NARRATIVE: "正文", PartKind.TABLE: "任务分解表"}

PLAN_DATES = {"written": "成文日期", "imprint": "印发日期", "published": "发布日期", "received": "收文日期"}


def issue_name(dates: PlanDates) -> str:
    """Return what the day is called from which «印发…内» counts: 成文日期 where that of the imprint is not known."""
    return PLAN_DATES["written" if dates.issue_is_written else "imprint"]


ASPECTS = {  # what a revised plan may change in a task
    "section": "所属部分",
    "seq": "序号",
    "title": "任务名称",
    "content": "任务内容",
    "units": "责任单位",
    "deadline": "完成时限",
    "extra": "其他栏目",
    "order": "排列先后",
}
PLAN_ASPECTS = {  # and in the plan's own data
    "title": "标题",
    "doc_no": "文号",
    "issuer": "发文机关",
    "written": "成文日期",
    "imprint": "印发日期",
    "published": "发布日期",
    "received": "收文日期",
    "year": "年度",
    "level": "级别",
    "original": "原文文件",
}


def error_sentence(error: DeskError) -> str:
    """Return what happened and one next step."""
    data = {name: _plain(value) for name, value in error.data.items()}
    if "lacks" in error.data:
        data["lacks"] = first_facts([LACKS.get(each, each) for each in error.data["lacks"]])
    if "file" in data:
        data["file"] = PASTED if data["file"] == "-" else PurePath(data["file"]).name or data["file"]
    for name, known in (("reason", REASONS), ("what", WHATS | YEAR_WHATS | LIMITS), ("type", TYPES), ("found", TYPES)):
        data[name] = known.get(data.get(name, ""), data.get(name, ""))
    data["step"] = STEPS.get(data["type"] or data["found"], OTHER_STEPS.get(error.kind, ""))
    text = (case_of(error) or ERRORS[error.kind]) + (NEWEST if data.get("newest") else "")
    return text.format_map(_Known({name: value for name, value in data.items() if value}))


def missing_fonts_sentence(fonts: Sequence[str]) -> str:
    """Return what to know where official fonts are not on this machine."""
    return f"本机没有安装{'、'.join(fonts)}，已用相近字体代替；正式印发请在装有公文字体的电脑上打印。"


def recognised_sentence(review: Review) -> str:
    """Return how many tasks were read and in how many places a person should look: all open doubts, as 核对 counts."""
    places = len(review.doubts)
    return f"{len(review.shown.tasks)} 项，{f'{places} 处要看' if places else '没有要看的地方'}"


def doubt_sentence(doubt: Doubt) -> str:
    """Return what a person should look at, with the words from the source."""
    return DOUBTS[doubt.kind].format(text=doubt.text).rstrip("：")


def doubt_chip(kind: DoubtKind) -> str:
    """Return the short name of a kind of doubt; all that concern dates are 时限待确认."""
    return DOUBT_CHIPS.get(kind, "时限待确认")


class _Known(dict[str, str]):
    """Sentences stay sentences when an error carries less than they name."""

    def __missing__(self, name: str) -> str:
        return {"file": "所选文件", "library": "所选文件夹", "who": "其他人", "where": "另一处"}.get(name, "")


def _plain(value: Any) -> str:  # noqa: ANN401 - whatever an error carries
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(map(_plain, value))
    return str(value)


def unit_refusal(error: NotAllowed) -> str:
    """Return why an act upon the unit directory was refused, and what can be done instead."""
    lacks, name = error.data["lacks"], error.data.get("name", "")
    if "free_name" in lacks:
        return f"“{name}”已经是另一个单位的名称。是同一个单位时，请用“合并”。"
    if "unused_unit" in lacks:
        return f"“{name}”已有任务或进展，不能删除。名称重复时，请用“合并”。"
    return error_sentence(error)
