"""The service's report beside our own check: found by both, only by them and why, only by us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from addin.violations.placing import Placed
from ilr_core.catalogue import Catalogue, spelling_key
from ilr_core.checking import ReturnReport
from ilr_core.model import Finding
from ilr_core.rules.status import rule_statuses

BOTH = "DfE's report has this too."
ONLY_OURS = "DfE's report does not have this: it may be older than your last change."


@dataclass(frozen=True)
class Comparison:
    """Every finding once, with the words who found it; ``only_theirs`` pairs a finding with the reason.

    ``lost`` are violations without a place.
    """

    both: tuple[Finding, ...]
    only_theirs: tuple[tuple[Finding, str], ...]
    only_ours: tuple[Finding, ...]
    lost: tuple[Placed, ...]

    @property
    def findings(self) -> list[Finding]:
        """All of them, to be marked and listed; those without a place have no spots."""
        told = [_with(found, BOTH) for found in self.both]
        told += [_with(found, f"Only in DfE's report: {why}.") for found, why in self.only_theirs]
        told += [_with(found, ONLY_OURS) for found in self.only_ours]
        told.sort(key=lambda found: found.order)
        return told + [_with(_finding(one, None), f"No cell, for {one.lost}.") for one in self.lost]


def compared(placed: Sequence[Placed], report: ReturnReport, year: Catalogue) -> Comparison:
    """Matches violations with findings by rule, learner and aim; a finding about the learner fits any of their aims."""
    ours: dict[tuple[str, str], list[Finding]] = {}
    for found in report.findings:
        ours.setdefault((spelling_key(found.rule), (found.learner or "").casefold()), []).append(found)
    matched: dict[int, Finding] = {}
    only_theirs = []
    for one in placed:
        if one.lost:
            continue
        learner = one.learner.text("LearnRefNumber") or "" if one.learner else ""
        aim = one.aim.AimSeqNumber if one.aim else None
        alike = ours.get((spelling_key(one.violation.rule), learner.casefold()), [])
        fitting = [found for found in alike if found.aim == aim] or [
            found for found in alike if aim is None or found.aim is None
        ]
        fresh = [found for found in fitting if id(found) not in matched]
        for found in fresh[:1] or fitting[:1]:
            matched[id(found)] = found
        if not fitting:
            only_theirs.append((_finding(one, year), _why(one, report, year)))
    return Comparison(
        both=tuple(found for found in report.findings if id(found) in matched),
        only_theirs=tuple(only_theirs),
        only_ours=tuple(found for found in report.findings if id(found) not in matched),
        lost=tuple(one for one in placed if one.lost),
    )


def _why(one: Placed, report: ReturnReport, year: Catalogue) -> str:
    """Why our check does not find what the service found."""
    official = year.official_rule(one.violation.rule)
    if official is None:
        return f"{one.violation.rule} is no rule of {year.title} that this tool knows"
    if one.changed:
        return f"{', '.join(one.changed)} held something else then"
    unloaded = next((item.needs for item in report.not_checked if item.rule == official.name), ())
    status = next(status for status in rule_statuses(year) if status.official is official)
    if status.state == "online_only":
        return "only the service can judge this rule"
    if unloaded:
        return f"to judge it everywhere this tool needs {', '.join(unloaded)}, and that is not loaded"
    return "this tool finds nothing wrong with these values; if they are as they were uploaded, please report it"


def _finding(one: Placed, year: Catalogue | None) -> Finding:
    """A violation as a finding of its own; the words are those of the user's file."""
    said = one.violation
    official = year.official_rule(said.rule) if year else None
    learner = one.learner.text("LearnRefNumber") if one.learner else said.learner
    place = (one.learner.position,) if one.learner else (-1,)
    return Finding(
        rule=official.name if official else said.rule,
        severity=said.severity,
        learner=learner or None,
        aim=one.aim.AimSeqNumber if one.aim else said.aim,
        entity=one.spots[0].entity if one.spots else "Learner",
        fields=said.values,
        message=f"DfE: {said.message}" if said.message else f"DfE's report names {said.rule} here.",
        spots=one.spots,
        order=place,
    )


def _with(found: Finding, words: str) -> Finding:
    return replace(found, message=f"{found.message} ({words})")
