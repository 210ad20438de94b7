"""Small changes to a valid return that a schema may notice, each with a name that says where and what."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from ilr_core.catalogue import Catalogue
from tests.xml.samples import document, element
from tests.xml.texts import texts_for

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XS = "http://www.w3.org/2001/XMLSchema"
KINDS = (
    "xs:string",
    "xs:int",
    "xs:short",
    "xs:date",
    "xs:anyType",
    "xs:token",
    "y:RestrictedString",
    "y:Nothing",
    "int",
)
OTHER_YEARS = ("ESFA/ILR/2025-26", "ILR/2026-27", "ESFA/ILR/2024-25", "ilr/2026-27")


@dataclass(frozen=True)
class Mutant:
    """A changed document; ``element`` is the name of the element the change is at, ``text`` a text put into it."""

    name: str
    element: str
    root: etree._Element
    entity: str = ""
    text: str | None = None


Change = Callable[[etree._Element], None]


def mutants(year: Catalogue) -> Iterator[Mutant]:
    """Every mutant of the year."""
    yield from value_mutants(year)
    yield from structure_mutants(year)
    yield from occurrence_mutants(year)
    yield from root_mutants(year)


def value_mutants(year: Catalogue, only: str | None = None) -> Iterator[Mutant]:
    """One text of one field changed at a time; the document is one and the same object, changed back afterwards."""
    root = document(year)
    for entity, fields in year.fields.items():
        for field in fields.values():
            if only not in (None, field.name):
                continue
            leaf = next(root.iter(f"{{{year.namespace}}}{entity}")).find(f"{{{year.namespace}}}{field.name}")
            good = leaf.text
            for text in dict.fromkeys(texts_for(field)):
                leaf.text = text
                yield Mutant(f"{entity}.{field.name}={text!r}", field.name, root, entity, text)
            leaf.text = good


def structure_mutants(year: Catalogue) -> Iterator[Mutant]:
    """Every change of elements, attributes, comments and stray text, at every element."""
    for full in (True, False):
        # A prefix, so that an element without a namespace is written as one.
        root = document(year, full, prefix="i")
        tree = root.getroottree()
        for index, node in enumerate(root.iter()):
            path = tree.getpath(node)
            local = etree.QName(node).localname
            for name, change in _changes(year, node).items():
                changed = deepcopy(root)
                change(next(islice(changed.iter(), index, None)))
                yield Mutant(f"{name} at {path} of {local}", local, changed)


def occurrence_mutants(year: Catalogue) -> Iterator[Mutant]:
    """Each entity as often as allowed, once less than needed, once too often."""
    for entity in year.entities.values():
        if not entity.parent:
            continue
        counts = {0, 1, 2, entity.min, entity.max or 30, (entity.max or 30) + 1}
        for count in sorted(counts):
            root = document(year)
            tag = f"{{{year.namespace}}}{entity.name}"
            found = next(root.iter(tag))
            for _ in range(count):
                found.addprevious(deepcopy(found))
            found.getparent().remove(found)
            yield Mutant(f"{count} of {entity.name}", entity.name, root)


def root_mutants(year: Catalogue) -> Iterator[Mutant]:
    """Other roots, other namespaces for the whole, and other spellings of the same."""
    root = document(year)
    for other in [*OTHER_YEARS, ""]:
        moved = etree.fromstring(etree.tostring(root).replace(year.namespace.encode(), other.encode()))
        yield Mutant(f"whole file in {other!r}", "Message", moved)
    yield Mutant("prefix for the whole file", "Message", document(year, prefix="i"))
    for name in year.entities:
        yield Mutant(f"root {name}", name, element(year, name, full=True))
    outer = document(year)
    outer.append(document(year))
    yield Mutant("Message in Message", "Message", outer)
    for wrong in ("message", "MESSAGE", "ILR"):
        renamed = document(year)
        renamed.tag = f"{{{year.namespace}}}{wrong}"
        yield Mutant(f"root {wrong}", "Message", renamed)


def _changes(year: Catalogue, node: etree._Element) -> dict[str, Change]:
    own = f"{{{year.namespace}}}"
    local = etree.QName(node).localname
    other = next(name for name in OTHER_YEARS if name != year.namespace)
    changes: dict[str, Change] = {
        "no namespace": lambda n: setattr(n, "tag", local),
        "other year's namespace": lambda n: setattr(n, "tag", f"{{{other}}}{local}"),
        "renamed": lambda n: setattr(n, "tag", own + local + "X"),
        "lower case": lambda n: setattr(n, "tag", own + local.lower()),
        "attribute": lambda n: n.set("id", "1"),
        "attribute of the year": lambda n: n.set(own + "id", "1"),
        "xml:lang": lambda n: n.set("{http://www.w3.org/XML/1998/namespace}lang", "en"),
        "nil": lambda n: n.set(f"{{{XSI}}}nil", "true"),
        "not nil": lambda n: n.set(f"{{{XSI}}}nil", "false"),
        "nil of no meaning": lambda n: n.set(f"{{{XSI}}}nil", "maybe"),
        "nil and empty": _nil_and_empty,
        "unknown xsi attribute": lambda n: n.set(f"{{{XSI}}}other", "1"),
        "schemaLocation": lambda n: n.set(f"{{{XSI}}}schemaLocation", f"{year.namespace} missing.xsd"),
        "noNamespaceSchemaLocation": lambda n: n.set(f"{{{XSI}}}noNamespaceSchemaLocation", "missing.xsd"),
        "empty": lambda n: n.clear(),
        "white space only": _white_space_only,
        "stray text": lambda n: setattr(n, "text", (n.text or "") + "x"),
        "stray no-break space": lambda n: setattr(n, "text", (n.text or "") + "\u00a0"),
        "comment inside": lambda n: n.append(etree.Comment("1")),
        "comment before text": _comment_first,
        "instruction inside": lambda n: n.append(etree.PI("x", "1")),
        "cdata": lambda n: setattr(n, "text", etree.CDATA(n.text or "\n")),
        "child": lambda n: n.append(etree.Element(own + "Extra")),
        "known child": lambda n: n.append(etree.Element(own + "ULN")),
        "child of no namespace": lambda n: n.insert(0, etree.Element("Extra")),
        **{f"type {kind}": lambda n, kind=kind: _set_type(n, kind) for kind in KINDS},
    }
    if node.getparent() is not None:
        changes |= {
            "removed": lambda n: n.getparent().remove(n),
            "twice": lambda n: n.addnext(deepcopy(n)),
            "moved to the front": lambda n: n.getparent().insert(0, n),
            "moved to the end": lambda n: n.getparent().append(n),
            "behind the next": _behind_the_next,
            "unknown before": lambda n: n.addprevious(etree.Element(own + "Extra")),
            "unknown behind": lambda n: n.addnext(etree.Element(own + "Extra")),
            "text behind": lambda n: setattr(n, "tail", "x"),
            "space behind": lambda n: setattr(n, "tail", " \n\t"),
            "comment behind": lambda n: n.addnext(etree.Comment("x")),
            "moved up": _moved_up,
            "lifted out": _lifted_out,
        }
    return changes


def _nil_and_empty(node: etree._Element) -> None:
    node.clear()
    node.set(f"{{{XSI}}}nil", "true")


def _white_space_only(node: etree._Element) -> None:
    node.clear()
    node.text = "\n\t "


def _comment_first(node: etree._Element) -> None:
    node.insert(0, etree.Comment("x"))
    if len(node) == 1:
        node[0].tail, node.text = (node.text or "")[1:], (node.text or "")[:1]


def _set_type(node: etree._Element, kind: str) -> None:
    # A prefix must be declared where it is used: the element is made anew with both.
    namespace = etree.QName(node).namespace
    made = etree.Element(node.tag, nsmap={None: namespace, "y": namespace, "xs": XS, "xsi": XSI})
    made.text, made.tail = node.text, node.tail
    made.set(f"{{{XSI}}}type", kind)
    parent = node.getparent()
    made.extend(list(node))
    if parent is None:
        node.set(f"{{{XSI}}}type", kind)
        node.extend(list(made))
    else:
        parent.replace(node, made)


def _behind_the_next(node: etree._Element) -> None:
    following = node.getnext()
    if following is not None:
        following.addnext(node)


def _moved_up(node: etree._Element) -> None:
    parent = node.getparent()
    if parent.getparent() is not None:
        parent.addnext(node)


def _lifted_out(node: etree._Element) -> None:
    parent = node.getparent()
    for child in list(node):
        node.addprevious(child)
    parent.remove(node)
