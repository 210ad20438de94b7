"""Reads a return as a stream: one learner at a time in flat memory, judged by the schema on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.model import Learner, Message, Record, completeness_check
from ilr_core.xml.records import RecordBuilder, local_name
from ilr_core.xml.safety import GuardedStream, guarded, parse_failure_sentence
from ilr_core.xml.schema import schema_of
from ilr_core.xml.shares import Share

_PEEK = 65_536
_QUOTED_NAME = re.compile(r"'(?:\{[^}]*\})?(\w+)'")
_PARTS = ("Header", "SourceFiles", "LearningProvider", "Learner")


class ReturnReader:
    """One return, read once from beginning to end.

    Args:
        stream: the XML as bytes, from its beginning; only read, never sought.
        name: the file's name without folders, for sentences and for the year.
        year: the collection year to judge by; without it the namespace, the header's Year, the file name or the year
            now running says which.
        official_schema: text of the official schema, to be used in place of the generated one.
        share: what the stream is of a larger return; positions and lines are then those in the whole.

    ``message`` holds the header once ``learners`` has come past it, ``schema_valid`` and ``learner_count`` are right
    after the last learner. Faults stay with the records; a file that is not an ILR return, or not XML at all, raises
    InputError with one sentence, here or while learners are read.
    """

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        year: str | None = None,
        official_schema: bytes | None = None,
        share: Share | None = None,
    ):
        self.name = name
        self._learners_before, self._lines_before = (share.learners, share.lines) if share else (0, 0)
        self._input = _Replayed(guarded(stream, name), name)
        self.namespace = self._input.namespace
        self.year: Catalogue = catalogue.load(year or self._likely_year())
        self.message = Message()
        self.schema_valid = True
        self.learner_count = 0
        self.header_records: list[Record] = [self.message]
        self._schema = schema_of(self.year, official_schema)
        self._trusts_another_schema = official_schema is not None
        self._seen_parts: list[str] = []
        self._root: etree._Element | None = None
        self._read: list[etree._Element] = []
        self._done: list[etree._Element] = []
        self._ended = False
        self._explained = False
        self._first_error = ""

    def learners(self) -> Iterator[Learner]:
        """Every learner in file order. A learner's exact field places are forgotten once the next one is asked for."""
        for batch in self.batches(1):
            yield from batch

    def batches(self, size: int) -> Iterator[list[Learner]]:
        """The learners in lists of up to that many, whose exact field places are forgotten with the next list."""
        builder = RecordBuilder(self.year, self.namespace, self._lines_before)
        # The official schema may let pass what the catalogue does not know.
        builder.careful = self._trusts_another_schema
        batch: list[Learner] = []
        for learner in self._built(builder):
            batch.append(learner)
            if len(batch) == size:
                yield batch
                self._let_go(builder)
                batch = []
        if batch:
            yield batch
        self._let_go(builder)
        if not self._ended:
            # Beside an earlier schema fault, or without one, lxml does not say that the XML breaks off.
            raise InputError(
                f"{self.name} is not whole: the XML breaks off or is damaged after learner {self.learner_count}. "
                "Export or download it again."
            )
        self._finish()

    def _built(self, builder: RecordBuilder) -> Iterator[Learner]:
        events = etree.iterparse(
            self._input, events=("end",), tag=[f"{{*}}{part}" for part in ("Message", *_PARTS)], schema=self._schema,
            remove_comments=True, remove_pis=True, no_network=True, load_dtd=False, huge_tree=False,
        )  # fmt: skip
        try:
            yield from self._learners(events, builder)
        except etree.XMLSyntaxError as error:
            # The error's own log may hold what earlier files left; the parser's is of this file alone.
            faults = list(events.error_log)
            if not faults or any(entry.domain_name != "SCHEMASV" for entry in faults):
                raise InputError(parse_failure_sentence(error, self.name)) from None
            self.schema_valid = False
            self._first_error = faults[0].message

    def _learners(
        self, events: etree.iterparse[tuple[str, etree._Element]], builder: RecordBuilder
    ) -> Iterator[Learner]:
        for _, element in events:
            root = element.getparent()
            if root is None:
                self._ended = True
            part = local_name(element)
            if root is None or root.getparent() is not None or part not in _PARTS:
                continue
            self._root = root
            for done in self._done:
                self._check_tail(done)
                root.remove(done)
            self._done.clear()
            if part != "Learner" or self._seen_parts[-1:] != [part]:
                self._seen_parts.append(part)
            builder.careful = builder.careful or bool(events.error_log)
            self._read.append(element)
            parent, siblings = self.message, getattr(self.message, part)
            position = self._learners_before + self.learner_count if part == "Learner" else len(siblings)
            first = len(builder.made)
            record = builder.build(element, part, parent, position)
            if isinstance(record, Learner):
                self.learner_count += 1
                yield record
            else:
                siblings.append(record)
                self.header_records += builder.made[first:]
                del builder.made[first:]

    def _let_go(self, builder: RecordBuilder) -> None:
        """Empties the elements read so far; what comes after each is known only once the next one is there."""
        for made in builder.made:
            self._explained |= bool(made.faults)
            made.locate = None
        builder.made.clear()
        for element in self._read:
            element.clear(keep_tail=True)
        self._done += self._read
        self._read.clear()

    def _check_tail(self, element: etree._Element) -> None:
        if element.tail and element.tail.strip():
            self.message.add_fault("Message", "text")

    def _finish(self) -> None:
        """What can only be said at the end: strays among the parts of the file, parts missing or out of order."""
        root = self._root
        for child in root if root is not None else ():
            if local_name(child) not in _PARTS:
                self.message.add_fault(local_name(child), "unknown")
            self._check_tail(child)
        if root is not None and root.text and root.text.strip():
            self.message.add_fault("Message", "text")
        if self._seen_parts != sorted(self._seen_parts, key=_PARTS.index):
            self.message.add_fault("Learner", "order")
        self.message.place = root.sourceline if root is not None else 1
        completeness_check(self.year, "Message")(self.message)
        self._explained |= any(record.faults for record in self.header_records)
        if not self.schema_valid and not self._explained and self.namespace == self.year.namespace:
            found = _QUOTED_NAME.search(self._first_error)
            self.message.add_fault(found[1] if found else "Message", "structure")

    def _likely_year(self) -> str | None:
        known = {catalogue.load(year).namespace: year for year in catalogue.years()}
        if self.namespace in known:
            return known[self.namespace]
        named = re.search(r"-(\d{4})-\d{8}-", self.name)
        candidates = [self._input.header_year, named[1] if named else None]
        return next((year for year in candidates if year in catalogue.years()), None)


