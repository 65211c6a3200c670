"""Sentences for cases of an error that a clerk should hear apart from the usual one of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.errors import DeskError

ENCRYPTED_AGAIN = "《{file}》的密码不对，请重新输入。"
ENCRYPTED_OFFICE = "《{file}》已加密，请用 WPS 或 Office 输入密码打开，取消密码另存后再导入。"
NOTHING_RECOGNISED = "《{file}》是扫描件，没有识别出文字，请换一份清晰的扫描件或可复制文字的版本。"
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

_TOLD = 5  # facts in one sentence
_CASES = {  # by kind and reason
    ("empty_file", "evidence"): EMPTY_EVIDENCE,
    ("unreadable", "folder"): A_FOLDER,
    ("unreadable", "no_file"): NO_FILE,
    ("damaged_ledger", "no_ledger"): NO_LEDGER,
    ("damaged_ledger", "no_folder"): NO_SUBFOLDER,
    ("bad_backup", "not_whole"): NOT_WHOLE,
    ("bad_backup", "nothing_left"): NOTHING_LEFT,
    ("bad_backup", "incomplete"): INCOMPLETE,
    ("read_only_ledger", "place"): PLACE_READ_ONLY,
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
    if error.kind == "unknown_id" and error.data.get("id") == "":
        return NO_TASK_YET
    return _CASES.get((error.kind, str(error.data.get("reason", ""))), "")
