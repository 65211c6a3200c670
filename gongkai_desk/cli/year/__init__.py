"""The command line of the end of a period and a year."""
