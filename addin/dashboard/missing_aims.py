"""Figures about aims that should be there: components of a programme, English and maths."""

from __future__ import annotations

from collections.abc import Iterable

from addin.dashboard.entries import Entry, of_aim
from addin.dashboard.facts import Facts
from addin.dashboard.records import is_open
from addin.dashboard.registry import figure
from ilr_core.catalogue import number
from ilr_core.funding.programmes import COMPLETED, COMPONENT, CONTINUING, PROGRAMME
from ilr_core.model import Learner, LearningDelivery
from ilr_core.registers import Lars
from ilr_core.rules.cross_record.matching import CORE, same_programme
from ilr_core.rules.dates import age_on
from ilr_core.rules.derived import ENGLISH, MATHS, is_apprenticeship
from ilr_core.rules.learner.gcse_grades import BELOW_GRADE_4, NO_ENGLISH, NO_GRADE, NO_MATHS

YOUNG_PEOPLE = 25
MATHS_WORD, ENGLISH_WORD = "maths", "English"
SUBJECTS = ((MATHS_WORD, "MathGrade", NO_MATHS, "MCF"), (ENGLISH_WORD, "EngGrade", NO_ENGLISH, "ECF"))
"""Subject, its grade, the code of EDF for those without it, and the kind of entry that excuses from it."""


@figure(
    "Programmes without an open aim",
    counts="Open programmes in which no component or core aim is open.",
    matters="A programme is funded for what is taught in it; one without aims looks like an empty claim.",
    next_step="Add the aims, correct their programme type and standard, or end the programme.",
    unit="programme",
)
def programmes_without_open_aim(facts: Facts) -> Iterable[Entry]:
    """Open programme aims without an open part."""
    for learner in facts.learners:
        for aim in learner.LearningDelivery:
            if aim.AimType != PROGRAMME or not is_open(aim):
                continue
            parts = [
                other
                for other in learner.LearningDelivery
                if other.AimType in (COMPONENT, CORE) and same_programme(aim, other)
            ]
            if not any(is_open(part) for part in parts):
                words = "all its aims have ended" if parts else "no aim belongs to it"
                yield of_aim(aim, words, "LearnAimRef")


@figure(
    "English or maths missing",
    counts="Learners for whom the record says that English or maths is due (grade, EDF) and who have no aim for it: "
    "apprentices under 19 at their start and, with LARS loaded, learners of 16 to 19 funding.",
    matters="It is a condition of their funding, or of their apprenticeship.",
    next_step="Add the aim, or what excuses the learner (MCF, ECF), or correct the grade.",
)
def english_or_maths_missing(facts: Facts) -> Iterable[Entry]:
    """Learners who lack an aim that their own record asks for."""
    lars = facts.knowledge.registers.LARS
    for learner in facts.learners:
        due = [subject for subject in SUBJECTS if _is_due(learner, *subject[1:])]
        bound = _bound_aim(learner, with_lars=lars is not None) if due else None
        if bound is None:
            continue
        missing = _not_taken([subject for subject, *_ in due], learner, lars)
        if missing:
            yield of_aim(bound, f"{missing}: due, and no aim for it", "LearnAimRef")


def _is_due(learner: Learner, grade: str, code: int, excuse: str) -> bool:
    """Whether the record says that the learner has no pass in a subject, and nothing excuses from it."""
    kinds = {(entry.LearnFAMType, entry.LearnFAMCode) for entry in learner.LearnerFAM}
    without = learner.value(grade) in (*BELOW_GRADE_4, NO_GRADE) or ("EDF", code) in kinds
    return without and not any(kind == excuse for kind, _ in kinds)


def _bound_aim(learner: Learner, *, with_lars: bool) -> LearningDelivery | None:
    """The open aim because of which English and maths are due; None if there is none."""
    for aim in learner.LearningDelivery:
        if not is_open(aim):
            continue
        if aim.FundModel == YOUNG_PEOPLE and with_lars:
            return aim
        if aim.AimType == PROGRAMME and is_apprenticeship(aim) and _is_young(learner, aim):
            return aim
    return None


def _is_young(learner: Learner, aim: LearningDelivery) -> bool:
    start = aim.OrigLearnStartDate or aim.LearnStartDate
    adult = number("adult_age", start) if start else None
    return bool(start and learner.DateOfBirth and adult and age_on(learner.DateOfBirth, start) < adult)


def _not_taken(due: list[str], learner: Learner, lars: Lars | None) -> str:
    """The subjects that no open or completed aim covers, in words.

    An apprentice's course with a contract of its own is English or maths; which of them, only LARS can say, and one
    such course covers one subject.
    """
    taken: set[str] = set()
    either = 0
    for aim in learner.LearningDelivery:
        if aim.CompStatus not in (CONTINUING, COMPLETED):
            continue
        subject = _subject_in_lars(aim, lars)
        if subject:
            taken.add(subject)
        elif aim.AimType == COMPONENT and any(fam.LearnDelFAMType == "ACT" for fam in aim.LearningDeliveryFAM):
            either += 1
    missing = [subject for subject in due if subject not in taken]
    if either >= len(missing):
        return ""
    return f"{' or '.join(missing)}" if either else " and ".join(missing)


def _subject_in_lars(aim: LearningDelivery, lars: Lars | None) -> str:
    entry = lars.aim(aim.LearnAimRef) if lars and aim.LearnAimRef and aim.LearnStartDate else None
    if entry is None:
        return ""
    if entry.has_basic_skills(MATHS, aim.LearnStartDate):
        return MATHS_WORD
    return ENGLISH_WORD if entry.has_basic_skills(ENGLISH, aim.LearnStartDate) else ""
