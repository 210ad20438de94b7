"""Texts that a schema may or may not refuse in a field: the edges of its facets, and what people really write."""

from collections.abc import Iterator
from decimal import Decimal

from ilr_core.catalogue import Field
from tests.xml.samples import valid_text

SIGNS = [
    *"|\"`'\t\n\r £é€^~<>&$%_{}[]\\@#*+-=,;:!?./()",
    "\u00a0", "\u00ad", "\u200b", "\u2018", "\u2019", "\u2028", "\u0085", "\u00a5", "\u0660", "\uff11", "\U0001f600",
]  # fmt: skip
SPELLINGS = (
    "", " ", "  ", "0", "-0", "+0", "00", "-1", "+1", "1", "01", "1.0", "1.", ".1", "1,000", "1e0", "1E2", "0x1", "1 2",
    "true", "NaN", "INF", "null", "A", "a1", "@", "a@", "@b", "a@b", "a\n@b", "a@@b", "a@\u2028", "a b@c d", "EPA0001",
    "AB12", "ab12", "AB123", "A123", "ABC1", "123456789", "0123456789", "AB12|123456789", "ilr", "ILR ", " ILR",
    "2526", "2627", "official-sensitive-personal", "\u0661\u0662", "\uff11\uff12", "1\u00a0", "10000000000000000000",
)  # fmt: skip
DAYS = (
    "2026-08-01", "2024-02-29", "2026-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
    "2026-01-32", "2000-02-29", "1900-02-29", "0001-01-01", "0000-01-01", "-0001-01-01", "-2026-08-01", "12026-08-01",
    "012026-08-01", "99999-12-31", "9999-12-31", "+2026-08-01", "26-08-01", "226-08-01", "2026-8-1", "20260801",
    "2026/08/01", "01/08/2026", "01-08-2026", "2026-08", "2026", "2026-W31-6", "2026-213", "2026-08-01 ", " 2026-08-01",
    "2026 -08-01", "\uff12026-08-01",
)  # fmt: skip
ZONES = (
    "", "Z", "z", "+00:00", "-00:00", "+01:00", "-14:00", "+14:00", "+14:01", "+13:59", "+13:60", "+15:00", "+1:00",
    "+0100", "01:00", " Z", "UTC", "+24:00",
)  # fmt: skip
TIMES = (
    "10:00:00", "00:00:00", "23:59:59", "24:00:00", "24:00:01", "24:00:00.0", "25:00:00", "10:60:00", "10:00:60",
    "10:00", "10", "1:00:00", "10:00:00.5", "10:00:00.123456", "10:00:00.1234567890", "10:00:00.", "10:00:00,5", "",
)  # fmt: skip


def texts_for(field: Field) -> Iterator[str]:
    """Every text to try in the field."""
    good = valid_text(field)
    yield from SPELLINGS
    for pad in (" ", "\t", "\n", "\r", "\u00a0"):
        yield from (pad + good, good + pad, pad + good + pad, good[:1] + pad + good[1:])
    yield from ("0" + good, "000" + good, "+" + good, "-" + good, good + ".", good + ".0", good + "e1", good * 2)
    for sign in SIGNS:
        yield from (sign, good[:-1] + sign, sign + good[1:])
    if field.type in ("date", "dateTime"):
        yield from _moments(field.type)
    else:
        yield from DAYS[:4]
        yield from _long_and_short(field)
        yield from _numbers(field)


def _moments(kind: str) -> Iterator[str]:
    time = "T10:00:00" if kind == "dateTime" else ""
    yield from (day + time for day in DAYS)
    yield from (f"2026-08-01{time}{zone}" for zone in ZONES)
    yield from (f"2026-08-01{gap}{clock}" for gap in ("T", " ", "t") for clock in TIMES)
    yield from (f"2026-08-01T10:00:00.25{zone}" for zone in ZONES)


def _long_and_short(field: Field) -> Iterator[str]:
    edges = {0, 1, 2, 9, 10, 11, 12, 13, 18, 19, 20, 21, 100, 101}
    edges |= {edge + step for edge in (field.longest, field.max_length, field.digits) if edge for step in (-1, 0, 1)}
    for length in sorted(edges):
        yield from (letter * length for letter in ("A", "1", "9", " ", "£", "é", "\U0001f600"))
        yield from ("-" + "9" * length, "0" * length + "1", "A@" + "b" * length, "B" * length + "@b")


def _numbers(field: Field) -> Iterator[str]:
    step = Decimal("0.1") if field.type == "decimal" else Decimal(1)
    edges = [Decimal(2) ** power for power in (31, 63)] + [-(Decimal(2) ** power) for power in (31, 63)]
    edges += [edge for edge in (field.low, field.high) if edge is not None]
    for edge in edges:
        yield from (format(edge + move, "f") for move in (-step, Decimal(0), step))
        yield from (f"{edge:f}.0", f"{edge:f}.01", f"{edge:f}0", f"0{edge:f}", f"+{edge:f}", f" {edge:f}\n")
    if field.type == "decimal":
        yield from ("0.10", "0.11", "0.100", "1.00", "12.34", "99.95", "100.00", "300.00", "1.000000000", "0.05", ".5")
