"""The built workbook in LibreOffice: formula, VBA wrapper, Python and back; ribbon macros; the add-in's toolbar."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from addin.commands.check import check_book
from addin.commands.export import export_book
from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.functions import FUNCTIONS
from addin.hosts.file_host import FileHost
from addin.ooxml import read_workbook
from addin.ribbon import COMMANDS
from ilr_core import catalogue
from ilr_core.checking import check_return
from tests.vba_bridge.calc import SOFFICE, Calc, calc_variant, running_with_addin, uno_python
from workbook_templates.layout import COUNTS, MARKS, PROBLEMS, STATUS, layout

HAS_CALC = bool(SOFFICE and uno_python())
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        not HAS_CALC and not os.environ.get("CI"), reason="LibreOffice (soffice) with python3-uno is not installed"
    ),
]
NOW = datetime.combine(date(2026, 11, 23), time(9, 30))
YEAR = catalogue.load()
LEARNERS, AIMS = layout(YEAR).sheets["Learners"], layout(YEAR).sheets["Aims"]
ULNS = get_column_letter(LEARNERS.number("ULN"))
WRONG_ROW, MISTYPED_ROW = 4, 6


def cell(header: str, row: int) -> str:
    return f"{get_column_letter(LEARNERS.number(header))}{row}"


LAST = get_column_letter(len(LEARNERS.columns))
FORMULAS = {
    '=ILR_ULN_OK("1000000027")': "TRUE",
    f"=ILR_ULN_OK(Learners!{cell('ULN', WRONG_ROW)})": "FALSE",
    f"=ILR_AGE(Learners!{cell('DateOfBirth', 2)},DATE(2026,8,31))": "32",
    f'=ILR_AGE(Learners!{cell("DateOfBirth", 2)},"yesterday")': (
        "yesterday is no date. Give a cell with a date, such as 31/08/2026."
    ),
    '=ILR_LABEL("EmpStat",10)': "In paid employment",
    '=ILR_LABEL("EmpStat",10,1999)': "There is no collection year 1999. Give 2526 or 2627, or leave the year out.",
    '=ILR_EXPLAIN("nonsense")': "nonsense is no live rule of 2026/27. Check how it is spelt.",
    '=TEXT(ILR_RETURN_DATE("R04"),"YYYY-MM-DD HH:MM")': "2026-12-04 18:00",
    "=ILR_RPL_PERCENT(480,72)": "15",
    "=ILR_RPL_HOURS(480,72)": "408",
    "=ILR_RPL_PRICE(DATE(2026,9,14),12000,510,37)": "436",
    "=ILR_RPL_MAX_PRICE(DATE(2026,9,14),9000,480,72)": "8325",
    "=ILR_RPL_OK(DATE(2026,9,14),9000,480,72,DATE(2027,10,22),8325,675)": "OK",
    "=LEFT(ILR_RPL_OK(DATE(2026,9,14),9000,480,72,DATE(2027,10,22),8326),19)": "Price: £8,326 is ab",
    "=ILR_OTJ_MINIMUM(DATE(2026,9,14),,,450,72)": "378",
    '=ILR_EARNINGS(8325,9000,DATE(2026,9,14),DATE(2027,10,22),"2627-R03")': "512.30769",
    "=ILR_EARNINGS(8325,9000,DATE(2026,9,14),DATE(2027,10,22),2627)": "5635.38459",
    f"=ILR_CHECK(Learners!A2:{LAST}2)": "OK",
    f"=LEFT(ILR_CHECK(Learners!A{WRONG_ROW}:{LAST}{WRONG_ROW}),8)": "✖ ULN_04",
    f"=LEFT(ILR_CHECK(Learners!B{MISTYPED_ROW}:G{MISTYPED_ROW},Learners!B1:G1),8)": "✖ Schema",
    "=LEFT(ILR_CHECK(Learners!B2:C2),43)": "A row of 2 cells is no row of a data sheet.",
    f"=INDEX(ILR_CHECK(Learners!A1:{LAST}9),{WRONG_ROW - 1},1)": "OK",
    f"=LEFT(INDEX(ILR_CHECK(Learners!A1:{LAST}9),{WRONG_ROW},1),8)": "✖ ULN_04",
    f"=INDEX(ILR_PROBLEMS(Learners!A1:{LAST}9),1,4)": "ULN",
    f"=ROWS(ILR_ULN_OK(Learners!{ULNS}:{ULNS}))": "9",
}


def with_formulas(file: Path) -> bytes:
    """A workbook with a sheet of formulas more, as a user saves one; some of them are array formulas."""
    book = load_workbook(file)
    page = book.create_sheet("Formulas")
    page.sheet_properties.codeName = "FormulasSheet"
    for row, formula in enumerate(FORMULAS, 1):
        page.cell(row, 1, formula)
    ulns = f"{cell('ULN', 2)}:{cell('ULN', 5)}"
    page["C1"] = ArrayFormula("C1:C4", f'=IF(ILR_ULN_OK(Learners!{ulns}),"yes","no")')
    with BytesIO() as out:
        book.save(out)
        return out.getvalue()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A return with two slips in it."""
    path = tmp_path_factory.mktemp("plain") / "Return.xlsx"
    filled_book(path, YEAR, list(made_learners(YEAR, 8, NOW.date())), ukprn=10000001)
    host = FileHost(path)
    slips = {("ULN", WRONG_ROW): "1000000087", ("DateOfBirth", MISTYPED_ROW): "31/2/2001"}
    host.write_cells("Learners", {(row, LEARNERS.number(header)): value for (header, row), value in slips.items()})
    host.save()
    return path


