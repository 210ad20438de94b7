"""The formulas of the sheet ``RPL``, which say of a row what `ilr_core.rpl.judged` says of it; a test compares them.

They use functions that every spreadsheet program has, cells of their own row, and the names of `rpl_figures`, so that
they work without macros. An amount is rounded to eight places before it is rounded up or down: a third of 9,000 is
2,999.9999999999995 or 3,000 in floating-point numbers, and no amount made of whole numbers comes so near to the next
whole one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ilr_core.rpl import verdict as words
from workbook_templates.rpl_columns import (
    BY_AMOUNT_ROW,
    BY_PERCENT_ROW,
    CHANGEABLE,
    FIRST_ROW,
    IF,
    INPUTS,
    NOTE,
    NOW_ROW,
    RESTART,
    RESULTS,
    SET_ROW,
    SYMBOLS,
    THEN_ROW,
    TICK,
    VERDICT,
)  # fmt: skip
from workbook_templates.rpl_figures import BEGINS, FROM, TOO_EARLY

LAST_ROW = 20_000
"""Totals reach down to here."""

LEAST = "least"
"""What may stand in the what-if's cell of the reduction: as much as the rule asks for at least."""

Letters = Mapping[str, str]
_ROW = "#"  # occurs in no formula
PLACES = 8
"""An amount is rounded to so many decimal places before it is rounded to a whole one."""


def row_formulas(row: int, at: Letters, lines_above: int = 0) -> dict[str, str]:
    """The formulas of one row by header, without ``=``; ``at`` gives the letters of each header's column.

    ``lines_above`` are lines that somebody has put in above the table.
    """
    pattern = _patterns(tuple(at.items()), lines_above)
    return {header: text.replace(_ROW, str(row)) for header, text in pattern.items()}


@lru_cache(maxsize=8)
def _patterns(columns: tuple[tuple[str, str], ...], lines_above: int) -> dict[str, str]:
    """The formulas of any row, with a mark where its number goes; to put them together takes a millisecond."""
    at, row = dict(columns), _ROW
    cells = {header: f"{letters}{row}" for header, letters in at.items()}
    own = {name: f"${cells[header]}" for name, header in {**INPUTS, "end": CHANGEABLE["planned_end"]}.items()}
    own |= {"start": f"${cells['LearnStartDate']}", "note": f"${cells[NOTE]}", "restart": f"${cells[RESTART]}"}
    own["ref"] = f"${cells['LearnRefNumber']}"
    formulas = _judged(own, {name: cells[header] for name, header in RESULTS.items()}, "")
    formulas[VERDICT] = formulas.pop("verdict")
    changed, tried = _what_if(own, cells, at, lines_above)
    formulas |= changed
    results = {name: cells[f"{IF}{header}"] for name, header in RESULTS.items()}
    judged = _judged(tried, results, IF)
    formulas[IF + VERDICT] = judged.pop("verdict")
    return formulas | judged


def panel_formulas(at: Letters, lines_above: int = 0) -> dict[tuple[int, str], str]:
    """The totals above the table, now and in the what-if, by row and header of the column they stand in."""
    found: dict[tuple[int, str], str] = {}
    summed = ("hours_removed", "price_before", "reduction_given")
    headers = [*(INPUTS[name] for name in summed)]
    headers += [RESULTS[name] for name in ("new_training_price", "total_price", "hours_left")]
    for header in headers:
        found[NOW_ROW, header] = f"SUM({_column(at[header], lines_above)})"
        found[THEN_ROW, header] = f"SUM({_column(at[IF + header], lines_above)})"
    found[NOW_ROW, VERDICT] = _counts("Now", _column(at[VERDICT], lines_above))
    found[THEN_ROW, VERDICT] = _counts("Then", _column(at[IF + VERDICT], lines_above))
    found[NOW_ROW, TICK] = f"COUNTA({_column(at[TICK], lines_above)})"
    return {(row + lines_above, header): text for (row, header), text in found.items()}


def _column(letters: str, lines_above: int) -> str:
    return f"${letters}${FIRST_ROW + lines_above}:${letters}${LAST_ROW + lines_above}"


def _counts(when: str, column: str) -> str:
    """Such as ``Now: 12 OK, 3 to look at, 1 refused``."""
    parts = (("ok", "OK"), ("notice", "to look at"), ("refused", "refused"))
    counted = (f'SUMPRODUCT(--(LEFT({column},1)="{SYMBOLS[kind]}"))&" {label}"' for kind, label in parts)
    return f'"{when}: "&' + '&", "&'.join(counted)


