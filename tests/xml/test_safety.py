"""What is refused before and while XML from outside is parsed, in sentences without its content."""

import io
from functools import partial

import pytest
from lxml import etree

from ilr_core.errors import InputError
from ilr_core.xml.safety import MAX_PROLOG_BYTES, guarded, parse_failure_sentence

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SECRET = "Zwingli"


def parsed(data: bytes, schema_free: bool = True) -> etree._Element:
    """Parses as the reader does; InputError with a sentence for what cannot be parsed."""
    options = {"resolve_entities": False} if schema_free else {}
    try:
        events = etree.iterparse(guarded(io.BytesIO(data), "a.xml"), no_network=True, huge_tree=False, **options)
        for _ in events:
            pass
    except etree.XMLSyntaxError as error:
        raise InputError(parse_failure_sentence(error, "a.xml")) from error
    return events.root


GOOD = {
    "plain": f"{HEAD}<a>x</a>".encode(),
    "no declaration": b"<a>x</a>",
    "comments first": f"{HEAD}<!-- <!DOCTYPE a> --><?x <!DOCTYPE ?>\n<a>x</a>".encode(),
    "utf-8 mark": b"\xef\xbb\xbf" + f"{HEAD}<a>x</a>".encode(),
    "utf-16 with mark": "\ufeff<?xml version='1.0' encoding='UTF-16'?><a>x</a>".encode("utf-16-le"),
    "utf-16 big": "\ufeff<?xml version='1.0' encoding='utf-16'?><a>x</a>".encode("utf-16-be"),
    "utf-16 without declaration": "\ufeff<a>x</a>".encode("utf-16-le"),
    "windows-1252": '<?xml version="1.0" encoding="windows-1252"?><a>x</a>'.encode("cp1252"),
    "doctype as text": f"{HEAD}<a>x<![CDATA[<!DOCTYPE]]></a>".encode(),
    "long comment": f"{HEAD}<!--{'x' * 200_000}--><a>x</a>".encode(),
}


@pytest.mark.parametrize("case", GOOD)
def test_harmless_files_pass(case: str) -> None:
    assert (parsed(GOOD[case]).text or "").startswith("x")


