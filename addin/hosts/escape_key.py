"""Whether the user presses Esc in Excel, which waits for this process meanwhile and cannot tell it.

The key is read where the user sits: Windows is asked for its state, and only while a window of that Excel is in front.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any, Protocol

_ESCAPE = 0x1B  # VK_ESCAPE


class Keyboard(Protocol):
    """What is asked of Windows."""

    def escape(self) -> int:
        """The state of Esc: not 0 if it is down, or was pressed since it was last asked for."""
        ...

    def process_in_front(self) -> int:
        """The id of the process whose window the user works in."""
        ...


class WindowsKeyboard:
    """The keyboard of this computer, through user32."""

    def __init__(self) -> None:
        # The name is there on Windows only.
        self._user32: Any = vars(ctypes)["windll"].user32
        self._user32.GetAsyncKeyState.argtypes = [ctypes.c_int]
        self._user32.GetAsyncKeyState.restype = ctypes.c_short
        self._user32.GetForegroundWindow.restype = ctypes.c_void_p
        self._user32.GetWindowThreadProcessId.argtypes = [ctypes.c_void_p, ctypes.c_void_p]

    def escape(self) -> int:
        """The state of Esc."""
        return int(self._user32.GetAsyncKeyState(_ESCAPE))

    def process_in_front(self) -> int:
        """The process of the window in front."""
        process = ctypes.c_ulong()
        self._user32.GetWindowThreadProcessId(self._user32.GetForegroundWindow(), ctypes.byref(process))
        return process.value


class EscapeKey:
    """Esc for the Excel of process ``excel``; presses from before it was made do not count."""

    def __init__(self, excel: int, keyboard: Keyboard):
        self._excel = excel
        self._keyboard = keyboard
        self.forget()

    def is_pressed(self) -> bool:
        """Whether Esc is down, or was pressed since the last time, while this Excel is in front."""
        return self._keyboard.escape() != 0 and self._keyboard.process_in_front() == self._excel

    def forget(self) -> None:
        """Lets a press go, such as one that answered a message box."""
        self._keyboard.escape()


def keyboard() -> Keyboard | None:
    """This computer's keyboard; None where it cannot be read."""
    return WindowsKeyboard() if sys.platform == "win32" else None
