from datetime import date
from pathlib import Path

import openpyxl
import pytest

from addin.ooxml import Package, SheetEditor, Styled, read_workbook, style_with_format
from tests.ooxml.books import changed_parts

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "yyyy-mm-dd", "@", "0.00"])
def test_a_style_with_another_number_format(code: str, rich: Path, tmp_path: Path) -> None:
    package = Package.open(rich)
    editor = SheetEditor(package, "Learners")
    base = editor.row_styles(1)[1]
    style = style_with_format(package, base, code)
    assert style_with_format(package, base, code) == style
    editor.set_cells({(1, 1): Styled(date(2026, 8, 1), style)})
    package.save(tmp_path / "b.xlsm")
    cell = openpyxl.load_workbook(tmp_path / "b.xlsm")["Learners"]["A1"]
    assert cell.number_format == code
    assert cell.fill.fgColor.rgb == "FFFFFF00"
    assert read_workbook(tmp_path / "b.xlsm")[0].rows[0][0] == (date(2026, 8, 1) if "yyyy" in code else 46235)


def test_a_format_the_book_has_changes_no_styles(rich: Path, tmp_path: Path) -> None:
    package = Package.open(rich)
    date_style = SheetEditor(package, "Learners").column_style(4)
    assert style_with_format(package, date_style, "dd/mm/yyyy") == date_style
    package.save(tmp_path / "b.xlsm")
    assert changed_parts(rich, tmp_path / "b.xlsm") == set()


def test_a_base_style_that_does_not_exist(rich: Path) -> None:
    with pytest.raises(ValueError, match="no style 999"):
        style_with_format(Package.open(rich), 999, "@")
