"""Rules across the records of a learner, and across learners."""
