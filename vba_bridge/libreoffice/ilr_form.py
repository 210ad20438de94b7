"""A form that asks several things at once: a dialog of LibreOffice with a field, a hint and a complaint for each."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

# Lengths are in the units of dialogs: a quarter of a letter's width, an eighth of its height.
_EDGE, _GAP, _LINE, _FIELD = 8, 4, 9, 13
_LABELS, _FIELDS = 82, 250
_LETTER = 3.9  # units that a letter of a hint takes
_BUTTON = 54
_RIGHT = 2  # com.sun.star.awt.TextAlign.RIGHT
_POSITION = 3  # com.sun.star.awt.PosSize.POS
_OK, _CANCEL = 1, 2  # com.sun.star.awt.PushButtonType
_RED, _GREY = 0xA4001D, 0x555555
LEGEND = "* must be given"


class AnswerForm:
    """The form for questions (each with the fields of ``Asked`` in this project), made in the context ``context``."""

    def __init__(self, context: Any, title: str, questions: Sequence[Mapping[str, Any]], problem: str):
        self._questions = questions
        self._manager = context.ServiceManager
        self._context = context
        self._model = self._new("com.sun.star.awt.UnoControlDialogModel")
        self._bottom = _EDGE
        self._tab = 0
        whole = _LABELS + _GAP + _FIELDS
        if problem:
            self._text("problem", f"✖ {problem}", _EDGE, whole, _RED)
            self._bottom += _GAP
        for asked in questions:
            self._ask(asked)
        self._buttons(whole, any(asked["required"] for asked in questions))
        model = self._model
        model.Title, model.Moveable, model.Closeable = title, True, True
        model.Width, model.Height = whole + 2 * _EDGE, self._bottom + _EDGE

    def answers(self, window: Any) -> dict[str, str] | None:
        """Shows the form before a window until it is answered; None if the user cancels."""
        dialog = self._new("com.sun.star.awt.UnoControlDialog")
        dialog.setModel(self._model)
        dialog.createPeer(window.Toolkit, window)
        around, own = window.PosSize, dialog.PosSize
        left, top = max((around.Width - own.Width) // 2, 0), max((around.Height - own.Height) // 3, 0)
        dialog.setPosSize(left, top, 0, 0, _POSITION)
        wrong = [asked["name"] for asked in self._questions if asked["problem"]]
        blank = [asked["name"] for asked in self._questions if asked["required"] and not asked["default"]]
        first = next(iter([*wrong, *blank]), None)
        if first is not None:
            dialog.getControl(_id(first)).setFocus()
        try:
            if dialog.execute() != 1:
                return None
            return {asked["name"]: dialog.getControl(_id(asked["name"])).Text for asked in self._questions}
        finally:
            dialog.dispose()

    def _ask(self, asked: Mapping[str, Any]) -> None:
        left, name = _EDGE + _LABELS + _GAP, asked["name"]
        label = f"{asked['label']} *" if asked["required"] else asked["label"]
        kind = "ComboBox" if asked["choices"] else "Edit"
        # The label comes before its field, so that a screen reader says it there.
        self._add("FixedText", f"label_{name}", _EDGE, self._bottom + 2, _LABELS, _LINE, Label=label, Align=_RIGHT)
        field = {"Text": asked["default"]}
        if asked["choices"]:
            field |= {"StringItemList": tuple(asked["choices"]), "Dropdown": True, "LineCount": 12}
        if asked["secret"]:
            field["EchoChar"] = ord("•")
        self._add(kind, _id(name), left, self._bottom, _FIELDS, _FIELD, HelpText=asked["about"], **field)
        self._bottom += _FIELD + 1
        if asked["about"]:
            self._text(f"about_{name}", asked["about"], left, _FIELDS, _GREY)
        if asked["problem"]:
            self._text(f"problem_{name}", f"✖ {asked['problem']}", left, _FIELDS, _RED)
        self._bottom += _GAP

    def _text(self, name: str, words: str, left: int, width: int, colour: int) -> None:
        lines = len(textwrap.wrap(words, int(width / _LETTER)))
        height = lines * _LINE
        self._add("FixedText", name, left, self._bottom, width, height, Label=words, MultiLine=True, TextColor=colour)
        self._bottom += height

    def _buttons(self, whole: int, has_required: bool) -> None:
        top = self._bottom + _GAP
        if has_required:
            self._add("FixedText", "legend", _EDGE, top + 3, _LABELS, _LINE, Label=LEGEND, TextColor=_GREY)
        left = _EDGE + whole - 2 * _BUTTON - _GAP
        self._add("Button", "ok", left, top, _BUTTON, 15, Label="OK", PushButtonType=_OK, DefaultButton=True)
        self._add("Button", "cancel", left + _BUTTON + _GAP, top, _BUTTON, 15, Label="Cancel", PushButtonType=_CANCEL)
        self._bottom = top + 15

    def _add(self, kind: str, name: str, left: int, top: int, width: int, height: int, **values: Any) -> None:
        control = self._model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        control.PositionX, control.PositionY, control.Width, control.Height = left, top, width, height
        control.Name, control.TabIndex = name, self._tab
        self._tab += 1
        for property_, value in values.items():
            setattr(control, property_, value)
        self._model.insertByName(name, control)

    def _new(self, service: str) -> Any:
        return self._manager.createInstanceWithContext(service, self._context)


def _id(name: str) -> str:
    """The name of the field of a question, told from those of the other parts."""
    return f"field_{name}"
