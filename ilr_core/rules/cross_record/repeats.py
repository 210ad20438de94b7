"""Records that a learner, an aim or the return must not hold twice."""

from __future__ import annotations

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import repeated
from ilr_core.rules.learner.uln import TEMPORARY_ULN
from ilr_core.rules.registry import Verdict, rule, unique

REPEATABLE_FAMS = ("LSF", "ACT", "ALB")


@unique("R_06", reads="LearnRefNumber")
def learner_reference_twice(learner: Learner, ctx: Context) -> str | None:
    """More than one learner of this return has the learner reference {LearnRefNumber}.

    Give each learner a reference of their own; if they are the same person, put the aims together under one learner.

    Capital and small letters count as the same.
    """
    return learner.LearnRefNumber.upper()


@unique("R_59", reads="ULN")
def uln_twice(learner: Learner, ctx: Context) -> int | None:
    """More than one learner of this return has the ULN {ULN}.

    Find out whose it is; if they are the same person, put the aims together under one learner.
    """
    return None if learner.ULN == TEMPORARY_ULN else learner.ULN


@rule("R_07", reads="LearningDelivery.AimSeqNumber")
def aim_number_twice(learner: Learner, ctx: Context) -> Verdict:
    """Aims of this learner have the same aim sequence number ({AimSeqNumber}).

    Number each aim of the learner differently, and never give a number to another aim later on.
    """
    return repeated(learner.LearningDelivery, lambda aim: aim.AimSeqNumber)


@rule("R_43", reads="LearnerEmploymentStatus.DateEmpStatApp")
def employment_date_twice(learner: Learner, ctx: Context) -> Verdict:
    """The learner has more than one employment status that applies from the same day ({DateEmpStatApp}).

    Keep the one that is right, or correct the day from which the later one applies.
    """
    return repeated(learner.LearnerEmploymentStatus, lambda status: status.DateEmpStatApp)


@rule("R_45", reads="LLDDandHealthProblem.LLDDCat")
def difficulty_twice(learner: Learner, ctx: Context) -> Verdict:
    """The learner has the same difficulty or health problem more than once ({LLDDCat}).

    Delete the repeats; if one of them is marked as the primary one, keep that.
    """
    return repeated(learner.LLDDandHealthProblem, lambda problem: problem.LLDDCat)


@rule("R_49", reads="ProviderSpecLearnerMonitoring.ProvSpecLearnMonOccur")
def learner_note_twice(learner: Learner, ctx: Context) -> Verdict:
    """The learner has more than one provider note in the same position ({ProvSpecLearnMonOccur}).

    Use A for one of the notes and B for the other.
    """
    return repeated(learner.ProviderSpecLearnerMonitoring, lambda note: note.ProvSpecLearnMonOccur)


@rule("R_50", reads="ProviderSpecDeliveryMonitoring.ProvSpecDelMonOccur")
def aim_note_twice(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has more than one provider note in the same position ({ProvSpecDelMonOccur}).

    Use each of the letters A to D for one note only.

    One publication of the rule names the notes of the learner; those of the aim are meant.
    """
    return repeated(aim.ProviderSpecDeliveryMonitoring, lambda note: note.ProvSpecDelMonOccur)


@rule("R_51", reads="LearnerFAM.LearnFAMType LearnerFAM.LearnFAMCode")
def learner_fam_twice(learner: Learner, ctx: Context) -> Verdict:
    """The learner has the same funding and monitoring entry more than once ({LearnFAMType} with {LearnFAMCode}).

    Delete the repeats.
    """
    return repeated(learner.LearnerFAM, lambda fam: (fam.LearnFAMType, fam.LearnFAMCode))


@rule("R_52", reads="LearningDeliveryFAM.LearnDelFAMType LearningDeliveryFAM.LearnDelFAMCode")
def aim_fam_twice(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has the same funding and monitoring entry more than once ({LearnDelFAMType} with {LearnDelFAMCode}).

    Delete the repeats. Only LSF, ACT and ALB may come again, for other dates.
    """
    if len(aim.LearningDeliveryFAM) < 2:
        return False
    fams = [fam for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType not in REPEATABLE_FAMS]
    return repeated(fams, lambda fam: (fam.LearnDelFAMType, fam.LearnDelFAMCode))


@rule("R_67", reads="LearningDeliveryWorkPlacement.WorkPlaceStartDate LearningDeliveryWorkPlacement.WorkPlaceEmpId")
def placement_twice(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has more than one placement with the same employer that starts on the same day ({WorkPlaceStartDate}).

    Delete the repeats, or correct the start date or the employer of one of them.

    Two placements without an employer number count as the same employer.
    """
    return repeated(aim.LearningDeliveryWorkPlacement, lambda work: (work.WorkPlaceStartDate, work.WorkPlaceEmpId))


@rule("R_96", reads="LearningDeliveryWorkPlacement.WorkPlaceStartDate")
def placement_day_twice(learner: Learner, ctx: Context) -> Verdict:
    """The learner has more than one work placement that starts on the same day ({WorkPlaceStartDate}).

    Delete the repeats, or correct the start date of one of them.
    """
    placements = [work for aim in learner.LearningDelivery for work in aim.LearningDeliveryWorkPlacement]
    return repeated(placements, lambda work: work.WorkPlaceStartDate)
