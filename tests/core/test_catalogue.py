"""The catalogue: two years that load, hang together, and merge as their rows say."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue, spelling_key, tables
from ilr_core.catalogue.catalogue import _loaded
from ilr_core.errors import CatalogueError

YEARS = catalogue.years()
TABLES = ("entities", "fields", "codes", "lists", "rules", "parameters", "calendar")


@pytest.fixture(params=YEARS)
def year(request: pytest.FixtureRequest) -> Catalogue:
    return catalogue.load(request.param)


def test_years() -> None:
    assert YEARS == ("2526", "2627")
    assert catalogue.default_year() == "2627"
    assert catalogue.load() is catalogue.load("2627")
    with pytest.raises(CatalogueError, match=r"year 2728; known years are 2526, 2627\.$"):
        catalogue.load("2728")


@pytest.mark.parametrize(
    ("name", "namespace", "start", "entities", "fields", "rules", "offline", "field_rules"),
    [
        ("2526", "ESFA/ILR/2025-26", date(2025, 8, 1), 22, 125, 807, 764, 202),
        ("2627", "ILR/2026-27", date(2026, 8, 1), 23, 125, 843, 796, 205),
    ],
)
def test_counts(
    name: str, namespace: str, start: date, entities: int, fields: int, rules: int, offline: int, field_rules: int
) -> None:
    year = catalogue.load(name)
    assert (year.year, year.namespace, year.start) == (name, namespace, start)
    assert year.end == date(start.year + 1, 7, 31)
    assert len(year.entities) == entities
    assert sum(len(found) for found in year.fields.values()) == fields
    assert len(year.rules) == rules
    assert sum(rule.offline for rule in year.rules.values()) == offline
    assert sum(name.startswith("FD_") for name in year.rules) == field_rules


# --- rules ---


def test_every_rule_is_found_in_any_spelling(year: Catalogue) -> None:
    for name, rule in year.rules.items():
        for spelling in (name, name.lower(), name.upper(), name.replace("_", ""), spelling_key(name)):
            assert year.official_rule(spelling) is rule
    assert year.official_rule("R07") is year.official_rule("r_07")
    assert year.official_rule("ULN_99") is None
    assert year.official_rule("") is None
    assert len({spelling_key(name) for name in year.rules}) == len(year.rules)


def test_rules_of_one_year_only() -> None:
    old, new = (catalogue.load(name) for name in YEARS)
    assert old.official_rule("FD_PHours_AL")
    assert not new.official_rule("FD_PHours_AL")
    assert new.official_rule("FD_HRSAmount_AR")
    assert not old.official_rule("FD_HRSAmount_AR")


# --- structure ---


def test_every_entity_is_reached_from_the_message(year: Catalogue) -> None:
    def below(entity: str) -> list[str]:
        return [entity, *(inner for child in year.children[entity] for inner in below(child))]

    assert sorted(below("Message")) == sorted(year.entities)
    assert year.children["Message"] == ("Header", "SourceFiles", "LearningProvider", "Learner")
    assert all(year.entities[name].parent == "" for name in year.entities if name == "Message")


def test_owners(year: Catalogue) -> None:
    assert year.owners["LearnAimRef"] == ("LearningDelivery",)
    assert set(year.owners["UKPRN"]) == {"Source", "LearningProvider"}
    assert {(e, f) for f, owners in year.owners.items() for e in owners} == {
        (entity, name) for entity, fields in year.fields.items() for name in fields
    }


def test_fields_are_described_and_their_facets_fit(year: Catalogue) -> None:
    for fields in year.fields.values():
        for field in fields.values():
            assert field.label, field
            assert field.about.endswith("."), field
            if field.low is not None:
                assert field.high is not None, field
                assert field.low < field.high, field
            if field.type == "string":
                assert field.fixed or field.longest, field
            if field.pattern:
                re.compile(field.pattern)


def test_new_fields_stand_where_the_schema_has_them() -> None:
    new = catalogue.load("2627")
    assert list(new.fields["LearnerEmploymentStatus"]) == ["EmpStat", "DateEmpStatApp", "EmpId", "AgreemId"]
    assert list(new.fields["HRSRecord"]) == ["HRSType", "HRSCode", "HRSAmount"]
    at = new.children["LearningDelivery"].index("HRSRecord")
    assert new.children["LearningDelivery"][at - 1] == "LearningDeliveryFAM"
    assert "PHours" not in new.fields["LearningDelivery"]
    assert new.fields["LearningDelivery"]["EPAOrgID"].max_length == 8
    assert catalogue.load("2526").fields["LearningDelivery"]["EPAOrgID"].max_length == 7


# --- lists ---


def test_complete_lists_have_codes(year: Catalogue) -> None:
    for found in year.lists.values():
        assert found.about, found.name
        if found.complete:
            assert found.codes, found.name


def test_codes_are_labelled_and_their_days_are_in_order(year: Catalogue) -> None:
    for found in year.lists.values():
        for key, code in found.codes.items():
            assert key == code.code == code.code.strip()
            assert code.label
            assert found.label(key) == code.label
            if code.valid_from and code.valid_to:
                assert code.valid_from <= code.valid_to, code
            if code.valid_from:
                assert code.valid_on(code.valid_from)
                assert not code.valid_on(code.valid_from - timedelta(days=1))
            if code.valid_to:
                assert code.valid_on(code.valid_to)
                assert not code.valid_on(code.valid_to + timedelta(days=1))
    assert year.lists["Sex"].label("X") == ""


def test_every_fields_list_is_known(year: Catalogue) -> None:
    """``LearnFAM:{LearnFAMType}`` must have a list for every code of its deciding field, or be incomplete by kind."""
    for entity, fields in year.fields.items():
        for field in fields.values():
            name, _, deciding = field.list.partition("{")
            if deciding:
                other = fields[deciding.rstrip("}")]
                kinds = year.lists[other.list].codes
                resolved = {f"{name}{kind}" for kind in kinds} & year.lists.keys()
                assert resolved, (entity, field.name)
                assert {found for found in year.lists if found.startswith(name)} == resolved, (entity, field.name)
            elif name:
                assert name in year.lists, (entity, field.name)


def test_code_of_a_field_fits_the_field(year: Catalogue) -> None:
    for fields in year.fields.values():
        for field in fields.values():
            for code in year.lists[field.list].codes if field.list in year.lists else ():
                assert field.longest is None or len(code) <= field.longest, (field.name, code)
                assert field.type == "string" or code.isdigit(), (field.name, code)


# --- calendar ---


def test_calendar_is_in_order(year: Catalogue) -> None:
    assert [item.name for item in year.returns] == [f"R{number:02}" for number in range(1, 15)]
    assert all(one.closes < other.closes for one, other in pairwise(year.returns))
    assert all(item.closes.strftime("%H:%M") == "18:00" for item in year.returns)
    assert all(item.closes.weekday() < 5 for item in year.returns)
    assert year.returns[0].closes.date() > year.start
    assert all(item.about for item in year.returns)


def test_return_on_at_its_edges(year: Catalogue) -> None:
    second = timedelta(seconds=1)
    for this, following in pairwise(year.returns):
        assert year.return_on(this.closes - second) is this
        assert year.return_on(this.closes) is this
        assert year.return_on(this.closes + second) is following
        assert year.return_on(this.closes.date()) is this
        assert year.return_on(this.closes.date() + timedelta(days=1)) is following
    assert year.return_on(date.min).name == "R01"
    assert year.return_on(year.returns[-1].closes + second).name == "R14"
    assert year.return_on(date.max).name == "R14"


# --- parameters ---


def test_parameters_have_sources_and_do_not_overlap(year: Catalogue) -> None:
    assert year.parameters
    for name, dated in year.parameters.items():
        assert all(item.source and item.unit for item in dated), name
        assert all((i.valid_from or date.min) <= (i.valid_to or date.max) for i in dated), name
        ordered = sorted(dated, key=lambda item: item.valid_from or date.min)
        for one, other in pairwise(ordered):
            assert one.valid_to is not None, name
            assert other.valid_from is not None, name
            assert one.valid_to < other.valid_from, name


def test_parameter_on_a_day(year: Catalogue) -> None:
    hours = "minimum_off_the_job_hours"
    assert year.parameter(hours, date(2022, 7, 31)) is None
    assert year.parameter(hours, date(2022, 8, 1)) == Decimal(278)
    assert year.parameter(hours, date(2025, 7, 31)) == Decimal(278)
    assert year.parameter(hours, date(2025, 8, 1)) == Decimal(187)
    with pytest.raises(CatalogueError, match="no parameter called nonsense"):
        year.parameter("nonsense", date(2025, 8, 1))


# --- the data files ---


def test_data_files_are_part_of_the_package() -> None:
    data = files("ilr_core.catalogue") / "data"
    assert (data / "current.toml").is_file()
    for name in YEARS:
        for table in TABLES:
            path = data / name / f"{table}.csv"
            if not path.is_file():
                # A year that follows another may leave out tables that are the same.
                assert name != YEARS[0]
                assert table != "calendar"
                continue
            header, *rows = csv.reader(path.read_text("utf-8").splitlines())
            assert rows, path
            assert len(set(header)) == len(header)
            assert all(len(row) == len(header) for row in rows), path
    assert (files("ilr_core") / "py.typed").is_file()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of data with two years, of which the second follows the first."""
    for name, settings in (("1011", ""), ("1112", 'follows = "1011"')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "year.toml").write_text(f'year = "{name}"\n{settings}\n', "utf-8")
    (tmp_path / "notes").mkdir()
    monkeypatch.setattr(tables, "DATA", tmp_path)
    tables.year_settings.cache_clear()
    yield tmp_path
    tables.year_settings.cache_clear()


