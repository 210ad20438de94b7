"""The return as one file: its name, header and ZIP."""
