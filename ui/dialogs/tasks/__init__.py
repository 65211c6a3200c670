"""What is asked about tasks: text and units, reports, evidence, acts."""
