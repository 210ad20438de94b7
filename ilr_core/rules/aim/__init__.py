"""Rules about an aim's own fields: dates, funding, completion."""
