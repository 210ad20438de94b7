"""Programmes: templates from which all records of new learners are made, and how learners differ from them."""

from ilr_core.programmes.differing import Difference, Unsure, changed_learner, differences_of
from ilr_core.programmes.fields import (
    CONTRADICTS,
    LIST_FIELDS,
    PROGRAMME_FIELDS,
    ColumnField,
    definition,
    list_fields,
    programme_fields,
)
from ilr_core.programmes.making import NO, Starter, new_learner, planned_aims
from ilr_core.programmes.programme import Programme, end_of, faults_of, planned_end

__all__ = [
    "CONTRADICTS",
    "LIST_FIELDS",
    "NO",
    "PROGRAMME_FIELDS",
    "ColumnField",
    "Difference",
    "Programme",
    "Starter",
    "Unsure",
    "changed_learner",
    "definition",
    "differences_of",
    "end_of",
    "faults_of",
    "list_fields",
    "new_learner",
    "planned_aims",
    "planned_end",
    "programme_fields",
]
