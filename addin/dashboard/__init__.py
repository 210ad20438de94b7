"""The dashboard of a return: figures that say who needs somebody, each with the list behind it."""
