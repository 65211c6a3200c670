"""Words of the papers of a period and a year."""
