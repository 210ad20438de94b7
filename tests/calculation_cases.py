"""Cases of calculations as data.

A file maps a function's name to a list of cases:

    price_reduction:
      - case: the example of the funding rules           a few words
        given: {start: 2026-09-14, band_max: 9000}       keyword arguments
        expect: {minimum_reduction: 675}                 attributes of the result, or the result itself
        steps: ["39.3.1"]                                what the steps must mention

Text such as ``7400/17`` or ``6.5`` in an expectation is an exact number. Instalments are written as lines:
``2021-R01..2122-R02 regular 1000`` for one in every period from the first to the last, ``2021-R07 completion 3000``
for a single one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

_LINE = re.compile(r"(\d{4})-R(\d{2})(?:\.\.(\d{4})-R(\d{2}))? (\S+) (-?[\d.]+)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(/\d+)?")


@dataclass(frozen=True)
class Case:
    function: str
    words: str
    given: Mapping[str, Any] = field(hash=False)
    expect: Any = field(hash=False)
    steps: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.function}-{self.words}"


def cases_in(folder: Path) -> list[Case]:
    found = [case for path in sorted(folder.glob("*.yaml")) for case in _cases(path)]
    names = [case.id for case in found]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    return found


def _cases(path: Path) -> Iterator[Case]:
    for function, cases in yaml.safe_load(path.read_text("utf-8")).items():
        for data in cases:
            unknown = data.keys() - {"case", "given", "expect", "steps"}
            assert not unknown, f"{path.name}: {data['case']} has {unknown}"
            yield Case(function, data["case"], data.get("given", {}), data["expect"], tuple(data.get("steps", ())))


def judge(case: Case, function: Callable[..., Any]) -> None:
    """Fails unless the function's result is as the case says."""
    result = function(**case.given)
    if isinstance(case.expect, Mapping):
        for name, expected in case.expect.items():
            shown = getattr(result, name)
            assert plainly(shown) == readably(name, expected), (name, shown)
    else:
        assert plainly(result) == readably("", case.expect)
    told = " ".join(getattr(result, "steps", ()))
    for words in case.steps:
        assert words in told, told


def readably(name: str, expected: Any) -> Any:
    """An expectation as it is compared."""
    if name == "instalments":
        return [line for text in expected for line in _instalments(text)]
    if isinstance(expected, list):
        return [readably("", one) for one in expected]
    if isinstance(expected, str) and _NUMBER.fullmatch(expected):
        return Fraction(expected)
    return expected


def _instalments(text: str) -> Iterator[tuple[str, int, str, Fraction]]:
    found = _LINE.fullmatch(text)
    assert found, text
    year, period = found[1], int(found[2])
    last = (found[3] or year, int(found[4] or period))
    while (year, period) <= last:
        yield year, period, found[5], Fraction(found[6])
        period += 1
        if period > 12:
            year, period = f"{int(year[:2]) + 1:02}{int(year[2:]) + 1:02}", 1


def plainly(value: Any) -> Any:
    """A result as it is compared: instalments as tuples, sequences as lists."""
    if isinstance(value, tuple | list):
        return [plainly(one) for one in value]
    if hasattr(value, "academic_year"):
        return value.academic_year, value.period, value.kind, Fraction(value.amount)
    if hasattr(value, "property") and hasattr(value, "code"):
        return [value.property, value.code]
    return value
