"""What was saved of a damaged library, and what was not, in a clerk's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from gongkai_desk.errors import DeskError

TABLES = {
    "plan": "要点",
    "original": "要点原件",
    "task": "任务",
    "task_unit": "任务分工",
    "unit": "单位",
    "unit_state": "单位办理状态",
    "report": "进展",
    "evidence": "佐证材料",
    "evidence_link": "佐证材料的归属",
    "quota_event": "数量登记",
    "transition": "核查销号等办理",
    "duty": "时限事项",
    "spot_check": "抽查",
    "request": "依申请公开",
    "interpretation": "政策解读",
    "reminder": "催办",
    "paper_no": "文书编号",
    "task_unit_choice": "明确的责任单位",
    "task_link": "承接关系",
    "doubt": "待确认的疑问",
    "issued_paper": "印发件",
    "filing": "报备",
    "filed_copy": "存档文件",
    "closed_year": "归档年度",
    "superior": "上级单位",
    "submission": "报送登记",
    "form": "上级表样",
    "form_column": "上级表样",
    "form_word": "上级表样",
    "form_row": "上级表样",
    "period_lock": "锁定的期别",
    "locked_figure": "锁定的数据",
    "report_choice": "报告选用的进展",
    "approval": "审批记录",
    "dispatch": "下发批次",
    "dispatch_unit": "下发单位",
    "closing_move": "准予延期报送",
    "sent_row": "下发的填报行",
    "returned_file": "收回的文件",
    "returned_row": "收回的填报行",
    "summary_source": "汇总稿的来源",
    "opinion": "征求意见",
    "packet": "分工录入包",
    "row_origin": "录入包来源",
    "annual_report": "年报",
    "annual_figure": "年报数据",
    "annual_text": "年报文字",
    "lookback": "回头看",
    "lookback_item": "回头看事项",
    "rectification": "整改",
    "assessment": "考核",
    "assessment_item": "考核指标",
    "assessment_rule": "考核细则",
    "assessment_band": "考核等次",
    "assessment_unit": "考核单位",
    "assessment_score": "考核得分",
    "assessment_entry": "考核扣分",
    "timed_case": "办理期限",
    "draw": "抽样记录",
    "day_off": "放假安排",
    "setting": "设置",
    "step": "操作记录",
    "journal": "变更记录",
}
"""Tables that a clerk knows by a name; what stands in others is told as 其他记录."""
_OTHER = "其他记录"
_FEW = 5  # names of files in one line


def saved_line(rows: Mapping[str, int], files: int) -> str:
    """Return what came over, e.g. 已救出：要点 1 条、任务 28 条；文件 3 份。 as one line."""
    return f"已救出：{_counted(rows) or '没有记录'}；文件 {files} 份。"


def lost_lines(lost: Mapping[str, int], cut: Collection[str], lacking: list[str]) -> list[str]:
    """Return what is known not to have come over; empty if that is nothing."""
    lines = []
    if lost:
        lines.append(f"没有救出：{_counted(lost)}。")
    if cut:
        names = dict.fromkeys(TABLES.get(table, _OTHER) for table in sorted(cut))
        lines.append(f"读不全、不知缺多少：{'、'.join(names)}。")
    if lacking:
        more = f"等 {len(lacking)} 份" if len(lacking) > _FEW else ""
        lines.append(f"缺少文件：{'、'.join(lacking[:_FEW])}{more}。")
    if lines:
        lines.append("救出的内容请与纸质台账核对；以前的操作不能再撤销。")
    return lines


def _counted(counts: Mapping[str, int]) -> str:
    named: Counter[str] = Counter()
    for table, count in counts.items():
        named[TABLES.get(table, _OTHER)] += count
    order = {name: place for place, name in enumerate((*TABLES.values(), _OTHER))}
    return "、".join(f"{name} {named[name]} 条" for name in sorted(named, key=order.__getitem__) if named[name])


ENCRYPTED_AGAIN = "《{file}》的密码不对，请重新输入。"
ENCRYPTED_OFFICE = "《{file}》已加密，请用 WPS 或 Office 输入密码打开，取消密码另存后再导入。"
NOTHING_RECOGNISED = "《{file}》是扫描件，没有识别出文字，请换一份清晰的扫描件或可复制文字的版本。"
NO_COMPONENT = (
    "《{file}》是扫描件，没有文字可读：可以向来文单位索取可复制文字的版本；"
    "或者用 WPS 等转成文字后，粘贴到“选文件”一步的文字框里；"
    "或者加装扫描识别组件：请维护人员准备好组件文件夹（见安装说明），"
    "在“选文件”一步选择识别组件所在的文件夹，命令行加 --ocr 文件夹。"
)
NO_MACHINE = "识别组件没有装入：本机的系统（{machine}）没有对应的组件清单，请另换一台电脑识别扫描件。"
OTHER_FOLDER = "“{file}”里没有识别组件的文件，没有装入。里面应当有：{missing}。"
WRONG_FILES = "“{file}”里的识别组件不齐全或不是原件，没有装入。{listed}请维护人员补齐后再选。"
NO_START = "识别组件在本机不能启动，没有装入（{cause}），请把这句话告诉维护人员。"
NO_TASK_YET = "台账库“{library}”中还没有任务，请先导入要点。"
NEWEST = "最近一份完好的自动备份是“{newest}”，在台账库的 backups 文件夹里。"
NO_LEDGER = "台账库“{library}”的数据文件 ledger.db 不见了或是空的，请从备份恢复。"
NO_SUBFOLDER = "台账库“{library}”里的“{part}”应是文件夹，现在却是文件，请把这个文件移到别处后重新打开。"
NOT_WHOLE = "《{file}》不完整，没有恢复：{lacks}。请换一份备份，或把能读的先救出来（命令行加 --salvage）。"
NOTHING_LEFT = "《{file}》里没有能读出来的内容，请换一份备份。"
INCOMPLETE = "备份《{file}》已写好，但台账库本身不完整：{lacks}。请从以前的备份中找回后再备份一次。"
PLACE_READ_ONLY = "台账库“{library}”所在的位置不能写入，请把它复制到可以写入的位置再打开，或以只读方式打开。"
NO_FILE = "“{file}”不是普通文件（可能是设备或管道），没有读取，请另选文件。"
A_FOLDER = "“{file}”是文件夹，请选择其中的文件。"

EMPTY_EVIDENCE = "《{file}》是空文件，没有添加，请确认收到的文件是否完整；确要添加请加 --empty。"

LINES_LOST = (
    "《{file}》的表格线和换行都丢了，分不出一项一项："
    "请直接导入原来的 Word、Excel、PDF 文件或网页，或者从原文件里重新复制整张表再粘贴。"
)

_TOLD = 5  # facts in one sentence
OLD_FORM = "《{file}》是旧版文字处理文件，本机没有能转换它的办公软件，请用 WPS 或 Word 另存为 .docx 后再填。"
OLD_SHEET = "《{file}》是旧版表格文件，本机没有能转换它的办公软件，请用 WPS 或 Excel 另存为 .xlsx 后再填。"
NO_OFFICE_FORM = "《{file}》不是 Word 或 Excel 表，不能在原表上填，请向上级索取 .docx 或 .xlsx 的表样。"
OTHERS_PACKET = "《{file}》不是从这个台账库发出的分工录入包，没有收回，请打开发出它的台账库再收。"
UNKNOWN_PACKET = "《{file}》的发出记录在这个台账库里已撤销或不在了，没有收回，请先恢复发出记录（重做或恢复备份）。"
PARTED_PACKET = "《{file}》与上次收回的不是同一份台账库接着办的（可能在两台电脑上各办各的），没有收回，请先与对方核对。"
OWN_BOOK = "《{file}》是单位交回的填报表（意见反馈表），请用“回收汇总”。"
HANDED_TWICE = "《{file}》已经登记过（{title}），不用再登记，要填回时用“填回上级填报表”。"
OPINIONS_ABOVE = "《{file}》是上级征求意见的意见反馈表，没有要登记的任务，请直接在表中填写意见后报回。"
NO_SCHEME = "《{file}》中没有考核指标表：要有“指标”“分值”两列表头，可另有“二级指标”“评分标准”。"
NO_POINTS = "《{file}》中没有评分表：要有“单位”一列和各项得分。"
_CASES = {  # by kind and reason
    ("legacy_format", "form"): OLD_FORM,
    ("legacy_format", "sheet"): OLD_SHEET,
    ("unsupported_type", "form"): NO_OFFICE_FORM,
    ("returned_book", "own"): OWN_BOOK,
    ("duplicate", "handed"): HANDED_TWICE,
    ("returned_book", "above"): OPINIONS_ABOVE,
    ("empty_file", "evidence"): EMPTY_EVIDENCE,
    ("unreadable", "folder"): A_FOLDER,
    ("unreadable", "no_file"): NO_FILE,
    ("no_tasks", "lines_lost"): LINES_LOST,
    ("no_tasks", "no_scheme"): NO_SCHEME,
    ("no_tasks", "no_points"): NO_POINTS,
    ("damaged_ledger", "no_ledger"): NO_LEDGER,
    ("damaged_ledger", "no_folder"): NO_SUBFOLDER,
    ("bad_backup", "not_whole"): NOT_WHOLE,
    ("bad_backup", "nothing_left"): NOTHING_LEFT,
    ("bad_backup", "incomplete"): INCOMPLETE,
    ("bad_packet", "foreign"): OTHERS_PACKET,
    ("bad_packet", "unknown"): UNKNOWN_PACKET,
    ("bad_packet", "parted"): PARTED_PACKET,
    ("read_only_ledger", "place"): PLACE_READ_ONLY,
    ("bad_component", "machine"): NO_MACHINE,
    ("bad_component", "other_folder"): OTHER_FOLDER,
    ("bad_component", "start"): NO_START,
}


def first_facts(facts: Sequence[str]) -> str:
    """Return a few facts by name and the rest as a count."""
    told = "、".join(facts[:_TOLD])
    return f"{told}等 {len(facts)} 处" if len(facts) > _TOLD else told


def case_of(error: DeskError) -> str:
    """Return the sentence for a case of a kind that a clerk should hear apart; empty where it is the usual one."""
    if error.kind == "encrypted" and error.data.get("tried"):
        return ENCRYPTED_AGAIN
    if error.kind == "encrypted" and error.data.get("office"):
        return ENCRYPTED_OFFICE
    if error.kind == "no_text" and error.data.get("component"):
        return NOTHING_RECOGNISED
    if error.kind == "no_text" and "component" in error.data:
        return NO_COMPONENT
    if error.kind == "unknown_id" and error.data.get("id") == "":
        return NO_TASK_YET
    if error.kind == "bad_component" and error.data.get("reason") == "files":
        return WRONG_FILES.replace("{listed}", _files_listed(error))
    return _CASES.get((error.kind, str(error.data.get("reason", ""))), "")


def _files_listed(error: DeskError) -> str:
    """Return which files lack and which are others than they should be, each by its name."""
    named = (("缺", error.data.get("missing")), ("与原件不符", error.data.get("wrong")))
    return "".join(f"{what}：{'、'.join(files)}。" for what, files in named if files)
