"""The records of a return, one class per entity of the schema, with the fields of every year.

Generated from the catalogue by ``python -m ilr_core.model.generate``; do not edit. A field that the schema requires in
every year that has it is typed as always there: the engine keeps a rule away from a record whose fields are missing.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from ilr_core.model.record import Record

ABSENT: Any = None

MessageList: TypeAlias = "list[Message]"
HeaderList: TypeAlias = "list[Header]"
CollectionDetailsList: TypeAlias = "list[CollectionDetails]"
SourceList: TypeAlias = "list[Source]"
SourceFilesList: TypeAlias = "list[SourceFiles]"
SourceFileList: TypeAlias = "list[SourceFile]"
LearningProviderList: TypeAlias = "list[LearningProvider]"
LearnerList: TypeAlias = "list[Learner]"
PriorAttainList: TypeAlias = "list[PriorAttain]"
LLDDandHealthProblemList: TypeAlias = "list[LLDDandHealthProblem]"
LearnerFAMList: TypeAlias = "list[LearnerFAM]"
ProviderSpecLearnerMonitoringList: TypeAlias = "list[ProviderSpecLearnerMonitoring]"
LearnerEmploymentStatusList: TypeAlias = "list[LearnerEmploymentStatus]"
EmploymentStatusMonitoringList: TypeAlias = "list[EmploymentStatusMonitoring]"
LearnerHEList: TypeAlias = "list[LearnerHE]"
LearnerHEFinancialSupportList: TypeAlias = "list[LearnerHEFinancialSupport]"
LearningDeliveryList: TypeAlias = "list[LearningDelivery]"
LearningDeliveryFAMList: TypeAlias = "list[LearningDeliveryFAM]"
HRSRecordList: TypeAlias = "list[HRSRecord]"
LearningDeliveryWorkPlacementList: TypeAlias = "list[LearningDeliveryWorkPlacement]"
AppFinRecordList: TypeAlias = "list[AppFinRecord]"
ProviderSpecDeliveryMonitoringList: TypeAlias = "list[ProviderSpecDeliveryMonitoring]"
LearningDeliveryHEList: TypeAlias = "list[LearningDeliveryHE]"


class Message(Record):
    """Whole return."""

    ENTITY = "Message"
    PARENT = ""
    FIELDS = ()
    CHILDREN = (
        "Header", "SourceFiles", "LearningProvider", "Learner",
    )  # fmt: skip
    __slots__ = (*FIELDS, *CHILDREN)

    Header: HeaderList
    SourceFiles: SourceFilesList
    LearningProvider: LearningProviderList
    Learner: LearnerList

    def _clear(self) -> None:
        self.Header = []
        self.SourceFiles = []
        self.LearningProvider = []
        self.Learner = []


class Header(Record):
    """Header."""

    ENTITY = "Header"
    PARENT = "message"
    FIELDS = ()
    CHILDREN = (
        "CollectionDetails", "Source",
    )  # fmt: skip
    __slots__ = (*FIELDS, *CHILDREN, "message")

    CollectionDetails: CollectionDetailsList
    Source: SourceList
    message: Message

    def _clear(self) -> None:
        self.CollectionDetails = []
        self.Source = []


class CollectionDetails(Record):
    """Collection."""

    ENTITY = "CollectionDetails"
    PARENT = "header"
    FIELDS = (
        "Collection", "Year", "FilePreparationDate",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "header")

    Collection: str
    Year: str
    FilePreparationDate: date
    header: Header

    def _clear(self) -> None:
        self.Collection = ABSENT
        self.Year = ABSENT
        self.FilePreparationDate = ABSENT


class Source(Record):
    """Source."""

    ENTITY = "Source"
    PARENT = "header"
    FIELDS = (
        "ProtectiveMarking", "UKPRN", "SoftwareSupplier", "SoftwarePackage", "Release", "SerialNo", "DateTime",
        "ReferenceData", "ComponentSetVersion",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "header")

    ProtectiveMarking: str
    UKPRN: int
    SoftwareSupplier: str | None
    SoftwarePackage: str | None
    Release: str | None
    SerialNo: str
    DateTime: datetime
    ReferenceData: str | None
    ComponentSetVersion: str | None
    header: Header

    def _clear(self) -> None:
        self.ProtectiveMarking = ABSENT
        self.UKPRN = ABSENT
        self.SoftwareSupplier = ABSENT
        self.SoftwarePackage = ABSENT
        self.Release = ABSENT
        self.SerialNo = ABSENT
        self.DateTime = ABSENT
        self.ReferenceData = ABSENT
        self.ComponentSetVersion = ABSENT


class SourceFiles(Record):
    """Source files."""

    ENTITY = "SourceFiles"
    PARENT = "message"
    FIELDS = ()
    CHILDREN = (
        "SourceFile",
    )  # fmt: skip
    __slots__ = (*FIELDS, *CHILDREN, "message")

    SourceFile: SourceFileList
    message: Message

    def _clear(self) -> None:
        self.SourceFile = []


class SourceFile(Record):
    """Source file."""

    ENTITY = "SourceFile"
    PARENT = "sourcefiles"
    FIELDS = (
        "SourceFileName", "FilePreparationDate", "SoftwareSupplier", "SoftwarePackage", "Release", "SerialNo",
        "DateTime",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "sourcefiles")

    SourceFileName: str
    FilePreparationDate: date
    SoftwareSupplier: str | None
    SoftwarePackage: str | None
    Release: str | None
    SerialNo: str
    DateTime: datetime | None
    sourcefiles: SourceFiles

    def _clear(self) -> None:
        self.SourceFileName = ABSENT
        self.FilePreparationDate = ABSENT
        self.SoftwareSupplier = ABSENT
        self.SoftwarePackage = ABSENT
        self.Release = ABSENT
        self.SerialNo = ABSENT
        self.DateTime = ABSENT


class LearningProvider(Record):
    """Provider."""

    ENTITY = "LearningProvider"
    PARENT = "message"
    FIELDS = (
        "UKPRN",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "message")

    UKPRN: int
    message: Message

    def _clear(self) -> None:
        self.UKPRN = ABSENT


class Learner(Record):
    """Learner."""

    ENTITY = "Learner"
    PARENT = "message"
    FIELDS = (
        "LearnRefNumber", "PrevLearnRefNumber", "PrevUKPRN", "PMUKPRN", "CampId", "ULN", "FamilyName",
        "GivenNames", "DateOfBirth", "Ethnicity", "Sex", "LLDDHealthProb", "NINumber", "Accom", "ALSCost",
        "PlanLearnHours", "PlanEEPHours", "MathGrade", "EngGrade", "PostcodePrior", "Postcode", "AddLine1",
        "AddLine2", "AddLine3", "AddLine4", "TelNo", "Email",
    )  # fmt: skip
    CHILDREN = (
        "PriorAttain", "LLDDandHealthProblem", "LearnerFAM", "ProviderSpecLearnerMonitoring",
        "LearnerEmploymentStatus", "LearnerHE", "LearningDelivery",
    )  # fmt: skip
    __slots__ = (*FIELDS, *CHILDREN, "message")

    LearnRefNumber: str
    PrevLearnRefNumber: str | None
    PrevUKPRN: int | None
    PMUKPRN: int | None
    CampId: str | None
    ULN: int
    FamilyName: str | None
    GivenNames: str | None
    DateOfBirth: date | None
    Ethnicity: int
    Sex: str
    LLDDHealthProb: int
    NINumber: str | None
    Accom: int | None
    ALSCost: int | None
    PlanLearnHours: int | None
    PlanEEPHours: int | None
    MathGrade: str | None
    EngGrade: str | None
    PostcodePrior: str
    Postcode: str
    AddLine1: str | None
    AddLine2: str | None
    AddLine3: str | None
    AddLine4: str | None
    TelNo: str | None
    Email: str | None
    PriorAttain: PriorAttainList
    LLDDandHealthProblem: LLDDandHealthProblemList
    LearnerFAM: LearnerFAMList
    ProviderSpecLearnerMonitoring: ProviderSpecLearnerMonitoringList
    LearnerEmploymentStatus: LearnerEmploymentStatusList
    LearnerHE: LearnerHEList
    LearningDelivery: LearningDeliveryList
    message: Message

    def _clear(self) -> None:
        self.LearnRefNumber = ABSENT
        self.PrevLearnRefNumber = ABSENT
        self.PrevUKPRN = ABSENT
        self.PMUKPRN = ABSENT
        self.CampId = ABSENT
        self.ULN = ABSENT
        self.FamilyName = ABSENT
        self.GivenNames = ABSENT
        self.DateOfBirth = ABSENT
        self.Ethnicity = ABSENT
        self.Sex = ABSENT
        self.LLDDHealthProb = ABSENT
        self.NINumber = ABSENT
        self.Accom = ABSENT
        self.ALSCost = ABSENT
        self.PlanLearnHours = ABSENT
        self.PlanEEPHours = ABSENT
        self.MathGrade = ABSENT
        self.EngGrade = ABSENT
        self.PostcodePrior = ABSENT
        self.Postcode = ABSENT
        self.AddLine1 = ABSENT
        self.AddLine2 = ABSENT
        self.AddLine3 = ABSENT
        self.AddLine4 = ABSENT
        self.TelNo = ABSENT
        self.Email = ABSENT
        self.PriorAttain = []
        self.LLDDandHealthProblem = []
        self.LearnerFAM = []
        self.ProviderSpecLearnerMonitoring = []
        self.LearnerEmploymentStatus = []
        self.LearnerHE = []
        self.LearningDelivery = []


class PriorAttain(Record):
    """Prior attainment."""

    ENTITY = "PriorAttain"
    PARENT = "learner"
    FIELDS = (
        "PriorLevel", "DateLevelApp",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "learner")

    PriorLevel: int
    DateLevelApp: date
    learner: Learner

    def _clear(self) -> None:
        self.PriorLevel = ABSENT
        self.DateLevelApp = ABSENT


class LLDDandHealthProblem(Record):
    """Difficulty or health problem."""

    ENTITY = "LLDDandHealthProblem"
    PARENT = "learner"
    FIELDS = (
        "LLDDCat", "PrimaryLLDD",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "learner")

    LLDDCat: int
    PrimaryLLDD: int | None
    learner: Learner

    def _clear(self) -> None:
        self.LLDDCat = ABSENT
        self.PrimaryLLDD = ABSENT


class LearnerFAM(Record):
    """Learner funding and monitoring."""

    ENTITY = "LearnerFAM"
    PARENT = "learner"
    FIELDS = (
        "LearnFAMType", "LearnFAMCode",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "learner")

    LearnFAMType: str
    LearnFAMCode: int
    learner: Learner

    def _clear(self) -> None:
        self.LearnFAMType = ABSENT
        self.LearnFAMCode = ABSENT


class ProviderSpecLearnerMonitoring(Record):
    """Own learner note."""

    ENTITY = "ProviderSpecLearnerMonitoring"
    PARENT = "learner"
    FIELDS = (
        "ProvSpecLearnMonOccur", "ProvSpecLearnMon",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "learner")

    ProvSpecLearnMonOccur: str
    ProvSpecLearnMon: str
    learner: Learner

    def _clear(self) -> None:
        self.ProvSpecLearnMonOccur = ABSENT
        self.ProvSpecLearnMon = ABSENT


class LearnerEmploymentStatus(Record):
    """Employment status."""

    ENTITY = "LearnerEmploymentStatus"
    PARENT = "learner"
    FIELDS = (
        "EmpStat", "DateEmpStatApp", "EmpId", "AgreemId",
    )  # fmt: skip
    CHILDREN = (
        "EmploymentStatusMonitoring",
    )  # fmt: skip
    __slots__ = (*FIELDS, *CHILDREN, "learner")

    EmpStat: int
    DateEmpStatApp: date
    EmpId: int | None
    AgreemId: str | None
    EmploymentStatusMonitoring: EmploymentStatusMonitoringList
    learner: Learner

    def _clear(self) -> None:
        self.EmpStat = ABSENT
        self.DateEmpStatApp = ABSENT
        self.EmpId = ABSENT
        self.AgreemId = ABSENT
        self.EmploymentStatusMonitoring = []


class EmploymentStatusMonitoring(Record):
    """Employment monitoring."""

    ENTITY = "EmploymentStatusMonitoring"
    PARENT = "status"
    FIELDS = (
        "ESMType", "ESMCode",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "status")

    ESMType: str
    ESMCode: int
    status: LearnerEmploymentStatus

    def _clear(self) -> None:
        self.ESMType = ABSENT
        self.ESMCode = ABSENT


class LearnerHE(Record):
    """Higher education, learner."""

    ENTITY = "LearnerHE"
    PARENT = "learner"
    FIELDS = (
        "UCASPERID", "TTACCOM",
    )  # fmt: skip
    CHILDREN = (
        "LearnerHEFinancialSupport",
    )  # fmt: skip
    __slots__ = (*FIELDS, *CHILDREN, "learner")

    UCASPERID: str | None
    TTACCOM: int | None
    LearnerHEFinancialSupport: LearnerHEFinancialSupportList
    learner: Learner

    def _clear(self) -> None:
        self.UCASPERID = ABSENT
        self.TTACCOM = ABSENT
        self.LearnerHEFinancialSupport = []


class LearnerHEFinancialSupport(Record):
    """Higher education support."""

    ENTITY = "LearnerHEFinancialSupport"
    PARENT = "learnerhe"
    FIELDS = (
        "FINTYPE", "FINAMOUNT",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "learnerhe")

    FINTYPE: int
    FINAMOUNT: int
    learnerhe: LearnerHE

    def _clear(self) -> None:
        self.FINTYPE = ABSENT
        self.FINAMOUNT = ABSENT


class LearningDelivery(Record):
    """Aim."""

    ENTITY = "LearningDelivery"
    PARENT = "learner"
    FIELDS = (
        "LearnAimRef", "AimType", "AimSeqNumber", "LearnStartDate", "OrigLearnStartDate", "LearnPlanEndDate",
        "FundModel", "ProgType", "StdCode", "PartnerUKPRN", "DelLocPostCode", "LSDPostcode",
        "PriorLearnFundAdj", "OtherFundAdj", "ConRefNumber", "EPAOrgID", "CompStatus", "LearnActEndDate",
        "WithdrawReason", "Outcome", "AchDate", "OutGrade", "SWSupAimId", "TLOut", "PHours", "OTJActHours",
        "AddHours",
    )  # fmt: skip
    CHILDREN = (
        "LearningDeliveryFAM", "HRSRecord", "LearningDeliveryWorkPlacement", "AppFinRecord",
        "ProviderSpecDeliveryMonitoring", "LearningDeliveryHE",
    )  # fmt: skip
    __slots__ = (*FIELDS, *CHILDREN, "learner")

    LearnAimRef: str
    AimType: int
    AimSeqNumber: int
    LearnStartDate: date
    OrigLearnStartDate: date | None
    LearnPlanEndDate: date
    FundModel: int
    ProgType: int | None
    StdCode: int | None
    PartnerUKPRN: int | None
    DelLocPostCode: str
    LSDPostcode: str | None
    PriorLearnFundAdj: int | None
    OtherFundAdj: int | None
    ConRefNumber: str | None
    EPAOrgID: str | None
    CompStatus: int
    LearnActEndDate: date | None
    WithdrawReason: int | None
    Outcome: int | None
    AchDate: date | None
    OutGrade: str | None
    SWSupAimId: str | None
    TLOut: int | None
    PHours: int | None
    OTJActHours: int | None
    AddHours: int | None
    LearningDeliveryFAM: LearningDeliveryFAMList
    HRSRecord: HRSRecordList
    LearningDeliveryWorkPlacement: LearningDeliveryWorkPlacementList
    AppFinRecord: AppFinRecordList
    ProviderSpecDeliveryMonitoring: ProviderSpecDeliveryMonitoringList
    LearningDeliveryHE: LearningDeliveryHEList
    learner: Learner

    def _clear(self) -> None:
        self.LearnAimRef = ABSENT
        self.AimType = ABSENT
        self.AimSeqNumber = ABSENT
        self.LearnStartDate = ABSENT
        self.OrigLearnStartDate = ABSENT
        self.LearnPlanEndDate = ABSENT
        self.FundModel = ABSENT
        self.ProgType = ABSENT
        self.StdCode = ABSENT
        self.PartnerUKPRN = ABSENT
        self.DelLocPostCode = ABSENT
        self.LSDPostcode = ABSENT
        self.PriorLearnFundAdj = ABSENT
        self.OtherFundAdj = ABSENT
        self.ConRefNumber = ABSENT
        self.EPAOrgID = ABSENT
        self.CompStatus = ABSENT
        self.LearnActEndDate = ABSENT
        self.WithdrawReason = ABSENT
        self.Outcome = ABSENT
        self.AchDate = ABSENT
        self.OutGrade = ABSENT
        self.SWSupAimId = ABSENT
        self.TLOut = ABSENT
        self.PHours = ABSENT
        self.OTJActHours = ABSENT
        self.AddHours = ABSENT
        self.LearningDeliveryFAM = []
        self.HRSRecord = []
        self.LearningDeliveryWorkPlacement = []
        self.AppFinRecord = []
        self.ProviderSpecDeliveryMonitoring = []
        self.LearningDeliveryHE = []


class LearningDeliveryFAM(Record):
    """Aim funding and monitoring."""

    ENTITY = "LearningDeliveryFAM"
    PARENT = "aim"
    FIELDS = (
        "LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom", "LearnDelFAMDateTo",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "aim")

    LearnDelFAMType: str
    LearnDelFAMCode: str
    LearnDelFAMDateFrom: date | None
    LearnDelFAMDateTo: date | None
    aim: LearningDelivery

    def _clear(self) -> None:
        self.LearnDelFAMType = ABSENT
        self.LearnDelFAMCode = ABSENT
        self.LearnDelFAMDateFrom = ABSENT
        self.LearnDelFAMDateTo = ABSENT


class HRSRecord(Record):
    """Hours record."""

    ENTITY = "HRSRecord"
    PARENT = "aim"
    FIELDS = (
        "HRSType", "HRSCode", "HRSAmount",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "aim")

    HRSType: str
    HRSCode: int
    HRSAmount: int
    aim: LearningDelivery

    def _clear(self) -> None:
        self.HRSType = ABSENT
        self.HRSCode = ABSENT
        self.HRSAmount = ABSENT


class LearningDeliveryWorkPlacement(Record):
    """Work placement."""

    ENTITY = "LearningDeliveryWorkPlacement"
    PARENT = "aim"
    FIELDS = (
        "WorkPlaceStartDate", "WorkPlaceEndDate", "WorkPlaceHours", "WorkPlaceMode", "WorkPlaceEmpId",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "aim")

    WorkPlaceStartDate: date
    WorkPlaceEndDate: date | None
    WorkPlaceHours: int
    WorkPlaceMode: int
    WorkPlaceEmpId: int | None
    aim: LearningDelivery

    def _clear(self) -> None:
        self.WorkPlaceStartDate = ABSENT
        self.WorkPlaceEndDate = ABSENT
        self.WorkPlaceHours = ABSENT
        self.WorkPlaceMode = ABSENT
        self.WorkPlaceEmpId = ABSENT


class AppFinRecord(Record):
    """Price and payment record."""

    ENTITY = "AppFinRecord"
    PARENT = "aim"
    FIELDS = (
        "AFinType", "AFinCode", "AFinDate", "AFinAmount",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "aim")

    AFinType: str
    AFinCode: int
    AFinDate: date
    AFinAmount: int
    aim: LearningDelivery

    def _clear(self) -> None:
        self.AFinType = ABSENT
        self.AFinCode = ABSENT
        self.AFinDate = ABSENT
        self.AFinAmount = ABSENT


class ProviderSpecDeliveryMonitoring(Record):
    """Own aim note."""

    ENTITY = "ProviderSpecDeliveryMonitoring"
    PARENT = "aim"
    FIELDS = (
        "ProvSpecDelMonOccur", "ProvSpecDelMon",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "aim")

    ProvSpecDelMonOccur: str
    ProvSpecDelMon: str
    aim: LearningDelivery

    def _clear(self) -> None:
        self.ProvSpecDelMonOccur = ABSENT
        self.ProvSpecDelMon = ABSENT


class LearningDeliveryHE(Record):
    """Higher education, aim."""

    ENTITY = "LearningDeliveryHE"
    PARENT = "aim"
    FIELDS = (
        "SSN", "QUALENT3", "SOC", "SEC", "UCASSCHEMECODE", "TYPEYR", "MODESTUD", "FUNDLEV", "STULOAD",
        "YEARSTU", "MSTUFEE", "PCOLAB", "SPECFEE", "NETFEE", "GROSSFEE", "PERMADDCOUNTRY", "ELQ", "HEPostCode",
        "FUNDCOMP",
    )  # fmt: skip
    CHILDREN = ()
    __slots__ = (*FIELDS, *CHILDREN, "aim")

    SSN: str | None
    QUALENT3: str | None
    SOC: int | None
    SEC: int | None
    UCASSCHEMECODE: str | None
    TYPEYR: int
    MODESTUD: int
    FUNDLEV: int | None
    STULOAD: Decimal | None
    YEARSTU: int
    MSTUFEE: int
    PCOLAB: Decimal | None
    SPECFEE: int
    NETFEE: int | None
    GROSSFEE: int | None
    PERMADDCOUNTRY: str | None
    ELQ: int | None
    HEPostCode: str | None
    FUNDCOMP: int | None
    aim: LearningDelivery

    def _clear(self) -> None:
        self.SSN = ABSENT
        self.QUALENT3 = ABSENT
        self.SOC = ABSENT
        self.SEC = ABSENT
        self.UCASSCHEMECODE = ABSENT
        self.TYPEYR = ABSENT
        self.MODESTUD = ABSENT
        self.FUNDLEV = ABSENT
        self.STULOAD = ABSENT
        self.YEARSTU = ABSENT
        self.MSTUFEE = ABSENT
        self.PCOLAB = ABSENT
        self.SPECFEE = ABSENT
        self.NETFEE = ABSENT
        self.GROSSFEE = ABSENT
        self.PERMADDCOUNTRY = ABSENT
        self.ELQ = ABSENT
        self.HEPostCode = ABSENT
        self.FUNDCOMP = ABSENT


RECORDS: dict[str, type[Record]] = {
    "Message": Message,
    "Header": Header,
    "CollectionDetails": CollectionDetails,
    "Source": Source,
    "SourceFiles": SourceFiles,
    "SourceFile": SourceFile,
    "LearningProvider": LearningProvider,
    "Learner": Learner,
    "PriorAttain": PriorAttain,
    "LLDDandHealthProblem": LLDDandHealthProblem,
    "LearnerFAM": LearnerFAM,
    "ProviderSpecLearnerMonitoring": ProviderSpecLearnerMonitoring,
    "LearnerEmploymentStatus": LearnerEmploymentStatus,
    "EmploymentStatusMonitoring": EmploymentStatusMonitoring,
    "LearnerHE": LearnerHE,
    "LearnerHEFinancialSupport": LearnerHEFinancialSupport,
    "LearningDelivery": LearningDelivery,
    "LearningDeliveryFAM": LearningDeliveryFAM,
    "HRSRecord": HRSRecord,
    "LearningDeliveryWorkPlacement": LearningDeliveryWorkPlacement,
    "AppFinRecord": AppFinRecord,
    "ProviderSpecDeliveryMonitoring": ProviderSpecDeliveryMonitoring,
    "LearningDeliveryHE": LearningDeliveryHE,
}
