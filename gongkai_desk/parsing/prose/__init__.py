"""Numbered prose becomes tasks: a tree of headings and items, and the clauses that assign them."""
