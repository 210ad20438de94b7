"""Which programme a learner's open aims belong to: by what the return says, so that it survives export and import.

Nothing is written into the return to remember it. Aims belong to a programme of the same funding model, programme type
and standard; without a programme type, to one that has an aim of theirs. Where several programmes fit, notes
(ProvSpecDelMon) that the provider chose to give them decide, then whose aims are there, then whose values all agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ilr_core.model import Learner, LearningDelivery
from ilr_core.programmes.fields import COMPONENTS, CORE
from ilr_core.programmes.programme import Programme

CONTINUING = 1
PROGRAMME_AIM, PARTS, ALONE = 1, (3, 5), (4, 5)
NOTES = tuple(f"ProvSpecDelMon {letter}" for letter in "ABCD")


@dataclass(frozen=True)
class Learning:
    """The open aims of one programme of a learner; ``main`` is the programme aim, or the first aim without one."""

    learner: Learner
    main: LearningDelivery
    aims: tuple[LearningDelivery, ...]

    @property
    def references(self) -> frozenset[str]:
        """The aim references (LearnAimRef), in capitals."""
        return frozenset((aim.LearnAimRef or "").upper() for aim in self.aims)


def is_open(aim: LearningDelivery) -> bool:
    """Whether learning goes on."""
    return aim.LearnActEndDate is None and aim.CompStatus in (CONTINUING, None)


def learnings_of(learner: Learner) -> Iterator[Learning]:
    """What a learner is learning now, a programme at a time; aims that stand alone are taken together."""
    aims = [aim for aim in learner.LearningDelivery if is_open(aim)]
    for main in (aim for aim in aims if aim.AimType == PROGRAMME_AIM):
        inside = [aim for aim in aims if aim.AimType in PARTS and _key(aim) == _key(main)]
        yield Learning(learner, main, (main, *inside))
    alone: dict[tuple[str, ...], list[LearningDelivery]] = {}
    for aim in aims:
        if aim.AimType in ALONE and aim.ProgType is None:
            alone.setdefault((*_key(aim), str(aim.LearnStartDate)), []).append(aim)
    for together in alone.values():
        yield Learning(learner, together[0], tuple(together))


def programmes_of(
    learning: Learning, programmes: Sequence[Programme], agrees: Callable[[Programme, Learning], bool]
) -> list[Programme]:
    """The programmes that the aims can belong to: none, the one, or those between which nothing decides.

    ``agrees`` says whether all values of a programme are those of the aims.
    """
    fitting = [one for one in programmes if _fits(one, learning)]
    for decides in (_notes_agree, _most_aims(learning, fitting), agrees):
        chosen = [one for one in fitting if decides(one, learning)]
        if len(fitting) > 1 and chosen:
            fitting = chosen
    return fitting


def _key(aim: LearningDelivery) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in (aim.FundModel, aim.ProgType, aim.StdCode))


def _fits(programme: Programme, learning: Learning) -> bool:
    if tuple(map(programme.text, ("FundModel", "ProgType", "StdCode"))) != _key(learning.main):
        return False
    return programme.has_programme_aim or bool(references(programme) & learning.references)


def references(programme: Programme) -> frozenset[str]:
    """The aim references of a programme that every learner has, in capitals."""
    return frozenset(text.upper() for text in (*programme.all(COMPONENTS), *programme.all(CORE)))


def _notes_agree(programme: Programme, learning: Learning) -> bool:
    """Whether the programme gives a note, and every one it gives is on the aim."""
    given = [name for name in NOTES if programme.text(name)]
    return bool(given) and all(note_of(learning.main, name[-1]) == programme.text(name) for name in given)


def _most_aims(learning: Learning, fitting: Sequence[Programme]) -> Callable[[Programme, Learning], bool]:
    counts = {one.name: len(references(one) & learning.references) - len(references(one) - learning.references)
              for one in fitting}  # fmt: skip
    most = max(counts.values(), default=0)
    return lambda one, _: counts[one.name] == most


def note_of(aim: LearningDelivery, letter: str) -> str:
    """The text of an own note of an aim; empty if it has none."""
    boxes = (one for one in aim.ProviderSpecDeliveryMonitoring if one.ProvSpecDelMonOccur == letter)
    return next((one.ProvSpecDelMon or "" for one in boxes), "")
