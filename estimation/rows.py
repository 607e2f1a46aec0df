"""Rows in, rows out: what dbt hands over of each paper, and what it gets back.

dbt's Python model calls `table` inside `dbt build`; Spark pipes the same rows through
`python -m estimation.rows`, tab by tab, sorted by the first four columns.
"""

import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby, pairwise
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

from estimation.figures import Told, told
from estimation.moments import Moments

OUTCOME = "outcome"


class Sum(NamedTuple):
    """A sum over the pupils of one school, or of all (`school_id` blank, `second` blank: Σa).

    With `second` blank it is N·Σa − n·Σ of all, which is the school's mean less that of all, times
    n·N. With both it is n·Σab − Σa·Σb, the product about the school's means, times n.
    """

    county_id: str
    exam_id: str
    subject: str
    model: str
    school_id: str
    first: str
    second: str
    pupil_count: int
    value: Decimal


class Figure(NamedTuple):
    """One figure of a model (`school_id` blank) or of a school in it: a row of `figures.Told`."""

    county_id: str
    exam_id: str
    subject: str
    model: str
    method: str
    school_id: str
    statistic: str
    term: str
    value: float | None


KEY = Sum._fields[:4]
"""Says which model a row belongs to."""


def estimated(sums: Iterable[Sum]) -> Iterator[Figure]:
    """All figures of all models; `sums` are sorted by county, exam, subject and model."""
    for key, rows in groupby(sums, key=lambda row: row[:4]):
        for block in told(moments_of(list(rows))):
            for school, value in zip(block.schools, block.values.tolist(), strict=True):
                known = value if isfinite(value) else None
                yield Figure(*key, block.method, school, block.statistic, block.term, known)


def table(sums: Any) -> Any:
    """A pyarrow table of `Sum` columns as one of `Figure` columns, in the order of the keys."""
    import pyarrow as pa

    rows = sums.sort_by([(name, "ascending") for name in Sum._fields[:7]]).combine_chunks()
    coded = {name: rows[name].dictionary_encode().combine_chunks() for name in Sum._fields[:7]}
    words = {name: column.dictionary.to_pylist() for name, column in coded.items()}
    codes = {name: column.indices.to_numpy() for name, column in coded.items()}
    # by way of text a decimal becomes the nearest float, as float(Decimal) is; a cast may miss it
    values = rows["value"].cast(pa.string()).cast(pa.float64()).to_numpy()
    counts = rows["pupil_count"].to_numpy().astype(float)
    new = np.ones(len(values) + 1, dtype=bool)
    new[1:-1] = np.any([codes[name][1:] != codes[name][:-1] for name in KEY], axis=0)
    blocks: list[tuple[tuple, Told]] = []
    for start, end in pairwise(np.flatnonzero(new) if len(values) else []):
        key = tuple(words[name][codes[name][start]] for name in KEY)
        texts = [Texts(codes[name][start:end], words[name]) for name in Sum._fields[4:7]]
        blocks += [(key, of) for of in told(_moments(*texts, counts[start:end], values[start:end]))]
    return _figures(blocks)


class Texts(NamedTuple):
    """A column of texts that repeat: for each row which of the words."""

    codes: np.ndarray
    words: list[str]

    def are(self, word: str) -> np.ndarray:
        """Rows that have this word."""
        code = self.words.index(word) if word in self.words else -1
        return self.codes == code

    def of(self, rows: np.ndarray) -> list[str]:
        """The words of some rows."""
        return [self.words[code] for code in self.codes[rows]]


def moments_of(rows: Iterable[Sum]) -> Moments:
    """The sums of one model, in any order, as arrays; one division each, of exact numbers."""
    columns = list(zip(*(row[4:] for row in sorted(rows)), strict=True))
    texts = [_texts(column) for column in columns[:3]]
    return _moments(*texts, *(np.array(column, dtype=float) for column in columns[3:]))


def _texts(column: tuple[str, ...]) -> Texts:
    words = sorted(set(column))
    place = {word: n for n, word in enumerate(words)}
    return Texts(np.array([place[word] for word in column]), words)


def _moments(
    school: Texts, first: Texts, second: Texts, count: np.ndarray, value: np.ndarray
) -> Moments:
    """Columns of one model's sums, sorted by school, as its moments."""
    of_all, is_mean = school.are(""), second.are("")
    totals = dict(zip(first.of(of_all), value[of_all], strict=True))
    names = [OUTCOME, *sorted(set(totals) - {OUTCOME})]
    pupils = count[of_all][0]
    firsts, seconds = [first.are(name) for name in names], [second.are(name) for name in names]
    means_at = [~of_all & is_mean & is_first for is_first in firsts]
    counts = count[means_at[0]]
    means = np.column_stack([value[here] / (counts * pupils) for here in means_at])
    within = np.zeros((len(names), len(names)))
    for n, is_first in enumerate(firsts):
        for m, is_second in enumerate(seconds):
            here = is_first & is_second
            if here.any():
                within[n, m] = within[m, n] = (value[here] / count[here]).sum()
    origin = np.array([totals[name] for name in names]) / pupils
    schools = tuple(school.of(means_at[0]))
    return Moments(schools, counts, means, within, origin, tuple(names[1:]))


def _figures(blocks: list[tuple[tuple, Told]]) -> Any:
    """Blocks of figures below one another; what nobody knows is null."""
    import pyarrow as pa

    sizes = [len(block.schools) for _, block in blocks]

    def repeated(texts: list[str]) -> Any:
        which = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
        return pa.DictionaryArray.from_arrays(which, pa.array(texts, pa.string())).cast(pa.string())

    values = np.concatenate([block.values for _, block in blocks] or [np.zeros(0)])
    schools = [school for _, block in blocks for school in block.schools]
    columns = [repeated([key[n] for key, _ in blocks]) for n in range(len(KEY))]
    columns += [
        repeated([block.method for _, block in blocks]),
        pa.array(schools, pa.string()),
        repeated([block.statistic for _, block in blocks]),
        repeated([block.term for _, block in blocks]),
        pa.array(values, pa.float64(), mask=~np.isfinite(values)),
    ]
    return pa.table(columns, names=list(Figure._fields))


_NULL = r"\N"


def _read(line: str) -> Sum:
    *texts, pupils, value = line.rstrip("\n").split("\t")
    return Sum(*texts, int(pupils), Decimal(value))


def _written(figure: Figure) -> str:
    value = _NULL if figure.value is None else repr(figure.value)
    return "\t".join([*figure[:-1], value]) + "\n"


if __name__ == "__main__":
    sys.stdout.writelines(map(_written, estimated(map(_read, sys.stdin))))
