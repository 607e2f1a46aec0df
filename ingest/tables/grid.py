"""The beginning of a sheet, normalised for comparing."""

from collections.abc import Iterator

from ingest.books.sheet import Sheet, is_blank
from ingest.text import normal

_LONGEST_HEADING = 200
_FULL_WIDTH = "\uff00"


class Grid:
    """The first `height` rows from `start` on that hold anything, and the row after each. A row is
    normalised when it is asked for: most are data, which nobody compares."""

    def __init__(self, sheet: Sheet, height: int, start: int = 0):
        self._raw: dict[int, list] = {}
        self._words: dict[int, list[str]] = {}
        self._merged: dict[int, list[tuple[int, int]]] = {}
        self._met: tuple[Signs, list[tuple[int, set[str]]]] | None = None
        filled = 0
        for r in range(start, len(sheet.rows)):
            if filled == height:
                break
            self._raw[r] = sheet.rows[r]
            filled += not all(map(is_blank, sheet.rows[r]))
        for top, _, left, right in sheet.merges:
            if right > left and top in self._raw:
                self._merged.setdefault(top, []).append((left, right))

    def __contains__(self, row: int) -> bool:
        return row in self._raw

    def words(self, row: int) -> list[str]:
        """The texts of a row, '' for anything else; [] for a row that is not there."""
        words = self._words.get(row)
        if words is None:
            words = self._words[row] = [
                normal(c) if c.__class__ is str and len(c) <= _LONGEST_HEADING else ""
                for c in self._raw.get(row, ())
            ]
        return words

    def spread(self, row: int) -> list[str] | None:
        """The texts of a row, each in every column it is merged over; None for a row without
        merged texts."""
        words, spread = self.words(row), None
        for left, right in self._merged.get(row, ()):
            if left < len(words) and words[left]:
                spread = spread or list(words)
                spread.extend([""] * (right + 1 - len(spread)))
                spread[left : right + 1] = [words[left]] * (right + 1 - left)
        return spread

    def merged_from(self, row: int, column: int) -> int | None:
        """The first column of the merged cell that reaches over a column from its left."""
        spans = self._merged.get(row, ())
        return next((left for left, right in spans if left < column <= right), None)

    def above(self, row: int) -> list[str]:
        """Texts above a row."""
        return [word for r in self._raw if r < row for word in self.words(r) if word]

    def holds_numbers(self, row: int) -> bool:
        """Whether there is anything but words in a row."""
        return any(c.__class__ is not str and c is not None for c in self._raw.get(row, ()))

    def beginning_with(self, signs: "Signs") -> list[tuple[int, set[str]]]:
        """(row, those of its words that begin with one of the signs), top to bottom."""
        if self._met is None or self._met[0] is not signs:
            self._met = signs, list(self._beginning_with(signs))
        return self._met[1]

    def _beginning_with(self, signs: "Signs") -> Iterator[tuple[int, set[str]]]:
        known = _Beginning(signs)
        for row, cells in self._raw.items():
            words = {known[c] for c in cells if c.__class__ is str and c and signs[c[0]]}
            words.discard("")
            if words:
                yield row, words


class Signs(dict[str, bool]):
    """Whether a word that is not normalised yet may begin with one of `all`: blanks and
    full-width signs may hide any."""

    def __init__(self, signs: set[str]):
        self.all = frozenset(signs)

    def __missing__(self, sign: str) -> bool:
        is_one = sign in self.all or sign.lower() in self.all
        self[sign] = is_one or not sign.isalnum() or sign >= _FULL_WIDTH
        return self[sign]


class _Beginning(dict[str, str]):
    """Cells that may begin with one of the signs as the words they are if these do, else ''. Rows
    of data say the same few words again and again: each is looked at once for a sheet."""

    def __init__(self, signs: Signs):
        self.signs = signs

    def __missing__(self, cell: str) -> str:
        word = normal(cell) if len(cell) <= _LONGEST_HEADING else ""
        self[cell] = word = word if word[:1] in self.signs.all else ""
        return word
