"""The one exception of this package."""


class PackageError(ValueError):
    """A workbook file cannot be read or written as asked; its text is one plain sentence for the user."""
