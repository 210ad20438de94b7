import pytest

from workbook_templates.marks import error_formula, marks_text, warning_formula


@pytest.mark.parametrize(
    ("errors", "warnings", "text"),
    [
        ([], [], ""),
        (["ULN"], [], "|ULN|"),
        (["ULN", "Postcode"], [], "|ULN|Postcode|"),
        ([], ["Email"], "~Email~"),
        (["ULN", "Postcode"], ["Email"], "|ULN|Postcode|~Email~"),
        (["ULN", "ULN"], ["Email", "Email"], "|ULN|~Email~"),
        (["ULN"], ["ULN"], "|ULN|"),
        (["ULN"], ["ULN", "Email"], "|ULN|~Email~"),
    ],
)
def test_marks(errors, warnings, text):
    assert marks_text(errors, warnings) == text


def test_the_rules_look_for_the_header_between_its_signs():
    assert error_formula("B", "AP") == 'ISNUMBER(FIND("|"&B$1&"|",$AP2))'
    assert warning_formula("B", "AP") == 'ISNUMBER(FIND("~"&B$1&"~",$AP2))'
