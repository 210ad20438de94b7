"""The worksheet function and the ribbon commands, on real books."""
