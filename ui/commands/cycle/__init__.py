"""Commands of what goes round in a year: books out and back, opinions, packets, what goes up."""
