"""Wrong arguments of ``ilr`` in one plain sentence, instead of argparse's usage and its own terms."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Callable
from typing import Any, NoReturn

WRONG = 2
MOST_CHOICES = 12
"""So many choices are named; of longer lists the help has them."""


class PlainParser(argparse.ArgumentParser):
    """A parser that says what is wrong with a call in one sentence and where the help is; exit code 2."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """As argparse's own, but what nobody knows is told here, where the help of this command is the right one."""
        known, others = super().parse_known_args(args, namespace)
        if others:
            self.error(_unknown(others, list(self._option_string_actions)))
        return known, others

    def error(self, message: str) -> NoReturn:
        """Prints the sentence to standard error and leaves."""
        self.exit(WRONG, f"{plain(message)} See: {self.prog} --help\n")


def plain(message: str) -> str:
    """What argparse says, as a sentence; what is not known here is told as it is."""
    for pattern, words in _SENTENCES:
        found = re.fullmatch(pattern, message)
        if found:
            return words(found)
    end = "" if message.endswith((".", "?")) else "."
    return f"{message[:1].upper()}{message[1:]}{end}"


def _unknown(words: list[str], options: list[str]) -> str:
    """Of words that no option or name takes: the option that may be meant, else where such words come from."""
    option = next((word for word in words if word.startswith("-")), "")
    if not option:
        return f"{' '.join(words)} is one word too many; put a name with spaces in quotes"
    near = difflib.get_close_matches(option.split("=")[0], options, n=1)
    return f"there is no option {option}." + (f" Did you mean {near[0]}?" if near else "")


def _choice(found: re.Match[str]) -> str:
    name, typed = found["name"], found["typed"].strip("'\"")
    choices = [choice.strip().strip("'\"") for choice in found["choices"].split(",")]
    near = difflib.get_close_matches(typed, choices, n=1)
    if name.isupper():
        hint = f" Did you mean {near[0]}?" if near else ""
        return f"There is no {name.lower()} {typed}.{hint}"
    if len(choices) > MOST_CHOICES:
        return f"{name} cannot be {typed}." + (f" Did you mean {near[0]}?" if near else "")
    return f"{name} cannot be {typed}. Use {_listed(choices, 'or')}."


def _listed(words: list[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _required(found: re.Match[str]) -> str:
    return f"{_listed(found[1].split(', '), 'and')} must be given."


def _filled(text: str) -> Callable[[re.Match[str]], str]:
    return lambda found: text.format(*found.groups())


_SENTENCES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"argument (?P<name>.+?): invalid choice: (?P<typed>.+) \(choose from (?P<choices>.+)\)", _choice),
    (r"the following arguments are required: (.+)", _required),
    (r"one of the arguments (.+) is required", lambda said: f"Give {_listed(said[1].split(' '), 'or')}."),
    (r"argument (.+): not allowed with argument (.+)", _filled("{} and {} do not go together.")),
    (r"argument (.+): expected (one|at least one) argument", _filled("{} needs {} value after it.")),
    (r"argument (.+): ignored explicit argument '(.*)'", _filled("{} takes no value; leave {} out.")),
    (r"argument (.+): invalid int value: '(.*)'", _filled("{} needs a whole number, not {}.")),
    (r"argument (.+): invalid \w+ value: '(.*)'", _filled("{} cannot be {}.")),
    (r"argument (.+?): (.+)", _filled("{}: {}.")),
)
