"""The demo: made-up learners with named faults, and the whole job done with them once."""
