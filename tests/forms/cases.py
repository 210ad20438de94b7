"""Answers as learners type them, with what shall be kept of each and whether it is right.

Python, the script of the page and the formulas of the workbook have to judge every one of them alike.
"""

from __future__ import annotations

GOOD = {
    "NINumber": {
        "AB123456C": "AB123456C",
        "ab 12 34 56 c": "AB123456C",
        " ab-12-34-56-d ": "AB123456D",
        "AB123456A": "AB123456A",
        "ZY000000B": "ZY000000B",
        "MA123456A": "MA123456A",
    },
    "Postcode": {
        "SW1A 1AA": "SW1A 1AA",
        "sw1a1aa": "SW1A 1AA",
        "m1 1ae": "M1 1AE",
        "B33 8TH": "B33 8TH",
        "CR2 6XH": "CR2 6XH",
        "dn55 1pt": "DN55 1PT",
        "W1A  0AX": "W1A 0AX",
        "EC1A-1BB": "EC1A 1BB",
        "ZZ99 9ZZ": "ZZ99 9ZZ",
    },
    "TelNo": {
        "07700 900123": "07700900123",
        "(020) 7946 0958": "02079460958",
        "+44 7700 900123": "07700900123",
        "+44 (0)7700 900123": "07700900123",
        "0044 7700 900123": "07700900123",
        "07700-900-123": "07700900123",
        "+33 1 70 18 99 00": "0033170189900",
        "0123456789": "0123456789",
        "01234567890123456": "01234567890123456",
    },
    "Email": {
        "ada@example.org": "ada@example.org",
        " Ada.Sample+ilr@mail.example.co.uk ": "Ada.Sample+ilr@mail.example.co.uk",
        "o'neill_1@ex-ample.org": "o'neill_1@ex-ample.org",
        "a@b.co": "a@b.co",
    },
    "GivenNames": {
        "Ada": "Ada",
        "  Ada   Lou ": "Ada Lou",
        "Zoë": "Zoë",
        "Łucja": "Łucja",
        "Jean-Luc": "Jean-Luc",
        "李": "李",
    },
    "FamilyName": {"O'Neill": "O'Neill", "de la Mare": "de la Mare", "Smith, Jr.": "Smith, Jr.", "Ng": "Ng"},
    "AddLine1": {
        "12 Example Street": "12 Example Street",
        "Flat 3/4, St. Anne's": "Flat 3/4, St. Anne's",
        "Flat 3, St Anne’s": "Flat 3, St Anne's",
        "12–14 High Street": "12-14 High Street",
        "The Old Mill (rear)": "The Old Mill (rear)",
    },
    "DateOfBirth": {"2008-03-27": "2008-03-27", "2008-02-29": "2008-02-29", "1911-08-01": "1911-08-01",
                    "2016-08-01": "2016-08-01"},
}  # fmt: skip
WRONG = {
    "NINumber": (
        "AB12345C", "AB1234567C", "AB123456E", "AB123456", "A1123456C", "12345678A", "AB123456CC",
        "DA123456A", "FA123456A", "IA123456A", "QQ123456C", "UA123456A", "VA123456A", "AO123456A", "AD123456A",
        "BG123456A", "GB123456A", "KN123456A", "NK123456A", "NT123456A", "TN123456A", "ZZ123456A", "=AB123456", "£",
    ),
    "Postcode": (
        "SW1", "SW1A 1A", "1AA SW1A", "SW1A 1CA", "SW1A 1AV", "SW1AA 1AA", "SWA 1AA", "M 1AE", "M1 11E", "DN555 1PT",
        "A9A9A 9AA", "=1+1", "SW1A 1AAA",
    ),
    "TelNo": ("0770090", "7700900123", "07700 9OO123", "012345678901234567", "phone", "=07700900123", "07700900123;1"),
    "Email": (
        "ada", "ada@example", "@example.org", "ada@", "ada example@example.org", "ada@@example.org", "a@b@c.org",
        "ada@example.o", "ada@example.o1", "ada..lou@example.org", ".ada@example.org", "ada.@example.org",
        "ada@-example.org", "ada@example-.org", "ada@.example.org", "=ada@example.org", "-ada@example.org",
        "ada@exam_ple.org", "<ada@example.org>", "+ada@example.org",
    ),
    "GivenNames": (
        "=1+1", "+Ada", "-Ada", "@Ada", "Ada1", "<b>Ada</b>", "Ada|Lou", 'Ada "Lou"', "Ada & Bea", "A" * 101,
    ),
    "FamilyName": ("=HYPERLINK(1)", "Smith2", "a@b", "Smith/Jones", "{}", "S" * 101),
    "AddLine1": ("=1+1", "+1", "@1", "-1", "1 Exåmple Street", "1 <b>", "A" * 51, '1 "Mill"', "#3 Mill"),
    "DateOfBirth": (
        "2008-02-30", "2007-02-29", "2008-13-01", "2008-00-10", "1911-07-31", "2016-08-02", "2026-03-27", "0008-03-27",
        "2108-03-27",
    ),
}  # fmt: skip
ONLY_TEXT = ("2008-02-30", "2007-02-29", "2008-13-01", "2008-00-10", "0008-03-27")
"""Days that do not exist: a workbook has no cell for them."""
ALL: list[tuple[str, str, str | None]] = [
    (name, typed, kept) for name, cases in GOOD.items() for typed, kept in cases.items()
]
ALL += [(name, typed, None) for name, cases in WRONG.items() for typed in cases]
