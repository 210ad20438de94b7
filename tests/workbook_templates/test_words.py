import pytest

from ilr_core.catalogue import load
from tests.workbook_templates.conftest import Built
from workbook_templates.formats import number_format
from workbook_templates.layout import layout
from workbook_templates.words import LONGEST_MESSAGE, LONGEST_TITLE, form, header_note, input_message, title

YEAR = load("2627")
LAYOUT = layout(YEAR)


@pytest.mark.parametrize(
    ("sheet", "header", "words"),
    [
        ("Aims", "SOF", "Source of funding"),
        ("Aims", "HRS1", "Off-the-job hours planned, apprenticeship"),
        ("Aims", "ProvSpecDelMon C", "Your own note, box C"),
        ("Learners", "PriorLevel", "Highest level already held"),
        ("Employment", "EII", "Hours worked"),
        ("Learners", "ULN", "Unique learner number"),
    ],
)
def test_a_title_says_what_a_column_stands_for(sheet, header, words):
    plan = LAYOUT.sheets[sheet]
    assert title(plan, plan.by_header[header], YEAR) == words


@pytest.mark.parametrize(
    ("sheet", "header", "words"),
    [
        ("Learners", "ULN", "Digits only, exactly 10."),
        ("Learners", "FamilyName", "Text, at most 100 characters."),
        ("Learners", "DateOfBirth", "Date: dd/mm/yyyy."),
        ("Learners", "ALSCost", "Whole number, 0 to 999,999."),
        ("Employment", "EmpId", "Digits only, at most 9."),
        ("HE aims", "STULOAD", "Number with one decimal, 0.1 to 300.0."),
        ("Aims", "FundModel", "Choose from the list or type the bare code."),
        ("Aims", "OutGrade", "Type the code, or look it up in the list."),
        ("Aims", "RES", "1, or blank."),
        ("Hours", "HRSType", "Always HRS."),
        ("Aim FAMs", "LearnDelFAMCode", "Choose LearnDelFAMType first: the list follows it. The bare code will do."),
        ("Learners", "Status", ""),
    ],
)
def test_the_form_of_a_value_in_words(sheet, header, words):
    plan = LAYOUT.sheets[sheet]
    assert form(plan, plan.by_header[header], YEAR) == words


@pytest.mark.parametrize(
    ("sheet", "header", "last_line"),
    [
        ("Learners", "ULN", "Required in every row."),
        ("Aims", "LearnRefNumber", "Required in every row."),
        ("Learners", "FamilyName", "Optional; the check says where it must be filled."),
        ("Learners", "PriorLevel", "Optional, together with DateLevelApp."),
        ("Learners", "DateLevelApp", "Optional, together with PriorLevel."),
        ("Aims", "SOF", "Optional."),
    ],
)
def test_a_note_ends_with_whether_the_column_is_needed(sheet, header, last_line):
    plan = LAYOUT.sheets[sheet]
    assert header_note(plan, plan.by_header[header], LAYOUT).splitlines()[-1] == last_line


def test_a_slot_names_the_record_it_stands_for_and_where_a_second_one_goes():
    plan = LAYOUT.sheets["Aims"]
    note = header_note(plan, plan.by_header["SOF"], LAYOUT)
    assert "LearnDelFAMType SOF" in note
    assert "Aim FAMs" in note


def test_messages_keep_within_the_limits_of_excel_and_lose_nothing(built: Built):
    for sheet in built.layout.sheets.values():
        for column in sheet.columns:
            if column.definition:
                heading, text = input_message(sheet, column, built.layout)
                assert 0 < len(heading) <= LONGEST_TITLE
                assert 0 < len(text) <= LONGEST_MESSAGE
                assert not text.endswith("…"), f"{sheet.name} {column.header} is too long to be shown whole"


@pytest.mark.parametrize(
    ("entity", "field", "expected"),
    [
        ("Learner", "ULN", "@"),
        ("Learner", "PrevUKPRN", "@"),
        ("Learner", "Postcode", "@"),
        ("Learner", "TelNo", "@"),
        ("Learner", "Ethnicity", "@"),
        ("Learner", "DateOfBirth", "dd/mm/yyyy"),
        ("Learner", "ALSCost", "#,##0"),
        ("Learner", "PlanLearnHours", "0"),
        ("LearningDelivery", "AimSeqNumber", "0"),
        ("LearningDelivery", "StdCode", "@"),
        ("LearningDelivery", "PriorLearnFundAdj", "0"),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "@"),
        ("AppFinRecord", "AFinAmount", "#,##0"),
        ("HRSRecord", "HRSAmount", "0"),
        ("LearningDeliveryHE", "STULOAD", "0.0"),
        ("LearnerEmploymentStatus", "EmpId", "@"),
        ("SourceFile", "DateTime", "dd/mm/yyyy hh:mm:ss"),
    ],
)
def test_number_formats(entity, field, expected):
    assert number_format(YEAR.fields[entity][field]) == expected
