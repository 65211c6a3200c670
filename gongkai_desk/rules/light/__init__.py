"""Where shares stand on a day: lights, reporting periods, what waits, statistics."""
