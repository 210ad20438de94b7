"""The `[Content_Types].xml` part."""

from typing import Protocol

from lxml import etree

from addin.ooxml import safe_xml


class _Parts(Protocol):
    def read(self, part: str) -> bytes: ...
    def write(self, part: str, data: bytes) -> None: ...


class ContentTypes:
    """Content types by part name (override) or by file extension (default)."""

    def __init__(self, parts: _Parts, part: str) -> None:
        self._parts = parts
        self._part = part

    def of(self, part: str) -> str:
        """The content type of a part, empty if none is declared."""
        root = self._root()
        for element in safe_xml.children(root, "Override"):
            if element.get("PartName", "").lower() == f"/{part}".lower():
                return element.get("ContentType", "")
        extension = part.rpartition(".")[2].lower()
        for element in safe_xml.children(root, "Default"):
            if element.get("Extension", "").lower() == extension:
                return element.get("ContentType", "")
        return ""

    def add(self, part: str, content_type: str) -> None:
        """Declare the type of one part."""
        root = self._root()
        override = etree.SubElement(root, f"{{{safe_xml.CONTENT_TYPES}}}Override")
        override.set("PartName", f"/{part}")
        override.set("ContentType", content_type)
        self._parts.write(self._part, safe_xml.serialise(root))

    def add_default(self, extension: str, content_type: str) -> None:
        """Declare the type of all parts with an extension, if it has none yet."""
        root = self._root()
        if all(e.get("Extension", "").lower() != extension for e in safe_xml.children(root, "Default")):
            default = etree.Element(f"{{{safe_xml.CONTENT_TYPES}}}Default")
            default.set("Extension", extension)
            default.set("ContentType", content_type)
            root.insert(0, default)
            self._parts.write(self._part, safe_xml.serialise(root))

    def remove_default(self, extension: str) -> None:
        """Take the declaration for an extension away."""
        root = self._root()
        for element in [e for e in root if e.get("Extension", "").lower() == extension]:
            root.remove(element)
            self._parts.write(self._part, safe_xml.serialise(root))

    def remove(self, part: str) -> None:
        """Take the declaration of one part away, if it has one of its own."""
        root = self._root()
        found = [e for e in root if e.get("PartName", "").lower() == f"/{part}".lower()]
        for element in found:
            root.remove(element)
        if found:
            self._parts.write(self._part, safe_xml.serialise(root))

    def _root(self) -> etree._Element:
        return safe_xml.parse(self._parts.read(self._part), self._part)
