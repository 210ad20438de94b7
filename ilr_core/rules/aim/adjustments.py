"""The funding adjustments of an aim: for prior learning, and other."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.registry import rule


@rule(
    "PriorLearnFundAdj_01", reads="PriorLearnFundAdj FundModel LearnDelFAMType", models=(10, 25, 82, 99), until="2526"
)
def prior_learning_adjustment_under_older_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The adjustment for prior learning ({PriorLearnFundAdj}) does not go with funding model {FundModel}.

    Clear the adjustment, or correct the funding model.
    """
    without = not has_fam(aim, "ADL")
    return without and aim.PriorLearnFundAdj is not None


@rule(
    "PriorLearnFundAdj_01", reads="PriorLearnFundAdj FundModel LearnDelFAMType", models=(25, 39, 82, 99), since="2627"
)
def prior_learning_adjustment_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The adjustment for prior learning ({PriorLearnFundAdj}) does not go with funding model {FundModel}.

    Clear the adjustment, or correct the funding model.
    """
    without = not has_fam(aim, "ADL")
    return without and aim.PriorLearnFundAdj is not None


@rule("OtherFundAdj_01", reads="OtherFundAdj FundModel", models=(10, 25, 82), until="2526")
def other_adjustment_under_older_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """There is an other funding adjustment ({OtherFundAdj}), which funding model {FundModel} does not have.

    Clear the adjustment, or correct the funding model.
    """
    return aim.OtherFundAdj is not None


@rule("OtherFundAdj_01", reads="OtherFundAdj FundModel", models=(25, 39, 82), since="2627")
def other_adjustment_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """There is an other funding adjustment ({OtherFundAdj}), which funding model {FundModel} does not have.

    Clear the adjustment, or correct the funding model.
    """
    return aim.OtherFundAdj is not None
