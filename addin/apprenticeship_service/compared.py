"""The service's list beside the return: every difference a finding on its cells, with what a data lock would say.

What each data lock means, and which the list cannot show, says ``data_locks.py``. Where a difference stops no payment,
or nobody can tell, the finding is called ``Service``. The words of the status: das-commitments,
``ApprenticeshipStatus`` (public code, read in 2026).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from addin.apprenticeship_service.export_file import Listed, plain_header
from addin.apprenticeship_service.new_apprentices import agreed_price, service_start
from ilr_core.funding.programmes import COMPLETED, CONTINUING, ON_BREAK, WITHDRAWN, Spell, programmes_of
from ilr_core.model import Finding, Learner, Record, Spot

TitleOf = Callable[[int], str]
"""The name of a standard; empty if it is not known."""
SERVICE = "Service"
LIVE, PAUSED, STOPPED, DONE, WAITING = "live", "paused", "stopped", "completed", "waitingtostart"
OVER = (STOPPED, DONE)
FITTING = {
    LIVE: (CONTINUING,), WAITING: (CONTINUING,), PAUSED: (ON_BREAK,), STOPPED: (WITHDRAWN,), DONE: (COMPLETED,)
}  # fmt: skip
OUTSIDE = "2"
"""ACT of a contract with DfE: the apprentice is not in the service."""
ULN_DIGITS = 10
STATUS_WORDS = ("Waiting to start", "Live", "Paused", "Stopped", "Completed")
IN_WORDS = {CONTINUING: "goes on", COMPLETED: "has completed", WITHDRAWN: "has withdrawn", ON_BREAK: "is on a break"}


@dataclass(frozen=True)
class ServiceComparison:
    """``findings`` are differences and learners only in the return; ``only_there`` lines without a learner.

    ``same`` counts apprenticeships without a difference, ``earlier`` stopped or completed records of a learner who has
    another one. ``unread`` says what could not be compared.
    """

    findings: tuple[Finding, ...]
    only_there: tuple[Listed, ...]
    same: int
    earlier: int
    unread: tuple[str, ...]


def compare_listed(
    listed: Sequence[Listed], learners: Iterable[Learner], title_of: TitleOf | None = None
) -> ServiceComparison:
    """Lines and learners are matched by ULN, else by the provider's reference, else by name and date of birth."""
    funded = [(learner, spells) for learner in learners if (spells := programmes_of(learner))]
    once = _once(listed)
    lines_of, only_there = _matched(once, [learner for learner, _ in funded])
    findings: list[Finding] = []
    same = earlier = 0
    unread: dict[str, None] = {}
    if len(once) < len(listed):
        unread[f"Lines that are in the list twice, counted once: {len(listed) - len(once):,}."] = None
    for learner, spells in funded:
        lines = lines_of.get(id(learner), [])
        chosen, rest = _paired(lines, spells)
        for spell in spells:
            if (line := chosen.get(id(spell))) is None:
                findings += _missing(learner, spell)
                continue
            found = [*_differences(learner, spell, line, title_of, unread)]
            findings += found
            same += not found
        over = [line for line in rest if plain_header(line.status) in OVER]
        earlier += len(over)
        findings += [_second(learner, spells[-1], line) for line in rest if line not in over]
    findings.sort(key=lambda one: one.order)
    return ServiceComparison(tuple(findings), tuple(only_there), same, earlier, tuple(unread))


def _once(listed: Sequence[Listed]) -> list[Listed]:
    """The lines without those that say the same as an earlier one."""
    seen: dict[Listed, Listed] = {}
    for line in listed:
        seen.setdefault(replace(line, line=0), line)
    return list(seen.values())


def _matched(listed: Sequence[Listed], learners: Sequence[Learner]) -> tuple[dict[int, list[Listed]], list[Listed]]:
    keys: tuple[tuple[Callable[[Learner], object], Callable[[Listed], object]], ...] = (
        (lambda one: one.text("ULN"), lambda line: line.uln),
        (lambda one: (one.text("LearnRefNumber") or "").casefold(), lambda line: line.reference.casefold()),
        (_person, lambda line: (_letters(line.name), line.born.day) if line.born and line.name else None),
    )
    indexes = []
    for of_learner, _ in keys:
        index: dict[object, list[Learner]] = {}
        for one in learners:
            index.setdefault(of_learner(one), []).append(one)
        indexes.append(index)
    found: dict[int, list[Listed]] = {}
    lost = []
    for line in listed:
        for index, (_, of_line) in zip(indexes, keys, strict=True):
            key = of_line(line)
            fitting = index.get(key, []) if key else []
            if len(fitting) == 1:
                found.setdefault(id(fitting[0]), []).append(line)
                break
        else:
            lost.append(line)
    return found, lost


