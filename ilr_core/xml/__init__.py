"""Reading and writing ILR XML and ZIP, and the generated schema."""

from ilr_core.xml.archive import OpenedReturn, opened
from ilr_core.xml.export import write_checked
from ilr_core.xml.reading import ReturnReader
from ilr_core.xml.schema import schema_of, schema_text
from ilr_core.xml.schema_check import SchemaProblem, schema_problems
from ilr_core.xml.shares import Share, shares_of
from ilr_core.xml.writing import HeaderFacts, write_return

__all__ = [
    "HeaderFacts",
    "OpenedReturn",
    "ReturnReader",
    "SchemaProblem",
    "Share",
    "opened",
    "schema_of",
    "schema_problems",
    "schema_text",
    "shares_of",
    "write_checked",
    "write_return",
]
