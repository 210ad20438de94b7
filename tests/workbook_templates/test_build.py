import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from ilr_core.catalogue import load
from tests.workbook_templates.conftest import Built, built_book
from workbook_templates import names
from workbook_templates.build import build
from workbook_templates.codes import code_of, deciding_field, list_name
from workbook_templates.formats import number_format
from workbook_templates.forms_sheet import FORMS
from workbook_templates.layout import (
    CHANGES,
    COUNTS,
    DASHBOARD,
    DASHBOARD_LISTS,
    EARNINGS,
    LISTS,
    NEW_LEARNERS,
    OFF_THE_JOB,
    PROBLEMS,
    PROGRAMMES,
    SEALS,
    SOURCE_FILES,
    START,
)
from workbook_templates.problems_sheet import problems_columns
from workbook_templates.rpl_columns import RPL

LEGAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,254}")
CELL_LIKE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*([Cc][0-9]*)?|[Cc][0-9]*")


def validations(page):
    return {str(v.sqref).split(":")[0].rstrip("0123456789"): v for v in page.data_validations.dataValidation}


def test_sheets_stand_in_order_and_have_legal_names(built: Built):
    sheets = built.book.sheetnames
    assert sheets == [
        START, PROBLEMS, COUNTS, DASHBOARD, PROGRAMMES, NEW_LEARNERS, *built.layout.sheets, RPL, EARNINGS, OFF_THE_JOB,
        DASHBOARD_LISTS, SEALS, FORMS, CHANGES, LISTS, SOURCE_FILES,
    ]  # fmt: skip
    assert all(len(name) <= 31 and not set(name) & set(r"[]:*?/\'") for name in sheets)
    assert [page.title for page in built.book.worksheets if page.sheet_state == "hidden"] == [LISTS, SOURCE_FILES]
    assert built.book.active.title == START
    codes = [page.sheet_properties.codeName for page in built.book.worksheets]
    assert len(set(codes)) == len(codes)
    assert all(LEGAL_NAME.fullmatch(code) and len(code) <= 31 for code in codes)


def test_tables_have_the_names_headers_and_one_empty_row_of_the_layout(built: Built):
    for sheet in built.layout.sheets.values():
        page = built.book[sheet.name]
        table = page.tables[sheet.table]
        assert table.ref == f"A1:{get_column_letter(len(sheet.columns))}2"
        assert table.autoFilter.ref == table.ref
        headers = [column.header for column in sheet.columns]
        assert [column.name for column in table.tableColumns] == headers
        assert [cell.value for cell in page[1]] == headers
        assert page.max_row == 1


def test_defined_names_and_table_names_are_legal_and_unique(built: Built):
    tables = [table for page in built.book.worksheets for table in page.tables]
    defined = list(built.book.defined_names)
    assert len({name.lower() for name in [*tables, *defined]}) == len(tables) + len(defined)
    for name in [*tables, *defined]:
        assert LEGAL_NAME.fullmatch(name), name
        assert not CELL_LIKE.fullmatch(name), name


def test_rows_ask_for_tables_and_ranges_that_reach_that_far():
    year = load("2627")
    book = load_workbook(BytesIO(build(year, rows={"Learners": 25_000, "Aims": 1, PROBLEMS: 3, SOURCE_FILES: 2})))
    last = {"Learners": 25_001, "Aims": 2, PROBLEMS: 4, "Finance": 2, SOURCE_FILES: 3}
    for name, row in last.items():
        (table,) = book[name].tables.values()
        assert range_boundaries(table.ref)[3] == row
    for name, row in (("Learners", 27_000), ("Aims", 20_000)):
        page = book[name]
        ranges = [str(area.sqref) for area in page.conditional_formatting]
        ranges += [str(validation.sqref) for validation in page.data_validations.dataValidation]
        assert {range_boundaries(area)[1::2] for area in ranges} == {(2, row)}


def test_a_sheet_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="2025/26 workbook has no sheet Hours"):
        build(load("2526"), rows={"Hours": 3})


def test_every_column_has_a_default_style_with_the_format_of_its_field(built: Built):
    for sheet in built.layout.sheets.values():
        page = built.book[sheet.name]
        for number, column in enumerate(sheet.columns, 1):
            dimension = page.column_dimensions[get_column_letter(number)]
            assert dimension.number_format == (number_format(column.definition) if column.definition else "@")
            assert dimension.font.name == "Calibri"
            assert 9 <= dimension.width <= 40
    source = built.book[SOURCE_FILES]
    for number, field in enumerate(built.year.fields["SourceFile"].values(), 1):
        assert source.cell(1, number).value == field.name
        assert source.column_dimensions[get_column_letter(number)].number_format == number_format(field)


