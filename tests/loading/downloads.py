"""Small made registers in files with the headers and the shape of the published downloads."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

Row = Mapping[str, str]
Rows = Sequence[Row]
GENERATED = "24 Sep 2026"
AIM = {
    "LearnAimRef": "50086832", "LearnAimRefTitle": "Made Award in Testing", "LearnAimRefType": "0006",
    "NotionalNVQLevel": "2", "NotionalNVQLevelv2": "2", "LearningDeliveryGenre": "NVQ", "EnglPrscID": "-1",
    "SectorSubjectAreaTier2": "1.30", "FrameworkCommonComponent": "-2",
}  # fmt: skip
STANDARD = {
    "StandardCode": "91", "StandardName": "Made standard", "NotionalEndLevel": "3",
    "ApprenticeshipStandardTypeCode": "1",
}  # fmt: skip
BAND = {"ApprenticeshipCode": "91", "ApprenticeshipType": "STD", "ProgType": "25", "PwayCode": "0"}
# Values as the download has them: days by name of the month, blanks for what is unknown, decimals in full.
LARS_ROWS: dict[str, Rows] = {
    "LearningDelivery": [AIM, {**AIM, "LearnAimRef": "5008684X", "LearnAimRefTitle": 'Made, with a comma and "so"'}],
    "Validity": [
        {"LearnAimRef": "50086832", "ValidityCategory": "ADULT_SKILLS", "StartDate": "01 Sep 2008",
         "EndDate": "31 Jul 2027", "LastNewStartDate": "31 Dec 2026"},
    ],
    "LearningDeliveryCategory": [{"LearnAimRef": "50086832", "CategoryRef": "37", "EffectiveFrom": "01 Aug 2020"}],
    "Category": [
        {"CategoryRef": "37", "ParentCategoryRef": "30", "CategoryName": "Made", "EffectiveTo": "31 Dec 2600"}
    ],
    "AnnualValue": [{"LearnAimRef": "50086832", "EffectiveFrom": "01 Aug 2020", "BasicSkillsType": "NULL"}],
    "FrameworkAims": [{"LearnAimRef": "50086832", "FworkCode": "403", "ProgType": "2", "PwayCode": "1"}],
    "Funding": [
        {"LearnAimRef": "50086832", "FundingCategory": "APP_ACT_COST", "EffectiveFrom": "01 Aug 2023",
         "EffectiveTo": "31 Dec 2023", "RateWeighted": "471.00000", "RateUnWeighted": "471.00000"},
        {"LearnAimRef": "50086832", "FundingCategory": "APP_ACT_COST", "EffectiveFrom": "01 Jan 2024",
         "RateWeighted": "724.00000", "RateUnWeighted": "724.00000"},
        {"LearnAimRef": "50086832", "FundingCategory": "Matrix", "EffectiveFrom": "01 Jan 2024",
         "RateWeighted": "300.00000", "RateUnWeighted": "300.00000"},
    ],
    "Standard": [
        {**STANDARD, "Version": "1.0", "EffectiveFrom": "01 Sep 2015", "LastDateStarts": "31 Jul 2023"},
        {**STANDARD, "Version": "1.1", "EffectiveFrom": "01 Aug 2023"},
    ],
    "StandardValidity": [
        {"StandardCode": "91", "ValidityCategory": "APPRENTICESHIPS", "StartDate": "01 Sep 2015"},
    ],
    "StandardFunding": [
        {"StandardCode": "91", "EffectiveFrom": "01 Sep 2015", "EffectiveTo": "30 Apr 2017",
         "CoreGovContributionCap": "2300.00000"},
    ],
    "ApprenticeshipFunding": [
        {**BAND, "EffectiveFrom": "01 May 2017", "EffectiveTo": "31 Jul 2023", "MaxEmployerLevyCap": "9000.00000",
         "Duration": "18.0"},
        {**BAND, "EffectiveFrom": "01 Aug 2023", "MaxEmployerLevyCap": "12000.00000", "Duration": "15.0"},
        {**BAND, "ApprenticeshipType": "FWK", "EffectiveFrom": "01 May 2017", "MaxEmployerLevyCap": "1500.00000"},
    ],
}  # fmt: skip
LARS_COUNT = sum(map(len, LARS_ROWS.values()))


@cache
def headers() -> dict[str, dict[str, list[str]]]:
    """Headers of published files by kind and name."""
    found = yaml.safe_load((Path(__file__).parent / "headers.yaml").read_text("utf-8"))
    return {kind: {name: text.split() for name, text in tables.items()} for kind, tables in found.items()}


def csv_text(header: Sequence[str], rows: Rows) -> str:
    """CSV with every cell in quotes, as the downloads have it; cells that a row does not name are blank."""
    assert all(set(row) <= set(header) for row in rows)
    lines = [header, *([row.get(name, "") for name in header] for row in rows)]
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\r\n" for line in lines)


def lars_tables(changes: Mapping[str, Rows] | None = None) -> dict[str, str]:
    """The texts of the download's tables by file name, with those that no rule asks."""
    rows = {
        **LARS_ROWS,
        "DataGeneration": [{"DataGeneratedOn": GENERATED, "Description": "made"}],
        "BasicSkillsType": [{"BasicSkillsType": "1"}],
        "Section96": [{"LearnAimRef": "50086832"}],
        **(changes or {}),
    }
    tables = headers()["LARS"] | headers()["LARS beside"]
    return {f"{name}.csv": csv_text(header, rows.get(name, ())) for name, header in tables.items()}


def lars_zip(
    folder: Path, changes: Mapping[str, Rows] | None = None, *, without: str = "", name: str = "LARS_V012_CSV.Zip"
) -> Path:
    """A LARS download."""
    files = {file: text for file, text in lars_tables(changes).items() if file != f"{without}.csv"}
    return zipped(folder / name, files)


def postcodes_csv(postcodes: Sequence[str], edition: str = "August 2026") -> str:
    """The postcode directory with those postcodes, every second one ended."""
    header = headers()["postcodes"][edition]
    rows = [
        {header[0]: code[:-3].strip().ljust(4) + code[-3:], header[1]: code, header[2]: code, header[3]: "198001"}
        | {header[4]: "199606" if number % 2 else ""}
        for number, code in enumerate(postcodes)
    ]
    return csv_text(header, rows)


def postcodes_zip(folder: Path, postcodes: Sequence[str]) -> Path:
    """The download of the postcode directory: the whole, its cut-up copy, and a table of names."""
    text = postcodes_csv(postcodes)
    return zipped(
        folder / "ONSPD_AUG_2026.zip",
        {
            "Data/multi_csv/ONSPD_AUG_2026_UK_AB.csv": text,
            "Data/ONSPD_AUG_2026_UK.csv": text,
            "Documents/Country names and codes UK as at 08_26.csv": "CTRY26CD,CTRY26NM\r\nE92000001,England\r\n",
            "User Guide/guide.pdf": "not a table",
        },
    )


def zipped(path: Path, files: Mapping[str, str], encoding: str = "utf-8") -> Path:
    """A ZIP of texts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text.encode(encoding))
    return path
