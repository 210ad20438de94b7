"""Small made registers in files with the headers and the shape of the published downloads."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = Sequence[Sequence[str]]
STAMPS = ["Created_On", "Created_By", "Modified_On", "Modified_By"]
STAMPED = ["2020-01-01", "made", "2020-01-01", "made"]
# The headers of the tables of LARS that the tool reads, in the order of the download (in part).
LARS_HEADERS = {
    "LearningDelivery": ["LearnAimRef", "EffectiveFrom", "EffectiveTo", "LearnAimRefTitle", "LearnAimRefType",
                         "NotionalNVQLevel", "NotionalNVQLevelv2", "AwardOrgAimRef", "CertificationEndDate",
                         "LearningDeliveryGenre", "SectorSubjectAreaTier1", "SectorSubjectAreaTier2", "EnglPrscID",
                         "FrameworkCommonComponent"],
    "Validity": ["LearnAimRef", "ValidityCategory", "StartDate", "EndDate", "LastNewStartDate"],
    "LearningDeliveryCategory": ["LearnAimRef", "CategoryRef", "EffectiveFrom", "EffectiveTo"],
    "AnnualValue": ["LearnAimRef", "EffectiveFrom", "EffectiveTo", "BasicSkills", "BasicSkillsType"],
    "Standard": ["StandardCode", "Version", "StandardName", "StandardSectorCode", "NotionalEndLevel", "EffectiveFrom",
                 "LastDateStarts", "EffectiveTo"],
    "StandardValidity": ["StandardCode", "ValidityCategory", "StartDate", "EndDate", "LastNewStartDate"],
}  # fmt: skip
LARS_ROWS: dict[str, Rows] = {
    "LearningDelivery": [
        ["50086832", "2008-09-01", "", "Made Award in Testing", "0006", "2", "2", "", "", "", "1", "1.3", "", "-1"],
        ["5008684X", "2008-09-01", "", "Made, with a comma", "0006", "3", "3", "", "", "", "1", "1.3", "", "-1"],
    ],
    "Validity": [["50086832", "ADULT_SKILLS", "2008-09-01", "2027-07-31", "2026-12-31"]],
    "LearningDeliveryCategory": [["50086832", "37", "2020-08-01", ""]],
    "AnnualValue": [["50086832", "2020-08-01", "", "0", "NULL"]],
    "Standard": [["91", "1.0", "Made standard", "1", "3", "2015-09-01", "", ""]],
    "StandardValidity": [["91", "APPRENTICESHIPS", "2015-09-01", "", ""]],
}
POSTCODE_HEADER = ["pcd7", "pcd8", "pcds", "dointr", "doterm", "usrtypind", "east1m", "north1m", "lat", "long"]


def csv_text(header: Sequence[str], rows: Rows) -> str:
    """CSV with every cell in quotes, as the downloads have it."""
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return "\r\n".join([",".join(header), *lines, ""])


def lars_tables(changes: Mapping[str, Rows] | None = None) -> dict[str, str]:
    """The texts of the tables by file name in the download."""
    rows = {**LARS_ROWS, **(changes or {})}
    return {
        f"{name}.csv": csv_text([*header, *STAMPS], [[*row, *STAMPED] for row in rows[name]])
        for name, header in LARS_HEADERS.items()
    }


def lars_zip(folder: Path, changes: Mapping[str, Rows] | None = None, *, without: str = "") -> Path:
    """A LARS download, with files beside the tables that the tool does not know."""
    path = folder / "LearningDelivery_V012_CSV.zip"
    files = {name: text for name, text in lars_tables(changes).items() if name != f"{without}.csv"}
    return zipped(path, {**files, "AwardOrg.csv": csv_text(["AwardOrgCode", "AwardOrgName"], [["A1", "Made"]])})


def postcodes_csv(postcodes: Sequence[str]) -> str:
    """The postcode directory with those postcodes."""
    rows = [
        [code.replace(" ", "")[:-3].ljust(4) + code[-3:], code, code, "198001", "", "0", "1", "1", "51.5", "-0.1"]
        for code in postcodes
    ]
    return csv_text(POSTCODE_HEADER, rows)


def postcodes_zip(folder: Path, postcodes: Sequence[str]) -> Path:
    """The download of the postcode directory: the whole, its cut-up copy, and a table of names."""
    text = postcodes_csv(postcodes)
    return zipped(
        folder / "ONSPD_AUG_2026.zip",
        {
            "Data/ONSPD_AUG_2026_UK.csv": text,
            "Data/multi_csv/ONSPD_AUG_2026_UK_AB.csv": text,
            "Documents/Country names and codes UK as at 08_12.csv": csv_text(["CTRY12CD", "CTRY12NM"], [["E92", "X"]]),
            "User Guide/guide.pdf": "not a table",
        },
    )


def zipped(path: Path, files: Mapping[str, str]) -> Path:
    """A ZIP of texts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text.encode())
    return path
