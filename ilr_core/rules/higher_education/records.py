"""Which learners and aims have higher education records, and what belongs to the learner."""

from __future__ import annotations

from datetime import date

from ilr_core.model import Learner, LearnerHE, LearnerHEFinancialSupport, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import repeated
from ilr_core.rules.derived import earliest_start
from ilr_core.rules.higher_education.code_dates import ended
from ilr_core.rules.registry import Verdict, rule

TERM_ADDRESS_FROM = date(2013, 8, 1)
NOT_ON_PROGRAMME_FROM = date(2025, 8, 1)
FULL_TIME = 1
ONCE_ONLY = (1, 2, 3, 4)


@rule("LearningDeliveryHE_10", reads="LearningDeliveryHE.TYPEYR LearnStartDate AimType")
def record_on_programme_aim(aim: LearningDelivery, ctx: Context) -> Verdict:
    """This programme aim has a higher education record; from August 2025 it belongs to the aim within the programme.

    Move the record to the component aim.
    """
    if not aim.LearningDeliveryHE or aim.AimType != 1 or aim.LearnStartDate < NOT_ON_PROGRAMME_FROM:
        return False
    return aim.LearningDeliveryHE


@rule("LearnerHE_02", reads="LearningDeliveryHE.TYPEYR")
def learner_record_without_aim_record(record: LearnerHE, ctx: Context) -> bool:
    """The learner has a higher education record, but none of the aims has one.

    Add the higher education record of the aim, or delete that of the learner.
    """
    return not any(aim.LearningDeliveryHE for aim in record.learner.LearningDelivery)


@rule("TTACCOM_01", reads="TTACCOM")
def unknown_term_accommodation(record: LearnerHE, ctx: Context) -> Verdict:
    """{TTACCOM} is not a code for where the learner lives in term time.

    Choose a code from the list.
    """
    return ctx.unlisted("TTACCOM", record.TTACCOM)


@rule("TTACCOM_02", reads="TTACCOM LearningDelivery.LearnStartDate")
def ended_term_accommodation(record: LearnerHE, ctx: Context) -> Verdict:
    """The code {TTACCOM} for where the learner lives in term time had ended when the first aim started.

    Choose the code that has taken its place.
    """
    return ended(ctx, "TTACCOM", record.TTACCOM, earliest_start(record.learner))


@rule("TTACCOM_04", reads="LearnerHE.TTACCOM LearningDelivery.LearnStartDate LearningDeliveryHE.MODESTUD")
def no_term_accommodation(learner: Learner, ctx: Context) -> Verdict:
    """The learner studies full time or on a sandwich course, but where they live in term time is missing.

    Add the term-time accommodation to the learner's higher education record.
    """
    full_time = any(
        record.MODESTUD == FULL_TIME for aim in learner.LearningDelivery for record in aim.LearningDeliveryHE
    )
    if not full_time or any(record.TTACCOM is not None for record in learner.LearnerHE):
        return False
    start = earliest_start(learner)
    return (learner.LearnerHE or True) if start and start >= TERM_ADDRESS_FROM else False


@rule("FINTYPE_01", reads="FINTYPE")
def unknown_support(support: LearnerHEFinancialSupport, ctx: Context) -> Verdict:
    """{FINTYPE} is not a code for a kind of financial support.

    Choose a code from the list.
    """
    return ctx.unlisted("FINTYPE", support.FINTYPE)


@rule("FINTYPE_02", reads="LearnerHEFinancialSupport.FINTYPE")
def support_twice(record: LearnerHE, ctx: Context) -> Verdict:
    """The learner has the same kind of financial support more than once ({FINTYPE}).

    Add the amounts up and keep one entry.
    """
    return repeated([support for support in record.LearnerHEFinancialSupport if support.FINTYPE in ONCE_ONLY],
                    lambda support: support.FINTYPE)  # fmt: skip
