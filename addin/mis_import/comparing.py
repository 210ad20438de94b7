"""What an export would change in a workbook: learners, aims and records that are new, changed or the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from addin.mis_import.gathering import PROGRAMME, TEMPORARY_ULN, Export, GivenLearner
from addin.mis_import.given import Given, Refusal
from addin.mis_import.row_reading import AIM, RowNotes
from addin.mis_import.same_aims import aim_for
from addin.mis_import.same_records import paired, start_date_for
from addin.sheets.rows import read_into
from ilr_core.catalogue import Catalogue
from ilr_core.model import RECORDS, Learner, LearningDelivery, Record, copied

_KEPT = {"Learner": ("LearnRefNumber",), AIM: ("AimSeqNumber",)}
"""What the workbook calls a learner or aim stays, whatever the other system calls them."""


@dataclass(slots=True)
class Count:
    """How many of a kind are new, changed, or the same as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(slots=True)
class Comparison:
    """What an import would do. ``pairs`` are learners of the workbook and changed copies, ``added`` new learners.

    ``absent`` are learners of the workbook that the export does not have; they stay as they are.
    """

    notes: RowNotes
    pairs: list[tuple[Learner, Learner]] = field(default_factory=list)
    added: list[Learner] = field(default_factory=list)
    learners: Count = field(default_factory=Count)
    aims: Count = field(default_factory=Count)
    records: Count = field(default_factory=Count)
    absent: int = 0
    absent_aims: int = 0


def compared(export: Export, learners: Sequence[Learner], year: Catalogue) -> Comparison:
    """What an export changes in the learners of a workbook, which stay as they are; copies are changed."""
    return _Comparing(export, learners, year).done()


