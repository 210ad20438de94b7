"""What an import does, in lines for people: counts, questions, what is refused, and what each column is taken for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from addin.mis_import.comparing import Comparison, Count
from addin.mis_import.given import Refusal
from addin.mis_import.mapping import ColumnUse, MappedTable
from addin.wording import counted

MOST_REFUSALS = 30


def all_of(tables: Sequence[MappedTable], done: Comparison) -> list[str]:
    """Everything: counts first, for a message box shows the first lines only, then what needs a decision."""
    return [
        *counts(done),
        *questions(tables),
        *refusals(done.notes.refusals),
        *remarks(done.notes.remarks, tables),
        *columns(tables),
    ]


def counts(done: Comparison) -> Iterator[str]:
    """How many learners, aims and other records are new, changed and the same, and what the export does not have."""
    for what, count in (("Learners", done.learners), ("Aims", done.aims), ("Other records", done.records)):
        yield f"{what}: {_counted(count)}"
    if done.absent:
        yield f"{counted(done.absent, 'learner')} of the workbook not in the export: left as they are"
    if done.absent_aims:
        yield f"{counted(done.absent_aims, 'aim')} of these learners not in the export: left as they are"


def _counted(count: Count) -> str:
    return f"{count.new:,} new, {count.changed:,} changed, {count.same:,} the same"


def questions(tables: Sequence[MappedTable]) -> Iterator[str]:
    """The columns that wait for somebody to confirm what they are; they are not imported until then."""
    for mapped in tables:
        for one in mapped.uses:
            if one.use == "ask" and one.target is not None:
                yield f"? {_column(mapped, one)} -> {_target(one)}? It {one.why} ({one.certainty}%). Not imported yet."


def refusals(found: Sequence[Refusal]) -> Iterator[str]:
    """How many rows, and how many cells and records of others, are left out; then the first of them with the reason."""
    if not found:
        return
    rows = sum(one.is_row for one in found)
    yield f"Refused: {counted(rows, 'row')}, and {len(found) - rows:,} in other rows"
    for one in sorted(found, key=lambda refusal: not refusal.is_row)[:MOST_REFUSALS]:
        yield f"! {one}"
    if len(found) > MOST_REFUSALS:
        yield f"! ... and {len(found) - MOST_REFUSALS:,} more"


def remarks(found: Counter[str], tables: Sequence[MappedTable]) -> Iterator[str]:
    """What was mended or passed over while reading, and how often."""
    for words, number in found.items():
        yield f"Note: {words} ({number:,} times)"
    for mapped in tables:
        if mapped.table.totals:
            lines = ", ".join(map(str, mapped.table.totals[:5]))
            yield f"Note: {mapped.table.name}: totals or remarks, not read, in row {lines}"


def columns(tables: Sequence[MappedTable]) -> Iterator[str]:
    """What each column is taken for, how sure, and why."""
    for mapped in tables:
        for one in mapped.uses:
            if one.use == "yes":
                yield f"  {_column(mapped, one)} -> {_target(one)}: {one.why} ({one.certainty}%)"
        unused = [one.column.header for one in mapped.uses if one.target is None or one.use == "no"]
        if unused:
            yield f"  {mapped.table.name}: not imported: {', '.join(unused)}"


def waiting_texts(found: Sequence[Refusal], tables: Sequence[MappedTable]) -> list[tuple[str, ColumnUse, str]]:
    """The texts of code columns that no code is known for: table, column and text, each once."""
    uses = {(mapped.table.name, one.column.header): one for mapped in tables for one in mapped.used}
    texts = dict.fromkeys((one.origin.table, one.heading, one.text) for one in found if one.text)
    return [(table, uses[table, heading], text) for table, heading, text in texts if (table, heading) in uses]


def _column(mapped: MappedTable, one: ColumnUse) -> str:
    return f"{mapped.table.name} {one.column.letters} '{one.column.header}'"


def _target(one: ColumnUse) -> str:
    assert one.target is not None
    return f"{one.target.sheet}: {one.target.spelling}"
