"""Settings, working days, undo and redo."""
