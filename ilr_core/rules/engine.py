"""Runs a year's rules over learners one by one and gathers what they find."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ilr_core.catalogue import OfficialRule, load
from ilr_core.model import Finding, Learner, NotChecked, Record, Severity
from ilr_core.rules.context import Context, Needs, ReturnFile
from ilr_core.rules.field_definitions import field_findings
from ilr_core.rules.origin import FILE_ORDER, records_near
from ilr_core.rules.registry import Rule, RuleFunction, Verdict, funding_model, rules_of
from ilr_core.rules.reporting import Sighting, finding_of, repeated_findings, sighting_of

Judged = tuple[OfficialRule, Rule]
Faulty = frozenset[tuple[str, str]]
Kind = tuple[str, int | None]
DEFECT = "Defect"
BATCH = 50


@cache
def _rules_by_scope(year: str) -> dict[str, tuple[Judged, ...]]:
    official = load(year).rules
    scopes: dict[str, list[Judged]] = {}
    for name, rule in rules_of(year).items():
        scopes.setdefault(rule.scope, []).append((official[name], rule))
    return {scope: tuple(found) for scope, found in scopes.items()}


def _rules_with_needs(year: str) -> Iterator[Judged]:
    return (pair for pairs in _rules_by_scope(year).values() for pair in pairs if pair[1].needs)


@dataclass(frozen=True, slots=True)
class Seen:
    """Of learners already checked: what across-learner rules remember by key, and the needs of rules not judged."""

    sightings: dict[str, dict[Hashable, list[Sighting]]]
    skipped: dict[str, set[str]]


class Check:
    """One run of the rules over one return: give it every learner, then close it.

    Rules never raise for bad data; one that does is a defect of this tool and becomes a finding of its own, and the
    check goes on. ``only`` keeps just the rules it is true for; field definitions are judged in any case.
    """

    def __init__(self, context: Context, only: Callable[[Rule], bool] | None = None):
        self.context = context
        self._only = only
        self._skipped: dict[str, set[str]] = {}
        self._sightings: dict[str, dict[Hashable, list[Sighting]]] = {}
        self._keyed: dict[str, tuple[Judged, ...]] = {}
        self._single: dict[str, Sequence[tuple[RuleFunction, Judged]]] = {}
        self._asked: dict[Kind, Sequence[tuple[RuleFunction, Judged]]] = {}
        for scope, rules in _rules_by_scope(context.catalogue.year).items():
            able = [pair for pair in rules if self._can_run(pair[1]) and (only is None or only(pair[1]))]
            self._keyed[scope] = tuple(pair for pair in able if pair[1].key)
            self._single[scope] = [(pair[1].function, pair) for pair in able if not pair[1].key]

    def learner(self, learner: Learner) -> list[Finding]:
        """What the rules find in one learner, in file order; across-learner rules wait for ``close``."""
        return self.learners((learner,))

    def learners(self, batch: Iterable[Learner]) -> list[Finding]:
        """What the rules find in some learners, as ``learner`` does for each; ``BATCH`` at once take half the time."""
        with self.context.registers.held():
            return self._found_in(batch)

    def _found_in(self, batch: Iterable[Learner]) -> list[Finding]:
        findings: list[Finding] = []
        sound: dict[Kind, list[Record]] = {}
        for learner in batch:
            records = list(learner.walk())
            faulty: Faulty = frozenset()
            if any(record.faults for record in records):
                findings += [found for record in records for found in field_findings(record, self.context.catalogue)]
                faulty = frozenset((record.ENTITY, name) for record in records for name in record.faults or ())
            for record in records:
                kind = record.ENTITY, funding_model(record)
                if faulty:
                    speaking = [pair for pair in self._asked_of(kind) if not _silenced(record, pair[1][1], faulty)]
                    self._judge(speaking, [record], findings)
                else:
                    sound.setdefault(kind, []).append(record)
                for official, rule in self._keyed.get(record.ENTITY, ()):
                    self._sight(record, official, rule, faulty, findings)
        for kind, records in sound.items():
            self._judge(self._asked_of(kind), records, findings)
        findings.sort(key=lambda found: (found.order, found.rule))
        return findings

    def seen(self) -> Seen:
        """What must be remembered of the learners until the last of the whole return has been read."""
        return Seen(self._sightings, self._skipped)

    def add(self, seen: Seen) -> None:
        """Takes in what another check has seen of learners that come after the ones of this check."""
        for name, groups in seen.sightings.items():
            own = self._sightings.setdefault(name, {})
            for key, sightings in groups.items():
                own.setdefault(key, []).extend(sightings)
        for name, needs in seen.skipped.items():
            self._skipped.setdefault(name, set()).update(needs)

    def close(self, file: ReturnFile) -> list[Finding]:
        """What the file-level and across-learner rules find, once every learner has been given."""
        findings: list[Finding] = []
        parts = [part for part in file.message.children() if not isinstance(part, Learner)]
        header = [file.message, *(record for part in parts for record in part.walk())]
        findings += [found for record in header for found in field_findings(record, self.context.catalogue)]
        faulty = frozenset((record.ENTITY, name) for record in header for name in record.faults or ())
        for function, (official, rule) in self._single.get("File", ()):
            if faulty.isdisjoint(rule.reads):
                self._judge_file(function, file, (official, rule), findings)
        findings.sort(key=lambda found: (found.order, found.rule))
        return findings + repeated_findings(self._sightings, self._rules(), self._severity)

    def not_checked(self) -> list[NotChecked]:
        """The rules that could not be judged, or not for some values, and what they need, by rule name."""
        for official, rule in _rules_with_needs(self.context.catalogue.year):
            if self._only is None or self._only(rule):
                self._skipped.setdefault(official.name, set()).update(self.context.registers.missing(rule.needs))
        return [NotChecked(name, tuple(sorted(needs))) for name, needs in sorted(self._skipped.items()) if needs]

    def _asked_of(self, kind: Kind) -> Sequence[tuple[RuleFunction, Judged]]:
        """The rules for records of an entity, of aims those for their funding model."""
        if kind not in self._asked:
            entity, model = kind
            rules = self._single.get(entity, ())
            self._asked[kind] = [pair for pair in rules if not pair[1][1].models or model in pair[1][1].models]
        return self._asked[kind]

    def _can_run(self, rule: Rule) -> bool:
        return not rule.needs or not self.context.registers.missing(rule.needs)

    def _rules(self) -> dict[str, Judged]:
        return {official.name: (official, rule) for rules in self._keyed.values() for official, rule in rules}

    def _severity(self, official: OfficialRule) -> Severity:
        if official.error_from:
            return "error" if self.context.return_name >= official.error_from else "warning"
        return official.severity

    def _judge(
        self, rules: Sequence[tuple[RuleFunction, Judged]], records: Sequence[Record], findings: list[Finding]
    ) -> None:
        """Adds what rules find in records of their scope."""
        ctx = self.context
        told: list[tuple[Judged, Record, Verdict]]
        try:
            # Rule by rule and not record by record: the processor then has at hand what the rule needs.
            told = [
                (judged, record, verdict)
                for function, judged in rules
                for record in records
                if (verdict := function(record, ctx)) is not False
            ]
        except Exception:  # noqa: BLE001 - one by one it will be seen which rule it was
            told = self._told_one_by_one(rules, records, findings)
        for judged, record, verdict in told:
            if not verdict and not isinstance(verdict, Needs):
                continue
            try:
                self._settle(judged, record, record, verdict, findings)
            except Exception as error:  # noqa: BLE001 - a defect in one rule must not stop the check
                findings.append(_defect(*judged, record, error))

    def _settle(
        self, judged: Judged, subject: Record | ReturnFile, record: Record, verdict: Verdict, findings: list[Finding]
    ) -> None:
        """Makes a finding of a verdict, unless an exclusion excuses its subject or something could not be looked up."""
        official, rule = judged
        if verdict and not isinstance(verdict, Needs):
            verdict = _unless_excused(rule, subject, self.context, verdict)
        if isinstance(verdict, Needs):
            self._skipped.setdefault(official.name, set()).update(verdict.names)
        elif verdict:
            findings.append(finding_of(official, rule, record, verdict, self._severity(official)))

    def _told_one_by_one(
        self, rules: Sequence[tuple[RuleFunction, Judged]], records: Sequence[Record], findings: list[Finding]
    ) -> list[tuple[Judged, Record, Verdict]]:
        """The verdicts that are not False; a rule that fails becomes a finding and the others go on."""
        told: list[tuple[Judged, Record, Verdict]] = []
        for function, judged in rules:
            for record in records:
                try:
                    verdict = function(record, self.context)
                    if verdict is not False:
                        told.append((judged, record, verdict))
                except Exception as error:  # noqa: BLE001 - as above
                    findings.append(_defect(*judged, record, error))
        return told

    def _judge_file(
        self, function: RuleFunction, file: ReturnFile, judged: Judged, findings: list[Finding]
    ) -> None:  # fmt: skip
        try:
            self._settle(judged, file, file.message, function(file, self.context), findings)
        except Exception as error:  # noqa: BLE001 - as above
            findings.append(_defect(*judged, file.message, error))

    def _sight(
        self, record: Record, official: OfficialRule, rule: Rule, faulty: Faulty, findings: list[Finding]
    ) -> None:
        if rule.key is None or (faulty and _silenced(record, rule, faulty)):
            return
        try:
            key = rule.key(record, self.context)
            if key is not None:
                self._sightings.setdefault(official.name, {}).setdefault(key, []).append(sighting_of(rule, record))
        except Exception as error:  # noqa: BLE001 - as above
            findings.append(_defect(official, rule, record, error))


def in_file_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as their records stand in the file, then by rule."""
    return sorted(findings, key=lambda found: (found.order, found.rule))


def _unless_excused(rule: Rule, subject: Record | ReturnFile, ctx: Context, verdict: Verdict) -> Verdict:
    """The verdict; False if an exclusion excuses the subject; ``Needs`` if none does but one could not be judged."""
    waiting: Needs | None = None
    for excuses in rule.unless:
        answer = excuses(subject, ctx)
        if isinstance(answer, Needs):
            waiting = answer
        elif answer:
            return False
    return verdict if waiting is None else waiting


def _silenced(record: Record, rule: Rule, faulty: Faulty) -> bool:
    """Whether a field the rule reads already has a field-definition or schema finding where the rule looks."""
    for entity, field in rule.reads:
        if (entity, field) in faulty and any(
            near.faults and field in near.faults for near in records_near(record, entity)
        ):
            return True
    return False


def _defect(official: OfficialRule, rule: Rule, record: Record, error: Exception) -> Finding:
    found = finding_of(official, rule, record, True, "warning")
    sentence = (
        f"This tool failed while it judged {official.name} ({type(error).__name__}); the rule was not checked here. "
        "Please report it with the rule's name."
    )
    return Finding(
        DEFECT, "warning", found.learner, found.aim, found.entity, (), sentence, found.spots, found.order or FILE_ORDER
    )