def test_hidden_columns_are_hidden_and_rare_ones_folded_under_a_button_that_can_be_seen(built: Built):
    for sheet in built.layout.sheets.values():
        page = built.book[sheet.name]
        for number, column in enumerate(sheet.columns, 1):
            dimension = page.column_dimensions[get_column_letter(number)]
            assert dimension.hidden == (column.kind == "hidden" or column.rare), column.header
            assert dimension.outlineLevel == (1 if column.rare else 0)
        assert page.sheet_properties.outlinePr.summaryRight is False
    aims = built.layout.sheets["Aims"]
    first_rare = next(number for number, column in enumerate(aims.columns, 1) if column.rare)
    before = built.book["Aims"].column_dimensions[get_column_letter(first_rare - 1)]
    assert before.collapsed
    assert not before.hidden


def test_rare_columns_of_an_opened_sheet_are_shown():
    year = load("2627")
    book = load_workbook(BytesIO(build(year, opened=["Learners"])))
    learners = built_book("2627").layout.sheets["Learners"]
    letter = get_column_letter(learners.number("PlanLearnHours"))
    assert not book["Learners"].column_dimensions[letter].hidden
    assert book["Learners"].column_dimensions[letter].outlineLevel == 1
    assert (
        book["Aims"]
        .column_dimensions[get_column_letter(built_book("2627").layout.sheets["Aims"].number("TLOut"))]
        .hidden
    )


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("Learners", "E2"),
        ("Aims", "D2"),
        ("Employment", "C2"),
        ("Finance", "D2"),
        ("HE learners", "C2"),
        (PROBLEMS, "C2"),
    ],
)
def test_the_header_and_the_names_of_a_row_stay_in_sight(built: Built, sheet, cell):
    assert built.book[sheet].freeze_panes == cell


def test_required_headers_are_darker_than_optional_ones(built: Built):
    def brightness(page, number):
        colour = page.cell(1, number).fill.fgColor.rgb[-6:]
        return sum(int(colour[place : place + 2], 16) for place in (0, 2, 4))

    for sheet in built.layout.sheets.values():
        page = built.book[sheet.name]
        for number, column in enumerate(sheet.columns, 1):
            if column.kind in ("key", "field") and column.definition and not column.rare:
                needed = column.kind == "key" or column.definition.required
                assert (brightness(page, number) < 300) == needed, f"{sheet.name} {column.header}"


def test_every_header_has_a_note(built: Built):
    for sheet in built.layout.sheets.values():
        for cell in built.book[sheet.name][1]:
            assert cell.comment
            assert cell.comment.author == "ILR guide"


def test_field_columns_have_a_message_and_those_with_codes_a_list(built: Built):
    defined = built.book.defined_names
    for sheet in built.layout.sheets.values():
        found = validations(built.book[sheet.name])
        with_field = [n for n, column in enumerate(sheet.columns, 1) if column.definition]
        assert sorted(found) == sorted(get_column_letter(number) for number in with_field)
        for number in with_field:
            column, validation = sheet.columns[number - 1], found[get_column_letter(number)]
            assert validation.showInputMessage
            assert validation.prompt
            if validation.showErrorMessage:
                assert validation.errorStyle == "information"
                assert validation.type != "list"
            name = column.definition.list
            if column.kind != "slot" and name and not deciding_field(name) and built.year.lists[name].codes:
                assert validation.formula1 == list_name(name)
            if validation.type == "list" and not validation.formula1.startswith("INDIRECT"):
                assert validation.formula1 in defined


@pytest.mark.parametrize(
    ("sheet", "header", "formula"),
    [
        ("Aims", "SOF", "List_LearnDelFAM_SOF"),
        ("Learners", "MathGrade", "List_MathGrade_EngGrade"),
        ("Learners", "HNS", "List_LearnFAM_HNS"),
        ("Aims", "OutGrade", "List_OutGrade"),
        ("Aim FAMs", "LearnDelFAMCode", 'INDIRECT("List_LearnDelFAM_"&TRIM(LEFT($D2,FIND(" ·",$D2&" ·")-1)))'),
        ("Learner FAMs", "LearnFAMCode", 'INDIRECT("List_LearnFAM_"&TRIM(LEFT($C2,FIND(" ·",$C2&" ·")-1)))'),
        ("Finance", "AFinCode", 'INDIRECT("List_AFin_"&TRIM(LEFT($D2,FIND(" ·",$D2&" ·")-1)))'),
        ("Job monitoring", "ESMCode", 'INDIRECT("List_ESM_"&TRIM(LEFT($D2,FIND(" ·",$D2&" ·")-1)))'),
        ("HE aims", "SOC", None),
    ],
)
def test_lists_of_columns(built: Built, sheet, header, formula):
    letter = get_column_letter(built.layout.sheets[sheet].number(header))
    assert validations(built.book[sheet])[letter].formula1 == formula


