"""Verifiers of the tests: people with a key of their own, and workbooks that they seal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from addin.commands.export_choice import learners_named
from addin.commands.seal_learners import Sealed, seal_learners
from addin.hosts.file_host import FileHost
from addin.keys import create_key, signing_key
from addin.sealing.standings import LearnerSeal
from addin.sealing.status import seal_status
from addin.user_data import VARIABLE
from ilr_core.knowledge import Knowledge
from tests.commands.made import NOW
from tests.keys.key_store import memory_key_store

VERA, NOBODY = "Vera", Knowledge()


@contextmanager
def person(folder: Path) -> Iterator[None]:
    """Somebody with a key at a computer of their own, for as long as this lasts."""
    with pytest.MonkeyPatch.context() as patch, memory_key_store():
        patch.setenv(VARIABLE, str(folder))
        create_key()
        yield


def yes(question: str, lines: Any) -> bool:
    return True


def seal(path: Path, *references: str, who: str = VERA, **options: Any) -> Sealed:
    """Seals some learners of a workbook, or all that are clean."""
    choose = learners_named(references) if references else None
    done = seal_learners(
        FileHost(path, answer=options.pop("answer", yes)),
        signing_key,
        who=who,
        now=options.pop("now", NOW),
        choose=choose,
        knowledge=NOBODY,
    )
    assert done is not None
    return done


def standing(path: Path) -> dict[str, str]:
    """What each learner's seal is worth."""
    return {one.reference: one.verdict.standing for one in seal_status(FileHost(path)).seals if one.learner}


def seal_of(path: Path, reference: str) -> LearnerSeal:
    return next(one for one in seal_status(FileHost(path)).seals if one.reference == reference and one.learner)