def whole(cell: str) -> str:
    """Whether a cell holds a whole number from 0; a text of digits is none."""
    return f"AND(ISNUMBER({cell}),N({cell})>=0,N({cell})=INT(N({cell})))"


def _figure(name: str, start: str) -> str:
    return f"LOOKUP({start},{FROM},RPL_{name})"


def _judged(own: Letters, cells: Letters, prefix: str) -> dict[str, str]:
    """The results and the verdict on inputs that stand in the cells of ``own``; results in those of ``cells``."""
    start, end = own["start"], own["end"]
    band, before, removed = own["band"], own["hours_before"], own["hours_removed"]
    agreed, assessment, given = own["price_before"], own["assessment_price"], own["reduction_given"]
    minimum = own["published_minimum"]
    is_computed = f"AND(ISNUMBER({start}),N({start})>={BEGINS})"
    hours = f"{is_computed},{whole(before)},N({before})>0,{whole(removed)}"
    floor, by_standard = _figure("LeastHours", start), f"{_figure('ByWeek', start)}=0"
    own_minimum = f"{minimum}-IF({whole(removed)},{removed},0)"
    results = {
        "learned": f'IF(AND({hours}),{removed}/{before},"")',
        "least_reduction": f'IF(AND({hours},{whole(band)},N({band})>0),ROUNDUP({_exact(own)},0),"")',
        "highest_price": f'IF(ISNUMBER({cells["least_reduction"]}),{band}-{cells["least_reduction"]},"")',
        "new_training_price": f'IF(AND({whole(agreed)},{whole(given)}),{agreed}-{given},"")',
        "total_price": (
            f'IF(AND(ISNUMBER({cells["new_training_price"]}),OR({assessment}="",{whole(assessment)})),'
            f'{cells["new_training_price"]}+N({assessment}),"")'
        ),
        "hours_left": f'IF(AND({whole(before)},{whole(removed)}),{before}-{removed},"")',
        "least_hours": (
            f'IF({is_computed},IF(AND({by_standard},{whole(minimum)}),MAX({floor},{own_minimum}),{floor}),"")'
        ),
        "days": f'IF(AND(ISNUMBER({start}),ISNUMBER({end})),INT({end})-INT({start})+1,"")',
    }
    formulas = {f"{prefix}{RESULTS[name]}": text for name, text in results.items()}
    formulas["verdict"] = _chain(_verdict_steps(own, cells))
    return formulas


def _exact(own: Letters) -> str:
    """The least reduction to eight places."""
    share = f"{own['band']}*{own['hours_removed']}*{_figure('Rate', own['start'])}/(100*{own['hours_before']})"
    return f"ROUND({share},{PLACES})"


def _verdict_steps(own: Letters, cells: Letters) -> list[tuple[str, str]]:
    """Conditions and what is said where they hold, the first that holds first; the last one always does."""
    start, removed, given = own["start"], own["hours_removed"], own["reduction_given"]
    none, refused, notice = SYMBOLS["none"], SYMBOLS["refused"], SYMBOLS["notice"]
    least_days = _figure("LeastDays", start)
    hours, days = f"{cells['hours_left']}<{cells['least_hours']}", f"{cells['days']}<{least_days}"
    judged = f'{own["restart"]}=""'
    too_few, too_short, both = (words.NOT_ELIGIBLE[key] for key in ((True, False), (False, True), (True, True)))
    low, high = _figure("LowestReduction", start), _figure("HighestReduction", start)
    most_hours, most_removed = _figure("MostHours", start), _figure("MostHoursRemoved", start)
    floored = f"ROUNDDOWN({_exact(own)},0)"
    excess = f"{cells['total_price']}-{cells['highest_price']}"
    return [
        (f'{own["ref"]}=""', '""'),
        (f'{own["note"]}<>""', f'"{refused} "&{own["note"]}'),
        (f"NOT(ISNUMBER({start}))", _said("missing", words.NO_START)),
        (f"{start}<{BEGINS}", f'"{none} "&{TOO_EARLY}'),
        (f'AND({removed}="",{given}="")', _said("none", words.NOTHING_ENTERED)),
        *_asked(own),
        (f"NOT(ISNUMBER({own['end']}))", _said("missing", words.NO_END)),
        (f"{removed}>{own['hours_before']}", _said("refused", words.MORE_THAN_PLANNED)),
        (f"{given}>{own['price_before']}", _said("refused", words.MORE_THAN_PRICE)),
        (f"AND({judged},{hours},{days})", _said("refused", both)),
        (f"AND({judged},{hours})", _said("refused", too_few)),
        (f"AND({judged},{days})", _said("refused", too_short)),
        (f"AND({given}>0,{removed}=0)", _said("refused", words.NO_HOURS_REMOVED)),
        (f"AND({removed}>0,{given}<{low})", _with_amount("refused", words.REFUSED_UNDER, low)),
        (f"{given}>{high}", _with_amount("refused", words.REFUSED_ABOVE, high)),
        (f"{own['hours_before']}>{most_hours}", _with_amount("refused", words.REFUSED_HOURS, most_hours)),
        (f"{excess}>0", _with_amount("refused", words.ABOVE_CEILING, excess)),
        (f"{removed}>{most_removed}", _with_amount("notice", words.MANY_HOURS, most_removed)),
        (f"{given}<{floored}", _with_amount("notice", words.BANNER, floored)),
        (f'{own["restart"]}<>""', f'"{notice} {words.RESTART}"'),
        (f"{cells['days']}={least_days}", _said("notice", words.AT_LIMIT)),
        ("", _said("ok", words.OK)),
    ]


