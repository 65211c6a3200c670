"""Units are reminded: slips with their numbers, the log of calls."""
