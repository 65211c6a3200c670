"""Widgets that know nothing of ours but the theme: tables, headers, fields, shapes."""
