"""Whose signatures are on a trail, and which entries have none that counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from addin.audit.chain import Signature, TrailEntry, signature_in
from addin.audit.recovery import numbered
from addin.audit.trail import Trail
from addin.audit.trouble import Findings, named
from addin.change_log import AUDIT
from addin.keys import PublicKey, own_public_key, trusted_keys

SIGNED_FOR = "Signed for"
"""The field of an entry by which somebody vouches for entries without a signature; ``new`` names them: ``3-5 9``."""
_RANGE = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")


@dataclass
class Signed:
    """Who has signed which entries, by number: keys that are known, by name; keys that are not; signatures that fail.

    ``bare`` are entries that no signature covers and nobody vouches for.
    """

    by_whom: dict[int, str] = field(default_factory=dict)
    strange: dict[PublicKey, list[int]] = field(default_factory=dict)
    wrong: list[TrailEntry] = field(default_factory=list)
    bare: list[TrailEntry] = field(default_factory=list)

    def counts(self) -> Counter[str]:
        """How many entries are signed by whom."""
        return Counter(self.by_whom.values())


def signed_entries(trail: Trail) -> Signed:
    """Who has signed which entries of the workbook."""
    known = {one.key: one.name for one in trusted_keys()}
    if (own := own_public_key()) is not None:
        known[own] = "you"
    signed = Signed()
    for entry in trail.entries:
        if entry.signed:
            _take_in(signed, entry, signature_in(entry.signed), known)
    for entry in trail.entries:
        if entry.number in signed.by_whom and (entry.entry.command, entry.entry.field) == (AUDIT, SIGNED_FOR):
            for number in numbers_in(entry.entry.new, before=entry.number):
                signed.by_whom.setdefault(number, signed.by_whom[entry.number])
    strange = {number for numbers in signed.strange.values() for number in numbers}
    signed.bare = [one for one in trail.entries if one.number not in signed.by_whom and one.number not in strange]
    return signed


def look_at_signatures(signed: Signed, findings: Findings) -> None:
    """Says which signatures fail, which are of keys that nobody knows, and which entries have none."""
    for entry in signed.wrong:
        sentence = f"The signature at {named(entry)} does not fit: the entries it covers, or it, were changed."
        findings.wrong("signature", entry.number, sentence)
    for key, numbers in signed.strange.items():
        sentence = (
            f"{numbered('Entry', numbers)}: signed with a key that is neither yours nor trusted ({key.words}). If you "
            "know whose it is, run: ilr keys trust; if nobody does, somebody has written the log anew."
        )
        findings.wrong("rewritten" if min(numbers) == 1 else "signature", min(numbers), sentence)
    if signed.bare:
        sentence = (
            f"{numbered('Entry', [one.number for one in signed.bare])}: not signed, so nothing shows that they were "
            "made by this tool. Whoever made them can vouch for them with: ilr audit sign"
        )
        findings.wrong("unsigned", signed.bare[0].number, sentence)


def _take_in(signed: Signed, entry: TrailEntry, found: Signature | None, known: Mapping[PublicKey, str]) -> None:
    if found is None or not found.fits(entry.number, entry.hash) or not 0 < found.first <= entry.number:
        signed.wrong.append(entry)
        return
    covered = range(found.first, entry.number + 1)
    if found.key in known:
        signed.by_whom |= dict.fromkeys(covered, known[found.key])
    else:
        signed.strange.setdefault(found.key, []).extend(covered)


def ranges(numbers: list[int]) -> str:
    """Numbers as an entry names them: ``3-5 9``."""
    return numbered("Entry", numbers).partition(" ")[2].replace(" to ", "-").replace(",", "")


def numbers_in(text: str, *, before: int) -> Iterator[int]:
    """The numbers below a limit that such a text names."""
    for first, last in _RANGE.findall(text):
        yield from range(int(first), min(int(last or first) + 1, before))
