"""The form that asks several things at once beside Excel: a program of its own, so that nothing of it can harm Excel's.

Reads one JSON object from standard input: ``title``, ``questions`` (each as `addin.hosts.questions.Asked` in plain
values), ``problem`` (what is wrong with the answers as a whole) and ``owner`` (the window it stands before, or 0).
Writes one to standard output: ``answers`` by name, null if the user would rather not. Ends with `NO_SCREEN` where no
window can be shown. Imports nothing of this project, so that it starts at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

NO_SCREEN = 3
RED, GREY = "#a4001d", "#555555"
FIELD, TEXT = 44, 360  # letters in a field; width of the lines below it, in points
MOST = 0.85  # of the height of the screen
LEGEND = "* must be given"
MISSING = "This must be given."
_OWNER = -8  # GWLP_HWNDPARENT of SetWindowLongPtr


class AnswerForm:
    """The form in the Tk window ``root``. ``answers`` are None until OK was pressed with all that must be given.

    ``close`` is called when the form is done with.
    """

    def __init__(self, root: Any, given: Mapping[str, Any], close: Callable[[], None]):
        from tkinter import ttk

        self.answers: dict[str, str] | None = None
        self.fields: dict[str, Any] = {}
        self._problems: dict[str, Any] = {}
        self._required = [asked["name"] for asked in given["questions"] if asked["required"]]
        self._close = close
        self._root = root
        self._ttk = ttk
        self._point = root.winfo_fpixels("1p")
        self._style()
        root.title(given["title"])
        self._build(given)
        root.bind("<Escape>", lambda _: close())
        root.bind("<Return>", lambda _: self.accept())
        root.protocol("WM_DELETE_WINDOW", close)
        self._place()

    def accept(self) -> None:
        """Takes the answers and closes; first shows which of those that must be given are not."""
        typed = {name: field.get() for name, field in self.fields.items()}
        missing = [name for name in self._required if not typed[name].strip()]
        for name in self.fields:
            self._say(name, MISSING if name in missing else "")
        if missing:
            self.fields[missing[0]].focus_set()
            return
        self.answers = typed
        self._close()

    def _cancel(self, event: Any) -> str:  # noqa: ARG002 - Tk's signature
        self._close()
        return "break"  # or Return would be taken for OK as well

    def _style(self) -> None:
        from tkinter import font

        style = self._ttk.Style(self._root)
        # Windows draws fields as it does everywhere; elsewhere this is the one theme that looks of today.
        if "vista" not in style.theme_names():
            style.theme_use("clam")
        small = font.nametofont("TkDefaultFont").copy()
        small.configure(size=max(small.actual("size") - 1, 8))
        self._small = small
        style.configure("About.TLabel", foreground=GREY, font=small)
        style.configure("Problem.TLabel", foreground=RED, font=small)

    def _build(self, given: Mapping[str, Any]) -> None:
        import tkinter as tk

        edge = round(9 * self._point)
        outside = self._ttk.Frame(self._root, padding=edge)
        outside.pack(fill="both", expand=True)
        if given["problem"]:
            words = self._ttk.Label(outside, text=f"✖ {given['problem']}", style="Problem.TLabel")
            words.configure(wraplength=round((TEXT + 110) * self._point))
            words.pack(anchor="w", pady=(0, edge))
        below = self._ttk.Frame(outside)
        below.pack(side="bottom", fill="x", pady=(edge, 0))
        canvas = tk.Canvas(outside, highlightthickness=0, background=self._ttk.Style().lookup("TFrame", "background"))
        bar = self._ttk.Scrollbar(outside, command=canvas.yview)
        canvas.configure(yscrollcommand=bar.set)
        canvas.pack(side="left", fill="both", expand=True)
        inside = self._ttk.Frame(canvas)
        canvas.create_window(0, 0, window=inside, anchor="nw")
        self._canvas, self._inside, self._bar = canvas, inside, bar
        for number, asked in enumerate(given["questions"]):
            self._ask(inside, 3 * number, asked)
        # Made in the order in which Tab goes through them.
        accept = self._ttk.Button(below, text="OK", command=self.accept, default="active")
        cancel = self._ttk.Button(below, text="Cancel", command=self._close)
        cancel.bind("<Return>", self._cancel)
        cancel.pack(side="right")
        accept.pack(side="right", padx=edge)
        if self._required:
            self._ttk.Label(below, text=LEGEND, style="About.TLabel").pack(side="left")

    def _ask(self, place: Any, row: int, asked: Mapping[str, Any]) -> None:
        label = f"{asked['label']} *" if asked["required"] else asked["label"]
        gap = round(5 * self._point)
        self._ttk.Label(place, text=label).grid(row=row, column=0, sticky="ne", padx=(0, gap), pady=(gap, 0))
        field: Any
        if asked["choices"]:
            field = self._ttk.Combobox(place, values=list(asked["choices"]), width=FIELD - 2, height=16)
        else:
            field = self._ttk.Entry(place, width=FIELD, show="•" if asked["secret"] else "")
        field.insert(0, asked["default"])
        field.grid(row=row, column=1, sticky="we", pady=(gap, 0))
        field.bind("<FocusIn>", lambda _: self._into_view(field))
        width = round(TEXT * self._point)
        if asked["about"]:
            about = self._ttk.Label(place, text=asked["about"], style="About.TLabel", wraplength=width)
            about.grid(row=row + 1, column=1, sticky="w")
        problem = self._ttk.Label(place, style="Problem.TLabel", wraplength=width)
        problem.grid(row=row + 2, column=1, sticky="w")
        self.fields[asked["name"]], self._problems[asked["name"]] = field, problem
        self._say(asked["name"], asked["problem"])

    def _say(self, name: str, problem: str) -> None:
        label = self._problems[name]
        label.configure(text=f"✖ {problem}" if problem else "")
        if problem:
            label.grid()
        else:
            label.grid_remove()
        self._fit()

    def _fit(self) -> None:
        """Makes the part with the fields as high as they are, or as high as the screen allows, with a bar then."""
        self._root.update_idletasks()
        width, height = self._inside.winfo_reqwidth(), self._inside.winfo_reqheight()
        most = round(self._root.winfo_screenheight() * MOST) - round(90 * self._point)
        self._canvas.configure(width=width, height=min(height, most), scrollregion=(0, 0, width, height))
        if height > most:
            self._bar.pack(side="right", fill="y")

    def _into_view(self, field: Any) -> None:
        """Moves the fields so that the one that is typed into can be seen."""
        whole = self._inside.winfo_height()
        top, bottom = field.winfo_y() / whole, (field.winfo_y() + 3 * field.winfo_height()) / whole
        first, last = self._canvas.yview()
        if top < first or bottom > last:
            self._canvas.yview_moveto(max(top - 0.05, 0))

    def _place(self) -> None:
        """Puts the form into the middle of the screen, and the user into the first field to answer."""
        root = self._root
        root.update_idletasks()
        width, height = root.winfo_reqwidth(), root.winfo_reqheight()
        left = max((root.winfo_screenwidth() - width) // 2, 0)
        top = max((root.winfo_screenheight() - height) // 3, 0)
        root.geometry(f"+{left}+{top}")
        root.resizable(False, False)
        wrong = [name for name, label in self._problems.items() if label.cget("text")]
        blank = [name for name in self._required if not self.fields[name].get()]
        first = next(iter([*wrong, *blank, *self.fields]), None)
        if first is not None:
            self.fields[first].focus_set()


def come_to_front(root: Any, owner: int) -> None:
    """Brings the form before all other windows and gives it the keyboard; on Windows as a box of the owner's window."""
    if sys.platform == "win32" and owner:
        import ctypes

        with suppress(OSError, AttributeError):
            user32: Any = vars(ctypes)["windll"].user32
            user32.GetParent.restype = ctypes.c_void_p
            own = ctypes.c_void_p(user32.GetParent(ctypes.c_void_p(root.winfo_id())))
            user32.SetWindowLongPtrW(own, _OWNER, ctypes.c_void_p(owner))
            user32.SetForegroundWindow(own)
    root.attributes("-topmost", True)
    root.lift()
    # The field that has it inside the form, not the form itself, into which nothing can be typed.
    (root.focus_lastfor() or root).focus_force()


def see_every_dot() -> None:
    """Tells Windows not to blow the form up as a picture on a screen at 150 %: letters are drawn as large as set."""
    if sys.platform == "win32":
        import ctypes

        with suppress(OSError, AttributeError):
            vars(ctypes)["windll"].shcore.SetProcessDpiAwareness(1)


def main(arguments: Sequence[str] = ()) -> int:  # noqa: ARG001 - all that is asked comes through standard input
    """Shows the form and writes the answers."""
    given = json.loads(sys.stdin.buffer.read())
    try:
        import tkinter as tk

        see_every_dot()
        root = tk.Tk()
    except (ImportError, RuntimeError, OSError) as error:
        print(f"No form can be shown: {error}", file=sys.stderr)
        return NO_SCREEN
    except Exception as error:
        # tkinter's TclError is no name where tkinter is missing.
        if type(error).__name__ != "TclError":
            raise
        print(f"No form can be shown: {error}", file=sys.stderr)
        return NO_SCREEN
    form = AnswerForm(root, given, root.quit)
    root.after(50, come_to_front, root, given["owner"])
    root.mainloop()
    print(json.dumps({"answers": form.answers}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
