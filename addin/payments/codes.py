"""What DfE's payment data means by its numbers and columns, and what of it nobody has confirmed.

Transaction types 1 to 16 and funding sources 1 to 5: das-payments-V2 (``TransactionType``, ``FundingSourceType``), and
the same in das-payments-v2-common. Columns of the Apps Monthly Payment Report, and which types each holds:
DC-2021-PeriodEnd-ReportService (``AppsMonthlyClassMap``, ``PaymentPeriodsBuilder``). All are DfE's public code, read in
2026; the report's code is that of 2020/21, and later columns are not public.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["on-programme", "additional", "english-maths", "support", "other"]
KINDS: tuple[Kind, ...] = ("on-programme", "additional", "english-maths", "support", "other")
"""Kinds of earnings; ``other`` is what the tool cannot name, so that nothing is expected beside it."""
TRANSACTION_TYPES: dict[int, tuple[str, Kind]] = {
    1: ("Learning", "on-programme"),
    2: ("Completion", "on-programme"),
    3: ("Balancing", "on-programme"),
    4: ("First16To18EmployerIncentive", "additional"),
    5: ("First16To18ProviderIncentive", "additional"),
    6: ("Second16To18EmployerIncentive", "additional"),
    7: ("Second16To18ProviderIncentive", "additional"),
    8: ("OnProgramme16To18FrameworkUplift", "support"),
    9: ("Completion16To18FrameworkUplift", "support"),
    10: ("Balancing16To18FrameworkUplift", "support"),
    11: ("FirstDisadvantagePayment", "support"),
    12: ("SecondDisadvantagePayment", "support"),
    13: ("OnProgrammeMathsAndEnglish", "english-maths"),
    14: ("BalancingMathsAndEnglish", "english-maths"),
    15: ("LearningSupport", "support"),
    16: ("CareLeaverApprenticePayment", "additional"),
}
"""Number to DfE's name and our kind. Foundation and hiring payments have no number in what is public."""
UNCONFIRMED_TYPES = {17: "only DfE's acceptance tests name it, as the milestone of a short course"}
"""Numbers seen, but not in DfE's list: such payments are ``other``, as are all above."""
FUNDING_SOURCES = {1: "Levy", 2: "CoInvestedSfa", 3: "CoInvestedEmployer", 4: "FullyFundedSfa", 5: "Transfer"}
FROM_EMPLOYER = 3
"""The funding source of what the employer owes: it is earned, but DfE does not pay it. All others DfE pays."""
DUE = "coinvestmentbelowbandupperlimitduefromemployer"
MONTHLY_COLUMNS: dict[str, Kind] = {
    "levypayments": "on-programme",
    "coinvestmentpayments": "on-programme",
    DUE: "on-programme",
    "employeradditionalpayments": "additional",
    "provideradditionalpayments": "additional",
    "apprenticeadditionalpayments": "additional",
    "englishandmathspayments": "english-maths",
    "paymentsforlearningsupportdisadvantageandframeworkuplifts": "support",
}
"""What follows the month in a column's name, in small letters alone. Levy payments hold sources 1 and 5."""
MONTHLY_TOTAL = "totalpayments"
"""The sum of a month's columns, without what employers owe."""
