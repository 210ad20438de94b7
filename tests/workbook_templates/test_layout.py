from ilr_core.catalogue import load, years
from tests.workbook_templates.conftest import Built
from workbook_templates.layout import MARKS, PARENT_ID, ROW_ID, STATUS, layout

OUTSIDE_THE_SHEETS = {
    "Message", "Header", "CollectionDetails", "Source", "SourceFiles", "SourceFile", "LearningProvider",
}  # fmt: skip


def test_every_field_of_a_learner_has_a_column_on_the_sheet_of_its_entity(built: Built):
    for entity in built.year.entities.keys() - OUTSIDE_THE_SHEETS:
        assert set(built.layout.sheet_of[entity].fields) == set(built.year.fields[entity]), entity


def test_a_slot_column_is_a_field_of_its_entity_and_its_codes_exist(built: Built):
    slots = [(sheet, slot) for sheet in built.layout.sheets.values() for slot in sheet.slots]
    assert slots
    for sheet, slot in slots:
        assert built.year.entities[slot.entity].parent == sheet.entity
        for header, name in slot.columns:
            column = sheet.by_header[header]
            assert column.kind == "slot"
            assert column.definition == built.year.fields[slot.entity][name]
        fields = {name for name, _ in slot.fixed} | {name for _, name in slot.columns}
        required = {name for name, field in built.year.fields[slot.entity].items() if field.required}
        assert required <= fields, slot


def test_no_header_twice_and_our_own_columns_in_their_places(built: Built):
    for sheet in built.layout.sheets.values():
        headers = [column.header for column in sheet.columns]
        assert len({header.lower() for header in headers}) == len(headers), sheet.name
        assert headers[0] == STATUS
        ours = [ROW_ID, MARKS] if built.year.entities[sheet.entity].parent == "Message" else [ROW_ID, PARENT_ID, MARKS]
        assert headers[-len(ours) :] == ours


def test_rare_columns_stand_together_before_the_hidden_ones(built: Built):
    for sheet in built.layout.sheets.values():
        rare = [number for number, column in enumerate(sheet.columns) if column.rare]
        hidden = [number for number, column in enumerate(sheet.columns) if column.kind == "hidden"]
        assert not rare or rare == list(range(rare[0], hidden[0])), sheet.name


def test_years_differ_where_the_schema_does():
    assert {"2526", "2627"} <= set(years())
    old, new = layout(load("2526")), layout(load("2627"))
    assert "PHours" in old.sheets["Aims"].by_header
    assert "PHours" not in new.sheets["Aims"].by_header
    assert "HRS1" in new.sheets["Aims"].by_header
    assert "Hours" not in old.sheets
