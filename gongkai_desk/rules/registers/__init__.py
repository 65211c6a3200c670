"""The small registers: requests by the law's days, interpretations, the annual table."""
