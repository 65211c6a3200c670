"""Drafts on their way through a clerk's hands: draft in, draft out; no library, no file."""
