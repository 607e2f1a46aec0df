"""The truth about figures on which sources disagree: what they leave open of R1 to R7.

Where the sources leave room: only a difference beyond the tolerance opens a figure; one of a school
with branches may lie in any of them, but for a branch of which both sources speak by itself, and is
split by the largest share that any campus gives the stage; where stages share a campus, pupils
weigh in a value as Σ(weight × pupils) of all stages moves.
"""

from __future__ import annotations

from fractions import Fraction

from sample.deliveries import Received
from sample.truth.given import Given, Sources
from sample.truth.reconciliation import Fact, allowed, facts, merged, wholes
from sample.truth.school import WEIGHT, SchoolYear

COUNTED = "school_profile"
ASKED_BACK = "school_gym"
"""Stands on the same form, and bounds nothing."""
Swing = tuple[Fraction, Fraction]
NO_SWING: Swing = (Fraction(0), Fraction(0))


def mark_disputes(received: Received, county_id: str, year: int, schools: list[SchoolYear]) -> None:
    """Give every school the figures on which sources disagree: how much less, how much more."""
    sources = Sources.of(received, county_id, year, schools)
    for fact in facts():
        if not fact.is_used:
            continue
        for _, members in wholes(schools, is_code=False):
            said = dict(merged(fact, members, sources))
            counted = said.pop(COUNTED, None)
            if counted is None or counted.value is None:
                continue
            for source, given in said.items():
                limit = allowed(fact.name, (COUNTED, source), counted, given)
                swing = _difference(counted, given)
                if source != ASKED_BACK and swing and _size(swing) > limit:
                    for turn, (school, _) in enumerate(members):
                        own = _own(fact, source, school, sources) if turn else swing
                        _widen(school, fact.name, own or swing, limit)


def _difference(counted: Given | None, given: Given | None) -> Swing | None:
    if counted is None or given is None or counted.value is None or None in given.span:
        return None
    low, high = given.span
    return Fraction(low - counted.value), Fraction(high - counted.value)


def _size(swing: Swing) -> Fraction:
    return max(map(abs, swing))


def _own(fact: Fact, source: str, school: SchoolYear, sources: Sources) -> Swing | None:
    """The difference of a branch alone, where both sources speak of it."""
    return _difference(
        sources.given(COUNTED, school, fact.name), sources.given(source, school, fact.name)
    )


def _widen(school: SchoolYear, fact: str, swing: Swing, limit: Fraction) -> None:
    if _size(swing) <= limit:
        return
    low, high = school.disputes.get(fact, NO_SWING)
    school.disputes[fact] = min(low, swing[0]), max(high, swing[1])


def settle(school: SchoolYear, name: str, schools: list[SchoolYear]) -> None:
    """A changed cell of its form counts as decided, for the whole that it is compared in."""
    for _, members in wholes(schools, is_code=False):
        if not any(member is school for member, _ in members):
            continue
        for fact in (name, f"{name}_primary", f"{name}_junior"):
            if fact in school.disputes:
                for member, _ in members:
                    member.disputes.pop(fact, None)


def amount_swing(
    school: SchoolYear, stage: str, names: tuple[str, ...], is_split: bool
) -> Swing | None:
    """How much less and more a sum of fields may be, those with a dash taken away; None where
    nobody disagrees."""
    low, high, is_open = Fraction(0), Fraction(0), False
    for name in names:
        swing = school.disputes.get(name.removeprefix("-"))
        if swing:
            less, more = (-swing[1], -swing[0]) if name[0] == "-" else swing
            share = _largest_share(school, stage) if is_split else Fraction(1)
            low, high, is_open = low + less * share, high + more * share, True
    return (low, high) if is_open else None


def _largest_share(school: SchoolYear, stage: str) -> Fraction:
    shares = []
    for member in school.members(stage):
        if member.campuses:
            shares += member.campuses.shares(stage)
        else:
            shares.append(member.share(stage))
    return max((share for share in shares if share is not None), default=Fraction(0))


def pupil_span(school: SchoolYear, stage: str, is_split: bool) -> tuple[Fraction, Fraction] | None:
    """The fewest and the most pupils, as they weigh in a value; None where nobody disagrees."""
    pupils = Fraction(school.pupils(stage))
    stages = school.stages() if is_split else (stage,)
    swings = {name: school.disputes.get(f"{name}_pupil_count") for name in stages}
    if not any(swings.values()):
        return None
    whole = sum(WEIGHT[name] * (school.pupils(name) or 0) for name in stages)
    less, more = (
        sum(WEIGHT[name] * (swing or NO_SWING)[side] for name, swing in swings.items())
        for side in (0, 1)
    )
    return max(pupils + pupils * less / whole, Fraction(0)), pupils + pupils * more / whole
