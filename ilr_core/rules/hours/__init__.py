"""Rules about hours, in each year's form."""
