"""English and maths hours of 16 to 19 learners without a good GCSE grade."""

from __future__ import annotations

from datetime import date

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.ages import has_reached
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import latest_started
from ilr_core.rules.dates import last_of_august
from ilr_core.rules.exclusions import has_fam, has_learner_fam
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.registry import Verdict, rule

TEAM_AIMS = ("60023995", "60027307", "60027629", "60032121", "60033344")
LOW_GRADES = ("3", "2", "1", "U", "D", "E", "F", "G", "X", "NONE")
BELOW_GRADE_3 = ("2", "1", "U", "E", "F", "G", "X", "NONE")
T_LEVEL, T_LEVEL_HOURS = 31, 2
FIRST_T_LEVEL_START = date(2022, 8, 1)
EXEMPT, FUNCTIONAL_SKILLS = (1, 2, 3, 4), 5
HOURS = 150
ENTRY = "LearnerFAM.LearnFAMType LearnerFAM.LearnFAMCode"
SHARED = (
    "DateOfBirth PlanLearnHours PlanEEPHours LearningDelivery.FundModel LearningDelivery.LearnAimRef "
    "LearningDelivery.ProgType LearningDelivery.LearnStartDate LearningDeliveryFAM.LearnDelFAMType "
    "LearningDeliveryFAM.LearnDelFAMCode"
)


def functional_skills_in_english(learner: Learner, ctx: Context) -> bool:
    """The learner has passed functional skills English at level 2 (ECF 5) with a GCSE grade below 3."""
    return has_learner_fam(learner, "ECF", FUNCTIONAL_SKILLS) and learner.EngGrade in BELOW_GRADE_3


def functional_skills_in_maths(learner: Learner, ctx: Context) -> bool:
    """The learner has passed functional skills maths at level 2 (MCF 5) with a GCSE grade below 3."""
    return has_learner_fam(learner, "MCF", FUNCTIONAL_SKILLS) and learner.MathGrade in BELOW_GRADE_3


@rule("R_155", reads=f"{ENTRY} EngGrade {SHARED} LearningDelivery.PHours", unless=(functional_skills_in_english,),
      needs="LARS", until="2526")  # fmt: skip
def no_english_hours_before_2026(learner: Learner, ctx: Context) -> Verdict:
    """The English hours are not recorded (EMH) for a 16 to 19 learner with the GCSE grade {EngGrade}.

    Add the learner's EMH entry, or correct the grade, the hours or the exemption (ECF).

    The printed condition names maths in places; English is meant.
    """
    return _english_missing(learner, ctx) and _plans_much(learner, _hours_2526(learner))


@rule("R_155", reads=f"{ENTRY} EngGrade {SHARED} HRSRecord.HRSAmount HRSRecord.HRSCode",
      unless=(functional_skills_in_english,), needs="LARS", since="2627")  # fmt: skip
def no_english_hours(learner: Learner, ctx: Context) -> Verdict:
    """The English hours are not recorded (EMH) for a 16 to 19 learner with the GCSE grade {EngGrade}.

    Add the learner's EMH entry, or correct the grade, the hours or the exemption (ECF).

    The printed condition names maths in places; English is meant.
    """
    return _english_missing(learner, ctx) and _plans_much(learner, _t_level_hours(learner))


@rule("R_156", reads=f"{ENTRY} MathGrade {SHARED} LearningDelivery.PHours", unless=(functional_skills_in_maths,),
      needs="LARS", until="2526")  # fmt: skip
def no_maths_hours_before_2026(learner: Learner, ctx: Context) -> Verdict:
    """The maths hours are not recorded (MMH) for a 16 to 19 learner with the GCSE grade {MathGrade}.

    Add the learner's MMH entry, or correct the grade, the hours or the exemption (MCF).
    """
    return _maths_missing(learner, ctx) and _plans_much(learner, _hours_2526(learner))


@rule("R_156", reads=f"{ENTRY} MathGrade {SHARED} HRSRecord.HRSAmount HRSRecord.HRSCode",
      unless=(functional_skills_in_maths,), needs="LARS", since="2627")  # fmt: skip
def no_maths_hours(learner: Learner, ctx: Context) -> Verdict:
    """The maths hours are not recorded (MMH) for a 16 to 19 learner with the GCSE grade {MathGrade}.

    Add the learner's MMH entry, or correct the grade, the hours or the exemption (MCF).
    """
    return _maths_missing(learner, ctx) and _plans_much(learner, _t_level_hours(learner))


def _english_missing(learner: Learner, ctx: Context) -> bool:
    low = learner.EngGrade in LOW_GRADES and not has_learner_fam(learner, "ECF", *EXEMPT)
    return low and not has_learner_fam(learner, "EMH") and _is_funded(learner, "EFAConFundEnglish", ctx)


def _maths_missing(learner: Learner, ctx: Context) -> bool:
    low = learner.MathGrade in LOW_GRADES and not has_learner_fam(learner, "MCF", *EXEMPT)
    return low and not has_learner_fam(learner, "MMH") and _is_funded(learner, "EFAConFundMaths", ctx)


def _is_funded(learner: Learner, validity: str, ctx: Context) -> bool:
    """Whether a learner of 16 or over has an aim with 16 to 19 funding to which the condition of funding applies."""
    if not has_reached(learner.DateOfBirth, "condition_of_funding_age", last_of_august(ctx.catalogue.start), ctx):
        return False
    return any(_has_condition(aim, validity, ctx) for aim in learner.LearningDelivery)


def _has_condition(aim: LearningDelivery, validity: str, ctx: Context) -> bool:
    early_t_level = aim.ProgType == T_LEVEL and aim.LearnStartDate < FIRST_T_LEVEL_START
    if aim.FundModel != 25 or early_t_level or not has_fam(aim, "SOF", "107"):
        return False
    entry = lars_aim(aim, ctx)
    of_team = aim.LearnAimRef in TEAM_AIMS and has_fam(aim, "LDM", "331")
    return of_team or (entry is not None and bool(entry.validities_of(validity)))


def _plans_much(learner: Learner, t_level_hours: int) -> bool:
    planned = (learner.PlanLearnHours or 0) + (learner.PlanEEPHours or 0)
    return max(planned, t_level_hours) >= HOURS


def _latest_t_level(learner: Learner) -> LearningDelivery | None:
    return latest_started(a for a in learner.LearningDelivery if a.ProgType == T_LEVEL and a.AimType == 1)


def _hours_2526(learner: Learner) -> int:
    aim = _latest_t_level(learner)
    return (aim.PHours or 0) if aim else 0


def _t_level_hours(learner: Learner) -> int:
    aim = _latest_t_level(learner)
    return sum(entry.HRSAmount for entry in aim.HRSRecord if entry.HRSCode == T_LEVEL_HOURS) if aim else 0
