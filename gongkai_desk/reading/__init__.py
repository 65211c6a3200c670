"""A file becomes pages of lines and grids; nothing here knows what a task is."""
