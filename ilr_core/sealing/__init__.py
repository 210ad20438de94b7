"""Seals of learners: the fields that move money or eligibility, their canonical form, and what differs since."""

from ilr_core.sealing.difference import BLANK, Difference, differences, in_uk_days
from ilr_core.sealing.form import Form, form_of
from ilr_core.sealing.listed import VERSION, ListedField, listed_fields, sealed_fields
from ilr_core.sealing.seal import BROKEN, UNSEALED, Seal, Standing, Verdict, judged_seal, read_seal, seal_for

__all__ = [
    "BLANK",
    "BROKEN",
    "UNSEALED",
    "VERSION",
    "Difference",
    "Form",
    "ListedField",
    "Seal",
    "Standing",
    "Verdict",
    "differences",
    "form_of",
    "in_uk_days",
    "judged_seal",
    "listed_fields",
    "read_seal",
    "seal_for",
    "sealed_fields",
]
