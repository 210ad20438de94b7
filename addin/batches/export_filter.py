"""Which learners an export takes by what they have in common: programme, start month, employer, group, campus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from addin.batches.words import programme_words
from addin.books.book import Book
from addin.commands.export_choice import Choose
from addin.hosts.port import Host
from addin.hosts.questions import Asked
from addin.loading.knowledge import loaded_knowledge
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.returns.batches import CRITERIA, Filter, offered, plain

OFFERED = 200
SHOWN = 8
LABELS = {
    "programme": ("Programme", "its name, standard code or aim reference"),
    "start": ("Start month", "as 2026-09; after a break, the first start"),
    "employer": ("Employer", "the employer number of the last employment status"),
    "group": ("Group", "what you noted in ProvSpecLearnMon or ProvSpecDelMon"),
    "campus": ("Campus", "the CampId"),
}


def filter_typed(conditions: Iterable[str]) -> Filter:
    """The filter of conditions as typed, ``NAME=VALUE`` each. Raises InputError for another form."""
    pairs = []
    for typed in conditions:
        name, equals, value = typed.partition("=")
        if not equals:
            raise InputError(f"{typed} is no condition. Write it as NAME=VALUE, where NAME is {', '.join(CRITERIA)}.")
        pairs.append((name, value))
    return Filter.of(pairs)


def learners_where(wanted: Filter, knowledge: Knowledge | None = None) -> Choose:
    """Chooses learners by a filter.

    The choice raises InputError for a value that no learner has, naming those that are there, and if nobody is left.
    """

    def choose(host: Host, book: Book) -> Sequence[Learner]:
        learners = book.reading.learners
        words = programme_words(book.year, loaded_knowledge() if knowledge is None else knowledge, host)
        for name, value in wanted.without_learners(learners, words):
            there = _most(value for learner in learners for value in sorted(offered(learner, name, words)))
            known = f"There are: {', '.join(there)}." if there else f"No learner has any {name}."
            raise InputError(f"{host.title}: no learner has the {name} {value}. {known}")
        found = [learner for learner in learners if wanted.takes(learner, words)]
        if not found:
            named = " and ".join(f"{name} {' or '.join(values)}" for name, values in wanted.wanted.items())
            raise InputError(f"{host.title}: no learner has {named} together. Ask for less.")
        return found

    return choose


def both(first: Choose, second: Choose) -> Choose:
    """Chooses those whom both choose."""

    def choose(host: Host, book: Book) -> Sequence[Learner]:
        others = set(second(host, book))
        found = [learner for learner in first(host, book) if learner in others]
        if not found:
            raise InputError(f"{host.title}: none of the learners named fits the conditions. Ask for less.")
        return found

    return choose


def filter_questions(host: Host, book: Book) -> list[Asked]:
    """What the form asks, with the values that are in the workbook to pick from; without any, nothing is asked."""
    words = programme_words(book.year, loaded_knowledge(), host)
    asked = []
    for name, (label, about) in LABELS.items():
        found = (value for learner in book.reading.learners for value in sorted(offered(learner, name, words)))
        values = sorted({spelt for spelt, _ in _counted(found)})
        if values:
            asked.append(Asked(name, label, about, choices=tuple(values)[:OFFERED], required=False))
    return asked


def filter_answered(answers: Mapping[str, str]) -> Filter:
    """The filter of a form's answers; what is blank does not matter. Raises InputError if all is."""
    given = [(name, answers[name]) for name in CRITERIA if answers.get(name, "").strip()]
    if not given:
        raise InputError("Choose at least one thing by which learners are taken.")
    return Filter.of(given)


def _most(values: Iterable[str]) -> list[str]:
    counts = sorted(_counted(values), key=lambda one: -one[1])
    more = [f"and {len(counts) - SHOWN} more"] if len(counts) > SHOWN else []
    return [value for value, _ in counts[:SHOWN]] + more


def _counted(values: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Values with how often they are there; capitals do not count, and the first spelling is shown."""
    spelt: dict[str, str] = {}
    counts = Counter(plain(spelt.setdefault(plain(value), value)) for value in values)
    return ((spelt[value], count) for value, count in counts.items())
