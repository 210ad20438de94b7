"""What a user can do with a workbook; every command is a function of a host, so it runs the same everywhere."""
