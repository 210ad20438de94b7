"""GCSE grades in maths and English."""

from __future__ import annotations

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import has_learner_fam
from ilr_core.rules.registry import Verdict, rule

BELOW_GRADE_4 = ("D", "DD", "DE", "E", "EE", "EF", "F", "FF", "FG", "G", "GG", "N", "U", "3", "2", "1")
NO_GRADE = "NONE"
NO_MATHS, NO_ENGLISH = 1, 2
EXEMPT_OR_MET = (2, 3, 4)


@rule("MathGrade_01", reads="MathGrade FundModel", models=(25,))
def no_maths_grade(aim: LearningDelivery, ctx: Context) -> bool:
    """The GCSE maths grade of a 16 to 19 learner is missing.

    Enter the highest grade, or NONE.
    """
    return aim.learner.MathGrade is None


@rule("EngGrade_01", reads="EngGrade FundModel", models=(25,))
def no_english_grade(aim: LearningDelivery, ctx: Context) -> bool:
    """The GCSE English grade of a 16 to 19 learner is missing.

    Enter the highest grade, or NONE.
    """
    return aim.learner.EngGrade is None


@rule("MathGrade_02", reads="MathGrade")
def unknown_maths_grade(learner: Learner, ctx: Context) -> Verdict:
    """{MathGrade} is not a GCSE grade for maths.

    Correct the grade; NONE if the learner has none.
    """
    return False if learner.MathGrade == NO_GRADE else ctx.unlisted("MathGrade/EngGrade", learner.MathGrade)


@rule("EngGrade_02", reads="EngGrade")
def unknown_english_grade(learner: Learner, ctx: Context) -> Verdict:
    """{EngGrade} is not a GCSE grade for English.

    Correct the grade; NONE if the learner has none.
    """
    return False if learner.EngGrade == NO_GRADE else ctx.unlisted("MathGrade/EngGrade", learner.EngGrade)


@rule("MathGrade_03", reads="LearnerFAM.LearnFAMType LearnerFAM.LearnFAMCode MathGrade")
def low_maths_grade_without_entry(learner: Learner, ctx: Context) -> bool:
    """The GCSE maths grade is {MathGrade}, but the learner has no entry EDF 1 for it.

    Add EDF 1 to the learner, or correct the grade.
    """
    return learner.MathGrade in BELOW_GRADE_4 and not has_learner_fam(learner, "EDF", NO_MATHS)


@rule("EngGrade_03", reads="LearnerFAM.LearnFAMType LearnerFAM.LearnFAMCode EngGrade")
def low_english_grade_without_entry(learner: Learner, ctx: Context) -> bool:
    """The GCSE English grade is {EngGrade}, but the learner has no entry EDF 2 for it.

    Add EDF 2 to the learner, or correct the grade.
    """
    return learner.EngGrade in BELOW_GRADE_4 and not has_learner_fam(learner, "EDF", NO_ENGLISH)


@rule("MathGrade_04", reads="MathGrade LearnerFAM.LearnFAMType LearnerFAM.LearnFAMCode")
def maths_grade_beside_exemption(learner: Learner, ctx: Context) -> bool:
    """The GCSE maths grade is {MathGrade}, but the learner is exempt from the maths condition or has met it (MCF).

    Enter NONE, or correct the entry MCF.

    A missing grade is left to MathGrade_01.
    """
    exempt = has_learner_fam(learner, "MCF", *EXEMPT_OR_MET)
    return exempt and learner.MathGrade is not None and learner.MathGrade != NO_GRADE


@rule("EngGrade_04", reads="EngGrade LearnerFAM.LearnFAMType LearnerFAM.LearnFAMCode")
def english_grade_beside_exemption(learner: Learner, ctx: Context) -> bool:
    """The GCSE English grade is {EngGrade}, but the learner is exempt from the English condition or has met it (ECF).

    Enter NONE, or correct the entry ECF.

    A missing grade is left to EngGrade_01.
    """
    exempt = has_learner_fam(learner, "ECF", *EXEMPT_OR_MET)
    return exempt and learner.EngGrade is not None and learner.EngGrade != NO_GRADE
