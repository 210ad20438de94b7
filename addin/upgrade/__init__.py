"""Workbooks from earlier versions of the tool: what they lack, and bringing them up to date."""