def _person(one: Learner) -> object:
    return (_letters(f"{one.text('GivenNames') or ''} {one.text('FamilyName') or ''}"), one.DateOfBirth)


def _letters(name: str) -> str:
    return " ".join(name.casefold().split())


def _paired(lines: Sequence[Listed], spells: Sequence[Spell]) -> tuple[dict[int, Listed], list[Listed]]:
    """For each programme the line that is most like it: not a stopped one if there is another; and the lines left.

    Lines that fit a programme's standard and start are given to it before others may choose among the rest.
    """
    left = list(lines)
    chosen: dict[int, Listed] = {}
    for must_fit in (True, False):
        for spell in reversed(spells):
            fitting = [(_likeness(line, spell), line) for line in left if not must_fit or _fits(line, spell)]
            if id(spell) not in chosen and fitting:
                _, chosen[id(spell)] = max(fitting, key=lambda one: one[0])
                left.remove(chosen[id(spell)])
    return chosen, left


def _fits(line: Listed, spell: Spell) -> bool:
    return line.code in (None, spell.last.StdCode) and bool(line.start and line.start.fits(service_start(spell)))


def _likeness(line: Listed, spell: Spell) -> tuple[bool, bool, bool, bool, int]:
    start = service_start(spell)
    return (
        line.code in (None, spell.last.StdCode),
        bool(line.start and line.start.fits(start)),
        plain_header(line.status) != STOPPED,
        line.price == agreed_price(spell),
        -abs((line.start.day - start).days) if line.start else 0,
    )


def _missing(learner: Learner, spell: Spell) -> list[Finding]:
    if spell.last.CompStatus != CONTINUING:
        return []  # over: the list may no longer have it, and nothing more is to be paid
    contracts = [code for code, _, until in spell.fams("ACT") if until is None]
    if contracts and set(contracts) == {OUTSIDE}:
        return []
    words = "the service's list does not have this apprentice. Nothing is paid until employer and provider approve one"
    return [_finding("DLOCK_02", learner, spell, f"{words}.", [(learner, "ULN")])]


def _second(learner: Learner, spell: Spell, line: Listed) -> Finding:
    words = (
        f"the service has another record of this apprentice, line {line.line} ({status_of(line)}). It may "
        "stop payments (DLOCK_08). Ask the employer to stop the one that is wrong."
    )
    return _finding(SERVICE, learner, spell, words, [(learner, "ULN")])


def _differences(
    learner: Learner, spell: Spell, line: Listed, title_of: TitleOf | None, unread: dict[str, None]
) -> Iterable[Finding]:
    there = f"line {line.line} of the service's list"
    if line.uln and not (line.uln.isascii() and line.uln.isdigit() and len(line.uln) == ULN_DIGITS):
        unread[
            "ULNs of the list that are no number of ten digits (a spreadsheet may have cut them) are not compared."
        ] = None
    elif line.uln != (learner.text("ULN") or ""):
        words = f"ULN: {there} has {line.uln or 'none'}. Compare both with the Learning Records Service."
        yield _finding("DLOCK_02", learner, spell, words, [(learner, "ULN")])
    yield from _standard(learner, spell, line, title_of, unread)
    price = agreed_price(spell)
    if line.price is None:
        unread["Prices that the list does not give, or not as a number, are not compared."] = None
    elif line.price != price:
        ours = "no price" if price is None else f"£{price:,}"
        words = f"price: £{line.price:,} in {there}, {ours} here (TNP). Change it in the service, or mend TNP."
        yield _finding("DLOCK_07", learner, spell, words, _price_cells(spell))
    yield from _dates(learner, spell, line, there, unread)
    yield from _status(learner, spell, line, there, unread)


