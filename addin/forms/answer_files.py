"""Reads what learners send back: the answers saved by the page, the same as text, or the filled workbook.

Nothing in such a file is trusted: it may come from anybody. What is not plainly a form's answers is refused in one
sentence, whatever else it is.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from addin.forms.answer_books import read_book
from addin.forms.passwords import Passwords
from addin.forms.protection import WrongPassword, decrypted_book, opened
from addin.forms.questions import questions
from addin.forms.web_form import VERSION
from addin.ooxml import PackageError
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError

LARGEST = 2 * 1024 * 1024
_LARGEST_TEXT = 200_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_FORM_ID = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}", re.IGNORECASE)
_LONGEST_LIST = 40
Given = str | list[str]
Owner = Callable[[str], str]


@dataclass(frozen=True)
class Answers:
    """What one file holds: the form's id, the learner it names, when it was saved, the answers by field."""

    file: str
    form: str
    learner: str
    saved: datetime
    given: Mapping[str, Given]


def read_answers(path: Path, year: Catalogue, passwords: Passwords, owner: Owner) -> Answers:
    """The answers in a file; ``owner`` says whose a form is, by its id. Raises InputError, one sentence."""
    found = path.stat()
    if found.st_size > LARGEST:
        raise InputError(f"{path.name} is far too large for answers, so it was not read. Ask for the file once more.")
    data = path.read_bytes()
    modified = datetime.fromtimestamp(found.st_mtime, UTC)
    try:
        if data.startswith(_OLE):
            data = _decrypted(path, data, passwords, owner)
        if data.startswith(_ZIP):
            return _from_book(path, data, year, modified)
        return _from_text(path, data, year, passwords, owner)
    except PackageError as error:
        raise InputError(f"{path.name} is no answered form: {error}") from error


def _decrypted(path: Path, data: bytes, passwords: Passwords, owner: Owner) -> bytes:
    named = _FORM_ID.search(path.name)
    for password in passwords.candidates(owner(named[0].upper()) if named else ""):
        try:
            return decrypted_book(data, password)
        except WrongPassword:
            continue
        except ValueError as error:
            raise InputError(f"{path.name} is not a form that this tool made, so it was not read.") from error
    raise InputError(f"{path.name} is protected. Give its password with --password or --password-file.")


def _from_book(path: Path, data: bytes, year: Catalogue, modified: datetime) -> Answers:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "form.xlsx"
        place.write_bytes(data)
        content, saved = read_book(place, path.name, year)
    return _answers(path, content, content, saved or modified, year)


def _from_text(path: Path, data: bytes, year: Catalogue, passwords: Passwords, owner: Owner) -> Answers:
    text = data.decode("utf-8-sig", errors="replace")
    if text.lstrip()[:9].lower() in ("<!doctype", "<html>", "<html lan"):
        raise InputError(
            f"{path.name} is the form itself, not its answers. Ask the learner to press “Save my answers” and to send "
            "the file that this makes."
        )
    whole = _json(path, text)
    content = whole
    seal = whole.get("sealed")
    if isinstance(seal, dict):
        content = _unsealed(path, seal, passwords.candidates(owner(str(whole.get("form")).upper())))
    try:
        saved = datetime.fromisoformat(str(content.get("saved")))
    except ValueError as error:
        raise _not_answers(path) from error
    return _answers(path, whole, content, saved if saved.tzinfo else saved.replace(tzinfo=UTC), year)


def _unsealed(path: Path, seal: Mapping[str, object], candidates: list[str]) -> Mapping[str, object]:
    for password in candidates:
        try:
            return _json(path, opened(seal, password).decode("utf-8", errors="replace"))
        except WrongPassword:
            continue
        except ValueError as error:
            raise _not_answers(path) from error
    raise InputError(f"{path.name} is protected. Give its password with --password or --password-file.")


def _json(path: Path, text: str) -> Mapping[str, object]:
    """The object in a text, which may stand within a message, with the quotes that mail programs put."""
    inner = text[text.find("{") : text.rfind("}") + 1]
    if len(inner) > _LARGEST_TEXT:
        raise _not_answers(path)
    for attempt in (inner, re.sub("[\u201c\u201d]", '"', inner)):
        try:
            found = json.loads(attempt)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    raise _not_answers(path)


def _answers(
    path: Path, head: Mapping[str, object], content: Mapping[str, object], saved: datetime, year: Catalogue
) -> Answers:
    form, learner, given = head.get("form"), content.get("learner"), content.get("answers")
    if not (isinstance(form, str) and isinstance(learner, str) and isinstance(given, dict)):
        raise _not_answers(path)
    if head.get("ilr_form") != VERSION:
        raise InputError(f"{path.name} comes from a form of another version of this tool. Make the form once more.")
    asked = {question.name: question for question in questions(year)}
    for name, value in given.items():
        is_list = isinstance(value, list) and len(value) <= _LONGEST_LIST and all(isinstance(one, str) for one in value)
        if name not in asked or not (is_list if asked[name].kind == "choices" else isinstance(value, str)):
            raise InputError(f"{path.name} holds more than a form asks, so nothing of it was taken.")
    return Answers(path.name, form.upper(), learner, saved, given)


def _not_answers(path: Path) -> InputError:
    return InputError(f"{path.name} does not hold the answers of a form, so it was not read.")
