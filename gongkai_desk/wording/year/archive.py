"""Words of 归档移交 and 工作交接."""

from __future__ import annotations

from typing import Final

from gongkai_desk.domain.year.archive import ArchiveNumber

_BLANK: Final = "　　"
README: Final = (
    "本包不用软件也能查看：成文材料、原件、留存件和佐证材料按件号排列，点下表“打开”一栏的字就能打开。",
    "归档文件目录另有 Word 和 Excel 文件，可以打印、导入档案系统；没有数过页数的，页数由档案人员填写。",
    "originals、evidence、filed 三个文件夹和 ledger.db 供恢复台账库用，请不要改动；"
    "在软件里用“工具 → 恢复备份”选本包的 .zip，就能恢复出一样的台账库。"
    "本包是文件夹的，先把里面的全部内容压成一个 .zip。",
    "“台账内容.txt”是台账全部内容的文字稿，用记事本就能看。",
    "checksums.sha256 是每个文件的校验值，可用 sha256sum -c checksums.sha256 核对。",
)
PAPERS: Final = "成文材料"
REQUESTS: Final = "台账数据中的依申请公开登记"
UNCOVERED: Final = "包里有台账数据和原件，要能恢复成台账库，不能遮盖。"
KEPT: Final = "收文原件、留存件和佐证材料"
NOT_PRINTED: Final = "没有打印组件，没有出 PDF 文件"

HANDOVER_OPENING: Final = "截至{day}，《{plan}》共部署任务{tasks}项，已销号{closed}项。尚未了结的事项逐项交接如下。"
HANDOVER_NONE: Final = "没有尚未了结的事项。"
HANDOVER_HEAD: Final = "{heading}（{count}项）"
HANDOVER_CONTACTS: Final = "{heading}（{count}家）"
CONTACTS: Final = "责任单位联系人"
SUPERIORS: Final = "上级单位联系人"
ANSWER_UNTIL: Final = "回执期限{day}"
HANDOVER_ITEM: Final = "{number}.{name}"
HANDOVER_PLACES: Final = "资料所在"
HANDOVER_BLANK: Final = "其他需要说明的事项："
SIGNED: Final = (
    "移交人{giver}（签字）：",
    "接收人{taker}（签字）：",
    "监交人（签字）：",
    "交接日期：　　　　年　　月　　日",
)
HEADINGS: Final = {
    "returned": "收回后待定的材料",
    "receipt": "已下发尚未签收的填报表",
    "slips": "没有收回回执的催办单",
    "rectification": "没有销号的整改事项",
    "late": "锁定后补报待处理的进展",
}
PLACES: Final = (
    "台账库：{library}（含原件、佐证材料、留存件和自动备份）",
    "本要点的原文：{original}",
    "佐证材料：{proofs}件",
    "自用模板：{templates}",
    "账号、口令不写入本清单，当面移交。",
)

INDEX_HEADS: Final = ("件号", "档号", "题名", "责任者", "文号", "日期", "页数", "备注", "打开")
DATA: Final = "目录和数据"
RETENTIONS: Final = {"Y": "永久", "D30": "定期30年", "D10": "定期10年"}
FILES: Final = f"{PAPERS}、{KEPT}"
FILED: Final = "留存件"
PROOF: Final = "佐证 {numbers}"


def retention_text(number: ArchiveNumber) -> str:
    """Return the 保管期限 in words; one that DA/T 22 does not know as it was typed."""
    return RETENTIONS.get(number.retention, number.retention)


def number_text(number: ArchiveNumber, year: int | None, place: int) -> str:
    """Return the 档号 of a file: Z001-WS·2026-D30-BGS-0001; blank parts are left to the archivist."""
    if not (number.fonds or number.retention or number.office):
        return ""
    parts = (
        number.fonds or _BLANK,
        f"{number.category}·{year or _BLANK}",
        number.retention or _BLANK,
        number.office or _BLANK,
        f"{place:04}",
    )
    return "-".join(parts)
