"""The form as a small workbook: one sheet of which only the answers can be typed, with dropdowns and hints."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Color, Font, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms.hints import BAD, GOOD, excel_date, hint
from addin.forms.protection import encrypted_book
from addin.forms.questions import CATEGORY, HEALTH, MAIN, Question, Section, sections
from addin.forms.web_form import INTRO, PURPOSE, VERSION, Blank
from ilr_core.catalogue import Catalogue
from workbook_templates import look
from workbook_templates.finish import finished
from workbook_templates.formats import DATE, TEXT
from workbook_templates.page import A4

FORM, CHOICES, ABOUT = "Form", "Choices", "About"
NAME_COLUMN, ANSWER_COLUMN = 1, 3
TICKED = "Yes"
_WIDTHS = {"A": 4.0, "B": 46.0, "C": 40.0, "D": 54.0, "E": 4.0, "F": 4.0}
_HIDDEN = "AEF"
_LINE = 15.5
_LETTERS = 58  # of a help line in the width of column B
_TOP = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)


def book_form(blank: Blank, year: Catalogue, password: str = "") -> bytes:
    """The whole workbook; with a password the file is encrypted."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = "Your details", "ILR in Excel"
    page = book.create_sheet(FORM)
    writer = _Writer(page, blank)
    writer.head()
    for section in sections(year):
        writer.section(section)
    writer.end()
    _add_choices(book, year)
    about = book.create_sheet(ABOUT)
    about.sheet_state = "veryHidden"
    for row in (("ilr_form", VERSION), ("form", blank.form), ("learner", blank.learner)):
        about.append(row)
        about.cell(about.max_row, 2).data_type = "s" if row[0] != "ilr_form" else "n"
    book.security = WorkbookProtection(lockStructure=True)
    with BytesIO() as file:
        book.save(file)
        data = finished(file.getvalue())
    return encrypted_book(data, password) if password else data


def _add_choices(book: Workbook, year: Catalogue) -> None:
    """The items of dropdowns, words only, and a name for each list."""
    page = book.create_sheet(CHOICES)
    page.sheet_state = "veryHidden"
    lists = {q.name: [words for _, words in q.choices] for s in sections(year) for q in s.questions if q.choices}
    for column, (name, items) in enumerate(lists.items(), 1):
        letter = page.cell(1, column, name).column_letter
        for row, words in enumerate(items, 2):
            page.cell(row, column, words).number_format = TEXT
        area = f"{CHOICES}!${letter}$2:${letter}${len(items) + 1}"
        book.defined_names[f"Choices_{name}"] = DefinedName(f"Choices_{name}", attr_text=area)


