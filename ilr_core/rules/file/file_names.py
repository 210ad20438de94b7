"""The names of the XML file and of the ZIP around it. A return without a file name is not judged."""

from __future__ import annotations

from pathlib import PurePosixPath

from ilr_core.returns.file_name import parse, serial_part
from ilr_core.rules.context import Context, ReturnFile
from ilr_core.rules.registry import Verdict, rule


@rule("Filename_1", reads="")
def not_the_official_form(file: ReturnFile, ctx: Context) -> bool:
    """The file name is not of the form ILR-UKPRN-YYYY-yyyymmdd-hhmmss-NN.XML with a date and time that exist.

    Let this tool export the file, which names it, or rename it to that form.
    """
    return file.name is not None and parse(file.name) is None


@rule("Filename_3", reads="", needs="organisations")
def name_of_unknown_provider(file: ReturnFile, ctx: Context) -> bool:
    """The file name has a UKPRN that no organisation has.

    Correct the number behind ILR in the file name, and in the return.
    """
    name, organisations = parse(file.name or ""), ctx.registers.organisations
    return name is not None and organisations is not None and organisations.organisation(name.ukprn) is None


@rule("Filename_4", reads="")
def name_of_another_year(file: ReturnFile, ctx: Context) -> bool:
    """The collection year in the file name is not the year of this return.

    Check that it is the right file; if it is, put the four digits of the year behind the UKPRN in its name.
    """
    name = parse(file.name or "")
    return name is not None and name.year != ctx.catalogue.year


@rule("Filename_5", reads="")
def serial_not_two_digits(file: ReturnFile, ctx: Context) -> bool:
    """The serial number at the end of the file name does not have exactly two digits.

    Name the first file of a moment 01, the next 02, and so on.
    """
    serial = serial_part(file.name or "")
    return serial is not None and not (len(serial) == 2 and serial.isascii() and serial.isdigit())


@rule("Filename_6", reads="")
def serial_is_zero(file: ReturnFile, ctx: Context) -> bool:
    """The serial number at the end of the file name is 00.

    Rename the file: serial numbers begin at 01.
    """
    return serial_part(file.name or "") == "00"


@rule("Filename_7", reads="")
def name_from_the_future(file: ReturnFile, ctx: Context) -> bool:
    """The date and time in the file name have not come yet.

    Check the clock of the computer that made the file, then export it again.
    """
    name = parse(file.name or "")
    return name is not None and name.made > ctx.now.replace(tzinfo=None)


@rule("Header_3", reads="Source.UKPRN")
def name_of_another_provider(file: ReturnFile, ctx: Context) -> Verdict:
    """The UKPRN in the file name is not the one in the header ({UKPRN}).

    Check that it is the right file; if it is, rename it or correct the UKPRN in the header.
    """
    name = parse(file.name or "")
    sources = [source for header in file.message.Header for source in header.Source]
    return [source for source in sources if name is not None and source.UKPRN != name.ukprn]


@rule("ZIP_INCONSISTENT_FILENAME", reads="")
def zip_and_file_differ_in_name(file: ReturnFile, ctx: Context) -> bool:
    """The ZIP and the XML file in it do not have the same name.

    Rename the ZIP as the file in it, with .zip at the end in place of .xml.
    """
    if file.name is None or file.zip_name is None:
        return False
    return PurePosixPath(file.name).stem != PurePosixPath(file.zip_name).stem
