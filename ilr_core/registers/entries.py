"""What registers say of one thing: an aim, a standard, an organisation; named as the registers' columns are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days, both ends included; an end that is None is open."""

    EffectiveFrom: date | None = None
    EffectiveTo: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return not (self.EffectiveFrom and day < self.EffectiveFrom) and not (
            self.EffectiveTo and day > self.EffectiveTo
        )


@dataclass(frozen=True, slots=True)
class Validity:
    """When an aim or a standard may be funded in one way (LARS table Validity)."""

    ValidityCategory: str
    StartDate: date | None = None
    EndDate: date | None = None
    LastNewStartDate: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies between start and end, both included; an end that is None is open."""
        return not (self.StartDate and day < self.StartDate) and not (self.EndDate and day > self.EndDate)

    def takes_start(self, day: date) -> bool:
        """Whether a learner may begin on that day: not before the start, nor after the last date for new starts."""
        late = self.LastNewStartDate is not None and day > self.LastNewStartDate
        return not (self.StartDate and day < self.StartDate) and not late


def _start(row: Validity) -> date:
    return row.StartDate or date.min


@dataclass(frozen=True)
class LearningAim:
    """One learning aim of LARS with what belongs to it; blank texts are empty, unknown dates None.

    ``categories`` are (CategoryRef, ParentCategoryRef of it or 0, span), ``basic_skills`` (BasicSkillsType, span),
    ``pathways`` (FworkCode, PwayCode) of the frameworks the aim belongs to, ``rates`` (RateWeighted in pounds, span) in
    apprenticeships.
    """

    LearnAimRef: str
    LearnAimRefTitle: str = ""
    LearnAimRefType: str = ""
    NotionalNVQLevel: str = ""
    NotionalNVQLevelv2: str = ""
    AwardOrgAimRef: str = ""
    LearningDeliveryGenre: str = ""
    EnglPrscID: int | None = None
    SectorSubjectAreaTier2: Decimal | None = None
    FrameworkCommonComponent: int | None = None
    validities: tuple[Validity, ...] = ()
    categories: tuple[tuple[int, int, Span], ...] = ()
    basic_skills: tuple[tuple[int, Span], ...] = ()
    pathways: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    rates: tuple[tuple[Decimal, Span], ...] = ()

    def rate_on(self, start: date) -> Decimal | None:
        """What the aim is worth in an apprenticeship if it starts on that day; None if LARS has no rate for it."""
        holding = [(span.EffectiveFrom or date.min, rate) for rate, span in self.rates if span.holds(start)]
        return max(holding)[1] if holding else None

    def validities_of(self, *names: str) -> Sequence[Validity]:
        """The validities of some categories, named without regard to case; newest start last."""
        if len(names) == 1:
            return self._by_category.get(names[0].casefold(), ())
        return sorted((row for name in names for row in self.validities_of(name)), key=_start)

    @cached_property
    def _by_category(self) -> dict[str, list[Validity]]:
        rows: dict[str, list[Validity]] = {}
        for row in sorted(self.validities, key=_start):
            rows.setdefault(row.ValidityCategory.casefold(), []).append(row)
        return rows

    def in_category(self, *references: int, on: date | None = None) -> bool:
        """Whether the aim is in one of the categories, with a day: on that day."""
        if self._category_references.isdisjoint(references):
            return False
        return any(reference in references and (on is None or span.holds(on)) for reference, _, span in self.categories)

    def in_category_or_child(self, reference: int, on: date | None = None) -> bool:
        """Whether the aim is in the category or in one directly below it."""
        if reference not in self._category_references:
            return False
        return any(
            reference in (own, parent) and (on is None or span.holds(on)) for own, parent, span in self.categories
        )

    @cached_property
    def _category_references(self) -> frozenset[int]:
        return frozenset(reference for own, parent, _ in self.categories for reference in (own, parent))

    def has_basic_skills(self, kinds: Iterable[int], on: date) -> bool:
        """Whether the aim is of one of the basic skills types on that day."""
        return any(kind in kinds and span.holds(on) for kind, span in self.basic_skills)


@dataclass(frozen=True, slots=True)
class FundingBand:
    """What is paid at most for an apprenticeship standard that starts in a span of days (pounds, months)."""

    span: Span
    MaxEmployerLevyCap: Decimal | None = None
    Duration: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """One apprenticeship standard of LARS, all its versions together.

    ``EffectiveFrom`` is the earliest of the versions, ``EffectiveTo`` and ``LastDateStarts`` the latest, None if one of
    them is open. ``government_caps`` are (CoreGovContributionCap, span).
    """

    StandardCode: int
    StandardName: str = ""
    EffectiveFrom: date | None = None
    EffectiveTo: date | None = None
    LastDateStarts: date | None = None
    NotionalEndLevel: str = ""
    ApprenticeshipStandardTypeCode: str = ""
    validities: tuple[Validity, ...] = ()
    bands: tuple[FundingBand, ...] = ()
    government_caps: tuple[tuple[Decimal, Span], ...] = ()

    def cap_on(self, start: date) -> Decimal | None:
        """The government's greatest contribution to a trailblazer that starts on that day; None if there is none."""
        holding = [(span.EffectiveFrom or date.min, cap) for cap, span in self.government_caps if span.holds(start)]
        return max(holding)[1] if holding else None

    def band_on(self, start: date) -> FundingBand | None:
        """The band for a start on that day; if several hold, the one that began last."""
        holding = [band for band in self.bands if band.span.holds(start)]
        return max(holding, key=lambda band: band.span.EffectiveFrom or date.min, default=None)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A provider or another organisation with a UKPRN.

    ``HEFundingFieldsRequired`` is None where the register does not say.
    """

    UKPRN: int
    LegalOrgType: str = ""
    LongTermResid: bool = False
    PartnerUKPRN: bool = True
    HEFundingFieldsRequired: bool | None = None
