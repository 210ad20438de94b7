"""Prices and payments of an apprenticeship, seen together with its other aims and records."""

from __future__ import annotations

from datetime import date

from ilr_core.model import AppFinRecord, Learner, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import PROGRAMME, programmes_of, repeated
from ilr_core.rules.derived import is_apprenticeship
from ilr_core.rules.exclusions import not_funded
from ilr_core.rules.registry import Verdict, rule

ASSESSMENT_PRICES = (2, 4)
PRICE_NOT_BEFORE_START_FROM = date(2019, 2, 1)
NO_PRICE_AFTER_LEAVING_FROM = date(2022, 8, 1)
LEFT = (3, 6)


def _has_price_cut(aim: LearningDelivery) -> bool:
    return any(fin.AFinType == "RIP" and fin.AFinCode == 1 for fin in aim.AppFinRecord)


def _has_hours_cut(aim: LearningDelivery) -> bool:
    return any(hours.HRSType == "HRS" and hours.HRSCode == 4 for hours in aim.HRSRecord)


@rule(
    "R_68",
    reads="AppFinRecord.AFinDate AppFinRecord.AFinType AppFinRecord.AFinCode "
    "LearningDelivery.FundModel LearningDelivery.AimType LearningDelivery.ProgType LearningDelivery.StdCode",
)
def financial_record_twice(learner: Learner, ctx: Context) -> Verdict:
    """One apprenticeship has several financial records of one type, code and day ({AFinType} {AFinCode}, {AFinDate}).

    Keep one of them; payments of one day are added up.

    Followed as the later publication has it, with all programme types of apprenticeships; frameworks no longer have
    a code of their own, so their programme type stands in for it.
    """
    records = [
        fin
        for aim in learner.LearningDelivery
        if aim.FundModel == 36 and aim.AimType == PROGRAMME and is_apprenticeship(aim)
        for fin in aim.AppFinRecord
    ]
    return repeated(records, lambda fin: (fin.aim.ProgType, fin.aim.StdCode, fin.AFinType, fin.AFinCode, fin.AFinDate))


@rule(
    "R_100",
    reads="AppFinRecord.AFinCode AppFinRecord.AFinType CompStatus AimType ProgType",
    unless=(not_funded,),
)
def no_assessment_price(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship is completed, but no price for its assessment is recorded.

    Add the assessment price to the programme aim: TNP 2, or TNP 4 after a change of employer.
    """
    if aim.CompStatus != 2 or aim.AimType != PROGRAMME or aim.ProgType != 25:
        return False
    return not any(fin.AFinType == "TNP" and fin.AFinCode in ASSESSMENT_PRICES for fin in aim.AppFinRecord)


@rule("R_119", reads="AFinDate AFinType LearnStartDate")
def price_before_start(fin: AppFinRecord, ctx: Context) -> bool:
    """The price (TNP) is dated {AFinDate}, before the aim starts on {LearnStartDate}.

    Date it on the start date, or on the later day from which it applies.
    """
    start = fin.aim.LearnStartDate
    return fin.AFinType == "TNP" and fin.AFinDate < start and start >= PRICE_NOT_BEFORE_START_FROM


@rule(
    "R_142",
    reads="AppFinRecord.AFinDate AppFinRecord.AFinType LearningDelivery.CompStatus LearningDelivery.LearnActEndDate "
    "LearningDelivery.LearnStartDate LearningDelivery.AimType LearningDelivery.ProgType",
)
def price_on_left_programme(learner: Learner, ctx: Context) -> Verdict:
    """A programme the learner has left has a price (TNP) dated {AFinDate}, when the present programme had begun.

    Take that price away from the programme that was left, or correct its date.

    Programmes of different standards are compared too, as written.
    """
    programmes = [aim for aim in programmes_of(learner) if aim.ProgType == 25]
    if len(programmes) < 2:
        return False
    starts = [aim.LearnStartDate for aim in programmes if aim.LearnActEndDate is None]
    since = min((start for start in starts if start >= NO_PRICE_AFTER_LEAVING_FROM), default=None)
    if since is None:
        return False
    left = [aim for aim in programmes if aim.LearnActEndDate is not None and aim.CompStatus in LEFT]
    return [fin for aim in left for fin in aim.AppFinRecord if fin.AFinType == "TNP" and fin.AFinDate >= since]


@rule(
    "R_161",
    reads="AppFinRecord.AFinCode AppFinRecord.AFinType HRSRecord.HRSType HRSRecord.HRSCode",
    since="2627",
)
def hours_cut_without_price_cut(aim: LearningDelivery, ctx: Context) -> bool:
    """Hours were taken out for prior learning (HRS 4), but the price cut for it is missing.

    Add the price cut (RIP 1) to the aim's financial records, or take the HRS 4 record away.
    """
    return _has_hours_cut(aim) and not _has_price_cut(aim)


@rule(
    "R_162",
    reads="HRSRecord.HRSCode HRSRecord.HRSType AppFinRecord.AFinType AppFinRecord.AFinCode",
    since="2627",
)
def price_cut_without_hours_cut(aim: LearningDelivery, ctx: Context) -> bool:
    """The price was cut for prior learning (RIP 1), but the hours taken out for it are missing.

    Add the hours taken out (HRS 4) to the aim's hours, or take the RIP 1 record away.
    """
    return _has_price_cut(aim) and not _has_hours_cut(aim)
