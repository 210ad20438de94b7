"""Off-the-job hours of the apprentices of a return: what is required, planned and delivered, and their reports."""
