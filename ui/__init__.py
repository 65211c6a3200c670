"""The window: panes, models and dialogs over the core."""
