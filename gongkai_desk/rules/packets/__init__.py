"""分工录入包: what two sides made of the same rows, merged."""