class _Comparing:
    def __init__(self, export: Export, learners: Sequence[Learner], year: Catalogue):
        self._export = export
        self._learners = learners
        self._year = year
        self._found = Comparison(export.notes)
        self._by_reference = _index(learners, lambda one: (one.LearnRefNumber or "").strip().casefold())
        self._by_uln = _index(learners, lambda one: one.ULN if one.ULN != TEMPORARY_ULN else None)
        self._references = {(one.reference or "").casefold() for one in export.learners}

    def done(self) -> Comparison:
        met: set[int] = set()
        for one in self._export.learners:
            old = self._workbook_learner(one)
            if isinstance(old, str):
                self._refuse_learner(one, old)
            elif old is None:
                self._add(one)
            elif id(old) in met:
                self._refuse_learner(one, f"learner {one.called} is the second with the ULN of one of the workbook.")
            else:
                met.add(id(old))
                self._change(one, old)
        self._found.absent = len(self._learners) - len(met)
        return self._found

    def _refuse(self, given: Given, sentence: str, is_row: bool = True) -> None:
        self._found.notes.refusals.append(Refusal(given.origin, sentence, is_row=is_row))

    def _refuse_learner(self, one: GivenLearner, sentence: str) -> None:
        self._found.notes.refusals += [Refusal(row, sentence, is_row=True) for row in one.rows]

    def _workbook_learner(self, one: GivenLearner) -> Learner | str | None:
        """The workbook's learner; None for a new one, a sentence for one that cannot be told."""
        by_reference = self._by_reference.get((one.reference or "").casefold(), [])
        by_uln = self._by_uln.get(one.uln, []) if one.uln else []
        if not by_reference and one.reference and not by_uln:
            by_reference = self._with_zeros_lost(one.reference)
        candidates = by_reference or by_uln
        if len(candidates) > 1:
            return f"the workbook has more than one learner {one.called}. Give each its own number."
        if not candidates:
            return None
        found = candidates[0]
        other = next((learner for learner in by_uln if learner is not found), None)
        if other is not None:
            return f"learner {one.called} has the ULN that the workbook has for learner {other.LearnRefNumber}."
        if by_reference and self._is_another_person(one, found):
            return f"learner {one.called} is somebody else in the workbook: ULN and date of birth or name differ."
        return found

    def _with_zeros_lost(self, reference: str) -> list[Learner]:
        """The one learner whose LearnRefNumber is this number with zeros before it that a spreadsheet took away."""
        if not reference.isdigit() or reference.startswith("0"):
            return []
        found = [
            learner
            for known, learners in self._by_reference.items()
            if isinstance(known, str) and known.startswith("0") and known.isdigit() and known.lstrip("0") == reference
            for learner in learners
        ]
        if len(found) != 1 or str(found[0].LearnRefNumber).casefold() in self._references:
            return []
        self._found.notes.remarks["LearnRefNumber has its leading zeros again"] += 1
        return found

    def _is_another_person(self, one: GivenLearner, known: Learner) -> bool:
        if not one.uln or known.ULN in (None, TEMPORARY_ULN, one.uln):
            return False
        day, name = one.given.value("DateOfBirth"), one.given.value("FamilyName")
        is_other_day = day is not None and known.DateOfBirth is not None and day != known.DateOfBirth
        is_other_name = (
            isinstance(name, str)
            and known.FamilyName is not None
            and name.casefold().strip() != known.FamilyName.casefold().strip()
        )
        return is_other_day or is_other_name

    def _add(self, one: GivenLearner) -> None:
        if not one.reference:
            self._refuse_learner(one, f"learner {one.called} is not in the workbook and has no LearnRefNumber.")
            return
        learner = Learner()
        self._fill(learner, one.given)
        self._aims(one, learner, None)
        self._loose(one, learner)
        self._found.added.append(learner)
        self._found.learners.new += 1

    def _change(self, one: GivenLearner, old: Learner) -> None:
        new = copied(old)
        is_changed = self._fill(new, one.given)
        is_changed |= self._aims(one, new, old)
        is_changed |= self._loose(one, new)
        if is_changed:
            self._found.pairs.append((old, new))
            self._found.learners.changed += 1
        else:
            self._found.learners.same += 1

    def _aims(self, one: GivenLearner, learner: Learner, old: Learner | None) -> bool:
        """Puts an export's aims into a learner; whether that changes anything."""
        is_changed = False
        known = list(learner.LearningDelivery) if old is not None else []
        met: list[LearningDelivery] = []
        for given in one.aims:
            aim, trouble = aim_for(given, [aim for aim in known if aim not in met], one.aims)
            if trouble:
                self._refuse(given, f"learner {one.called}: {trouble}")
                continue
            if aim is None:
                is_changed |= self._new_aim(one, learner, given)
                continue
            met.append(aim)
            changed = self._fill(aim, given)
            self._found.aims.changed += changed
            self._found.aims.same += not changed
            is_changed |= changed
        self._found.absent_aims += len(known) - len(met)
        return is_changed

    def _new_aim(self, one: GivenLearner, learner: Learner, given: Given) -> bool:
        if given.value("LearnAimRef") is None:
            self._refuse(
                given, f"learner {one.called} has no such aim in the workbook, and the row gives no LearnAimRef."
            )
            return False
        aim = LearningDelivery(learner, len(learner.LearningDelivery))
        used = {other.AimSeqNumber for other in learner.LearningDelivery}
        if given.value("AimSeqNumber") is None or given.value("AimSeqNumber") in used:
            wanted = {other.value("AimSeqNumber") for other in one.aims}
            aim.AimSeqNumber = next(n for n in range(1, 1000) if n not in used | wanted)
        self._fill(aim, given)
        learner.LearningDelivery.append(aim)
        self._found.aims.new += 1
        return True

    def _loose(self, one: GivenLearner, learner: Learner) -> bool:
        """Puts what belongs to the programme aim, and does not say so, into the only one there is."""
        is_changed = False
        for given in one.loose:
            fitting = [aim for aim in learner.LearningDelivery if _is_programme(aim) and _fits(aim, given)]
            fitting = fitting if len(fitting) < 2 else [aim for aim in fitting if aim.LearnActEndDate is None]
            if len(fitting) != 1:
                which = "no programme aim" if not fitting else f"{len(fitting)} programme aims"
                self._refuse(
                    given, f"learner {one.called} has {which}, and the row gives neither LearnAimRef nor AimSeqNumber.",
                    is_row=False,
                )  # fmt: skip
                continue
            is_changed |= self._fill(fitting[0], given)
        return is_changed

    def _fill(self, record: Record, given: Given) -> bool:
        """Puts what an export says into a record and the records inside it; whether anything changes."""
        is_changed = False
        for name, reading in given.values.items():
            before = record.value(name)
            is_kept = before is not None and name in _KEPT.get(record.ENTITY, ())
            if before != reading.value and not is_kept:
                _clear(record, name)
                read_into(record, name, reading)
                is_changed = True
        for name in given.cleared:
            if record.text(name) is not None and not self._year.fields[record.ENTITY][name].required:
                _clear(record, name)
                setattr(record, name, None)
                is_changed = True
        for entity in dict.fromkeys(child.entity for child in given.children):
            if entity != AIM:
                is_changed |= self._fill_children(record, entity, list(given.of(entity)))
        return is_changed

    def _fill_children(self, parent: Record, entity: str, given: list[Given]) -> bool:
        is_changed = False
        siblings: list[Record] = getattr(parent, entity)
        found, unclear = paired(given, siblings)
        for one in unclear:
            self._refuse(one, f"{_said(one)} has no date, and there are several that it may be.", is_row=False)
        for one, record in found:
            if record is not None:
                changed = self._fill(record, one)
                self._found.records.changed += changed
                self._found.records.same += not changed
                is_changed |= changed
                continue
            trouble = self._lacks(one)
            if trouble:
                self._refuse(one, trouble, is_row=False)
                continue
            fresh = RECORDS[entity](parent, len(siblings))
            siblings.append(fresh)
            self._fill(fresh, one)
            date = start_date_for(one, getattr(parent, "LearnStartDate", None))
            if date is not None:
                setattr(fresh, *date)
            self._found.records.new += 1
            is_changed = True
        return is_changed

    def _lacks(self, one: Given) -> str:
        """Why a new record cannot be made of what the export gives; empty if it can."""
        if one.entity == "LearnerEmploymentStatus" and "DateEmpStatApp" not in one.values:
            return f"{_said(one)} has no DateEmpStatApp, and it is new; give its date."
        return ""


def _said(one: Given) -> str:
    return "; ".join(f"{name} {reading.value}" for name, reading in list(one.values.items())[:3]) or one.entity


def _clear(record: Record, name: str) -> None:
    (record.texts or {}).pop(name, None)
    (record.faults or {}).pop(name, None)


def _is_programme(aim: LearningDelivery) -> bool:
    return aim.AimType == 1 or aim.LearnAimRef == PROGRAMME


def _fits(aim: LearningDelivery, given: Given) -> bool:
    return all(
        aim.value(name) is None or given.value(name) in (None, aim.value(name))
        for name in ("StdCode", "LearnStartDate")
    )


def _index(learners: Sequence[Learner], key: object) -> dict[object, list[Learner]]:
    assert callable(key)
    found: dict[object, list[Learner]] = {}
    for learner in learners:
        found.setdefault(key(learner), []).append(learner)
    return found
