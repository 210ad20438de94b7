"""The Individualised Learner Record itself; knows nothing of Excel, of where files lie, or of the clock."""
