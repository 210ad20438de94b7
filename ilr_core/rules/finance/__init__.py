"""Rules about price and payment records."""