def test_no_list_is_written_into_its_validation(built: Built):
    for page in built.book.worksheets:
        for validation in page.data_validations.dataValidation:
            for formula in (validation.formula1, validation.formula2):
                assert formula is None or (len(formula) <= 255 and not formula.startswith('"'))


def test_every_list_with_codes_has_a_name_over_its_items(built: Built):
    for codes in built.year.lists.values():
        name = list_name(codes.name)
        assert (name in built.book.defined_names) == bool(codes.codes)
        if codes.codes:
            ((sheet, area),) = built.book.defined_names[name].destinations
            cells = [cell for row in built.book[sheet][area] for cell in row]
            assert {cell.number_format for cell in cells} == {"@"}
            assert sorted(code_of(cell.value) for cell in cells) == sorted(codes.codes)


def test_marks_cover_the_data_columns_but_not_the_status(built: Built):
    for sheet in built.layout.sheets.values():
        rules = {str(area.sqref): list(area.rules) for area in built.book[sheet.name].conditional_formatting}
        marks = get_column_letter(sheet.number("Marks"))
        last = get_column_letter(sheet.number("RowId") - 1)
        error, warning = rules[f"B2:{last}20000"]
        assert error.formula == [f'ISNUMBER(FIND("|"&B$1&"|",${marks}2))']
        assert warning.formula == [f'ISNUMBER(FIND("~"&B$1&"~",${marks}2))']
        assert error.priority < warning.priority
        assert (error.dxf.font.b, warning.dxf.font.i) == (True, True)
        assert error.dxf.border.left.style == "thin"
        assert warning.dxf.border.left is None or warning.dxf.border.left.style is None
        assert [rule.formula[0][-2] for rule in rules["A2:A20000"]] == ["✖", "▲", "✔"]


def test_single_cells_have_their_names(built: Built):
    page = built.book[START]
    for name in (names.UKPRN, names.YEAR, names.LAST_CHECK, names.ERRORS, names.WARNINGS, names.LEARNERS_CLEAN):
        ((sheet, _),) = built.book.defined_names[name].destinations
        assert sheet == START
    assert page[cell_of(built, names.YEAR)].value == built.year.year
    assert page[cell_of(built, names.UKPRN)].value is None


def test_the_provider_is_filled_in():
    book = load_workbook(BytesIO(build(load("2627"), ukprn=10000001)))
    assert book[START][cell_of(built_book("2627"), names.UKPRN)].value == 10000001


def cell_of(built: Built, name: str) -> str:
    ((_, cell),) = built.book.defined_names[name].destinations
    return cell


def test_start_lists_every_return_and_every_sheet(built: Built):
    page = built.book[START]
    cells = {cell.value: cell for row in page.iter_rows() for cell in row if cell.value is not None}
    for item in built.year.returns:
        assert cells[item.name].offset(0, 1).value == item.closes
    for sheet in built.layout.sheets.values():
        link = cells[sheet.name]
        assert link.hyperlink.location == f"'{sheet.name}'!A1"
        assert link.offset(0, 2).value == f"=COUNTA({sheet.table}[LearnRefNumber])"
    text = "\n".join(str(value) for value in cells)
    assert built.year.title in text
    assert "ilr check BOOK" in text
    assert "ilr export BOOK --out DIR" in text
    assert built.book.calculation.fullCalcOnLoad


def test_start_leads_to_every_sheet_that_is_seen(built: Built):
    links = [one.hyperlink.location for row in built.book["Start"]["B1:B80"] for one in row if one.hyperlink]
    shown = [page.title for page in built.book if page.sheet_state == "visible" and page.title != "Start"]
    assert sorted(links) == sorted(f"'{name}'!A1" for name in shown)


def test_problems_has_its_headers_and_wraps_only_the_explanation(built: Built):
    page = built.book[PROBLEMS]
    assert tuple(cell.value for cell in page[1]) == problems_columns
    assert page.tables[PROBLEMS].ref == f"A1:{get_column_letter(len(problems_columns))}2"
    wrapped = [
        page.column_dimensions[get_column_letter(n)].alignment.wrap_text for n in range(1, len(problems_columns) + 1)
    ]
    assert [bool(wrap) for wrap in wrapped] == [False] * (len(problems_columns) - 1) + [True]


def test_sheets_print_landscape_with_their_header_on_every_page(built: Built):
    for name in (PROBLEMS, *built.layout.sheets):
        page = built.book[name]
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToHeight, page.print_title_rows) == (0, "$1:$1")
    assert built.book.properties.title == f"ILR return {built.year.title}"


def test_dates_told_about_are_never_refused(built: Built):
    column = get_column_letter(built.layout.sheets["Learners"].number("DateOfBirth"))
    validation = validations(built.book["Learners"])[column]
    assert (validation.type, validation.operator, validation.formula1) == ("date", "greaterThanOrEqual", "1")
    assert validation.errorStyle == "information"
