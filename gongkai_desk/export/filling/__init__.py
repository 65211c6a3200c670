"""Superiors' forms are filled part by part: whatever is not touched stays in the copy byte for byte."""
