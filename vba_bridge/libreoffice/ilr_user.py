"""What the user does while a command works: Esc is heard, other keys wait, the document stays open."""

from __future__ import annotations

from typing import Any

import unohelper
from com.sun.star.awt import XKeyHandler
from com.sun.star.util import CloseVetoException, XCloseListener

_ESCAPE = 1281  # com.sun.star.awt.Key.ESCAPE


class WaitingUser(unohelper.Base, XKeyHandler, XCloseListener):
    """The user in front of ``document`` from `begin` to `end`. ``wants_to_stop`` once Esc was pressed."""

    def __init__(self, document: Any):
        self._document = document
        self._controller = document.CurrentController
        self.wants_to_stop = False

    def begin(self) -> None:
        """Begins to watch."""
        self._document.addCloseListener(self)
        if self._controller:
            self._controller.addKeyHandler(self)

    def end(self) -> None:
        """Leaves the user alone again."""
        self._document.removeCloseListener(self)
        if self._controller:
            self._controller.removeKeyHandler(self)

    def look(self) -> bool:
        """Lets the program take in what was pressed since; says whether the user wants to stop."""
        if self._controller:
            self._controller.Frame.ContainerWindow.Toolkit.reschedule()
        return self.wants_to_stop

    def keyPressed(self, event: Any) -> bool:
        """Takes every key of the document's window, so that nothing is typed into cells the command has read."""
        self.wants_to_stop |= event.KeyCode == _ESCAPE
        return True

    def keyReleased(self, event: Any) -> bool:  # noqa: ARG002 - UNO's signature
        """Takes it as well."""
        return True

    def queryClosing(self, source: Any, gets_ownership: bool) -> None:  # noqa: ARG002
        """Keeps the document open until the command is done."""
        raise CloseVetoException("The ILR tool is still at work on it.", self)

    def notifyClosing(self, source: Any) -> None:
        """Nothing: it is not closed."""

    def disposing(self, source: Any) -> None:  # noqa: ARG002
        """Nothing is left to watch."""
        self._controller = None