def _asked(own: Letters) -> list[tuple[str, str]]:
    steps = []
    for name, label in words.REQUIRED.items():
        cell = own[name]
        is_missing = f'{cell}=""'
        if name in words.POSITIVE:
            # Blank and nought are both missing, but N of a text is nought too.
            is_missing = f'OR({cell}="",AND(ISNUMBER({cell}),N({cell})=0))'
        steps.append((is_missing, _said("missing", words.ENTER.format(label))))
        steps.append((f"NOT({whole(cell)})", _said("missing", words.NOT_WHOLE.format(label.capitalize()))))
    for name, label in words.OPTIONAL.items():
        cell = own[name]
        condition = f'AND({cell}<>"",NOT({whole(cell)}))'
        steps.append((condition, _said("missing", words.NOT_WHOLE.format(label.capitalize()))))
    return steps


def _said(kind: str, text: str) -> str:
    return f'"{SYMBOLS[kind]} {text}"'


def _with_amount(kind: str, text: str, amount: str) -> str:
    before, _, after = text.partition("{}")
    end = f'&"{after}"' if after else ""
    return f'"{SYMBOLS[kind]} {before}"&FIXED({amount},0){end}'


def _chain(steps: Sequence[tuple[str, str]]) -> str:
    *conditions, (_, otherwise) = steps
    return "".join(f"IF({condition},{text}," for condition, text in conditions) + otherwise + ")" * len(conditions)


def _what_if(own: Letters, cells: Letters, at: Letters, lines: int) -> tuple[dict[str, str], dict[str, str]]:
    """What the changeable inputs become, and the inputs of a row in the what-if."""
    removed = own["hours_removed"]
    ticks = f"${at[TICK]}${NOW_ROW + lines}"
    is_tried = f'IF({ticks}>0,{cells[TICK]}<>"",AND({whole(removed)},N({removed})>0))'
    formulas: dict[str, str] = {}
    tried = dict(own)
    for name, header in CHANGEABLE.items():
        key = "end" if name == "planned_end" else name
        old, chosen = own[key], f"${at[header]}${SET_ROW + lines}"
        kept = f'IF({old}="","",{old})'
        moved = _moved(name, old, at[header], lines)
        new = f"IF(ISNUMBER({chosen}),{chosen},{moved.format(kept=kept)})"
        if name == "reduction_given":
            least = cells[IF + RESULTS["least_reduction"]]
            new = f'IF(AND({chosen}="{LEAST}",ISNUMBER({least})),{least},{new})'
        tried[key] = f"${cells[IF + header]}"
        formulas[IF + header] = f"IF({is_tried},{new},{kept})"
    return formulas, tried


def _moved(name: str, old: str, letters: str, lines: int) -> str:
    """An old value after the steps by percent and by amount; ``{kept}`` where it is no number."""
    amount = f"N(${letters}${BY_AMOUNT_ROW + lines})"
    if name == "planned_end":
        return f"IF(ISNUMBER({old}),{old}+{amount},{{kept}})"
    share = f"N(${letters}${BY_PERCENT_ROW + lines})"
    return f"IF({whole(old)},MAX(0,ROUND(ROUND({old}*(1+{share})+{amount},{PLACES}),0)),{{kept}})"
