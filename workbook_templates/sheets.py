"""The plan of the workbook's sheets: what people see first, and which child records stand in their parent's row."""

from __future__ import annotations

from dataclasses import dataclass

Fixed = tuple[tuple[str, str], ...]
LEARNER_KEY = ("Learner", "LearnRefNumber")
AIM_KEYS = (LEARNER_KEY, ("LearningDelivery", "AimSeqNumber"))


@dataclass(frozen=True)
class SheetPlan:
    """A sheet's name, its Excel table, the entity of its rows and the fields that name the row's parent."""

    name: str
    table: str
    entity: str
    keys: tuple[tuple[str, str], ...]
    about: str


DETAIL_SHEETS = (
    SheetPlan("Learners", "Learners", "Learner", (), "One row for each learner."),
    SheetPlan("Aims", "Aims", "LearningDelivery", (LEARNER_KEY,), "One row for each aim of a learner."),
    SheetPlan("Employment", "Employment", "LearnerEmploymentStatus", (LEARNER_KEY,), "One row for each status."),
    SheetPlan("Finance", "Finance", "AppFinRecord", AIM_KEYS, "Agreed prices and payments of apprenticeships."),
    SheetPlan("Aim FAMs", "AimFAMs", "LearningDeliveryFAM", AIM_KEYS, "Dated or repeated funding and monitoring."),
    SheetPlan("Hours", "Hours", "HRSRecord", AIM_KEYS, "Hours that do not fit the columns of Aims."),
    SheetPlan("Prior attainment", "PriorAttainment", "PriorAttain", (LEARNER_KEY,), "Further levels held before."),
    SheetPlan("LLDD", "LLDD", "LLDDandHealthProblem", (LEARNER_KEY,), "Difficulties, disabilities, health problems."),
    SheetPlan("Learner FAMs", "LearnerFAMs", "LearnerFAM", (LEARNER_KEY,), "Learner entries that do not fit Learners."),
    SheetPlan(
        "Job monitoring", "JobMonitoring", "EmploymentStatusMonitoring",
        (LEARNER_KEY, ("LearnerEmploymentStatus", "DateEmpStatApp")), "Monitoring that does not fit Employment.",
    ),
    SheetPlan("Placements", "Placements", "LearningDeliveryWorkPlacement", AIM_KEYS, "Work placements."),
    SheetPlan("Learner notes", "LearnerNotes", "ProviderSpecLearnerMonitoring", (LEARNER_KEY,), "Further own notes."),
    SheetPlan("Aim notes", "AimNotes", "ProviderSpecDeliveryMonitoring", AIM_KEYS, "Further own notes."),
    SheetPlan("HE learners", "HELearners", "LearnerHE", (LEARNER_KEY,), "Higher education, by learner."),
    SheetPlan("HE support", "HESupport", "LearnerHEFinancialSupport", (LEARNER_KEY,), "Money and near-money support."),
    SheetPlan("HE aims", "HEAims", "LearningDeliveryHE", AIM_KEYS, "Higher education, by aim."),
)  # fmt: skip

FIRST_COLUMNS = {
    "Learner": ("LearnRefNumber", "FamilyName", "GivenNames", "ULN", "DateOfBirth", "Sex", "Ethnicity",
                "LLDDHealthProb", "NINumber", "PostcodePrior", "Postcode", "AddLine1", "TelNo", "Email"),
    "LearningDelivery": ("AimSeqNumber", "AimType", "LearnAimRef", "FundModel", "ProgType", "StdCode",
                         "LearnStartDate", "LearnPlanEndDate", "CompStatus", "LearnActEndDate", "Outcome",
                         "WithdrawReason", "AchDate", "OutGrade", "DelLocPostCode", "EPAOrgID"),
}  # fmt: skip

RARE = {
    "PrevLearnRefNumber", "PrevUKPRN", "PMUKPRN", "CampId", "Accom", "ALSCost", "AddLine2", "AddLine3", "AddLine4",
    "PlanLearnHours", "PlanEEPHours", "MathGrade", "EngGrade",
    "OrigLearnStartDate", "PartnerUKPRN", "LSDPostcode", "PriorLearnFundAdj", "OtherFundAdj", "ConRefNumber",
    "SWSupAimId", "TLOut", "AddHours",
}  # fmt: skip


def _coded(entity: str, kind: str, code: str, types: str) -> tuple[tuple[str, Fixed, tuple[tuple[str, str], ...]], ...]:
    return tuple((entity, ((kind, name),), ((name, code),)) for name in types.split())


def _boxes(
    entity: str, box: str, note: str, letters: str
) -> tuple[tuple[str, Fixed, tuple[tuple[str, str], ...]], ...]:
    return tuple((entity, ((box, letter),), ((f"{note} {letter}", note),)) for letter in letters)


SLOTS: dict[str, tuple[tuple[str, Fixed, tuple[tuple[str, str], ...]], ...]] = {
    "Learner": (
        ("PriorAttain", (), (("PriorLevel", "PriorLevel"), ("DateLevelApp", "DateLevelApp"))),
        *_coded("LearnerFAM", "LearnFAMType", "LearnFAMCode", "HNS EHC SEN DLA EDF MCF ECF FME"),
        *_boxes("ProviderSpecLearnerMonitoring", "ProvSpecLearnMonOccur", "ProvSpecLearnMon", "AB"),
    ),
    "LearnerEmploymentStatus": _coded(
        "EmploymentStatusMonitoring", "ESMType", "ESMCode", "SEI EII LOU LOE BSI PEI SEM OET"
    ),
    "LearningDelivery": (
        *_coded("LearningDeliveryFAM", "LearnDelFAMType", "LearnDelFAMCode", "SOF FFI RES LDM DAM EEF FLN HHS ADL"),
        *(
            ("HRSRecord", (("HRSType", "HRS"), ("HRSCode", code)), ((f"HRS{code}", "HRSAmount"),))
            for code in "123456"
        ),
        *_boxes("ProviderSpecDeliveryMonitoring", "ProvSpecDelMonOccur", "ProvSpecDelMon", "ABCD"),
    ),
}  # fmt: skip
