"""Pure functions of stored things and the day: nothing here is stored."""
