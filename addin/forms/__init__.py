"""Forms by which learners give their own details: made for each learner, answered anywhere, collected into the return."""
