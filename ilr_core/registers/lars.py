"""Look-ups in LARS, the register of learning aims and apprenticeship standards."""

from __future__ import annotations

from datetime import date

from ilr_core.registers.database import RegisterDatabase
from ilr_core.registers.entries import FundingBand, LearningAim, Standard, Validity
from ilr_core.registers.values import day, number, span, text, whole

MEMORY = 50_000
# What an English or maths aim of an apprentice is worth stands in this category of the table Funding.
APPRENTICESHIP_RATE = "APP_ACT_COST"
# Codes of frameworks share the table; what begins so is a standard.
STANDARD_TYPE = "STD"


class Lars:
    """Aims and standards by their references; each is read once and remembered, for a return repeats few of them."""

    def __init__(self, database: RegisterDatabase):
        self._database = database
        self._aims: dict[str, LearningAim | None] = {}
        self._standards: dict[int, Standard | None] = {}
        self._parents: dict[int, int] = {}

    def aim(self, reference: str) -> LearningAim | None:
        """The aim of a reference, without regard to case; None if LARS does not have it."""
        if reference not in self._aims:
            if len(self._aims) >= MEMORY:
                self._aims.clear()
            self._aims[reference] = self._read_aim(reference.upper())
        return self._aims[reference]

    def standard(self, code: int) -> Standard | None:
        """The apprenticeship standard of a code; None if LARS does not have it."""
        if code not in self._standards:
            self._standards[code] = self._read_standard(code)
        return self._standards[code]

    def _read_aim(self, reference: str) -> LearningAim | None:
        found = next(self._database.found("LARS", "LearningDelivery", reference), None)
        if found is None:
            return None
        categories = self._database.found("LARS", "LearningDeliveryCategory", reference)
        values = self._database.found("LARS", "AnnualValue", reference)
        frameworks = self._database.found("LARS", "FrameworkAims", reference)
        return LearningAim(
            LearnAimRef=text(found["LearnAimRef"]),
            LearnAimRefTitle=text(found["LearnAimRefTitle"]),
            LearnAimRefType=text(found["LearnAimRefType"]),
            NotionalNVQLevel=text(found["NotionalNVQLevel"]),
            NotionalNVQLevelv2=text(found["NotionalNVQLevelv2"]),
            AwardOrgAimRef=text(found["AwardOrgAimRef"]),
            LearningDeliveryGenre=text(found["LearningDeliveryGenre"]),
            EnglPrscID=whole(found["EnglPrscID"]),
            SectorSubjectAreaTier2=number(found["SectorSubjectAreaTier2"]),
            FrameworkCommonComponent=whole(found["FrameworkCommonComponent"]),
            validities=self._validities("Validity", reference),
            categories=tuple(
                (category, self._parent(category), span(row))
                for row in categories
                if (category := whole(row["CategoryRef"])) is not None
            ),
            basic_skills=tuple(
                (kind, span(row)) for row in values if (kind := whole(row["BasicSkillsType"])) is not None
            ),
            rates=tuple(
                (rate, span(row))
                for row in self._database.found("LARS", "Funding", reference)
                if text(row["FundingCategory"]).upper() == APPRENTICESHIP_RATE
                and (rate := number(row["RateWeighted"])) is not None
            ),
            pathways=frozenset((whole(row["FworkCode"]) or 0, whole(row["PwayCode"]) or 0) for row in frameworks),
        )

    def _validities(self, table: str, key: str | int) -> tuple[Validity, ...]:
        return tuple(
            Validity(
                text(row["ValidityCategory"]), day(row["StartDate"]), day(row["EndDate"]), day(row["LastNewStartDate"])
            )
            for row in self._database.found("LARS", table, key)
        )

    def _parent(self, category: int) -> int:
        if category not in self._parents:
            found = next(self._database.found("LARS", "Category", category), None)
            self._parents[category] = (whole(found["ParentCategoryRef"]) or 0) if found else 0
        return self._parents[category]

    def _read_standard(self, code: int) -> Standard | None:
        versions = list(self._database.found("LARS", "Standard", code))
        if not versions:
            return None
        newest = max(versions, key=lambda row: text(row["EffectiveFrom"]))
        begun = [day(row["EffectiveFrom"]) for row in versions]
        return Standard(
            StandardCode=code,
            StandardName=text(newest["StandardName"]),
            EffectiveFrom=None if None in begun else min(entry for entry in begun if entry),
            EffectiveTo=_latest([day(row["EffectiveTo"]) for row in versions]),
            LastDateStarts=_latest([day(row["LastDateStarts"]) for row in versions]),
            NotionalEndLevel=text(newest["NotionalEndLevel"]),
            ApprenticeshipStandardTypeCode=text(newest["ApprenticeshipStandardTypeCode"]),
            validities=self._validities("StandardValidity", code),
            bands=tuple(
                FundingBand(span(row), number(row["MaxEmployerLevyCap"]), number(row["Duration"]))
                for row in self._database.found("LARS", "ApprenticeshipFunding", code)
                if text(row["ApprenticeshipType"]).upper().startswith(STANDARD_TYPE)
            ),
            government_caps=tuple(
                (cap, span(row))
                for row in self._database.found("LARS", "StandardFunding", code)
                if (cap := number(row["CoreGovContributionCap"])) is not None
            ),
        )


def _latest(ends: list[date | None]) -> date | None:
    return None if None in ends else max(end for end in ends if end)
