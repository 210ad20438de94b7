"""The provider whose learners these are."""

from __future__ import annotations

from ilr_core.rules.context import Context, ReturnFile
from ilr_core.rules.registry import Verdict, rule


@rule("UKPRN_03", reads="LearningProvider.UKPRN Source.UKPRN")
def provider_differs_from_header(file: ReturnFile, ctx: Context) -> Verdict:
    """The provider's UKPRN {UKPRN} is not the one in the header.

    Check which of the two is yours and correct the other.
    """
    in_header = {source.UKPRN for header in file.message.Header for source in header.Source}
    return [provider for provider in file.message.LearningProvider if provider.UKPRN not in in_header]
