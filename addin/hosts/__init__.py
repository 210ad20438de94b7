"""Hosts: the places where a workbook can be worked on, behind one small port."""
