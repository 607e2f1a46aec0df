"""What other forms look up in a form."""

from typing import Literal

from ingest.vocabulary import Strict

Kind = Literal["school", "county", "exam", "change"]
_WANTED = {"county": (), "school": ("kind",), "exam": ("day",), "change": ("kind", "day", "to")}


class Provided(Strict):
    """The columns from which a form feeds a reference. `kind` and `day` are the 办学类型 of a
    school, the day of an examination, what a change was and when; `to` is the school after it."""

    id: str
    names: tuple[str, ...]
    kind: str | None = None
    day: str | None = None
    to: str | None = None

    @property
    def columns(self) -> set[str]:
        """Every column that is named."""
        return {self.id, *self.names, *filter(None, (self.kind, self.day, self.to))}

    def lacking(self, kind: Kind) -> list[str]:
        """What a reference of this kind needs and is not named."""
        return [key for key in _WANTED[kind] if getattr(self, key) is None]
