"""The office's own: units, days, duties, settings, backups."""
