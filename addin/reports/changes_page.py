"""The user's page on guided changes, made from their registry: ``python -m addin.reports.changes_page``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from ilr_core import catalogue
from ilr_core.events import EVENTS, Event, Question

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "changes.md"
WIDTH = 120
FEW = 16
EXAMPLES = {
    "day": "02/11/2026", "pounds": "7500", "whole": "120", "aim": "1", "text": "FamilyName", "value": "Patternham",
    "days_by_aim": "31/10/2027", "shares_by_aim": "60", "references": "60342843,60348614",
}  # fmt: skip
NAMED_EXAMPLES = {
    "employer": "999999999", "uln": "1000000027", "start": "03/11/2026", "planned_end": "31/10/2027", "standard": "105",
    "planned_hours": "400", "assessment_price": "900", "hours": "8", "status": "11", "withdraw_reason": "3",
    "outcome": "1",
}  # fmt: skip
OPTIONAL_EXAMPLES = {
    "withdraw": ("date", "actual_hours"),
    "transfer-out": ("date", "actual_hours"),
    "price": ("training_price",),
    "result": ("actual_hours",),
    "aim-finished": ("aim", "date"),
}
HEAD = """\
# Recording what happened to a learner

A break, a new employer, a result: each of these changes several records at once, and each has one way in which DfE
wants it recorded. This tool knows the way. You say what happened and when; it writes the records.

## From the ribbon

Select a row of the learner: on Learners, Aims or another data sheet, or on a sheet that names learners, such as
Problems. Open the menu **Record a change** (Alt, Y, 2), in LibreOffice the same in the menu ILR, and choose what
happened. A form asks the rest, all at once.

![The form of a new employer: a field for each thing that is asked, what is taken where one is left blank, and a date
that cannot be read, with the reason below it](../pictures/change-form.png)

- Codes and aims are picked from a list, or typed. The aim of the selected row stands there already. What is known, or
  has no meaning for this learner or year, is not asked.
- Tab goes from field to field, Down opens a list, Return is OK, Esc leaves everything as it is.
- What cannot be used is said where it stands, and what the rules forbid with the rule. What you typed stays.
- Then you see the records, old beside new. Only if you agree is anything written; **Undo** takes it back.

## From the command line

```
ilr change                                   lists what can be recorded
ilr change break --help                      says what a break asks
ilr change break BOOK.xlsx --learner A0001 --date 02/11/2026 --reason "Illness"
```

## How it works

1. **It asks only what it cannot know.** The rest it works out from the learner's records. Where a learner has several
   aims that it could be about, it names them and asks which (`--aim`); it never guesses.
2. **It shows everything first.** Each record it will write stands beside the old one, with the meaning of the codes,
   and how each figure came about. On the command line `--preview` stops there, and `--yes` answers beforehand.
3. **The rules are run on the result before anything is written.** If the return would have an error that it does not
   have now, nothing is changed, and you read which rule says no and why. New warnings are shown, and you decide.
   Rules that ask LARS or other registers speak only if you have loaded them.
4. **All or nothing.** Every cell and the log are saved together. The sheet `Changes` keeps who, when, what and why;
   **Undo**, or `ilr undo BOOK.xlsx`, gives every cell back what it held.

What was returned stays: planned ends, start dates, old prices and aims that are closed are never written over. Dates
may be typed as `02/11/2026`, `2 Nov 2026` or `2026-11-02`; codes as the code or its words. A learner with a date or
code that cannot be read is mended first.
"""
TAIL = """\
## What these changes leave to you

- Payments by and to the employer (PMR) are typed on the sheet `Finance`.
- The apprenticeship service is told separately: the price, the employer and the dates there must agree with the return.
- A price left after a change of employer is an estimate from the instalments of past months. If LARS is not loaded, the
  funding band is not known and a price above it is not capped. The price you agreed with the employer is the one to
  record: give it with `--training-price`.
- English and maths aims are known by their contract type (ACT). One without it counts as an ordinary component.
- A new start, and a return after a withdrawal without an agreed break, are new aims that you type.
- An apprenticeship without funding (funding model 99) has no price and no achievement date; its end is typed by hand.
"""


def page() -> str:
    """The whole page as Markdown."""
    listed = [f"| [{event.title}](#{_anchor(event.title)}) | `ilr change {name}` |" for name, event in EVENTS.items()]
    index = "\n".join(["| what happened | command |", "| --- | --- |", *listed])
    return "\n".join([HEAD, index, "", *(part for event in EVENTS.values() for part in _section(event)), TAIL])


def _anchor(title: str) -> str:
    return "".join(one for one in title.casefold().replace(" ", "-") if one.isalnum() or one == "-")


def _section(event: Event) -> Iterator[str]:
    yield f"## {event.title}\n"
    yield f"{event.when}\n"
    yield f"```\n{_example(event)}\n```\n"
    if event.asks:
        rows = [f"| `{_option(one)}` | {_asked(one)} | {_without(one)} |" for one in event.asks]
        yield "\n".join(["| asks | what | without it |", "| --- | --- | --- |", *rows, ""])
    yield "Writes:\n"
    for line in event.writes:
        yield textwrap.fill(f"- {line}", WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    yield ""


def _option(question: Question) -> str:
    return f"--{question.name.replace('_', '-')}"


def _asked(question: Question) -> str:
    codes = question.offered(catalogue.load())
    if not codes or len(codes) > FEW:
        return question.about
    return f"{question.about}: {'; '.join(f'{one.code} {one.label}' for one in codes)}"


def _without(question: Question) -> str:
    return question.otherwise or ("it must be given" if question.required else "")


def _example(event: Event) -> str:
    shown = [one for one in event.asks if one.required or one.name in OPTIONAL_EXAMPLES.get(event.name, ())]
    answers = [f"{_option(one)} {NAMED_EXAMPLES.get(one.name) or EXAMPLES[one.kind]}" for one in shown]
    parts = [f"ilr change {event.name} BOOK.xlsx --learner A0001", *answers]
    lines = [parts[0]]
    for part in parts[1:]:
        if len(lines[-1]) + len(part) > WIDTH - 4:
            lines[-1] += " \\"
            lines.append(f"        {part}")
        else:
            lines[-1] += f" {part}"
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
