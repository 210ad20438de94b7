"""Defined names of single cells, so that a check finds them wherever a person has moved them."""

UKPRN = "ILR_UKPRN"
YEAR = "ILR_Year"
LAST_CHECK = "ILR_LastCheck"
ERRORS = "ILR_Errors"
WARNINGS = "ILR_Warnings"
LEARNERS_CLEAN = "ILR_LearnersClean"
