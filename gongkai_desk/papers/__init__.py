"""The papers an office issues: what stands on each, made of plain facts; the list of them all."""
