"""What the seals of a workbook are worth today, learner by learner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from addin.books.book import Book
from addin.hosts.port import Host
from addin.keys import PublicKey, own_public_key, trusted_keys
from addin.sealing.kept_seals import KeptSeal, OpenedSeal, opened
from ilr_core.errors import InputError
from ilr_core.model import Learner
from ilr_core.sealing import BROKEN, UNSEALED, Seal, Verdict, judged_seal

Owners = dict[PublicKey, str]
"""The keys that are trusted on this computer, with whose they are."""
YOU = "you"
_USABLE = ("verified", "changed", "unknown_key")


@dataclass(frozen=True)
class LearnerSeal:
    """One learner and the seal that counts for it, if there is one.

    ``learner`` is None for a seal whose learner is not in the workbook, and for one that another seal of the learner
    stands before. ``owner`` is whose key it is; empty for a key that is not trusted here.
    """

    reference: str
    learner: Learner | None
    verdict: Verdict
    kept: KeptSeal | None = None
    seal: Seal | None = None
    key: PublicKey | None = None
    owner: str = ""

    @property
    def is_verified(self) -> bool:
        """Sealed by a trusted key, and the same since."""
        return self.verdict.standing == "verified"


def key_owners() -> Owners:
    """The trusted keys and this user's own. Raises InputError if their file is damaged."""
    owners = {one.key: one.name for one in trusted_keys()}
    own = own_public_key()
    return owners | ({own: YOU} if own else {})


def owners_or_none(host: Host) -> Owners:
    """The same, but damage is only told: a check goes on without."""
    try:
        return key_owners()
    except InputError as error:
        host.tell(str(error))
        return {}


def standings(book: Book, kept: Iterable[KeptSeal], owners: Owners) -> list[LearnerSeal]:
    """Every learner in the order of the workbook, then the seals that count for nobody."""
    rows = [(one, opened(one)) for one in kept]
    by_reference: dict[str, list[tuple[KeptSeal, OpenedSeal | None]]] = {}
    for row in rows:
        by_reference.setdefault(row[0].learner.casefold(), []).append(row)
    used: set[int] = set()
    found = []
    for learner in book.reading.learners:
        reference = learner.text("LearnRefNumber") or ""
        own = [_judged(learner, one, row, book, owners) for one, row in by_reference.get(reference.casefold(), ())]
        chosen = _chosen(own) or LearnerSeal(reference, learner, UNSEALED)
        used.add(id(chosen.kept))
        found.append(chosen)
    spare = [(one, row) for one, row in rows if id(one) not in used]
    return found + [_spare(one, row, owners) for one, row in spare]


def verified_learners(found: Sequence[LearnerSeal]) -> set[Learner]:
    """The learners that are sealed by a trusted key and the same since."""
    return {one.learner for one in found if one.learner is not None and one.is_verified}


def _judged(learner: Learner, kept: KeptSeal, row: OpenedSeal | None, book: Book, owners: Owners) -> LearnerSeal:
    reference = learner.text("LearnRefNumber") or ""
    if row is None:
        return LearnerSeal(reference, learner, BROKEN, kept)
    owner = owners.get(row.key, "")
    verdict = judged_seal(
        row.seal,
        learner,
        ukprn=book.ukprn,
        year=book.year.year,
        signature_fits=row.signature_fits,
        is_trusted=bool(owner),
    )
    return LearnerSeal(reference, learner, verdict, kept, row.seal, row.key, owner)


def _chosen(own: Sequence[LearnerSeal]) -> LearnerSeal | None:
    """The seal that counts: the newest of a trusted key, else the newest that fits, else the first."""
    usable = [one for one in own if one.verdict.standing in _USABLE and one.seal]
    if not usable:
        return own[0] if own else None
    return max(usable, key=lambda one: (bool(one.owner), one.seal.when if one.seal else ""))


def _spare(kept: KeptSeal, row: OpenedSeal | None, owners: Owners) -> LearnerSeal:
    if row is None or not row.signature_fits:
        return LearnerSeal(kept.learner, None, BROKEN, kept)
    return LearnerSeal(kept.learner, None, Verdict("foreign"), kept, row.seal, row.key, owners.get(row.key, ""))
