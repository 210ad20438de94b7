"""Two returns compared, from files or workbooks: what is different, what it earns, and the reports that say so."""
