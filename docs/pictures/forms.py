"""Makes the pictures of the forms anew: the page as a phone shows it, by Chromium; the workbook by LibreOffice.

Run by hand with the others: ``python docs/pictures/make.py``. Needs Chromium and playwright.
"""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path

import openpyxl
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from printing import HERE, Picture, print_pictures

from addin.forms.book_form import FORM, book_form
from addin.forms.web_form import Blank, web_form
from ilr_core import catalogue

PICTURES = {"form-workbook": Picture("form", "", 1, 0.862, 1000, 16)}
PHONE = {"width": 360, "height": 740}
SHARPNESS, GAP = 2, 36
SHOWN = {
    "GivenNames": "Ada", "FamilyName": "Sampleton", "DateOfBirth": "2008-03-27", "Sex": "F",
    "AddLine1": "12 Example Street", "AddLine2": "Sampletown", "Postcode": "ZZ99 9ZZ", "TelNo": "07700900123",
    "Email": "ada.sampleton@example.org",
}  # fmt: skip
BLANK = Blank("K7Q4-M2XZ-9T3B", "A0001", SHOWN, "Example Training", "upload it to Moodle")


def main() -> None:
    """Writes the pictures."""
    year = catalogue.load()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "form.html").write_bytes(web_form(BLANK, year))
        _phone(place / "form.html")
        (place / "form.xlsx").write_bytes(book_form(BLANK, year))
        _answer(place / "form.xlsx")
        print_pictures(place, PICTURES)


def _answer(path: Path) -> None:
    """A wrong postcode and a right National Insurance number."""
    book = openpyxl.load_workbook(path, rich_text=True)
    for row in book[FORM].iter_rows():
        if row[0].value in ("Postcode", "NINumber"):
            row[2].value = "SW1" if row[0].value == "Postcode" else "ab 12 34 56 a"
    book.save(path)


def _phone(path: Path) -> None:
    """Three screens side by side: the beginning, an answer that is flagged, and the end."""
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=PHONE, device_scale_factor=SHARPNESS)
        page.goto(path.as_uri())
        page.locator("#NINumber").fill("bg 12 34 56 a")
        page.keyboard.press("Tab")
        shots = [_shot(page, "header"), _shot(page, "section:has(#TelNo)")]
        page.locator("#NINumber").fill("ab 12 34 56 a")
        page.keyboard.press("Tab")
        page.get_by_label("Yes", exact=True).check()
        page.get_by_label("Dyslexia").check()
        shots.append(_shot(page, "section:has(#LLDDCat-4)"))
        browser.close()
    width, height = (PHONE[side] * SHARPNESS for side in ("width", "height"))
    whole = Image.new("RGB", (len(shots) * width + (len(shots) - 1) * GAP, height), "white")
    for number, shot in enumerate(shots):
        whole.paste(shot, (number * (width + GAP), 0))
    small = whole.resize((1140, round(whole.height * 1140 / whole.width)), Image.Resampling.LANCZOS)
    small.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        HERE / "form-phone.png", optimize=True
    )


def _shot(page: Page, top: str) -> Image.Image:
    """The screen with this at its top."""
    page.locator(top).evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + window.scrollY - 8)")
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


if __name__ == "__main__":
    main()
