"""Seals: what was tampered with, copied, moved to another workbook or made by a stranger is found, each by its name."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.books.book import Book, provider_message
from addin.keys.signing_key import SigningKey
from addin.sealing.kept_seals import KeptSeal, opened, packed
from addin.sealing.standings import LearnerSeal, standings
from addin.sheets.reading import BookReading
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.model import Learner, built_learner, copied
from ilr_core.sealing import Seal, read_seal, seal_for
from ilr_core.sealing.seal import MARK
from tests.commands.made import UKPRN, learners_of
from workbook_templates.layout import layout

KEY, STRANGER = SigningKey.new(), SigningKey.new()
WHEN = "2026-11-20T10:15:30"
OWNERS = {KEY.public: "Vera"}


@cache
def learners() -> tuple[Learner, ...]:
    return tuple(learners_of("2627", 3))


def book_with(*of_book: Learner, ukprn: int = UKPRN, year: str = "2627") -> Book:
    specification = catalogue.load(year)
    for learner in of_book:
        learner.message = provider_message(ukprn, specification)
    return Book(specification, ukprn, BookReading(layout(specification), list(of_book)), [], ())


def sealed(learner: Learner, key: SigningKey = KEY, **changes) -> KeptSeal:
    facts = {"ukprn": UKPRN, "year": "2627", "when": WHEN, "who": "vera", "key": key.public.text} | changes
    return packed(seal_for(learner, **facts), key)


def judged(kept: KeptSeal, *of_book: Learner, **options) -> list[LearnerSeal]:
    return standings(book_with(*of_book, **options), [kept], OWNERS)


def standing(kept: KeptSeal, learner: Learner, **options) -> str:
    return judged(kept, learner, **options)[0].verdict.standing


def test_a_seal_is_good_for_its_learner_as_it_was() -> None:
    one = learners()[0]
    (found,) = judged(sealed(one), one)
    assert found.is_verified
    assert (found.owner, found.seal and found.seal.when) == ("Vera", WHEN)


def test_a_change_is_shown_with_old_and_new() -> None:
    one = copied(learners()[0])
    kept = sealed(one)
    fin = next(aim for aim in one.LearningDelivery if aim.AppFinRecord).AppFinRecord[0]
    old, fin.AFinAmount = fin.AFinAmount, 12345
    (found,) = judged(kept, one)
    assert found.verdict.standing == "changed"
    (difference,) = found.verdict.differences
    assert (difference.field, difference.old, difference.new) == ("AFinAmount", str(old), "12345")
    assert difference.record is fin
    fin.AFinAmount = old
    assert standing(kept, one) == "verified"


def test_the_key_of_somebody_unknown() -> None:
    one = learners()[0]
    assert standing(sealed(one, STRANGER), one) == "unknown_key"


def test_a_stranger_cannot_pass_for_a_verifier() -> None:
    one = learners()[0]
    forged = packed(seal_for(one, ukprn=UKPRN, year="2627", when=WHEN, who="Vera", key=KEY.public.text), STRANGER)
    assert standing(forged, one) == "broken"


@pytest.mark.parametrize(("ukprn", "year"), [(10000002, "2627"), (UKPRN, "2526")])
def test_a_seal_of_another_workbook(ukprn: int, year: str) -> None:
    one = learners()[0]
    assert standing(sealed(one, ukprn=ukprn, year=year), one) == "foreign"
    assert standing(sealed(one), one, ukprn=10000002) == "foreign"


def test_seals_swapped_between_learners() -> None:
    one, other = learners()[:2]
    first, second = sealed(one), sealed(other)
    swapped = [replace(first, learner=other.LearnRefNumber), replace(second, learner=one.LearnRefNumber)]
    found = standings(book_with(one, other), swapped, OWNERS)
    assert [one.verdict.standing for one in found] == ["foreign", "foreign"]


def test_a_learner_put_in_the_place_of_another_is_changed() -> None:
    one, other = learners()[0], copied(learners()[1])
    other.LearnRefNumber = one.LearnRefNumber
    (found,) = judged(sealed(one), other)
    assert found.verdict.standing == "changed"
    assert "ULN" in {difference.field for difference in found.verdict.differences}


def test_a_worthless_copy_beside_it_does_not_hide_a_good_seal() -> None:
    one, other = learners()[:2]
    good, old = sealed(one), sealed(one, when="2026-10-01T09:00:00")
    copy = replace(sealed(other), learner=one.LearnRefNumber)
    stranger = sealed(one, STRANGER, when="2026-12-01T09:00:00")
    found = standings(book_with(one), [copy, old, stranger, good], OWNERS)
    assert (found[0].is_verified, found[0].kept) == (True, good)
    assert [spare.learner for spare in found[1:]] == [None, None, None]


def test_a_seal_of_a_newer_list_is_not_called_broken() -> None:
    one = learners()[0]
    seal = replace(seal_for(one, ukprn=UKPRN, year="2627", when=WHEN, who="v", key=KEY.public.text), version=99)
    assert standing(packed(seal, KEY), one) == "newer"


def _damaged(kept: KeptSeal, change) -> KeptSeal:
    """A seal whose content somebody has edited, with the signature of before."""
    message = zlib.decompress(base64.b64decode(kept.text.removeprefix("seal:")))
    content = json.loads(message.removeprefix(MARK))
    change(content)
    edited = MARK + json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    return replace(kept, text="seal:" + base64.b64encode(zlib.compress(edited)).decode())


@pytest.mark.parametrize("name", ["ukprn", "year", "learner", "when", "who", "key", "version", "form"])
def test_an_edited_seal_is_broken(name: str) -> None:
    one = learners()[0]

    def edit(content: dict) -> None:
        old = content[name]
        if name == "form":
            old[1][0][1] = "9999999999"
        elif name == "key":
            content[name] = STRANGER.public.text
        else:
            content[name] = old + 1 if isinstance(old, int) else f"{old}x"

    assert standing(_damaged(sealed(one), edit), one) == "broken"
    assert standing(_damaged(sealed(one), lambda content: None), one) == "verified"


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_any_letter_changed_breaks_a_seal(data: st.DataObject) -> None:
    one = learners()[0]
    kept = sealed(one)
    part = data.draw(st.sampled_from(["text", "signature"]))
    old = getattr(kept, part)
    place = data.draw(st.integers(0, len(old) - 1))
    letter = data.draw(st.sampled_from("ABCabc019+/=*é "))
    if old[place] != letter:
        assert standing(replace(kept, **{part: old[:place] + letter + old[place + 1 :]}), one) == "broken"


@pytest.mark.parametrize("text", ["", "seal:", "seal:AAAA", "nonsense", "seal:" + "A" * 400, "=1+1", "\u0660"])
def test_what_is_no_seal_is_broken_and_never_fails(text: str) -> None:
    kept = KeptSeal(learners()[0].LearnRefNumber, text, text)
    assert opened(kept) is None
    assert standing(kept, learners()[0]) == "broken"


def test_a_seal_that_unpacks_to_far_too_much_is_not_unpacked() -> None:
    bomb = base64.b64encode(zlib.compress(MARK + b" " * 50_000_000)).decode()
    assert opened(KeptSeal("A1", f"seal:{bomb}", "ed25519:")) is None


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"{}",
        MARK,
        MARK + b"[]",
        MARK + b"{}",
        MARK + b"1",
        MARK + b'{"form":[]}',
        MARK + b"\xff",
        MARK + b"[" * 99999,
    ],
)
def test_only_a_seal_is_read(message: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        read_seal(message)


def test_a_seal_comes_back_as_it_was() -> None:
    seal = seal_for(learners()[0], ukprn=UKPRN, year="2627", when=WHEN, who="Véra ✔", key=KEY.public.text)
    assert isinstance(seal, Seal)
    assert read_seal(seal.message()) == seal
    assert seal.message().isascii()


def test_what_is_signed_stays_the_same_in_every_version() -> None:
    """Whoever changes this text breaks the seals that people have made: raise the number of the list instead."""
    year = catalogue.load("2627")
    learner = built_learner(
        {
            "LearnRefNumber": "A1", "ULN": 1061484016, "FamilyName": "Nobody", "DateOfBirth": "2005-02-03",
            "Postcode": "cv1 2wt",
            "LearningDelivery": [
                {
                    "LearnAimRef": "ZPROG001", "AimSeqNumber": 2, "LearnStartDate": "2026-09-14", "StdCode": 105,
                    "AppFinRecord": [
                        {"AFinType": "TNP", "AFinCode": 2, "AFinDate": "2026-09-14", "AFinAmount": 900},
                        {"AFinType": "TNP", "AFinCode": 1, "AFinDate": "2026-09-14", "AFinAmount": 8100},
                    ],
                    "LearningDeliveryFAM": [{"LearnDelFAMType": "NSA", "LearnDelFAMCode": "1"}],
                }
            ],
        },
        year,
    )  # fmt: skip
    seal = seal_for(learner, ukprn=UKPRN, year="2627", when=WHEN, who="Véra", key="K")
    price = '["AppFinRecord",[["AFinType","TNP"],["AFinCode","%d"],["AFinDate","2026-09-14"],["AFinAmount","%d"]],[]]'
    aim = '[["LearnAimRef","ZPROG001"],["LearnStartDate","2026-09-14"],["StdCode","105"]]'
    assert seal.message().decode() == (
        'ilr-seal\n{"form":["Learner",[["ULN","1061484016"],["DateOfBirth","2005-02-03"],["Postcode","CV1 2WT"]],'
        f'[["LearningDelivery",{aim},[{price % (1, 8100)},{price % (2, 900)}]]]],'
        '"key":"K","learner":"A1","ukprn":10000001,"version":1,"when":"2026-11-20T10:15:30","who":"V\\u00e9ra",'
        '"year":"2627"}'
    )


def test_a_learner_with_more_than_a_cell_can_hold_is_refused_by_name() -> None:
    one = copied(learners()[0])
    aim = next(aim for aim in one.LearningDelivery if aim.AppFinRecord)
    for number in range(9_000):
        aim.AppFinRecord.append(copied(aim.AppFinRecord[0], aim))
        aim.AppFinRecord[-1].AFinAmount = number * 7919 % 99_991
    with pytest.raises(InputError, match="has too many records for one seal"):
        sealed(one)
