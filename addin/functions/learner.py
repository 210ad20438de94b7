"""``ILR_ULN_OK`` and ``ILR_AGE``: facts about one learner."""

from __future__ import annotations

from datetime import date

from addin.functions.arguments import birth_date, day, text
from addin.functions.registry import Argument, worksheet_function
from ilr_core.errors import InputError
from ilr_core.rules.dates import age_on
from ilr_core.rules.derived import uln_check_digit


@worksheet_function("ILR", {"uln": Argument("The unique learner number", text)})
def ILR_ULN_OK(uln: str) -> bool:
    """TRUE if the number can be a ULN: ten digits of which the last fits the others, or the temporary 9999999999."""
    if not (len(uln) == 10 and uln.isascii() and uln.isdigit()):
        return False
    expected = uln_check_digit(int(uln))
    return expected == "Y" or expected == uln[-1]


@worksheet_function(
    "ILR",
    {
        "birth": Argument("The date of birth", birth_date),
        "on_date": Argument("The day on which the age is asked, such as the start of an aim", day),
    },
)
def ILR_AGE(birth: date, on_date: date) -> int:
    """The age in full years on a day."""
    if on_date < birth:
        raise InputError(f"{on_date:%d/%m/%Y} is before the date of birth. Check both dates.")
    return age_on(birth, on_date)
