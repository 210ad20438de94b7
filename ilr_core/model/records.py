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

    __slots__ = (
        "Header",
        "Learner",
        "LearningProvider",
        "SourceFiles",
    )
    ENTITY = "Message"
    PARENT = ""
    FIELDS = ()
    CHILDREN = (
        "Header",
        "SourceFiles",
        "LearningProvider",
        "Learner",
    )

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

    __slots__ = (
        "CollectionDetails",
        "Source",
        "message",
    )
    ENTITY = "Header"
    PARENT = "message"
    FIELDS = ()
    CHILDREN = (
        "CollectionDetails",
        "Source",
    )

    CollectionDetails: CollectionDetailsList
    Source: SourceList
    message: Message

    def _clear(self) -> None:
        self.CollectionDetails = []
        self.Source = []


class CollectionDetails(Record):
    """Collection."""

    __slots__ = (
        "Collection",
        "FilePreparationDate",
        "Year",
        "header",
    )
    ENTITY = "CollectionDetails"
    PARENT = "header"
    FIELDS = (
        "Collection",
        "Year",
        "FilePreparationDate",
    )
    CHILDREN = ()

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

    __slots__ = (
        "ComponentSetVersion",
        "DateTime",
        "ProtectiveMarking",
        "ReferenceData",
        "Release",
        "SerialNo",
        "SoftwarePackage",
        "SoftwareSupplier",
        "UKPRN",
        "header",
    )
    ENTITY = "Source"
    PARENT = "header"
    FIELDS = (
        "ProtectiveMarking",
        "UKPRN",
        "SoftwareSupplier",
        "SoftwarePackage",
        "Release",
        "SerialNo",
        "DateTime",
        "ReferenceData",
        "ComponentSetVersion",
    )
    CHILDREN = ()

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

    __slots__ = (
        "SourceFile",
        "message",
    )
    ENTITY = "SourceFiles"
    PARENT = "message"
    FIELDS = ()
    CHILDREN = ("SourceFile",)

    SourceFile: SourceFileList
    message: Message

    def _clear(self) -> None:
        self.SourceFile = []


class SourceFile(Record):
    """Source file."""

    __slots__ = (
        "DateTime",
        "FilePreparationDate",
        "Release",
        "SerialNo",
        "SoftwarePackage",
        "SoftwareSupplier",
        "SourceFileName",
        "sourcefiles",
    )
    ENTITY = "SourceFile"
    PARENT = "sourcefiles"
    FIELDS = (
        "SourceFileName",
        "FilePreparationDate",
        "SoftwareSupplier",
        "SoftwarePackage",
        "Release",
        "SerialNo",
        "DateTime",
    )
    CHILDREN = ()

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

    __slots__ = (
        "UKPRN",
        "message",
    )
    ENTITY = "LearningProvider"
    PARENT = "message"
    FIELDS = ("UKPRN",)
    CHILDREN = ()

    UKPRN: int
    message: Message

    def _clear(self) -> None:
        self.UKPRN = ABSENT


class Learner(Record):
    """Learner."""

    __slots__ = (
        "ALSCost",
        "Accom",
        "AddLine1",
        "AddLine2",
        "AddLine3",
        "AddLine4",
        "CampId",
        "DateOfBirth",
        "Email",
        "EngGrade",
        "Ethnicity",
        "FamilyName",
        "GivenNames",
        "LLDDHealthProb",
        "LLDDandHealthProblem",
        "LearnRefNumber",
        "LearnerEmploymentStatus",
        "LearnerFAM",
        "LearnerHE",
        "LearningDelivery",
        "MathGrade",
        "NINumber",
        "PMUKPRN",
        "PlanEEPHours",
        "PlanLearnHours",
        "Postcode",
        "PostcodePrior",
        "PrevLearnRefNumber",
        "PrevUKPRN",
        "PriorAttain",
        "ProviderSpecLearnerMonitoring",
        "Sex",
        "TelNo",
        "ULN",
        "message",
    )
    ENTITY = "Learner"
    PARENT = "message"
    FIELDS = (
        "LearnRefNumber",
        "PrevLearnRefNumber",
        "PrevUKPRN",
        "PMUKPRN",
        "CampId",
        "ULN",
        "FamilyName",
        "GivenNames",
        "DateOfBirth",
        "Ethnicity",
        "Sex",
        "LLDDHealthProb",
        "NINumber",
        "Accom",
        "ALSCost",
        "PlanLearnHours",
        "PlanEEPHours",
        "MathGrade",
        "EngGrade",
        "PostcodePrior",
        "Postcode",
        "AddLine1",
        "AddLine2",
        "AddLine3",
        "AddLine4",
        "TelNo",
        "Email",
    )
    CHILDREN = (
        "PriorAttain",
        "LLDDandHealthProblem",
        "LearnerFAM",
        "ProviderSpecLearnerMonitoring",
        "LearnerEmploymentStatus",
        "LearnerHE",
        "LearningDelivery",
    )

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

    __slots__ = (
        "DateLevelApp",
        "PriorLevel",
        "learner",
    )
    ENTITY = "PriorAttain"
    PARENT = "learner"
    FIELDS = (
        "PriorLevel",
        "DateLevelApp",
    )
    CHILDREN = ()

    PriorLevel: int
    DateLevelApp: date
    learner: Learner

    def _clear(self) -> None:
        self.PriorLevel = ABSENT
        self.DateLevelApp = ABSENT


