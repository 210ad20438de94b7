"""Made-up programmes for the demo's workbook: an apprenticeship and a course, whole and ready to add learners to."""

from __future__ import annotations

from addin.demo.provision import ADULT_AIMS, COMPONENTS, STANDARDS, UNKNOWN_POSTCODE
from ilr_core.catalogue import Catalogue
from ilr_core.programmes import Programme, programme_fields


def demo_programmes(year: Catalogue) -> list[Programme]:
    """The programmes, with no column that the year does not have."""
    standard, hours, price = STANDARDS[0]
    everywhere = {
        "SOF": ("105",), "DelLocPostCode": (UNKNOWN_POSTCODE,), "EmpStat": ("10",), "EmpId": ("999999999",),
        "EII": ("8",), "LOE": ("4",),
    }  # fmt: skip
    apprenticeship = {
        "FundModel": ("36",), "ProgType": ("25",), "StdCode": (str(standard),), "Components": COMPONENTS[:1],
        "English": (COMPONENTS[1],), "Maths": (COMPONENTS[2],), "Months": ("14",), "English and maths months": ("9",),
        "Planned hours": (str(hours),), "TNP1": (str(price - price // 10),), "TNP2": (str(price // 10),),
        "EPAOrgID": ("EPA0001",), "ACT": ("1",), **everywhere,
    }  # fmt: skip
    course = {
        "FundModel": ("38",), "Components": ADULT_AIMS[:2], "Days": ("120",), "FFI": ("1",),
        "PlanLearnHours": ("120",), **everywhere,
    }  # fmt: skip
    named = (("Sample apprenticeship, 14 months", apprenticeship), ("Sample evening course", course))
    known = programme_fields(year)
    return [Programme(name, {header: texts[header] for header in known if header in texts}) for name, texts in named]
