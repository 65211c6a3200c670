"""What may be done on shares and plans: acts, slips, samples, pasted reports, revised texts."""
