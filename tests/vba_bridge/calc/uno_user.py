"""The user at the screen of LibreOffice, played: reads message boxes and answers them."""

import threading
import time

import unohelper
from com.sun.star.awt import KeyEvent, XCallback
from com.sun.star.beans import PropertyValue

ESCAPE = 1281  # com.sun.star.awt.Key.ESCAPE
MOMENT, MOMENTS = 0.05, 1200  # a busy machine takes long to close a box, and one answered twice is two


class User:
    """Clicks OK in every box, or what ``answers`` say first; ``heard`` are the texts of the boxes.

    ``typed`` are what it types into the fields of the next forms, by the labels before them. ``picked`` are its answers
    to the next dialogs for files: a folder and names in it, or a name to save under and the number of its kind; without
    any it cancels.
    """

    def __init__(self, context):
        manager = context.ServiceManager
        self.screen = manager.createInstanceWithContext("org.libreoffice.uitest.UITest", context)
        self.toolkit = manager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
        self.heard = []
        self.answers = []
        self.typed = []
        self.picked = []
        self.has_gone = False
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def leave(self):
        self.has_gone = True
        self.thread.join()

    def look(self):
        while not self.has_gone:
            time.sleep(MOMENT)
            try:
                top = self.screen.getTopFocusWindow()
                buttons = set(top.getChildren()) & {"ok", "cancel"}
                if top.getType() != "DialogUIObject" or not buttons:
                    continue
                window = self.toolkit.getActiveTopWindow()
                if "file_name" in top.getChildren():
                    self.pick(top)
                    self.wait_for(window)
                    continue
                self.heard.append(text_of(window))
                fields = fields_of(window)
                if fields and self.typed:
                    for label, text in self.typed.pop(0).items():
                        fields[label].setText(text)
                top.getChild(self.answers.pop(0) if self.answers else "ok").executeAction("CLICK", ())
                self.wait_for(window)
            except Exception:  # noqa: BLE001 - a window may go while it is looked at
                continue

    def wait_for(self, window):
        """Until the box has gone, or another one is there."""
        for _ in range(MOMENTS):
            time.sleep(MOMENT)
            is_box = self.screen.getTopFocusWindow().getType() == "DialogUIObject"
            if not is_box or self.toolkit.getActiveTopWindow() != window:
                break

    def pick(self, dialog):
        """Answers a dialog for files."""
        if not self.picked:
            dialog.getChild("cancel").executeAction("CLICK", ())
            return
        place, more = self.picked.pop(0)
        name = dialog.getChild("file_name")
        name.executeAction("CLEAR", ())
        name.executeAction("TYPE", argument("TEXT", place))
        if isinstance(more, int):
            dialog.getChild("file_type").executeAction("SELECT", argument("POS", str(more)))
        else:
            dialog.getChild("open").executeAction("CLICK", ())  # goes into the folder
            self.choose(dialog.getChild("fileview"), more)
        dialog.getChild("open").executeAction("CLICK", ())

    def choose(self, entries, names):
        """Selects files in the list, once it shows them."""
        for _ in range(MOMENTS):
            found = {text_of_entry(entries.getChild(number)): number for number in entries.getChildren()}
            if set(names) <= set(found):
                break
            time.sleep(MOMENT)
        for name in names:
            entries.getChild(found[name]).executeAction("SELECT", ())

    def press_escape(self, window):
        event = KeyEvent()
        event.KeyCode, event.Source = ESCAPE, window
        self.toolkit.keyPress(event)
        self.toolkit.keyRelease(event)


class InMainThread(unohelper.Base, XCallback):
    """Work that LibreOffice does in its main thread, where clicks of a user are dealt with; others get no keys."""

    def __init__(self, work):
        self.work = work
        self.is_done = threading.Event()

    def notify(self, data):
        try:
            self.work()
        finally:
            self.is_done.set()


def argument(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return (one,)


def text_of_entry(entry):
    """The first column of an entry of a list: the name of a file."""
    state = {one.Name: one.Value for one in entry.getState()}
    return state["Text"].partition("\t")[0]


def text_of(window):
    """All texts in a window, as a screen reader finds them."""
    return [part.AccessibleName for part in parts_of(window.AccessibleContext) if part.AccessibleName]


def fields_of(window):
    """The fields of a form by their labels."""
    fields = [part for part in parts_of(window.AccessibleContext) if hasattr(part, "setText")]
    return {part.AccessibleName.removesuffix(" *"): part for part in fields}


def parts_of(context):
    for number in range(context.AccessibleChildCount):
        child = context.getAccessibleChild(number).AccessibleContext
        yield child
        yield from parts_of(child)
