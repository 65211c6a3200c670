"""Pages of the main window beside the task table."""
