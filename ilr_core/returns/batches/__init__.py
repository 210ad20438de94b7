"""Returns taken apart and put together: which learners belong into a batch, parts of a return, clashes of several."""

from ilr_core.returns.batches.combination import Combination, Named, SharedUln
from ilr_core.returns.batches.criteria import CRITERIA, Filter, ProgrammeWords, offered, plain
from ilr_core.returns.batches.parts import BY, MOST_PARTS, Part, Split, split_of

__all__ = [
    "BY",
    "CRITERIA",
    "MOST_PARTS",
    "Combination",
    "Filter",
    "Named",
    "Part",
    "ProgrammeWords",
    "SharedUln",
    "Split",
    "offered",
    "plain",
    "split_of",
]
