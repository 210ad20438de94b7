"""What a person must decide about a learner's new records, or should look at: codes, questions, entries of the past."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from ilr_core.catalogue import Field, Question
from ilr_core.model import Learner, LearnerEmploymentStatus, LearningDelivery, LearningDeliveryFAM, Record
from ilr_core.roll_over.carried import Reason
from ilr_core.roll_over.notes import Kind, Note, noted
from ilr_core.roll_over.year_step import YearStep

_SHOWN_CODES = 12
_NAMED_FIELD = re.compile(r"{(\w+)}")


def decisions(learner: Learner, reasons: Mapping[LearningDelivery, Reason], step: YearStep) -> Iterator[Note]:
    """Notes on a learner of the new year; ``reasons`` says why each of the new aims goes on."""
    for aim, reason in reasons.items():
        if reason.name != "continuing":
            end = aim.text("LearnActEndDate")
            field = "LearnActEndDate" if end else "LearnPlanEndDate"
            shown = aim.text(field) or ""
            yield noted(aim, "kept", reason.urgency, reason.text, field=field, old=shown, new=shown)
    asked: set[tuple[int, str, str]] = set()
    for record in learner.walk():
        news = dict(_news_of_codes(record, step))
        for question in step.questions_of.get(record.ENTITY, ()):
            if not _applies(question, record):
                continue
            about, field = _subject(question, record)
            key = (id(about), field, question.text)
            if key in asked or (about is not record and about.value(field) is not None):
                continue
            asked.add(key)
            told = news.pop(field, "") if about is record else ""
            shown = about.text(field) or "" if field in about.FIELDS else ""
            kind: Kind = "code" if told else "question"
            text = f"{told} {question.text}".strip()
            yield noted(about, kind, question.urgency, text, field=field, old=shown, new=shown)
        yield from (_about_code(record, name, told, step) for name, told in news.items())
        if isinstance(record, LearningDeliveryFAM):
            yield from _about_period(record, step.new.start)


def _news_of_codes(record: Record, step: YearStep) -> Iterator[tuple[str, str]]:
    """The fields whose code is not what it was, and what became of it."""
    for field in step.coded_fields.get(record.ENTITY, ()):
        value = getattr(record, field.name)
        if value is not None:
            news = step.code_news(_list_of(field, record), str(value))
            if news:
                yield field.name, news


def _about_code(record: Record, name: str, news: str, step: YearStep) -> Note:
    list_name = _list_of(step.new.fields[record.ENTITY][name], record)
    typed, code = record.text(name) or "", str(record.value(name))
    if not step.is_gone(list_name, code):
        return noted(record, "code", "look", news, field=name, old=typed, new=typed)
    return noted(record, "code", "decide", f"{news} {_choices(list_name, step)}", field=name, old=typed, new=typed)


def _list_of(field: Field, record: Record) -> str:
    """The name of a field's code list, in which another field of the record may be named."""
    if "{" not in field.list:
        return field.list
    return _NAMED_FIELD.sub(lambda found: record.text(found[1]) or "", field.list)


def _choices(list_name: str, step: YearStep) -> str:
    """What may stand in place of a code that is gone."""
    codes = step.new.lists.get(list_name)
    if codes is None:
        return "Delete the record, or give it another kind."
    usable = [code for code in codes.codes.values() if code.valid_to is None or code.valid_to >= step.new.start]
    if len(usable) > _SHOWN_CODES:
        return "Choose another one."
    return f"Choose one of {'; '.join(f'{code.code} · {code.label}' for code in usable)}."


def _applies(question: Question, record: Record) -> bool:
    return all(test.holds(record.text(test.field)) for test in question.when)


def _subject(question: Question, record: Record) -> tuple[Record, str]:
    """The record and field a question is about: the record itself, or one of its learner's that goes with it."""
    entity, mark, field = question.field.rpartition(".")
    if not mark or entity == record.ENTITY:
        return record, field
    if isinstance(record, LearningDelivery) and entity == LearnerEmploymentStatus.ENTITY:
        status = _status_on(record.learner, record.LearnStartDate)
        if status is not None:
            return status, field
    return record, question.field


def _status_on(learner: Learner, day: date | None) -> LearnerEmploymentStatus | None:
    dated = [one for one in learner.LearnerEmploymentStatus if one.DateEmpStatApp is not None]
    earlier = [one for one in dated if day is not None and one.DateEmpStatApp <= day]
    return max(earlier, key=lambda one: one.DateEmpStatApp, default=None)


def _about_period(fam: LearningDeliveryFAM, start: date) -> Iterator[Note]:
    """That an entry with dates is over, unless it only ended with its aim."""
    last: date | None = fam.LearnDelFAMDateTo
    if last is None or last >= start or last in (fam.aim.LearnActEndDate, fam.aim.AchDate):
        return
    text = (
        f"{fam.LearnDelFAMType} {fam.LearnDelFAMCode} was over on {last:%d/%m/%Y}. It is kept: the aim is returned "
        "with its whole history."
    )
    shown = fam.text("LearnDelFAMDateTo") or ""
    yield noted(fam, "kept", "known", text, field="LearnDelFAMDateTo", old=shown, new=shown)
