"""Forms by which learners give their own details: made for each, answered anywhere, collected into the return."""
