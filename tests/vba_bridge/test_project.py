"""The VBA project as independent readers see it, and the sources it is made from."""

from __future__ import annotations

import re
from io import BytesIO

import olefile
import pytest
from oletools.olevba import VBA_Parser

from addin.functions import FUNCTIONS
from ilr_core import catalogue
from tests.vba_bridge.conftest import BuiltFile
from vba_bridge.build import built
from vba_bridge.faults import faults_of
from vba_bridge.modules import BOOK_MODULE, SHARED, SOURCES, book_module_text, modules_of, vba_text
from vba_bridge.package import unpacked
from vba_bridge.project import PROJECT_PART
from vba_bridge.wrappers import MODULE, wrapper_module
from workbook_templates.layout import layout

TEXTS = {path.relative_to(SOURCES).as_posix(): path.read_text("utf-8") for path in SOURCES.rglob("*.*")}
SUSPICIOUS_BUDGET = 5
LONGEST_LINE, MOST_CONTINUATIONS = 1023, 24
# The reserved words of MS-VBAL 3.3.5.2 that somebody might want for an argument.
RESERVED = frozenset(
    [
        "and",
        "as",
        "byref",
        "byval",
        "call",
        "case",
        "close",
        "const",
        "date",
        "debug",
        "declare",
        "dim",
        "do",
        "each",
        "else",
        "empty",
        "end",
        "enum",
        "erase",
        "error",
        "event",
        "exit",
        "false",
        "for",
        "friend",
        "function",
        "get",
        "global",
        "gosub",
        "goto",
        "if",
        "imp",
        "implements",
        "in",
        "input",
        "is",
        "let",
        "like",
        "lock",
        "loop",
        "lset",
        "me",
        "mod",
        "new",
        "next",
        "not",
        "nothing",
        "null",
        "on",
        "open",
        "option",
        "optional",
        "or",
        "paramarray",
        "preserve",
        "print",
        "private",
        "property",
        "public",
        "put",
        "raiseevent",
        "redim",
        "rem",
        "resume",
        "return",
        "rset",
        "seek",
        "select",
        "set",
        "shared",
        "static",
        "stop",
        "string",
        "sub",
        "then",
        "to",
        "true",
        "type",
        "until",
        "variant",
        "wend",
        "while",
        "with",
        "withevents",
        "write",
        "xor",
    ]
)


def modules_in(file: BuiltFile) -> dict[str, str]:
    """The module texts that olevba, a reader of others, finds; without the attribute lines at their head."""
    parser = VBA_Parser("built", data=file.data)
    found = {stream.rpartition("/")[2]: code for _, stream, _, code in parser.extract_macros()}
    parser.close()
    return found


def test_another_reader_finds_every_source(one: BuiltFile) -> None:
    found = modules_in(one)
    for module in modules_of(one.flavour, is_addin=one.kind == "xlam"):
        text = module.text.replace("\r\n", "\n")
        if module.is_class:  # the attributes at its head are written anew
            text = text.rpartition("\nAttribute VB_")[2].partition("\n")[2]
        assert text.strip() in found[module.name].replace("\r\n", "\n"), module.name
    assert book_module_text().replace("\r\n", "\n").strip() in found[BOOK_MODULE].replace("\r\n", "\n")


def test_every_sheet_has_its_document_module(default: BuiltFile) -> None:
    found = set(modules_in(default)) - {BOOK_MODULE} - {module.name for module in modules_of("thin", is_addin=False)}
    sheets = {f"{sheet.table}Sheet" for sheet in layout(catalogue.load()).sheets.values()}
    others = {"StartSheet", "ProblemsSheet", "CountsSheet", "ChangesSheet", "ListsSheet", "SourceFilesSheet"}
    others |= {"PriorLearningSheet", "EarningsSheet", "OffTheJobSheet", "DashboardSheet", "DashboardListsSheet"}
    others |= {"ProgrammesSheet", "NewLearnersSheet", "SealsSheet", "FormsSheet"}
    assert found == ({"IlrSheet"} if default.kind == "xlam" else sheets | others)


