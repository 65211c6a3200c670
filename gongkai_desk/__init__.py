"""公开台账 (Gongkai Desk): the core. It knows no window."""

__version__ = "0.6.0"
