"""Rules about the funding and monitoring entries of an aim."""