BOMB = '<!DOCTYPE a [<!ENTITY x "yyyyyyyyyy"><!ENTITY z "&x;&x;&x;&x;">]>'
REFUSED = {
    "empty": (b"", "is empty"),
    "rubbish": (bytes(range(1, 200)), "is not an XML file"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "is not an XML file"),
    "text": (b"LearnRefNumber,ULN\n", "is not an XML file"),
    "web page": (b"<!DOCTYPE html><html/>", "document type"),
    "doctype": (f"{HEAD}{BOMB}<a>&z;</a>".encode(), "document type"),
    "doctype behind much": (f"{HEAD}<!--{'x' * 200_000}-->{BOMB}<a>&z;</a>".encode(), "document type"),
    "doctype in lower case": (f"{HEAD}<!doctype a><a/>".encode(), "document type"),
    "doctype cut by the first piece": (f"{HEAD}{' ' * (65_536 - len(HEAD) - 2)}{BOMB}<a/>".encode(), "document type"),
    "doctype in utf-16": (f"\ufeff{BOMB}<a>&z;</a>".encode("utf-16-le"), "document type"),
    "doctype in big utf-16": (f"\ufeff{BOMB}<a>&z;</a>".encode("utf-16-be"), "document type"),
    "doctype in unmarked utf-16": (f"<?xml version='1.0'?>{BOMB}<a/>".encode("utf-16-le"), "document type"),
    "doctype in utf-7": (b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>', "is not an XML file"),
    "utf-7": (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "is written in an encoding that the ILR does not use"),
    "mainframe": ('<?xml version="1.0"?><a/>'.encode("cp037"), "is not an XML file"),
    "utf-32": ("\ufeff<a/>".encode("utf-32-le"), "is not an XML file"),
    "declared utf-16, is not": (b'<?xml version="1.0" encoding="utf-16"?><a/>', "not written in the encoding"),
    "declared utf-8, is not": ("<?xml version='1.0' encoding='utf-8'?><a/>".encode("utf-16-le"), "not written in"),
    "mark of another encoding": (b"\xef\xbb\xbf<?xml version='1.0' encoding='cp1252'?><a/>", "not written in"),
    "NUL": (HEAD.encode() + b"<a>\0</a>", "NUL"),
    "NUL behind": (HEAD.encode() + b"<a/>" + bytes(20), "NUL"),
    "endless start": (b" " * (MAX_PROLOG_BYTES + 200_000), "does not begin"),
    "white space": (b" \n ", "is not an XML file"),
    "cut off": (f"{HEAD}<a>\n<b>{SECRET}".encode(), "before everything in it is closed.*line 3"),
    "cut in a tag": (f"{HEAD}<a>\n<b>{SECRET}</b".encode(), "a tag is not closed.*line 3"),
    "crossed": (f"{HEAD}<a><b>{SECRET}</a></b>".encode(), "closed by the end tag of another.*line 2"),
    "bare and": (f"{HEAD}<a>{SECRET} & Sons</a>".encode(), "bare & or <.*line 2"),
    "bare less": (f"{HEAD}<a>{SECRET} < 3</a>".encode(), "bare & or <.*line 2"),
    "entity": (f"{HEAD}<a>\n{SECRET}&eacute;</a>".encode(), "name that XML does not know.*line 3"),
    "attribute twice": (f'{HEAD}<a x="{SECRET}" x="2"/>'.encode(), "same attribute twice.*line 2"),
    "bare attribute": (f"{HEAD}<a x={SECRET}/>".encode(), "attribute is malformed.*line 2"),
    "control character": (f"{HEAD}<a>{SECRET}\x0b</a>".encode(), "control character.*line 2"),
    "numbered control character": (f"{HEAD}<a>{SECRET}&#11;</a>".encode(), "(control|numbered) character.*line 2"),
    "wrong bytes": (HEAD.encode() + b"<a>\xe9t\xe9 </a>", "not in the encoding it declares.*line 2"),
    "behind the end": (f"{HEAD}<a/>\n<b>{SECRET}</b>".encode(), "behind the end.*line 3"),
    "prefix": (f"{HEAD}<a><x:b>{SECRET}</x:b></a>".encode(), "prefix that has no namespace.*line 2"),
    "deep": (HEAD.encode() + b"<a>" * 300 + b"</a>" * 300, "nested too deeply"),
    "huge text": (HEAD.encode() + b"<a>" + b"x" * 10_100_000 + b"</a>", "far too long"),
    "huge name": (HEAD.encode() + b"<" + b"a" * 60_000 + b"/>", "far too long"),
    "declaration late": (f"\n{HEAD}<a/>".encode(), "first line"),
    "version": (b'<?xml version="9.0"?><a/>', "first line"),
    "CDATA": (f"{HEAD}<a><![CDATA[{SECRET}</a>".encode(), "before everything in it is closed"),
}  # fmt: skip


@pytest.mark.parametrize("schema_free", [True, False])
@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_one_sentence(case: str, schema_free: bool) -> None:
    data, words = REFUSED[case]
    with pytest.raises(InputError, match=words) as refusal:
        parsed(data, schema_free)
    sentence = str(refusal.value)
    assert sentence.startswith("a.xml ")
    assert sentence.endswith(".")
    assert SECRET not in sentence


def test_size_is_limited_while_reading() -> None:
    data = b"<a>" + b"x" * 100_000 + b"</a>"
    for size in (-1, 1000, 70_000):
        stream = guarded(io.BytesIO(data), "a.xml", limit=len(data) - 1)
        with pytest.raises(InputError, match="larger than any ILR return"):
            list(iter(partial(stream.read, size), b""))
    assert guarded(io.BytesIO(data), "a.xml", limit=len(data)).read() == data


@pytest.mark.parametrize("size", [1, 3, 65_535, 65_536, 65_537, -1])
def test_bytes_pass_unchanged(size: int) -> None:
    data = GOOD["long comment"]
    stream = guarded(io.BytesIO(data), "a.xml")
    assert b"".join(iter(partial(stream.read, size), b"")) == data
