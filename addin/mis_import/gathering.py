"""From the rows of all tables to learners: rows about the same learner and the same aim are put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from addin.mis_import.given import Given, Origin, Refusal
from addin.mis_import.mapping import MappedTable
from addin.mis_import.row_reading import AIM, AIM_NAMES, LEARNER, RowFragment, RowNotes, TableReader
from addin.mis_import.same_records import same_identity
from ilr_core.catalogue import Catalogue
from ilr_core.collector import not_collected

TEMPORARY_ULN = 9_999_999_999
PROGRAMME = "ZPROG001"
_IDENTITY = (*AIM_NAMES, "StdCode", "LearnStartDate")
_PRICES = "AppFinRecord"


@dataclass(slots=True)
class GivenLearner:
    """A learner of an export. ``loose`` are the rows that speak of an aim and do not say which, ``rows`` all rows."""

    reference: str | None
    given: Given
    loose: list[Given] = field(default_factory=list)
    rows: list[Origin] = field(default_factory=list)

    @property
    def uln(self) -> int | None:
        """The ULN, if it is no temporary one."""
        value = self.given.value("ULN")
        return value if isinstance(value, int) and value != TEMPORARY_ULN else None

    @property
    def aims(self) -> list[Given]:
        """The aims."""
        return list(self.given.of(AIM))

    @property
    def called(self) -> str:
        """What people call the learner."""
        return self.reference or f"with ULN {self.uln}"


@dataclass(slots=True)
class Export:
    """Every learner of an export, and what was noticed while reading it."""

    learners: list[GivenLearner]
    notes: RowNotes
    rows: int


def learners_in(tables: Sequence[MappedTable], year: Catalogue) -> Export:
    """The learners that the tables of an export give, in the order in which they come first."""
    with not_collected():
        notes = RowNotes()
        fragments = [fragment for mapped in tables for fragment in TableReader(mapped, year, notes).fragments()]
        return _Gathering(notes).export(fragments)


def is_programme(aim: Given) -> bool:
    """Whether an aim is plainly a programme aim."""
    return aim.value("AimType") == 1 or aim.value("LearnAimRef") == PROGRAMME


class _Gathering:
    def __init__(self, notes: RowNotes):
        self._notes = notes
        self._learners: dict[str, GivenLearner] = {}

    def export(self, fragments: list[RowFragment]) -> Export:
        by_uln = self._references_by_uln(fragments)
        owners = [(fragment, self._learner_of(fragment, by_uln)) for fragment in fragments]
        known = [(fragment, owner) for fragment, owner in owners if owner is not None]
        for fragment, owner in known:
            self._merge(owner.given, fragment.learner)
        # Rows that describe an aim come before those that only name it.
        for fragment, owner in sorted(known, key=lambda one: _describes_less(one[0])):
            if fragment.aim is not None:
                self._add_aim(owner, fragment, fragment.aim)
        for owner in self._learners.values():
            self._place_loose(owner)
            self._drop_prices_of_components(owner)
        return Export(list(self._learners.values()), self._notes, len(fragments))

    def _references_by_uln(self, fragments: Iterable[RowFragment]) -> dict[int, str]:
        """The LearnRefNumber that goes with each ULN, for tables that only have the ULN."""
        found: dict[int, str] = {}
        for fragment in fragments:
            reference, uln = _reference(fragment), fragment.learner.value("ULN")
            if reference and isinstance(uln, int) and uln != TEMPORARY_ULN:
                found.setdefault(uln, reference)
        return found

    def _learner_of(self, fragment: RowFragment, by_uln: dict[int, str]) -> GivenLearner | None:
        reference, uln = _reference(fragment), fragment.learner.value("ULN")
        if isinstance(uln, int) and uln != TEMPORARY_ULN:
            known = by_uln.get(uln)
            if reference and known != reference:
                self._refuse_row(fragment, f"learner {reference} has the ULN of learner {known}, so it is left out.")
                return None
            reference = reference or known
        elif not reference:
            what = "only a temporary ULN" if uln == TEMPORARY_ULN else "no ULN"
            self._refuse_row(fragment, f"it has no LearnRefNumber and {what}, so it is left out.")
            return None
        key = f"reference {reference.casefold()}" if reference else f"uln {uln}"
        owner = self._learners.get(key)
        if owner is None:
            owner = self._learners[key] = GivenLearner(reference, Given(LEARNER, fragment.origin))
        owner.rows.append(fragment.origin)
        return owner

    def _refuse_row(self, fragment: RowFragment, sentence: str) -> None:
        self._notes.refusals.append(Refusal(fragment.origin, sentence, is_row=True))

    def _merge(self, into: Given, other: Given) -> None:
        """Adds what another row says of the same record. Where both say different things, neither counts."""
        for name, reading in other.values.items():
            known = into.values.get(name)
            if name in into.origins and known is None:
                continue  # two rows have said different things already
            if known is None:
                into.values[name] = reading
                into.origins[name] = other.origin
            elif known.value != reading.value and name not in _IDENTITY:
                first = into.origins.get(name, into.origin)
                self._notes.refusals.append(
                    Refusal(
                        other.origin,
                        f"{name} is not what {first if first.table != other.origin.table else f'row {first.line}'} "
                        "says, so it is left out.",
                    )
                )
                del into.values[name]
        into.cleared |= other.cleared
        into.cleared -= into.values.keys()
        for child in other.children:
            if child.entity in (LEARNER, AIM):
                continue
            same = next((known for known in into.of(child.entity) if same_identity(known, child)), None)
            if same is not None:
                if not same.says_same_as(child):
                    self._merge(same, child)
            elif not any(child.says_same_as(known) for known in into.of(child.entity)):
                into.children.append(child)

    def _add_aim(self, owner: GivenLearner, fragment: RowFragment, aim: Given) -> None:
        if not fragment.names_aim:
            owner.loose.append(aim)
            return
        same = [known for known in owner.given.of(AIM) if are_same(known, aim)]
        if len(same) > 1:
            self._refuse_row(
                fragment, f"learner {owner.called} has {len(same)} aims that it may mean; give it AimSeqNumber."
            )
        elif same:
            self._merge(same[0], aim)
        else:
            fresh = Given(AIM, aim.origin)
            self._merge(fresh, aim)
            owner.given.children.append(fresh)

    def _place_loose(self, owner: GivenLearner) -> None:
        """What says no aim is about the programme aim, if the export has just one that fits."""
        left = []
        for aim in owner.loose:
            fitting = [known for known in owner.aims if is_programme(known) and not _differ(known, aim)]
            if len(fitting) == 1:
                self._merge(fitting[0], aim)
            else:
                left.append(aim)
        merged: list[Given] = []
        for aim in left:
            same = next((known for known in merged if not _differ(known, aim)), None)
            if same is None:
                merged.append(same := Given(AIM, aim.origin))
            self._merge(same, aim)
        owner.loose = merged

    def _drop_prices_of_components(self, owner: GivenLearner) -> None:
        """Prices belong to the programme aim; an export that repeats them in the row of every aim means no more."""
        if not any(is_programme(aim) for aim in owner.given.of(AIM)):
            return
        for aim in owner.given.of(AIM):
            repeated = [child for child in aim.of(_PRICES) if child.fixed]
            if repeated and not is_programme(aim):
                aim.children = [child for child in aim.children if child not in repeated]
                self._notes.remarks["price in the row of another aim than the programme aim is left out"] += len(
                    repeated
                )


def _describes_less(fragment: RowFragment) -> int:
    aim = fragment.aim
    return 1 if aim is None or not {"LearnAimRef", "LearnStartDate"} <= aim.values.keys() else 0


def _reference(fragment: RowFragment) -> str | None:
    value = fragment.learner.value("LearnRefNumber")
    return value if isinstance(value, str) and value else None


def _differ(one: Given, other: Given) -> bool:
    """Whether two aims say different things about which aim they are."""
    return any(
        name in one.values and name in other.values and one.values[name].value != other.values[name].value
        for name in _IDENTITY
    )


def are_same(one: Given, other: Given) -> bool:
    """Whether two rows are about the same aim: they name it alike, and nothing says otherwise."""
    names = [name for name in AIM_NAMES if name in one.values and name in other.values]
    return bool(names) and not _differ(one, other)
