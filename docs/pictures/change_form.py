"""Makes the picture of the form that asks about a guided change: ``python docs/pictures/change_form.py``.

The form itself, as it stands beside Excel, on a screen without a monitor. Needs Xvfb, tkinter and Pillow.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from PIL import Image, ImageChops, ImageGrab
from printing import DAY, HERE

from addin.books.book import open_book
from addin.commands.new import filled_book
from addin.commands.selected_learner import Selected
from addin.demo.learners import made_learners
from addin.guided_changes.record_change import asked_of
from addin.hosts import answer_form
from addin.hosts.file_host import FileHost
from addin.hosts.questions import with_answers
from ilr_core import catalogue
from ilr_core.events import EVENTS

EVENT = EVENTS["employer"]
TYPED = {"date": "31/2/2027", "employer": "999999999", "hours": "8 · 31 hours a week or more", "reason": "Moved house"}
WRONG = {"date": "'31/2/2027' is not a date; write 14/09/2026."}
PATIENCE, MOMENT = 15, 0.2


def main() -> None:
    """Writes the picture."""
    year = catalogue.load()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "Return.xlsx"
        filled_book(book, year, list(made_learners(year, 4, DAY.date())), ukprn=10000001)
        learner = open_book(FileHost(book)).reading.learners[0]
    questions = with_answers(asked_of(EVENT, Selected(learner, None, ""), year), TYPED, WRONG)
    given = {"title": EVENT.title, "questions": [asdict(one) for one in questions], "problem": "", "owner": 0}
    _photographed(given).save(HERE / "change-form.png", optimize=True)


def _photographed(given: dict[str, object]) -> Image.Image:
    reading, writing = os.pipe()
    options = ["-screen", "0", "1600x1200x24", "-dpi", "120", "-nolisten", "tcp", "-displayfd", str(writing)]
    with subprocess.Popen(["Xvfb", *options], pass_fds=[writing], stderr=subprocess.DEVNULL) as screen:  # noqa: S603, S607
        os.close(writing)
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        form = subprocess.Popen(  # noqa: S603
            [sys.executable, answer_form.__file__],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env={**os.environ, "DISPLAY": display},
        )  # fmt: skip
        assert form.stdin
        form.stdin.write(json.dumps(given).encode())
        form.stdin.close()
        picture = _settled(display)
        form.terminate()
        form.wait()
        screen.terminate()
    return picture


def _settled(display: str) -> Image.Image:
    """The form once it looks the same twice."""
    until, before = time.monotonic() + PATIENCE, None
    while time.monotonic() < until:
        time.sleep(MOMENT)
        whole = ImageGrab.grab(xdisplay=display).convert("RGB")
        box = ImageChops.difference(whole, Image.new("RGB", whole.size, "black")).getbbox()
        if box and before is not None and not ImageChops.difference(whole, before).getbbox():
            part = whole.crop(box)
            return part.quantize(64, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        before = whole
    raise SystemExit("The form did not come.")


if __name__ == "__main__":
    main()
