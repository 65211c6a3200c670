"""What stands in a clause that assigns work: its statements, each with its verb, and its stretches of time."""
