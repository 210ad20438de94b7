"""Formulas of the form workbook that say at once whether an answer looks right; collecting judges it again for real.

Excel knows no patterns everywhere, so each kind is spelt out in functions that every version and LibreOffice have. A
row has two hidden cells: the answer tidied, and a part of it that the formula looks at.
"""

from __future__ import annotations

from dataclasses import dataclass

from addin.forms.checks import Check
from addin.forms.questions import Question

GOOD, BAD = "✔", "✖"
_LETTERS, _DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
_POSTCODES = ("A99AA", "A999AA", "A9A9AA", "AA99AA", "AA999AA", "AA9A9AA")
_NEVER_FIRST, _NEVER_SECOND, _NEVER_LAST = "DFIQUV", "DFIOQUV", "CIKMOV"
_NEVER_GIVEN = ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")
_EMAIL = f"{_LETTERS}{_LETTERS.lower()}{_DIGITS}!#$%&'*+/=?^_{{}}~-.@"
_ADDRESS = f"{_LETTERS}{_LETTERS.lower()}{_DIGITS} ~!@&'\\()*+,-./:;"
_NOT_IN_NAMES = '@+<>={}#&*/\\[]^~$%!?;:_()"|0123456789'
_FORMULA = "=+-@"


@dataclass(frozen=True)
class Hint:
    """The formulas of one row: what is said, the tidied answer, and the part looked at ("" for none)."""

    said: str
    tidy: str = ""
    part: str = ""


def hint(question: Question, answer: str, tidy: str, part: str) -> Hint | None:
    """The formulas for a question whose answer, tidied answer and part stand in these cells; None if it has none."""
    check = question.check
    if check is None:
        return None
    if question.kind == "day":
        return Hint(_day(check, answer))
    make = {"Postcode": _postcode, "NINumber": _national_insurance, "TelNo": _phone, "Email": _email}.get(question.name)
    if make is not None:
        return make(check, answer, tidy, part)
    is_name = question.name.endswith(("Name", "Names"))
    stays = _none_of(tidy, _NOT_IN_NAMES, 100) if is_name else _only(tidy, _ADDRESS, 100)
    tests = [(_starts_well(tidy), check.tests[0].sentence), (stays, check.tests[1].sentence)]
    return Hint(_said(answer, tidy, check, tests), _trimmed(answer) if is_name else _plain_signs(_trimmed(answer)))


def _said(answer: str, tidy: str, check: Check, tests: list[tuple[str, str]]) -> str:
    too_long = f"This is too long. Use at most {check.longest} letters."
    inner = f'"{GOOD}"'
    for test, sentence in reversed([(f"LEN({tidy})<={check.longest}", too_long), *tests]):
        inner = f'IF({test},{inner},"{BAD} {_quoted(sentence)}")'
    return f'=IF(TRIM({answer})="","",{inner})'


def _day(check: Check, answer: str) -> str:
    first, last = map(excel_date, (check.earliest, check.latest))
    inside = f'IF(AND({answer}>={first},{answer}<={last}),"{GOOD}","{BAD} Look at the year again.")'
    return f'=IF({answer}="","",IF(ISNUMBER({answer}),{inside},"{BAD} Write it like 27/03/2008."))'


def excel_date(day: str) -> str:
    """A day in ISO form as a formula.

    >>> excel_date("2008-03-27")
    'DATE(2008,3,27)'
    """
    return f"DATE({','.join(str(int(part)) for part in day.split('-'))})"


def _postcode(check: Check, answer: str, tidy: str, part: str) -> Hint:
    listed = ",".join(f'"{shape}"' for shape in _POSTCODES)
    test = f"AND(ISNUMBER(MATCH({part},{{{listed}}},0)),{_none_of(f'RIGHT({tidy},2)', _NEVER_LAST, 2)})"
    return Hint(_said(answer, tidy, check, [(test, check.tests[0].sentence)]), _packed(answer), _shape(tidy, 7))


def _national_insurance(check: Check, answer: str, tidy: str, part: str) -> Hint:
    listed = ",".join(f'"{prefix}"' for prefix in _NEVER_GIVEN)
    form = f'AND({part}="AA999999A",{_only(f"RIGHT({tidy},1)", "ABCD", 1)})'
    first, second = f"LEFT({tidy},1)", f"MID({tidy},2,1)"
    allowed = (
        f"AND({_none_of(first, _NEVER_FIRST, 1)},{_none_of(second, _NEVER_SECOND, 1)},"
        f"ISERROR(MATCH(LEFT({tidy},2),{{{listed}}},0)))"
    )
    tests = [(form, check.tests[0].sentence), (allowed, check.tests[1].sentence)]
    # A tenth letter must not go unseen.
    return Hint(_said(answer, tidy, check, tests), _packed(answer), _shape(tidy, 10))


