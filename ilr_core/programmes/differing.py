"""Where a learner's open aims differ from their programme, and which of it may still be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ilr_core.catalogue import Catalogue
from ilr_core.events.agreed import agreed_prices
from ilr_core.events.writing import add_fam, put
from ilr_core.model import Learner, LearningDelivery, ProviderSpecDeliveryMonitoring, copied
from ilr_core.programmes.belonging import (
    NOTES,
    PROGRAMME_AIM,
    Learning,
    learnings_of,
    note_of,
    programmes_of,
    references,
)
from ilr_core.programmes.fields import HOURS, programme_fields
from ilr_core.programmes.programme import Programme, Texts, end_of, hours_record

BY_HAND = "If it was wrong from the start, correct it by hand; else it stays for those who have begun."
NEVER_MOVED = "It is never moved once returned; the programme's length is for new starts."
SET_ONCE = "Planned hours are set once at the start; only a mistake is corrected, by hand."
MISSING_AIM = "If the learner takes this aim, add a row for it on the sheet Aims."
FREE_FIELDS = ("DelLocPostCode", "EPAOrgID")
FREE_KINDS = ("LDM", "DAM")
FIXED_FIELDS = ("PartnerUKPRN", "ConRefNumber")
FIXED_KINDS = ("SOF", "FFI", "EEF", "FLN", "HHS", "ADL", "ACL", "ACT")


@dataclass(frozen=True)
class Difference:
    """One value of an aim that is not its programme's. ``way`` says what to do where it is not offered to be changed.

    ``header`` is the programme's column; ``now`` and ``then`` are texts, empty for nothing.
    """

    learner: Learner
    aim: LearningDelivery
    programme: str
    header: str
    now: str
    then: str
    way: str = ""

    @property
    def is_offered(self) -> bool:
        """Whether it may still be changed for a learner who has begun."""
        return not self.way


@dataclass(frozen=True)
class Unsure:
    """A learner whose aims fit several programmes, between which nothing decides."""

    learner: Learner
    programmes: Texts


def differences_of(
    learner: Learner, programmes: Sequence[Programme], year: Catalogue
) -> tuple[list[Difference], list[Unsure]]:
    """What differs in the open aims of a learner, and for which of them the programme cannot be told."""
    found: list[Difference] = []
    unsure: list[Unsure] = []
    for learning in learnings_of(learner):
        fitting = programmes_of(learning, programmes, lambda one, of: not list(differences(one, of, year)))
        if len(fitting) == 1:
            found += differences(fitting[0], learning, year)
        elif fitting:
            unsure.append(Unsure(learner, tuple(one.name for one in fitting)))
    return found, unsure


def differences(programme: Programme, learning: Learning, year: Catalogue) -> Iterator[Difference]:
    """Each value of a programme that its aims have otherwise, aim by aim. What the programme leaves blank is free."""
    known = programme_fields(year)

    def differs(aim: LearningDelivery, header: str, now: str, then: str, way: str = "") -> Iterator[Difference]:
        if then and now != then and header in known:
            yield Difference(learning.learner, aim, programme.name, header, now, then, way)

    for aim in learning.aims:
        yield from _fields(programme, aim, differs)
        yield from _entries(programme, aim, differs)
        yield from _hours(programme, aim, differs)
    yield from _of_the_whole(programme, learning, differs)


Differs = Callable[..., Iterator[Difference]]


def _codes(aim: LearningDelivery, kind: str) -> Texts:
    return tuple(fam.text("LearnDelFAMCode") or "" for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType == kind)


def _fields(programme: Programme, aim: LearningDelivery, differs: Differs) -> Iterator[Difference]:
    for name in (*FREE_FIELDS, *FIXED_FIELDS):
        if name != "EPAOrgID" or aim.AimType == PROGRAMME_AIM:
            way = "" if name in FREE_FIELDS else BY_HAND
            yield from differs(aim, name, aim.text(name) or "", programme.text(name), way)
    for name in NOTES:
        yield from differs(aim, name, note_of(aim, name[-1]), programme.text(name))


def _entries(programme: Programme, aim: LearningDelivery, differs: Differs) -> Iterator[Difference]:
    """Funding and monitoring: further codes are added, and no code of the aim is in their way."""
    for kind in FREE_KINDS:
        held = _codes(aim, kind)
        for code in programme.all(kind):
            if code not in held:
                yield from differs(aim, kind, ", ".join(held), code)
    for kind in FIXED_KINDS:
        held = _codes(aim, kind)
        # English and maths have a contract type too, components have none.
        if kind != "ACT" or held or aim.AimType == PROGRAMME_AIM:
            yield from differs(aim, kind, ", ".join(sorted(held)), ", ".join(sorted(programme.all(kind))), BY_HAND)


def _hours(programme: Programme, aim: LearningDelivery, differs: Differs) -> Iterator[Difference]:
    place = hours_record(programme, str(aim.AimType))
    if place is None:
        return
    records = [one for one in aim.HRSRecord if all(one.text(name) == text for name, text in place.fixed.items())]
    now = records[0].text(place.value) if records else aim.text(place.field)
    yield from differs(aim, HOURS, now or "", programme.text(HOURS), SET_ONCE)


def _of_the_whole(programme: Programme, learning: Learning, differs: Differs) -> Iterator[Difference]:
    """Length, prices and aims."""
    main = learning.main
    if main.LearnStartDate is not None and main.LearnPlanEndDate is not None and not main.OrigLearnStartDate:
        then = end_of(programme, main.LearnStartDate)
        yield from differs(main, "Months", f"{main.LearnPlanEndDate:%d/%m/%Y}", f"{then:%d/%m/%Y}", NEVER_MOVED)
    agreed = agreed_prices([main])
    if not agreed.is_residual:
        for header, now, option in (("TNP1", agreed.training, "training"), ("TNP2", agreed.assessment, "assessment")):
            price, reference = programme.text(header), learning.learner.LearnRefNumber
            way = (
                "A price is never overwritten. If it was agreed anew, use the guided change New price: "
                f"ilr change price BOOK --learner {reference} --date DATE --{option}-price {price}"
            )
            yield from differs(main, header, "" if now is None else str(now), price, way)
    for reference in sorted(references(programme) - learning.references):
        yield from differs(main, "Components", "", reference, MISSING_AIM)


def changed_learner(learner: Learner, chosen: Iterable[Difference]) -> Learner:
    """A copy of the learner in which the differences that may be changed are gone."""
    twin = copied(learner)
    aims = dict(zip(learner.LearningDelivery, twin.LearningDelivery, strict=True))
    for one in chosen:
        if one.is_offered:
            _change(aims[one.aim], one.header, one.then)
    return twin


def _change(aim: LearningDelivery, header: str, text: str) -> None:
    if header in FREE_FIELDS:
        put(aim, header, text)
    elif header in FREE_KINDS:
        add_fam(aim, header, text)
    else:
        boxes = [one for one in aim.ProviderSpecDeliveryMonitoring if one.ProvSpecDelMonOccur == header[-1]]
        if not boxes:
            boxes = [ProviderSpecDeliveryMonitoring(aim, len(aim.ProviderSpecDeliveryMonitoring))]
            boxes[0].ProvSpecDelMonOccur = header[-1]
            aim.ProviderSpecDeliveryMonitoring += boxes
        put(boxes[0], "ProvSpecDelMon", text)
