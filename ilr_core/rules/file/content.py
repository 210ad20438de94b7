"""What the file as a whole must hold: a right header, the year's namespace, learners."""

from __future__ import annotations

from ilr_core.rules.context import Context, ReturnFile
from ilr_core.rules.registry import Verdict, rule


@rule("Header_2", reads="CollectionDetails.FilePreparationDate")
def prepared_in_the_future(file: ReturnFile, ctx: Context) -> Verdict:
    """The file preparation date {FilePreparationDate} has not come yet.

    Check the clock of the computer that made the file, then export it again.
    """
    today = ctx.now.date()
    details = [found for header in file.message.Header for found in header.CollectionDetails]
    return [found for found in details if found.FilePreparationDate is not None and found.FilePreparationDate > today]


@rule("Namespace Mismatch", reads="")
def namespace_of_another_year(file: ReturnFile, ctx: Context) -> bool:
    """The namespace of the file is not that of this collection year.

    Check that the file is for the right year, and let the software that made it write that year's namespace.
    """
    return file.namespace != ctx.catalogue.namespace


@rule("Entity_1", reads="")
def no_learner(file: ReturnFile, ctx: Context) -> bool:
    """The return has no learner in it.

    Check that the right learners were chosen before the file was made.
    """
    return file.learners == 0
