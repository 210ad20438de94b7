"""The dashboard: figures, lists, sheet and page."""
