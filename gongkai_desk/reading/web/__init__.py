"""Saved web pages: the article alone, as paragraphs, lists and tables."""