def _standard(
    learner: Learner, spell: Spell, line: Listed, title_of: TitleOf | None, unread: dict[str, None]
) -> Iterable[Finding]:
    code = spell.last.StdCode
    title = title_of(code) if title_of and code is not None else ""
    # The service writes the level behind the name: "Adult care worker, Level: 2".
    if line.code is not None:
        differs = line.code != code
    elif line.course and title:
        differs = not plain_header(line.course).startswith(plain_header(title))
    else:
        unread["Courses are not compared: the list gives names, and LARS with the names is not loaded."] = None
        return
    if differs:
        words = f"standard: {line.code or line.course} in the service, {code}{f' ({title})' if title else ''} here."
        yield _finding("DLOCK_03", learner, spell, words, [(spell.last, "StdCode")])


def _dates(learner: Learner, spell: Spell, line: Listed, there: str, unread: dict[str, None]) -> Iterable[Finding]:
    start = service_start(spell)
    if line.start is None:
        unread["Starts that the list does not give, or not as a date, are not compared."] = None
    elif not line.start.fits(start):
        is_before = start < line.start.day
        effect = "Nothing is paid for the time before the service's start" if is_before else "No data lock"
        words = f"start: {line.start} in {there}, {start:%d/%m/%Y} here. {effect}."
        cells = [(spell.first, "LearnStartDate")]
        yield _finding("DLOCK_09" if is_before else SERVICE, learner, spell, words, cells)
    end = spell.last.LearnPlanEndDate
    if line.end is not None and not line.end.fits(end):
        words = f"planned end: {line.end} in {there}, {end:%d/%m/%Y} here. No data lock; agree one of them."
        yield _finding(SERVICE, learner, spell, words, [(spell.last, "LearnPlanEndDate")])


def _status(learner: Learner, spell: Spell, line: Listed, there: str, unread: dict[str, None]) -> Iterable[Finding]:
    status, aim = plain_header(line.status), spell.last
    if status not in FITTING:
        unread["A status that is none of the service's (" + ", ".join(STATUS_WORDS) + ") is not compared."] = None
        return
    done = aim.CompStatus == CONTINUING and aim.LearnActEndDate is not None
    if aim.CompStatus in FITTING[status] or (status == DONE and done):
        return
    cells: list[tuple[Record, str]] = [(aim, "CompStatus")]
    rule = {PAUSED: "DLOCK_12", STOPPED: "DLOCK_10"}.get(status, SERVICE)
    if aim.CompStatus == COMPLETED and rule == SERVICE:
        words = (
            f"status: {line.status} in {there}, but here the apprentice has completed. No data lock. The service says"
        )
        yield _finding(rule, learner, spell, f"{words} Completed once the completion payment is made.", cells)
        return
    effect = {
        PAUSED: "Payments wait until the employer resumes the record, or the break is recorded here",
        STOPPED: "Nothing is paid after the stop; record the withdrawal here, or ask the employer for a new record",
    }.get(status, "No data lock; the employer still has to pause or stop the record in the service")
    said = IN_WORDS.get(aim.CompStatus, "has another CompStatus")
    words = f"status: {status_of(line)} in {there}, but here the apprentice {said}. {effect}."
    yield _finding(rule, learner, spell, words, cells)


def status_of(line: Listed) -> str:
    """The status of a line for people; what is none of the service's words is not repeated."""
    plain = plain_header(line.status)
    return next((words for words in STATUS_WORDS if plain_header(words) == plain), "no known status")


def _price_cells(spell: Spell) -> list[tuple[Record, str]]:
    prices = [fin for aim in spell.aims for fin in aim.AppFinRecord if fin.AFinType == "TNP" and fin.AFinDate]
    latest = max((fin.AFinDate for fin in prices), default=None)
    found: list[tuple[Record, str]] = [(fin, "AFinAmount") for fin in prices if fin.AFinDate == latest]
    return found or [(spell.last, "")]


def _finding(rule: str, learner: Learner, spell: Spell, words: str, cells: Sequence[tuple[Record, str]]) -> Finding:
    spots = tuple(Spot(one.place_of(name) if name else one.place, one.ENTITY, name) for one, name in cells)
    values = tuple((name, one.text(name) or "") for one, name in cells if name)
    lock = f"A data lock would say {rule}: " if rule != SERVICE else "The apprenticeship service differs: "
    return Finding(
        rule, "warning", learner.text("LearnRefNumber"), spell.last.AimSeqNumber, spots[0].entity, values,
        f"{lock}{words}", spots, (learner.position,),
    )  # fmt: skip
