"""What differs between a year and the next, worked out once from their catalogues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ilr_core.catalogue import Catalogue, Code, Conversion, Field, Question, conversions_into, questions_on_entering


@dataclass(frozen=True, eq=False)
class YearStep:
    """The way from one year to the next: both catalogues, and what they alone do not say."""

    old: Catalogue
    new: Catalogue
    conversions: Sequence[Conversion] = ()
    questions: Sequence[Question] = ()
    _codes: dict[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def same_fields(self) -> Mapping[str, frozenset[str]]:
        """By entity the fields whose definition is the same in both years, so that a value reads alike."""
        return {
            entity: frozenset(name for name, one in fields.items() if _alike(one, self.old.fields[entity].get(name)))
            for entity, fields in self.new.fields.items()
            if entity in self.old.fields
        }

    @cached_property
    def new_fields(self) -> tuple[tuple[str, str], ...]:
        """Fields that entities of the old year gain, as (entity, field)."""
        return tuple(
            (entity, name)
            for entity, fields in self.new.fields.items()
            for name in fields
            if entity in self.old.fields and name not in self.old.fields[entity]
        )

    @cached_property
    def new_entities(self) -> tuple[str, ...]:
        """Entities that the old year does not have."""
        return tuple(name for name in self.new.entities if name not in self.old.entities)

    @cached_property
    def questions_of(self) -> Mapping[str, tuple[Question, ...]]:
        """The questions by the entity of the records that they are asked about."""
        entities = {question.entity for question in self.questions}
        return {entity: tuple(one for one in self.questions if one.entity == entity) for entity in entities}

    @cached_property
    def coded_fields(self) -> Mapping[str, tuple[Field, ...]]:
        """By entity the fields of the new year that have a code list."""
        return {entity: tuple(one for one in fields.values() if one.list) for entity, fields in self.new.fields.items()}

    def code_news(self, list_name: str, code: str) -> str:
        """What became of a code of the old year, as a sentence; empty if it means what it meant and may be used on."""
        if (list_name, code) not in self._codes:
            self._codes[list_name, code] = self._looked_up(list_name, code)
        return self._codes[list_name, code]

    def is_gone(self, list_name: str, code: str) -> bool:
        """Whether the new year has the code no more, though the old one did."""
        return self._known(self.old, list_name, code) is not None and self._known(self.new, list_name, code) is None

    def _looked_up(self, list_name: str, code: str) -> str:
        before, now = self._known(self.old, list_name, code), self._known(self.new, list_name, code)
        if before is None:
            return ""
        if now is None:
            return f"{self.new.title} no longer has the code {code} · {before.label}."
        if before.label != now.label:
            return f"The code {code} now means: {now.label}. It meant: {before.label}."
        if now.valid_to is not None and self.old.start <= now.valid_to < self.new.start:
            return (
                f"The code {code} · {now.label} ended on {now.valid_to:%d/%m/%Y}: keep it for what began before, "
                "use it for nothing new."
            )
        return ""

    @staticmethod
    def _known(year: Catalogue, list_name: str, code: str) -> Code | None:
        codes = year.lists.get(list_name)
        return codes.codes.get(code) if codes else None


def year_step(old: Catalogue, new: Catalogue) -> YearStep:
    """The way from a year to the one that follows it."""
    return YearStep(old, new, conversions_into(new.year), questions_on_entering(new.year))


def _alike(one: Field, other: Field | None) -> bool:
    """Whether two definitions read every text alike; labels and lists do not matter for that."""
    if other is None:
        return False
    facets = ("type", "charset", "min_length", "max_length", "characters", "digits", "decimals", "low", "high")
    return all(getattr(one, name) == getattr(other, name) for name in (*facets, "pattern", "fixed"))
