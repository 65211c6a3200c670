"""A table of records: texts under fixed heads, whose last column takes what is left."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QWidget

from ui.models.record_table import RecordTable
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.merged_view import MergedView

_WIDE = 5.2  # characters: a date, a short unit


def record_view(model: RecordTable, parent: QWidget) -> MergedView:
    """Return a view of a model of records."""
    view = MergedView(parent)
    view.setHorizontalHeader(TaskHeader(view))
    view.setModel(model)
    view.horizontalHeader().setSectionsClickable(False)
    view.horizontalHeader().setStretchLastSection(False)
    wide = view.fontMetrics().horizontalAdvance("国")
    for column in range(model.columnCount() - 1):
        view.setColumnWidth(column, round(wide * _WIDE) + 18)
    view.horizontalHeader().setSectionResizeMode(model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
    return view
