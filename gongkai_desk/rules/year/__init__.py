"""How figures of a period and a year are counted, compared and judged."""
