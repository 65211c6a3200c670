"""The unit directory, and who is assigned to what."""
