"""Scanned pages: the optional recogniser and what makes its lines plain pages."""
