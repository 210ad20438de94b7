"""The user at the screen of LibreOffice, played: reads message boxes and answers them."""

import threading
import time

import unohelper
from com.sun.star.awt import KeyEvent, XCallback

ESCAPE = 1281  # com.sun.star.awt.Key.ESCAPE
MOMENT, MOMENTS = 0.05, 1200  # a busy machine takes long to close a box, and one answered twice is two


class User:
    """Clicks OK in every box, or what ``answers`` say first; ``heard`` are the texts of the boxes.

    ``typed`` are what it types into the fields of the next forms, by the labels before them.
    """

    def __init__(self, context):
        manager = context.ServiceManager
        self.screen = manager.createInstanceWithContext("org.libreoffice.uitest.UITest", context)
        self.toolkit = manager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
        self.heard = []
        self.answers = []
        self.typed = []
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
                self.heard.append(text_of(window))
                fields = fields_of(window)
                if fields and self.typed:
                    for label, text in self.typed.pop(0).items():
                        fields[label].setText(text)
                top.getChild(self.answers.pop(0) if self.answers else "ok").executeAction("CLICK", ())
                for _ in range(MOMENTS):  # until the box has gone, or another one is there
                    time.sleep(MOMENT)
                    is_box = self.screen.getTopFocusWindow().getType() == "DialogUIObject"
                    if not is_box or self.toolkit.getActiveTopWindow() != window:
                        break
            except Exception:  # noqa: BLE001 - a window may go while it is looked at
                continue

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
