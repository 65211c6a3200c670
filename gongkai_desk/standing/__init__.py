"""What stands in a library on a day, read only: states, lights, agenda, calendar, duties, figures; with one cache."""
