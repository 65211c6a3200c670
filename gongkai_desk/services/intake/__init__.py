"""Plans come into a library and are kept: importing, revised texts, plans by hand, the sample."""
