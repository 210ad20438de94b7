"""The form as one page that works from disk: markup, look and script in one file, which fetches and sends nothing."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files

from addin.forms.checks import NO_SUCH_DAY, WRONG_YEAR
from addin.forms.protection import sealed
from addin.forms.questions import Question, Section, sections
from ilr_core.catalogue import Catalogue

VERSION = 1
INTRO = "Please check what is written here and correct what is wrong. Then answer the rest, as far as you want to."
PURPOSE = (
    "Your answers go into your learner record. Your training provider returns it to the Department for Education, as "
    "it must for everybody. Ask your provider if you want to know more."
)
_FEW = 4
_HIDDEN_FIRST = "Choose one"


@dataclass(frozen=True)
class Blank:
    """What one form is made of: its id, the learner's reference, the details it shows by field, who asks and when.

    ``provider`` is the name of who asks, ``back`` how the answers come back; both may be empty.
    """

    form: str
    learner: str
    shown: dict[str, str]
    provider: str = ""
    back: str = ""


def web_form(blank: Blank, year: Catalogue, password: str = "") -> bytes:
    """The whole page; with a password the details in it, and later the answers, are sealed with it."""
    plan = sections(year)
    checks = {q.name: q.check.as_data() for section in plan for q in section.questions if q.check is not None}
    own: dict[str, object] = {"learner": blank.learner, "shown": blank.shown}
    data: dict[str, object] = {"ilr_form": VERSION, "form": blank.form, "checks": checks}
    data["words"] = {"no_such_day": NO_SUCH_DAY, "wrong_year": WRONG_YEAR}
    data |= {"sealed": sealed(json.dumps(own).encode(), password)} if password else own
    style, script = _part("form.css"), _part("form.js")
    policy = (
        f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; form-action 'none'; "
        "base-uri 'none'"
    )
    who = escape(blank.provider) or "your training provider"
    page = f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>Your details</title><style>{style}</style></head>
<body><header><h1>Your details</h1><p>Asked by {who}</p></header><main>
<div class="box"><p class="lead">{INTRO}</p>{_how_to_return(blank)}
<p class="note">{PURPOSE}</p></div>
<div class="box" id="no-script"><h2>This form does not work here</h2><p>{_NO_SCRIPT}</p></div>
{_LOCKED}
<form id="form" novalidate hidden>{"".join(map(_section, plan))}{_END}</form>
</main>
<footer>Form {escape(blank.form)}. This page works on your device only: it loads nothing and sends nothing.</footer>
<script type="application/json" id="form-data">{_as_script(data)}</script><script>{script}</script></body></html>
"""
    return page.encode()


_NO_SCRIPT = (
    "It was opened in a viewer that only shows it, or in an old browser. On an iPhone or iPad, use the Excel form "
    "instead. On other phones, save the file, then open it with Chrome. On a computer, open it with a browser."
)
_LOCKED = """<div class="box" id="locked" hidden><form id="unlock"><h2>This form is locked</h2>
<p class="about" id="password-about">Use the password that you were given for it.</p>
<label for="password">Password</label>
<input type="password" id="password" class="narrow" autocomplete="off" aria-describedby="password-about unlock-problem">
<p class="problem" id="unlock-problem" aria-live="assertive"></p>
<button class="second">Open the form</button></form></div>
<div class="box" id="no-crypto" hidden role="alert"><h2>This form cannot be unlocked here</h2>
<p>This browser does not let a page opened from a file use a password. Open the file on a computer, or ask for the
Excel form.</p></div>"""
_END = """<div class="box" id="summary" role="alert" tabindex="-1" hidden><h2>Please look at these again</h2>
<ul id="summary-list"></ul><p>Correct each of them, or leave it empty. Then save again.</p></div>
<div class="box"><button>Save my answers</button>
<p class="note">This makes a small file on your device. Nothing is sent: you send the file yourself.</p></div>
<div class="box" id="saved" role="status" tabindex="-1" hidden><h2>✔ Your answers are saved</h2>
<p>Look among your downloads for the newest file, called “Answers …”. Send it back to whoever sent you this form.</p>
<details><summary>No file to be found?</summary><p>Copy this text and send it instead.</p>
<label for="answers-text">Your answers as text</label><textarea id="answers-text" readonly></textarea>
<button type="button" class="second" id="copy">Copy the text</button>
<p class="note" id="copied" aria-live="polite"></p></details></div>"""


def _how_to_return(blank: Blank) -> str:
    back = escape(blank.back) or "send it back to whoever sent you this form"
    steps = ("Check and answer.", "Press “Save my answers”.", f"Find the file that this saves, then {back}.")
    return f"<ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol>"


def _section(section: Section) -> str:
    about = f'<p class="lead">{escape(section.about)}</p>' if section.about else ""
    asked = "".join(_question(question) for question in section.questions)
    return f"<section><h2>{escape(section.title)}</h2>{about}{asked}</section>"


def _question(question: Question) -> str:
    name, label = question.name, escape(question.label)
    about = f'<p class="about" id="{name}-about">{escape(question.about)}</p>' if question.about else ""
    problem = f'<p class="problem" id="{name}-problem" aria-live="polite"></p>'
    told = f'aria-describedby="{f"{name}-about " if about else ""}{name}-problem"'
    if question.kind == "text":
        inner = f'<label for="{name}">{label}</label>{about}{_text(question, told)}'
    elif question.kind == "choice" and len(question.choices) > _FEW:
        inner = f'<label for="{name}">{label}</label>{about}{_select(question, told)}'
    else:
        fields = "".join(_parts(question))
        inner = f"<fieldset {told}><legend>{label}</legend>{about}{fields}</fieldset>"
    about_it = f'data-name="{name}" data-kind="{question.kind}" data-label="{label}"'
    return f'<div class="question" {about_it}>{inner}{problem}</div>'


def _text(question: Question, told: str) -> str:
    narrow = ' class="narrow"' if question.width < 20 else ""
    plain = ' spellcheck="false" autocapitalize="off"' if question.keyboard == "email" else ' spellcheck="false"'
    return (
        f'<input type="text" id="{question.name}"{narrow} inputmode="{question.keyboard}" '
        f'autocomplete="{question.autocomplete}"{plain} {told}>'
    )


def _select(question: Question, told: str) -> str:
    options = "".join(f'<option value="{code}">{escape(words)}</option>' for code, words in question.choices)
    return f'<select id="{question.name}" {told}><option value="">{_HIDDEN_FIRST}</option>{options}</select>'


def _parts(question: Question) -> Iterator[str]:
    """Day, month and year; or the choices with a mark each."""
    if question.kind == "day":
        yield '<div class="day">'
        for part, most in (("Day", 2), ("Month", 2), ("Year", 4)):
            yield (
                f'<label>{part}<input type="text" id="{question.name}-{part.lower()}" inputmode="numeric" '
                f'maxlength="{most}" autocomplete="{question.autocomplete}-{part.lower()}"></label>'
            )
        yield "</div>"
        return
    kind = "checkbox" if question.kind == "choices" else "radio"
    for code, words in question.choices:
        yield (
            f'<label class="choice"><input type="{kind}" name="{question.name}" id="{question.name}-{code}" '
            f'value="{code}"><span>{escape(words)}</span></label>'
        )


def _as_script(data: dict[str, object]) -> str:
    """JSON in which no text can end the element it stands in."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _part(name: str) -> str:
    return files("addin.forms").joinpath("web", name).read_text("utf-8")


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