HEADER = "change,entity,field,type,after"
FIRST = [",Learner,ULN,long,", ",Learner,Sex,string,", ",Aim,ULN,int,"]


def merged(folder: Path, rows: list[str], first: list[str] | None = None) -> list[str]:
    (folder / "1011" / "fields.csv").write_text("\n".join([HEADER, *(first or FIRST)]), "utf-8")
    (folder / "1112" / "fields.csv").write_text("\n".join([HEADER, *rows]), "utf-8")
    found = tables.merged_rows("1112", "fields", lambda row: (row["entity"], row["field"]))
    return [f"{row['entity']}.{row['field']}:{row['type']}" for row in found]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], ["Learner.ULN:long", "Learner.Sex:string", "Aim.ULN:int"]),
        (["change,Learner,ULN,int,"], ["Learner.ULN:int", "Learner.Sex:string", "Aim.ULN:int"]),
        (["remove,Learner,ULN,,"], ["Learner.Sex:string", "Aim.ULN:int"]),
        (
            ["add,Learner,Accom,int,ULN"],
            ["Learner.ULN:long", "Learner.Accom:int", "Learner.Sex:string", "Aim.ULN:int"],
        ),
        (
            ["add,Learner,Accom,int,Sex"],
            ["Learner.ULN:long", "Learner.Sex:string", "Learner.Accom:int", "Aim.ULN:int"],
        ),
        (
            ["add,Aim,Accom,int,ULN", "add,Aim,Other,int,Accom"],
            ["Learner.ULN:long", "Learner.Sex:string", "Aim.ULN:int", "Aim.Accom:int", "Aim.Other:int"],
        ),
        (["remove,Aim,ULN,,", "add,Aim,ULN,long,"], ["Learner.ULN:long", "Learner.Sex:string", "Aim.ULN:long"]),
    ],
)
def test_merging_of_years(folder: Path, rows: list[str], expected: list[str]) -> None:
    assert merged(folder, rows) == expected


