"""The tables of the ledger (``ledger.db``), a module for each subject; ``whole`` puts them together."""
