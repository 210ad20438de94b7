"""What each column of an export means: by its header, by its cells, and by what has been decided before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from addin.mis_import.content import (
    Contents,
    contents_of,
    meanings_of_list,
    plain_from_content,
    share_that_fits,
)
from addin.mis_import.dates import DAY_FIRST, DateOrder, has_doubtful_dates, order_of
from addin.mis_import.header_names import NameMatch, entities_about, matches_of
from addin.mis_import.mapping import ColumnUse, Decision, Decisions, MappedTable, Use, columns_by_key
from addin.mis_import.tables import ExportColumn, ExportTable
from addin.mis_import.targets import targets_of
from ilr_core.catalogue import Catalogue

SURE = 90
"""How sure a match must be, in hundredths, to be imported without asking."""

SAID, BEFORE = "is so in the mapping", "was so the last time"
_DOUBTED = 45
_FEWEST_FITS = 0.5
_FROM_MEANINGS = 60


def mapped_table(
    table: ExportTable, year: Catalogue, said: Decisions | None = None, before: Decisions | None = None
) -> MappedTable:
    """What each column of a table is taken for: as ``said`` now, else as decided ``before``, else as it looks."""
    decided = (before or {}) | (said or {})
    by_key = {id(column): key for key, column in columns_by_key(table).items()}
    contents = {column.index: contents_of(table.values(column)) for column in table.columns}
    about = _about(table, year)
    candidates = {
        column.index: list(_candidates(table, column, contents[column.index], about, year))
        for column in table.columns
        if by_key[id(column)] not in decided
    }
    taken: dict[str, ExportColumn] = {}
    uses: dict[int, ColumnUse] = {}
    for column in table.columns:
        decision = decided.get(by_key[id(column)])
        if decision is not None:
            why = SAID if by_key[id(column)] in (said or {}) else BEFORE
            uses[column.index] = _as_decided(column, decision, why)
            if decision.use == "yes" and decision.target is not None:
                taken[decision.target.spelling] = column
    _assign(table, candidates, taken, uses)
    ordered = [uses.get(column.index, _unknown(column, contents[column.index])) for column in table.columns]
    return MappedTable(table, tuple(_with_orders(table, ordered, contents, year)))


def _about(table: ExportTable, year: Catalogue) -> set[str]:
    """The entities that a table is about: its name says so, or a column that no other table has."""
    found = set(entities_about(table.name))
    for column in table.columns:
        for match in matches_of(column.header, (), (), year)[:1]:
            if match.certainty >= SURE and not match.target.fixed:
                found.add(match.target.entity)
    return found - {"Learner", "LearningDelivery"}


def _unknown(column: ExportColumn, contents: Contents) -> ColumnUse:
    why = "is not known" if contents.values else "is not known, and is empty"
    return ColumnUse(column, None, "ask", 0, why)


def _as_decided(column: ExportColumn, decision: Decision, why: str) -> ColumnUse:
    return ColumnUse(
        column, decision.target, decision.use, 100, why, decision.order, decision.blanks, decision.meanings
    )


def _candidates(
    table: ExportTable, column: ExportColumn, contents: Contents, about: Iterable[str], year: Catalogue
) -> Iterator[NameMatch]:
    """The targets that a column may have, the surest first."""
    context = [column.group] if column.group else []
    groups = {*about, *entities_about(column.group)} if column.group else set(about)
    by_name = matches_of(column.header, context, groups, year)
    own = plain_from_content(contents)
    found = []
    for match in by_name:
        order = (order_of(table, column) or DateOrder(DAY_FIRST, "")).order
        share = share_that_fits(contents, match.target, year, order)
        if share < _FEWEST_FITS:
            few = round(share * len(contents.values))
            why = f"{match.why}, but only {few} of {len(contents.values)} values fit it"
            found.append(replace(match, certainty=min(match.certainty, _DOUBTED), why=why))
        elif own and own[0] == match.target.name and match.certainty < SURE <= own[1]:
            found.append(replace(match, certainty=SURE, why=f"{match.why}, and {own[2]}"))
        else:
            found.append(match)
    if own and own[0] not in {match.target.name for match in found}:
        found.append(NameMatch(targets_of(year)[own[0]], own[1], own[2]))
    if not found:
        found += _from_meanings(contents, year)
    yield from sorted(found, key=lambda match: -match.certainty)


def _from_meanings(contents: Contents, year: Catalogue) -> list[NameMatch]:
    """A target whose code list has all the texts of a column, if there is just one."""
    fitting = [
        target
        for target in targets_of(year).values()
        if target.definition(year).list and meanings_of_list(contents, target, year)
    ]
    entities = {(target.entity, target.field, target.fixed) for target in fitting}
    if len(entities) != 1:
        return []
    return [NameMatch(fitting[0], _FROM_MEANINGS, f"holds what the codes of {fitting[0].name} mean")]


def _assign(
    table: ExportTable,
    candidates: dict[int, list[NameMatch]],
    taken: dict[str, ExportColumn],
    uses: dict[int, ColumnUse],
) -> None:
    """Gives each target to the column that is surest of it; a rival that says the same is left out, others asked."""
    columns = {column.index: column for column in table.columns}
    ranked = sorted(
        ((match.certainty, -index, match) for index, found in candidates.items() for match in found),
        key=lambda one: (-one[0], -one[1]),
    )
    for _, negative, match in ranked:
        column = columns[-negative]
        if column.index in uses:
            continue
        holder = taken.get(match.target.spelling)
        if holder is None:
            taken[match.target.spelling] = column
            use: Use = "yes" if match.certainty >= SURE else "ask"
            uses[column.index] = ColumnUse(column, match.target, use, match.certainty, match.why)
        elif match.certainty >= SURE and _say_the_same(table, holder, column):
            uses[column.index] = ColumnUse(
                column, match.target, "no", match.certainty, f"says the same as column {holder.letters}"
            )
        elif match.certainty >= SURE and uses[holder.index].certainty == match.certainty:
            for one, other in ((holder, column), (column, holder)):
                known = uses.get(one.index)
                if known is None or known.why not in (SAID, BEFORE):
                    why = f"{match.why}, but column {other.letters} says something else under the same name"
                    uses[one.index] = ColumnUse(one, match.target, "ask", _DOUBTED, why)
        elif match.certainty > _DOUBTED and not _has_other(candidates[column.index], taken):
            why = f"{match.why}, but column {holder.letters} is taken for {match.target.spelling}"
            uses[column.index] = ColumnUse(column, match.target, "ask", _DOUBTED, why)


def _has_other(candidates: Sequence[NameMatch], taken: dict[str, ExportColumn]) -> bool:
    return any(match.target.spelling not in taken for match in candidates)


def _say_the_same(table: ExportTable, one: ExportColumn, other: ExportColumn) -> bool:
    pairs = zip(table.values(one), table.values(other), strict=True)
    return all(str(a or "").strip() == str(b or "").strip() for a, b in pairs)


def _with_orders(
    table: ExportTable, uses: Sequence[ColumnUse], contents: dict[int, Contents], year: Catalogue
) -> Iterator[ColumnUse]:
    """The uses with how dates are read. A column that does not tell is read as the others of its table, said so."""
    days = [one for one in uses if one.target and one.target.definition(year).type == "date"]
    told = {one.column.index: order_of(table, one.column) for one in days}
    others = {order.order for order in told.values() if order and order.is_sure}
    for one in uses:
        if one not in days or not has_doubtful_dates(contents[one.column.index].values):
            yield one
            continue
        order = told[one.column.index]
        if one.order:
            # What was decided last month must not misread this month's dates.
            is_against = order is not None and order.order != one.order
            why = f"{one.why}; it was taken as {one.order}, but {order.why}" if order and is_against else one.why
            yield replace(one, why=why, use="ask" if is_against and one.use == "yes" else one.use)
            continue
        if order is None and others <= {DAY_FIRST}:
            why = "as in the other columns" if others else "as in the UK, for no date of the file tells"
            order = DateOrder(DAY_FIRST, why)
        elif order is None:
            order = DateOrder(
                next(iter(others)) if len(others) == 1 else DAY_FIRST,
                "other columns have the month first, and no date of this one tells",
                is_sure=False,
            )
        remark = f"{one.why}; {order.order}: {order.why}"
        yield replace(one, order=order.order, why=remark, use=one.use if order.is_sure or one.use == "no" else "ask")
