"""Chasing units: calls, slips, their registers."""
