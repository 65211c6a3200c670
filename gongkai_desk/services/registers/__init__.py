"""The small registers: requests, interpretations, duties."""
