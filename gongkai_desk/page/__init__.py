"""The official page: its measures, the grid of ems on which lines are counted, and a paper as a value."""
