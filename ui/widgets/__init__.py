"""Widgets that know no task: tables, headers, shapes."""
