"""Which schools have taken the place of which, and what a school was called before."""

from datetime import date
from typing import NamedTuple

_TAKES_ALL = {"rename", "merge"}
_SEPTEMBER = 9


class Change(NamedTuple):
    """From `day` on `to_id` has what was `from_id`'s; '' where a school opens or closes."""

    from_id: str
    to_id: str
    kind: str
    day: date


class Succession:
    """The changes of schools, by the code before and after, and since when schools are listed."""

    def __init__(self) -> None:
        self._after: dict[str, list[Change]] = {}
        self._before: dict[str, list[Change]] = {}
        self._listed: dict[str, date] = {}

    def add(self, change: Change) -> None:
        """A change that says what becomes of a school."""
        self._after.setdefault(change.from_id, []).append(change)
        if change.kind == "rename" and change.from_id != change.to_id:
            self._before.setdefault(change.to_id, []).append(change)

    def list_in(self, school_id: str, school_year: int) -> None:
        """A school that stands on the list of a school year."""
        first = date(school_year, _SEPTEMBER, 1)
        self._listed[school_id] = min(first, self._listed.get(school_id, first))

    def is_part(self, school_id: str) -> bool:
        """Whether a school went into another together with what that one was."""
        return any(change.kind == "merge" for change in self._after.get(school_id, ()))

    def standing(self, school_id: str, day: date) -> tuple[str, ...]:
        """Who stands for a school on a day: itself, the one that took all of it by then, the
        several it was split into, or nobody; for one that took another code later, what it was
        called then. standard.md 12.10."""
        school_id = self._called(school_id, day)
        since, passed = date.min, {school_id}
        while True:
            changes = [c for c in self._after.get(school_id, ()) if since <= c.day <= day]
            since = max((change.day for change in changes), default=day)
            changes = [change for change in changes if change.day == since]
            after = sorted({change.to_id for change in changes if change.to_id})
            if not changes or school_id in after:
                return (school_id,)
            if len(after) != 1 or not {change.kind for change in changes} <= _TAKES_ALL:
                return tuple(after)
            (school_id,) = after
            if school_id in passed:
                return (school_id,)
            passed.add(school_id)

    def _called(self, school_id: str, day: date) -> str:
        """The code that a school had on a day, before the renames that came after."""
        passed = {school_id}
        while (former := self._former(school_id)) and former.day > day:
            school_id = former.from_id
            if school_id in passed:
                break
            passed.add(school_id)
        return school_id

    def _former(self, school_id: str) -> Change | None:
        """The rename by which a school got its code. What took in several, or was listed before,
        has a past of its own."""
        renames = self._before.get(school_id, [])
        if len({change.from_id for change in renames}) != 1:
            return None
        former = min(renames, key=lambda change: change.day)
        is_older = self._listed.get(school_id, former.day) < former.day
        return None if is_older else former
