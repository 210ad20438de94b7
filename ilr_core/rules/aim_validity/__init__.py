"""Whether an aim may be funded in its way on its days: the validity dates of LARS."""