def test_the_project_holds_no_compiled_code(one: BuiltFile) -> None:
    ole = olefile.OleFileIO(BytesIO(one.parts[PROJECT_PART]))
    names = ["/".join(entry) for entry in ole.listdir()]
    assert ole.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("cc61ffff000000")
    assert not [name for name in names if "SRP" in name]
    assert {"PROJECT", "PROJECTwm", "VBA/dir"} <= set(names)


def test_the_long_header_keeps_what_excel_wrote() -> None:
    parts = unpacked(built("xlam", catalogue.load(), "thin", "long"))
    ole = olefile.OleFileIO(BytesIO(parts[PROJECT_PART]))
    assert len(ole.openstream("VBA/_VBA_PROJECT").read()) > 1000
    assert faults_of(parts, "xlam") == []


def test_few_of_the_words_that_virus_scanners_suspect(default: BuiltFile) -> None:
    parser = VBA_Parser("built", data=default.data)
    hits = [keyword for kind, keyword, _ in parser.analyze_macros() if kind == "Suspicious"]
    parser.close()
    assert "CreateObject" in hits
    assert len(hits) <= SUSPICIOUS_BUDGET, hits


def test_the_default_flavour_reaches_nothing_but_the_bridge() -> None:
    texts = "\n".join(module.text for module in modules_of("thin", is_addin=False)) + book_module_text()
    assert re.findall(r'CreateObject\("([^"]*)"\)', texts) == ["ILR.Bridge"]
    for word in ("Declare ", "Shell", "Environ", "Open ", "Kill", "FileSystemObject", "Wscript", "Eval", "http"):
        assert word.lower() not in texts.lower(), word


def test_the_wrappers_are_written_from_the_registry() -> None:
    assert wrapper_module() == TEXTS[f"{MODULE}.bas"], "Run: python -m vba_bridge.wrappers"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_its_wrapper(name: str) -> None:
    known = FUNCTIONS[name]
    found = re.search(rf"^Public Function {name}\((.*)\) As Variant$", TEXTS[f"{MODULE}.bas"], re.MULTILINE)
    assert found
    parameters = re.findall(r"(Optional )?ByVal (\w+) As Variant", found[1])
    assert [(parameter, bool(optional)) for optional, parameter in parameters] == [
        (argument, argument in known.optional) for argument in known.arguments
    ]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_arguments_have_names_that_vba_allows(name: str) -> None:
    names = [argument.lower() for argument in FUNCTIONS[name].arguments]
    assert not RESERVED & set(names)
    assert name.lower() not in names


@pytest.mark.parametrize("name", TEXTS)
def test_sources_fit_what_vba_can_hold(name: str) -> None:
    text = TEXTS[name]
    vba_text(text)
    assert text.isascii()
    lines = text.splitlines()
    assert max(map(len, lines)) <= LONGEST_LINE
    run = longest = 0
    for line in lines:
        run = run + 1 if line.endswith(" _") else 0
        longest = max(longest, run)
    assert longest <= MOST_CONTINUATIONS
    assert "Option Explicit" in lines
    if name.endswith(".bas"):
        assert lines[0] == f'Attribute VB_Name = "{name.rpartition("/")[2].removesuffix(".bas")}"'


def test_no_name_is_both_a_module_and_a_procedure() -> None:
    texts = "\n".join(TEXTS.values())
    procedures = set(re.findall(r"^\s*(?:Public |Private )?(?:Sub|Function) (\w+)", texts, re.MULTILINE))
    assert not procedures & ({*SHARED, "IlrBridge", BOOK_MODULE})


def test_both_bridges_offer_the_same() -> None:
    offered = [
        sorted(re.findall(r"^Public (.*)$", TEXTS[f"{flavour}/IlrBridge.bas"], re.MULTILINE))
        for flavour in ("thin", "stock")
    ]
    assert offered[0] == offered[1] != []


def test_a_character_of_another_alphabet_is_refused() -> None:
    with pytest.raises(ValueError, match="can't encode"):
        vba_text("' ✖\n")
