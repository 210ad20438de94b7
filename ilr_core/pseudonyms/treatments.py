"""Which fields of a return are exchanged, and how; every other text field is kept, for the reason given here."""

from __future__ import annotations

from typing import Literal

Treatment = Literal[
    "reference", "uln", "given name", "family name", "birth date", "insurance", "postcode", "address", "phone",
    "email", "digits", "loan", "free text",
]  # fmt: skip

TREATMENTS: dict[tuple[str, str], Treatment] = {
    ("Learner", "LearnRefNumber"): "reference",
    ("Learner", "PrevLearnRefNumber"): "reference",
    ("Learner", "ULN"): "uln",
    ("Learner", "FamilyName"): "family name",
    ("Learner", "GivenNames"): "given name",
    ("Learner", "DateOfBirth"): "birth date",
    ("Learner", "NINumber"): "insurance",
    ("Learner", "PostcodePrior"): "postcode",
    ("Learner", "Postcode"): "postcode",
    ("Learner", "AddLine1"): "address",
    ("Learner", "AddLine2"): "address",
    ("Learner", "AddLine3"): "address",
    ("Learner", "AddLine4"): "address",
    ("Learner", "TelNo"): "phone",
    ("Learner", "Email"): "email",
    ("ProviderSpecLearnerMonitoring", "ProvSpecLearnMon"): "free text",
    ("ProviderSpecDeliveryMonitoring", "ProvSpecDelMon"): "free text",
    ("LearnerHE", "UCASPERID"): "digits",
    ("LearningDelivery", "DelLocPostCode"): "postcode",
    ("LearningDelivery", "LSDPostcode"): "postcode",
    ("LearningDelivery", "SWSupAimId"): "free text",
    ("LearningDeliveryHE", "SSN"): "loan",
    ("SourceFile", "SourceFileName"): "free text",
}
"""By entity and field."""

_PROGRAM = "names a program or provider, no learner"
_CODE = "a code that rules ask for, shared by many learners"
KEPT: dict[tuple[str, str], str] = {
    **{("CollectionDetails", name): _PROGRAM for name in ("Collection", "Year")},
    **{
        (entity, name): _PROGRAM
        for entity, names in {
            "Source": "ProtectiveMarking SoftwareSupplier SoftwarePackage Release SerialNo ReferenceData "
            "ComponentSetVersion",
            "SourceFile": "SoftwareSupplier SoftwarePackage Release SerialNo",
        }.items()
        for name in names.split()
    },
    ("Learner", "CampId"): _CODE,
    ("LearnerEmploymentStatus", "AgreemId"): "names an employer's agreement, which rules compare",
    ("ProviderSpecLearnerMonitoring", "ProvSpecLearnMonOccur"): _CODE,
    ("ProviderSpecDeliveryMonitoring", "ProvSpecDelMonOccur"): _CODE,
    ("LearningDelivery", "LearnAimRef"): _CODE,
    ("LearningDelivery", "ConRefNumber"): "names a funding contract, which rules compare",
    ("LearningDelivery", "EPAOrgID"): _CODE,
    ("LearningDeliveryHE", "UCASSCHEMECODE"): _CODE,
    ("LearningDeliveryHE", "HEPostCode"): "where a course is taught, which rules look up",
}
"""Text fields that are not a code list's and stay as they are, with the reason."""
