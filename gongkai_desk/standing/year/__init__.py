"""What a period and a year amount to in a library: figures, reports, 年报, look-back, assessment."""
