"""Everything that works on a spreadsheet: hosts, sheet operations, commands, functions and the command line."""
