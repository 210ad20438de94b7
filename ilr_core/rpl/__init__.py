"""Recognition of prior learning: price, hours, duration, what may be funded, and the records for the ILR.

Every function takes keyword arguments, never raises, and gives a frozen result whose ``steps`` say in words how each
figure came about and by which publication. What cannot be computed is None, and flags are then False.
"""

from ilr_core.rpl.duration import SuggestedDuration, suggest_duration
from ilr_core.rpl.eligibility import Eligibility, eligibility_after_rpl
from ilr_core.rpl.ilr_records import PriorLearning, RecordsChange, Refusal, with_prior_learning
from ilr_core.rpl.off_the_job import HoursProgress, RequiredHours, off_the_job_progress, required_hours
from ilr_core.rpl.price import AgreedPriceCheck, PriceReduction, agreed_price_check, price_reduction
from ilr_core.rpl.service_entry import ServiceEntryError, service_entry_errors
from ilr_core.rpl.verdict import Entry, Judgement, judged
from ilr_core.rpl.weekly_hours import WeeklyMinimum, minimum_hours_2022_25

__all__ = [
    "AgreedPriceCheck",
    "Eligibility",
    "Entry",
    "HoursProgress",
    "Judgement",
    "PriceReduction",
    "PriorLearning",
    "RecordsChange",
    "Refusal",
    "RequiredHours",
    "ServiceEntryError",
    "SuggestedDuration",
    "WeeklyMinimum",
    "agreed_price_check",
    "eligibility_after_rpl",
    "judged",
    "minimum_hours_2022_25",
    "off_the_job_progress",
    "price_reduction",
    "required_hours",
    "service_entry_errors",
    "suggest_duration",
    "with_prior_learning",
]
