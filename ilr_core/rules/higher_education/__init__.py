"""Rules about higher education and work placements."""
