"""What stands in the rounds of a year: what units owe and have returned, opinions, summaries, what went up."""
