"""The things an office works with, as frozen values."""