@pytest.fixture(scope="module")
def calc(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    """LibreOffice with the add-in, and the workbook with macros open in it."""
    folder = tmp_path_factory.mktemp("calc")
    book = folder / "Return.xlsm"
    book.write_bytes(calc_variant(with_formulas(plain)))
    with running_with_addin() as program:
        program.open(str(book))
        yield program


def test_every_module_compiles_and_python_answers(calc: Calc) -> None:
    assert calc.macro("IlrBridge.IlrServerVersion")
    assert calc.macro("IlrArguments.IlrInWizard") is False


def test_formulas_get_their_values_from_python(calc: Calc) -> None:
    calc.calculate()
    shown = [row[0] for row in calc.cells("Formulas", f"A1:A{len(FORMULAS)}")]
    assert dict(zip(FORMULAS, shown, strict=True)) == FORMULAS


def test_one_call_answers_a_whole_range(calc: Calc) -> None:
    calc.calculate()
    assert [row[0] for row in calc.cells("Formulas", "C1:C4")] == ["yes", "yes", "no", "yes"]


@pytest.fixture
def empty_book(calc: Calc) -> Iterator[Calc]:
    """A book without macros in the same LibreOffice, where the add-in's own functions answer."""
    calc.open_new()
    yield calc
    calc.close_new()


def test_the_functions_of_the_addin_answer_in_any_book(empty_book: Calc) -> None:
    expected = {
        # An add-in of Calc gives numbers for TRUE and FALSE; several, for it once gave now this, now that.
        **{f"=ILR_ULN_OK(1000000027)+{number}": f"{number + 1}" for number in range(10)},
        **{f"=ILR_ULN_OK(1000000087)+{number}": f"{number}" for number in range(10)},
        '=ILR_LABEL("EmpStat";10)': "In paid employment",
        '=ILR_LABEL("EmpStat";10;2526)': "In paid employment",
        '=ILR_AGE(DATE(2008;8;31);"31/8/2026")': "18",
        '=TEXT(ILR_RETURN_DATE("R04");"YYYY-MM-DD HH:MM")': "2026-12-04 18:00",
        '=LEFT(ILR_EXPLAIN("ULN_04");14)': "ULN_04 (error)",
        "=ILR_RPL_MAX_PRICE(DATE(2026;9;14);9000;480;72)": "8325",
        "=ILR_RPL_OK(DATE(2026;9;14);9000;480;72;DATE(2027;10;22);8325)": "OK",
        "=ILR_OTJ_MINIMUM(DATE(2026;9;14);;;450;72)": "378",
        '=ILR_EARNINGS(8325;9000;DATE(2026;9;14);DATE(2027;10;22);"2627-R03")': "512.30769",
        "=LEFT(ILR_CHECK(E2:F2;E1:F1);8)": "✖ ULN_04",
        "=INDEX(ILR_CHECK(E1:F3);3;1)": "OK",
        "=INDEX(ILR_PROBLEMS(E1:F3);1;4)": "ULN",
    }
    empty_book.fill("E1", [["LearnRefNumber", "ULN"], ["A1", 1000000087.0], ["A2", 1000000027.0]])
    empty_book.formulas_in_new(list(expected))
    assert dict(zip(expected, empty_book.answers_in_new(len(expected)), strict=True)) == expected


def test_every_function_is_known_to_calc(calc: Calc) -> None:
    assert set(FUNCTIONS) <= set(calc.function_names())


def statuses(calc: Calc, sheet: str) -> list[tuple[str, str]]:
    """The texts of Status and Marks of the first rows of a sheet."""
    columns = [get_column_letter(layout(YEAR).sheets[sheet].number(header)) for header in (STATUS, MARKS)]
    found = [calc.cells(sheet, f"{letters}2:{letters}20") for letters in columns]
    return [(status[0], marks[0]) for status, marks in zip(*found, strict=True)]


def test_the_button_check_marks_the_cells_as_a_check_of_the_file_does(calc: Calc, plain: Path, tmp_path: Path) -> None:
    calc.press("IlrRibbon.IlrPressed", "check")
    on_file = FileHost(Path(shutil.copy(plain, tmp_path)), say=lambda sentence: None)
    check_book(on_file, now=NOW)
    for name in ("Learners", "Aims"):
        sheet = layout(YEAR).sheets[name]
        places = sheet.number(STATUS) - 1, sheet.number(MARKS) - 1
        rows = [[*row, *[None] * 99] for one in read_workbook(on_file.path) if one.name == name for row in one.rows[1:]]
        wanted = [(row[places[0]] or "", row[places[1]] or "") for row in rows]
        assert statuses(calc, name)[: len(wanted)] == wanted
    assert statuses(calc, "Learners")[WRONG_ROW - 2] == ("✖ 1 · ULN_04", "|ULN|")
    rules = [row[0] for row in calc.cells(PROBLEMS, "B2:B4")]
    assert sorted(rules) == ["", "Schema", "ULN_04"]
    places = [row[0] for row in calc.cells(PROBLEMS, "G2:G3")]
    assert sorted(places) == sorted([cell("ULN", WRONG_ROW), cell("DateOfBirth", MISTYPED_ROW)])
    assert calc.cells(COUNTS, "A2:D4") == [
        ["Schema", "error", "1", "1"], ["ULN_04", "error", "1", "1"], ["", "", "", ""]
    ]  # fmt: skip
    assert len(calc.notes("Learners")) > len(LEARNERS.columns)


def test_data_in_calc_stays_as_typed(calc: Calc) -> None:
    calc.press("IlrRibbon.IlrPressed", "check")
    assert calc.cells("Learners", cell("DateOfBirth", MISTYPED_ROW)) == [["31/2/2001"]]
    assert calc.cells("Learners", cell("ULN", 2)) == [["1000000000"]]


def test_next_problem_goes_to_the_marked_cell(calc: Calc) -> None:
    calc.press("IlrRibbon.IlrPressed", "check")
    calc.press("IlrRibbon.IlrPressed", "next_problem")
    first = calc.selected()
    calc.press("IlrRibbon.IlrPressed", "next_problem")
    assert [first, calc.selected()] == [
        ["Learners", WRONG_ROW, LEARNERS.number("ULN")],
        ["Learners", MISTYPED_ROW, LEARNERS.number("DateOfBirth")],
    ]


def test_the_toolbar_has_the_commands_and_runs_them(calc: Calc) -> None:
    assert calc.toolbar_labels() == [command.label for command in COMMANDS.values() if not command.menu]
    calc.press("IlrRibbon.IlrPressed", "check")
    before = len(calc.notes("Learners"))
    calc.toolbar("clear")
    assert set(statuses(calc, "Learners")) == {("", "")}
    assert len(calc.notes("Learners")) < before
    calc.toolbar("check")
    assert statuses(calc, "Learners")[0] == ("✔", "")
    assert len(calc.notes("Learners")) == before


def test_selected_rows_alone_are_checked(calc: Calc) -> None:
    calc.press("IlrRibbon.IlrPressed", "clear")
    calc.select_areas("Learners", ["A2:B3", f"D{WRONG_ROW}"])
    calc.heard()
    calc.press("IlrRibbon.IlrPressed", "check_rows")
    ((said, _),) = calc.heard()
    assert said.startswith(f"Learners, 3 rows: 1 error and 0 warnings.\nRow {WRONG_ROW}: ULN_04: ")
    assert [status for status, _ in statuses(calc, "Learners")[:5]] == ["✔", "✔", "✖ 1 · ULN_04", "", ""]
    assert calc.cells(PROBLEMS, "B2") == [[""]]
    assert len([note for note in calc.notes("Learners") if note.startswith("ILR check")]) == 1


def test_a_fix_is_shown_and_made_only_after_a_yes_and_taken_back(calc: Calc) -> None:
    postcode = cell("Postcode", 2)
    before = calc.cells("Learners", postcode)
    calc.type("Learners", postcode, "cv12wt")
    calc.heard()
    calc.will_answer("cancel")
    calc.press("IlrRibbon.IlrPressed", "fix")
    asked, told = calc.heard()
    assert f"Learners!{postcode}  D00001  Postcode: cv12wt -> CV1 2WT" in asked[0]
    assert "Change 1 cell?" in asked[0]
    assert told[0] == "Nothing was changed."
    assert calc.cells("Learners", postcode) == [["cv12wt"]]
    calc.press("IlrRibbon.IlrPressed", "fix")
    assert calc.cells("Learners", postcode) == [["CV1 2WT"]]
    calc.press("IlrRibbon.IlrPressed", "undo")
    assert calc.cells("Learners", postcode) == [["cv12wt"]]
    calc.type("Learners", postcode, before[0][0])


def test_the_menu_has_all_commands_and_those_of_a_menu_a_step_deeper(calc: Calc) -> None:
    labels = calc.menu_labels()
    changes = labels[labels.index("Record a change") + 1]
    plain = [[label.replace("~", "") for label in one] for one in ([x for x in labels if isinstance(x, str)], changes)]
    assert {known.label for known in COMMANDS.values() if not known.menu} <= set(plain[0])
    assert plain[1] == [known.label for known in COMMANDS.values() if known.menu == "Record a change"]
    assert "~Break in learning" in changes


def test_a_guided_change_is_asked_for_in_a_form_and_made(calc: Calc) -> None:
    ended = [f"{get_column_letter(AIMS.number('LearnActEndDate'))}{row}" for row in (2, 3)]
    calc.select_areas("Learners", ["A2"])
    calc.heard()
    calc.will_type({"Date": "soon", "Reason": "Illness"}, {"Date": "16 Nov 2026"})
    calc.press("IlrRibbon.IlrPressed", "change_break")
    first, second, shown, told = calc.heard()
    assert "Last day of learning before the break" in first
    assert "✖ 'soon' is not a date; write 14/09/2026." in second
    assert "LearnActEndDate (blank) -> 16/11/2026" in shown[0]
    assert told[0].startswith("Break in learning, learner D00001: ")
    assert [calc.cells("Aims", cell) for cell in ended] == [[["16/11/2026"]]] * 2
    assert "Break in learning: Illness" in str(calc.cells("Changes", "A2:P40"))
    calc.press("IlrRibbon.IlrPressed", "undo")
    assert [calc.cells("Aims", cell) for cell in ended] == [[[""]]] * 2
    calc.will_answer("cancel")
    calc.press("IlrRibbon.IlrPressed", "change_break")
    assert calc.heard()[-1][0] == "Nothing was changed."


def test_esc_stops_a_command_that_has_not_written(calc: Calc) -> None:
    calc.press("IlrRibbon.IlrPressed", "clear")
    calc.heard()
    assert calc.toolbar_and_escape("check")
    ((said, _),) = calc.heard()
    assert said == "Stopped. Nothing was changed."
    assert set(statuses(calc, "Learners")) == {("", "")}
    calc.toolbar("check")
    assert statuses(calc, "Learners")[0] == ("✔", "")


@pytest.mark.parametrize("task", ["check", "no such task", "explain"])
def test_the_program_is_as_before_after_a_command(calc: Calc, task: str) -> None:
    before = calc.state()
    calc.press("IlrRibbon.IlrPressed", task)
    assert calc.state() == before
    assert before["is_calculated"] is True


def test_what_was_checked_in_calc_is_exported_and_valid(calc: Calc, tmp_path: Path) -> None:
    calc.press("IlrRibbon.IlrPressed", "check")
    calc.save_as(str(tmp_path / "Return.ods"))
    done = export_book(FileHost(tmp_path / "Return.ods"), tmp_path / "out", now=NOW, only_clean=True)
    assert done is not None
    assert (done.learners, done.left_out) == (6, 2)
    with done.path.open("rb") as stream:
        report = check_return(stream, done.path.name, now=NOW)
    assert report.schema_valid
    assert report.learners == 6


def test_the_countdown_of_the_ribbon(calc: Calc) -> None:
    coming = YEAR.return_on(datetime.now())  # noqa: DTZ005 - as the workbook does
    assert str(calc.macro("IlrRibbon.IlrNextReturn")).startswith(f"{coming.name}: ")


def test_the_self_test_reports_what_works(calc: Calc) -> None:
    lines = dict(calc.self_test())
    assert lines["VBA runs"] == "yes"
    assert lines["Workbook kind"] == "xlsm"
    assert lines["Python answers"] == calc.macro("IlrBridge.IlrServerVersion")
    assert lines["A function answers"].upper() == "TRUE"
    assert lines["A row is checked"].startswith("✖ ULN_04")
    assert lines["A date and numbers go out, 8325 comes back"] == "8325"
    assert lines["Next return on the ribbon"]


def test_merged_cells_are_named(calc: Calc) -> None:
    calc.add_sheet("Merged")
    calc.merge("Learners", f"{cell('FamilyName', 8)}:{cell('GivenNames', 8)}")
    calc.press("IlrRibbon.IlrPressed", "check")
    shown = [row[0] for row in calc.cells(PROBLEMS, "J2:J5")]
    assert any("are merged" in sentence for sentence in shown)
