"""What a clerk reads about a superior's form: fields, states, why something of it waits for a person."""

from __future__ import annotations

from gongkai_desk.domain.forms import FormField, FormMode, FormNote, FormState, Lack, Matched

FIELDS = {
    FormField.PROGRESS: "进展情况",
    FormField.STATE: "完成情况",
    FormField.PROBLEMS: "存在问题",
    FormField.NEXT_STEPS: "下一步打算",
    FormField.EVIDENCE: "佐证材料",
    FormField.CONTACT: "联系人",
    FormField.PHONE: "联系电话",
    FormField.DAY: "填报日期",
    FormField.SEQ: "序号",
    FormField.TITLE: "任务名称",
    FormField.CONTENT: "任务内容",
    FormField.UNITS: "责任单位（照原文）",
    FormField.LEAD: "牵头单位",
    FormField.RESPONSIBLE: "责任单位",
    FormField.SUPPORT: "配合单位",
    FormField.DEADLINE: "完成时限",
    FormField.REMARK: "备注",
    FormField.SECTION: "类别",
    FormField.CODE: "任务码",
}
NO_FIELD = "（不填）"

FORM_STATES = {
    FormState.DONE: "已完成",
    FormState.RUNNING: "正在推进",
    FormState.LATE: "逾期未完成",
    FormState.NOT_STARTED: "还没有启动",
    FormState.NOT_APPLICABLE: "不涉及",
}
"""What each state is called where a person gives the form's word for it."""

MODES = {FormMode.PRINTED: "表中已印好任务，只填空格", FormMode.EMPTY: "空表，逐行填入任务"}

BY = {
    Matched.NAME: "按表头",
    Matched.CONTENT: "按示例内容",
    Matched.REMEMBERED: "上次所选",
    Matched.HAND: "人工指定",
    "code": "按任务码",
    "link": "按承接关系",
    "number+content": "按序号和内容",
    "content": "按内容",
    "remembered": "上次所选",
    "hand": "人工指定",
    "": "没有找到",
}

NOTES = {
    Lack.ROW_UNKNOWN: "表中这一行没有对应的任务，没有填",
    Lack.ROW_UNSURE: "表中这一行与任务不够相像，没有填",
    Lack.TASK_LEFT: "这项任务在表中没有对应的行",
    Lack.CELL_HELD: "格内已有内容，没有改动",
    Lack.REWRITTEN: "退回补报的表：原来所报的文字已换成现在的，请看一看",
    Lack.EXAMPLE: "示例行保留在表中，报送前请删去",
    Lack.NO_STATE_WORD: "表中没有与这种状态对应的用词，没有填",
    Lack.SEVERAL: "几项任务合填在这一行，请看一看文字",
    Lack.SPREAD: "一项任务在表中分印成几行，各行填了同样的文字，请看一看",
    Lack.OVER: "超过字数限制，已全文填入，请压缩",
    Lack.CODE_DIFFERS: "这一行的任务码与登记的不符，已按任务内容填，上级收表时要核对",
    Lack.NO_HEAD: "没有认出表头，没有填",
}


def note_text(note: FormNote) -> str:
    """Return why something waits, with what the limit is where there is one."""
    if note.lack is Lack.OVER:
        return f"{NOTES[note.lack]}（限{note.limit}字，现{len(''.join(note.text.split()))}字）"
    return NOTES[note.lack]
