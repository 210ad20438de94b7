"""The look of a page of evidence: one portrait A4 sheet of a workbook, made to be printed, signed and filed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from addin.prior_learning.evidence_facts import Figures, PageFacts
from workbook_templates import look
from workbook_templates.page import A4

WIDTHS = {"A": 22.0, "B": 18.0, "C": 15.0, "D": 15.0, "E": 12.0, "F": 16.0}
LAST = "F"
LINE = 15.0
_CHARACTERS = 110  # of a step in the width of the page
_SIGNERS = ("Training provider", "Employer", "Apprentice")
_RIGHT, _WRAPPED = Alignment(horizontal="right", vertical="center"), Alignment(vertical="top", wrap_text=True)
_thin = Side(style="thin", color=look.LINE)
_PROOF = "What is known already, and how it was found out (initial assessment, evidence seen, by whom, when)"


class EvidencePage:
    """Writes one page from top to bottom; ``row`` is the next free row."""

    def __init__(self, page: Worksheet):
        self._page = page
        self._row = 1
        page.sheet_view.showGridLines = False
        for letter, width in WIDTHS.items():
            page.column_dimensions[letter].width = width
            page.column_dimensions[letter].font = look.font(10)

    def write(self, facts: PageFacts, provider: str, made: str) -> None:
        """The whole page: ``provider`` names whose return it is, ``made`` who made the page, when and with what."""
        self._title(facts, provider)
        self._facts(facts.facts)
        self._figures(facts.figures)
        self._verdict(facts)
        self._heading("How the figures come about")
        self._next(4.0)
        for number, step in enumerate(facts.steps, 1):
            self._sentence(f"{number}.  {step}")
        self._records(facts.records)
        self._proof()
        self._signatures()
        self._row += 1
        self._sentence(made, colour=look.QUIET, size=8)
        self._set_up()

    def _title(self, facts: PageFacts, provider: str) -> None:
        for row, height in ((1, 28.0), (2, 18.0)):
            self._page.row_dimensions[row].height = height
            for letter in WIDTHS:
                self._page[f"{letter}{row}"].fill = look.solid(look.NAVY)
        self._put("A1", "Recognition of prior learning", look.font(17, bold=True, colour=look.WHITE))
        self._put("A2", "Evidence of price, hours and duration", look.font(10, colour=look.PALE))
        self._put(f"{LAST}1", facts.name, look.font(13, bold=True, colour=look.WHITE), _RIGHT)
        self._put(f"{LAST}2", provider, look.font(10, colour=look.PALE), _RIGHT)
        self._row = 4

    def _facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Two facts to a line."""
        pairs = list(facts)
        for left, right in zip(pairs[::2], [*pairs[1::2], ("", "")], strict=False):
            for letter, (label, value) in (("A", left), ("D", right)):
                self._put(f"{letter}{self._row}", label, look.font(9, colour=look.QUIET))
                cell = f"{'B' if letter == 'A' else 'E'}{self._row}"
                self._put(cell, value, look.font(10, bold=True))
            self._rule(self._row)
            self._next()

    def _figures(self, figures: Iterable[Figures]) -> None:
        self._heading("Figures")
        for letter, text in (("C", "before"), ("D", "recognition"), ("F", "after")):
            self._put(f"{letter}{self._row}", text, look.font(9, colour=look.QUIET), _RIGHT)
        self._rule(self._row)
        self._next()
        for line in figures:
            self._put(f"A{self._row}", line.label, look.font(10))
            self._put(f"C{self._row}", line.before, look.font(10), _RIGHT)
            self._put(f"D{self._row}", line.change, look.font(10), _RIGHT)
            self._put(f"F{self._row}", line.after, look.font(10, bold=True), _RIGHT)
            self._rule(self._row)
            self._next()

    def _verdict(self, facts: PageFacts) -> None:
        self._row += 1
        colour, fill = (look.GREEN, look.MINT) if facts.is_good else (look.RED, look.RED_PALE)
        for letter in WIDTHS:
            self._page[f"{letter}{self._row}"].fill = look.solid(fill)
        self._put(f"A{self._row}", "Verdict", look.font(10, colour=look.QUIET), Alignment(vertical="center", indent=1))
        self._put(f"B{self._row}", facts.verdict, look.font(12, bold=True, colour=colour), Alignment(vertical="center"))
        self._next(22.0)

    def _records(self, records: Iterable[tuple[str, str, str]]) -> None:
        self._heading("Records of the return (ILR)")
        for name, about, value in records:
            self._put(f"A{self._row}", name, look.font(10, bold=True))
            self._put(f"B{self._row}", about, look.font(10))
            self._put(f"{LAST}{self._row}", value, look.font(10, bold=True), _RIGHT)
            self._rule(self._row)
            self._next()

    def _proof(self) -> None:
        self._heading(_PROOF)
        for _ in range(4):
            self._rule(self._row)
            self._next(19.0)

    def _signatures(self) -> None:
        self._heading("Agreed")
        for letter, text in (("B", "Name"), ("D", "Signature"), ("F", "Date")):
            self._put(f"{letter}{self._row}", text, look.font(9, colour=look.QUIET))
        self._next()
        for signer in _SIGNERS:
            self._put(f"A{self._row}", signer, look.font(10), Alignment(vertical="bottom"))
            dark = Side(style="thin", color=look.SLATE)
            for letter in "BCDEF":
                self._page[f"{letter}{self._row}"].border = Border(bottom=dark)
            self._next(27.0)

    def _heading(self, text: str) -> None:
        self._page.row_dimensions[self._row].height = 8.0
        self._row += 1
        self._put(f"A{self._row}", text, look.font(11, bold=True, colour=look.NAVY), Alignment(vertical="bottom"))
        for letter in WIDTHS:
            self._page[f"{letter}{self._row}"].border = Border(bottom=Side(style="medium", color=look.NAVY))
        self._next(20.0)

    def _sentence(self, text: str, *, colour: str = look.INK, size: float = 9.5) -> None:
        """A sentence across the page, on as many lines as it needs."""
        lines = len(textwrap.wrap(text, _CHARACTERS)) or 1
        self._page.merge_cells(f"A{self._row}:{LAST}{self._row}")
        self._put(f"A{self._row}", text, look.font(size, colour=colour), _WRAPPED)
        self._next(lines * (LINE - 1.5) + 1.5)

    def _put(self, cell: str, text: str, font: Font, alignment: Alignment | None = None) -> None:
        # A text stays a text, whatever a name looks like.
        self._page[cell].value = text
        self._page[cell].data_type = "s"
        self._page[cell].font = font
        self._page[cell].alignment = alignment or Alignment(vertical="center")

    def _rule(self, row: int) -> None:
        for letter in WIDTHS:
            self._page[f"{letter}{row}"].border = Border(bottom=_thin)

    def _next(self, height: float = LINE + 1) -> None:
        self._page.row_dimensions[self._row].height = height
        self._row += 1

    def _set_up(self) -> None:
        page = self._page
        page.print_area = f"A1:{LAST}{self._row - 1}"
        page.page_setup.orientation, page.page_setup.paperSize = "portrait", A4
        page.page_setup.fitToWidth = page.page_setup.fitToHeight = 1
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.print_options.horizontalCentered = True
        page.page_margins.left = page.page_margins.right = 0.6
        page.page_margins.top, page.page_margins.bottom = 0.6, 0.7
        page.HeaderFooter.oddFooter = HeaderFooterItem(
            left=_HeaderFooterPart(text="Personal data: keep safe"), right=_HeaderFooterPart(text="&A")
        )
