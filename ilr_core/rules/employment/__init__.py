"""Rules about employment status and its monitoring."""
