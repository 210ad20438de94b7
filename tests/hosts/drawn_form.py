"""Draws a form and tells what is seen of it: ``python drawn_form.py FORM.py``, what is asked in standard input."""

import json
import runpy
import sys
import tkinter as tk

form_module = runpy.run_path(sys.argv[1])


def texts_in(widget):
    own = [widget.cget("text")] if "text" in widget.keys() and widget.winfo_manager() else []  # noqa: SIM118
    return [text for text in own if text] + [text for child in widget.winfo_children() for text in texts_in(child)]


root = tk.Tk()
form = form_module["AnswerForm"](root, json.load(sys.stdin), root.quit)
form_module["come_to_front"](root, 0)
root.update()
names = {str(field): name for name, field in form.fields.items()}
seen = {
    "texts": texts_in(root),
    "typed": {name: field.get() for name, field in form.fields.items()},
    "keys_go_to": names.get(str(root.focus_get())),
    "hidden": [name for name, field in form.fields.items() if field.cget("show")],
    "width": root.winfo_width(),
    "height": root.winfo_height(),
    "field": next(iter(form.fields.values())).winfo_height(),
}
last = list(form.fields.values())[-1]
last.focus_force()
root.update()
bottom = last.winfo_rooty() + last.winfo_height()
seen["is_last_seen"] = root.winfo_rooty() < bottom < root.winfo_rooty() + root.winfo_height()
print(json.dumps(seen))
