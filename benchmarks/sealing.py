"""``python -m benchmarks.sealing [LEARNERS]``: sealing and status of a workbook beside reading its records."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from addin.books.book import open_book
from addin.commands.new import filled_book
from addin.commands.seal_learners import seal_learners
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.keys import SigningKey, create_key, signing_key
from addin.sealing.kept_seals import packed
from addin.sealing.level import set_level
from addin.sealing.sheet import kept_seals
from addin.sealing.standings import standings
from addin.sealing.status import seal_status
from benchmarks.steps import NOW
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from ilr_core.sealing import form_of, seal_for

LEARNERS = 1_000
T = TypeVar("T")


def main(count: int) -> None:
    """Prints the processor time of each step and its ratio to reading the records of the workbook."""
    year = catalogue.load()
    learners = list(made_learners(year, count, NOW.date()))
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ILR_DATA": folder, "ILR_PASSPHRASE": "only for this benchmark"}
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        create_key()
        book = Path(folder) / "book.xlsx"
        filled_book(book, year, learners, ukprn=10000001)
        print(f"-- {count:,} learners, {sum(len(one.LearningDelivery) for one in learners):,} aims")
        opened, base = _timed("read the records", lambda: open_book(FileHost(book)))
        read = opened.reading.learners
        _timed("canonical forms", lambda: [form_of(learner).text for learner in read], base)
        key = SigningKey.new()
        facts = {"ukprn": 10000001, "year": year.year, "when": NOW.isoformat(), "who": "V", "key": key.public.text}
        seals, _ = _timed(
            "forms, signed and packed", lambda: [packed(seal_for(one, **facts), key) for one in read], base
        )
        owners = {key.public: "V"}
        _timed("seals judged", lambda: standings(opened, seals, owners), base)
        host = FileHost(book, answer=_yes)
        _timed(
            "ilr verify seal --all-clean",
            lambda: seal_learners(host, signing_key, who="V", now=NOW, knowledge=Knowledge()),
            base,
        )
        _timed("ilr verify status", lambda: seal_status(FileHost(book)), base)
        longest = max(len(one.text) for one in kept_seals(FileHost(book)))
        _timed("ilr verify level", lambda: set_level(FileHost(book, answer=_yes), "verify"), base)
        print(f"longest seal: {longest:,} of 32,767 characters of a cell")


def _yes(question: str, lines: Sequence[str]) -> bool:  # noqa: ARG001 - as every answer
    return True


def _timed(words: str, work: Callable[[], T], base: float | None = None) -> tuple[T, float]:
    begun = time.process_time()
    result = work()
    used = time.process_time() - begun
    print(f"{words:30}{used:8.2f} s of processor{used / (base or used):8.2f} x reading", flush=True)
    return result, used


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else LEARNERS)
