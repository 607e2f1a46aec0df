"""A heading of one to four rows as one path for each column, joined top to bottom: 语文/原始分."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase
from typing import NamedTuple

from ingest.books.sheet import cell_text, is_blank
from ingest.tables.grid import Grid
from ingest.text import normal, plain

DEEPEST = 4
_CODE = re.compile(r"(\(?[a-z]{0,2})(\d{1,3})\)?")
_FEWEST_CODES = 2
_FEWEST_NUMBERS = 5


class Heading(NamedTuple):
    """What stands over one column: its readings, best first, the words from top to bottom, the
    row of the lowest, and the column it is merged over from, if that is another."""

    readings: tuple[str, ...]
    steps: tuple[str, ...]
    row: int
    merged_from: int | None = None

    @property
    def text(self) -> str:
        """The words as they are shown and as a layout has them."""
        return ">".join(self.steps)


@dataclass(frozen=True, eq=False)
class PathWords:
    """Words that decide how a path is read: `units`; `whole` ones that add nothing below a word
    (学生人数/合计); `changing` ones that may not be left out above one (上学年/学生人数); `stems`
    (甲 乙 …) and `numbered` (栏次) begin a row that numbers the columns. There is one of it for all
    forms: to compare it by what it holds would take longer than to read a heading."""

    units: frozenset[str]
    stems: str
    numbered: tuple[str, ...]
    whole: frozenset[str]
    changing: tuple[str, ...]


def read_headings(grid: Grid, top: int, depth: int, words: PathWords) -> list[Heading]:
    """What stands over each column when `depth` rows from `top` on are the heading."""
    headings = []
    for column, path in enumerate(_paths(grid, top, depth)):
        steps = tuple(word for word, _ in path)
        row = path[-1][1] if path else top
        headings.append(Heading(_readings(steps, words), steps, row, grid.merged_from(row, column)))
    return headings


def _paths(grid: Grid, top: int, depth: int) -> list[list[tuple[str, int]]]:
    """(word, row) from top to bottom for each column. A merged word stands in every column it is
    merged over; in a row without merged words one reaches right over blanks, as far as something
    stands below it and no new word above."""
    levels = range(top, top + depth)
    spread = [grid.spread(r) for r in levels]
    rows = [merged or grid.words(r) for r, merged in zip(levels, spread, strict=True)]
    reaches = [merged is None for merged in spread]
    held = [""] * depth
    paths = []
    for c in range(max(map(len, rows))):
        column = [row[c] if c < len(row) else "" for row in rows]
        lowest = max((i for i, word in enumerate(column) if word), default=-1)
        path: list[tuple[str, int]] = []
        is_cut = False
        for i, word in enumerate(column):
            if word:
                is_cut = is_cut or word != held[i]
                held[i] = word
            elif i > lowest or is_cut or not reaches[i]:
                held[i] = ""
            word = held[i]
            if word and (not path or path[-1][0] != word):
                path.append((word, top + i))
        paths.append(path)
    return paths


@lru_cache(maxsize=65536)
def _readings(path: tuple[str, ...], words: PathWords) -> tuple[str, ...]:
    """The whole path and what is left of it without its upper words, longest first."""
    if len(path) > 1 and path[-1] in words.whole:
        path = path[:-1]
    if len(path) > 1 and path[-1] in words.units:
        path = (*path[:-2], f"{path[-2]}({path[-1].strip('()')})")
    readings = []
    for first in range(len(path)):
        if first and any(word in path[first - 1] for word in words.changing):
            break
        below = path[first:]
        readings.append("".join(below))
    return tuple(readings)


def is_code_row(cells: list, words: PathWords) -> bool:
    """Whether a row below a heading only numbers its columns: L1 L2 …, (1) (2) …, ① ② …, A B …,
    甲 乙 1 2 …, 栏次 1 2 …."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if not filled or not _may_number(normal(cell_text(filled[-1])), words):
        return False
    texts = [normal(cell_text(cell)) for cell in filled]
    is_told = bool(texts) and texts[0] in words.numbered
    texts = texts[1:] if is_told else texts
    if len(texts) >= _FEWEST_CODES and texts == list(ascii_lowercase[: len(texts)]):
        return True
    stems = "".join(text for text in texts if text in words.stems)
    codes = [_CODE.fullmatch(text) for text in texts[len(stems) :]]
    if len(texts) < _FEWEST_CODES or not words.stems.startswith(stems) or not all(codes):
        return False
    letters = {code[1] for code in codes}
    numbers = [int(code[2]) for code in codes]
    is_told = is_told or bool(stems) or any(map(_is_circled, filled))
    if len(letters) > 1 or (not is_told and letters == {""} and len(numbers) < _FEWEST_NUMBERS):
        return False
    return numbers == list(range(1, len(numbers) + 1)) or _are_lettered(letters, numbers)


def _may_number(text: str, words: PathWords) -> bool:
    """A quick look at the last cell: few rows of data end in what may number a column."""
    return text in words.stems or text in ascii_lowercase or bool(_CODE.fullmatch(text))


def may_be_code_row(cells: list) -> bool:
    """Whether nobody can tell if a row numbers the columns or is data: 1 2 3, too few of them for
    `is_code_row`."""
    texts = [normal(cell_text(cell)) for cell in cells]
    count = len(texts)
    return _FEWEST_CODES <= count < _FEWEST_NUMBERS and texts == list("1234"[:count])


def _is_circled(cell: object) -> bool:
    """① and the like, which is no way to write a number in a form."""
    return cell.__class__ is str and not plain(cell).isascii()


def _are_lettered(letters: set[str], numbers: list[int]) -> bool:
    """L8 L9 …: a table's second page goes on counting."""
    steps = {after - before for before, after in pairwise(numbers)}
    return letters != {""} and steps == {1}
