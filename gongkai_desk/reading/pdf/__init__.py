"""PDF: characters and rules of a page become lines and grids."""
