"""A screen without a monitor and the keys of its user: Xvfb and xdotool."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

PATIENCE = 15.0
MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
if importlib.util.find_spec("tkinter") is None:
    MISSING.append("tkinter")
NEEDS_SCREEN = pytest.mark.skipif(
    bool(MISSING) and not os.environ.get("CI"), reason=f"not installed: {', '.join(MISSING)}"
)


class Screen:
    """A running screen, and what its user does."""

    def __init__(self, display: str):
        self.display = display

    def press(self, *keys: str) -> None:
        self._do("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        self._do("type", "--delay", "10", text)

    def wait_for(self, title: str) -> None:
        """Until a window of a title has the keys."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            done = self._run("getwindowfocus", "getwindowname")
            if done.stdout.strip() == title:
                return
            time.sleep(0.05)
        raise AssertionError(f"No window {title} has the keys.")

    def _do(self, *words: str) -> None:
        done = self._run(*words)
        assert done.returncode == 0, done.stderr

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        own = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(["xdotool", *words], env=own, capture_output=True, text=True, check=False)


@contextmanager
def screen(dots: int = 96, size: str = "1600x1000") -> Iterator[Screen]:
    """A screen with so many dots to the inch, until the block ends; 96 is what Windows calls 100 %."""
    reading, writing = os.pipe()
    options = ["-screen", "0", f"{size}x24", "-dpi", str(dots), "-nolisten", "tcp", "-displayfd", str(writing)]
    process = subprocess.Popen(
        ["Xvfb", *options], pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start."
        yield Screen(f":{number}")
    finally:
        process.terminate()
        process.wait(PATIENCE)
