"""Plans and tasks as they are written, chosen and shown."""
