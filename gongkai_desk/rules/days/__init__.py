"""Days of a year: the calendar, duties, working days counted."""
