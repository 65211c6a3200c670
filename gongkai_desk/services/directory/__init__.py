"""The unit directory, its lists, and which units a printed name means."""
