"""Guided changes: what happens to a learner, and the records that say so in the compliant way.

Each event of ``EVENTS`` is a function of a learner's records; ``changed_by`` gives a changed copy, or a refusal with
the official rule that forbids it. Whether the copy breaks any other rule is for the caller to check. Facts: the
Provider Support Manual and DfE help articles on changes of employer, breaks and transfers (see docs/sources.md).
"""

from ilr_core.events import breaks, details, employment, endings, finishing, price, support, transfers
from ilr_core.events.aims import has_none
from ilr_core.events.answers import Answer, Answers, Question, Which
from ilr_core.events.registry import REGISTERED, Changed, Event, Refusal, Scene, changed_by

FAMILIES = (breaks, endings, price, employment, finishing, support, details, transfers)

EVENTS: dict[str, Event] = {
    name: one for family in FAMILIES for name, one in REGISTERED.items() if one.function.__module__ == family.__name__
}
"""Every guided change by its name, in the order in which people look for them."""

__all__ = [
    "EVENTS",
    "FAMILIES",
    "Answer",
    "Answers",
    "Changed",
    "Event",
    "Question",
    "Refusal",
    "Scene",
    "Which",
    "changed_by",
    "has_none",
]
