"""Exclusions: named predicates that excuse a record from a rule. All take the record and the context."""

from __future__ import annotations

from ilr_core.model import EmploymentStatusMonitoring, Learner, LearningDelivery, LearningDeliveryHE
from ilr_core.rules.context import Context
from ilr_core.rules.dates import months_after
from ilr_core.rules.derived import is_apprenticeship, is_devolved


def has_fam(aim: LearningDelivery, kind: str, *codes: str) -> bool:
    """Whether the aim has a funding and monitoring entry of a kind, with one of the codes if any are given."""
    # A loop, because most rules ask this and any() over a generator takes twice as long.
    for fam in aim.LearningDeliveryFAM:
        if fam.LearnDelFAMType == kind and (not codes or fam.LearnDelFAMCode in codes):
            return True
    return False


def has_learner_fam(learner: Learner, kind: str, *codes: int) -> bool:
    """Whether the learner has a funding and monitoring entry of a kind, with one of the codes if any are given."""
    return any(fam.LearnFAMType == kind and (not codes or fam.LearnFAMCode in codes) for fam in learner.LearnerFAM)


def restart(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is a restart (RES)."""
    return has_fam(aim, "RES")


def skills_bootcamp(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a Skills Bootcamp (funding model 37, programme type 32)."""
    return aim.FundModel == 37 and aim.ProgType == 32


def not_funded(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is not paid for by a funding body (funding model 99)."""
    return aim.FundModel == 99


def funded_standard(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of an apprenticeship standard under funding model 36."""
    return aim.FundModel == 36 and aim.ProgType == 25


def standard(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of an apprenticeship standard, funded (36) or not (99)."""
    return aim.FundModel in (36, 99) and aim.ProgType == 25


def standard_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is the programme aim of an apprenticeship standard, funded (36) or not (99)."""
    return aim.AimType == 1 and standard(aim, ctx)


def adult_t_level_pilot(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim belongs to the adult T Level pilot (LDM 384)."""
    return has_fam(aim, "LDM", "384")


def offender_in_custody(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is learning of an offender in custody, OLASS (LDM 034)."""
    return has_fam(aim, "LDM", "034")


def apprenticeship(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim belongs to an apprenticeship (DD07)."""
    return is_apprenticeship(aim)


def t_level(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a funded T Level programme (funding model 25, programme type 31)."""
    return aim.FundModel == 25 and aim.ProgType == 31


def employer_funded(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship is paid for through the employer's own service account (ACT 1)."""
    return has_fam(aim, "ACT", "1")


def advanced_loan(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is financed by an Advanced Learner Loan (ADL)."""
    return has_fam(aim, "ADL")


def office_for_students(aim: LearningDelivery, ctx: Context) -> bool:
    """The Office for Students pays for the aim (SOF 1)."""
    return has_fam(aim, "SOF", "1")


def community_learning(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is community learning (funding model 10, or 99 with SOF 108)."""
    return aim.FundModel == 10 or (aim.FundModel == 99 and has_fam(aim, "SOF", "108"))


def sixteen_to_nineteen(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim has 16 to 19 funding (funding model 25 or 82)."""
    return aim.FundModel in (25, 82)


def tailored_learning(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is Tailored Learning (funding model 11)."""
    return aim.FundModel == 11


def made_redundant(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner's latest employment status says that they were made redundant (OET 1)."""
    dated = [status for status in aim.learner.LearnerEmploymentStatus if status.DateEmpStatApp is not None]
    latest = max(dated, key=lambda status: status.DateEmpStatApp, default=None)
    return latest is not None and any(
        fact.ESMType == "OET" and fact.ESMCode == 1 for fact in latest.EmploymentStatusMonitoring
    )


def community_learner(learner: Learner, ctx: Context) -> bool:
    """Every aim of the learner is community learning."""
    return all(community_learning(aim, ctx) for aim in learner.LearningDelivery)


def devolved_exclusion(aim: LearningDelivery, ctx: Context) -> bool:
    """A devolved authority has excluded the aim from the national rule (DAM 023)."""
    return has_fam(aim, "DAM", "023")


def learner_with_devolved_exclusion(fact: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """A devolved authority has excluded one of the learner's aims from the national rule (DAM 023)."""
    return any(devolved_exclusion(aim, ctx) for aim in fact.status.learner.LearningDelivery)


def adult_source_of_funding(learner: Learner, ctx: Context) -> bool:
    """All aims of the learner under funding model 25 have the source of funding for adults (SOF 105)."""
    return all(has_fam(aim, "SOF", "105") for aim in learner.LearningDelivery if aim.FundModel == 25)


def completed_long_ago(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme was completed more than six months before the file was prepared."""
    ended = aim.LearnActEndDate
    return ended is not None and aim.CompStatus == 2 and ctx.file_prepared > months_after(ended, 6)


def restarted_he(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The aim of the higher education record is a restart (RES)."""
    return restart(record.aim, ctx)


def all_aims_closed(aim: LearningDelivery, ctx: Context) -> bool:
    """Every aim of the learner has an actual end date."""
    return all(other.LearnActEndDate for other in aim.learner.LearningDelivery)


def other_sixteen_to_nineteen(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is other 16 to 19 provision (funding model 82)."""
    return aim.FundModel == 82


def standard_of_any_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of an apprenticeship standard (programme type 25), whatever its funding model."""
    return aim.ProgType == 25


def apprenticeship_funded(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim has apprenticeship funding (funding model 36)."""
    return aim.FundModel == 36


def devolved(aim: LearningDelivery, ctx: Context) -> bool:
    """A combined authority pays for the aim (DD35)."""
    return is_devolved(aim, ctx)


def free_courses_for_jobs(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of the level 3 Free Courses for Jobs offer (LDM 378)."""
    return has_fam(aim, "LDM", "378")


def project_s(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim belongs to the Project S pilot for providers of the Adult Skills Fund (LDM 395)."""
    return has_fam(aim, "LDM", "395")
