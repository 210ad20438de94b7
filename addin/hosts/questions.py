"""What a command asks its user in a form: several things at once, each answered by a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

MISSING = "This must be given."
EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked. ``name`` is the key of its answer, ``label`` what stands before the field.

    ``about`` says more, such as what is taken without an answer. ``choices`` are answers to pick from; another may be
    typed. ``default`` stands in the field already. ``secret`` hides what is typed. ``problem`` says what is wrong with
    the default, where it was typed before.
    """

    name: str
    label: str
    about: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""
    required: bool = True
    secret: bool = False
    problem: str = ""


Ask = Callable[[Sequence[Asked]], Mapping[str, str] | None]


def with_answers(
    questions: Iterable[Asked], answers: Mapping[str, str], problems: Mapping[str, str] = EMPTY
) -> list[Asked]:
    """The same questions once more: what was typed stands in the fields, and beside it what is wrong with it."""
    return [
        replace(asked, default=answers.get(asked.name, ""), problem=problems.get(asked.name, "")) for asked in questions
    ]


def answered(questions: Sequence[Asked], ask: Ask) -> dict[str, str] | None:
    """The answers that `ask` gives, asked for again until all that must be given are; None if it gives none."""
    while (found := ask(questions)) is not None:
        answers = {asked.name: found.get(asked.name, "") for asked in questions}
        missing = {asked.name: MISSING for asked in questions if asked.required and not answers[asked.name].strip()}
        if not missing:
            return answers
        questions = with_answers(questions, answers, missing)
    return None
