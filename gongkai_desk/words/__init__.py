"""The language of plans: text in, meaning out."""
