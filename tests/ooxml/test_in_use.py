from pathlib import Path

import pytest

from addin.ooxml import is_open_elsewhere


@pytest.mark.parametrize(
    ("beside", "mode", "expected"),
    [
        (None, 0o644, False),
        ("~$book.xlsx", 0o644, True),
        (".~lock.book.xlsx#", 0o644, True),
        ("~$other.xlsx", 0o644, False),
        (None, 0o444, True),
    ],
)
def test_marks_of_an_open_book(beside: str | None, mode: int, expected: bool, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(b"PK")
    book.chmod(mode)
    if beside:
        (tmp_path / beside).touch()
    assert is_open_elsewhere(book) is expected
    assert book.read_bytes() == b"PK"


def test_a_book_that_does_not_exist_is_not_open(tmp_path: Path) -> None:
    assert not is_open_elsewhere(tmp_path / "none.xlsx")
