"""Several returns of one provider put together: who is in them twice, and what stands in the way.

A learner who is in two of them with the same LearnRefNumber and wholly the same records is taken once. With anything
different it is a clash, for nobody but the provider knows which is right. So is a person who has one ULN and another
LearnRefNumber in each: DfE refuses a return with both (R_59).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from ilr_core.model import Learner, Record

TEMPORARY_ULN = 9999999999
Digest = bytes


@dataclass(frozen=True)
class Named:
    """A learner's LearnRefNumber, and the titles of the inputs it is in."""

    reference: str
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class SharedUln:
    """A ULN that several LearnRefNumbers have, with these and the titles of the inputs that they are in."""

    uln: int
    references: tuple[str, ...]
    inputs: tuple[str, ...]


@dataclass
class Combination:
    """What is known of the learners of all inputs; give it each learner of each input with ``add``, once.

    It holds a few bytes for each learner, never the learner. LearnRefNumbers that differ only in capitals are the same
    one.
    """

    learners: int = 0
    _titles: list[str] = field(default_factory=list)
    _counts: list[int] = field(default_factory=list)
    _spelt: dict[str, str] = field(default_factory=dict)
    _found: dict[str, dict[int, list[Digest]]] = field(default_factory=dict)
    _by_uln: dict[int, dict[str, str]] = field(default_factory=dict)

    def begin(self, title: str) -> None:
        """Begins with another input."""
        self._titles.append(title)
        self._counts.append(0)

    def add(self, learner: Learner) -> None:
        """Takes note of a learner of the input that was begun last."""
        self.learners += 1
        self._counts[-1] += 1
        reference = learner.text("LearnRefNumber") or ""
        key = _key(learner)
        self._spelt.setdefault(key, reference)
        of_inputs = self._found.setdefault(key, {})
        of_inputs.setdefault(len(self._titles) - 1, []).append(digest(learner))
        if learner.ULN is not None and learner.ULN != TEMPORARY_ULN:
            self._by_uln.setdefault(learner.ULN, {}).setdefault(key, reference)

    def clashes(self) -> Iterator[Named]:
        """Learners who are in several inputs and not the same in all; one without a reference is one of them."""
        for key, of_inputs in self._found.items():
            if len(of_inputs) > 1 and (not key or not _all_alike(of_inputs)):
                yield self._named(key, of_inputs)

    def repeated(self) -> Iterator[Named]:
        """Learners who are in several inputs, the same in each."""
        for key, of_inputs in self._found.items():
            if len(of_inputs) > 1 and key and _all_alike(of_inputs):
                yield self._named(key, of_inputs)

    def shared_ulns(self) -> Iterator[SharedUln]:
        """ULNs that an input itself gives to several learners; the temporary one (9999999999) aside."""
        return (one for one, is_of_one_input in self._shared() if is_of_one_input)

    def uln_clashes(self) -> Iterator[SharedUln]:
        """ULNs that several learners have only because of the inputs together."""
        return (one for one, is_of_one_input in self._shared() if not is_of_one_input)

    def _shared(self) -> Iterator[tuple[SharedUln, bool]]:
        for uln, references in self._by_uln.items():
            if len(references) > 1:
                of_inputs = [set(self._found[key]) for key in references]
                titles = tuple(self._titles[number] for number in sorted(set().union(*of_inputs)))
                yield SharedUln(uln, tuple(references.values()), titles), bool(set.intersection(*of_inputs))

    def knows(self, number: int, learner: Learner) -> bool:
        """Whether a learner of the input with this number (from 0) was added, as it is now."""
        return digest(learner) in self._found.get(_key(learner), {}).get(number, ())

    def count(self, number: int) -> int:
        """How many learners of the input with this number were added."""
        return self._counts[number]

    def takes(self, number: int, learner: Learner) -> bool:
        """Whether a learner of the input with this number (from 0) goes in: repeated ones do once, from the first."""
        return min(self._found[_key(learner)]) == number

    def _named(self, key: str, of_inputs: dict[int, list[Digest]]) -> Named:
        return Named(self._spelt[key], tuple(self._titles[number] for number in of_inputs))


def digest(record: Record) -> Digest:
    """A fingerprint of all values in a record and below it, as typed; the place does not count."""
    found = blake2b(digest_size=16)
    for one in record.walk():
        # Lengths keep neighbours apart whatever is typed.
        texts = [f"{name}={len(text)}:{text}" for name in one.FIELDS if (text := one.text(name)) is not None]
        counts = [f"{name}*{len(getattr(one, name))}" for name in one.CHILDREN if getattr(one, name)]
        found.update(f"<{one.ENTITY} {' '.join((*texts, *counts))}>".encode(errors="surrogatepass"))
    return found.digest()


def _key(learner: Learner) -> str:
    return (learner.text("LearnRefNumber") or "").strip().casefold()


def _all_alike(of_inputs: dict[int, list[Digest]]) -> bool:
    first, *others = of_inputs.values()
    return all(other == first for other in others)
