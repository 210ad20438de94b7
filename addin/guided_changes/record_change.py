"""A guided change of the learner of the selected row: asked for in a form, until it can be made or is given up."""

from __future__ import annotations

from datetime import datetime

from addin.changes.answers import label_of, wrong_answers
from addin.changes.commit import Change
from addin.commands.selected_learner import Selected, selected_learner
from addin.guided_changes.change import book_to_change, known_to, learner_in, made, proposed
from addin.hosts.port import Host
from addin.hosts.questions import Asked, with_answers
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.events import Event, Question, Which, has_none
from ilr_core.events.aims import parts_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner, LearningDelivery
from workbook_templates.codes import SEPARATOR, item

REASON = Asked("reason", "Reason", "Why, for the log. Left blank: the log names the change alone", required=False)


def record_change(
    host: Host, event: Event, *, who: str, now: datetime, knowledge: Knowledge | None = None
) -> Change | None:
    """Asks what an event asks, shows what it will write, and makes the change; None if the user would rather not.

    Answers that cannot be used are asked for again, with what is wrong with them. Raises InputError if no learner is
    selected, if there is nothing that the event could be about, and if a cell takes no value.
    """
    book = book_to_change(host)
    chosen = selected_learner(host, book)
    learner = learner_in(book, chosen.learner.LearnRefNumber or "")
    asked = asked_of(event, chosen, book.year)
    known = known_to(host, knowledge)
    title = f"{event.title}: learner {_called(learner)}"
    problem = ""
    while (typed := host.ask_answers(title, asked, problem)) is not None:
        answers = {name: text for name, text in typed.items() if name != REASON.name}
        wrong = wrong_answers(event, answers, book.year)
        try:
            proposal = proposed(host, book, event, learner, answers, now, known)
        except InputError as error:
            asked, problem = with_answers(asked, typed, wrong), "" if wrong else str(error)
        else:
            return made(host, book, proposal, who=who, now=now, why=typed.get(REASON.name, ""))
    return None


def asked_of(event: Event, chosen: Selected, year: Catalogue) -> list[Asked]:
    """What an event asks of a learner in a form: nothing that is known, aims and codes to pick from.

    Raises InputError if the event does not fit the learner, or if there is no aim that it could be about.
    """
    learner = chosen.learner
    if any(question.required and not question.applies(learner, year) for question in event.asks):
        raise InputError(f"{event.title} does not fit this learner. It is for this: {event.when} Nothing was changed.")
    return [
        *(
            asked
            for question in event.asks
            if question.applies(learner, year) and (asked := _asked(question, chosen, year)) is not None
        ),
        REASON,
    ]


def _asked(question: Question, chosen: Selected, year: Catalogue) -> Asked | None:
    """A question for a form; None where there is only one answer."""
    choices: list[str] = []
    default = ""
    if question.which is not None:
        aims = question.which.to_offer(chosen.learner)
        if not aims:
            raise InputError(f"{has_none(question.which)} Nothing was changed.")
        if len(aims) == 1 and question.which.fits(aims[0]):
            return None
        choices = [_aim(aim) for aim in aims]
        meant = _meant(question.which, chosen)
        default = _aim(meant) if meant is not None else ""
    elif question.codes:
        codes = year.lists[question.codes]
        choices = [item(codes, code.code) for code in question.offered(year)]
    elif question.among:
        choices = list(question.among)
        default = chosen.header if chosen.header in question.among else ""
    is_required = question.required or question.needed(chosen.learner, year)
    # What there is to choose from stands in the list.
    words = question.about.partition(":")[0] if choices else question.about
    about = words[:1].upper() + words[1:]
    if not is_required:
        about = f"{about}. Left blank: {question.otherwise}"
    return Asked(question.name, label_of(question), about, tuple(choices), default, is_required)


def _meant(which: Which, chosen: Selected) -> LearningDelivery | None:
    """The aim of the selected row, or the programme that it is a component of."""
    aim = chosen.aim
    if aim is None:
        return None
    aims = which.to_offer(chosen.learner)
    if aim in aims:
        return aim
    around = [one for one in aims if parts_of(one, lambda part: part is aim)]
    return around[0] if len(around) == 1 else None


def _aim(aim: LearningDelivery) -> str:
    """An aim to pick from a list: its number, its reference, and whether it goes on."""
    ended = f"ended {aim.LearnActEndDate:%d/%m/%Y}" if aim.LearnActEndDate is not None else "open"
    begins = f" from {aim.LearnStartDate:%d/%m/%Y}" if aim.LearnStartDate is not None else ""
    return f"{aim.AimSeqNumber}{SEPARATOR}{aim.LearnAimRef}{begins}, {ended}"


def _called(learner: Learner) -> str:
    names = " ".join(name for name in (learner.GivenNames, learner.FamilyName) if name)
    return f"{learner.LearnRefNumber}, {names}" if names else str(learner.LearnRefNumber)
