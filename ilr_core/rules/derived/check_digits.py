"""Check digits of learner and employer numbers."""

from __future__ import annotations

from operator import mul


def uln_check_digit(uln: int) -> str:
    """DD01: the check digit the first nine digits of a ULN ask for; Y for the temporary number, N if there is none."""
    digits = str(uln)
    if digits == "9999999999":
        return "Y"
    if len(digits) != 10 or not digits.isdigit():
        return "N"
    remainder = sum(map(mul, range(10, 1, -1), map(int, digits[:9]))) % 11
    return "N" if remainder == 0 else str(10 - remainder)


def employer_check_digit(number: int) -> str:
    """DD05 and DD14: the check digit the first eight digits of an employer number ask for; X if there is none."""
    digits = str(number)
    if len(digits) != 9 or not digits.isdigit():
        return "X"
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits[:8], strict=True)) % 11
    return {11: "0", 10: "X"}.get(rest, str(rest))
