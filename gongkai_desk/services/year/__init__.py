"""Acts of the end of a period and a year: locking, looking back, assessing, archiving."""