@pytest.mark.parametrize(
    "row",
    ["add,Learner,ULN,int,", ",Learner,ULN,int,", "change,Learner,Accom,int,", "remove,Learner,Accom,,",
     "chnage,Learner,Accom,int,"],
)  # fmt: skip
def test_row_that_does_not_fit_the_year_before_is_refused(folder: Path, row: str) -> None:
    with pytest.raises(CatalogueError, match=r"1112/fields.csv: '\w*' does not fit the row \('Learner', '\w+'\)"):
        merged(folder, [row])


@pytest.mark.parametrize("change", ["delete", "Change", "chnage"])
def test_unknown_kind_of_change_is_refused(folder: Path, change: str) -> None:
    with pytest.raises(CatalogueError, match=f"'{change}' does not fit"):
        merged(folder, [f"{change},Learner,ULN,int,"])


def test_row_behind_one_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(CatalogueError, match="No row Accom in Learner to put Title behind"):
        merged(folder, ["add,Learner,Title,string,Accom"])


def test_repeated_row_of_the_first_year_is_refused(folder: Path) -> None:
    with pytest.raises(CatalogueError, match=r"1011/fields\.csv"):
        merged(folder, [], [*FIRST, FIRST[0]])


def test_folders_that_are_no_years_are_not_years(folder: Path) -> None:
    assert tables.year_names() == ("1011", "1112")
    assert tables.merged_rows("1112", "codes", lambda row: row["code"]) == []


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("rules", "name,category,severity,offline,error_from\nX_01,c,fatal,yes,"),
        ("entities", "parent,entity,min,max,after\n,Message,none,1,"),
        ("fields", "entity,field,type,required,colour\nMessage,X,int,yes,red"),
        ("calendar", "return,closes,status,about\nR01,soon,published,x"),
        ("codes", "list,code,label\nNoSuchList,1,One"),
    ],
)
def test_wrong_data_is_a_catalogue_error(folder: Path, table: str, rows: str) -> None:
    (folder / "1011" / "year.toml").write_text(
        'namespace = "n"\ntitle = "t"\nstart = 2010-08-01\nend = 2011-07-31\n', "utf-8"
    )
    (folder / "1011" / "entities.csv").write_text("parent,entity,min,max,after\n,Message,1,1,", "utf-8")
    (folder / "1011" / f"{table}.csv").write_text(rows, "utf-8")
    with pytest.raises(CatalogueError):
        _loaded.__wrapped__("1011")
