"""What is wrong with the sheets themselves, as findings under the name ``Sheet``."""

from __future__ import annotations

from ilr_core.model import Finding, Severity, Spot

SHEET = "Sheet"


def problem(
    sentence: str,
    entity: str,
    spots: tuple[Spot, ...],
    *,
    learner: str | None = None,
    aim: int | None = None,
    fields: tuple[tuple[str, str], ...] = (),
    severity: Severity = "error",
    order: tuple[int, ...] = (-1,),
) -> Finding:
    """A finding about a sheet, a row or a cell; ``sentence`` names the place and the next step."""
    return Finding(SHEET, severity, learner, aim, entity, fields, sentence, spots, order)