class LLDDandHealthProblem(Record):
    """Difficulty or health problem."""

    __slots__ = (
        "LLDDCat",
        "PrimaryLLDD",
        "learner",
    )
    ENTITY = "LLDDandHealthProblem"
    PARENT = "learner"
    FIELDS = (
        "LLDDCat",
        "PrimaryLLDD",
    )
    CHILDREN = ()

    LLDDCat: int
    PrimaryLLDD: int | None
    learner: Learner

    def _clear(self) -> None:
        self.LLDDCat = ABSENT
        self.PrimaryLLDD = ABSENT


class LearnerFAM(Record):
    """Learner funding and monitoring."""

    __slots__ = (
        "LearnFAMCode",
        "LearnFAMType",
        "learner",
    )
    ENTITY = "LearnerFAM"
    PARENT = "learner"
    FIELDS = (
        "LearnFAMType",
        "LearnFAMCode",
    )
    CHILDREN = ()

    LearnFAMType: str
    LearnFAMCode: int
    learner: Learner

    def _clear(self) -> None:
        self.LearnFAMType = ABSENT
        self.LearnFAMCode = ABSENT


class ProviderSpecLearnerMonitoring(Record):
    """Own learner note."""

    __slots__ = (
        "ProvSpecLearnMon",
        "ProvSpecLearnMonOccur",
        "learner",
    )
    ENTITY = "ProviderSpecLearnerMonitoring"
    PARENT = "learner"
    FIELDS = (
        "ProvSpecLearnMonOccur",
        "ProvSpecLearnMon",
    )
    CHILDREN = ()

    ProvSpecLearnMonOccur: str
    ProvSpecLearnMon: str
    learner: Learner

    def _clear(self) -> None:
        self.ProvSpecLearnMonOccur = ABSENT
        self.ProvSpecLearnMon = ABSENT


class LearnerEmploymentStatus(Record):
    """Employment status."""

    __slots__ = (
        "AgreemId",
        "DateEmpStatApp",
        "EmpId",
        "EmpStat",
        "EmploymentStatusMonitoring",
        "learner",
    )
    ENTITY = "LearnerEmploymentStatus"
    PARENT = "learner"
    FIELDS = (
        "EmpStat",
        "DateEmpStatApp",
        "EmpId",
        "AgreemId",
    )
    CHILDREN = ("EmploymentStatusMonitoring",)

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

    __slots__ = (
        "ESMCode",
        "ESMType",
        "status",
    )
    ENTITY = "EmploymentStatusMonitoring"
    PARENT = "status"
    FIELDS = (
        "ESMType",
        "ESMCode",
    )
    CHILDREN = ()

    ESMType: str
    ESMCode: int
    status: LearnerEmploymentStatus

    def _clear(self) -> None:
        self.ESMType = ABSENT
        self.ESMCode = ABSENT


class LearnerHE(Record):
    """Higher education, learner."""

    __slots__ = (
        "LearnerHEFinancialSupport",
        "TTACCOM",
        "UCASPERID",
        "learner",
    )
    ENTITY = "LearnerHE"
    PARENT = "learner"
    FIELDS = (
        "UCASPERID",
        "TTACCOM",
    )
    CHILDREN = ("LearnerHEFinancialSupport",)

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

    __slots__ = (
        "FINAMOUNT",
        "FINTYPE",
        "learnerhe",
    )
    ENTITY = "LearnerHEFinancialSupport"
    PARENT = "learnerhe"
    FIELDS = (
        "FINTYPE",
        "FINAMOUNT",
    )
    CHILDREN = ()

    FINTYPE: int
    FINAMOUNT: int
    learnerhe: LearnerHE

    def _clear(self) -> None:
        self.FINTYPE = ABSENT
        self.FINAMOUNT = ABSENT


