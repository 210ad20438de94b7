"""Text in spreadsheet XML: `_xHHHH_` escapes (ECMA-376 part 1, ST_Xstring) and XML specials."""

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# XML 1.0 forbids these; a bare carriage return would be read back as a line feed.
_FORBIDDEN = "\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN_CHARACTER = re.compile(f"[{_FORBIDDEN}]")
# A literal underscore that would start an escape once the forbidden characters behind it are escaped too.
_LITERAL_UNDERSCORE = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}[_{_FORBIDDEN}])")
_SPECIAL = re.compile(f"[&<>_{_FORBIDDEN}]")


def xml_text(text: str) -> str:
    """`text` as content of an XML element, so that Excel shows exactly `text` again."""
    if not _SPECIAL.search(text):
        return text
    text = _LITERAL_UNDERSCORE.sub("_x005F_", text)
    text = _FORBIDDEN_CHARACTER.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_text(text: str) -> str:
    """`text` with `_xHHHH_` escapes only, for an XML library that escapes `&` and `<` itself."""
    text = _LITERAL_UNDERSCORE.sub("_x005F_", text)
    return _FORBIDDEN_CHARACTER.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape_text(text: str) -> str:
    """The text Excel shows for a stored string: `_x0041_` -> `A`, `_x005F_x0041_` -> `_x0041_`."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def needs_preserve(text: str) -> bool:
    """Whether an XML reader would lose white space of `text` without `xml:space="preserve"`."""
    return text[:1].isspace() or text[-1:].isspace() or "\n" in text or "\t" in text
