"""Dialogs: what goes out to units and comes back."""
