"""Plain objects become papers; nothing here knows the library."""
