"""Papers of the end of a period and a year."""
