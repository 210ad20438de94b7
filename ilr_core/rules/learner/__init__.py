"""Rules about the learner's own fields and records."""
