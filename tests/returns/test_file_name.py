"""The official file name is read and written exactly."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilr_core.returns.file_name import FileName, parse, serial_part

GOOD = FileName(10000001, "2627", datetime.fromisoformat("2026-10-06T10:15:00"), "01")


@pytest.mark.parametrize(
    "name", ["ILR-10000001-2627-20261006-101500-01.XML", "ILR-10000001-2627-20261006-101500-01.xml"]
)
def test_parts_are_read(name: str):
    assert parse(name) == GOOD


def test_text_is_the_official_form():
    assert GOOD.text == "ILR-10000001-2627-20261006-101500-01.XML"
    assert (
        FileName(10000001, "2526", datetime.fromisoformat("2025-08-01")).text
        == "ILR-10000001-2526-20250801-000000-01.XML"
    )


@pytest.mark.parametrize(
    "name",
    [
        "",
        "ILR.xml",
        "ILR-10000001-2627-20261006-101500.xml",  # no serial number
        "ILR-10000001-2627-20261006-101500-1.xml",
        "ILR-10000001-2627-20261006-101500-001.xml",
        "ILR-10000001-2627-20261006-101500-AB.xml",
        "ILR-1000001-2627-20261006-101500-01.xml",
        "ILR-100000001-2627-20261006-101500-01.xml",
        "ILR-10000001-26-20261006-101500-01.xml",
        "ILR-10000001-2627-20260231-101500-01.xml",
        "ILR-10000001-2627-20261006-241500-01.xml",
        "ILR-10000001-2627-20261006-101560-01.xml",
        "ILR-10000001-2627-2026106-101500-01.xml",
        "ILR-10000001-2627-20261006-101500-01.zip",
        "ILR-10000001-2627-20261006-101500-01.xml.xml",
        "ILR-10000001-2627-20261006-101500-01 (1).xml",
        "ilr-10000001-2627-20261006-101500-01.xml",
        " ILR-10000001-2627-20261006-101500-01.xml",
        "ILR-10000001-2627-20261006-101500-01.xml\n",
        "ILR-١٠٠٠٠٠٠١-2627-20261006-101500-01.xml",
    ],
)
def test_other_names_are_not_official(name: str):
    assert parse(name) is None


@pytest.mark.parametrize(
    ("name", "serial"),
    [
        ("ILR-10000001-2627-20261006-101500-7.xml", "7"),
        ("ILR-10000001-2627-20261006-101500-AB.xml", "AB"),
        ("ILR-10000001-2627-20261006-101500-.xml", ""),
        ("ILR-10000001-2627-20261006-101500.xml", None),
        ("other.xml", None),
    ],
)
def test_serial_part(name: str, serial: str | None):
    assert serial_part(name) == serial


@given(
    ukprn=st.integers(10_000_000, 99_999_999),
    year=st.from_regex(r"[0-9]{4}", fullmatch=True),
    made=st.datetimes().map(lambda moment: moment.replace(microsecond=0)),
    serial=st.from_regex(r"[0-9]{2}", fullmatch=True),
)
def test_written_names_are_read_again(ukprn: int, year: str, made: datetime, serial: str):
    name = FileName(ukprn, year, made, serial)
    assert parse(name.text) == name
