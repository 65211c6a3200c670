"""What units do and what the office does upon it: reports, acts, counts, deadlines, evidence."""
