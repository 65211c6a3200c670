"""Choosing a verdict in its cell; all other cells are written in as anywhere."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QWidget

from gongkai_desk.wording.checks import VERDICTS
from ui.models.check_table import TO_CHECK, VERDICT
from ui.widgets.cell_edit import EditDelegate

Index = QModelIndex | QPersistentModelIndex


class VerdictDelegate(EditDelegate):
    """Gives the column 结论 a list of its four words."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() != VERDICT:
            return super().createEditor(parent, option, index)
        made = QComboBox(parent)
        made.addItems([TO_CHECK, *VERDICTS.values()])
        made.setAccessibleName("结论")
        return self.opened(made, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            self._is_given = True
            model.setData(index, editor.currentText(), Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)
