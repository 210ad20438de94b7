"""Guided changes: what happened to a learner is asked, worked out, shown and recorded cell by cell."""
