"""Registers besides the ledger: requests, interpretations, spot checks."""
