"""The VBA and COM side of the add-in: sources, builder and installer."""
