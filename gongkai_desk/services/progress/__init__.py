"""What is done on tasks: reports, counts, evidence, closing, spot checks."""