def _beginning(stream: GuardedStream) -> bytes:
    """The first bytes of a stream, however few of them each reading gives."""
    pieces = bytearray()
    while len(pieces) < _PEEK and (more := stream.read(_PEEK - len(pieces))):
        pieces += more
    return bytes(pieces)


class _Replayed:
    """A stream whose beginning has been looked at: gives it again, then the rest."""

    def __init__(self, stream: GuardedStream, name: str):
        self._stream = stream
        self._head = _beginning(stream)
        self.namespace, self.header_year = self._look(name)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, as a file would give them."""
        if self._head:
            cut = len(self._head) if size < 0 else size
            head, self._head = self._head[:cut], self._head[cut:]
            return head
        return self._stream.read(size)

    def _look(self, name: str) -> tuple[str, str | None]:
        parser = etree.XMLPullParser(
            events=("start", "end"), resolve_entities=False, no_network=True, remove_comments=True
        )
        namespace: str | None = None
        year: str | None = None
        try:
            parser.feed(self._head)
            events = [(event, found) for event, found in parser.read_events() if isinstance(found, etree._Element)]
        except etree.XMLSyntaxError as error:
            raise InputError(parse_failure_sentence(error, name)) from None
        for event, element in events:
            if namespace is None:
                if local_name(element) != "Message":
                    raise InputError(
                        f"{name} is not an ILR return: it begins with {local_name(element)}, not Message. "
                        "Choose the XML file that your ILR software exported."
                    )
                namespace = str(etree.QName(element).namespace or "")
            if event == "end" and year is None and local_name(element) == "Year":
                year = (element.text or "").strip()
        if namespace is None:
            raise InputError(f"{name} is not an ILR return: no element could be found in it. Choose another file.")
        return namespace, year
