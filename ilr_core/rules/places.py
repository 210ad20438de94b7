"""Places and bodies looked up in their registers."""

from __future__ import annotations

from ilr_core.registers.places import unspaced
from ilr_core.rules.context import Context

UNKNOWN = "ZZ999ZZ"


def is_unknown_place(postcode: str | None, ctx: Context) -> bool:
    """Whether a postcode is given, is not ZZ99 9ZZ and is not on the loaded list of UK postcodes."""
    return postcode is not None and unspaced(postcode) != UNKNOWN and is_not_listed(postcode, ctx)


def is_not_listed(postcode: str, ctx: Context) -> bool:
    """Whether a postcode is not on the loaded list of UK postcodes, which does not hold ZZ99 9ZZ."""
    postcodes = ctx.registers.postcodes
    return postcodes is not None and not postcodes.has(postcode)


def is_unknown_provider(number: int | None, ctx: Context) -> bool:
    """Whether a UKPRN is given and no organisation in the loaded register has it as one that can be a partner."""
    organisations = ctx.registers.organisations
    if number is None or organisations is None:
        return False
    entry = organisations.organisation(number)
    return entry is None or not entry.PartnerUKPRN


def is_unknown_employer(number: int | None, ctx: Context) -> bool:
    """Whether an employer number is given, is not 999999999 and is not in the loaded register of employers."""
    employers = ctx.registers.employers
    return number is not None and number != 999999999 and employers is not None and not employers.has(number)
