"""Models: adapters between plain lists and Qt views."""
