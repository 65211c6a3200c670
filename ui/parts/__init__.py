"""Widgets that know what a clerk works with: lights, calendars, charts, sheets, the source beside its tasks."""