class LearningDelivery(Record):
    """Aim."""

    __slots__ = (
        "AchDate",
        "AddHours",
        "AimSeqNumber",
        "AimType",
        "AppFinRecord",
        "CompStatus",
        "ConRefNumber",
        "DelLocPostCode",
        "EPAOrgID",
        "FundModel",
        "HRSRecord",
        "LSDPostcode",
        "LearnActEndDate",
        "LearnAimRef",
        "LearnPlanEndDate",
        "LearnStartDate",
        "LearningDeliveryFAM",
        "LearningDeliveryHE",
        "LearningDeliveryWorkPlacement",
        "OTJActHours",
        "OrigLearnStartDate",
        "OtherFundAdj",
        "OutGrade",
        "Outcome",
        "PHours",
        "PartnerUKPRN",
        "PriorLearnFundAdj",
        "ProgType",
        "ProviderSpecDeliveryMonitoring",
        "SWSupAimId",
        "StdCode",
        "TLOut",
        "WithdrawReason",
        "learner",
    )
    ENTITY = "LearningDelivery"
    PARENT = "learner"
    FIELDS = (
        "LearnAimRef",
        "AimType",
        "AimSeqNumber",
        "LearnStartDate",
        "OrigLearnStartDate",
        "LearnPlanEndDate",
        "FundModel",
        "ProgType",
        "StdCode",
        "PartnerUKPRN",
        "DelLocPostCode",
        "LSDPostcode",
        "PriorLearnFundAdj",
        "OtherFundAdj",
        "ConRefNumber",
        "EPAOrgID",
        "CompStatus",
        "LearnActEndDate",
        "WithdrawReason",
        "Outcome",
        "AchDate",
        "OutGrade",
        "SWSupAimId",
        "TLOut",
        "PHours",
        "OTJActHours",
        "AddHours",
    )
    CHILDREN = (
        "LearningDeliveryFAM",
        "HRSRecord",
        "LearningDeliveryWorkPlacement",
        "AppFinRecord",
        "ProviderSpecDeliveryMonitoring",
        "LearningDeliveryHE",
    )

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

    __slots__ = (
        "LearnDelFAMCode",
        "LearnDelFAMDateFrom",
        "LearnDelFAMDateTo",
        "LearnDelFAMType",
        "aim",
    )
    ENTITY = "LearningDeliveryFAM"
    PARENT = "aim"
    FIELDS = (
        "LearnDelFAMType",
        "LearnDelFAMCode",
        "LearnDelFAMDateFrom",
        "LearnDelFAMDateTo",
    )
    CHILDREN = ()

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

    __slots__ = (
        "HRSAmount",
        "HRSCode",
        "HRSType",
        "aim",
    )
    ENTITY = "HRSRecord"
    PARENT = "aim"
    FIELDS = (
        "HRSType",
        "HRSCode",
        "HRSAmount",
    )
    CHILDREN = ()

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

    __slots__ = (
        "WorkPlaceEmpId",
        "WorkPlaceEndDate",
        "WorkPlaceHours",
        "WorkPlaceMode",
        "WorkPlaceStartDate",
        "aim",
    )
    ENTITY = "LearningDeliveryWorkPlacement"
    PARENT = "aim"
    FIELDS = (
        "WorkPlaceStartDate",
        "WorkPlaceEndDate",
        "WorkPlaceHours",
        "WorkPlaceMode",
        "WorkPlaceEmpId",
    )
    CHILDREN = ()

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

    __slots__ = (
        "AFinAmount",
        "AFinCode",
        "AFinDate",
        "AFinType",
        "aim",
    )
    ENTITY = "AppFinRecord"
    PARENT = "aim"
    FIELDS = (
        "AFinType",
        "AFinCode",
        "AFinDate",
        "AFinAmount",
    )
    CHILDREN = ()

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

    __slots__ = (
        "ProvSpecDelMon",
        "ProvSpecDelMonOccur",
        "aim",
    )
    ENTITY = "ProviderSpecDeliveryMonitoring"
    PARENT = "aim"
    FIELDS = (
        "ProvSpecDelMonOccur",
        "ProvSpecDelMon",
    )
    CHILDREN = ()

    ProvSpecDelMonOccur: str
    ProvSpecDelMon: str
    aim: LearningDelivery

    def _clear(self) -> None:
        self.ProvSpecDelMonOccur = ABSENT
        self.ProvSpecDelMon = ABSENT


class LearningDeliveryHE(Record):
    """Higher education, aim."""

    __slots__ = (
        "ELQ",
        "FUNDCOMP",
        "FUNDLEV",
        "GROSSFEE",
        "HEPostCode",
        "MODESTUD",
        "MSTUFEE",
        "NETFEE",
        "PCOLAB",
        "PERMADDCOUNTRY",
        "QUALENT3",
        "SEC",
        "SOC",
        "SPECFEE",
        "SSN",
        "STULOAD",
        "TYPEYR",
        "UCASSCHEMECODE",
        "YEARSTU",
        "aim",
    )
    ENTITY = "LearningDeliveryHE"
    PARENT = "aim"
    FIELDS = (
        "SSN",
        "QUALENT3",
        "SOC",
        "SEC",
        "UCASSCHEMECODE",
        "TYPEYR",
        "MODESTUD",
        "FUNDLEV",
        "STULOAD",
        "YEARSTU",
        "MSTUFEE",
        "PCOLAB",
        "SPECFEE",
        "NETFEE",
        "GROSSFEE",
        "PERMADDCOUNTRY",
        "ELQ",
        "HEPostCode",
        "FUNDCOMP",
    )
    CHILDREN = ()

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
