"""Reading and writing ILR XML and ZIP, and the generated schema."""

from ilr_core.xml.archive import OpenedReturn, opened
from ilr_core.xml.reading import ReturnReader
from ilr_core.xml.schema import schema_of, schema_text

__all__ = ["OpenedReturn", "ReturnReader", "opened", "schema_of", "schema_text"]
