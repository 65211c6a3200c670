"""打印预览: the paper page by page, its set-up beside it; print, or write as PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from gongkai_desk.domain.figures import Counted
from gongkai_desk.domain.sheet import Orientation, PaperSize, TextSize
from gongkai_desk.errors import DeskError
from gongkai_desk.export.pages import pages
from gongkai_desk.export.printed import PrintedPaper, PrintSetup
from gongkai_desk.page.layout import Paper, TableColumn, TablePaper
from gongkai_desk.wording.sentences import error_sentence, missing_fonts_sentence
from ui.dialogs.base import ask
from ui.dialogs.base.dialog import Dialog
from ui.printing import pdf
from ui.printing.page_view import PageView
from ui.printing.pdf import missing_fonts
from ui.widgets.notices import button, label

_ZOOMS = ("适合宽度", "整页", "50%", "75%", "100%", "125%", "150%", "200%", "300%")
_FIGURES_HINT = "带虚线的数字可以点（或按 ←、→ 选中后按回车），看它数的是哪几条。虚线不打印。"
OpenRows = Callable[[QWidget, Counted], bool]
_WAYS = {"竖向": Orientation.PORTRAIT, "横向": Orientation.LANDSCAPE}


def columns_of(paper: Paper) -> tuple[TableColumn, ...]:
    """Return the columns that one may choose from: those of a table."""
    return paper.columns if isinstance(paper, TablePaper) else ()


class Preview(Dialog):
    """Shows the pages of a paper as it is set up; ``save`` writes what is shown as PDF.

    ``open_rows`` shows the rows of a figure that was clicked over the preview; it tells whether the clerk wants to go
    to them, and then the preview makes room.
    """

    def __init__(
        self,
        paper: Paper,
        setup: PrintSetup,
        save: Callable[[PrintedPaper], None],
        parent: QWidget | None = None,
        open_rows: OpenRows | None = None,
    ) -> None:
        super().__init__(parent)
        self._paper, self._save, self._open_rows = paper, save, open_rows
        self.setup = setup
        self.paper = pages(paper, setup)
        self.setWindowTitle(f"打印预览 — {self.paper.title}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.view = PageView(self)
        self._make_bar()
        self._make_side(columns_of(paper))
        self._lay_out()
        self._show_setup()
        self._wire()
        self.zoom.setCurrentIndex(1)
        self._show_paper()
        self.resize(1100, 720)
        self.view.setFocus()

    @classmethod
    def show_for(
        cls,
        parent: QWidget,
        paper: Paper,
        setup: PrintSetup,
        save: Callable[[PrintedPaper], None],
        open_rows: OpenRows | None = None,
    ) -> PrintSetup:
        """Show it until it is closed; return the set-up that was chosen last."""
        dialog = cls(paper, setup, save, parent, open_rows)
        dialog.exec()
        dialog.deleteLater()
        return dialog.setup

    # -- building

    def _make_bar(self) -> None:
        self.back = button("上一页", self.previous_page, parent=self)
        self.on = button("下一页", self.next_page, parent=self)
        self.number = QSpinBox(self)
        self.number.setAccessibleName("页码")
        self.count = label(parent=self)
        self.zoom = QComboBox(self)
        self.zoom.setAccessibleName("显示比例")
        self.zoom.addItems(_ZOOMS)
        self.percent = label(name="dim", parent=self)
        self.print_button = button("打印…", self.print_now, name="primary", parent=self)
        self.pdf_button = button("导出 PDF(&F)…", self.save_pdf, parent=self)
        for keys, slot in (
            (QKeySequence.StandardKey.ZoomIn, self.larger),
            (QKeySequence.StandardKey.ZoomOut, self.smaller),
        ):
            action = QAction(self)
            action.setShortcut(keys)
            action.triggered.connect(slot)
            self.addAction(action)
        self.print_button.setShortcut("Ctrl+P")

    def _make_side(self, columns: tuple[TableColumn, ...]) -> None:
        self.sheet = self._combo("纸张", [size.value for size in PaperSize])
        self.way = self._combo("方向", list(_WAYS))
        self.letters = self._combo("表内字号", [size.value for size in TextSize])
        self.fit = QCheckBox("栏宽铺满版心", self)
        self.columns = [(column.name, QCheckBox(column.title.replace("\n", ""), self)) for column in columns]
        self.fonts = label(name="dim", wrap=True, parent=self)
        self.hint = label(_FIGURES_HINT, name="dim", wrap=True, parent=self)

    def _combo(self, name: str, items: list[str]) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(name)
        made.addItems(items)
        return made

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(8)
        for part in (self.back, self.number, self.count, self.on, self.zoom, self.percent):
            bar.addWidget(part)
        bar.addStretch(1)
        for part in (self.pdf_button, self.print_button, button("关闭", self.reject, parent=self)):
            bar.addWidget(part)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.view, 1)
        middle.addLayout(self._side())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addLayout(middle, 1)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setContentsMargins(16, 12, 16, 12)
        parts: tuple[QWidget, ...] = (self.sheet, self.way, self.letters, self.fit)
        for part in parts:
            part.setVisible(bool(self.columns))
        if self.columns:  # a form has one set-up only
            side.addLayout(self._choices())
        side.addStretch(1)
        for each in (self.hint, self.fonts):
            each.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 15)
            side.addWidget(each)
        return side

    def _choices(self) -> QVBoxLayout:
        choices = QVBoxLayout()
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, field in (("纸张", self.sheet), ("方向", self.way), ("表内字号", self.letters)):
            form.addRow(name, field)
        choices.addLayout(form)
        choices.addSpacing(8)
        choices.addWidget(label("打印的栏目", name="heading", parent=self))
        for _, box in self.columns:
            choices.addWidget(box)
        choices.addSpacing(8)
        choices.addWidget(self.fit)
        return choices

    def _show_setup(self) -> None:
        self.sheet.setCurrentText(self.setup.paper.value)
        self.way.setCurrentIndex(list(_WAYS.values()).index(self.setup.orientation))
        self.letters.setCurrentText(self.setup.size.value)
        self.fit.setChecked(self.setup.fit)
        for key, box in self.columns:
            box.setChecked(not self.setup.columns or key in self.setup.columns)

    def _wire(self) -> None:
        for combo in (self.sheet, self.way, self.letters):
            combo.currentIndexChanged.connect(self._set_up)
        for box in (self.fit, *(box for _, box in self.columns)):
            box.toggled.connect(self._set_up)
        self.zoom.currentIndexChanged.connect(self._set_zoom)
        self.number.valueChanged.connect(self._go_to)
        self.view.page_changed.connect(self._show_page)
        self.view.zoomed.connect(self._show_zoom)
        self.view.figure_chosen.connect(self._show_rows)

    # -- what is shown

    def _set_up(self) -> None:
        """Lay the paper out anew as the fields say; the last ticked column stays."""
        chosen = tuple(key for key, box in self.columns if box.isChecked())
        every = len(chosen) == len(self.columns)
        self.setup = replace(
            self.setup,
            paper=PaperSize(self.sheet.currentText()),
            orientation=_WAYS[self.way.currentText()],
            size=TextSize(self.letters.currentText()),
            columns=() if every else chosen,
            fit=self.fit.isChecked(),
        )
        for _, box in self.columns:
            box.setEnabled(len(chosen) > 1 or not box.isChecked())
        self.paper = pages(self._paper, self.setup)
        self._show_paper()

    def _show_paper(self) -> None:
        self.view.show_paper(self.paper)
        self.hint.setVisible(self._open_rows is not None and self.view.has_figures)
        count = len(self.paper.pages)
        self.number.setRange(1, count)
        self.count.setText(f"/ {count} 页")
        missing = missing_fonts(self.paper)
        self.fonts.setText(missing_fonts_sentence(missing) if missing else "")
        self._show_page(self.view.page)

    def _show_page(self, page: int) -> None:
        self.number.blockSignals(True)
        self.number.setValue(page + 1)
        self.number.blockSignals(False)
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page + 1 < len(self.paper.pages))

    def _go_to(self, number: int) -> None:
        self.view.go_to(number - 1)

    def _show_zoom(self, zoom: float) -> None:
        self.percent.setText(f"{zoom:.0%}")

    def next_page(self) -> None:
        """Turn over."""
        self.view.go_to(self.view.page + 1)

    def previous_page(self) -> None:
        """Turn back."""
        self.view.go_to(self.view.page - 1)

    def larger(self) -> None:
        """Zoom in."""
        self.view.set_zoom(self.view.zoom * 1.25)

    def smaller(self) -> None:
        """Zoom out."""
        self.view.set_zoom(self.view.zoom / 1.25)

    def _set_zoom(self, index: int) -> None:
        if index < 2:
            self.view.fit("width" if index == 0 else "page")
        else:
            self.view.set_zoom(int(_ZOOMS[index].rstrip("%")) / 100)

    @Slot(object)
    def _show_rows(self, counted: Counted) -> None:
        if self._open_rows is not None and self._open_rows(self, counted):
            self.accept()

    # -- what leaves the dialog

    def print_now(self) -> None:
        """Ask for the printer and print."""
        chosen = pdf.ask_printer(self, self.paper)
        if chosen is None:
            return
        try:
            pdf.print_paper(self.paper, chosen)
        except DeskError as error:
            ask.tell(self, "打印", error_sentence(error))

    def save_pdf(self) -> None:
        """Write what is shown as PDF."""
        self._save(self.paper)
