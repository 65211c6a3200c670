"""Before a register leaves the office: whether applicants' names go with it, whether the annual table adds up."""

from PySide6.QtWidgets import QCheckBox, QWidget

from gongkai_desk.domain.registers import AnnualTable
from gongkai_desk.wording.registers import check_sentence, table_remarks
from ui.dialogs.forms import Form, give_size
from ui.widgets.plain import label

_NAMES = "申请人姓名是个人信息，默认不导出。确有需要、并且知道表格交给谁时才勾选；申请内容里写有姓名的，请先核对。"


class NamesForm(Form):
    """Asks whether names are written; they are not unless somebody ticks it."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__("导出登记表", "导出…", parent)
        self.names = QCheckBox("包含申请人姓名(&N)", self)
        count_told = label(f"导出当前列出的 {count} 件。", parent=self)
        self.add_wide(count_told, self.names, label(_NAMES, name="dim", wrap=True, parent=self))
        give_size(self, 32, 11)

    @classmethod
    def ask(cls, parent: QWidget, count: int) -> bool | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(count, parent)
        given = dialog.names.isChecked() if dialog.asked() else None
        dialog.deleteLater()
        return given


class CheckForm(Form):
    """Says how table 3 adds up and what to look at before it is printed."""

    def __init__(self, table: AnnualTable, parent: QWidget | None = None) -> None:
        super().__init__("导出年报表三、表四", "导出…", parent)
        new, carried, done, out = table.sums()
        for name, number in (
            ("本年新收", new),
            ("上年结转", carried),
            ("本年度办理结果", done),
            ("结转下年度继续办理", out),
        ):
            self.form.addRow(name, label(f"{number} 件", parent=self))
        parts = [label(check_sentence(table), wrap=True, parent=self)]
        parts += [label(each, name="refusal", wrap=True, parent=self) for each in table_remarks(table)]
        self.add_wide(*parts)
        give_size(self, 32, 13 + 2 * len(parts))

    @classmethod
    def ask(cls, parent: QWidget, table: AnnualTable) -> bool:
        """Show it; tell whether the paper is wanted."""
        dialog = cls(table, parent)
        wanted = dialog.asked()
        dialog.deleteLater()
        return wanted
