"""What a command asks its user in a form: several things at once, each answered by a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked. ``name`` is the key of its answer, ``label`` what stands before the field.

    ``about`` says more, such as what is taken without an answer. ``choices`` are answers to pick from; another may be
    typed. ``default`` stands in the field already. ``secret`` hides what is typed.
    """

    name: str
    label: str
    about: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""
    required: bool = True
    secret: bool = False
