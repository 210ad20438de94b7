"""Every error this project raises on purpose; each message is one sentence for the user with the next step.

IlrError
├── InputError       a file, cell or argument that cannot be used
├── CatalogueError   the project's own data is wrong (a defect, found by tests)
├── ExportBlocked    a return that must not be written as it stands
└── Stopped          the user stopped a command before it changed anything
"""


class IlrError(Exception):
    """Root of the project's errors; ``str(error)`` is safe to show to a user."""


class InputError(IlrError):
    """An input that cannot be used. ``rule`` names the official file rule that says so, if there is one."""

    def __init__(self, sentence: str, rule: str | None = None):
        super().__init__(sentence)
        self.rule = rule


class CatalogueError(IlrError):
    """The catalogue's data contradicts itself."""


class ExportBlocked(IlrError):
    """The return would be invalid or would silently lose something that was typed."""


class Stopped(IlrError):
    """The user stopped a command before it changed anything."""

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing was changed.")
