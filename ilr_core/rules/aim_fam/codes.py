"""Codes of the entries: whether they exist, whether they still or already hold, and how often they may come."""

from __future__ import annotations

from ilr_core.catalogue import Code
from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.aim_fam.entries import entries, restarted_aim
from ilr_core.rules.context import Context, Needs
from ilr_core.rules.registry import Verdict, rule

ONCE_PER_AIM = ("SOF", "FFI", "EEF", "RES", "ADL", "ACL", "AFL", "ASL", "FLN")
MOST_MONITORING_CODES = 6
# Monitoring codes whose first day the official rule does not look at.
FREE_OF_FIRST_DAY = ("368", "369")


def _code_of(fam: LearningDeliveryFAM, ctx: Context) -> Code | None:
    codes = ctx.catalogue.lists.get(f"LearnDelFAM:{fam.LearnDelFAMType}")
    return codes.codes.get(fam.LearnDelFAMCode) if codes else None


def _no_days_known(fam: LearningDeliveryFAM, ctx: Context) -> Verdict:
    """The verdict on the days of a code in no list: data needed, if the list is one we do not know in full."""
    unlisted = ctx.unlisted(f"LearnDelFAM:{fam.LearnDelFAMType}", fam.LearnDelFAMCode)
    return unlisted if isinstance(unlisted, Needs) else False


@rule("LearnDelFAMType_04", reads="LearnDelFAMCode LearnDelFAMType")
def unknown_code(fam: LearningDeliveryFAM, ctx: Context) -> Verdict:
    """The code {LearnDelFAMCode} does not exist for entries of the kind {LearnDelFAMType}.

    Choose a kind and a code from the lists; keep leading zeros.
    """
    return ctx.unlisted(f"LearnDelFAM:{fam.LearnDelFAMType}", fam.LearnDelFAMCode)


@rule("LearnDelFAMType_06", reads="LearnDelFAMCode LearnDelFAMType LearnStartDate", unless=(restarted_aim,))
def code_no_longer_valid(fam: LearningDeliveryFAM, ctx: Context) -> Verdict:
    """The code {LearnDelFAMType} {LearnDelFAMCode} ended before the aim started on {LearnStartDate}.

    Choose a code that holds on the start date, or correct the date.
    """
    code = _code_of(fam, ctx)
    if code is None:
        return _no_days_known(fam, ctx)
    return code.valid_to is not None and fam.aim.LearnStartDate > code.valid_to


@rule("LearnDelFAMType_104", reads="LearnDelFAMCode LearnDelFAMType LearnStartDate")
def monitoring_code_not_yet_valid(fam: LearningDeliveryFAM, ctx: Context) -> Verdict:
    """The monitoring code {LearnDelFAMCode} does not yet hold for an aim that started on {LearnStartDate}.

    Delete the entry or choose another code, or correct the start date.

    The codes 368 and 369, which the list excepts, are never judged; other codes on the same aim are.
    """
    if fam.LearnDelFAMType != "LDM" or fam.LearnDelFAMCode in FREE_OF_FIRST_DAY:
        return False
    code = _code_of(fam, ctx)
    if code is None:
        return _no_days_known(fam, ctx)
    return code.valid_from is not None and fam.aim.LearnStartDate < code.valid_from


@rule("LearnDelFAMType_18", reads="LearnDelFAMCode LearnDelFAMType")
def kind_more_than_once(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has more than one entry of a kind that may come only once ({LearnDelFAMType}).

    Keep the right one of the codes {LearnDelFAMCode} and delete the others.
    """
    kinds = [fam.LearnDelFAMType for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType in ONCE_PER_AIM]
    if len(kinds) == len(set(kinds)):
        return False
    repeated = {kind for kind in kinds if kinds.count(kind) > 1}
    return [fam for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType in repeated]


@rule("LearnDelFAMType_31", reads="LearnDelFAMCode LearnDelFAMType")
def too_many_monitoring_codes(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has more than six monitoring codes (LDM {LearnDelFAMCode}).

    Delete those that no longer matter.
    """
    return _more_than_allowed(aim, "LDM")


@rule("LearnDelFAMType_77", reads="LearnDelFAMCode LearnDelFAMType")
def too_many_devolved_area_codes(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has more than six monitoring codes of a devolved area (DAM {LearnDelFAMCode}).

    Delete those that no longer matter.
    """
    return _more_than_allowed(aim, "DAM")


def _more_than_allowed(aim: LearningDelivery, kind: str) -> Verdict:
    if len(aim.LearningDeliveryFAM) <= MOST_MONITORING_CODES:
        return False
    found = entries(aim, kind)
    return len(found) > MOST_MONITORING_CODES and found