def _phone(check: Check, answer: str, tidy: str, part: str) -> Hint:
    bare = _without(_plain_signs(_trimmed(answer)), " ().-")
    national = f'IF(LEFT({tidy},5)="00440","0"&MID({tidy},6,99),IF(LEFT({tidy},4)="0044","0"&MID({tidy},5,99),{tidy}))'
    test = f'AND(LEFT({part},1)="0",LEN({part})>=10,LEN({part})<=17,{_only(part, _DIGITS, 20)})'
    said = _said(answer, part, check, [(test, check.tests[0].sentence)])
    return Hint(said, f'IF(LEFT({bare},1)="+","00"&MID({bare},2,99),{bare})', national)


def _email(check: Check, answer: str, tidy: str, part: str) -> Hint:
    end = f'TRIM(RIGHT(SUBSTITUTE({part},".",REPT(" ",99)),99))'
    tests = [
        f'LEN({tidy})-LEN(SUBSTITUTE({tidy},"@",""))=1',
        _only(tidy, _EMAIL, 101),
        _only(part, f"{_LETTERS}{_LETTERS.lower()}{_DIGITS}.-", 101),
        f'ISNUMBER(FIND(".",{part}))',
        f"LEN({end})>=2",
        _only(end, f"{_LETTERS}{_LETTERS.lower()}", 99),
        *(f'ISERROR(FIND("{bad}",{tidy}))' for bad in ("..", ".@", "@.", "@-")),
        *(f'ISERROR(FIND("{bad}",{part}))' for bad in ("-.", ".-")),
        f'ISERROR(FIND(LEFT({tidy},1),".@"))',
    ]
    said = [(_starts_well(tidy), check.tests[0].sentence), (f"AND({','.join(tests)})", check.tests[1].sentence)]
    host = f'IFERROR(MID({tidy},FIND("@",{tidy})+1,100),"")'
    return Hint(_said(answer, tidy, check, said), _trimmed(answer), host)


def _trimmed(cell: str) -> str:
    return f'TRIM(SUBSTITUTE({cell},CHAR(160)," "))'


def _plain_signs(text: str) -> str:
    for sign, plain in (("\u2018", "'"), ("\u2019", "'"), ("\u2013", "-"), ("\u2014", "-")):
        text = f'SUBSTITUTE({text},"{sign}","{plain}")'
    return text


def _packed(cell: str) -> str:
    return f"UPPER({_without(_plain_signs(_trimmed(cell)), ' .-')})"


def _without(text: str, signs: str) -> str:
    for sign in signs:
        text = f'SUBSTITUTE({text},"{sign}","")'
    return text


def _shape(cell: str, most: int) -> str:
    """The answer with A for each capital, 9 for each digit and ? for everything else."""

    def one(number: int) -> str:
        sign = f"MID({cell},{number},1)"
        kind = f'IF(ISNUMBER(FIND({sign},"{_LETTERS}")),"A",IF(ISNUMBER(FIND({sign},"{_DIGITS}")),"9","?"))'
        return f'IF(LEN({cell})<{number},"",{kind})'

    longer = f'IF(LEN({cell})>{most},"?","")'
    return "&".join([*(one(number) for number in range(1, most + 1)), longer])


def _only(text: str, allowed: str, most: int) -> str:
    """Whether all of the first letters are among those allowed."""
    sign = f"MID({text},ROW($1:${most}),1)"
    return f'SUMPRODUCT(({sign}<>"")*ISERROR(FIND({sign},"{_quoted(allowed)}")))=0'


def _none_of(text: str, forbidden: str, most: int) -> str:
    sign = f"MID({text},ROW($1:${most}),1)"
    return f'SUMPRODUCT(({sign}<>"")*ISNUMBER(FIND({sign},"{_quoted(forbidden)}")))=0'


def _starts_well(cell: str) -> str:
    return f'ISERROR(FIND(LEFT({cell},1),"{_FORMULA}"))'


def _quoted(text: str) -> str:
    return text.replace('"', '""')
