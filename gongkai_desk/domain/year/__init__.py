"""What is told at the end of a period and of a year: its figures."""
