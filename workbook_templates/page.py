"""How a sheet prints: landscape, header row on every page, as few pages across as can be read."""

from __future__ import annotations

from math import ceil

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

A4 = 9
_READABLE_WIDTH = 190  # characters across a landscape page that can still be read


def set_up_page(
    page: Worksheet, last_key_column: str | None = None, pages_across: int | None = None, header_row: int = 1
) -> None:
    """Landscape A4, fitted in width; the header row and the columns up to the last key come again on every page."""
    shown = (dimension.width for dimension in page.column_dimensions.values() if not dimension.hidden)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth = pages_across or ceil(sum(shown) / _READABLE_WIDTH)
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{header_row}:{header_row}"
    if last_key_column:
        page.print_title_cols = f"A:{last_key_column}"
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.6
    page.page_margins.header = page.page_margins.footer = 0.3  # room for a whole line of the footer
    page.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"),
        center=_HeaderFooterPart(text="Personal data: keep safe"),
        right=_HeaderFooterPart(text="Page &P of &N"),
    )
