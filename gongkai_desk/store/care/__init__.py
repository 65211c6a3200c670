"""A library looked after: whole or not, backups, snapshots, the way back, what was left behind."""
