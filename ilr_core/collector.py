"""Python's garbage collector held back where it would walk over a mass of new records again and again.

Records hold their parent and are held by it, so only the collector frees them: a stream of them needs it now and then,
a workbook that stays in memory as a whole does not.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = (50_000, 20, 100)


@contextmanager
def collected_rarely() -> Iterator[None]:
    """While records stream by: collects after tens of thousands of new objects, not hundreds."""
    usual = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def not_collected() -> Iterator[None]:
    """While everything that is made is kept: collects nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
