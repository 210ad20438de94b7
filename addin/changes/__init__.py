"""Changes of data: what a command will change, cell by cell; the change log; and undoing what it holds."""
