"""What a page of evidence says of one apprentice: facts, figures before and after, steps with their rules, records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from addin.prior_learning.apprentices import Apprentice
from addin.prior_learning.chosen import Row
from ilr_core.catalogue import Catalogue
from ilr_core.exact import day_in_words, plain
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner, LearningDelivery
from ilr_core.rpl import Entry, Judgement, agreed_price_check, eligibility_after_rpl, price_reduction

DASH = "–"
Record = tuple[str, str, str]
"""A record of the return: its name, what it is, and what it is to hold."""
Compared = tuple[str, str, object, int | None, Callable[[object], str]]
"""The same with the value itself, what the return holds now, and how both are written."""


@dataclass(frozen=True)
class Figures:
    """One line of the table of figures: what it is, before recognition, what changes, after it; texts."""

    label: str
    before: str
    change: str
    after: str


@dataclass(frozen=True)
class PageFacts:
    """Everything on a page, as texts in their order."""

    reference: str
    name: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[Figures, ...]
    steps: tuple[str, ...]
    records: tuple[Record, ...]
    verdict: str
    is_good: bool


def page_facts(row: Row, year: Catalogue, knowledge: Knowledge) -> PageFacts:
    """The page of a row that belongs to an apprentice of the return."""
    assert row.apprentice is not None
    learner, aim, entry, judgement = row.apprentice.learner, row.apprentice.aim, row.entry, row.judgement
    names = (learner.text("GivenNames"), learner.text("FamilyName"))
    return PageFacts(
        reference=row.name,
        name=" ".join(part for part in names if part),
        facts=_facts(learner, aim, entry, judgement, knowledge),
        figures=_figures(entry, judgement),
        steps=_steps(entry),
        records=tuple(_records(row.apprentice, entry, judgement, year)),
        verdict=f"{judgement.words}{f' ({judgement.rule})' if judgement.rule else ''}",
        is_good=judgement.may_be_applied,
    )


def is_applied(row: Row, year: Catalogue) -> bool:
    """Whether the return holds what a row of one of its apprentices asks for."""
    assert row.apprentice is not None
    compared = _compared(row.apprentice, row.entry, row.judgement, year)
    return all(_is_there(value, now) for _, _, value, now, _ in compared)


def _facts(
    learner: Learner, aim: LearningDelivery, entry: Entry, judgement: Judgement, knowledge: Knowledge
) -> tuple[tuple[str, str], ...]:
    lars = knowledge.registers.LARS
    found = lars.standard(aim.StdCode) if lars and aim.StdCode is not None else None
    standard = " ".join(part for part in (aim.text("StdCode") or DASH, found.StandardName if found else "") if part)
    days = f", {judgement.days:,} days" if judgement.days is not None else ""
    return (
        ("LearnRefNumber", learner.text("LearnRefNumber") or DASH),
        ("ULN", learner.text("ULN") or DASH),
        ("Standard (StdCode)", standard),
        ("Funding band", _money(entry.band)),
        ("Start", _day(aim.LearnStartDate)),
        ("Planned end", f"{_day(aim.LearnPlanEndDate)}{days}"),
        ("Prior learning", "" if judgement.learned is None else f"{plain(judgement.learned * 100)}% of the hours"),
        ("Published minimum", _hours(entry.published_minimum)),
    )


def _figures(entry: Entry, judgement: Judgement) -> tuple[Figures, ...]:
    before = _sum(entry.price_before, entry.assessment_price)
    return (
        Figures(
            "Off-the-job hours",
            _number(entry.hours_before),
            f"− {_number(entry.hours_removed)}",
            _number(judgement.hours_left),
        ),
        Figures(
            "Training price (TNP 1)",
            _money(entry.price_before),
            f"− {_money(entry.reduction_given)}",
            _money(judgement.new_training_price),
        ),
        Figures(
            "Assessment price (TNP 2)", _money(entry.assessment_price), "unchanged", _money(entry.assessment_price)
        ),
        Figures("Total price", before, f"− {_money(entry.reduction_given)}", _money(judgement.total_price)),
        Figures("Least that is allowed to be taken off", "", _money(judgement.least_reduction), ""),
        Figures("Highest total price", "", "", _money(judgement.highest_price)),
        Figures("Least hours that must be left", "", "", _number(judgement.least_hours)),
    )


def _steps(entry: Entry) -> tuple[str, ...]:
    about = {
        "start": entry.start,
        "band_max": entry.band,
        "planned_hours": entry.hours_before,
        "prior_learning_hours": entry.hours_removed,
    }
    training = None
    if isinstance(entry.price_before, int) and isinstance(entry.reduction_given, int):
        training = entry.price_before - entry.reduction_given
    parts = (
        price_reduction(price_reduction_given=entry.reduction_given, **about).steps,
        agreed_price_check(tnp1=training, tnp2=entry.assessment_price, **about).steps,
        eligibility_after_rpl(
            start=entry.start,
            planned_end=entry.planned_end,
            planned_hours_full=entry.hours_before,
            prior_learning_hours=entry.hours_removed,
            published_minimum_hours=entry.published_minimum,
        ).steps,
    )
    return tuple(dict.fromkeys(step for steps in parts for step in steps))


def _records(apprentice: Apprentice, entry: Entry, judgement: Judgement, year: Catalogue) -> Iterator[Record]:
    """What each record is to hold, and what it holds now if that is something else."""
    for name, about, value, now, shown in _compared(apprentice, entry, judgement, year):
        differs = "" if _is_there(value, now) else f" (not applied yet: the return has {shown(now)})"
        yield name, f"{about}{differs}", shown(value)


def _compared(apprentice: Apprentice, entry: Entry, judgement: Judgement, year: Catalogue) -> Iterator[Compared]:
    number = apprentice.aim.AimSeqNumber if apprentice.aim.AimSeqNumber is not None else DASH
    has_records = "HRSRecord" in year.entities
    hours = "HRS 1" if has_records else "PHours"
    yield hours, f"planned hours of aim {number}", judgement.hours_left, apprentice.planned_hours, _number
    if has_records:
        yield "HRS 4", "hours removed for prior learning", entry.hours_removed, apprentice.removed_hours, _number
        yield "RIP 1", "price reduction for prior learning", entry.reduction_given, apprentice.reduction, _money
    yield "TNP 1", "training price", judgement.new_training_price, apprentice.training_price, _money
    yield "TNP 2", "assessment price", entry.assessment_price, apprentice.assessment_price, _money


def _is_there(value: object, now: int | None) -> bool:
    return value == now or (not value and not now)


def _sum(*values: object) -> str:
    numbers = [value for value in values if isinstance(value, int)]
    return _money(sum(numbers)) if numbers else DASH


def _money(value: object) -> str:
    return f"£{value:,}" if isinstance(value, int) else DASH


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else DASH


def _hours(value: object) -> str:
    return f"{value:,} hours" if isinstance(value, int) else "not given"


def _day(day: date | None) -> str:
    return day_in_words(day) if day else DASH
