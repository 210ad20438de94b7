"""Returns as such: their file names, the calendar, and comparing one with another."""