class _Writer:
    """Writes the one page from top to bottom."""

    def __init__(self, page: Worksheet, blank: Blank):
        self._page, self._blank, self._row = page, blank, 1
        self._cells: dict[str, str] = {}
        page.sheet_view.showGridLines = False
        page.sheet_view.showRowColHeaders = False
        page.sheet_view.zoomScale = 110
        for letter, width in _WIDTHS.items():
            page.column_dimensions[letter].width = width
            page.column_dimensions[letter].hidden = letter in _HIDDEN

    def head(self) -> None:
        for height, text, style in (
            (32.0, "Your details", look.font(20, bold=True, colour=look.WHITE)),
            (19.0, f"Asked by {self._blank.provider or 'your training provider'}", look.font(colour=look.PALE)),
        ):
            for letter in "BCD":
                self._page[f"{letter}{self._row}"].fill = look.solid(look.NAVY)
            self._put("B", text, style)
            self._next(height)
        self._next(6.0)
        back = self._blank.back or "send this file back to whoever sent it to you"
        for line in (INTRO, f"Type into the yellow cells only. Save the file, then {back}.", PURPOSE):
            self._page.merge_cells(f"B{self._row}:D{self._row}")
            self._put("B", line, look.font(11, colour=look.SLATE))
            self._next(ceil(len(line) / 130) * _LINE + 3)

    def section(self, section: Section) -> None:
        self._next(8.0)
        for letter in "BCD":
            self._page[f"{letter}{self._row}"].fill = look.solid(look.PALE)
        self._put("B", section.title, look.font(13, bold=True, colour=look.NAVY))
        self._next(22.0)
        if section.about:
            self._page.merge_cells(f"B{self._row}:D{self._row}")
            self._put("B", section.about, look.font(10.5, colour=look.SLATE))
            self._next(ceil(len(section.about) / 130) * _LINE + 3)
        for question in section.questions:
            if question.kind == "choices":
                self._categories(question)
            else:
                self._question(question)

    def end(self) -> None:
        self._health_hints()
        self._next(10.0)
        self._put("B", f"Form {self._blank.form}", look.font(9, colour=look.QUIET))
        page = self._page
        looks = ((BAD, look.ERROR_LOOK), (GOOD, look.CLEAN_LOOK))
        for sign, appearance in looks:
            rule = Rule("expression", dxf=appearance, formula=[f'LEFT($D1,1)="{sign}"'])
            page.conditional_formatting.add(f"D1:D{self._row}", rule)
        page.protection.sheet = True
        page.protection.selectLockedCells = True
        page.protection.formatColumns = page.protection.formatRows = False
        page.sheet_view.selection[0].activeCell = page.sheet_view.selection[0].sqref = next(iter(self._cells.values()))
        page.print_area = f"A1:D{self._row}"
        page.page_setup.orientation, page.page_setup.paperSize = "portrait", A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_margins.left = page.page_margins.right = 0.5

    def _question(self, question: Question) -> None:
        cell = self._answer(question.name, question.label, question.about)
        self._cells[question.name] = cell
        shown = self._blank.shown.get(question.name, "")
        words = dict(question.choices).get(shown, shown)
        if question.kind == "day":
            self._page[cell].number_format = DATE
            self._page[cell].value = date.fromisoformat(words) if words else None
        elif words:
            self._page[cell].value, self._page[cell].data_type = words, "s"
        self._validate(question, cell)
        row = cell[1:]
        formulas = hint(question, f"$C${row}", f"$E${row}", f"$F${row}")
        if formulas is not None:
            self._page[f"D{row}"].value = formulas.said
            for letter, formula in (("E", formulas.tidy), ("F", formulas.part)):
                self._page[f"{letter}{row}"].value = f"={formula}" if formula else None

    def _categories(self, question: Question) -> None:
        self._put("B", f"{question.label} Choose {TICKED} beside all that apply.", look.font(11, bold=True))
        self._next(20.0)
        for code, words in question.choices:
            cell = self._answer(f"{question.name}:{code}", words, "", bold=False)
            self._cells[f"{question.name}:{code}"] = cell
            self._dropdown(cell, f'"{TICKED}"', "")

    def _health_hints(self) -> None:
        """Which answers about health belong together."""
        ticks = [cell for name, cell in self._cells.items() if name.startswith(f"{CATEGORY}:")]
        area = f"$C${ticks[0][1:]}:$C${ticks[-1][1:]}"
        count, words = f'COUNTIF({area},"{TICKED}")', f"$B${ticks[0][1:]}:$B${ticks[-1][1:]}"
        health, main = self._cells[HEALTH], self._cells[MAIN]
        missing = f'IF(AND({health}="Yes",{count}=0),"{BAD} Choose {TICKED} beside at least one below.","{GOOD}")'
        self._page[f"D{health[1:]}"].value = f'=IF({health}="","",{missing})'
        unknown = f'IF(COUNTIFS({words},{main},{area},"{TICKED}")=0,"{BAD} Choose one of those above.","{GOOD}")'
        needed = f'IF({count}>1,"{BAD} Choose the one that affects your learning most.","")'
        self._page[f"D{main[1:]}"].value = f'=IF({main}="",{needed},{unknown})'

    def _answer(self, name: str, label: str, about: str, *, bold: bool = True) -> str:
        """A row with its question; gives the cell for the answer."""
        page, row = self._page, self._row
        page.cell(row, NAME_COLUMN, name)
        plain = look.font(11, bold=bold)
        if about:
            heading = InlineFont(rFont=look.FONT, sz=11, b=bold, color=Color(look.INK))
            quiet = InlineFont(rFont=look.FONT, sz=10, color=Color(look.QUIET))
            self._put("B", CellRichText(TextBlock(heading, f"{label}\n"), TextBlock(quiet, about)), plain)
        else:
            self._put("B", label, plain)
        answer = page.cell(row, ANSWER_COLUMN)
        answer.fill, answer.border, answer.font = look.solid(look.TYPED), look.box(look.QUIET), look.font(12)
        answer.protection, answer.number_format = Protection(locked=False), TEXT
        answer.alignment = Alignment(vertical="center", horizontal="left", wrap_text=True, indent=1)
        page[f"D{row}"].font, page[f"D{row}"].alignment = (
            look.font(10.5),
            Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1),
        )
        lines = ceil(len(label) / _LETTERS) + (ceil(len(about) / _LETTERS) if about else 0)
        self._next(max(lines * _LINE + 6, 22.0 if not bold else 30.0))
        return f"C{row}"

    def _validate(self, question: Question, cell: str) -> None:
        if question.choices:
            self._dropdown(cell, f"Choices_{question.name}", question.about)
            return
        assert question.check is not None
        if question.kind == "day":
            validation = DataValidation(
                "date",
                operator="between",
                formula1=excel_date(question.check.earliest),
                formula2=excel_date(question.check.latest),
            )
            validation.error = "Type the date like 27/03/2008, and look at the year."
        else:
            validation = DataValidation("textLength", operator="lessThanOrEqual", formula1=str(question.check.longest))
            validation.error = f"This is too long. Use at most {question.check.longest} letters."
        self._add(validation, cell, question.about)

    def _dropdown(self, cell: str, source: str, about: str) -> None:
        validation = DataValidation("list", formula1=source)
        validation.error = "Choose from the list, or empty the cell with the Delete key."
        self._add(validation, cell, about or "Choose from the list.")

    def _add(self, validation: DataValidation, cell: str, about: str) -> None:
        validation.allow_blank = validation.showErrorMessage = True
        validation.errorStyle, validation.errorTitle = "stop", "Please look again"
        if about:
            validation.promptTitle, validation.prompt, validation.showInputMessage = "Help", about, True
        validation.add(cell)
        self._page.add_data_validation(validation)

    def _put(self, letter: str, text: object, font: Font) -> None:
        cell = self._page[f"{letter}{self._row}"]
        cell.value, cell.font, cell.alignment = text, font, _TOP
        if isinstance(text, str):
            cell.data_type = "s"

    def _next(self, height: float) -> None:
        self._page.row_dimensions[self._row].height = height
        self._row += 1
