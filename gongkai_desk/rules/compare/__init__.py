"""Two texts of the same tasks beside each other: matching, differences, what takes up what."""
